"""A load replaces what it owns, whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pytest

from warehouse.conftest import day, run, verdict
from warehouse.rows import fetch, revision, row_of
from wiretrace.layout import Layout
from wiretrace.warehouse.connection import open_warehouse_reader, open_writer
from wiretrace.warehouse.loading import load_day, load_measurement
from wiretrace.warehouse.replacement import Replacement
from wiretrace.warehouse.tables import TABLES, overlap

TIMES_OF_LOADING = {"loaded_at", "checked_at"}


def contents(layout: Layout) -> dict[str, list[tuple[object, ...]]]:
    """Every table's rows in a fixed order, without the times of loading."""
    with open_warehouse_reader(layout) as con:
        return {
            t.full_name: con.execute(
                f"select {', '.join(c.name for c in t.columns if c.name not in TIMES_OF_LOADING)}"
                f" from {t.full_name} order by all"
            ).fetchall()
            for t in TABLES
        }


def load(layout: Layout, *args: object, partition_key: str = "2026-03-02") -> None:
    with open_writer(layout) as con:
        load_day(con, run(partition_key), day(*args), verdict())  # type: ignore[arg-type]


def second_day(number: int, text: str) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    row = revision(number, partition_key="2026-03-03", text=text)
    return [row], [fetch(number, partition_key="2026-03-03")]


def test_loading_a_date_twice_equals_once(layout: Layout) -> None:
    rows = [revision(1), revision(2)], [fetch(1), fetch(2)]
    load(layout, *rows)
    once = contents(layout)
    load(layout, *rows)
    assert contents(layout) == once
    assert len(once["core.articles"]) == 2


def test_dates_may_be_loaded_in_any_order(layout: Layout, tmp_path: Path) -> None:
    first = [revision(1)], [fetch(1)]
    second = second_day(1, "The harbour board corrected its count of boats on Tuesday. " * 5)
    other = Layout(tmp_path / "other")
    load(layout, *first)
    load(layout, *second, partition_key="2026-03-03")
    load(other, *second, partition_key="2026-03-03")
    load(other, *first)
    load(other, *second, partition_key="2026-03-03")
    assert contents(other) == contents(layout)


def test_a_corrected_article_keeps_its_first_date_and_shows_its_latest_text(layout: Layout) -> None:
    load(layout, [revision(1)], [fetch(1)])
    load(layout, *second_day(1, "Corrected. " * 40), partition_key="2026-03-03")
    with open_warehouse_reader(layout) as con:
        row = con.execute("select partition_key, revision_count, left(text, 10) from core.articles").fetchall()
    assert row == [("2026-03-02", 2, "Corrected.")]


def test_an_article_seen_again_without_change_is_told_apart(layout: Layout) -> None:
    load(layout, [revision(1)], [fetch(1)])
    load(layout, *second_day(1, str(revision(1)["text"])), partition_key="2026-03-03")
    with open_warehouse_reader(layout) as con:
        assert con.execute("select partition_key, outcome from ops.fetches order by 1").fetchall() == [
            ("2026-03-02", "loaded"),
            ("2026-03-03", "unchanged"),
        ]


def test_an_article_that_left_the_day_leaves_the_tables(layout: Layout) -> None:
    load(layout, [revision(1), revision(2)], [fetch(1), fetch(2)])
    load(layout, [revision(1)], [fetch(1)])
    with open_warehouse_reader(layout) as con:
        assert con.execute("select article_id from core.articles").fetchall() == [("article-1",)]


def test_two_addresses_of_one_article_are_loaded_once_and_the_other_is_counted(layout: Layout) -> None:
    twin = revision(1, url="http://courier.example/1?page=all")
    load(layout, [revision(1), twin], [fetch(1), fetch(1, url="http://courier.example/1?page=all")])
    with open_warehouse_reader(layout) as con:
        assert con.execute("select count(*) from core.revisions").fetchone() == (1,)
        assert con.execute("select subject, reason from ops.discards").fetchall() == [
            ("http://courier.example/1?page=all", "duplicate")
        ]
        assert con.execute("select outcome from ops.fetches order by url").fetchall() == [("loaded",), ("duplicate",)]


