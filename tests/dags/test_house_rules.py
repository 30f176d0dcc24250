"""What every Dag of this house keeps to."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from airflow.dag_processing.dagbag import DagBag

from orchestration.house import POOLS

DAGS = Path(__file__).parents[2] / "dags"
FILES = sorted(DAGS.glob("*.py"))
HEAVY = ("great_expectations", "pandas", "numba", "trafilatura", "duckdb", "pyarrow")
DEFAULT_POOL = "default_pool"


@pytest.fixture(scope="module")
def bag() -> DagBag:
    return DagBag(str(DAGS))


def tasks(bag: DagBag) -> list[Any]:
    return [task for dag in bag.dags.values() for task in dag.tasks]


def test_every_dag_file_parses(bag: DagBag) -> None:
    assert bag.import_errors == {}
    assert {path.stem for path in FILES} == set(bag.dags)


def test_every_dag_says_what_it_reads_writes_and_whether_it_may_run_again(bag: DagBag) -> None:
    for dag in bag.dags.values():
        for part in (f"### {dag.dag_id}", "**Reads**", "**Writes**", "**Safe to rerun:**", f"runbook.md#{dag.dag_id}"):
            assert part in dag.doc_md, f"{dag.dag_id}: no {part}"


def test_the_runbook_has_a_section_for_every_dag(bag: DagBag) -> None:
    runbook = (DAGS.parent / "docs" / "runbook.md").read_text("utf-8")
    assert [dag_id for dag_id in bag.dags if f"## {dag_id}\n" not in runbook] == []


def test_every_dag_is_tagged_and_runs_one_date_at_a_time_without_catching_up(bag: DagBag) -> None:
    for dag in bag.dags.values():
        assert "wiretrace" in dag.tags
        assert dag.catchup is False
        assert dag.max_active_runs == 1


def test_every_run_has_a_deadline_and_every_failure_is_explained(bag: DagBag) -> None:
    assert all(dag.deadline for dag in bag.dags.values())
    assert all(task.on_failure_callback for task in tasks(bag))


def test_the_assets_chain_the_dags_as_the_readme_draws_them(bag: DagBag) -> None:
    written = {
        asset.name: {d.dag_id for d in bag.dags.values() for t in d.tasks if asset in t.outlets}
        for t in tasks(bag)
        for asset in t.outlets
    }
    assert written == {
        "articles": {"ingest_news", "revisit_articles"},
        "derivations": {"measure_overlap"},
        "claims": {"measure_claims"},
        "published": {"publish_warehouse"},
        "weeks": {"roll_up_week"},
    }


def test_every_task_is_owned_ended_if_it_hangs_and_tried_again(bag: DagBag) -> None:
    assert all(task.execution_timeout for task in tasks(bag))
    assert {task.owner for task in tasks(bag)} == {"wiretrace"}
    assert min(task.retries for task in tasks(bag)) >= 1


def test_every_pool_that_a_task_waits_for_is_created_at_the_start(bag: DagBag) -> None:
    assert {task.pool for task in tasks(bag)} <= {DEFAULT_POOL, *POOLS}


def test_tasks_that_write_an_asset_hold_the_warehouse(bag: DagBag) -> None:
    writers = [task for task in tasks(bag) if task.outlets]
    assert len(writers) == len(bag.dags)
    assert {task.pool for task in writers} == {"warehouse"}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_dag_file_is_a_table_of_contents(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 80


def test_parsing_the_dag_files_is_quick_and_loads_nothing_heavy() -> None:
    """The Dag processor parses each file again and again: Great Expectations at its top would cost ten seconds."""
    program = (
        "import runpy, sys, time\n"
        "import airflow.sdk, airflow.sdk.definitions.decorators\n"
        "airflow.sdk.dag, airflow.sdk.task, airflow.sdk.Asset, airflow.sdk.Param\n"
        "start = time.process_time()\n"
        f"for path in {[str(path) for path in FILES]!r}:\n"
        "    runpy.run_path(path)\n"
        f"    heavy = [m for m in {HEAVY!r} if m in sys.modules]\n"
        "    assert not heavy, f'{path} loads {heavy}'\n"
        "print(time.process_time() - start)\n"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr[-500:]
    assert float(result.stdout.splitlines()[-1]) < 1.0  # all of them
