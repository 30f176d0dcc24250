"""Who says what: every common way in which news attributes words."""

from __future__ import annotations

import pytest

from wiretrace.claims.extraction.attribution import find_attributions


def read(text: str) -> list[tuple[str, str | None, str]]:
    """(kind, speaker as written, content with its parts joined by " / ")."""
    return [
        (a.kind, text[slice(*a.speaker_span)] if a.speaker_span else None, " / ".join(text[x:y] for x, y in a.spans))
        for a in find_attributions(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The bridge is safe,” Mayor Ada Pike said.", ("direct", "Mayor Ada Pike", "“The bridge is safe,”")),
        (
            "''The bridge is safe,'' said Ada Pike, the mayor.",
            ("direct", "Ada Pike", "''The bridge is safe,''"),
        ),
        ("Pike said that the bridge was safe.", ("indirect", "Pike", "the bridge was safe")),
        ("The bridge is safe, the mayor said.", ("indirect", "the mayor", "The bridge is safe")),
        ("The aim, she said, is to reopen it in May.", ("indirect", "she", "The aim / is to reopen it in May")),
        ("According to the water board, the bridge is safe.", ("indirect", "the water board", "the bridge is safe")),
        ("The bridge is safe, according to the water board.", ("indirect", "the water board", "The bridge is safe")),
        (
            "Ada Pike, who was elected in May, told Channel Nine that the bridge was safe.",
            ("indirect", "Ada Pike, who was elected in May", "the bridge was safe"),
        ),
        (
            "Pike said the bridge was “as safe as any in the north.”",
            ("mixed", "Pike", "the bridge was “as safe as any in the north.”"),
        ),
        ("Only 24 percent said the bridge was safe.", ("indirect", "Only 24 percent", "the bridge was safe")),
    ],
)
def test_content_and_speaker_are_found(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in read(text)


def test_a_quotation_split_by_its_tag_is_one_attribution() -> None:
    assert read("“It is safe,” she said, “and it will stay open.”") == [
        ("direct", "she", "“It is safe,” / “and it will stay open.”")
    ]


def test_an_untagged_quotation_goes_on_with_the_speaker_before_it() -> None:
    found = read("“It is safe,” Pike said. “We checked every bolt.”\n\n“Twice, in fact, last week.”")
    assert [speaker for _, speaker, _ in found] == ["Pike", "Pike", "Pike"]


def test_a_quotation_over_two_paragraphs_keeps_its_speaker() -> None:
    found = read("Pike wrote: “It is safe today.\n\n“It will be safe tomorrow.”")
    assert ("direct", "Pike", "“It will be safe tomorrow.”") in found


def test_a_quotation_in_single_marks_runs_over_paragraphs_that_open_with_the_mark_again() -> None:
    found = read(
        "Pike told the board she would vote no.\n\n‘I said we were eating our seed. I said so twice.\n\n‘It was no use.’"
    )
    assert [(speaker, content) for kind, speaker, content in found if kind == "direct"] == [
        ("Pike", "‘I said we were eating our seed. I said so twice."),
        ("Pike", "‘It was no use.’"),
    ]


def test_an_unclosed_mark_ends_with_its_paragraph() -> None:
    found = read("“It is safe, Pike thinks aloud.\n\nThe council meets on Friday in the town hall.")
    assert all("council" not in content for _, _, content in found)


@pytest.mark.parametrize(
    "text",
    [
        "The new claims were filed on Monday.",
        "A company called Bridgeworks built it.",
        "The “bridge” was a plank.",
        "He reports to the board.",
    ],
)
def test_nouns_names_and_scare_quotes_are_no_attribution(text: str) -> None:
    assert read(text) == []


def test_a_dateline_belongs_to_nobody() -> None:
    assert read("LARKFORD (AP) — The bridge is safe, the mayor said.")[0][2] == "The bridge is safe"


def test_offsets_are_exact_in_any_text() -> None:
    text = "Öre says:  “Ünsafe – é.”\n\n\n“Naïve,” said  Łucja Øst."
    for a in find_attributions(text):
        for start, end in a.spans:
            assert text[start:end] == text[start:end].strip() != ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The gates will stay shut until May, as Ada Pike suggested.",
            [("The gates will stay shut until May", "Ada Pike")],
        ),
        (
            "The ministry confirmed that the gates would open in May and a farmer told reporters that he would not wait.",
            [("the gates would open in May", "The ministry"), ("he would not wait", "a farmer")],
        ),
        (
            "Many households lie below the dam, the ministry said.",
            [("Many households lie below the dam", "the ministry")],
        ),
    ],
)
def test_whose_words_end_where(text: str, expected: list[tuple[str, str]]) -> None:
    found = [
        (text[slice(*a.spans[0])], text[slice(*a.speaker_span)]) for a in find_attributions(text) if a.speaker_span
    ]
    assert found == expected
