"""A whole table as a file: CSV for spreadsheets, Parquet for programs."""

from __future__ import annotations

import io
import re

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

FORMATS = {"csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}
# A spreadsheet runs what begins so as a formula, and the text is other people's.
_FORMULA = r"^([\s]*[=+\-@＝＋－＠])"
_NOT_A_NAME = re.compile(r"[^A-Za-z0-9_-]+")


def write_table(table: pa.Table, format_name: str) -> bytes:
    """The bytes of a file. In CSV, lists are joined with ' | ' and a text that a spreadsheet would run gets an apostrophe."""
    sink = io.BytesIO()
    if format_name == "parquet":
        pa.parquet.write_table(table, sink, compression="zstd")
    else:
        flat = pa.table({name: _flatten(table.column(name)) for name in table.column_names})
        pa.csv.write_csv(flat, sink)
    return sink.getvalue()


def file_name(table: str, values: dict[str, str], format_name: str) -> str:
    parts = [table, *(value for value in values.values() if value)]
    return _NOT_A_NAME.sub("-", "-".join(parts))[:120] + f".{format_name}"


def _flatten(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_list(column.type):
        column = pc.binary_join(column, " | ")
    if pa.types.is_string(column.type):
        return pc.replace_substring_regex(column, _FORMULA, r"'\1")
    return column
