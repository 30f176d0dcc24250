"""Reads the warehouse's SQL, which lies in files of its own."""

from __future__ import annotations

from importlib.resources import files


def read_sql(folder: str, name: str) -> str:
    return files("wiretrace.warehouse").joinpath(folder, f"{name}.sql").read_text("utf-8")
