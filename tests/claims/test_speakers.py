"""Who is listed as a speaker: persons, offices and bodies; places, days and kickers say nothing."""

from __future__ import annotations

import pytest
from story_texts import OUTLETS, article, measure_story


@pytest.mark.parametrize(
    ("text", "title", "speakers"),
    [
        ("The Larkford Dam said it would close in May.", None, []),
        ("Captain Olaf Bay said the ferry would sail in May.", None, [("Olaf Bay", "person")]),
        (
            "Larkford's council on Tuesday said the dam would close in May.",
            None,
            [("Larkford's council", "body")],
        ),
        ("The Larkford Ledger said the dam would close in May.", None, [("Larkford Ledger", "body")]),
        ("Ada Ledger said the dam would close in May.", None, [("Ada Ledger", "person")]),
        ("Petrel Lines said the ferry would sail in May.", None, [("Petrel Lines", "body")]),
        ("Nothing else is known.", "HARBOUR DRAMA: Two ferries collide off Larkford", []),
        ("Nothing else is known.", "Ada Pike: Two ferries collided off Larkford", [("Ada Pike", "person")]),
    ],
)
def test_only_those_who_can_speak_are_speakers(text: str, title: str | None, speakers: list[tuple[str, str]]) -> None:
    story = measure_story("s", [article("a", "Vale Post", text, 0, title)], [], OUTLETS)
    assert [(s.name, s.kind) for s in story.speakers] == speakers


@pytest.mark.parametrize(
    ("phrase", "name", "kind"),
    [
        ("the Ministry of Defence", "Ministry of Defence", "body"),
        ("The Bank of Larkford", "Bank of Larkford", "body"),
        ("the Institute for Tidal Studies", "Institute for Tidal Studies", "body"),
        ("Bank of Larkford governor Ada Pike", "Ada Pike", "person"),
        ("Chancellor of the Exchequer Ada Pike", "Ada Pike", "person"),
        ("Ada Pike of the Vale Party", "Ada Pike", "person"),
        ("U.N. Secretary-General Ada Pike", "Ada Pike", "person"),
        ("The head of the harbour board, Ada Pike", "Ada Pike", "person"),
        ("the mayor of Larkford", "the mayor of Larkford", "office"),
        ("The keeper, reached at home,", "the keeper", "office"),
        ("Opponents of the bridge", "Opponents of the bridge", "unnamed"),
        ("Department of Transport officials", "Department of Transport officials", "unnamed"),
        ("The Rowntree administration", "Rowntree administration", "body"),
    ],
)
def test_a_speaker_is_shown_by_name(phrase: str, name: str, kind: str) -> None:
    story = measure_story(
        "s", [article("a", "Vale Post", f"{phrase} said the bridge would close in May.", 0)], [], OUTLETS
    )
    assert [(s.name, s.kind) for s in story.speakers] == [(name, kind)]
