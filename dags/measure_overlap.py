"""### measure_overlap
Finds who took text from whom among the day's articles and all earlier ones, and groups them into stories.

* **Reads** `core.articles`, `core.outlets`, `data/overrides.csv`
* **Writes** `overlap.*`, `ops.discards`, `ops.quarantine`
* **Safe to rerun:** yes, only articles whose text, facts or method changed are measured again.
* **When it fails:** docs/runbook.md#measure_overlap
"""

from airflow.sdk import PartitionedAssetTimetable, dag, task

from orchestration import forms, house
from orchestration.assets import ARTICLES, DERIVATIONS


@dag(
    schedule=PartitionedAssetTimetable(assets=ARTICLES),
    start_date=house.START_DATE,
    catchup=False,
    max_active_runs=1,
    default_args=house.DEFAULT_ARGS,
    deadline=house.DEADLINE,
    params=forms.MEASURE,
    tags=["wiretrace", "overlap"],
    doc_md=__doc__,
)
def measure_overlap():
    @task(pool=house.WAREHOUSE_POOL)
    def fingerprint_articles(*, dag_run=None, params=None) -> str:
        from orchestration import measuring

        return measuring.fingerprint_articles(dag_run, params)

    @task(pool=house.WAREHOUSE_POOL)
    def find_passages(staged: list[str], *, dag_run=None, params=None) -> str:
        from orchestration import measuring

        return measuring.find_passages(staged, dag_run, params)

    @task(pool=house.WAREHOUSE_POOL)
    def trace_derivations(staged: list[str], *, dag_run=None, params=None) -> str:
        from orchestration import measuring

        return measuring.trace_derivations(staged, dag_run, params)

    @task(pool=house.WAREHOUSE_POOL)
    def group_stories(staged: list[str], *, dag_run=None, params=None) -> str:
        from orchestration import measuring

        return measuring.group_stories(staged, dag_run, params)

    @task
    def validate_derivations(staged: list[str], *, dag_run=None, params=None) -> str:
        from orchestration import measuring

        return measuring.validate_derivations(staged, dag_run, params)

    @task(pool=house.WAREHOUSE_POOL, outlets=[DERIVATIONS])
    def load_overlap(validated: str, *, dag_run=None, params=None, outlet_events=None) -> int:
        from orchestration import measuring

        row_count = measuring.load(validated, "overlap", dag_run, params)
        house.announce(DERIVATIONS, dag_run, params, outlet_events)
        return row_count

    fingerprints = fingerprint_articles()
    passages = find_passages([fingerprints])
    derivations = trace_derivations([fingerprints, passages])
    stories = group_stories([fingerprints, passages, derivations])
    load_overlap(validate_derivations([fingerprints, passages, derivations, stories]))


measure_overlap()
