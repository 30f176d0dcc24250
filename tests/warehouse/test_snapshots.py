"""Dated copies for citing: listed, kept for a while, checked, and brought back."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from warehouse.conftest import day, run, verdict
from warehouse.rows import fetch, revision
from wiretrace.answer import cite
from wiretrace.layout import Layout
from wiretrace.warehouse.connection import WarehouseInUse, open_public, open_writer
from wiretrace.warehouse.loading import load_day
from wiretrace.warehouse.publishing import publish
from wiretrace.warehouse.snapshots import SnapshotError, list_snapshots, restore

NOW = datetime(2026, 3, 5)
CLOCK = count()


def publish_text(layout: Layout, date: str, text: str, kept: int = 30) -> str:
    with open_writer(layout) as con:
        load_day(
            con, run(date), day([revision(1, text=text, partition_key=date)], [fetch(1, partition_key=date)]), verdict()
        )
    return publish(layout, date, NOW + timedelta(seconds=next(CLOCK)), kept)


def text_of(path: Path) -> str:
    with open_public(path) as con:
        [(text,)] = con.execute("select text from core.articles").fetchall()
        return str(text)


def names(layout: Layout) -> list[str]:
    return [path.name for path in list_snapshots(layout)]


def test_each_date_keeps_its_last_state_under_a_name_that_says_which(layout: Layout) -> None:
    publish_text(layout, "2026-03-02", "Words of the second.")
    second = publish_text(layout, "2026-03-02", "Words of the second, put right.")
    third = publish_text(layout, "2026-03-03", "Words of the third.")
    assert names(layout) == [f"wiretrace-2026-03-02-{second}.duckdb", f"wiretrace-2026-03-03-{third}.duckdb"]
    with open_public(layout.public) as con:
        rows = con.execute("select file_name, is_current from ops.published_snapshots order by published_at").fetchall()
    assert rows == [(None, False), (names(layout)[0], False), (names(layout)[1], True)]


def test_publishing_again_rewrites_no_snapshot(layout: Layout) -> None:
    publish_text(layout, "2026-03-02", "Words of the second.")
    [path] = list_snapshots(layout)
    written = path.stat().st_mtime_ns
    publish_text(layout, "2026-03-02", "Words of the second.")
    assert path.stat().st_mtime_ns == written


def test_older_dates_than_the_setting_says_are_removed_and_nothing_else_stays(layout: Layout) -> None:
    for date in ("2026-03-02", "2026-03-03", "2026-03-04"):
        publish_text(layout, date, f"Words of {date}.", kept=2)
    (layout.snapshots / ".wiretrace-2026-03-03.copy").write_text("what a killed copy leaves", "utf-8")
    publish_text(layout, "2026-03-05", "Words of the fifth.", kept=2)
    assert [name[10:20] for name in names(layout)] == ["2026-03-04", "2026-03-05"]
    assert len(list(layout.snapshots.iterdir())) == 4  # two files and their checksums
    publish_text(layout, "2026-03-06", "Words of the sixth.", kept=0)
    assert list(layout.snapshots.iterdir()) == []


def test_a_restored_snapshot_is_the_warehouse_and_the_published_file_and_forgets_no_later_one(layout: Layout) -> None:
    publish_text(layout, "2026-03-02", "Words of the second.")
    cited = cite(layout.public)
    third = publish_text(layout, "2026-03-03", "Words of the third.")
    before = restore(layout, "2026-03-02")
    assert text_of(layout.public) == "Words of the second."
    assert text_of(before) == "Words of the third."
    assert cite(layout.public) == cited
    assert publish_text(layout, "2026-03-03", "Words of the third.") == third  # work goes on from there
    assert [name[10:20] for name in names(layout)] == ["2026-03-02", "2026-03-03"]


def test_a_snapshot_that_was_altered_or_is_not_there_restores_nothing(layout: Layout) -> None:
    publish_text(layout, "2026-03-02", "Words of the second.")
    with pytest.raises(SnapshotError, match=r"(?s)2026-03-09.*wiretrace-2026-03-02"):
        restore(layout, "2026-03-09")
    [path] = list_snapshots(layout)
    with path.open("r+b") as handle:
        handle.seek(5000)
        handle.write(b"another byte")
    with pytest.raises(SnapshotError, match="checksum"):
        restore(layout, "2026-03-02")
    assert text_of(layout.public) == "Words of the second."


def test_a_damaged_warehouse_is_replaced_and_no_later_snapshot_forgotten(layout: Layout) -> None:
    publish_text(layout, "2026-03-02", "Words of the second.")
    publish_text(layout, "2026-03-03", "Words of the third.")
    layout.warehouse.write_bytes(b"no database" * 1000)
    restore(layout, "2026-03-02")
    publish_text(layout, "2026-03-04", "Words of the fourth.")
    assert [name[10:20] for name in names(layout)] == ["2026-03-02", "2026-03-03", "2026-03-04"]


@pytest.mark.parametrize("opening", ["open_writer(Layout(root))", "duckdb.connect(Layout(root).warehouse)"])
def test_nothing_is_restored_while_somebody_has_the_warehouse_open(layout: Layout, opening: str) -> None:
    publish_text(layout, "2026-03-02", "Words of the second.")
    publish_text(layout, "2026-03-03", "Words of the third.")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", HOLDER.format(opening=opening), str(layout.root)]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    with pytest.raises(WarehouseInUse, match=r"wiretrace\.duckdb"):
        restore(layout, "2026-03-02")
    holder.communicate("close\n")
    assert text_of(layout.public) == text_of(layout.warehouse) == "Words of the third."
    restore(layout, "2026-03-02")
    assert text_of(layout.warehouse) == "Words of the second."


HOLDER = """
import sys
from pathlib import Path
import duckdb
from wiretrace.layout import Layout
from wiretrace.warehouse.connection import open_writer
root = Path(sys.argv[1])
with {opening}:
    print("open", flush=True)
    sys.stdin.readline()
"""


def test_the_citation_names_the_state_and_the_methods(layout: Layout) -> None:
    snapshot_id = publish_text(layout, "2026-03-02", "Words of the second.")
    assert f"snapshot {snapshot_id} of " in cite(layout.public)
    assert "1 articles" in cite(layout.public)
    assert "clean-" in cite(layout.public)
