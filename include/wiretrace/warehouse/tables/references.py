"""Which columns lead from one table to another; read from the declarations' names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wiretrace.warehouse.tables.declaration import Column, Table


@dataclass(frozen=True)
class Reference:
    """Each value of `column` in `table` is one of `target`'s ids, or null."""

    table: Table
    column: Column
    target: Table


def find_references(tables: Sequence[Table]) -> list[Reference]:
    owners = {table.id_column: table for table in tables if table.id_column}
    return [
        Reference(table, column, owner)
        for table in tables
        for column in table.columns
        for name, owner in owners.items()
        if column.is_reference and _leads_to(table, column, name, owner)
    ]


def _leads_to(table: Table, column: Column, name: str, owner: Table) -> bool:
    return (column.name == name and table is not owner) or column.name.endswith(f"_{name}")
