"""Offsets are exact in every script, and typography does not hide a copy."""

from __future__ import annotations

import pyarrow as pa
import pytest

from wiretrace.overlap.text.tokens import QUOTED, SENTENCE_START, Tokens, tokenize


def words(text: str) -> list[str]:
    tokens = tokenize(pa.array([text]))
    return [text[a:b] for a, b in zip(tokens.start, tokens.end, strict=True)]


def flagged(text: str, bit: int) -> list[str]:
    tokens: Tokens = tokenize(pa.array([text]))
    return [text[a:b] for a, b, f in zip(tokens.start, tokens.end, tokens.flags, strict=True) if f & bit]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor’s 1,250 votes", ["The", "mayor’s", "1,250", "votes"]),
        ("Größe: 3.5 km – “sehr” klein", ["Größe", "3.5", "km", "sehr", "klein"]),
        ("𝒳 𐐀𐐁 x", ["𝒳", "𐐀𐐁", "x"]),
        ("今日は雨", ["今", "日", "は", "雨"]),
        ("e\u0301te\u0301 soft\u00adhyphen", ["e\u0301te", "soft\u00adhyphen"]),
        ("", []),
    ],
)
def test_offsets_count_characters(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It’s the “Café” of Ærø", 'it\'s the "cafe\u0301" of ærø'),
        ("STRASSE 12,000", "Straße 12000"),
        ("well-known", "well – known"),
    ],
)
def test_typography_does_not_change_a_word(one: str, other: str) -> None:
    left, right = tokenize(pa.array([one])), tokenize(pa.array([other]))
    assert left.word.tolist() == right.word.tolist()


def test_a_batch_equals_its_texts_alone() -> None:
    texts = ["One text.", "", "Zwei, „drei“ vier.", "五六"]
    batch = tokenize(pa.array(texts))
    alone = [word for text in texts for word in tokenize(pa.array([text])).word.tolist()]
    assert batch.word.tolist() == alone
    assert batch.splits.tolist() == [0, 2, 2, 5, 7]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “we go” and left.", ["we", "go"]),
        ('He said "we go" and left.', ["we", "go"]),
        ("Er sagte: „Wir gehen“ und ging.", ["Wir", "gehen"]),
        ("Er sagte: »Wir gehen« und ging.", ["Wir", "gehen"]),
        ("Elle a dit : « On y va » et partit.", ["On", "y", "va"]),
        ("She said ‘it’s over’ and left.", ["it’s", "over"]),
        ("He said “we never\n\nNext paragraph stays out.", ["we", "never"]),
    ],
)
def test_quotations_are_marked_in_all_their_marks(text: str, quoted: list[str]) -> None:
    marks = flagged(text, QUOTED)
    assert marks == quoted


def test_abbreviations_and_initials_do_not_end_a_sentence() -> None:
    starts = flagged("Gen. Ada K. Moor met Dr. Lund. They spoke at 3.15 p.m. in Oslo. “Fine,” he said.", SENTENCE_START)
    assert starts == ["Gen", "They", "Fine"]
