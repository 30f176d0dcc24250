"""The benchmark's runner, on inputs small enough to see through."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import documents
import numpy as np
import pyarrow as pa
import pytest
from bench import growth
from bench.__main__ import measure_sections
from bench.document import ABSENT_TEXT
from bench.held_out import Fold
from bench.metadata import score_metadata
from bench.overlap import parse, reliability
from bench.scene import Scene
from bench.sections import SECTIONS, Section
from bench.speed import find_candidates, find_exact
from bench.tables import Measure, Table, compare, render

from wiretrace.clean import judging
from wiretrace.clean.forest import Forest

NOTICE = (
    "The harbour office said on Tuesday that the old lighthouse would be repainted before the autumn storms arrive, "
    "and that two keepers would live there again for the first time in forty years."
)
OTHERS = [
    "The village choir moved its rehearsal to a barn, since the roof of the hall had leaked all week.",
    "Bakers complained that flour had become dearer; a miller answered with a long letter.",
    "Snow closed the mountain road, and schoolchildren spent the morning building a wall of it.",
]


def figure(scene: Scene) -> list[Table]:
    return [compare("Tiny", [Measure("seconds", 2.0, {"peer": 5.0}, is_lower_better=True)])]


def absent(scene: Scene) -> list[Table]:
    scene.path("eval/nothing")
    return []


def broken(scene: Scene) -> list[Table]:
    raise KeyError("a sentence of somebody's article")


TINY = {"first": Section("First", figure), "second": Section("Second", absent), "third": Section("Third", broken)}


def run(folder: Path, *names: str, sections: dict[str, Section] = TINY) -> tuple[int, str]:
    keep = folder / "BENCHMARKS.md", folder / "records"
    status = measure_sections(names or list(sections), sections, Scene(folder / "no shared"), keep)
    return status, keep[0].read_text("utf-8")


def test_a_failing_section_is_reported_and_the_others_still_run(tmp_path: Path) -> None:
    status, document = run(tmp_path, "third", "second", "first")
    assert status == 1
    assert "**failed** | KeyError in test_bench.py" in document
    assert "| seconds | 2.0 | 5.0 | 2.50 |" in document


def test_no_message_of_an_error_reaches_the_document(tmp_path: Path) -> None:
    assert "somebody's article" not in run(tmp_path, "third")[1]


def test_missing_evaluation_data_is_said_and_is_no_failure(tmp_path: Path) -> None:
    names = [
        name for name in SECTIONS if name not in ("sample", "rewrites", "claim_stories", "pages", "growth")
    ]  # these need no data from outside
    status, document = run(tmp_path, *names, sections=SECTIONS)
    assert status == 0
    assert document.count(ABSENT_TEXT) == len(names)


def test_the_growth_chart_draws_every_figure_of_its_table(tmp_path: Path) -> None:
    grown = [growth.Growth(count, disk=count / 1e5) for count in (1_000, 10_000)]
    for one in grown:
        for number, costs in enumerate((one.history, one.last_day), start=1):
            costs["passages"] = growth.Cost(wall=9.0, cpu=one.count * number / 100, peak=number / 7)
    tables = growth.tell(grown)
    run(tmp_path, "growth", sections={"growth": Section("Growth", lambda _: tables, draw=growth.draw_growth)})
    assert "(growth.svg)" in (tmp_path / "BENCHMARKS.md").read_text("utf-8")
    chart = ElementTree.parse(tmp_path / "growth.svg").getroot()  # noqa: S314 - our own drawing
    texts = {element.text for element in chart.iter("{http://www.w3.org/2000/svg}text")}
    assert {"10", "100", "20", "200", "0.14", "0.01", "0.1", "whole history", "articles held"} <= texts
    assert len(list(chart.iter("{http://www.w3.org/2000/svg}polyline"))) == 4


def test_measuring_one_section_leaves_the_other_blocks_as_they_are(tmp_path: Path) -> None:
    run(tmp_path, "first")
    (tmp_path / "records" / "first.json").unlink()  # as in a fresh clone: the document is kept, the records are not
    before = (tmp_path / "BENCHMARKS.md").read_text("utf-8").split("<!-- end -->")[0]
    _, document = run(tmp_path, "third")
    assert document.split("<!-- end -->")[0] == before
    assert "KeyError" in document


def test_a_figure_in_sample_is_shown_but_never_compared() -> None:
    text = render(compare("Tiny", [Measure("F1", None, {"peer": 0.5}, {"in sample": 0.9})]))
    assert "0.900" in text
    assert "ratio" not in text


def test_copies_are_found_by_the_kernel_and_confirmed_by_exact_passages() -> None:
    texts = [NOTICE, *OTHERS, f"From the coast. {NOTICE} Nobody asked the gulls about any of it."]
    warehouse = documents.open_warehouse(
        [
            {"id": str(n), "url": f"https://a{n}.example/", "host": f"a{n}.example", "text": t}
            for n, t in enumerate(texts)
        ]
    )
    pair = (0, len(texts) - 1)
    assert pair in find_candidates(pa.array(texts))
    assert find_exact(warehouse) == {pair}


def test_metadata_is_scored_only_where_the_page_was_annotated() -> None:
    pages = [
        {"title": "A “Quiet” Day", "author": "Ada Reed", "date": "2024-05-01"},
        {"title": "Rain", "author": None, "date": "2024-05-02"},
        {"title": "Fog", "author": None, "date": None},
    ]
    answers = [
        {"title": 'a "quiet" day', "authors": ["Reed Ada"], "published_at": "2024-05-01T22:00:00"},
        {"title": "Snow", "authors": ["Someone"], "published_at": None},
        {},
    ]
    scores = score_metadata(pages, answers, ["seen", "unseen", ""])
    assert scores["title exact"] == pytest.approx(1 / 3)
    assert (scores["author precision"], scores["author recall"]) == (1, 1)
    assert (scores["date precision"], scores["date recall"]) == (1, 0.5)
    assert (scores["date precision, labels borne out"], scores["date recall, labels borne out"]) == (1, 1)


def test_a_confident_wrong_direction_counts_against_its_confidence(tmp_path: Path) -> None:
    (tmp_path / "pairs.jsonl").write_text('{"src": "a", "dst": "b"}\n{"src": "a", "dst": "c"}\n', "utf-8")
    (tmp_path / "natural.json").write_text("[]", "utf-8")
    found = [
        {"a": "a", "b": "b", "direction": "a>b", "score": 0.97},
        {"a": "a", "b": "c", "direction": "b>a", "score": 0.95},
        {"a": "b", "b": "c", "direction": "a>b", "score": 0.99},  # siblings: neither right nor wrong
    ]
    table = reliability(found, tmp_path)
    assert [(row[1], row[3]) for row in table.rows] == [(2, 0.5)]
    assert "1 pairs" in table.notes[0]


def test_a_scorer_that_prints_otherwise_is_an_error_and_not_a_zero() -> None:
    with pytest.raises(ValueError, match="unknown form"):
        parse("recall 1.0")


def test_held_out_figures_cannot_silently_be_those_in_sample() -> None:
    shipped, empty = judging.read_forest, np.zeros(0, np.int32)
    forest = Forest(
        empty, empty.astype(np.int16), empty.astype(np.float32), empty, empty, empty.astype(np.float32), 0.0
    )
    fold = Fold(0, 3, {"page_blocks": forest})
    with fold.in_use("page_blocks"):
        assert judging.read_forest("page_blocks") is forest
    assert judging.read_forest is shipped
    with pytest.raises(RuntimeError, match="not used"), fold.in_use("page_blocks"):
        pass
