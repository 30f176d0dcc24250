"""Airflow for tests: the project's own settings, a home and data of their own.

Airflow reads its environment when it is imported, so this happens before anything else.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRATCH = Path(tempfile.mkdtemp(prefix="wiretrace-tests-"))


def _settings() -> dict[str, str]:
    lines = (ROOT / "airflow.env").read_text("utf-8").splitlines()
    shared = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    return {
        **shared,
        "AIRFLOW__CORE__DEFAULT_TASK_RETRY_DELAY": "1",
        "AIRFLOW_HOME": str(SCRATCH / "airflow"),
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "PYTHONPATH": str(ROOT / "include"),
        "WIRETRACE_DATA": str(SCRATCH / "data"),
        "WIRETRACE_SOURCES": str(ROOT / "include" / "sources.yaml"),
        "PATH": f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
    }


os.environ.update(_settings())


@pytest.fixture(scope="session")
def scratch() -> Path:
    return SCRATCH
