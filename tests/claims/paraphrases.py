"""Invented stories whose claims are known: the wordings of a claim are spread over some reporters' articles."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from zlib import crc32

import yaml
from story_texts import article

from wiretrace.claims.articles import PlacedMention, place
from wiretrace.claims.extraction.amounts import find_quantities
from wiretrace.claims.extraction.mentions import Mention, read_modality
from wiretrace.claims.speakers.resolution import resolve_speakers

STORIES: dict[str, list[list[list[str]]]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "paraphrases.yaml").read_text("utf-8")
)
REPORTERS = 5  # an article states a thing twice about as often as two things happen to meet in it


def tell_story(name: str) -> tuple[list[PlacedMention], list[int]]:
    """Mentions of a story, and the number of the claim that each states."""
    told: dict[int, list[PlacedMention]] = defaultdict(list)
    numbers: dict[int, list[int]] = defaultdict(list)
    for number, wordings in enumerate(STORIES[name]):
        for kind, speaker, words in wordings:
            reporter = crc32(words.encode()) % REPORTERS
            told[reporter].append(_tell(reporter, number, kind, speaker, words))
            numbers[reporter].append(number)
    mentions, _ = resolve_speakers(name, [m for reporter in sorted(told) for m in told[reporter]])
    return mentions, [n for reporter in sorted(told) for n in numbers[reporter]]


def _tell(reporter: int, number: int, kind: str, speaker: str | None, words: str) -> PlacedMention:
    """One wording, `number` thousand characters into its reporter's article."""
    start = 1000 * number
    mention = Mention(
        field="text",
        start=start,
        end=start + len(words),
        text=words,
        kind=kind,
        speaker=speaker,
        speaker_start=start if speaker else None,
        cue=None,
        strength=None,
        via=None,
        modality=read_modality(words, None, "en"),
        rule_id="told",
        confidence=1.0,
        quantities=find_quantities(words, 0, len(words)),
    )
    return place(article(f"reporter {reporter}", f"Outlet {reporter}", words, reporter), mention)
