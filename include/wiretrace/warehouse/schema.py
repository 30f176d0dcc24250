"""Creates schemas, tables, marts, macros and their comments. Safe to run on an existing database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache

import duckdb

from wiretrace.warehouse.queries import read_sql
from wiretrace.warehouse.tables import TABLES, Column, Table
from wiretrace.warehouse.tables.declaration import Mart
from wiretrace.warehouse.tables.macros import MACROS, Macro
from wiretrace.warehouse.tables.marts import MARTS

SCHEMAS = ("core", "overlap", "claims", "weekly", "marts", "ops")


def create_schema(con: duckdb.DuckDBPyConnection) -> None:
    """Create what is missing and describe every table, mart, macro and column.

    A database that these very statements made is left alone: they are hundreds, and every load begins here.
    """
    statements, digest = _declare()
    made_by = (
        "from duckdb_functions() where database_name = current_database() and function_name = 'declaration'"
        " and schema_name = 'ops' and macro_definition = $digest"
    )
    if not con.execute(made_by, {"digest": _quote(digest)}).fetchall():
        for statement in (*statements, f"create or replace macro ops.declaration() as {_quote(digest)}"):
            con.execute(statement)


@cache
def _declare() -> tuple[tuple[str, ...], str]:
    """All statements, and what tells them from those of another version."""
    statements = tuple(_list_statements())
    return statements, hashlib.sha256("\n".join(statements).encode()).hexdigest()


def _list_statements() -> Iterator[str]:
    for schema in SCHEMAS:
        yield f"create schema if not exists {schema}"
    for table in TABLES:
        yield create_statement(table)
        yield from _add_columns(table)
        yield from _comment("table", table.full_name, table.comment, table.columns)
    for mart in MARTS:
        yield mart_statement(mart)
        yield from _comment("view", mart.full_name, mart.comment, mart.columns)
    for macro in MACROS:
        yield macro_statement(macro)
        yield f"comment on macro{' table' if macro.columns else ''} {macro.name} is {_quote(macro.comment)}"


def _add_columns(table: Table) -> Iterator[str]:
    """A database of an earlier version lacks columns; those that may be null can be added to it."""
    for column in table.columns:
        if not column.is_required:
            yield f"alter table {table.full_name} add column if not exists {column.name} {column.type}"


def create_statement(table: Table) -> str:
    columns = ", ".join(f"{c.name} {c.type}{' not null' if c.is_required else ''}" for c in table.columns)
    return f"create table if not exists {table.full_name} ({columns})"


def mart_statement(mart: Mart) -> str:
    body = read_sql("marts", mart.name)
    return f"create or replace view {mart.full_name} as\n{body}"


def macro_statement(macro: Macro) -> str:
    kind = "table " if macro.columns else ""
    return f"create or replace macro {macro.call} as {kind}\n{read_sql('macros', macro.name)}"


def _comment(kind: str, name: str, text: str, columns: Iterable[Column]) -> Iterator[str]:
    yield f"comment on {kind} {name} is {_quote(text)}"
    for column in columns:
        yield f"comment on column {name}.{column.name} is {_quote(column.text)}"


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
