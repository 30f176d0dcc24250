"""Writes the published marts as Parquet files for tools that do not read DuckDB."""

from __future__ import annotations

import tempfile
from pathlib import Path

from pyarrow import fs

from wiretrace.layout import Layout
from wiretrace.warehouse.connection import open_public
from wiretrace.warehouse.swapping import swap_in
from wiretrace.warehouse.tables import weekly
from wiretrace.warehouse.tables.marts import MARTS

FOLDER = "marts"  # below the target; nothing else of the target is touched


def export(layout: Layout, target: str) -> list[str]:
    """One file for each mart and weekly table in `<target>/marts`; returns their names.

    Each file is replaced whole, and files of marts that no longer exist are removed. `target` is a folder,
    or an address of an object store that Arrow knows (s3://…, gs://…), with its usual credentials.
    """
    with tempfile.TemporaryDirectory(dir=_workplace(layout)) as folder:
        names = _write_files(layout.public, Path(folder))
        if "://" in target:
            _upload(Path(folder), target, names)
        else:
            _move(Path(folder), Path(target) / FOLDER, names)
    return names


def _write_files(public: Path, folder: Path) -> list[str]:
    names = []
    with open_public(public) as con:
        for exported in [*(m.full_name for m in MARTS), *(t.full_name for t in weekly.TABLES)]:
            name = f"{exported.removeprefix('marts.').replace('.', '_')}.parquet"
            con.execute(f"copy (from {exported}) to '{folder / name}' (format parquet, compression zstd)")
            names.append(name)
    return names


def _move(folder: Path, target: Path, names: list[str]) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for name in names:
        copy = target / f".{name}.copy"
        copy.write_bytes((folder / name).read_bytes())
        swap_in(copy, target / name)
    for path in target.glob("*.parquet*"):
        if path.name not in names:
            path.unlink()


def _upload(folder: Path, target: str, names: list[str]) -> None:
    """An object appears whole once it is written: a store needs no swap."""
    store, root = fs.FileSystem.from_uri(target)
    place = f"{root.rstrip('/')}/{FOLDER}"
    store.create_dir(place, recursive=True)
    fs.copy_files(str(folder), place, source_filesystem=fs.LocalFileSystem(), destination_filesystem=store)
    for held in store.get_file_info(fs.FileSelector(place)):
        if held.base_name.endswith(".parquet") and held.base_name not in names:
            store.delete_file(held.path)


def _workplace(layout: Layout) -> Path:
    place = layout.root / "staging"
    place.mkdir(parents=True, exist_ok=True)
    return place
