"""The product's steps for one folder of texts, in one process and without Airflow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from wiretrace.claims.measure import measure_claims
from wiretrace.clean.cleaning import clean_source
from wiretrace.fetch.harvest import fetch_source
from wiretrace.fetch.sources import investigation
from wiretrace.layout import Layout
from wiretrace.overlap import measure as overlap
from wiretrace.quality.verdict import Verdict
from wiretrace.warehouse.connection import open_writer
from wiretrace.warehouse.loading import IngestedDay, load_day, load_measurement
from wiretrace.warehouse.run import Run
from wiretrace.warehouse.tables import ops

DATE = "2026-01-01"
NOW = datetime(2026, 1, 1)


@contextmanager
def measured_folder(files: dict[str, str]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse that holds the files as one investigation, measured to the end."""
    with TemporaryDirectory(prefix="wiretrace-") as name:
        inbox = Path(name) / "inbox"
        inbox.mkdir()
        for file_name, text in files.items():
            (inbox / file_name).write_bytes(text.encode())
        layout = Layout(Path(name) / "data")
        source = investigation("texts", inbox)
        raw = fetch_source(source, DATE, layout)
        cleaned = clean_source(raw.path, source, DATE)
        day = IngestedDay(
            (source.id,), cleaned.outlets, cleaned.revisions, cleaned.removed_blocks, cleaned.fetches, cleaned.discards
        )
        with open_writer(layout) as con:
            load_day(con, _run("ingest_news"), day, _passing("articles"))
            staged = dict(overlap.fingerprint_articles(con, DATE))
            for step in (overlap.find_passages, overlap.trace_derivations, overlap.group_stories):
                staged |= step(con, staged)
            load_measurement(con, _run("measure_overlap"), overlap.list_replacements(staged), [])
            load_measurement(con, _run("measure_claims"), measure_claims(con, DATE), [])
            yield con


def _run(dag_id: str) -> Run:
    return Run(dag_id, DATE, "daily", "chain", NOW)


def _passing(gate: str) -> Verdict:
    return Verdict(gate, ops.QUARANTINE.table([]), ops.VALIDATION_RESULTS.table([]))
