"""`make up` says what is wrong before it starts anything."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from orchestration.serve import serve


def test_a_port_in_use_is_named_and_nothing_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setenv("WIRETRACE_DATA", str(tmp_path))
        monkeypatch.setenv("AIRFLOW__API__PORT", str(port))
        monkeypatch.setenv("AIRFLOW__API__BASE_URL", f"http://127.0.0.1:{port}")
        assert serve() == 1
    assert f"http://127.0.0.1:{port} is in use" in capsys.readouterr().out
    assert not (tmp_path / "logs" / "airflow.log").exists()
