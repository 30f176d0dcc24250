"""Prepares Airflow before anything runs: metadata database, pools, password."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO


def prepare_airflow(log: IO[str] | None = None) -> None:
    """Safe to repeat. A missing pool would leave tasks scheduled for ever, so pools come first of all."""
    airflow = str(Path(sys.executable).with_name("airflow"))
    subprocess.run([airflow, "db", "migrate"], check=True, stdout=log, stderr=log)
    _create_pools()
    if password := os.environ.get("AIRFLOW_ADMIN_PASSWORD"):
        _write_password(Path(os.environ["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE"]), password)


def _create_pools() -> None:
    from airflow.models.pool import Pool

    from orchestration.house import POOLS

    for name, (slots, description) in POOLS.items():
        Pool.create_or_update_pool(name, slots=slots, description=description, include_deferred=False)


def _write_password(path: Path, password: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"admin": password}), "utf-8")
    path.chmod(0o600)
