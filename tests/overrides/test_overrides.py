"""The file of corrections: what is refused, and that what one writes all others read."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from wiretrace.overrides import (
    MAX_BYTES,
    Override,
    OverridesError,
    RefusedOverride,
    append_override,
    read_overrides,
)

A, B, C, D = (letter * 16 for letter in "abcd")
NOON = datetime(2026, 3, 5, 12)
HEADER = "recorded_at,recorded_by,reason,action,subject,value"
MERGE = Override(NOON, "ada", "both say when the gates open", "merge", A, B)


def later(minutes: int, action: str, subject: str, value: str) -> Override:
    return Override(NOON + timedelta(minutes=minutes), "ada", "seen on paper", action, subject, value)


def write(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    return path


def test_what_is_appended_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "new" / "overrides.csv"
    speaker = later(1, "speaker", C, 'Émile "Milo" Okafor, mayor')
    for override in (MERGE, speaker):
        append_override(path, override)
    assert read_overrides(path).applicable == (MERGE, speaker)


def test_no_file_is_no_correction(tmp_path: Path) -> None:
    assert read_overrides(tmp_path / "overrides.csv").applicable == ()


def test_corrections_appended_at_once_all_arrive(tmp_path: Path) -> None:
    path = tmp_path / "overrides.csv"
    wanted = [later(n, "speaker", f"{n:016x}", f"Speaker {n}") for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda o: append_override(path, o), wanted))
    assert set(read_overrides(path).applicable) == set(wanted)


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ("soon,ada,why,merge,{a},{b}", "recorded_at"),
        ("2026-03-05T12:00:00Z,,why,merge,{a},{b}", "recorded_by is missing"),
        ("2026-03-05T12:00:00Z,ada,,merge,{a},{b}", "reason is missing"),
        ("2026-03-05T12:00:00Z,ada,why,delete,{a},{b}", "action is one of"),
        ("2026-03-05T12:00:00Z,ada,why,merge,{a},the other", "value of merge"),
        ("2026-03-05T12:00:00Z,ada,why,merge,{a},{a}", "the same"),
        ("2026-03-05T12:00:00Z,ada,why,merge,{a}", "6 cells"),
        ("2026-03-05T12:00:00Z,ada,=HYPERLINK(1),merge,{a},{b}", "formula"),
        ("2026-03-05T12:00:00Z,ada,why,speaker,{a},@SUM(1)", "formula"),
        ("2026-03-05T12:00:00Z,ada,see;=1+1,merge,{a},{b}", "formula"),
        ("2026-03-05T12:00:00Z,ada,{long},merge,{a},{b}", "too long"),
        ('2026-03-05T12:00:00Z,ada,"two\nlines",merge,{a},{b}', "control character"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_the_others_go_on(tmp_path: Path, cells: str, rule: str) -> None:
    good = ",".join(MERGE.cells())
    path = write(tmp_path / "overrides.csv", cells.format(a=C, b=D, long="x" * 501), good)
    found = read_overrides(path)
    assert [o.subject for o in found.applicable] == [A]
    assert [(row.line_number, rule in row.rule) for row in found.refused] == [(2, True)]


@pytest.mark.parametrize(
    "fault",
    [
        {"reason": "=cmd()"},
        {"reason": "-1"},
        {"recorded_by": ""},
        {"action": "drop"},
        {"subject": "x"},
        {"value": "a\tb"},
    ],
)
def test_a_bad_correction_is_not_written(tmp_path: Path, fault: dict[str, str]) -> None:
    path = tmp_path / "overrides.csv"
    with pytest.raises(RefusedOverride):
        append_override(path, replace(MERGE, **fault))
    assert not path.exists()


def test_a_file_under_another_header_is_an_error_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "overrides.csv"
    path.write_text("who,what\nada,merge\n", "utf-8")
    with pytest.raises(OverridesError, match="line 1"):
        read_overrides(path)
    with pytest.raises(OverridesError, match="line 1"):
        append_override(path, MERGE)
    assert path.read_text("utf-8") == "who,what\nada,merge\n"


def test_a_file_that_is_too_long_takes_no_more(tmp_path: Path) -> None:
    path = write(tmp_path / "overrides.csv", ",".join(MERGE.cells()))
    size = path.stat().st_size
    path.write_bytes(path.read_bytes() + b"\n" * (MAX_BYTES - size))
    with pytest.raises(OverridesError, match="bytes"):
        append_override(path, later(1, "split", C, D))
    assert read_overrides(path).applicable == (MERGE,)


def test_a_file_saved_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "overrides.csv"
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join([HEADER, ",".join(MERGE.cells())]).encode())
    append_override(path, later(1, "origin", C, "Northern Wire"))
    assert [o.action for o in read_overrides(path).applicable] == ["merge", "origin"]


@pytest.mark.parametrize(
    ("earlier", "latest"),
    [
        (MERGE, later(1, "split", B, A)),
        (later(0, "speaker", A, "Ada Falk"), later(1, "speaker", A, "Tom Okafor")),
        (later(0, "origin", A, "Reuters"), later(1, "origin", A, "Northern Wire")),
        (later(0, "direction", A, B), later(1, "direction", B, A)),
        (MERGE, replace(MERGE, recorded_at=NOON + timedelta(minutes=1))),
    ],
)
def test_of_two_that_contradict_or_repeat_each_other_the_later_counts(
    tmp_path: Path, earlier: Override, latest: Override
) -> None:
    path = write(tmp_path / "overrides.csv", ",".join(latest.cells()), ",".join(earlier.cells()))
    found = read_overrides(path)
    assert found.applicable == (latest,)
    assert [(row.line_number, row.rule.split()[-1]) for row in found.refused] == [(3, "2")]


def test_merges_that_would_join_what_was_split_are_refused(tmp_path: Path) -> None:
    rows = [later(0, "merge", A, B), later(1, "merge", B, C), later(2, "split", A, C)]
    path = write(tmp_path / "overrides.csv", *(",".join(row.cells()) for row in rows))
    found = read_overrides(path)
    assert set(found.applicable) == {rows[1], rows[2]}
    assert [(row.line_number, row.rule) for row in found.refused] == [(2, "contradicts line 4")]


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    ids = [f"{n:016x}" for n in range(12)]
    chance = random.Random(5)  # noqa: S311
    rows = [",".join(later(n, chance.choice(["merge", "split"]), *chance.sample(ids, 2)).cells()) for n in range(60)]
    first = read_overrides(write(tmp_path / "overrides.csv", *rows))
    for _ in range(5):
        chance.shuffle(rows)
        assert read_overrides(write(tmp_path / "overrides.csv", *rows)).applicable == first.applicable
