"""### ingest_news
Fetches the day's articles from every source, cleans and validates them, and loads them into the warehouse.

* **Reads** the web, or pages kept from an earlier run of the date
* **Writes** `core.*`, `ops.fetches`, `ops.discards`, `ops.quarantine`
* **Safe to rerun:** yes, a run replaces its sources' rows of its own date; kept pages are not fetched again.
* **By hand:** name a story with a folder or addresses to investigate it; leave them empty for the daily sources.
* **When it fails:** docs/runbook.md#ingest_news
"""

from airflow.sdk import dag, task

from orchestration import forms, house
from orchestration.ingest_tasks import check_and_load, each_source


@dag(
    schedule=house.DAILY,
    start_date=house.START_DATE,
    catchup=False,
    max_active_runs=1,
    default_args=house.DEFAULT_ARGS,
    deadline=house.DEADLINE,
    params=forms.INGEST,
    tags=["wiretrace", "ingest"],
    doc_md=__doc__,
)
def ingest_news():
    @task
    def plan_sources(*, dag_run=None, params=None) -> list[str]:
        from orchestration import ingestion

        return ingestion.plan_sources(dag_run, params)

    each_source.expand(source_id=plan_sources()) >> check_and_load()


ingest_news()
