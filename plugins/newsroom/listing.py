"""A table of a page: its columns for readers, and its rows a page at a time.

It is downloaded whole, from the same query.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from newsroom.database import Reading

PAGE_ROWS = 25
ALL_ROWS = 1_000_000


@dataclass(frozen=True)
class Column:
    """One shown column. `kind` says how a value is written, `page` and `key` where it leads, `method` what explains it."""

    name: str
    label: str
    kind: str = "text"
    page: str = ""
    key: str = ""
    method: str = ""


@dataclass(frozen=True)
class Table:
    """`parameters` are the query's own; each is also what a download needs to name."""

    name: str
    caption: str
    columns: tuple[Column, ...]
    parameters: tuple[str, ...] = ()
    empty: str = "None."


@dataclass(frozen=True)
class TablePage:
    """The rows of one page of a table, and how to reach the others."""

    table: Table
    rows: tuple[Mapping[str, Any], ...]
    values: Mapping[str, str]
    number: int
    has_next: bool
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def page_parameter(self) -> str:
        return f"{self.table.name}_page"

    @property
    def query(self) -> str:
        return urlencode(self.values)

    def page_link(self, number: int) -> str:
        """The present view's parameters with this table turned to `number`."""
        kept = {name: value for name, value in self.parameters.items() if name != self.page_parameter}
        return "?" + urlencode({**kept, self.page_parameter: str(number)}) + f"#{self.table.name}"


def read_page(
    reading: Reading, table: Table, parameters: Mapping[str, str], size: int = PAGE_ROWS, **values: str
) -> TablePage:
    """One more row than shown is read: it tells whether there is a next page without counting them all."""
    number = page_number(parameters.get(f"{table.name}_page", "1"))
    rows = reading.mappings(table.name, **values, limit=size + 1, offset=(number - 1) * size)
    return TablePage(table, rows[:size], values, number, len(rows) > size, dict(parameters))


def cut_page(
    table: Table, rows: tuple[Mapping[str, Any], ...], parameters: Mapping[str, str], **values: str
) -> TablePage:
    """A page of rows that were read already, all of them."""
    number = page_number(parameters.get(f"{table.name}_page", "1"))
    start = (number - 1) * PAGE_ROWS
    shown = rows[start : start + PAGE_ROWS]
    return TablePage(table, shown, values, number, len(rows) > start + PAGE_ROWS, dict(parameters))


def page_number(text: str) -> int:
    return min(max(int(text), 1), ALL_ROWS) if text.isdecimal() and len(text) < 8 else 1
