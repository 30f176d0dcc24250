"""What a run has to say of itself: tasks leave it in files, and the plugin puts it on the run's note in the grid."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

from wiretrace.layout import Layout

MAX_LENGTH = 900  # characters; Airflow keeps a thousand


def note_summary(dag_id: str, run_id: str, text: str) -> None:
    path = _path(dag_id, run_id, "summary")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def note_failure(dag_id: str, run_id: str, task: str, reason: str) -> None:
    """Tasks of one run fail at the same time: each adds a line in one write."""
    path = _path(dag_id, run_id, "failures")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as handle:
        handle.write(f"{task}\t{' '.join(reason.split())}\n")


def read_note(dag_id: str, run_id: str, failed_tasks: Collection[str]) -> str:
    """Why each of `failed_tasks` failed, and the summary; a failure of an earlier try is not told again."""
    failures = {
        task: f"{task} failed: {reason}"
        for task, _, reason in (line.partition("\t") for line in _read(_path(dag_id, run_id, "failures")).splitlines())
        if task in failed_tasks
    }
    unexplained = [f"{task} failed, its log says why" for task in sorted(failed_tasks) if task not in failures]
    summary = _read(_path(dag_id, run_id, "summary"))
    lines = [*failures.values(), *unexplained]
    return "\n".join([summary, *lines] if summary else lines)[:MAX_LENGTH]


def _path(dag_id: str, run_id: str, kind: str) -> Path:
    name = hashlib.sha256(run_id.encode()).hexdigest()[:16]
    return Layout.from_environment().state / "notes" / dag_id / f"{name}.{kind}"


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""
