"""Outlet: how much is its own, from whom it takes and who takes from it, over time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from newsroom.charts.days import MOST_DAYS, Day, Part, draw_days
from newsroom.charts.shares import Share, draw_shares
from newsroom.database import Reading
from newsroom.listing import TablePage, read_page
from newsroom.tables import outlet as tables
from newsroom.wording import write_short_day


@dataclass(frozen=True)
class OutletHead:
    """One row of outlet_head.sql; shares of its words, 0 to 1."""

    outlet_id: str
    outlet_name: str
    kind: str
    country: str | None
    language: str | None
    article_count: int
    own_article_count: int
    word_count: int
    own_share: float
    agency_share: float
    credited_copy_share: float
    uncredited_copy_share: float
    story_count: int
    first_story_count: int
    median_lead_seconds: float | None


@dataclass(frozen=True)
class OutletDay:
    date: str
    article_count: int
    own_share: float
    agency_share: float
    credited_copy_share: float
    uncredited_copy_share: float


@dataclass(frozen=True)
class Outlet:
    head: OutletHead
    shares: Markup
    days: Markup
    sources: TablePage
    takers: TablePage
    day_rows: TablePage
    articles: TablePage


def read_outlet(reading: Reading, outlet_id: str, parameters: Mapping[str, str]) -> Outlet | None:
    head = reading.first(OutletHead, "outlet_head", outlet_id=outlet_id)
    if head is None:
        return None
    days = reading.rows(OutletDay, "outlet_days", outlet_id=outlet_id, limit=MOST_DAYS, offset=0)
    return Outlet(
        head,
        draw_shares(outlet_shares(head), "wide"),
        draw_days("Shares of its words by date", [_day(day) for day in reversed(days)], top=1.0),
        read_page(reading, tables.OUTLET_SOURCES, parameters, outlet_id=outlet_id),
        read_page(reading, tables.OUTLET_TAKERS, parameters, outlet_id=outlet_id),
        read_page(reading, tables.OUTLET_DAYS, parameters, outlet_id=outlet_id),
        read_page(reading, tables.OUTLET_ARTICLES, parameters, outlet_id=outlet_id),
    )


def outlet_shares(row: OutletHead | OutletDay) -> tuple[Share, ...]:
    return (
        Share("own", "own", row.own_share),
        Share("agency", "agency", row.agency_share),
        Share("credited", "credited copies", row.credited_copy_share),
        Share("uncredited", "uncredited copies", row.uncredited_copy_share),
    )


def _day(day: OutletDay) -> Day:
    parts = tuple(Part(share.kind, share.label, round(share.value, 3)) for share in outlet_shares(day))
    return Day(write_short_day(day.date), parts)
