"""Runs Dags to their end in this process, through Airflow but without a scheduler, and says how it goes."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from airflow.dag_processing.dagbag import DagBag
from airflow.jobs.job import Job, most_recent_job
from airflow.listeners import hookimpl
from airflow.sdk.listener import get_listener_manager
from airflow.utils.session import create_session
from sqlalchemy import inspect

from orchestration.house import UNATTENDED

CHAIN = ("ingest_news", "measure_overlap", "measure_claims", "publish_warehouse")


@dataclass(frozen=True)
class Console:
    """Progress for a person; everything that Airflow prints goes to the log file."""

    screen: IO[str]
    log: Path

    def say(self, text: str = "", end: str = "\n") -> None:
        print(text, end=end, file=self.screen, flush=True)


class DagFailed(Exception):
    """A run ended without success; the message names the tasks and their reasons."""


class AirflowRuns(Exception):
    """A scheduler works on the same metadata database: it would take the run's tasks away."""


@contextmanager
def quiet_console(log: Path) -> Iterator[Console]:
    """Redirect what this process and its children print to `log`, keeping the screen for progress."""
    log.parent.mkdir(parents=True, exist_ok=True)
    screen = os.fdopen(os.dup(1), "w")
    saved = os.dup(1), os.dup(2)
    with log.open("w") as sink:
        sys.stdout.flush()
        os.dup2(sink.fileno(), 1)
        os.dup2(sink.fileno(), 2)
        try:
            yield Console(screen, log)
        finally:
            sys.stdout.flush()
            os.dup2(saved[0], 1)
            os.dup2(saved[1], 2)


class _Failures:
    """Hears from Airflow which task failed and why."""

    def __init__(self) -> None:
        self.reasons: dict[str, str] = {}

    @hookimpl
    def on_task_instance_failed(self, previous_state: Any, task_instance: Any, error: object) -> None:
        self.reasons[_name(task_instance)] = f"{type(error).__name__}: {error}"


def run_chain(console: Console, partition_key: str, **conf: Any) -> None:
    """All Dags of the chain for one date, in order. Raises `DagFailed` at the first that fails, or `AirflowRuns`."""
    if scheduler_runs():
        raise AirflowRuns("Airflow is running here (make up). Trigger ingest_news in its UI, or stop it first.")
    for dag_id in CHAIN:
        console.say(f"  {partition_key}  {dag_id:<18}", end="")
        started = time.monotonic()
        summary = run_dag(dag_id, {"partition_date": partition_key, **conf})
        console.say(f" {time.monotonic() - started:5.1f} s  {summary}")


def scheduler_runs() -> bool:
    """Whether a scheduler works on this metadata database; none does on one that was never migrated."""
    with create_session() as session:
        if not inspect(session.connection()).has_table(Job.__tablename__):
            return False
        job = most_recent_job("SchedulerJob", session=session)
        return job is not None and job.is_alive()


def run_dag(dag_id: str, conf: dict[str, Any]) -> str:
    """One run of one Dag; returns the counts of its task states. Raises `DagFailed` if the run failed."""
    failures = _Failures()
    get_listener_manager().add_listener(failures)
    try:
        run = _dag(dag_id).test(run_conf={**conf, UNATTENDED: True})
    finally:
        get_listener_manager().pm.unregister(failures)
    instances = run.get_task_instances()
    failed = sorted(_name(i) for i in instances if i.state == "failed")
    reasons = "".join(f"\n    {name}: {failures.reasons.get(name, 'no reason was given')}" for name in failed)
    if run.state != "success":
        raise DagFailed(f"{dag_id}{reasons}")
    done = sum(1 for i in instances if i.state == "success")
    return f"{done} tasks" + (f", {len(failed)} failed:{reasons}" if failed else "")


def _name(instance: Any) -> str:
    return f"{instance.task_id}[{instance.map_index}]" if instance.map_index >= 0 else str(instance.task_id)


def _dag(dag_id: str) -> Any:
    bag = DagBag(os.environ["AIRFLOW__CORE__DAGS_FOLDER"])
    if bag.import_errors:
        raise DagFailed("\n".join(f"{path}: {error}" for path, error in bag.import_errors.items()))
    dag = bag.dags[dag_id]
    dag.params = deepcopy(dag.params)  # a run fills in its form; the next run of this process gets an empty one
    dag.deadline = None  # alerts are stored by the Dag processor, and nobody waits for a run of this process
    return dag
