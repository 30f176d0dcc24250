"""What is generated is current; what the README says to run is what the tests run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from orchestration.docs import describe_dags, describe_tables

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize(("name", "describe"), [("DAGS.md", describe_dags), ("TABLES.md", describe_tables)])
def test_generated_docs_are_current(name: str, describe: object) -> None:
    assert callable(describe)
    assert (ROOT / "docs" / name).read_text("utf-8") == describe(), "run: make docs"


def test_tasks_that_may_run_side_by_side_are_not_drawn_in_a_row() -> None:
    publishing = describe_dags().split("## publish_warehouse")[1].split("## ")[0]
    arrows = set(re.findall(r"(\S+) --> (\S+)", publishing))
    assert arrows == {("publish_snapshot", "export_marts"), ("publish_snapshot", "index_for_search")}


def test_every_make_target_that_the_docs_name_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {name for path in DOCUMENTS for name in re.findall(r"(?:^|`)make ([a-z-]+)", path.read_text("utf-8"), re.M)}
    assert named
    assert named <= targets


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: p.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?://|#)([^)#]+)", path.read_text("utf-8"))
    assert [t for t in targets if not (path.parent / t).exists()] == []


def test_the_readme_names_the_command_that_ci_runs() -> None:
    assert "make test" in README
    assert "make test" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_the_readme_reads_its_example_right() -> None:
    """The example itself is compared with what `make demo` prints."""
    rows = [tuple(map(int, row)) for row in re.findall(r"^ +(\d+) +(\d+) +(\d+)(?:-\d+)?  ", README, re.MULTILINE)]
    (money, outlets, origins), (_, printing, sources) = rows[0], next(row for row in rows if row[2] == 1)
    assert (money, outlets, origins, printing, sources) == (13, 11, 3, 8, 1)
    told = " ".join(README.split())
    assert "thirteen places in eleven outlets, one of them German" in told
    assert "three outlets or agencies reported it" in told
    assert "Eight outlets print “I would not bet the valley on it”, one of them in German" in told
