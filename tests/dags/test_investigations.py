"""A folder of texts goes through the same Dags and ends in an answer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from airflow.jobs.job import Job
from airflow.utils.session import create_session

from orchestration.story import run_story
from wiretrace.layout import Layout
from wiretrace.warehouse.connection import open_public

WIRE = """Pier Nine crane was never inspected, harbour engineer says

HARBORVIEW (NPA) — The crane that fell across Pier Nine on Tuesday had not been inspected in six years, the harbour's chief engineer said, and two others like it are still in use.

"Nobody asked me for a certificate, and nobody asked the company that sold it to us," Tomas Welling told reporters at the gate. He said the harbour would spend $4.2 million on new cables before the autumn.

Three dockers were treated for cuts. The crane, built in 1988, came down while it was lifting an empty container, and its arm broke the roof of a warehouse that had been closed for repairs since the spring.

The harbour board meets on Thursday to decide whether Pier Nine can open again before the fruit season, when forty ships a week call at the port and every berth is taken."""
MIRROR = (
    WIRE.replace("HARBORVIEW (NPA) — ", "HARBORVIEW (NPA) - ")
    + "\n\nShare this story\nRelated\nTen gardens to see\nWhy cats stare at walls"
)
OWN = """Dockers knew about the cracks

By Ada Quill

Men who work on Pier Nine say they reported cracks in the crane's foot twice last winter and were told to keep away from the press.

"We painted a ring around the crack so that everybody could see it grow," said Jory Blane, a docker for 22 years. His union has kept photographs, which it showed to this newspaper.

The harbour did not answer questions about the photographs. A person who handles its insurance said the policy for Pier Nine had lapsed in March and was renewed in May.

Blane said he would not go under the two other cranes until somebody from outside has looked at them."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "pier nine"
    target.mkdir()
    for name, text in {"wire": WIRE, "mirror": MIRROR, "own": OWN}.items():
        (target / f"{name}.txt").write_text(text, "utf-8")
    return target


@pytest.fixture
def layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Layout:
    monkeypatch.setenv("WIRETRACE_DATA", str(tmp_path / "data"))
    return Layout(tmp_path / "data")


def test_a_folder_ends_in_the_tables_with_its_copies_folded_once_as_twice(layout: Layout, folder: Path) -> None:
    def claims() -> list[tuple[object, ...]]:
        with open_public(layout.public) as con:
            return con.execute("select claim_id, wording, origin_count_low from claims.claims order by all").fetchall()

    assert run_story("", str(folder), []) == 0
    once = claims()
    with open_public(layout.public) as con:
        assert con.execute("select article_count, own_article_count from marts.story_summary").fetchall() == [(3, 1)]
        crane = con.execute(
            "select article_count, origin_count_low, origin_names from marts.claim_origins"
            " where wording like '%Nobody asked me%'"
        ).fetchall()
        assert [(articles, origins) for articles, origins, _ in crane] == [(2, 1)]
        assert "NPA" in crane[0][2][0]
    assert run_story("", str(folder), []) == 0
    assert claims() == once


def test_beside_a_running_scheduler_nothing_is_started(
    layout: Layout, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """It would take the run's tasks away, and the investigation fail without a reason."""
    with create_session() as session:
        job = Job(job_type="SchedulerJob", state="running", latest_heartbeat=datetime.now(UTC))
        session.add(job)
        session.flush()
        job_id = job.id
    try:
        assert run_story("", str(folder), []) == 1
    finally:
        with create_session() as session:
            session.delete(session.get(Job, job_id))
    assert "Airflow is running here" in capfd.readouterr().out
    assert not layout.public.exists()


@pytest.mark.parametrize(
    ("folder_name", "urls", "message"),
    [("", [], "make story"), ("/no/such/folder", [], "no such folder"), ("", ["ftp://x.example/a"], "not an http")],
)
def test_what_cannot_be_investigated_is_said_at_once(
    layout: Layout, capsys: pytest.CaptureFixture[str], folder_name: str, urls: list[str], message: str
) -> None:
    assert run_story("", folder_name, urls) == 2
    assert message in capsys.readouterr().out
    assert not layout.root.exists()


def test_an_address_inside_the_own_network_is_refused_with_the_reason(
    layout: Layout, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run_story("inside", "", ["http://127.0.0.1:8080/admin"]) == 1
    assert "Not read: http://127.0.0.1:8080/admin (" in capfd.readouterr().out
