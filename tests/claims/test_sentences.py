"""Sentences end where a reader would end them."""

from __future__ import annotations

from pathlib import Path

import pytest

from wiretrace.claims.language.sentences import split_sentences

STRESS = Path(__file__).parents[3] / "shared" / "eval" / "claims" / "sentences" / "stress.txt"


def sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Gen. Ada Pike met Sen. Roy Lamb, D-Ohio, on Oct. 3.", "They left at 9 a.m. Friday."],
        ["“It held. It will hold.”", "“I doubt it.”"],
        ["“Is it over?” she asked.", "Nobody knew."],
        ["The U.S. and the E.U. agreed.", "It took 3.5 hours."],
        ["Die nächste Sitzung ist am 21. April.", "Er wurde 21.", "Danach ging er."],
        ["He called it “the worst. bridge. ever.” on air.", "Critics laughed."],
    ],
)
def test_abbreviations_and_quotations_do_not_end_a_sentence(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_paragraphs_always_end_a_sentence() -> None:
    assert sentences("A headline without a stop\n\nThe text begins.") == [
        "A headline without a stop",
        "The text begins.",
    ]


@pytest.mark.skipif(not STRESS.exists(), reason="the shared evaluation data are not here")
def test_nearly_all_of_the_stress_set_is_right() -> None:
    cases = [line.split("¦") for line in STRESS.read_text("utf-8").splitlines()]
    wrong = [case for case in cases if sentences(" ".join(case)) != case]
    assert len(wrong) <= 1, wrong
