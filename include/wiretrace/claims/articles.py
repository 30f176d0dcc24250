"""What claims need to know of an article, a derivation, and a mention placed in its story."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from wiretrace.claims.extraction.mentions import Mention
from wiretrace.overlap.credits.reading import WHOLE_TEXT_RULES
from wiretrace.overlap.credits.sources import Source


@dataclass(frozen=True)
class PrintedCredit:
    """A row of overlap.credits: where an article names whom; offsets are None for one outside the text."""

    source: Source
    rule: str
    text: str
    start: int | None = None
    end: int | None = None

    @property
    def is_of_whole_text(self) -> bool:
        """The article says that all of it is an agency's."""
        return self.rule in WHOLE_TEXT_RULES and self.source.is_agency


@dataclass(frozen=True)
class StoryArticle:
    article_id: str
    outlet_id: str
    outlet_name: str
    title: str | None
    text: str
    language: str | None
    first_seen_at: datetime
    appeared_at: datetime
    credits: tuple[PrintedCredit, ...] = ()
    printed_at: datetime | None = None

    @property
    def turn(self) -> tuple[datetime, datetime, str]:
        """Sorts articles by appearance, those of one moment as they are dated.

        Not by `first_seen_at`: in which order a run fetches says nothing.
        """
        return self.appeared_at, self.printed_at or self.appeared_at, self.article_id

    @property
    def is_collection(self) -> bool:
        """`(Fox News)` behind a paragraph: the article puts together what others print."""
        return any(c.rule == "parenthesis" for c in self.credits)

    def is_printed_before(self, other: StoryArticle) -> bool:
        return self.printed_at is not None and other.printed_at is not None and self.printed_at < other.printed_at

    def lag_behind(self, other: StoryArticle) -> timedelta:
        """How much later this one appeared; of two first seen on one date, as in a folder of texts, how much later printed."""
        if self.appeared_at.date() == other.appeared_at.date() and self.printed_at and other.printed_at:
            return self.printed_at - other.printed_at
        return self.appeared_at - other.appeared_at


@dataclass(frozen=True)
class Derivation:
    """A row of overlap.derivations, with the spans of the derived text that also stand in the source."""

    derived_article_id: str
    source_article_id: str | None
    source_origin_id: str | None
    source_name: str
    relation: str
    is_direction_known: bool
    confidence: float
    derived_spans: tuple[tuple[int, int], ...] = ()
    derived_containment: float | None = None
    is_turned: bool = False  # by a person: it was measured the other way


@dataclass(frozen=True)
class PlacedMention:
    """A mention with its id, its article and, once resolved, its speaker."""

    mention_id: str
    article: StoryArticle
    mention: Mention
    speaker_id: str | None = None

    @property
    def field_text(self) -> str:
        """The title or text in which the mention's offsets count."""
        return self.article.text if self.mention.field == "text" else self.article.title or ""


def hash_id(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:16]


def place(article: StoryArticle, mention: Mention) -> PlacedMention:
    return PlacedMention(
        hash_id(f"{article.article_id}|{mention.field}|{mention.start}|{mention.end}"), article, mention
    )
