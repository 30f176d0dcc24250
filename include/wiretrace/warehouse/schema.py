"""Creates schemas, tables, marts, macros and their comments. Safe to run on an existing database."""

from __future__ import annotations

import duckdb

from wiretrace.warehouse.queries import read_sql
from wiretrace.warehouse.tables import TABLES, Table
from wiretrace.warehouse.tables.declaration import Mart
from wiretrace.warehouse.tables.macros import MACROS, Macro
from wiretrace.warehouse.tables.marts import MARTS

SCHEMAS = ("core", "overlap", "claims", "weekly", "marts", "ops")


def create_schema(con: duckdb.DuckDBPyConnection) -> None:
    """Create what is missing and describe every table, mart, macro and column."""
    for schema in SCHEMAS:
        con.execute(f"create schema if not exists {schema}")
    for table in TABLES:
        con.execute(create_statement(table))
        _add_columns(con, table)
        _comment(con, "table", table.full_name, table.comment, {c.name: c.text for c in table.columns})
    for mart in MARTS:
        con.execute(mart_statement(mart))
        _comment(con, "view", mart.full_name, mart.comment, {c.name: c.text for c in mart.columns})
    for macro in MACROS:
        con.execute(macro_statement(macro))
        con.execute(f"comment on macro{' table' if macro.columns else ''} {macro.name} is {_quote(macro.comment)}")


def _add_columns(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """A database of an earlier version lacks columns; those that may be null can be added to it."""
    for column in table.columns:
        if not column.is_required:
            con.execute(f"alter table {table.full_name} add column if not exists {column.name} {column.type}")


def create_statement(table: Table) -> str:
    columns = ", ".join(f"{c.name} {c.type}{' not null' if c.is_required else ''}" for c in table.columns)
    return f"create table if not exists {table.full_name} ({columns})"


def mart_statement(mart: Mart) -> str:
    body = read_sql("marts", mart.name)
    return f"create or replace view {mart.full_name} as\n{body}"


def macro_statement(macro: Macro) -> str:
    kind = "table " if macro.columns else ""
    return f"create or replace macro {macro.call} as {kind}\n{read_sql('macros', macro.name)}"


def _comment(con: duckdb.DuckDBPyConnection, kind: str, name: str, text: str, columns: dict[str, str]) -> None:
    con.execute(f"comment on {kind} {name} is {_quote(text)}")
    for column, column_text in columns.items():
        con.execute(f"comment on column {name}.{column} is {_quote(column_text)}")


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
