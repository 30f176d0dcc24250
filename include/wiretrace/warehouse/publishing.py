"""Publishes a complete copy of the warehouse that readers can open at any moment."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path

from wiretrace.layout import Layout
from wiretrace.warehouse.connection import exclusive, open_public, open_writer
from wiretrace.warehouse.queries import read_sql


def publish(layout: Layout, partition_key: str, now: datetime) -> str:
    """Record a snapshot, copy the closed warehouse beside the public file and swap it in atomically.

    Readers keep the file they opened; new connections see the new one. Returns the snapshot's id,
    which is the same for the same data: publishing twice adds no row.
    """
    snapshot_id = _record_snapshot(layout, partition_key, now)
    layout.public.parent.mkdir(parents=True, exist_ok=True)
    copy = layout.public.with_name(f".{layout.public.name}.copy")  # one name: a killed copy is overwritten by the next
    # Only after closing: opening and closing the file in a process that holds a DuckDB
    # connection to it drops DuckDB's POSIX lock.
    with exclusive(layout):
        shutil.copyfile(layout.warehouse, copy)
    _flush(copy)
    _require_tables(copy)
    copy.replace(layout.public)
    _flush(layout.public.parent)
    return snapshot_id


def _record_snapshot(layout: Layout, partition_key: str, now: datetime) -> str:
    sql = read_sql("load", "snapshot")
    with open_writer(layout) as con:
        snapshot = con.sql(sql, params={"partition_key": partition_key, "now": now}).to_arrow_table()
        con.register("snapshot", snapshot)
        con.execute(
            "insert into ops.published_snapshots by name select * from snapshot where snapshot_id not in (select snapshot_id from ops.published_snapshots)"
        )
    return str(snapshot["snapshot_id"][0].as_py())


def _require_tables(path: Path) -> None:
    with open_public(path) as con:
        con.execute("select count(*) from core.articles")


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
