"""How surely a mention is stated."""

from __future__ import annotations

import pytest
from story_texts import OUTLETS

from wiretrace.claims.extraction.mentions import extract_mentions


def mentions(text: str, title: str | None = None):  # type: ignore[no-untyped-def]
    return extract_mentions(text, title, "en", OUTLETS)


@pytest.mark.parametrize(
    ("clause", "modality"),
    [
        ("the wall is cracked", "asserted"),
        ("the wall may be cracked", "possible"),
        ("the wall will likely crack", "likely"),
        ("the wall did not crack", "denied"),
        ("the radar failed twice", "asserted"),
        ("the radar failed to warn them", "denied"),
        ("prices declined by a third", "asserted"),
        ("the bank knew of the losses in May", "asserted"),
        ("Mrs May opened the bridge", "asserted"),
    ],
)
def test_modality_tells_how_surely_it_is_said(clause: str, modality: str) -> None:
    assert mentions(f"Pike said {clause} on Monday.")[0].modality == modality


@pytest.mark.parametrize(
    ("title", "modality"),
    [
        ("Ferry crews to strike for 48 hours", "likely"),
        ("Nine villages told to leave by Wednesday", "asserted"),
        ("Rovers sell Hale to Velm for a record fee", "asserted"),
        ("Crane fund to the rescue of 40 towns", "asserted"),
        ("Bridge May Close Before Winter Comes", "possible"),
        ("Bridge Was Closed Since Last May", "asserted"),
    ],
)
def test_a_headline_without_a_verb_but_with_to_tells_what_is_planned(title: str, modality: str) -> None:
    assert [m.modality for m in extract_mentions("", title, "en", OUTLETS)] == [modality]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The closure puts the jobs of 90 miners in doubt.", "asserted"),
        ("Doubts grow over the Larkford dam.", "asserted"),
        ("“I doubt that the dam is safe,” Ada Pike said.", "denied"),
    ],
)
def test_a_noun_for_doubt_denies_nothing(text: str, modality: str) -> None:
    assert [m.modality for m in mentions(text)] == [modality]
