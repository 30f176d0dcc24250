"""Publishes a complete copy of the warehouse that readers can open at any moment."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from wiretrace.layout import Layout
from wiretrace.warehouse.connection import exclusive, open_public, open_writer
from wiretrace.warehouse.snapshots import KEPT, keep_snapshot, record_snapshot
from wiretrace.warehouse.swapping import swap_in


def publish(layout: Layout, partition_key: str, now: datetime, kept: int = KEPT) -> str:
    """Record a snapshot, copy the closed warehouse beside the public file, swap it in atomically, keep a dated copy.

    Readers keep the file they opened; new connections see the new one. Returns the snapshot's id,
    which is the same for the same data: publishing twice adds no row. `kept` is how many dates keep a copy.
    """
    with open_writer(layout) as con:
        snapshot = record_snapshot(con, partition_key, now, kept)
    layout.public.parent.mkdir(parents=True, exist_ok=True)
    copy = layout.public.with_name(f".{layout.public.name}.copy")  # one name: a killed copy is overwritten by the next
    # Only after closing: opening and closing the file in a process that holds a DuckDB
    # connection to it drops DuckDB's POSIX lock.
    with exclusive(layout):
        shutil.copyfile(layout.warehouse, copy)
    _require_tables(copy)
    swap_in(copy, layout.public)
    keep_snapshot(layout, snapshot)
    return snapshot.snapshot_id


def _require_tables(path: Path) -> None:
    with open_public(path) as con:
        con.execute("select count(*) from core.articles")
