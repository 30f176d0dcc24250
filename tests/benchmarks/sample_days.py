"""Three days of the sample web through the product's steps, in one process and without Airflow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa

from sample.corpus import DATES
from sample.server import start_server
from sample.sources import sources_yaml
from wiretrace.claims.measure import measure_claims
from wiretrace.clean import METHOD_VERSION
from wiretrace.clean.cleaning import clean_source
from wiretrace.fetch.harvest import fetch_source
from wiretrace.fetch.sources import Source, load_sources
from wiretrace.layout import Layout
from wiretrace.overlap import measure as overlap
from wiretrace.quality.verdict import Verdict
from wiretrace.warehouse.connection import open_public, open_writer
from wiretrace.warehouse.known_pages import read_known_pages, read_recurring_blocks
from wiretrace.warehouse.loading import IngestedDay, load_day, load_measurement
from wiretrace.warehouse.publishing import publish
from wiretrace.warehouse.run import Run
from wiretrace.warehouse.tables import ops

PARTS = ("outlets", "revisions", "removed_blocks", "host_blocks", "fetches", "discards")


@contextmanager
def measured_days(
    dates: Sequence[str] = DATES, report: Callable[[str], None] = print
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published warehouse after the days, as a reader sees it."""
    with TemporaryDirectory(prefix="wiretrace-") as name:
        layout = run_days(Path(name), dates, report)
        with open_public(layout.public) as con:
            yield con


def run_days(folder: Path, dates: Sequence[str] = DATES, report: Callable[[str], None] = print) -> Layout:
    """The days in a data directory below `folder`, published after each."""
    layout, listed = Layout(folder / "data"), folder / "sources.yaml"
    folder.mkdir(parents=True, exist_ok=True)
    with start_server() as web:
        listed.write_text(sources_yaml(web.address), "utf-8")
        for date in dates:
            web.set_date(date)
            count = _run_day(layout, load_sources(listed), date)
            report(f"{date}: {count} articles loaded")
    return layout


def _run_day(layout: Layout, sources: Sequence[Source], date: str) -> int:
    day = _ingest(layout, sources, date)
    passing = Verdict("articles", ops.QUARANTINE.table([]), ops.VALIDATION_RESULTS.table([]))
    with open_writer(layout) as con:
        count = load_day(con, _run("ingest_news", date), day, passing)
        staged = dict(overlap.fingerprint_articles(con, date))
        for step in (overlap.find_passages, overlap.trace_derivations, overlap.group_stories):
            staged |= step(con, staged)
        load_measurement(con, _run("measure_overlap", date), overlap.list_replacements(staged), [])
        load_measurement(con, _run("measure_claims", date), measure_claims(con, date), [])
    publish(layout, date, _midnight(date))
    return count


def _ingest(layout: Layout, sources: Sequence[Source], date: str) -> IngestedDay:
    known = read_known_pages(layout, date)
    kept = [(source, fetch_source(source, date, layout, known)) for source in sources]
    cleaned = [
        clean_source(raw.path, source, date, read_recurring_blocks(layout, date, source.id, METHOD_VERSION))
        for source, raw in kept
    ]
    parts = {part: pa.concat_tables([getattr(c, part) for c in cleaned]) for part in PARTS}
    return IngestedDay(tuple(source.id for source in sources), **parts)


def _run(dag_id: str, date: str) -> Run:
    return Run(dag_id, date, "daily", "sample_days", _midnight(date))


def _midnight(date: str) -> datetime:
    return datetime.fromisoformat(date)
