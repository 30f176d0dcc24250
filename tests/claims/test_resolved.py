"""Whom pronouns, offices and descriptions mean: every speaker of a short text by name, or as the text describes him."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from story_texts import OUTLETS, article

from wiretrace.claims.story import StoryClaims, measure_story

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
