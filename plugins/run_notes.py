"""Puts what a run says of itself on its note, so that the grid tells the story without opening a log."""

from __future__ import annotations

import sys
from typing import Any

from airflow.listeners import hookimpl
from airflow.models.dagrun import DagRun
from airflow.plugins_manager import AirflowPlugin
from airflow.utils.session import create_session
from sqlalchemy.orm import Session, object_session

from orchestration.notes import read_note


@hookimpl
def on_dag_run_success(dag_run: Any, msg: str) -> None:
    _write_note(dag_run)


@hookimpl
def on_dag_run_failed(dag_run: Any, msg: str) -> None:
    _write_note(dag_run)


def _write_note(dag_run: Any) -> None:
    """In the scheduler `dag_run` belongs to a session that is being written, and no other may write beside it.

    Runs without a scheduler hand over one that belongs to none.
    """
    if session := object_session(dag_run):
        _fill_in(dag_run, session)
    else:
        with create_session() as own:
            _fill_in(own.get(DagRun, dag_run.id), own)


def _fill_in(dag_run: Any, session: Session) -> None:
    failed = {
        f"{instance.task_id}[{instance.map_index}]" if instance.map_index >= 0 else instance.task_id
        for instance in dag_run.get_task_instances(state=["failed"], session=session)
    }
    if note := read_note(dag_run.dag_id, dag_run.run_id, failed):
        dag_run.note = note


class RunNotes(AirflowPlugin):
    name = "run_notes"
    listeners = [sys.modules[__name__]]  # noqa: RUF012
