"""The join of fingerprints on Spark. Needs `requirements-spark.txt` and Java 17; `spark-defaults.conf` names the cluster."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import sqlglot
from pyspark.sql import DataFrame, SparkSession
from sqlglot import exp

from wiretrace.overlap.queries import read_query

HELD: Final = "select kind, fingerprint, article_id, token_position, method_version from overlap.fingerprints"
SHUFFLES: Final = 8  # partitions of a join; Spark's 200 are for a cluster, whose configuration wins


@dataclass(frozen=True)
class Spark:
    """`folder` must be one that all workers reach."""

    session: SparkSession
    folder: Path

    def register(self, **tables: pa.Table) -> None:
        for name, table in tables.items():
            path = self.folder / f"{name}.parquet"
            pq.write_table(table, path)
            self._view(name, path)

    def run(self, name: str, **parameters: object) -> pa.Table:
        return self._query(name, parameters).toArrow()

    def store(self, name: str, **parameters: object) -> None:
        path = self.folder / f"stored_{name}.parquet"
        self._query(name, parameters).write.mode("overwrite").parquet(str(path))
        self._view(name, path)

    def _query(self, name: str, parameters: dict[str, Any]) -> DataFrame:
        return self.session.sql(translate(read_query(name)), args=parameters or None)

    def _view(self, name: str, path: Path) -> None:
        self.session.catalog.dropTempView(name)
        self.session.read.parquet(str(path)).createOrReplaceTempView(name)


@contextmanager
def open_spark(con: duckdb.DuckDBPyConnection, folder: Path) -> Iterator[Spark]:
    """Held fingerprints are handed over as Parquet: Spark does not read the warehouse file."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    builder: Any = SparkSession.builder
    session = builder.appName("wiretrace").config("spark.sql.shuffle.partitions", SHUFFLES).getOrCreate()
    held = folder / "held.parquet"
    con.execute(f"copy ({HELD}) to '{held}' (format parquet)")
    session.read.parquet(str(held)).createOrReplaceTempView(view_name("overlap", "fingerprints"))
    try:
        yield Spark(session, folder)
    finally:
        session.stop()
        shutil.rmtree(folder, ignore_errors=True)


def view_name(schema: str, table: str) -> str:
    """Spark's temporary views have no schema."""
    return f"{schema}_{table}"


def translate(sql: str) -> str:
    """DuckDB's dialect to Spark's; parameters keep their names."""

    def rename(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Table) and node.db:
            return exp.to_table(view_name(node.db, node.name), alias=node.alias or None)
        return node

    return str(sqlglot.parse_one(sql, read="duckdb").transform(rename).sql("spark"))
