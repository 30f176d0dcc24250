"""`make restore`: what a person types, and what it says."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from orchestration.restoring import restore_snapshot
from warehouse.conftest import day, run, verdict
from warehouse.rows import fetch, revision
from wiretrace.layout import Layout
from wiretrace.warehouse.connection import open_writer
from wiretrace.warehouse.loading import load_day
from wiretrace.warehouse.publishing import publish


def test_a_date_is_restored_and_a_wrong_one_is_answered_with_what_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WIRETRACE_DATA", str(tmp_path))
    layout = Layout(tmp_path)
    with open_writer(layout) as con:
        load_day(con, run(), day([revision(1)], [fetch(1)]), verdict())
    snapshot_id = publish(layout, "2026-03-02", datetime(2026, 3, 5))
    assert restore_snapshot("2026-03-02") == 0
    assert f"Restored: Wiretrace, snapshot {snapshot_id}" in capsys.readouterr().out
    assert restore_snapshot("2026-03-09") == 1
    assert "Nothing was restored" in capsys.readouterr().out
    assert restore_snapshot("") == 0
    assert f"wiretrace-2026-03-02-{snapshot_id}.duckdb" in capsys.readouterr().out
