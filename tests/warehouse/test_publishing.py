"""Readers of the published copy always see a complete state, and never wait."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from warehouse.conftest import day, run, verdict
from warehouse.rows import fetch, revision
from wiretrace.layout import Layout
from wiretrace.warehouse.connection import open_public, open_writer
from wiretrace.warehouse.loading import load_day
from wiretrace.warehouse.publishing import publish

NOW = datetime(2026, 3, 5)
CYCLES = 6

READER = """
import sys, time
from pathlib import Path
from wiretrace.warehouse.connection import open_public
path, stop = Path(sys.argv[1]), Path(sys.argv[2])
reads = 0
print("reading", flush=True)
while not stop.exists():
    with open_public(path) as con:
        texts = con.execute("select count(distinct text_hash), count(*) from core.articles").fetchone()
        assert texts[0] == 1 and texts[1] == 3, texts  # every load gives all three articles one text
        reads += 1
    time.sleep(0.01)
print(reads)
"""


def load_texts(layout: Layout, text: str) -> None:
    rows = [revision(n, text=text) for n in range(3)]
    with open_writer(layout) as con:
        load_day(con, run(), day(rows, [fetch(n) for n in range(3)]), verdict())


def test_readers_never_fail_or_see_a_mixed_state_while_publishing(layout: Layout, tmp_path: Path) -> None:
    load_texts(layout, "First text of all. " * 10)
    publish(layout, "2026-03-02", NOW)
    stop = tmp_path / "stop"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", READER, str(layout.public), str(stop)]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) for _ in range(2)]
    for reader in readers:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "reading\n"
    for cycle in range(CYCLES):
        load_texts(layout, f"Text number {cycle} of all. " * 10)
        publish(layout, "2026-03-02", NOW)
    stop.touch()
    counts = [reader.communicate()[0] for reader in readers]
    assert [reader.returncode for reader in readers] == [0, 0]
    assert all(int(count) > 0 for count in counts)


def test_publishing_the_same_data_twice_adds_no_snapshot(layout: Layout) -> None:
    load_texts(layout, "A text. " * 10)
    assert publish(layout, "2026-03-02", NOW) == publish(layout, "2026-03-02", datetime(2026, 3, 6))
    with open_public(layout.public) as con:
        assert con.execute("select count(*) from ops.published_snapshots").fetchone() == (1,)


def test_changed_data_is_a_new_snapshot(layout: Layout) -> None:
    load_texts(layout, "A text. " * 10)
    first = publish(layout, "2026-03-02", NOW)
    load_texts(layout, "Another text. " * 10)
    assert publish(layout, "2026-03-02", NOW) != first


def test_a_crash_while_copying_leaves_the_published_file_alone(layout: Layout) -> None:
    load_texts(layout, "A text. " * 10)
    publish(layout, "2026-03-02", NOW)
    before = layout.public.read_bytes()
    (layout.public.parent / ".wiretrace.duckdb.copy").write_bytes(before[:1000])  # what a killed copy leaves
    with open_public(layout.public) as con:
        assert con.execute("select count(*) from core.articles").fetchone() == (3,)
    publish(layout, "2026-03-02", NOW)
    assert [p.name for p in layout.public.parent.iterdir()] == ["wiretrace.duckdb"]
