"""The one loader: each call replaces what it owns in one transaction, so a run may be repeated or killed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from wiretrace.quality.verdict import Verdict
from wiretrace.warehouse.queries import read_sql
from wiretrace.warehouse.replacement import Replacement
from wiretrace.warehouse.run import Run
from wiretrace.warehouse.tables import Table, core, ops


@dataclass(frozen=True)
class IngestedDay:
    """Validated rows of one ingest run. All rows of `source_ids` on the date are replaced, also by none."""

    source_ids: tuple[str, ...]
    outlets: pa.Table
    revisions: pa.Table
    removed_blocks: pa.Table
    fetches: pa.Table
    discards: pa.Table
    host_blocks: pa.Table = field(default_factory=lambda: core.HOST_BLOCKS.table([]))


def load_day(con: duckdb.DuckDBPyConnection, run: Run, day: IngestedDay, verdict: Verdict) -> int:
    """Replace the day's rows of its sources and rebuild the articles they touch. Returns rows loaded."""
    revisions, duplicates = _split_duplicates(con, day.revisions)
    key = {"partition_key": run.partition_key}
    with _transaction(con):
        con.register("staged_revisions", revisions)
        con.register("staged_fetches", day.fetches)
        con.register("staged_quarantine", verdict.quarantine)
        con.register("staged_outlets", day.outlets)
        con.register("loaded_sources", pa.table({"source_id": pa.array(day.source_ids, pa.string())}))
        con.execute("create or replace temp table touched_articles as " + read_sql("load", "touched_articles"), key)
        for table in (core.REVISIONS, core.REMOVED_BLOCKS, core.HOST_BLOCKS, ops.FETCHES, ops.DISCARDS, ops.QUARANTINE):
            con.execute(
                f"delete from {table.full_name} where partition_key = $partition_key"
                " and source_id in (select source_id from loaded_sources)",
                key,
            )
        outcomes = con.sql(read_sql("load", "fetch_outcomes")).to_arrow_table()
        _insert(con, core.REVISIONS, revisions)
        _insert(con, core.REMOVED_BLOCKS, day.removed_blocks)
        _insert(con, core.HOST_BLOCKS, day.host_blocks)
        _insert(con, ops.FETCHES, outcomes)
        _insert(con, ops.DISCARDS, pa.concat_tables([day.discards, duplicates]))
        con.execute("delete from core.articles where article_id in (select article_id from touched_articles)")
        _insert(con, core.ARTICLES, con.sql(read_sql("load", "articles")).to_arrow_table())
        con.execute("delete from core.outlets where outlet_id in (select outlet_id from staged_outlets)")
        _insert(con, core.OUTLETS, day.outlets)
        _record(con, run, [verdict], revisions.num_rows)
    return int(revisions.num_rows)


def load_measurement(
    con: duckdb.DuckDBPyConnection, run: Run, replacements: Sequence[Replacement], verdicts: Sequence[Verdict]
) -> int:
    """Apply all replacements of one measuring run in one transaction. Returns rows loaded.

    A run that found nothing to measure leaves everything as it is, the record of the run that measured too.
    """
    if not any(r.rows.num_rows or any(len(values) for values in r.scope.values()) for r in replacements):
        return 0
    with _transaction(con):
        for replacement in replacements:
            for column, values in replacement.scope.items():
                con.register("replaced", pa.table({"value": values}))
                con.execute(f"delete from {replacement.table.full_name} where {column} in (select value from replaced)")
            _insert(con, replacement.table, replacement.rows)
        for verdict in verdicts:
            key = {"partition_key": run.partition_key, "gate": verdict.gate}
            con.execute("delete from ops.quarantine where partition_key = $partition_key and gate = $gate", key)
        row_count = sum(int(r.rows.num_rows) for r in replacements)
        _record(con, run, verdicts, row_count)
    return row_count


def _split_duplicates(con: duckdb.DuckDBPyConnection, revisions: pa.Table) -> tuple[pa.Table, pa.Table]:
    """One revision per article and source; the others, as rows of ops.discards."""
    con.register("incoming", revisions)
    kept = con.sql(read_sql("load", "first_per_article")).to_arrow_table().cast(core.REVISIONS.arrow_schema)
    dropped = con.sql(read_sql("load", "duplicate_discards")).to_arrow_table().cast(ops.DISCARDS.arrow_schema)
    return kept, dropped


def _record(con: duckdb.DuckDBPyConnection, run: Run, verdicts: Sequence[Verdict], row_count: int) -> None:
    """Note the run, its checks and its quarantine in place of those of an earlier try."""
    key = {"partition_key": run.partition_key, "scope": run.scope}
    owned = "where partition_key = $partition_key and scope = $scope"
    con.execute(f"delete from ops.runs {owned} and dag_id = $dag_id", {**key, "dag_id": run.dag_id})
    for verdict in verdicts:
        con.execute(f"delete from ops.validation_results {owned} and gate = $gate", {**key, "gate": verdict.gate})
        _insert(con, ops.QUARANTINE, verdict.quarantine)
        _insert(con, ops.VALIDATION_RESULTS, verdict.checks)
    row = {**key, "dag_id": run.dag_id, "run_id": run.run_id, "loaded_at": run.started_at, "row_count": row_count}
    _insert(con, ops.RUNS, ops.RUNS.table([row]))


def _insert(con: duckdb.DuckDBPyConnection, table: Table, rows: pa.Table) -> None:
    if rows.num_rows:
        con.register("incoming_rows", rows)
        con.execute(f"insert into {table.full_name} by name select * from incoming_rows")


@contextmanager
def _transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    con.execute("begin")
    try:
        yield
    except BaseException:
        con.execute("rollback")
        raise
    con.execute("commit")
