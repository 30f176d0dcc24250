"""A day of which an unusual share is broken waits for a person, and only such a day."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from airflow.dag_processing.dagbag import DagBag

from orchestration.approval import ANSWER_WITHIN, UnusualShareApproval


@pytest.fixture(scope="module")
def bag() -> DagBag:
    return DagBag("dags")


@pytest.mark.parametrize("dag_id", ["ingest_news", "revisit_articles"])
def test_nothing_is_loaded_before_the_answer(bag: DagBag, dag_id: str) -> None:
    task: Any = bag.dags[dag_id].get_task("approve_unusual_share")
    assert task.upstream_task_ids == {"validate_articles"}
    assert task.downstream_task_ids == {"load_articles"}
    assert task.response_timeout == ANSWER_WITHIN
    assert task.defaults is None  # no answer is no approval: the task fails, and says so


def test_a_usual_day_is_not_asked_about() -> None:
    assert UnusualShareApproval(reasons="", task_id="approve").execute({"dag_run": SimpleNamespace()}) is None
