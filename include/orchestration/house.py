"""The house rules every Dag shares: owner, retries, pools, and the date a run stands for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.sdk import (
    AsyncCallback,
    CronPartitionTimetable,
    DeadlineAlert,
    DeadlineReference,
    ExceptionRetryPolicy,
    RetryAction,
    RetryRule,
)

from orchestration.assets import Asset
from orchestration.notices import explain_failure, warn_late
from wiretrace.warehouse.run import Run

# At midnight, for the day that ended. A tick at midnight also lets a backfill be asked for by plain dates.
DAILY = CronPartitionTimetable("0 0 * * *", timezone="UTC", run_offset=-1, key_format="%Y-%m-%d")
START_DATE = datetime(2026, 1, 1, tzinfo=UTC)
# One slot: the only guard that keeps two tasks from opening the warehouse file at once.
WAREHOUSE_POOL = "warehouse"
WEB_POOL = "web"
POOLS = {
    WAREHOUSE_POOL: (1, "Tasks that open the warehouse file: DuckDB allows one process"),
    WEB_POOL: (4, "Sources fetched at the same time"),
}
# Bad data stays bad: only faults that may pass are tried again.
RETRY_POLICY = ExceptionRetryPolicy(
    rules=[
        RetryRule(exception=ValueError, action=RetryAction.FAIL, reason="bad data: trying again cannot help"),
    ]
)
# How often and after how long a task is tried again: airflow.env.
DEFAULT_ARGS = {
    "owner": "wiretrace",
    "retry_policy": RETRY_POLICY,
    "on_failure_callback": explain_failure,
    # A task that hangs would keep the warehouse, and every date after it, for ever.
    "execution_timeout": timedelta(hours=12),
}
# A day's run takes minutes; one that is not done after hours hangs, or waits for somebody who should know.
DEADLINE = DeadlineAlert(
    name="late",
    reference=DeadlineReference.DAGRUN_QUEUED_AT,
    interval=timedelta(hours=6),
    callback=AsyncCallback(warn_late),
)
# Set by runs without a scheduler (make demo, make story): nobody is there to be asked, and the caller
# runs the Dags downstream itself.
UNATTENDED = "unattended"


def partition_of(dag_run: Any, params: dict[str, Any]) -> str:
    """The date a run stands for: its partition, else the form's date, else today (UTC)."""
    return dag_run.partition_key or params.get("partition_date") or datetime.now(UTC).date().isoformat()


def run_of(dag_run: Any, params: dict[str, Any]) -> Run:
    return Run(
        dag_id=dag_run.dag_id,
        partition_key=partition_of(dag_run, params),
        scope="daily",
        run_id=dag_run.run_id,
        started_at=datetime.now(UTC).replace(tzinfo=None),
    )


def is_unattended(dag_run: Any) -> bool:
    return bool((dag_run.conf or {}).get(UNATTENDED))


def announce(asset: Asset, dag_run: Any, params: dict[str, Any], outlet_events: Any) -> None:
    """Name the partition of a run started by hand: without it, the Dags downstream would stay silent.

    They shall stay silent after unattended runs: otherwise `make up` would run them all again for these dates.
    """
    if dag_run.partition_key is None and not is_unattended(dag_run):
        outlet_events[asset].add_partitions(partition_of(dag_run, params))
