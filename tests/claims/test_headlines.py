"""What headlines state, and who says it."""

from __future__ import annotations

import pytest
from story_texts import OUTLETS

from wiretrace.claims.extraction.mentions import extract_mentions


def mentions(text: str, title: str | None = None):  # type: ignore[no-untyped-def]
    return extract_mentions(text, title, "en", OUTLETS)


@pytest.mark.parametrize(
    ("title", "text", "speaker"),
    [
        (
            "Wall unlikely to hold until spring, chief engineer says",
            "Wall unlikely to hold until spring",
            "chief engineer",
        ),
        ("‘We left in our socks’: passengers tell of night on ferry", "‘We left in our socks’", "passengers"),
        ("‘We left in our socks’: old sailor hits back at ferry line", "‘We left in our socks’", "old sailor"),
        ("‘We left in our socks’: two hurt in Larkford", "‘We left in our socks’", None),
        ("NIGHT AT SEA: Nurse tells of panic on ferry", "panic on ferry", "Nurse"),
    ],
)
def test_a_headline_states_what_stands_before_its_tag(title: str, text: str, speaker: str | None) -> None:
    [headline] = extract_mentions("", title, "en", OUTLETS)
    assert (headline.text, headline.speaker) == (text, speaker)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "‘We left in our socks’: owner held at quay as ferry line goes bankrupt",
            ["‘We left in our socks’", "owner held at quay", "ferry line goes bankrupt"],
        ),
        (
            "Old ferry was safe to sail, study says; crews doubt its engine",
            ["Old ferry was safe to sail", "crews doubt its engine"],
        ),
        ("‘We left in our socks’: the night the ferry burned", ["‘We left in our socks’"]),
    ],
)
def test_a_headline_goes_on_behind_a_statement_and_its_speaker(title: str, expected: list[str]) -> None:
    assert [m.text for m in extract_mentions("", title, "en", OUTLETS)] == expected


def test_an_outlet_before_a_headlines_colon_only_passes_it_on() -> None:
    [headline] = extract_mentions("", "Northern Wire: the dam would not last", "en", OUTLETS)
    assert (headline.text, headline.speaker, headline.via) == ("the dam would not last", None, "Northern Wire")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Barge hits Larkford pier, three missing", ["Barge hits Larkford pier", "three missing"]),
        ("Larkford mill closes, owner wants talks", ["Larkford mill closes", "owner wants talks"]),
        ("Dam repaired; valley returns home", ["Dam repaired", "valley returns home"]),
        ("Pier gates shut as river keeps rising", ["Pier gates shut", "river keeps rising"]),
        ("Two saved by dog after 40 hours", ["Two saved by dog after 40 hours"]),
        ("Mayor, three aides resign in Larkford", ["Mayor, three aides resign in Larkford"]),
        ("Lena Moss serves as harbour chief who stays", ["Lena Moss serves as harbour chief who stays"]),
        ("Gale breaks windows, 40 miles from Larkford", ["Gale breaks windows, 40 miles from Larkford"]),
    ],
)
def test_a_headline_of_several_statements_has_a_mention_for_each(title: str, expected: list[str]) -> None:
    assert [m.text for m in extract_mentions("", title, "en", OUTLETS)] == expected


def test_who_speaks_in_one_part_of_a_headline_says_nothing_of_the_other() -> None:
    title = "Moss denies hiding the report; Wick demands inquiry"
    assert [(m.text, m.speaker, m.start) for m in extract_mentions("", title, "en", OUTLETS)] == [
        ("Moss denies hiding the report", "Moss", 0),
        ("Wick demands inquiry", "Wick", 31),
    ]