def test_other_sources_of_the_date_are_left_alone(layout: Layout) -> None:
    load(layout, [revision(1)], [fetch(1)])
    with open_writer(layout) as con:
        other = day(
            [revision(2, source_id="investigation:boats")],
            [fetch(2, source_id="investigation:boats")],
            source_ids=("investigation:boats",),
        )
        load_day(con, run(), other, verdict())
    with open_warehouse_reader(layout) as con:
        assert con.execute("select count(*) from core.articles").fetchone() == (2,)


def test_a_failed_load_changes_nothing(layout: Layout) -> None:
    load(layout, [revision(1)], [fetch(1)])
    before = contents(layout)
    broken = day([revision(2)], [fetch(2)], removed_blocks=pa.table({"article_id": ["article-2"]}))
    with pytest.raises(Exception, match="NOT NULL"), open_writer(layout) as con:
        load_day(con, run(), broken, verdict())
    assert contents(layout) == before


def test_a_measurement_replaces_rows_of_either_side(layout: Layout) -> None:
    def passage(left: str, right: str) -> dict[str, object]:
        return row_of(overlap.PASSAGES, left_article_id=left, right_article_id=right)

    def measured(rows: list[dict[str, object]], *articles: str) -> Replacement:
        ids = pa.array(articles, pa.string())
        return Replacement(
            overlap.PASSAGES, {"left_article_id": ids, "right_article_id": ids}, overlap.PASSAGES.table(rows)
        )

    for replacement in (measured([passage("a", "b"), passage("b", "c"), passage("c", "d")]), measured([], "b")):
        with open_writer(layout) as con:
            load_measurement(con, run(dag_id="measure_overlap"), [replacement], [verdict("derivations")])
    with open_warehouse_reader(layout) as con:
        assert con.execute("select left_article_id, right_article_id from overlap.passages").fetchall() == [("c", "d")]


KILLED_LOADER = """
import sys, time
from pathlib import Path
from warehouse.conftest import day, run, verdict
from warehouse.rows import fetch, revision, row_of
import wiretrace.warehouse.loading as loading
from wiretrace.layout import Layout
from wiretrace.warehouse.connection import open_writer

record = loading._record
def stop_before_commit(*args):
    record(*args)
    print("about to commit", flush=True)
    time.sleep(60)
loading._record = stop_before_commit
with open_writer(Layout(Path(sys.argv[1]))) as con:
    loading.load_day(con, run(), day([revision(1), revision(9)], [fetch(1), fetch(9)]), verdict())
"""


def test_a_load_killed_half_way_is_repaired_by_the_next(layout: Layout) -> None:
    load(layout, [revision(1)], [fetch(1)])
    before = contents(layout)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    loader = subprocess.Popen(
        [sys.executable, "-c", KILLED_LOADER, str(layout.root)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert loader.stdout is not None
    assert loader.stdout.readline() == "about to commit\n"
    loader.send_signal(signal.SIGKILL)
    loader.wait()
    assert contents(layout) == before
    load(layout, [revision(1), revision(9)], [fetch(1), fetch(9)])
    assert len(contents(layout)["core.articles"]) == 2


def test_a_second_writer_waits_for_the_first(layout: Layout) -> None:
    load(layout, [revision(1)], [fetch(1)])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDING_WRITER, str(layout.root)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    started = time.monotonic()
    load(layout, [revision(1), revision(2)], [fetch(1), fetch(2)])
    assert time.monotonic() - started > 0.3
    assert holder.wait() == 0


HOLDING_WRITER = """
import sys, time
from pathlib import Path
from wiretrace.layout import Layout
from wiretrace.warehouse.connection import open_writer
with open_writer(Layout(Path(sys.argv[1]))):
    print("open", flush=True)
    time.sleep(1)
"""
