"""What stands between quotation marks, and what only stands between two quotations."""

from __future__ import annotations

import pytest

from wiretrace.claims.language.quotations import quoted_runs


@pytest.mark.parametrize(
    "text",
    [
        "He called it “a small crack” and said it was “no danger to anybody”",
        'He called it "a small crack" and said it was "no danger to anybody"',
        "He called it «a small crack» and said it was «no danger to anybody»",
        "He called it „a small crack“ and said it was “no danger to anybody",
    ],
    ids=["typographic", "straight", "angled", "mixed, the last one open"],
)
def test_words_between_two_quotations_are_not_quoted(text: str) -> None:
    assert quoted_runs(text) == ["a small crack", "no danger to anybody"]
