"""The labelled stories say what they claim to say: figures measured on a wrong label mean nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from labelled import FOLDER, Claim, Mention, Story, check, read_stories, read_story

STORIES = sorted(FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_every_label_of_a_story_can_be_found_in_its_articles(path: Path) -> None:
    assert check(read_story(path)) == []


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_a_story_has_claims_that_are_told_again_and_claims_that_look_alike(path: Path) -> None:
    story = read_story(path)
    assert len(story.claims) >= 20
    assert sum(len(claim.articles) > 1 for claim in story.claims) >= 10
    assert story.traps
    assert story.furniture


def spoil(story: Story, mention: Mention) -> Story:
    first, *others = story.claims
    return replace(story, claims=(replace(first, mentions=(mention, *first.mentions[1:])), *others))


def test_a_wrong_label_is_named() -> None:
    story = read_stories()[0]
    claim: Claim = story.claims[0]
    mention = claim.mentions[0]
    assert check(spoil(story, replace(mention, span="words of nobody")))
    assert check(spoil(story, replace(mention, span="e")))
    assert check(spoil(story, replace(mention, kind="rumour")))
    assert check(spoil(story, replace(mention, kind="narrator", speaker="Nobody")))
    assert check(replace(story, claims=(replace(claim, origins=9), *story.claims[1:])))
    assert check(replace(story, traps=(("c01", "c999"),)))
