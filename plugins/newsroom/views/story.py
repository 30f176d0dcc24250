"""Story: its articles in time, who took from whom, what they claim, and what changed on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from newsroom.charts.days import Day, Part, draw_days
from newsroom.charts.lanes import MOST_ARTICLES, Arrow, Dot, Lane, draw_lanes
from newsroom.database import Reading
from newsroom.listing import TablePage, read_page
from newsroom.tables import story as tables
from newsroom.wording import FOLDING, RELATIONS, write_duration, write_share

MOST_ARROWS = 600


@dataclass(frozen=True)
class StoryHead:
    story_id: str
    title: str
    article_count: int
    outlet_count: int
    own_article_count: int
    own_outlet_count: int
    origin_count: int
    claim_count: int
    shared_claim_count: int
    echo_count: int
    first_seen_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True)
class StoryArticle:
    """One row of story_articles.sql."""

    article_id: str
    title: str | None
    outlet_id: str
    outlet_name: str
    outlet_kind: str
    printed_at: datetime
    first_seen_at: datetime
    is_first_sight: bool
    word_count: int
    own_share: float
    agency_share: float
    credited_copy_share: float
    uncredited_copy_share: float
    relation: str | None
    source_name: str | None
    source_article_id: str | None
    is_credited: bool
    joined_by: str


@dataclass(frozen=True)
class Derivation:
    """One row of story_derivations.sql."""

    derivation_id: str
    derived_article_id: str
    derived_outlet_name: str
    derived_title: str | None
    source_article_id: str | None
    source_origin_id: str | None
    source_name: str
    relation: str
    evidence: str
    is_direction_known: bool
    is_credited: bool
    confidence: float
    derived_containment: float | None
    source_containment: float | None
    shared_word_count: int | None
    lag_seconds: float | None


@dataclass(frozen=True)
class StoryDay:
    day: date
    article_count: int
    outlet_count: int
    own_article_count: int
    copy_count: int
    new_claim_count: int


@dataclass(frozen=True)
class Story:
    head: StoryHead
    lanes: Markup
    days: Markup
    relations: tuple[str, ...]
    absent: tuple[str, ...]
    is_cut: bool
    articles: TablePage
    derivations: TablePage
    claims: TablePage
    conflicts: TablePage
    drift: TablePage
    orphans: TablePage
    day_rows: TablePage


def read_story(reading: Reading, story_id: str, root: str, parameters: Mapping[str, str]) -> Story | None:
    """The story under its id or the id of one merged into it; none if there is no such story."""
    head = reading.first(StoryHead, "story_head", story_id=story_id)
    if head is None:
        return None
    articles = reading.rows(StoryArticle, "story_articles", story_id=head.story_id, limit=MOST_ARTICLES, offset=0)
    derivations = reading.rows(Derivation, "story_derivations", story_id=head.story_id, limit=MOST_ARROWS, offset=0)
    days = reading.rows(StoryDay, "story_days", story_id=head.story_id, limit=366, offset=0)
    strongest = strongest_sources(derivations)
    absent = tuple(sorted({d.source_name for d in strongest if d.source_article_id is None}))
    return Story(
        head,
        draw_lanes(story_lanes(articles, absent, root), story_dots(articles, root), story_arrows(strongest, root)),
        draw_days("Articles by day", [_day(day) for day in days]),
        tuple(r for r in RELATIONS if any(d.relation == r for d in strongest)),
        absent,
        head.article_count > MOST_ARTICLES,
        read_page(reading, tables.STORY_ARTICLES, parameters, story_id=head.story_id),
        read_page(reading, tables.STORY_DERIVATIONS, parameters, story_id=head.story_id),
        read_page(reading, tables.STORY_CLAIMS, parameters, story_id=head.story_id),
        read_page(reading, tables.STORY_CONFLICTS, parameters, story_id=head.story_id),
        read_page(reading, tables.STORY_DRIFT, parameters, 10, story_id=head.story_id),
        read_page(reading, tables.STORY_ORPHANS, parameters, 10, story_id=head.story_id),
        read_page(reading, tables.STORY_DAYS, parameters, story_id=head.story_id),
    )


def strongest_sources(derivations: tuple[Derivation, ...]) -> tuple[Derivation, ...]:
    """For each article its strongest source; citations, which fold nothing, are kept beside it."""
    best: dict[tuple[str, bool], Derivation] = {}
    for derivation in derivations:
        is_folding = derivation.relation in FOLDING
        if is_folding or derivation.relation == "citation":
            key = derivation.derived_article_id, is_folding
            if key not in best or _strength(derivation) > _strength(best[key]):
                best[key] = derivation
    return tuple(best.values())


def _strength(derivation: Derivation) -> tuple[float, bool, float]:
    """As marts.article_reuse chooses: the source of most of the text; of two with as much, the one whose text is held."""
    whole = 0.0 if derivation.relation == "excerpt" else 1.0
    share = whole if derivation.derived_containment is None else derivation.derived_containment
    return share, derivation.source_article_id is not None, derivation.confidence


def story_lanes(articles: tuple[StoryArticle, ...], absent: tuple[str, ...], root: str) -> list[Lane]:
    """Absent origins on top, then outlets in the order in which they first printed."""
    outlets = {a.outlet_name: Lane(a.outlet_name, a.outlet_kind, f"{root}/outlet/{a.outlet_id}") for a in articles}
    return [Lane(name, "absent") for name in absent if name not in outlets] + list(outlets.values())


def story_dots(articles: tuple[StoryArticle, ...], root: str) -> list[Dot]:
    return [
        Dot(a.article_id, a.outlet_name, a.title or "(no headline)", a.printed_at, a.relation or "", f"{root}/article/{a.article_id}")
        for a in articles
    ]  # fmt: skip


def story_arrows(strongest: tuple[Derivation, ...], root: str) -> list[Arrow]:
    return [
        Arrow(
            d.source_article_id or d.source_name,
            d.derived_article_id,
            d.relation,
            _tell(d),
            f"{root}/compare/{d.derived_article_id}/{d.source_article_id}" if d.source_article_id else "",
            d.is_direction_known,
        )
        for d in strongest
    ]


def _tell(d: Derivation) -> str:
    share = f", {write_share(d.derived_containment)} of its words" if d.derived_containment is not None else ""
    lag = f", {write_duration(d.lag_seconds)} later" if d.lag_seconds else ""
    return f"{d.derived_outlet_name} from {d.source_name}: {RELATIONS[d.relation]}{share}{lag}"


def _day(day: StoryDay) -> Day:
    parts = (Part("own", "no copies", day.own_article_count), Part("copy", "copies", day.copy_count))
    return Day(f"{day.day.day} {day.day:%b}", parts, str(day.article_count))
