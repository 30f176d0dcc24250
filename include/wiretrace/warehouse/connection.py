"""Opens the DuckDB files: one writer at a time, readers never on the file being written."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb

from wiretrace.layout import Layout
from wiretrace.warehouse.schema import create_schema

# Clients before DuckDB 2 (the 1.4 and 1.5 command line, BI drivers) cannot read the newest storage version;
# the small row groups halve the memory of a load, and a column of hashes just fills a block.
ATTACH_OPTIONS = "STORAGE_VERSION 'v1.4.0', ROW_GROUP_SIZE 30720"
MEMORY_LIMIT = "1200MB"  # beside the tables and arrays of a task, which may take as much again and more
THREADS = 2


def connect(temp_directory: Path) -> duckdb.DuckDBPyConnection:
    """A connection without a database file, bounded in memory and kept from fetching extensions."""
    config = {
        "memory_limit": MEMORY_LIMIT,
        "threads": THREADS,
        "temp_directory": str(temp_directory),
        "autoinstall_known_extensions": False,
    }
    return duckdb.connect(":memory:", config=config)


class WarehouseInUse(Exception):
    """Somebody has the warehouse file open."""


@contextmanager
def open_writer(layout: Layout) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse, created if missing, for one writer. Closed and checkpointed on leaving.

    A writer that was killed leaves its lock free and its uncommitted work undone.
    """
    layout.warehouse.parent.mkdir(parents=True, exist_ok=True)
    with exclusive(layout):
        con = connect(layout.root / "spill")
        try:
            con.execute(f"attach '{layout.warehouse}' as wiretrace ({ATTACH_OPTIONS})")
            con.execute("use wiretrace")
            con.execute("begin")  # one write to the disk, not one for each of five hundred statements
            create_schema(con)
            con.execute("commit")
            yield con
            con.execute("checkpoint wiretrace")
        finally:
            con.close()


@contextmanager
def open_warehouse_reader(layout: Layout) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse for a measuring task: read-only, and never while a writer has it open."""
    if not layout.warehouse.exists():
        raise FileNotFoundError(f"no warehouse at {layout.warehouse}: run ingest_news first")
    with _locked(layout.lock, fcntl.LOCK_SH):
        con = connect(layout.root / "spill")
        try:
            con.execute(f"attach '{layout.warehouse}' as wiretrace (read_only)")
            con.execute("use wiretrace")
            yield con
        finally:
            con.close()


@contextmanager
def open_public(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published copy, read-only. Keep it short: only a new connection sees a new snapshot."""
    con = duckdb.connect(str(path), read_only=True)
    try:
        yield con
    finally:
        con.close()


@contextmanager
def exclusive(layout: Layout) -> Iterator[None]:
    """Nobody else of Wiretrace opens the warehouse file meanwhile; waits until that is so."""
    with _locked(layout.lock, fcntl.LOCK_EX):
        yield


@contextmanager
def idle(layout: Layout) -> Iterator[None]:
    """As `exclusive`, without waiting, and no other program has the file open either. Raises `WarehouseInUse`."""
    with ExitStack() as locks:
        try:
            locks.enter_context(_locked(layout.lock, fcntl.LOCK_EX | fcntl.LOCK_NB))
            if layout.warehouse.exists():
                fcntl.lockf(locks.enter_context(layout.warehouse.open("ab")), fcntl.LOCK_EX | fcntl.LOCK_NB)  # DuckDB's
        except BlockingIOError:
            raise WarehouseInUse(f"somebody has {layout.warehouse} open") from None
        yield


@contextmanager
def _locked(path: Path, operation: int) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as handle:
        fcntl.flock(handle, operation)
        yield  # closing the file releases the lock, also when the process dies
