"""The tasks that bring articles into the warehouse, shared by the Dags that fetch."""

from __future__ import annotations

from typing import Any

from airflow.sdk import TriggerRule, get_current_context, task, task_group

from orchestration import house
from orchestration.approval import UnusualShareApproval
from orchestration.assets import ARTICLES

CLEAN_TASK = "each_source.clean_source"


@task(pool=house.WEB_POOL, map_index_template="{{ source }}")
def fetch_source(source_id: str, *, dag_run: Any = None, params: Any = None) -> str:
    from orchestration import ingestion

    get_current_context()["source"] = source_id
    return ingestion.fetch_source(source_id, dag_run, params)


@task(map_index_template="{{ source }}")
def clean_source(source_id: str, raw_path: str, *, dag_run: Any = None, params: Any = None) -> int:
    from orchestration import ingestion

    get_current_context()["source"] = source_id
    return ingestion.clean_source(source_id, raw_path, dag_run, params)


@task_group
def each_source(source_id: str) -> None:
    """One source's chain: a source that is down fails its own tasks and nobody else's."""
    clean_source(source_id, fetch_source(source_id))


@task(trigger_rule=TriggerRule.ALL_DONE)
def validate_articles(*, dag_run: Any = None, params: Any = None, ti: Any = None) -> str:
    from orchestration import ingestion

    cleaned = {"dag_id": dag_run.dag_id, "run_ids": [dag_run.run_id], "task_ids": [CLEAN_TASK]}
    ingestion.demand_a_source(set(ti.get_task_states(**cleaned)[dag_run.run_id].values()))
    return ingestion.validate_articles(dag_run, params)


@task(pool=house.WAREHOUSE_POOL, outlets=[ARTICLES])
def load_articles(*, dag_run: Any = None, params: Any = None, outlet_events: Any = None) -> int:
    from orchestration import ingestion

    row_count = ingestion.load_articles(dag_run, params)
    house.announce(ARTICLES, dag_run, params, outlet_events)
    return row_count


def check_and_load() -> Any:
    """What passes the gate is loaded; somebody is asked first if an unusual share does not. Returns the first task."""
    reasons = validate_articles()
    UnusualShareApproval(reasons=reasons, task_id="approve_unusual_share") >> load_articles()
    return reasons
