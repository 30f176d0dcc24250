"""Where the join of fingerprints runs: the part of the overlap whose work grows with all that is held.

The same `.sql` files run on either engine with equal results. DuckDB is right for what one machine holds, spilling to
disk beyond its memory limit; Spark (`spark.py`) for a cluster.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import duckdb
import pyarrow as pa

from wiretrace.overlap.queries import register, run_query, store_query


class Engine(Protocol):
    """Runs `sql/<name>.sql` over `overlap.fingerprints`, what was registered, and what was stored."""

    def register(self, **tables: pa.Table) -> None: ...

    def run(self, name: str, **parameters: object) -> pa.Table: ...

    def store(self, name: str, **parameters: object) -> None:
        """Keep the result under the query's name."""


@dataclass(frozen=True)
class DuckDB:
    con: duckdb.DuckDBPyConnection

    def register(self, **tables: pa.Table) -> None:
        register(self.con, **tables)

    def run(self, name: str, **parameters: object) -> pa.Table:
        return run_query(self.con, name, **parameters)

    def store(self, name: str, **parameters: object) -> None:
        store_query(self.con, name, **parameters)
