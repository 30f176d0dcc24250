"""Hands rows from task to task as Parquet files."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from wiretrace.warehouse.replacement import Replacement
from wiretrace.warehouse.tables import TABLES, Table

TABLES_BY_NAME = {table.full_name: table for table in TABLES}


def stage(rows: pa.Table, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(rows, path, compression="zstd")
    return path


def stage_batches(tables: Mapping[str, Table], batches: Iterable[tuple[str, pa.Table]], folder: Path) -> Counter[str]:
    """One file a table, each batch a row group of it, so that one batch is in memory; returns the rows by table.

    No file has its name before all are whole: what a killed task leaves is not read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    counts: Counter[str] = Counter()
    with ExitStack() as open_files:
        writers = {
            name: open_files.enter_context(
                pq.ParquetWriter(_part(folder, name), table.arrow_schema, compression="zstd")
            )
            for name, table in tables.items()
        }
        for name, rows in batches:
            writers[name].write_table(rows)
            counts[name] += rows.num_rows
    for name in tables:
        _part(folder, name).replace(folder / f"{name}.parquet")
    return counts


def _part(folder: Path, name: str) -> Path:
    return folder / f".{name}.part"


def read_all(table: Table, paths: Sequence[Path]) -> pa.Table:
    """Rows of `table` from all `paths`, with the table's schema also when there are none."""
    return pa.concat_tables(
        [table.arrow_schema.empty_table(), *(pq.read_table(path).cast(table.arrow_schema) for path in paths)]
    )


def stage_tables(tables: Mapping[str, pa.Table], folder: Path) -> Path:
    """One file a table, named as in `tables`."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, rows in tables.items():
        stage(rows, folder / f"{name}.parquet")
    return folder


def read_tables(folders: Sequence[Path]) -> dict[str, pa.Table]:
    """What `stage_tables` wrote to any of the folders; of equal names the last folder's counts."""
    return {path.stem: pq.read_table(path) for folder in folders for path in sorted(folder.glob("*.parquet"))}


def stage_replacements(replacements: Sequence[Replacement], folder: Path) -> Path:
    """One folder a replacement: its rows, and one file a scope column."""
    shutil.rmtree(folder, ignore_errors=True)
    for number, replacement in enumerate(replacements):
        target = folder / f"{number:02d}-{replacement.table.full_name}"
        stage(replacement.rows, target / "rows.parquet")
        for column, values in replacement.scope.items():
            stage(pa.table({column: values}), target / "scope" / f"{column}.parquet")
    return folder


def read_replacements(folder: Path) -> list[Replacement]:
    return [_read_replacement(path) for path in sorted(folder.iterdir())]


def _read_replacement(path: Path) -> Replacement:
    table = TABLES_BY_NAME[path.name.partition("-")[2]]
    scope = {p.stem: pq.read_table(p).column(0).combine_chunks() for p in sorted((path / "scope").glob("*.parquet"))}
    return Replacement(table, scope, read_all(table, [path / "rows.parquet"]))
