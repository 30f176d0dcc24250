"""Sums up ISO weeks: what was printed, and what is left of it once copies are folded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from wiretrace.warehouse.queries import read_sql
from wiretrace.warehouse.tables import weekly


@dataclass(frozen=True)
class Week:
    """`name` is 2026-W10; `first` and `last` are its Monday and Sunday, YYYY-MM-DD."""

    name: str
    first: str
    last: str


def week_of(partition_key: str) -> Week:
    """The ISO week of a date; of Airflow's name of a week, "2026-03-02 (W10)", the date counts."""
    day = date.fromisoformat(partition_key[:10])
    monday = day - timedelta(days=day.weekday())
    return Week(monday.strftime("%G-W%V"), monday.isoformat(), (monday + timedelta(days=6)).isoformat())


def roll_up(con: duckdb.DuckDBPyConnection, week: Week) -> int:
    """Replace the week's rows in one transaction; returns how many there are now."""
    row_count = 0
    con.execute("begin")
    for table in weekly.TABLES:
        rows = con.sql(
            read_sql("weekly", table.name), params={"week": week.name, "first": week.first, "last": week.last}
        ).to_arrow_table()
        con.register("week_rows", rows)
        con.execute(f"delete from {table.full_name} where week = $week", {"week": week.name})
        con.execute(f"insert into {table.full_name} by name from week_rows")
        row_count += rows.num_rows
    con.execute("commit")
    return row_count
