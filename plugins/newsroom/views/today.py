"""Today: what is big, what is loud, what is new, and how fresh it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from newsroom.database import Reading
from newsroom.listing import TablePage, read_page
from newsroom.tables import today as tables

SORTS = {"size": "Biggest", "echo": "Loudest: many articles, few origins", "new": "New since the day before"}
TOP = 8


@dataclass(frozen=True)
class State:
    """One row of state.sql; dates are null in a database without runs."""

    latest_date: str | None
    date_before: str | None
    article_count: int
    outlet_count: int
    story_count: int
    claim_count: int
    new_article_count: int
    quarantined_count: int
    broken_rule_count: int
    snapshot_id: str | None
    published_at: datetime | None


@dataclass(frozen=True)
class Outcome:
    outcome: str
    url_count: int


@dataclass(frozen=True)
class Run:
    dag_id: str
    scope: str
    run_id: str
    loaded_at: datetime
    row_count: int


@dataclass(frozen=True)
class Today:
    state: State
    outcomes: tuple[Outcome, ...]
    runs: tuple[Run, ...]
    echoes: TablePage
    biggest: TablePage
    loudest: TablePage
    newest: TablePage


def read_state(reading: Reading) -> State:
    state = reading.first(State, "state")
    assert state is not None  # noqa: S101 - the query has exactly one row
    return state


def read_today(reading: Reading, parameters: Mapping[str, str]) -> Today:
    state = read_state(reading)
    latest = state.latest_date or ""
    stories = {sort: read_page(reading, tables.STORIES, {}, TOP, sort=sort, latest=latest) for sort in SORTS}
    return Today(
        state,
        reading.rows(Outcome, "outcomes_of_date", date=latest),
        reading.rows(Run, "runs_of_date", date=latest),
        read_page(reading, tables.ECHOES, parameters, TOP, latest=latest),
        stories["size"],
        stories["echo"],
        stories["new"],
    )


def read_stories(reading: Reading, parameters: Mapping[str, str]) -> tuple[str, TablePage]:
    """All stories in the wanted order, and that order's name."""
    sort = parameters.get("sort", "size")
    sort = sort if sort in SORTS else "size"
    latest = read_state(reading).latest_date or ""
    return sort, read_page(reading, tables.STORIES, parameters, sort=sort, latest=latest)
