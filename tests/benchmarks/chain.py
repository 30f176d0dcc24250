"""The product's steps for one folder of texts, in one process and without Airflow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

import duckdb
import pyarrow as pa

from wiretrace.claims.measure import measure_claims
from wiretrace.clean.cleaning import CleanedSource, clean_source
from wiretrace.fetch.harvest import fetch_source
from wiretrace.fetch.sources import investigation
from wiretrace.layout import Layout
from wiretrace.overlap import measure as overlap
from wiretrace.quality.verdict import Verdict
from wiretrace.warehouse.connection import open_writer
from wiretrace.warehouse.loading import IngestedDay, load_day, load_measurement
from wiretrace.warehouse.run import Run
from wiretrace.warehouse.tables import core, ops

DATE = "2027-03-01"  # after all that the texts print
NOW = datetime(2027, 3, 1)


@dataclass(frozen=True)
class Imprint:
    """What a page tells of itself outside its text. `published` in UTC without a zone."""

    outlet: str
    host: str
    published: datetime | None


@contextmanager
def measured_folder(
    files: Mapping[str, str], imprints: Mapping[str, Imprint] = MappingProxyType({})
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse that holds the files as one investigation, measured to the end.

    Files with an imprint (by name) stand in it as articles of that outlet and time.
    """
    with TemporaryDirectory(prefix="wiretrace-") as name:
        inbox = Path(name) / "inbox"
        inbox.mkdir()
        for file_name, text in files.items():
            (inbox / file_name).write_bytes(text.encode())
        layout = Layout(Path(name) / "data")
        source = investigation("texts", inbox)
        raw = fetch_source(source, DATE, layout)
        cleaned = clean_source(raw.path, source, DATE)
        outlets, revisions = _imprinted(cleaned, imprints)
        day = IngestedDay((source.id,), outlets, revisions, cleaned.removed_blocks, cleaned.fetches, cleaned.discards)
        with open_writer(layout) as con:
            load_day(con, _run("ingest_news"), day, _passing("articles"))
            staged = dict(overlap.fingerprint_articles(con, DATE))
            for step in (overlap.find_passages, overlap.trace_derivations, overlap.group_stories):
                staged |= step(con, staged)
            load_measurement(con, _run("measure_overlap"), overlap.list_replacements(staged), [])
            load_measurement(con, _run("measure_claims"), measure_claims(con, DATE), [])
            yield con


def _imprinted(cleaned: CleanedSource, imprints: Mapping[str, Imprint]) -> tuple[pa.Table, pa.Table]:
    """Outlets and revisions with what the imprints say."""
    outlets = {imprint.host: _outlet(imprint) for imprint in imprints.values()}
    revisions = [row | _printed(row["url"], imprints) for row in cleaned.revisions.to_pylist()]
    others = {row["outlet_id"] for row in revisions} - set(outlets)
    kept = [row for row in cleaned.outlets.to_pylist() if row["outlet_id"] in others]
    return core.OUTLETS.table([*outlets.values(), *kept]), core.REVISIONS.table(revisions)


def _outlet(imprint: Imprint) -> dict[str, object]:
    known = {"outlet_id": imprint.host, "name": imprint.outlet, "kind": "unknown", "aliases": []}
    return {column.name: known.get(column.name) for column in core.OUTLETS.columns}


def _printed(url: str, imprints: Mapping[str, Imprint]) -> dict[str, object]:
    name = url.rpartition("/")[2]
    if name not in imprints:
        return {}
    imprint = imprints[name]
    return {
        "url": f"https://{imprint.host}/{name}",
        "outlet_id": imprint.host,
        "published_at": imprint.published,
        "published_at_source": "meta" if imprint.published else None,
    }


def _run(dag_id: str) -> Run:
    return Run(dag_id, DATE, "daily", "chain", NOW)


def _passing(gate: str) -> Verdict:
    return Verdict(gate, ops.QUARANTINE.table([]), ops.VALIDATION_RESULTS.table([]))
