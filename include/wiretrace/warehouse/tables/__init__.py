"""Every table, documented once, as data.

`COMMENT ON`, docs/TABLES.md, the staging files' schema and the key checks all derive from these declarations.
"""

from wiretrace.warehouse.tables import claims, core, ops, overlap, weekly
from wiretrace.warehouse.tables.declaration import Column, Table

TABLES: tuple[Table, ...] = (*core.TABLES, *overlap.TABLES, *claims.TABLES, *weekly.TABLES, *ops.TABLES)

__all__ = ["TABLES", "Column", "Table", "claims", "core", "ops", "overlap", "weekly"]
