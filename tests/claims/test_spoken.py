"""Who states what in sentences that are hard to read: each is one that news prints every day."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from story_texts import OUTLETS, article, measure_story

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load((Path(__file__).parent / "data/spoken.yaml").read_text("utf-8"))


def read(text: str) -> dict[str, tuple[str | None, str | None]]:
    """Words → resolved speaker and the outlet they came through, of what somebody states."""
    story = measure_story("s", [article("a", "Vale Post", text, 0)], [], OUTLETS)
    names = {s.speaker_id: s.name for s in story.speakers}
    mentions = [m for claim in story.claims for m in claim.mentions if m.mention.kind != "narrator"]
    return {m.mention.text: (names.get(m.speaker_id or ""), m.mention.via) for m in mentions}


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        pytest.param(case["text"], case["stated"], id=f"{kind}-{k}")
        for kind, cs in CASES.items()
        for k, case in enumerate(cs)
    ],
)
def test_everybody_states_their_own_words(text: str, stated: list[list[str | None]]) -> None:
    found = read(text)
    if not stated:
        assert not found
    for speaker, words, *via in stated:
        assert words in found
        assert speaker in ("*", found[str(words)][0])
        assert not via or found[str(words)][1] == via[0]
