"""### revisit_articles
Looks at articles again 1, 2, 4 and 7 days after their text last changed, for corrections and removals.

* **Reads** the web with conditional requests, or pages kept from an earlier run of the date
* **Writes** `core.revisions`, `core.articles`, `ops.fetches` (outcome `unchanged`, `loaded` or `removed`)
* **Safe to rerun:** yes, a run replaces only what revisits of its own date wrote; kept pages are not fetched again.
* **When it fails:** docs/runbook.md#revisit_articles
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
    params=forms.MEASURE,
    tags=["wiretrace", "ingest"],
    doc_md=__doc__,
)
def revisit_articles():
    @task
    def plan_revisits(*, dag_run=None, params=None) -> list[str]:
        from orchestration import ingestion

        return ingestion.plan_revisits(dag_run, params)

    @task(pool=house.WEB_POOL, map_index_template="{{ source }}")
    def fetch_again(source_id: str, *, dag_run=None, params=None) -> str:
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
        clean_source(source_id, fetch_again(source_id))

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

    each_source.expand(source_id=plan_revisits()) >> validate_articles() >> load_articles()


revisit_articles()
