"""Claim: the sentence, its reach, its origins with their carriers, and the words in which it is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from newsroom.charts.funnel import Step, draw_funnel
from newsroom.database import Reading
from newsroom.listing import TablePage, cut_page, read_page
from newsroom.marking import Word, mark_differences
from newsroom.tables import claim as tables
from newsroom.wording import FOLDING

MOST_MENTIONS = 2000
MOST_COMPARED = 120  # different wordings
MOST_VARIANTS = 40
MOST_CHOICES = 80


@dataclass(frozen=True)
class ClaimHead:
    """One row of claim_head.sql."""

    claim_id: str
    wording: str
    story_id: str
    story_title: str
    speaker_id: str | None
    speaker_name: str | None
    speaker_kind: str | None
    mention_count: int
    article_count: int
    outlet_count: int
    origin_count_low: int
    origin_count_high: int
    origin_count_expected: float
    principal_count: int
    copy_ratio: float
    first_seen_at: datetime
    first_article_id: str
    first_title: str | None
    first_outlet_name: str
    first_printed_at: datetime
    method_version: str


@dataclass(frozen=True)
class Mention:
    """One row of claim_mentions.sql."""

    mention_id: str
    text: str
    kind: str
    field: str
    char_start: int
    char_end: int
    speaker: str | None
    cue: str | None
    modality: str
    via: str | None
    rule_id: str
    confidence: float
    article_id: str
    title: str | None
    outlet_id: str
    outlet_name: str
    printed_at: datetime
    is_first_sight: bool
    origin_id: str | None
    origin_name: str | None
    origin_kind: str | None
    origin_article_id: str | None
    origin_rule: str | None
    origin_evidence: str | None
    origin_confidence: float | None


@dataclass(frozen=True)
class Source:
    """One row of claim_derivations.sql."""

    derived_article_id: str
    source_article_id: str | None
    source_origin_id: str | None
    source_name: str
    relation: str
    is_direction_known: bool
    is_credited: bool
    confidence: float
    derived_containment: float | None
    lag_seconds: int | None


@dataclass(frozen=True)
class Carrier:
    """An article that states the claim, below the one it took it from.

    `source` is of this origin; `elsewhere` are those that the article has of others.
    """

    mentions: tuple[Mention, ...]
    source: Source | None
    elsewhere: tuple[Source, ...]
    takers: tuple[Carrier, ...]

    @property
    def first(self) -> Mention:
        return self.mentions[0]


@dataclass(frozen=True)
class Origin:
    """Where the claim was reported, and all who carried it from there. No id: it could not be told."""

    origin_id: str | None
    name: str
    kind: str
    is_held: bool
    carriers: tuple[Carrier, ...]
    article_count: int


@dataclass(frozen=True)
class Variant:
    """One way of saying it."""

    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    is_canonical: bool


@dataclass(frozen=True)
class Choice:
    """Another claim of the story, by one of its mentions: ids of mentions outlive how claims are grouped."""

    mention_id: str
    wording: str


@dataclass(frozen=True)
class Claim:
    head: ClaimHead
    funnel: Markup
    origins: tuple[Origin, ...]
    variants: tuple[Variant, ...]
    variant_count: int
    mention_ids: frozenset[str]
    mention_choices: tuple[Mention, ...]
    merge_choices: tuple[Choice, ...]
    mentions: TablePage
    related: TablePage


def read_claim(reading: Reading, claim_id: str, parameters: Mapping[str, str]) -> Claim | None:
    head = reading.first(ClaimHead, "claim_head", claim_id=claim_id)
    if head is None:
        return None
    stated = reading.mappings("claim_mentions", claim_id=claim_id, limit=MOST_MENTIONS, offset=0)
    mentions = tuple(Mention(**row) for row in stated)
    sources = reading.rows(Source, "claim_derivations", claim_id=claim_id)
    variants = find_variants(head.wording, mentions)
    return Claim(
        head,
        draw_funnel(_steps(head)),
        find_origins(mentions, sources),
        variants[:MOST_VARIANTS],
        len(variants),
        frozenset(m.mention_id for m in mentions),
        mentions[:MOST_CHOICES],
        reading.rows(Choice, "claim_choices", claim_id=claim_id, story_id=head.story_id, limit=MOST_CHOICES),
        cut_page(tables.CLAIM_MENTIONS, stated, parameters, claim_id=claim_id),
        read_page(reading, tables.CLAIM_RELATED, parameters, 10, claim_id=claim_id),
    )


def _steps(head: ClaimHead) -> tuple[Step, ...]:
    more = max(head.origin_count_high - head.origin_count_low, 0)
    return (
        Step("mention" if head.mention_count == 1 else "mentions", head.mention_count),
        Step("article" if head.article_count == 1 else "articles", head.article_count),
        Step("outlet" if head.outlet_count == 1 else "outlets", head.outlet_count),
        Step("origin" if head.origin_count_high == 1 else "origins", head.origin_count_low, True, more),
    )


def find_origins(mentions: Iterable[Mention], sources: Iterable[Source]) -> tuple[Origin, ...]:
    """The origins by number of articles; mentions whose origin could not be told come last."""
    grouped: dict[str | None, list[Mention]] = {}
    for mention in mentions:
        grouped.setdefault(mention.origin_id, []).append(mention)
    surest = sorted(sources, key=lambda s: -s.confidence)
    origins = [_origin(origin_id, group, surest) for origin_id, group in grouped.items()]
    return tuple(sorted(origins, key=lambda o: (o.origin_id is None, -o.article_count, o.name)))


def _origin(origin_id: str | None, mentions: list[Mention], sources: Sequence[Source]) -> Origin:
    articles: dict[str, list[Mention]] = {}
    for mention in mentions:
        articles.setdefault(mention.article_id, []).append(mention)
    first = mentions[0]
    name = first.origin_name or "Origin could not be told"
    is_held = first.origin_article_id is not None
    carriers = build_tree(origin_id, articles, sources)
    return Origin(origin_id, name, first.origin_kind or "unknown", is_held, carriers, len(articles))


def build_tree(
    origin_id: str | None, articles: Mapping[str, list[Mention]], sources: Sequence[Source]
) -> tuple[Carrier, ...]:
    """The articles of one origin, each below its most certain source among them. Never a circle."""
    parents: dict[str, Source] = {}
    named: dict[str, Source] = {}  # sources that are the origin itself, its text not held
    elsewhere: dict[str, dict[str, Source]] = {}  # by article and name
    for source in sources:
        taker, giver = source.derived_article_id, source.source_article_id
        if taker not in articles:
            continue
        if giver is None and source.source_origin_id == origin_id:
            named.setdefault(taker, source)
        elif giver not in articles:
            elsewhere.setdefault(taker, {}).setdefault(source.source_name, source)
        elif taker not in parents and source.relation in FOLDING and not _is_below(giver, taker, parents):
            parents[taker] = source
    children: dict[str | None, list[str]] = {}
    for article_id in articles:
        parent = parents[article_id].source_article_id if article_id in parents else None
        children.setdefault(parent, []).append(article_id)

    def grow(article_id: str) -> Carrier:
        return Carrier(
            mentions=tuple(articles[article_id]),
            source=parents.get(article_id) or named.get(article_id),
            elsewhere=tuple(elsewhere.get(article_id, {}).values()),
            takers=tuple(grow(child) for child in children.get(article_id, ())),
        )

    return tuple(grow(article_id) for article_id in children.get(None, ()))


def _is_below(article_id: str | None, other: str, parents: Mapping[str, Source]) -> bool:
    while article_id is not None:
        if article_id == other:
            return True
        article_id = parents[article_id].source_article_id if article_id in parents else None
    return False


def find_variants(wording: str, mentions: Iterable[Mention]) -> tuple[Variant, ...]:
    """Different wordings, commonest first, with the words marked that the canonical one lacks."""
    grouped: dict[str, list[Mention]] = {}
    for mention in mentions:
        grouped.setdefault(" ".join(mention.text.split()), []).append(mention)
    canonical = " ".join(wording.split())
    ordered = sorted(grouped.items(), key=lambda item: (item[0] != canonical, -len(item[1]), item[0]))[:MOST_COMPARED]
    return tuple(Variant(mark_differences(canonical, text), tuple(group), text == canonical) for text, group in ordered)
