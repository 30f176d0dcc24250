"""Quality: what the gates said, what is held back, what became of every address, and how the sources are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from newsroom.charts.days import MOST_DAYS, Day, Part, draw_days
from newsroom.database import Reading
from newsroom.listing import TablePage, read_page
from newsroom.tables import quality as tables
from newsroom.views.today import State, read_state
from newsroom.wording import write_short_day

OUTCOMES = ("loaded", "unchanged", "duplicate", "discarded", "quarantined", "removed", "failed")
GATES = {
    "ingest_news": "articles",
    "revisit_articles": "articles",
    "measure_overlap": "derivations",
    "measure_claims": "claims",
}


@dataclass(frozen=True)
class Quality:
    state: State
    outcomes: Markup
    checks: Markup
    outcome_rows: TablePage
    sources: TablePage
    broken: TablePage
    quarantine: TablePage
    gates: TablePage
    every_check: TablePage
    discards: TablePage
    snapshots: TablePage


@dataclass(frozen=True)
class Run:
    """One Dag run: its load, what its gate said, and the stories of its date. A run of another Dag has no load."""

    dag_id: str
    run_id: str
    date: str | None
    scope: str
    row_count: int | None
    checks: TablePage | None
    outcomes: TablePage | None
    stories: TablePage | None


def read_quality(reading: Reading, parameters: Mapping[str, str]) -> Quality:
    outcome_days = reading.mappings("outcome_days", limit=MOST_DAYS, offset=0)
    gate_days = reading.mappings("quality_days", limit=MOST_DAYS * 3, offset=0)
    return Quality(
        read_state(reading),
        draw_days("Addresses by outcome and date", [_outcome_day(row) for row in reversed(outcome_days)]),
        draw_days("Rules checked by date", _check_days(gate_days)),
        read_page(reading, tables.OUTCOME_DAYS, parameters, 14),
        read_page(reading, tables.SOURCES, parameters),
        read_page(reading, tables.QUALITY_BROKEN, parameters),
        read_page(reading, tables.QUARANTINE, parameters),
        read_page(reading, tables.QUALITY_DAYS, parameters, 12),
        read_page(reading, tables.QUALITY_CHECKS, parameters),
        read_page(reading, tables.DISCARDS, parameters),
        read_page(reading, tables.SNAPSHOTS, parameters, 10),
    )


def read_urls(reading: Reading, parameters: Mapping[str, str]) -> TablePage:
    """Every address, or those of one outcome, date or source."""
    wanted = {name: parameters.get(name, "") for name in tables.URLS.parameters}
    return read_page(reading, tables.URLS, parameters, 50, **wanted)


def read_run(reading: Reading, dag_id: str, run_id: str, date: str | None, parameters: Mapping[str, str]) -> Run:
    """`date` is the partition that Airflow gives for the run; the load's own is taken where there is one."""
    load = next(iter(reading.mappings("run_load", dag_id=dag_id, run_id=run_id)), None)
    day = load["partition_key"] if load else date
    scope = load["scope"] if load else "daily"
    if not day:
        return Run(dag_id, run_id, None, scope, None, None, None, None)
    gate = GATES.get(dag_id, "")
    return Run(
        dag_id, run_id, day, scope, load["row_count"] if load else None,
        read_page(reading, tables.RUN_CHECKS, parameters, date=day, scope=scope, gate=gate),
        read_page(reading, tables.URLS, parameters, outcome="", date=day, source="") if gate == "articles" else None,
        read_page(reading, tables.RUN_STORIES, parameters, date=day),
    )  # fmt: skip


def _outcome_day(row: Mapping[str, object]) -> Day:
    parts = tuple(Part(f"outcome-{name}", name, float(str(row[f"{name}_count"]))) for name in OUTCOMES)
    return Day(write_short_day(str(row["date"])), parts, str(row["url_count"]))


def _check_days(rows: tuple[Mapping[str, object], ...]) -> list[Day]:
    """One bar a date: rules kept, warnings, critical rules broken, over all gates."""
    by_date: dict[str, list[int]] = {}
    for row in rows:
        counts = by_date.setdefault(str(row["date"]), [0, 0, 0])
        for place, name in enumerate(("rule_count", "warning_count", "critical_count")):
            counts[place] += int(str(row[name]))
    return [
        Day(write_short_day(date), (Part("kept", "kept", rules - warnings - critical), Part("warning", "warnings", warnings), Part("critical", "critical", critical)))
        for date, (rules, warnings, critical) in sorted(by_date.items())
    ]  # fmt: skip
