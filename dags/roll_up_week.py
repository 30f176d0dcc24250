"""### roll_up_week
Sums up an ISO week by outlet, story and claim, as printed and with copies folded.

* **Reads** `marts.*` of the week's seven dates  **Writes** `weekly.*`, and publishes them
* **Runs** when all seven dates of the week are published; by hand for a week that has fewer
* **Safe to rerun:** yes, a run replaces its own week.
* **When it fails:** docs/runbook.md#roll_up_week
"""

from airflow.sdk import PartitionedAssetTimetable, RollupMapper, StartOfWeekMapper, WeekWindow, dag, task

from orchestration import forms, house
from orchestration.assets import PUBLISHED, WEEKS


@dag(
    schedule=PartitionedAssetTimetable(
        assets=PUBLISHED,
        default_partition_mapper=RollupMapper(upstream_mapper=StartOfWeekMapper(), window=WeekWindow()),
    ),
    start_date=house.START_DATE,
    catchup=False,
    max_active_runs=1,
    default_args=house.DEFAULT_ARGS,
    deadline=house.DEADLINE,
    params=forms.WEEK,
    tags=["wiretrace", "publish"],
    doc_md=__doc__,
)
def roll_up_week():
    @task(pool=house.WAREHOUSE_POOL, outlets=[WEEKS])
    def sum_up_week(*, dag_run=None, params=None) -> int:
        from orchestration import measuring

        return measuring.roll_up_week(dag_run, params)

    @task(pool=house.WAREHOUSE_POOL)
    def publish_week(*, dag_run=None, params=None) -> str:
        from orchestration import measuring

        return measuring.publish_week(dag_run, params)

    sum_up_week() >> publish_week()


roll_up_week()
