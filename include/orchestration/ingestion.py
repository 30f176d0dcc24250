"""The steps of ingest_news and revisit_articles: each reads files, calls the product and writes files."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from airflow.sdk.exceptions import AirflowSkipException

from orchestration.house import is_unattended, partition_of, run_of
from orchestration.notes import note_summary
from wiretrace.clean import METHOD_VERSION
from wiretrace.clean.cleaning import TABLES as STAGED
from wiretrace.clean.cleaning import clean_batches
from wiretrace.fetch.archive import KeptPage
from wiretrace.fetch.harvest import SourceFailed
from wiretrace.fetch.harvest import fetch_source as fetch
from wiretrace.fetch.outcomes import outcome_row
from wiretrace.fetch.sources import Source, investigation, load_sources, revisit
from wiretrace.layout import Layout
from wiretrace.warehouse.connection import open_writer
from wiretrace.warehouse.known_pages import read_due_pages, read_known_pages, read_recurring_blocks
from wiretrace.warehouse.loading import IngestedDay, load_day
from wiretrace.warehouse.queries import read_sql
from wiretrace.warehouse.staging import read_all, stage, stage_batches
from wiretrace.warehouse.tables import core, ops

DAILY = "daily"
REVISITS = "revisits"
REVISIT_DAG = "revisit_articles"
FAILURES = "failures"


@dataclass(frozen=True)
class Day:
    """What one run of ingest_news or revisit_articles works on."""

    layout: Layout
    dag_id: str
    partition_key: str
    scope: str
    sources: dict[str, Source]

    @property
    def staging(self) -> Path:
        return self.layout.staging(self.dag_id, self.partition_key) / self.scope.replace(":", "-")

    def staged(self, part: str) -> list[Path]:
        return sorted(self.staging.glob(f"sources/*/{part}.parquet"))


def day_of(dag_run: Any, params: dict[str, Any]) -> Day:
    """The run's date and sources; a source list with an error is reported with file and line."""
    layout, key = Layout.from_environment(), partition_of(dag_run, params)
    if dag_run.dag_id == REVISIT_DAG:
        due = read_due_pages(layout, key)
        sources = [revisit(source, due.get(source.id, ())) for source in load_sources(os.environ["WIRETRACE_SOURCES"])]
    elif params.get("story"):
        folder = layout.root / "inbox" / _inbox_name(params["folder"]) if params.get("folder") else None
        sources = [investigation(params["story"], folder, params.get("urls") or ())]
    else:
        sources = load_sources(os.environ["WIRETRACE_SOURCES"])
    scope = REVISITS if dag_run.dag_id == REVISIT_DAG else sources[0].id if params.get("story") else DAILY
    return Day(layout, dag_run.dag_id, key, scope, {source.id: source for source in sources})


def plan_sources(dag_run: Any, params: dict[str, Any]) -> list[str]:
    """Ids of the run's sources; clears what an earlier try of the same run staged."""
    day = day_of(dag_run, params)
    shutil.rmtree(day.staging, ignore_errors=True)
    return list(day.sources)


def plan_revisits(dag_run: Any, params: dict[str, Any]) -> list[str]:
    """Ids of the sources with articles to look at again, or with pages kept when that was done before."""
    day = day_of(dag_run, params)
    ids = plan_sources(dag_run, params)
    return [i for i in ids if day.sources[i].urls or day.layout.raw(day.partition_key, i).exists()]


def fetch_source(source_id: str, dag_run: Any, params: dict[str, Any]) -> str:
    """Keep the source's pages of the date; returns the WARC file's path.

    A backfill reads only pages that were kept: today's feed does not hold an earlier date's news.
    """
    day = day_of(dag_run, params)
    raw = day.layout.raw(day.partition_key, source_id)
    if dag_run.run_type == "backfill" and not raw.exists():
        raise AirflowSkipException(f"no pages of {source_id} were kept on {day.partition_key}")
    known = read_known_pages(day.layout, day.partition_key)
    failures = _folder(day, source_id) / f"{FAILURES}.parquet"
    failures.unlink(missing_ok=True)
    try:
        summary = fetch(
            day.sources[source_id], day.partition_key, day.layout, known, refetch=bool(params.get("refetch"))
        )
    except SourceFailed as failure:
        if not raw.exists():
            stage(_failed_fetches(failure, source_id, day.partition_key), failures)
        raise
    print(summary)
    return str(summary.path)


def clean_source(source_id: str, raw_path: str, dag_run: Any, params: dict[str, Any]) -> int:
    """Stage the source's cleaned articles; returns how many."""
    day = day_of(dag_run, params)
    recurring = read_recurring_blocks(day.layout, day.partition_key, source_id, METHOD_VERSION)
    batches = clean_batches(Path(raw_path), day.sources[source_id], day.partition_key, recurring)
    return stage_batches(STAGED, batches, _folder(day, source_id))["revisions"]


