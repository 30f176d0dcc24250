"""Every way in which news writes an amount is read: value, unit, how exact, and what it does in its clause."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from wiretrace.claims.extraction.amounts import find_quantities
from wiretrace.claims.extraction.quantities import conflicts

CASES: dict[str, list[Any]] = yaml.safe_load((Path(__file__).parent / "data/amounts.yaml").read_text("utf-8"))


@pytest.mark.parametrize(("clause", "wanted"), [case for cases in CASES.values() for case in cases])
def test_an_amount_is_read(clause: str, wanted: list[Any]) -> None:
    read = find_quantities(clause, 0, len(clause))
    found = [[round(q.low, 2), round(q.high, 2), q.unit, q.comparator, q.role] for q in read]
    if wanted:
        assert wanted in [q[: len(wanted)] for q in found]
    else:
        assert found == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a package of $13.5 billion", (13.5e9, 13.5e9, "USD", "exactly")),
        ("at least 60 percent of pupils", (60, 60, "percent", "at_least")),
        ("between 10 and 15 soldiers", (10, 15, "soldier", "between")),
        ("about a dozen northern mayors", (12, 12, "mayor", "about")),
        ("dozens of homes", (24, 99, "home", "between")),
        ("60 lorries", (60, 60, "lorry", "exactly")),
        ("at most 12 matches", (12, 12, "match", "at_most")),
        ("three buses", (3, 3, "bus", "exactly")),
        ("1,300 households", (1300, 1300, "household", "exactly")),
        ("in 2019", (2019, 2019, "year_date", "exactly")),
    ],
)
def test_quantities_are_read_with_their_unit(text: str, expected: tuple[float, float, str, str]) -> None:
    q = find_quantities(text, 0, len(text))[0]
    assert (q.low, q.high, q.unit, q.comparator) == expected


@pytest.mark.parametrize("text", ["on the 9th floor", "at 5 p.m. sharp", "one of the mayors", "the B-52 landed"])
def test_ordinals_times_and_names_are_no_quantities(text: str) -> None:
    assert find_quantities(text, 0, len(text)) == ()


def test_rounding_is_no_conflict_and_another_amount_is() -> None:
    def read(text: str):  # type: ignore[no-untyped-def]
        return find_quantities(text, 0, len(text))

    assert not conflicts(read("$13.1 billion"), read("$13 billion"))
    assert conflicts(read("$13.1 billion"), read("$1 billion"))
    assert not conflicts(read("$13 billion"), read("13 people"))
