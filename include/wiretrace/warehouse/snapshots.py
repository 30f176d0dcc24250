"""Dated copies of the published database: kept for citing, checked and brought back by name."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from wiretrace.layout import Layout
from wiretrace.warehouse.connection import idle, open_public, open_writer
from wiretrace.warehouse.queries import read_sql
from wiretrace.warehouse.swapping import swap_in
from wiretrace.warehouse.tables import ops

KEPT = 30  # dates; each costs the disk as much as the published file


class SnapshotError(Exception):
    """No such snapshot, or its file is not what was written."""


@dataclass(frozen=True)
class Snapshot:
    """The state of the warehouse when it was recorded, and the files that are to be kept from now on."""

    snapshot_id: str
    file_names: frozenset[str]
    own_file_name: str | None


def record_snapshot(con: duckdb.DuckDBPyConnection, partition_key: str, now: datetime, kept: int) -> Snapshot:
    """List the present state in ops.published_snapshots and settle which `kept` dates keep their files.

    Equal data has an equal id and adds no row. A later state of a date takes the place of an earlier one.
    """
    parameters = {"partition_key": partition_key, "now": now}
    state = con.sql(read_sql("load", "snapshot"), params=parameters).to_arrow_table()
    snapshot_id = str(state["snapshot_id"][0].as_py())
    con.register("state", state)
    con.execute(
        "insert into ops.published_snapshots by name select * from state"
        " where snapshot_id not in (select snapshot_id from ops.published_snapshots)"
    )
    kept_sql = read_sql("load", "kept_snapshots")
    files = con.sql(kept_sql, params={"snapshot_id": snapshot_id, "kept": kept}).to_arrow_table()
    con.register("files", files)
    con.execute(
        "update ops.published_snapshots as s set file_name = f.file_name, is_current = f.is_current"
        " from files as f where f.snapshot_id = s.snapshot_id"
    )
    names = {str(row["snapshot_id"]): row["file_name"] for row in files.to_pylist()}
    return Snapshot(snapshot_id, frozenset(name for name in names.values() if name), names[snapshot_id])


def keep_snapshot(layout: Layout, snapshot: Snapshot) -> None:
    """Copy the published file beside its checksum, and remove the files that are no longer listed.

    The checksum comes first and the copy is swapped in whole: a file that is there is complete.
    """
    layout.snapshots.mkdir(parents=True, exist_ok=True)
    for path in layout.snapshots.iterdir():
        if path.name.removesuffix(".sha256") not in snapshot.file_names:
            path.unlink()
    if snapshot.own_file_name and not (target := layout.snapshots / snapshot.own_file_name).exists():
        copy = target.with_name(f".{target.name}.copy")
        shutil.copyfile(layout.public, copy)
        _checksum_of(target).write_text(f"{_digest(copy)}  {target.name}\n", "utf-8")
        swap_in(copy, target)


def list_snapshots(layout: Layout) -> list[Path]:
    """The files that are kept, oldest date first."""
    return sorted(layout.snapshots.glob("wiretrace-*.duckdb"))


def restore(layout: Layout, name: str) -> Path:
    """Make a snapshot the warehouse and the published file again; `name` is its date, its id or its file name.

    Corrections (overrides) and kept pages are no part of it. Returns where the warehouse of before lies now.
    Raises `SnapshotError` when no or more than one file is meant, or when the file was altered, and `WarehouseInUse`.
    """
    found = [path for path in list_snapshots(layout) if name and name in path.name]
    if len(found) != 1:
        held = "".join(f"\n  {path.name}" for path in list_snapshots(layout)) or " none"
        raise SnapshotError(f"{len(found)} snapshots are named {name!r}; there are:{held}")
    [source] = found
    if _checksum_of(source).read_text("utf-8").split()[0] != _digest(source):
        raise SnapshotError(f"{source} is not what was written: its checksum differs")
    with idle(layout):
        listed = _read_list(layout)
        copies = [(_copy_beside(source, target), target) for target in (layout.warehouse, layout.public)]
        before = _set_aside(layout.warehouse)
        for copy, target in copies:
            swap_in(copy, target)
    _relist(layout, listed)
    return before


def _set_aside(warehouse: Path) -> Path:
    """The warehouse of before under another name, with what a killed writer committed; its own name stays taken."""
    before = warehouse.with_name("before-restore.duckdb")
    for suffix in ("", ".wal"):
        present, aside = (path.with_name(path.name + suffix) for path in (warehouse, before))
        aside.unlink(missing_ok=True)
        if present.exists():
            os.link(present, aside)
    warehouse.with_name(f"{warehouse.name}.wal").unlink(missing_ok=True)
    return before


def _read_list(layout: Layout) -> pa.Table:
    """What was published so far, by the published file: the warehouse may be what has to be replaced."""
    try:
        with open_public(layout.public) as con:
            return con.sql("from ops.published_snapshots").to_arrow_table()
    except duckdb.IOException:  # lost or damaged, too
        return ops.PUBLISHED_SNAPSHOTS.table([])


def _relist(layout: Layout, listed: pa.Table) -> None:
    """List in the restored warehouse the snapshots that were published after it."""
    with open_writer(layout) as con:
        con.register("listed", listed)
        con.execute(
            "insert into ops.published_snapshots by name select * replace (false as is_current) from listed"
            " where snapshot_id not in (select snapshot_id from ops.published_snapshots)"
        )


def _copy_beside(source: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    copy = target.with_name(f".{target.name}.copy")
    shutil.copyfile(source, copy)
    return copy


def _checksum_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
