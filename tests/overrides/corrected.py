"""A data directory with invented articles that is measured and published as the Dags do."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from overlap.overlap_texts import Draft
from wiretrace.claims.measure import measure_claims
from wiretrace.layout import Layout
from wiretrace.overlap import measure as overlap
from wiretrace.overrides import Override, append_override, read_overrides
from wiretrace.warehouse.connection import open_public, open_writer
from wiretrace.warehouse.loading import load_measurement
from wiretrace.warehouse.publishing import publish
from wiretrace.warehouse.run import Run
from wiretrace.warehouse.tables import TABLES, core

NOON = datetime(2026, 3, 5, 12)


@dataclass
class House:
    root: Path
    run_count: int = 0
    layout: Layout = field(init=False)

    def __post_init__(self) -> None:
        self.layout = Layout(self.root)

    def add(self, *drafts: Draft) -> None:
        with open_writer(self.layout) as con:
            con.register("drafts", core.ARTICLES.table([d.row() | {"language": "en"} for d in drafts]))
            con.execute("insert into core.articles select * from drafts")

    def correct(self, action: str, subject: str, value: str, minutes: int = 0) -> Override:
        at = NOON + timedelta(minutes=minutes)
        override = Override(at, "ada", "read on paper", action, subject, value)
        append_override(self.layout.overrides, override)
        return override

    def run(self, date: str) -> int:
        """Measures, loads and publishes; returns the rows loaded."""
        self.run_count += 1
        overrides = read_overrides(self.layout.overrides)
        directions = overrides.of("direction")
        with open_writer(self.layout) as con:
            staged = dict(overlap.fingerprint_articles(con, date, directions))
            staged |= overlap.find_passages(con, staged)
            staged |= overlap.trace_derivations(con, staged, directions)
            staged |= overlap.group_stories(con, staged)
            loaded = load_measurement(con, self._run("measure_overlap", date), overlap.list_replacements(staged), [])
            replacements = measure_claims(con, date, overrides, f"run {self.run_count}")
            loaded += load_measurement(con, self._run("measure_claims", date), replacements, [])
        publish(self.layout, date, NOON)
        return loaded

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with open_public(self.layout.public) as con:
            return con.execute(sql, values).fetchall()

    def contents(self) -> dict[str, list[str]]:
        """All that was measured; not when and by which run."""
        with open_public(self.layout.public) as con:
            return {
                t.full_name: sorted(map(repr, con.execute(f"from {t.full_name}").fetchall()))
                for t in TABLES
                if t.schema != "ops"
            }

    def claims(self) -> dict[str, list[str]]:
        return {name: rows for name, rows in self.contents().items() if name.startswith("claims.")}

    def mention(self, article_id: str, words: str) -> str:
        [(found,)] = self.rows(
            "select mention_id from claims.mentions where article_id = ? and contains(text, ?)", article_id, words
        )
        return str(found)

    def counts(self, mention_id: str) -> tuple[int, int, int]:
        """article_count, origin_count_low, principal_count of the claim with the mention."""
        [row] = self.rows(
            "select article_count, origin_count_low, principal_count from claims.claims"
            " where claim_id = (select claim_id from claims.mentions where mention_id = ?)",
            mention_id,
        )
        return tuple(row)  # type: ignore[return-value]

    def recorded(self) -> list[tuple[Any, ...]]:
        return self.rows("select action, state, run_id from ops.overrides order by line_number")

    def _run(self, dag_id: str, date: str) -> Run:
        return Run(dag_id, date, "daily", f"run {self.run_count}", NOON)