class NoSource(ValueError):
    """Of all the sources, none could be fetched and cleaned."""


def demand_a_source(states: set[str]) -> None:
    """One source that is down is no alarm, all of them are. `states`: in which the tasks that clean sources ended.

    Skips where there was nothing to do: no article is due to be looked at again, or no page was kept for a backfill.
    """
    if "success" in states:
        return
    if states <= {"skipped"}:
        raise AirflowSkipException("no source has anything to load")
    raise NoSource("no source could be fetched and cleaned; their tasks say why")


def validate_articles(dag_run: Any, params: dict[str, Any]) -> str:
    """Stage the articles that pass the gate, and the gate's verdict; returns what somebody must decide, or "".

    A run that nobody attends fails instead of asking.
    """
    from wiretrace.quality.articles import check_articles, describe_for_decision
    from wiretrace.quality.gate import Occasion, QuarantineShareError

    day = day_of(dag_run, params)
    revisions = read_all(core.REVISIONS, day.staged("revisions"))
    checked = check_articles(revisions, Occasion(day.partition_key, day.scope, run_of(dag_run, params).started_at))
    quarantined = len(checked.verdict.failed_keys)
    print(f"{checked.passed.num_rows} of {revisions.num_rows} articles passed; {quarantined} quarantined")
    stage(checked.passed, day.staging / "validated" / "revisions.parquet")
    stage(checked.verdict.quarantine, day.staging / "validated" / "quarantine.parquet")
    stage(checked.verdict.checks, day.staging / "validated" / "checks.parquet")
    if checked.unusual and is_unattended(dag_run):
        raise QuarantineShareError(f"nothing was loaded, because {checked.unusual}")
    return describe_for_decision(checked)


def load_articles(dag_run: Any, params: dict[str, Any]) -> int:
    """Load what was validated, in one transaction; returns the articles loaded."""
    from wiretrace.quality.verdict import Verdict

    day = day_of(dag_run, params)
    validated = day.staging / "validated"
    parts = {part: read_all(table, day.staged(part)) for part, table in STAGED.items()}
    parts["revisions"] = read_all(core.REVISIONS, [validated / "revisions.parquet"])
    verdict = Verdict(
        gate="articles",
        quarantine=read_all(ops.QUARANTINE, [validated / "quarantine.parquet"]),
        checks=read_all(ops.VALIDATION_RESULTS, [validated / "checks.parquet"]),
    )
    run = replace(run_of(dag_run, params), scope=day.scope)
    with open_writer(day.layout) as con:
        parts["fetches"] = pa.concat_tables([parts["fetches"], _new_failures(con, day)])
        source_ids = {str(s) for part in ("fetches", "revisions") for s in parts[part]["source_id"].to_pylist()}
        row_count = load_day(con, run, IngestedDay(source_ids=tuple(sorted(source_ids)), **parts), verdict)
        counted = {"partition_key": day.partition_key, "is_revisit": day.scope == REVISITS}
        [(summary,)] = con.execute(read_sql("summaries", "ingested"), counted).fetchall()
    note_summary(run.dag_id, run.run_id, f"{run.partition_key}: {summary}")
    return row_count


def _failed_fetches(failure: SourceFailed, source_id: str, partition_key: str) -> pa.Table:
    """One row a feed that could not be read, so that the quality page knows of a source that is silent."""
    pages = (KeptPage(sighting, sighting.url) for sighting in failure.sightings)
    rows = [outcome_row(page, partition_key, source_id, "failed", page.sighting.cause, None) for page in pages]
    return ops.FETCHES.table(rows)


def _new_failures(con: Any, day: Day) -> pa.Table:
    """Failures of sources that no earlier run of the date could read: a failed try takes nothing away."""
    held = con.execute("select distinct source_id from core.revisions where partition_key = ?", [day.partition_key])
    rows = read_all(ops.FETCHES, day.staged(FAILURES))
    earlier = pa.array([source_id for (source_id,) in held.fetchall()], pa.string())
    return rows.filter(pc.invert(pc.is_in(rows["source_id"], earlier)))


def _folder(day: Day, source_id: str) -> Path:
    return day.staging / "sources" / source_id.replace(":", "-")


def _inbox_name(folder: str) -> str:
    """A folder of data/inbox; anything that leads out of it is refused."""
    if Path(folder).name != folder or folder in {".", ".."}:
        raise ValueError(f"folder must be the name of a folder below data/inbox, not {folder!r}")
    return folder
