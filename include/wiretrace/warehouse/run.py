"""The Airflow run a load belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Run:
    """The Airflow run a load belongs to. `scope` is "daily", or the id of an investigation."""

    dag_id: str
    partition_key: str
    scope: str
    run_id: str
    started_at: datetime
