"""Warehouses in memory. Declaring one takes a quarter of a second, so one is declared and the others are its copies."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb

from wiretrace.warehouse.schema import create_schema


@cache
def _declared() -> Path:
    path = Path(tempfile.mkdtemp(prefix="wiretrace-empty-")) / "empty.duckdb"
    with duckdb.connect(path) as con:
        create_schema(con)
    return path


@contextmanager
def open_empty() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute(f"attach '{_declared()}' as declared (read_only)")
        con.execute("copy from database declared to memory")
        con.execute("detach declared")
        yield con
