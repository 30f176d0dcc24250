"""The join of fingerprints gives the same on Spark as in DuckDB."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from overlap_texts import FERRY, FOOTER, ORCHARD, Draft, Newsroom

from wiretrace.overlap import measure
from wiretrace.overlap.passages.engines import DuckDB, Engine

STORED = ("current_grams", "holders", "partner_grams", "passage_grams")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
def test_both_engines_find_the_same_passages_on_every_date(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An early date measured again, and a new one on which a line is held that was common before."""
    pytest.importorskip("pyspark", reason="requirements-spark.txt is not installed")
    monkeypatch.setattr("wiretrace.overlap.passages.candidates.COMMON_LIMIT", 3)
    first, second, third = "2026-03-02", "2026-03-03", "2026-03-04"
    pages = [" ".join(f"word{n}x{k}" for k in range(250)) for n in range(9)]
    newsroom.add(Draft("a", FERRY, first), Draft("b", f"{FERRY}\n\n{FOOTER}", first))
    newsroom.measure(first)
    newsroom.add(*(Draft(f"c{n}", f"{page} extra words{n} here {FOOTER}", second) for n, page in enumerate(pages[:4])))
    newsroom.add(Draft("d", FERRY.replace("Kestrel", "Heron"), second))
    newsroom.measure(second)
    newsroom.add(Draft("f", f"{pages[6]} extra words3 here {FOOTER}", third))
    assert_equal(newsroom, third, tmp_path, {"passages", "touched", *STORED})

    newsroom.add(Draft("b", f"{ORCHARD}\n\n{pages[4]}\n\n{FOOTER}", first))
    newsroom.add(Draft("e", f"{FERRY[:300]}\n\n{pages[5]}\n\n{FOOTER}", first))
    assert_equal(newsroom, first, tmp_path, {"passages", "touched", "current_grams", "holders", "passage_grams"})


def assert_equal(newsroom: Newsroom, day: str, folder: Path, filled: set[str]) -> None:
    """`filled` names tables that must not be empty."""
    from wiretrace.overlap.passages.spark import open_spark

    staged = measure.fingerprint_articles(newsroom.con, day)
    ours = run_engine(newsroom.con, staged, DuckDB(newsroom.con))
    with open_spark(newsroom.con, folder / day) as spark:
        theirs = run_engine(newsroom.con, staged, spark, lambda name: spark.session.table(name).toArrow())
    assert {name: rows for name, rows in theirs.items() if rows != ours[name]} == {}
    assert [name for name in filled if not ours[name]] == []


def run_engine(con: duckdb.DuckDBPyConnection, staged: dict[str, pa.Table], engine: Engine, read=None) -> dict:  # type: ignore[no-untyped-def,type-arg]
    """Rows of every table that the step hands on or keeps, in an order that does not depend on how."""
    found = measure.find_passages(con, staged, engine)
    kept = {name: read(name) if read else con.sql(f"from {name}").to_arrow_table() for name in STORED}
    return {name: sorted(map(repr, table.to_pylist())) for name, table in {**found, **kept}.items()}
