"""Keeps a full-text index (SQLite's FTS5) beside the published database: DuckDB has none without a download.

The index is a copy that is brought up to date and swapped in, so that readers always have a whole one. What did not
change since the last time is not read again: a day's cost follows the day.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from wiretrace.layout import Layout
from wiretrace.warehouse.connection import open_public

KINDS = ("article", "claim", "speaker", "outlet")
BATCH_ROWS = 20_000
VERSION = 1  # of schema.sql
# Words of entries that went stay in the index until they are this share of it; then it is made anew.
MOST_DEAD = 0.3


def update_index(layout: Layout) -> int:
    """Bring the index up to the published state; returns how many entries were new or changed."""
    copy = layout.search.with_name(f".{layout.search.name}.copy")
    copy.unlink(missing_ok=True)
    if layout.search.exists() and not _is_worn(layout.search):
        shutil.copyfile(layout.search, copy)
    with open_public(layout.public) as con, closing(sqlite3.connect(copy, isolation_level=None)) as index:
        index.executescript("pragma journal_mode = off; pragma synchronous = off; " + read_query("schema"))
        index.execute("begin")
        changed = _update(con, index)
        index.execute("commit")
    copy.replace(layout.search)
    return changed


def read_query(name: str) -> str:
    return (files("wiretrace.search") / "sql" / f"{name}.sql").read_text("utf-8")


def _update(con: duckdb.DuckDBPyConnection, index: sqlite3.Connection) -> int:
    held = {(kind, key): digest for kind, key, digest in index.execute("select kind, key, digest from entries")}
    present = con.execute(f"select kind, key, digest from ({read_query('entries')})").fetchall()
    gone = held.keys() - {(kind, key) for kind, key, _ in present}
    fresh = [(kind, key) for kind, key, digest in present if held.get((kind, key)) != digest]
    stale = (name for name in (*gone, *fresh) if name in held)
    index.executemany("delete from entries where kind = ? and key = ?", stale)
    _add(con, index, fresh)
    return len(fresh)


def _add(con: duckdb.DuckDBPyConnection, index: sqlite3.Connection, fresh: list[tuple[str, str]]) -> None:
    """Rows are numbered on and on: a number never names two entries, so words of gone ones lead nowhere."""
    highest = index.execute("select value from numbers where name = 'highest'").fetchone()[0]
    con.register("fresh", pa.table({"kind": [kind for kind, _ in fresh], "key": [key for _, key in fresh]}))
    rows = con.execute(f"select e.* from ({read_query('entries')}) as e semi join fresh using (kind, key)")
    while batch := rows.fetchmany(BATCH_ROWS):
        numbered = list(enumerate(batch, highest + 1))
        index.executemany(
            "insert into entries (number, kind, key, digest, weight) values (?, ?, ?, ?, ?)",
            ((number, kind, key, digest, weight) for number, (kind, key, digest, weight, _, _) in numbered),
        )
        for kind in KINDS:
            index.executemany(f"insert into {kind}_words (rowid, title, body) values (?, ?, ?)", _words(numbered, kind))
        highest += len(batch)
    index.execute("update numbers set value = ? where name = 'highest'", [highest])


def _words(numbered: list[tuple[int, tuple[Any, ...]]], wanted: str) -> Iterable[tuple[int, str, str]]:
    return ((number, title, body) for number, (kind, _, _, _, title, body) in numbered if kind == wanted)


def _is_worn(path: Path) -> bool:
    """Too many of its words belong to entries that are gone, or it is of another version, or cannot be read."""
    try:
        with closing(sqlite3.connect(path)) as index:
            numbers = dict(index.execute("select name, value from numbers"))
            alive = index.execute("select count(*) from entries").fetchone()[0]
    except sqlite3.DatabaseError:
        return True
    highest = numbers.get("highest", 0)
    return numbers.get("version") != VERSION or bool(highest > 1000 and alive < highest * (1 - MOST_DEAD))
