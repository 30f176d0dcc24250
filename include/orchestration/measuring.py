"""The steps of measure_overlap, measure_claims and publish_warehouse: read the warehouse, hand on files, load once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from airflow.sdk.exceptions import AirflowSkipException

from orchestration.house import run_of
from orchestration.notes import note_summary
from wiretrace.answer import cite
from wiretrace.claims import measure as claims
from wiretrace.layout import Layout
from wiretrace.overlap import measure as overlap
from wiretrace.overlap.passages.engines import DuckDB, Engine
from wiretrace.overrides import Overrides, read_overrides
from wiretrace.quality.verdict import Verdict
from wiretrace.search.index import update_index
from wiretrace.warehouse.connection import open_warehouse_reader, open_writer
from wiretrace.warehouse.exporting import export
from wiretrace.warehouse.loading import load_measurement
from wiretrace.warehouse.publishing import publish
from wiretrace.warehouse.queries import read_sql
from wiretrace.warehouse.replacement import Replacement
from wiretrace.warehouse.run import Run
from wiretrace.warehouse.staging import (
    read_all,
    read_replacements,
    read_tables,
    stage,
    stage_replacements,
    stage_tables,
)
from wiretrace.warehouse.tables import ops
from wiretrace.warehouse.weeks import roll_up, week_of

OverlapStep = Callable[[duckdb.DuckDBPyConnection, Mapping[str, pa.Table]], Mapping[str, pa.Table]]


def fingerprint_articles(dag_run: Any, params: dict[str, Any]) -> str:
    run, layout, folder = _scene(dag_run, params)
    directions = _take_overrides(layout, folder).of("direction")
    with open_warehouse_reader(layout) as con:
        stale = overlap.fingerprint_articles(con, run.partition_key, directions)
        return str(stage_tables(stale, folder / "fingerprint_articles"))


def find_passages(staged: Sequence[str], dag_run: Any, params: dict[str, Any]) -> str:
    _, layout, folder = _scene(dag_run, params)
    with open_warehouse_reader(layout) as con, _open_engine(con, folder / "spark") as engine:
        found = overlap.find_passages(con, read_tables([Path(path) for path in staged]), engine)
    return str(stage_tables(found, folder / "find_passages"))


def trace_derivations(staged: Sequence[str], dag_run: Any, params: dict[str, Any]) -> str:
    _, _, folder = _scene(dag_run, params)
    step = partial(overlap.trace_derivations, directions=_staged_overrides(folder).of("direction"))
    return _overlap_step(step, "trace_derivations", staged, dag_run, params)


def group_stories(staged: Sequence[str], dag_run: Any, params: dict[str, Any]) -> str:
    return _overlap_step(overlap.group_stories, "group_stories", staged, dag_run, params)


def validate_derivations(staged: Sequence[str], dag_run: Any, params: dict[str, Any]) -> str:
    from wiretrace.quality.gate import Occasion
    from wiretrace.quality.measurements import check_overlap

    run, _, folder = _scene(dag_run, params)
    replacements = overlap.list_replacements(read_tables([Path(path) for path in staged]))
    kept, verdicts = check_overlap(replacements, Occasion(run.partition_key, run.scope, run.started_at))
    return _stage_validated(folder / "validated", kept, verdicts)


def extract_mentions(dag_run: Any, params: dict[str, Any]) -> str:
    run, layout, folder = _scene(dag_run, params)
    overrides = _take_overrides(layout, folder)
    with open_warehouse_reader(layout) as con:
        extracted = claims.extract_story_mentions(con, run.partition_key, overrides)
        return str(stage(extracted, folder / "mentions.parquet"))


def match_claims(extracted: str, dag_run: Any, params: dict[str, Any]) -> str:
    _, layout, folder = _scene(dag_run, params)
    with open_warehouse_reader(layout) as con:
        matched = claims.match_claims(con, pq.read_table(extracted), _staged_overrides(folder))
        return str(stage(matched, folder / "matched.parquet"))


def count_origins(extracted: str, matched: str, dag_run: Any, params: dict[str, Any]) -> str:
    run, layout, folder = _scene(dag_run, params)
    with open_warehouse_reader(layout) as con:
        tables = pq.read_table(extracted), pq.read_table(matched)
        counted = claims.count_origins(con, run.partition_key, *tables, _staged_overrides(folder), run.run_id)
        return str(stage_replacements(counted, folder / "counted"))


def validate_claims(counted: str, dag_run: Any, params: dict[str, Any]) -> str:
    from wiretrace.quality.gate import Occasion
    from wiretrace.quality.measurements import check_claims

    run, layout, folder = _scene(dag_run, params)
    with open_warehouse_reader(layout) as con:
        lengths = con.sql(read_sql("load", "field_lengths")).to_arrow_table()
    occasion = Occasion(run.partition_key, run.scope, run.started_at)
    kept, verdicts = check_claims(read_replacements(Path(counted)), lengths, occasion)
    return _stage_validated(folder / "validated", kept, verdicts)


def load(validated: str, summary: str, dag_run: Any, params: dict[str, Any]) -> int:
    """Load what a gate let pass, in one transaction, and note what `summary` says of it; returns the rows loaded."""
    run, layout, _ = _scene(dag_run, params)
    folder = Path(validated)
    with open_writer(layout) as con:
        row_count = load_measurement(con, run, read_replacements(folder / "replacements"), _read_verdicts(folder))
        [(text,)] = con.execute(read_sql("summaries", summary), {"partition_key": run.partition_key}).fetchall()
    note_summary(run.dag_id, run.run_id, f"{run.partition_key}: {text}")
    return row_count


def publish_snapshot(dag_run: Any, params: dict[str, Any]) -> str:
    run, layout, _ = _scene(dag_run, params)
    snapshot_id = publish(layout, run.partition_key, run.started_at, int(os.environ["WIRETRACE_SNAPSHOTS_KEPT"]))
    note_summary(run.dag_id, run.run_id, f"{run.partition_key}: {cite(layout.public)}")
    return snapshot_id


def publish_week(dag_run: Any, params: dict[str, Any]) -> str:
    """Publish what was summed up, as the state of the week's last date."""
    run, layout, _ = _scene(dag_run, params)
    return publish(layout, week_of(run.partition_key).last, run.started_at, int(os.environ["WIRETRACE_SNAPSHOTS_KEPT"]))


