"""The published database, read-only, through one connection that notices when the file was replaced."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from wiretrace.warehouse.connection import THREADS

Row = TypeVar("Row")
MEMORY_LIMIT = "1GB"
# Questions over the whole database. A published state never changes, so their answers hold until the next one.
KEPT = frozenset({"stories", "echoes", "sources"})
MOST_KEPT = 100
# A mart that a question reads from memory is computed for the first one that does, once for each published state.
_IN_MEMORY = re.compile(r"\bmemory\.main\.(\w+)")
Rows = tuple[Mapping[str, Any], ...]


class NotPublished(LookupError):
    """There is no published database yet."""


@dataclass(frozen=True)
class _Opened:
    identity: tuple[int, int, int]
    connection: duckdb.DuckDBPyConnection
    answers: dict[tuple[object, ...], Rows] = field(default_factory=dict)
    marts: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Published:
    """The file that publishing replaces.

    Each state of the file is attached to an in-memory database of its own, because DuckDB gives a
    process the file it already has open, however often it was replaced. A request that still reads
    the former state keeps it alive; the last one lets it go.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._opened: _Opened | None = None
        self._lock = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """A transaction on the present state. Raises `NotPublished` where there is none."""
        opened = self._present()
        cursor = opened.connection.cursor()
        try:
            cursor.execute("use wiretrace")
            yield Reading(cursor, opened)
        finally:
            cursor.close()

    def _present(self) -> _Opened:
        identity = self._identify()
        with self._lock:
            if self._opened is None or self._opened.identity != identity:
                self._opened = _Opened(identity, _attach(self.path))
            return self._opened

    def _identify(self) -> tuple[int, int, int]:
        try:
            state = self.path.stat()
        except FileNotFoundError as error:
            raise NotPublished(str(self.path)) from error
        return state.st_ino, state.st_mtime_ns, state.st_size


@dataclass(frozen=True)
class Reading:
    """Asks the questions that lie in sql/ of one state of the file."""

    cursor: duckdb.DuckDBPyConnection
    _opened: _Opened

    def rows(self, row_type: type[Row], query: str, **values: Any) -> tuple[Row, ...]:
        """The answer as `row_type`s, whose fields are named as the query's columns."""
        return tuple(row_type(**row) for row in self.mappings(query, **values))

    def first(self, row_type: type[Row], query: str, **values: Any) -> Row | None:
        return next(iter(self.rows(row_type, query, **values)), None)

    def mappings(self, query: str, **values: Any) -> Rows:
        if query not in KEPT:
            return self._ask(query, values)
        key, answers = (query, *sorted(values.items())), self._opened.answers
        if key not in answers:
            if len(answers) >= MOST_KEPT:
                answers.clear()
            answers[key] = self._ask(query, values)
        return answers.get(key) or self._ask(query, values)

    def _ask(self, query: str, values: Mapping[str, Any]) -> Rows:
        answer = self.cursor.execute(self._prepare(query), values)
        names = [column[0] for column in answer.description or ()]
        return tuple(dict(zip(names, row, strict=True)) for row in answer.fetchall())

    def table(self, query: str, **values: Any) -> pa.Table:
        return self.cursor.sql(self._prepare(query), params=values).to_arrow_table()

    def _prepare(self, query: str) -> str:
        """The text of a question, once the marts lie in memory that it reads there."""
        text = read_query(query)
        for mart in _IN_MEMORY.findall(text):
            with self._opened.lock:
                if mart not in self._opened.marts:
                    self.cursor.execute(f"create table memory.main.{mart} as from marts.{mart}")
                    self._opened.marts.add(mart)
        return text


def read_query(name: str) -> str:
    return files("newsroom").joinpath("sql", f"{name}.sql").read_text("utf-8")


def _attach(path: Path) -> duckdb.DuckDBPyConnection:
    """Nothing but this one file can be reached through the connection, whatever a query says."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY_LIMIT,
        "threads": THREADS,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    connection = duckdb.connect(":memory:", config=config)
    quoted = str(path).replace("'", "''")
    connection.execute(f"attach '{quoted}' as wiretrace (read_only)")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection
