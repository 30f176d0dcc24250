"""`make up`: Airflow's scheduler, UI and helpers on this machine, until interrupted."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import IO

from orchestration.setup import prepare_airflow
from wiretrace.layout import Layout

START_SECONDS = 180
STOP_SECONDS = 20
COMPONENTS = ("metadatabase", "scheduler", "triggerer", "dag_processor")


class Interrupted(Exception):
    """Ctrl-C, or a polite request to end."""


def serve() -> int:
    """Start Airflow in a process group of its own, wait until it is healthy, and end the whole group at the end."""
    layout = Layout.from_environment()
    log = layout.root / "logs" / "airflow.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    url = os.environ["AIRFLOW__API__BASE_URL"]
    if not _is_free(int(os.environ["AIRFLOW__API__PORT"])):
        print(f"{url} is in use by another program; choose another port: make up PORT=8081", flush=True)
        return 1
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGINT, _interrupt)
    with log.open("w") as sink:
        print(f"Starting Airflow (log: {log}) ...", flush=True)
        try:
            prepare_airflow(sink)
            return _run(url, log, sink)
        except Interrupted:
            print("Stopped.", flush=True)
            return 0


def _run(url: str, log: Path, sink: IO[str]) -> int:
    airflow = str(Path(sys.executable).with_name("airflow"))
    environment = {**os.environ, "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_hex(48)}
    process = subprocess.Popen(
        [airflow, "standalone"], stdout=sink, stderr=sink, env=environment, start_new_session=True
    )
    try:
        return _watch(process, url, log)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not leave processes behind
        print("\nStopping Airflow ...", flush=True)
        _stop(process)


def _watch(process: subprocess.Popen[bytes], url: str, log: Path) -> int:
    deadline = time.monotonic() + START_SECONDS
    while not is_healthy(url):
        if process.poll() is not None or time.monotonic() > deadline:
            print(f"Airflow did not start; the end of {log} says why.", flush=True)
            return 1
        time.sleep(1)
    print(f"Airflow is ready: {url}\nCtrl-C stops it.", flush=True)
    return process.wait()


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def is_healthy(url: str) -> bool:
    """Airflow answers and each of its components has sent a recent heartbeat."""
    try:
        with urllib.request.urlopen(f"{url}/api/v2/monitor/health", timeout=5) as reply:
            health = json.load(reply)
    except (urllib.error.URLError, OSError, ValueError):
        return False
    return all((health.get(name) or {}).get("status") == "healthy" for name in COMPONENTS)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the whole group: `standalone` leaves its children behind when only it is asked to end."""
    _signal_group(process, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while _group_is_alive(process) and time.monotonic() < deadline:
        process.poll()
        time.sleep(0.2)
    _signal_group(process, signal.SIGKILL)
    process.wait()


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError):  # everyone has left
        os.killpg(process.pid, number)


def _group_is_alive(process: subprocess.Popen[bytes]) -> bool:
    try:
        os.killpg(process.pid, 0)
    except ProcessLookupError:
        return False
    return True


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise Interrupted
