"""### publish_warehouse
Publishes a complete copy of the warehouse for analysts, swapped in atomically.

* **Reads** the warehouse
* **Writes** `data/public/wiretrace.duckdb`, `data/public/search.sqlite`, `data/snapshots/`, `ops.published_snapshots`
* **Exports** the marts as Parquet where `WIRETRACE_EXPORT` says; skipped while it says nothing
* **Safe to rerun:** yes, the same data has the same snapshot id; readers never see a half-written file.
* **When it fails:** docs/runbook.md#publish_warehouse
"""

from airflow.sdk import PartitionedAssetTimetable, dag, task

from orchestration import forms, house
from orchestration.assets import CLAIMS, PUBLISHED


@dag(
    schedule=PartitionedAssetTimetable(assets=CLAIMS),
    start_date=house.START_DATE,
    catchup=False,
    max_active_runs=1,
    default_args=house.DEFAULT_ARGS,
    deadline=house.DEADLINE,
    params=forms.MEASURE,
    tags=["wiretrace", "publish"],
    doc_md=__doc__,
)
def publish_warehouse():
    @task(pool=house.WAREHOUSE_POOL, outlets=[PUBLISHED])
    def publish_snapshot(*, dag_run=None, params=None, outlet_events=None) -> str:
        from orchestration import measuring

        snapshot_id = measuring.publish_snapshot(dag_run, params)
        house.announce(PUBLISHED, dag_run, params, outlet_events)
        return snapshot_id

    @task
    def index_for_search() -> int:
        from orchestration import measuring

        return measuring.index_for_search()

    @task
    def export_marts(*, dag_run=None, params=None) -> int:
        from orchestration import measuring

        return measuring.export_marts(dag_run, params)

    publish_snapshot() >> [index_for_search(), export_marts()]


publish_warehouse()
