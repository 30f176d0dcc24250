"""### revisit_articles
Looks at articles again 1, 2, 4 and 7 days after their text last changed, for corrections and removals.

* **Reads** the web with conditional requests, or pages kept from an earlier run of the date
* **Writes** `core.revisions`, `core.articles`, `ops.fetches` (outcome `unchanged`, `loaded` or `removed`)
* **Safe to rerun:** yes, a run replaces only what revisits of its own date wrote; kept pages are not fetched again.
* **When it fails:** docs/runbook.md#revisit_articles
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
    params=forms.MEASURE,
    tags=["wiretrace", "ingest"],
    doc_md=__doc__,
)
def revisit_articles():
    @task
    def plan_revisits(*, dag_run=None, params=None) -> list[str]:
        from orchestration import ingestion

        return ingestion.plan_revisits(dag_run, params)

    each_source.expand(source_id=plan_revisits()) >> check_and_load()


revisit_articles()