def export_marts(dag_run: Any, params: dict[str, Any]) -> int:
    """Write the published marts to the place that the setting names; returns the files written."""
    target = os.environ["WIRETRACE_EXPORT"]
    if not target:
        raise AirflowSkipException("WIRETRACE_EXPORT is empty: no export is asked for")
    return len(export(Layout.from_environment(), target))


def roll_up_week(dag_run: Any, params: dict[str, Any]) -> int:
    """Replace the week's rows of weekly.*; returns how many there are."""
    run, layout, _ = _scene(dag_run, params)
    week = week_of(run.partition_key)
    with open_writer(layout) as con:
        row_count = roll_up(con, week)
    note_summary(run.dag_id, run.run_id, f"{week.name}, {week.first} to {week.last}: {row_count} rows")
    return row_count


def index_for_search() -> int:
    """Bring the full-text index up to the published state; returns the entries that were new or changed."""
    return update_index(Layout.from_environment())


def _scene(dag_run: Any, params: dict[str, Any]) -> tuple[Run, Layout, Path]:
    run, layout = run_of(dag_run, params), Layout.from_environment()
    return run, layout, layout.staging(run.dag_id, run.partition_key)


def _take_overrides(layout: Layout, folder: Path) -> Overrides:
    """The corrections as they are now, kept beside what is staged: all steps of a run apply the same ones."""
    kept = folder / "overrides.csv"
    kept.parent.mkdir(parents=True, exist_ok=True)
    if layout.overrides.exists():
        shutil.copyfile(layout.overrides, kept)
    else:
        kept.unlink(missing_ok=True)
    return read_overrides(kept)


def _staged_overrides(folder: Path) -> Overrides:
    return read_overrides(folder / "overrides.csv")


@contextmanager
def _open_engine(con: duckdb.DuckDBPyConnection, folder: Path) -> Iterator[Engine]:
    """`folder` is for what DuckDB and Spark hand to each other."""
    name = os.environ["WIRETRACE_OVERLAP_ENGINE"]
    if name == "duckdb":
        yield DuckDB(con)
    elif name == "spark":
        from wiretrace.overlap.passages.spark import open_spark

        with open_spark(con, folder) as engine:
            yield engine
    else:
        raise ValueError(f"WIRETRACE_OVERLAP_ENGINE is {name!r}: it must be duckdb or spark")


def _overlap_step(step: OverlapStep, name: str, staged: Sequence[str], dag_run: Any, params: dict[str, Any]) -> str:
    _, layout, folder = _scene(dag_run, params)
    with open_warehouse_reader(layout) as con:
        return str(stage_tables(step(con, read_tables([Path(path) for path in staged])), folder / name))


def _stage_validated(folder: Path, kept: Sequence[Replacement], verdicts: Sequence[Verdict]) -> str:
    stage_replacements(kept, folder / "replacements")
    for verdict in verdicts:
        stage(verdict.quarantine, folder / "verdicts" / verdict.gate / "quarantine.parquet")
        stage(verdict.checks, folder / "verdicts" / verdict.gate / "checks.parquet")
    return str(folder)


def _read_verdicts(folder: Path) -> list[Verdict]:
    return [
        Verdict(
            gate=path.name,
            quarantine=read_all(ops.QUARANTINE, [path / "quarantine.parquet"]),
            checks=read_all(ops.VALIDATION_RESULTS, [path / "checks.parquet"]),
        )
        for path in sorted((folder / "verdicts").iterdir())
    ]
