"""How a table is declared: grain, key, and a sentence for each column."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

ARROW_TYPES: dict[str, pa.DataType] = {
    "VARCHAR": pa.string(),
    "VARCHAR[]": pa.list_(pa.string()),
    "BOOLEAN": pa.bool_(),
    "INTEGER": pa.int32(),
    "INTEGER[]": pa.list_(pa.int32()),
    "BIGINT": pa.int64(),
    "DOUBLE": pa.float64(),
    "TIMESTAMP": pa.timestamp("us"),
}


@dataclass(frozen=True)
class Column:
    """One column. `type` is a DuckDB type of `ARROW_TYPES` or a STRUCT list declared with `arrow`.

    A column named like another table's id (`source_article_id`) leads to that table, unless `is_reference` is False.
    """

    name: str
    type: str
    text: str
    is_required: bool = True
    arrow: pa.DataType | None = None
    is_reference: bool = True

    @property
    def arrow_type(self) -> pa.DataType:
        return self.arrow if self.arrow is not None else ARROW_TYPES[self.type]


@dataclass(frozen=True)
class Table:
    """One table: `grain` completes the sentence "one row per …"; `key` is checked by the gates, not by an index.

    No PRIMARY KEY on purpose: it costs five times the load time in DuckDB. `warning` tells a
    reader how the table is misread most easily.
    """

    schema: str
    name: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    warning: str = ""

    @property
    def full_name(self) -> str:
        return f"{self.schema}.{self.name}"

    @property
    def comment(self) -> str:
        return f"One row per {self.grain}." + (f" {self.warning}" if self.warning else "")

    @property
    def id_column(self) -> str | None:
        """The key column named after the table, by which others refer to it: `story_id` of `stories`."""
        one = f"{self.name[:-3]}y" if self.name.endswith("ies") else self.name.removesuffix("s")
        own = {c.name for c in self.columns if c.name in self.key and c.is_reference}
        return f"{one}_id" if f"{one}_id" in own else None

    @property
    def arrow_schema(self) -> pa.Schema:
        return pa.schema([pa.field(c.name, c.arrow_type, nullable=not c.is_required) for c in self.columns])

    def table(self, rows: list[dict[str, object]]) -> pa.Table:
        """`rows` as Arrow with this table's schema; an unknown or missing column is an error."""
        names = {c.name for c in self.columns}
        for row in rows:
            if row.keys() != names:
                raise ValueError(f"{self.full_name}: columns differ: {sorted(row.keys() ^ names)}")
        return pa.Table.from_pylist(rows, schema=self.arrow_schema)


@dataclass(frozen=True)
class Mart:
    """A view `marts.<name>`; `columns` name and document exactly what its SQL selects, in order."""

    name: str
    grain: str
    columns: tuple[Column, ...]
    warning: str = ""

    @property
    def full_name(self) -> str:
        return f"marts.{self.name}"

    @property
    def comment(self) -> str:
        return f"One row per {self.grain}." + (f" {self.warning}" if self.warning else "")


PARTITION = Column("partition_key", "VARCHAR", "Date of the run that owns the row, YYYY-MM-DD.")
METHOD = Column(
    "method_version", "VARCHAR", "Version of the method that computed the row; rows of two versions never mix."
)
