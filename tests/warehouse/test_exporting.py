"""Parquet for tools that do not read DuckDB: whole files, none that is stale, nothing else touched."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from warehouse.conftest import day, run, verdict
from warehouse.rows import fetch, revision
from wiretrace.layout import Layout
from wiretrace.warehouse.connection import open_writer
from wiretrace.warehouse.exporting import export
from wiretrace.warehouse.loading import load_day
from wiretrace.warehouse.publishing import publish


@pytest.fixture
def published(layout: Layout) -> Layout:
    with open_writer(layout) as con:
        load_day(con, run(), day([revision(1)], [fetch(1)]), verdict())
    publish(layout, "2026-03-02", datetime(2026, 3, 5))
    return layout


@pytest.mark.parametrize("scheme", ["", "file://"])
def test_every_mart_is_a_file_and_stale_ones_are_removed(published: Layout, tmp_path: Path, scheme: str) -> None:
    target = tmp_path / "export"
    (target / "marts").mkdir(parents=True)
    (target / "marts" / "forgotten.parquet").write_text("a mart of an earlier version", "utf-8")
    (target / "notes.txt").write_text("somebody else's", "utf-8")
    names = export(published, f"{scheme}{target}")
    assert sorted(path.name for path in (target / "marts").iterdir()) == sorted(names)
    assert {"article_reuse.parquet", "claim_origins.parquet", "weekly_claims.parquet"} <= set(names)
    assert pq.read_table(target / "marts" / "article_reuse.parquet")["outlet_name"].to_pylist() == ["Courier"]
    assert (target / "notes.txt").exists()
    assert not any((published.root / "staging").iterdir())


def test_exporting_again_changes_no_content(published: Layout, tmp_path: Path) -> None:
    export(published, str(tmp_path))
    before = pq.read_table(tmp_path / "marts" / "url_outcomes.parquet")
    export(published, str(tmp_path))
    assert pq.read_table(tmp_path / "marts" / "url_outcomes.parquet").equals(before)
