"""The steps of ingest_news: each reads files, calls the product and writes files."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from airflow.sdk.exceptions import AirflowSkipException

from orchestration.house import partition_of, run_of
from wiretrace.clean.cleaning import CleanedSource
from wiretrace.clean.cleaning import clean_source as clean
from wiretrace.fetch.harvest import fetch_source as fetch
from wiretrace.fetch.sources import Source, investigation, load_sources
from wiretrace.layout import Layout
from wiretrace.warehouse.connection import open_writer
from wiretrace.warehouse.known_pages import read_known_pages
from wiretrace.warehouse.loading import IngestedDay, load_day
from wiretrace.warehouse.staging import read_all, stage
from wiretrace.warehouse.tables import core, ops

DAILY = "daily"
STAGED = {
    "outlets": core.OUTLETS,
    "revisions": core.REVISIONS,
    "removed_blocks": core.REMOVED_BLOCKS,
    "fetches": ops.FETCHES,
    "discards": ops.DISCARDS,
}


@dataclass(frozen=True)
class Day:
    """What one run of ingest_news works on."""

    layout: Layout
    partition_key: str
    scope: str
    sources: dict[str, Source]

    @property
    def staging(self) -> Path:
        return self.layout.staging("ingest_news", self.partition_key) / self.scope.replace(":", "-")

    def staged(self, part: str) -> list[Path]:
        return sorted(self.staging.glob(f"sources/*/{part}.parquet"))


def day_of(dag_run: Any, params: dict[str, Any]) -> Day:
    """The run's date and sources; a source list with an error is reported with file and line."""
    layout = Layout.from_environment()
    if params.get("story"):
        folder = layout.root / "inbox" / _inbox_name(params["folder"]) if params.get("folder") else None
        sources = [investigation(params["story"], folder, params.get("urls") or ())]
    else:
        sources = load_sources(os.environ["WIRETRACE_SOURCES"])
    scope = sources[0].id if params.get("story") else DAILY
    return Day(layout, partition_of(dag_run, params), scope, {source.id: source for source in sources})


def plan_sources(dag_run: Any, params: dict[str, Any]) -> list[str]:
    """Ids of the run's sources; clears what an earlier try of the same run staged."""
    day = day_of(dag_run, params)
    shutil.rmtree(day.staging, ignore_errors=True)
    return list(day.sources)


def fetch_source(source_id: str, dag_run: Any, params: dict[str, Any]) -> str:
    """Keep the source's pages of the date; returns the WARC file's path.

    A backfill reads only pages that were kept: today's feed does not hold an earlier date's news.
    """
    day = day_of(dag_run, params)
    raw = day.layout.raw(day.partition_key, source_id)
    if dag_run.run_type == "backfill" and not raw.exists():
        raise AirflowSkipException(f"no pages of {source_id} were kept on {day.partition_key}")
    known = read_known_pages(day.layout, day.partition_key)
    summary = fetch(day.sources[source_id], day.partition_key, day.layout, known, refetch=bool(params.get("refetch")))
    print(summary)
    return str(summary.path)


def clean_source(source_id: str, raw_path: str, dag_run: Any, params: dict[str, Any]) -> int:
    """Stage the source's cleaned articles; returns how many."""
    day = day_of(dag_run, params)
    cleaned = clean(Path(raw_path), day.sources[source_id], day.partition_key)
    _stage_source(day, source_id, cleaned)
    return int(cleaned.revisions.num_rows)


def validate_articles(dag_run: Any, params: dict[str, Any]) -> str:
    """Stage the articles that pass the gate, and the gate's verdict; returns their folder."""
    from wiretrace.quality.articles import check_articles
    from wiretrace.quality.gate import Occasion

    day = day_of(dag_run, params)
    revisions = read_all(core.REVISIONS, day.staged("revisions"))
    occasion = Occasion(day.partition_key, day.scope, run_of(dag_run, params).started_at)
    passed, verdict = check_articles(revisions, occasion)
    print(f"{passed.num_rows} of {revisions.num_rows} articles passed; {len(verdict.failed_keys)} quarantined")
    stage(passed, day.staging / "validated" / "revisions.parquet")
    stage(verdict.quarantine, day.staging / "validated" / "quarantine.parquet")
    stage(verdict.checks, day.staging / "validated" / "checks.parquet")
    return str(day.staging / "validated")


def load_articles(dag_run: Any, params: dict[str, Any]) -> int:
    """Load what was validated, in one transaction; returns the articles loaded."""
    from wiretrace.quality.verdict import Verdict

    day = day_of(dag_run, params)
    validated = day.staging / "validated"
    parts = {part: read_all(table, day.staged(part)) for part, table in STAGED.items()}
    parts["revisions"] = read_all(core.REVISIONS, [validated / "revisions.parquet"])
    source_ids = tuple(sorted({str(s) for p in ("fetches", "revisions") for s in parts[p]["source_id"].to_pylist()}))
    verdict = Verdict(
        gate="articles",
        quarantine=read_all(ops.QUARANTINE, [validated / "quarantine.parquet"]),
        checks=read_all(ops.VALIDATION_RESULTS, [validated / "checks.parquet"]),
    )
    run = replace(run_of(dag_run, params), scope=day.scope)
    with open_writer(day.layout) as con:
        return load_day(con, run, IngestedDay(source_ids=source_ids, **parts), verdict)


def _stage_source(day: Day, source_id: str, cleaned: CleanedSource) -> None:
    folder = day.staging / "sources" / source_id.replace(":", "-")
    for part in STAGED:
        stage(getattr(cleaned, part), folder / f"{part}.parquet")


def _inbox_name(folder: str) -> str:
    """A folder of data/inbox; anything that leads out of it is refused."""
    if Path(folder).name != folder or folder in {".", ".."}:
        raise ValueError(f"folder must be the name of a folder below data/inbox, not {folder!r}")
    return folder
