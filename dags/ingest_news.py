"""### ingest_news
Fetches the day's articles from every source, cleans and validates them, and loads them into the warehouse.

* **Reads** the web, or pages kept from an earlier run of the date
* **Writes** `core.*`, `ops.fetches`, `ops.discards`, `ops.quarantine`
* **Safe to rerun:** yes, a run replaces its sources' rows of its own date; kept pages are not fetched again.
* **By hand:** name a story with a folder or addresses to investigate it; leave them empty for the daily sources.
* **When it fails:** docs/runbook.md#ingest_news
"""

from airflow.sdk import TriggerRule, dag, get_current_context, task, task_group

from orchestration import forms, house
from orchestration.assets import ARTICLES


@dag(
    schedule=house.DAILY,
    start_date=house.START_DATE,
    catchup=False,
    max_active_runs=1,
    default_args=house.DEFAULT_ARGS,
    params=forms.INGEST,
    tags=["wiretrace", "ingest"],
    doc_md=__doc__,
)
def ingest_news():
    @task
    def plan_sources(*, dag_run=None, params=None) -> list[str]:
        from orchestration import ingestion

        return ingestion.plan_sources(dag_run, params)

    @task(pool=house.WEB_POOL, map_index_template="{{ source }}")
    def fetch_source(source_id: str, *, dag_run=None, params=None) -> str:
        from orchestration import ingestion

        get_current_context()["source"] = source_id
        return ingestion.fetch_source(source_id, dag_run, params)

    @task(map_index_template="{{ source }}")
    def clean_source(source_id: str, raw_path: str, *, dag_run=None, params=None) -> int:
        from orchestration import ingestion

        get_current_context()["source"] = source_id
        return ingestion.clean_source(source_id, raw_path, dag_run, params)

    @task_group
    def each_source(source_id: str):
        clean_source(source_id, fetch_source(source_id))

    @task(trigger_rule=TriggerRule.ALL_DONE_MIN_ONE_SUCCESS)
    def validate_articles(*, dag_run=None, params=None) -> str:
        from orchestration import ingestion

        return ingestion.validate_articles(dag_run, params)

    @task(pool=house.WAREHOUSE_POOL, outlets=[ARTICLES])
    def load_articles(*, dag_run=None, params=None, outlet_events=None) -> int:
        from orchestration import ingestion

        row_count = ingestion.load_articles(dag_run, params)
        house.announce(ARTICLES, dag_run, params, outlet_events)
        return row_count

    each_source.expand(source_id=plan_sources()) >> validate_articles() >> load_articles()


ingest_news()
