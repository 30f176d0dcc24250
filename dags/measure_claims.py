"""### measure_claims
Finds who claims what in each story, and counts the independent origins that remain once copies are folded.

* **Reads** `core.*`, `overlap.*`, `data/overrides.csv`
* **Writes** `claims.*`, `ops.overrides`, `ops.discards`, `ops.quarantine`
* **Safe to rerun:** yes, only stories whose articles, derivations or corrections changed are measured again, whole.
* **When it fails:** docs/runbook.md#measure_claims
"""

from airflow.sdk import PartitionedAssetTimetable, dag, task

from orchestration import forms, house
from orchestration.assets import CLAIMS, DERIVATIONS


@dag(
    schedule=PartitionedAssetTimetable(assets=DERIVATIONS),
    start_date=house.START_DATE,
    catchup=False,
    max_active_runs=1,
    default_args=house.DEFAULT_ARGS,
    deadline=house.DEADLINE,
    params=forms.MEASURE,
    tags=["wiretrace", "claims"],
    doc_md=__doc__,
)
def measure_claims():
    @task(pool=house.WAREHOUSE_POOL)
    def extract_mentions(*, dag_run=None, params=None) -> str:
        from orchestration import measuring

        return measuring.extract_mentions(dag_run, params)

    @task(pool=house.WAREHOUSE_POOL)
    def match_claims(extracted: str, *, dag_run=None, params=None) -> str:
        from orchestration import measuring

        return measuring.match_claims(extracted, dag_run, params)

    @task(pool=house.WAREHOUSE_POOL)
    def count_origins(extracted: str, matched: str, *, dag_run=None, params=None) -> str:
        from orchestration import measuring

        return measuring.count_origins(extracted, matched, dag_run, params)

    @task(pool=house.WAREHOUSE_POOL)
    def validate_claims(counted: str, *, dag_run=None, params=None) -> str:
        from orchestration import measuring

        return measuring.validate_claims(counted, dag_run, params)

    @task(pool=house.WAREHOUSE_POOL, outlets=[CLAIMS])
    def load_claims(validated: str, *, dag_run=None, params=None, outlet_events=None) -> int:
        from orchestration import measuring

        row_count = measuring.load(validated, "claims", dag_run, params)
        house.announce(CLAIMS, dag_run, params, outlet_events)
        return row_count

    extracted = extract_mentions()
    load_claims(validate_claims(count_origins(extracted, match_claims(extracted))))


measure_claims()
