"""Who must know hears of it, with the reason in the first line; nobody is written to unless connected."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from orchestration.notes import note_failure, note_summary, read_note
from orchestration.notices import explain_failure, tell, warn_late


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIRETRACE_DATA", str(tmp_path))


@pytest.fixture
def posted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """What a webhook on this machine received: path and text."""
    received: list[tuple[str, str]] = []

    class Webhook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            received.append((self.path, body["text"]))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Webhook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    connection = {"conn_type": "http", "host": f"http://127.0.0.1:{server.server_port}/hook", "password": "s3cret"}
    monkeypatch.setenv("AIRFLOW_CONN_WIRETRACE_WEBHOOK", json.dumps(connection))
    yield received
    server.shutdown()


def failure(map_index: int = -1, task_id: str = "validate_claims") -> dict[str, Any]:
    return {
        "ti": SimpleNamespace(task_id=task_id, map_index=map_index),
        "dag_run": SimpleNamespace(dag_id="measure_claims", run_id="run-1", partition_key="2026-03-04"),
        "exception": ValueError("offset 90 lies outside\nits article"),
    }


def test_a_failure_says_dag_date_task_and_reason_in_its_first_line(posted: list[tuple[str, str]]) -> None:
    explain_failure(failure())
    [(path, text)] = posted
    assert path == "/hook/s3cret"
    assert text.startswith("measure_claims 2026-03-04: validate_claims failed: ValueError: offset 90 lies outside")


def test_a_source_that_is_down_is_noted_and_wakes_nobody(posted: list[tuple[str, str]]) -> None:
    explain_failure(failure(map_index=3, task_id="each_source.fetch_source"))
    assert posted == []
    note = read_note("measure_claims", "run-1", {"each_source.fetch_source[3]"})
    assert note.startswith("each_source.fetch_source[3] failed: ValueError: offset 90")


def test_a_late_run_is_named_with_its_date(posted: list[tuple[str, str]]) -> None:
    run = {"dag_id": "ingest_news", "dag_run_id": "run-1", "partition_key": "2026-03-04", "state": "running"}
    deadline = {"deadline_time": "2026-03-05 06:00"}
    asyncio.run(warn_late({"dag_run": {**run, "state": "failed"}, "deadline": deadline}))
    assert posted == []  # its failure was told
    asyncio.run(warn_late({"dag_run": run, "deadline": deadline}))
    assert posted[0][1].startswith("ingest_news 2026-03-04 is late: not finished by 2026-03-05 06:00")


def test_without_a_connection_nothing_is_sent_and_nothing_breaks() -> None:
    tell("nobody listens")
    explain_failure(failure())


def test_a_webhook_that_is_down_does_not_fail_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW_CONN_WIRETRACE_WEBHOOK", '{"conn_type": "http", "host": "http://127.0.0.1:9/hook"}')
    tell("nobody answers")


def test_a_note_tells_the_summary_and_only_what_failed_in_the_end() -> None:
    note_failure("ingest_news", "run-1", "fetch[0]", "ConnectionError: first try")
    note_failure("ingest_news", "run-1", "fetch[1]", "SourceFailed: no feed\ncould be read")
    note_summary("ingest_news", "run-1", "2026-03-04: 21 loaded")
    assert read_note("ingest_news", "run-1", {"fetch[1]", "load"}).splitlines() == [
        "2026-03-04: 21 loaded",
        "fetch[1] failed: SourceFailed: no feed could be read",
        "load failed, its log says why",
    ]
    assert read_note("ingest_news", "run-2", set()) == ""
