"""Whom pronouns, offices and descriptions mean: every speaker of a short text by name, or as the text describes him."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from story_texts import OUTLETS, article, measure_story

from wiretrace.claims.story import StoryClaims

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "data/speakers.yaml").read_text("utf-8")
)
ANYBODY = "*"


def speakers_of(story: StoryClaims) -> dict[str, tuple[str | None, str | None]]:
    """Words → the speaker's name and the outlet they came through."""
    names = {s.speaker_id: s.name for s in story.speakers}
    mentions = [m for claim in story.claims for m in claim.mentions if m.mention.kind != "narrator"]
    return {m.mention.text: (names.get(m.speaker_id or ""), m.mention.via) for m in mentions}


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{kind}-{k}") for kind, cases in CASES.items() for k, case in enumerate(cases)]
)
def test_words_find_who_said_them(case: dict[str, Any]) -> None:
    found = speakers_of(measure_story("s", [article("a", "Easter Herald", case["text"], 0)], [], OUTLETS))
    if not case["said"]:
        assert not found
    for words, speaker in case["said"].items():
        assert words in found
        assert speaker in (ANYBODY, found[words][0])
        assert case.get("via") in (None, found[words][1])


@pytest.mark.parametrize(
    ("text", "principals"),
    [
        ("White House spokesman Ivo Brandl said the visit was off. The White House said a new date would be named.", 1),
        ("A spokeswoman for the utility said the lines were down. The utility said 300 homes had no power.", 1),
        ("Halden Marine spokesman Ivo Brandl said the pumps were safe. Halden Marine said 40 ships had them.", 1),
        ("A spokeswoman for the ministry said the lines were down. The utility said 300 homes had no power.", 2),
        ("Mayor Tom Okafor said the bridge was shut. The council said it would open in May.", 2),
    ],
)
def test_a_spokesperson_stands_for_the_body_that_a_text_names(text: str, principals: int) -> None:
    story = measure_story("s", [article("a", "Easter Herald", text, 0)], [], OUTLETS)
    assert len(story.speakers) == 2
    assert len({s.principal_id for s in story.speakers}) == principals


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        ("The mayor said the bridge was shut.", "Mayor Tom Okafor opened a school.  Okafor said it was a good day.", {"Tom Okafor"}),
        ("A spokesman said the bridge was shut.", "Spokesman Tom Okafor said it was a good day.", {"a spokesman", "Tom Okafor"}),
        ("Colm Lorne, a retired pilot, said the bridge was shut.", "Colm Lorne and Edda Brandt met two clerks. “It was a good day for a swim,” the former pilot said.", {"Colm Lorne"}),
        ("Okafor said the bridge was shut.", "Mayor Tom Okafor said it was a good day.", {"Tom Okafor"}),
        ("The mayor said the bridge was shut.", "Mayors Tom Okafor and Ada Pike met. Mayor Ada Pike said it was a good day. Mayor Tom Okafor said it rained all day.", {"the mayor", "Ada Pike", "Tom Okafor"}),
        ("KTA said the bridge was shut.", "The Karvian Telegraph Agency said it was a good day.", {"Karvian Telegraph Agency"}),
    ],
)  # fmt: skip
def test_a_story_names_whom_one_article_only_describes(first: str, second: str, names: set[str]) -> None:
    articles = [article("a", "Easter Herald", first, 0), article("b", "Vale Post", second, 2)]
    assert {s.name for s in measure_story("s", articles, [], OUTLETS).speakers} == names
