"""The README's first command, as a user runs it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
ROOT = Path(__file__).parents[2]


def test_make_demo_prints_the_answer_that_the_readme_shows(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "PYTEST"))}
    environment |= {"WIRETRACE_DATA": str(tmp_path / "data"), "AIRFLOW_HOME": str(tmp_path / "airflow")}
    result = subprocess.run(["make", "demo"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout[-2000:]
    shown = (ROOT / "README.md").read_text("utf-8").partition("<!-- demo -->\n```\n")[2].partition("\n…")[0]
    assert shown in "\n".join(line.rstrip() for line in result.stdout.splitlines())
    for progress in ("2026-03-02  ingest_news", "2026-03-04  publish_warehouse", "Where to look next"):
        assert progress in result.stdout


def test_make_alone_lists_every_target_with_one_line() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = [line.split()[1] for line in listed.splitlines() if line.strip().startswith("make ")]
    assert {"demo", "story", "up", "test", "bench", "add-source", "clean-data"} <= set(targets)
    assert all(len(line.split()) > 3 for line in listed.splitlines())
