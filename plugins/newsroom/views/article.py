"""Article: its text with what it states and shares, where each fact about it stood, and how it changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, pairwise
from typing import Any

from newsroom.database import Reading
from newsroom.listing import TablePage, cut_page, read_page
from newsroom.marking import Piece, Span, Word, cut_paragraphs, mark_differences, merge_spans
from newsroom.tables import article as tables

PASSAGE_KINDS = ("narrative", "quotation", "credit", "furniture")
MOST_SPANS = 2000
MOST_REVISIONS = 60


@dataclass(frozen=True)
class ArticleHead:
    """One row of article_head.sql: core.articles with outlet and story."""

    article_id: str
    partition_key: str
    source_id: str
    outlet_id: str
    url: str
    canonical_url: str
    canonical_claim: str | None
    title: str | None
    title_source: str | None
    authors: list[str]
    language: str | None
    section: str | None
    dateline: str | None
    agency_credit: str | None
    published_at: datetime | None
    published_at_source: str | None
    modified_at: datetime | None
    is_opinion: bool
    is_live: bool
    is_paywalled: bool
    text: str
    text_hash: str
    word_count: int
    fetched_at: datetime
    first_seen_at: datetime
    is_time_conflicted: bool
    revision_count: int
    method_version: str
    outlet_name: str
    outlet_kind: str
    story_id: str | None
    story_title: str | None

    @property
    def is_first_sight(self) -> bool:
        """The page prints no time, or one that cannot be right."""
        return self.is_time_conflicted or self.published_at is None

    @property
    def printed_at(self) -> datetime:
        return self.first_seen_at if self.is_time_conflicted or self.published_at is None else self.published_at

    @property
    def kinds(self) -> tuple[str, ...]:
        """What the page says about itself."""
        said = ((self.is_opinion, "opinion"), (self.is_live, "live blog"), (self.is_paywalled, "behind a paywall"))
        return tuple(name for is_so, name in said if is_so) or ("report",)


@dataclass(frozen=True)
class Change:
    """From one fetched text to the next that differs."""

    date_before: str
    date_after: str
    fetched_at: datetime
    title_before: str | None
    title_after: str | None
    removed: tuple[tuple[Word, ...], ...]
    added: tuple[tuple[Word, ...], ...]


@dataclass(frozen=True)
class Article:
    head: ArticleHead
    headline: tuple[Piece, ...]
    paragraphs: tuple[tuple[Piece, ...], ...]
    changes: tuple[Change, ...]
    mentions: TablePage
    headline_support: TablePage
    passages: TablePage
    derivations: TablePage
    removed: TablePage
    revisions: TablePage


def read_article_head(reading: Reading, article_id: str) -> ArticleHead | None:
    rows = reading.mappings("article_head", article_id=article_id)
    names = ArticleHead.__dataclass_fields__
    return ArticleHead(**{name: rows[0][name] for name in names}) if rows else None


def read_article(reading: Reading, article_id: str, root: str, parameters: Mapping[str, str]) -> Article | None:
    head = read_article_head(reading, article_id)
    if head is None:
        return None
    mentions = reading.mappings("article_mentions", article_id=article_id, limit=MOST_SPANS, offset=0)
    passages = reading.mappings("article_passages", article_id=article_id, limit=MOST_SPANS, offset=0)
    revisions = reading.mappings("article_revisions", article_id=article_id, limit=MOST_REVISIONS, offset=0)
    return Article(
        head,
        tuple(chain.from_iterable(cut_paragraphs(head.title or "", _mention_spans(mentions, "title", root)))),
        cut_paragraphs(head.text, (*_mention_spans(mentions, "text", root), *_passage_spans(passages))),
        find_changes(revisions),
        cut_page(tables.ARTICLE_MENTIONS, mentions, parameters, article_id=article_id),
        read_page(reading, tables.ARTICLE_HEADLINE, parameters, article_id=article_id),
        cut_page(tables.ARTICLE_PASSAGES, passages, parameters, article_id=article_id),
        read_page(reading, tables.ARTICLE_DERIVATIONS, parameters, article_id=article_id),
        read_page(reading, tables.ARTICLE_REMOVED, parameters, article_id=article_id),
        cut_page(tables.ARTICLE_REVISIONS, revisions, parameters, article_id=article_id),
    )


def _mention_spans(mentions: tuple[Mapping[str, Any], ...], field: str, root: str) -> tuple[Span, ...]:
    return tuple(
        Span(
            m["char_start"], m["char_end"], "mention", m["kind"],
            target=f"{root}/claim/{m['claim_id']}", anchor=f"m-{m['mention_id']}",
            label=f"Claim: {m['article_count']} articles, {m['outlet_count']} outlets, {m['origin_count']} origins",
        )
        for m in mentions
        if m["field"] == field
    )  # fmt: skip


def _passage_spans(passages: tuple[Mapping[str, Any], ...]) -> tuple[Span, ...]:
    spans = [Span(p["char_start"], p["char_end"], "passage", p["kind"]) for p in passages]
    return merge_spans(spans, PASSAGE_KINDS)


def find_changes(revisions: tuple[Mapping[str, Any], ...]) -> tuple[Change, ...]:
    """Each step at which the outlet changed the text, by paragraphs, with the words marked that differ."""
    return tuple(
        _change(before, after) for before, after in pairwise(revisions) if before["page_hash"] != after["page_hash"]
    )


def _change(before: Mapping[str, Any], after: Mapping[str, Any]) -> Change:
    old, new = before["text"].split("\n\n"), after["text"].split("\n\n")
    gone = [paragraph for paragraph in old if paragraph not in set(new)]
    come = [paragraph for paragraph in new if paragraph not in set(old)]
    return Change(
        before["partition_key"], after["partition_key"], after["fetched_at"], before["title"], after["title"],
        tuple(mark_differences("\n".join(come), paragraph) for paragraph in gone),
        tuple(mark_differences("\n".join(gone), paragraph) for paragraph in come),
    )  # fmt: skip
