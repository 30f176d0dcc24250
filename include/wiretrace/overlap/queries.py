"""The SQL after the kernel, one statement a file."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import duckdb
import pyarrow as pa


@lru_cache(maxsize=64)
def read_query(name: str) -> str:
    return (files("wiretrace.overlap") / "sql" / f"{name}.sql").read_text("utf-8")


def run_query(con: duckdb.DuckDBPyConnection, name: str, **parameters: object) -> pa.Table:
    """Result of `sql/<name>.sql`. Staged tables must be registered under the names it reads."""
    return con.sql(read_query(name), params=parameters or None).to_arrow_table()


def register(con: duckdb.DuckDBPyConnection, **tables: pa.Table) -> None:
    """Make staged tables readable by SQL; works on a read-only connection and writes nothing."""
    for name, table in tables.items():
        con.register(name, table)


def store_query(con: duckdb.DuckDBPyConnection, name: str, **parameters: object) -> None:
    """Keep the result of `sql/<name>.sql` as a temporary table of that name, for results too big to carry around."""
    con.execute(f"create or replace temp table {name} as {read_query(name)}", parameters or None)
