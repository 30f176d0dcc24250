"""`make up` for real: scheduler, UI and the rest, a backfill through the whole chain, and a clean end."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from orchestration.serve import is_healthy
from sample.server import start_server
from sample.sources import sources_yaml
from wiretrace.fetch.harvest import fetch_source
from wiretrace.fetch.sources import load_sources
from wiretrace.layout import Layout
from wiretrace.warehouse.connection import open_public

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
ROOT = Path(__file__).parents[2]
DATE = "2026-03-02"
DAGS = {path.stem for path in (ROOT / "dags").glob("*.py")}


@dataclass(frozen=True)
class Airflow:
    url: str
    layout: Layout
    process: subprocess.Popen[str]
    environment: dict[str, str]

    def command(self, arguments: str) -> None:
        """Airflow's own command line, as the runbook says to call it."""
        result = subprocess.run(
            ["make", "airflow", f"ARGS={arguments}"],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert result.returncode == 0, result.stdout[-2000:] + result.stderr[-2000:]

    def get(self, path: str) -> dict[str, object]:
        with urllib.request.urlopen(f"{self.url}{path}", timeout=20) as reply:
            answer: dict[str, object] = json.load(reply)
            return answer


@pytest.fixture(scope="module")
def airflow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Airflow]:
    """Airflow with one day of pages kept, and the web gone: what it shows must come from these pages."""
    home = tmp_path_factory.mktemp("up")
    layout = Layout(home / "data")
    with start_server() as web:
        (home / "sources.yaml").write_text(sources_yaml(web.address), "utf-8")
        for source in load_sources(home / "sources.yaml"):
            fetch_source(source, DATE, layout)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("AIRFLOW", "PYTEST"))},
        "WIRETRACE_DATA": str(layout.root),
        "WIRETRACE_SOURCES": str(home / "sources.yaml"),
        "AIRFLOW_HOME": str(home / "airflow"),
    }
    process = subprocess.Popen(
        ["make", "up", f"PORT={port}"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: is_healthy(url), 200)
        yield Airflow(url, layout, process, environment)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def wait_until(is_done: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not is_done():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(1)


def is_published(layout: Layout) -> bool:
    if not layout.public.exists():
        return False
    with open_public(layout.public) as con:
        row = con.execute(
            "select count(*) from ops.runs where dag_id = 'measure_claims' and partition_key = $d", {"d": DATE}
        )
        return row.fetchone() == (1,)


def test_the_ui_lists_the_dags_and_none_is_paused(airflow: Airflow) -> None:
    wait_until(lambda: airflow.get("/api/v2/dags")["total_entries"] == len(DAGS), 60)
    dags = airflow.get("/api/v2/dags")["dags"]
    assert isinstance(dags, list)
    assert {dag["dag_id"]: dag["is_paused"] for dag in dags} == dict.fromkeys(DAGS, False)


def test_a_backfill_fills_a_date_from_kept_pages_through_the_whole_chain(airflow: Airflow) -> None:
    airflow.command(f"backfill create --dag-id ingest_news --from-date {DATE} --to-date {DATE}")
    wait_until(lambda: is_published(airflow.layout), 300)
    with open_public(airflow.layout.public) as con:
        counts = con.execute(
            "select (select count(*) from core.articles), (select count(*) from overlap.derivations),"
            " (select count(*) from claims.claims)"
        ).fetchone()
    assert counts is not None
    assert min(counts) > 0


def test_the_warehouse_is_readable_while_airflow_runs(airflow: Airflow) -> None:
    con = duckdb.connect(str(airflow.layout.public), read_only=True)
    assert con.execute("select count(*) from marts.data_dictionary").fetchone() != (0,)
    con.close()


def test_an_interrupt_ends_everything(airflow: Airflow) -> None:
    """The last test of this file: it stops what the others use."""
    os.killpg(airflow.process.pid, signal.SIGINT)
    assert airflow.process.wait(timeout=60) in (0, 2, 130, -signal.SIGINT)
    assert not is_healthy(airflow.url)
    assert processes_of(airflow.environment["AIRFLOW_HOME"]) == []


def processes_of(home: str) -> list[str]:
    """Commands of living processes that were started with this Airflow home."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                if f"AIRFLOW_HOME={home}".encode() in (entry / "environ").read_bytes():
                    found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except (FileNotFoundError, PermissionError, ProcessLookupError):
                continue
    return found
