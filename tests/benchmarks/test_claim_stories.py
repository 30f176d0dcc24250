"""The scorer of labelled stories: the labels themselves score in full, and each kind of mistake costs its own figure."""

from __future__ import annotations

from typing import Any

import pytest
from bench.claim_stories import figures, judge
from labelled import Article, Claim, Mention, Story, read_stories

PERFECT = {"false alarms": 0}


@pytest.fixture(scope="module")
def story() -> Story:
    return read_stories()[0]


def as_answer(story: Story) -> dict[str, Any]:
    return {
        "claims": [
            {
                "independent_origins": claim.origins,
                "mentions": [
                    {"file": f"{m.article}.txt", "start": m.start, "end": m.end, "speaker": m.speaker}
                    for m in claim.mentions
                ],
            }
            for claim in story.claims
        ]
    }


def test_the_labels_themselves_score_in_full(story: Story) -> None:
    found = figures([judge(story, as_answer(story))])
    assert {name: value for name, value in found.items() if value != PERFECT.get(name, 1.0)} == {}


def test_mentions_left_out_cost_recall_but_no_precision(story: Story) -> None:
    answer = as_answer(story)
    for claim in answer["claims"]:
        claim["mentions"] = claim["mentions"][:1]
    found = figures([judge(story, answer)])
    assert found["mention recall"] == pytest.approx(len(story.claims) / sum(len(c.mentions) for c in story.claims))
    assert found["pair recall"] == 0.0
    assert found["B³ F1"] == 1.0


def test_claims_thrown_together_cost_precision_and_traps_but_no_recall(story: Story) -> None:
    mentions = [mention for claim in as_answer(story)["claims"] for mention in claim["mentions"]]
    found = figures([judge(story, {"claims": [{"independent_origins": 1, "mentions": mentions}]})])
    assert found["pair recall"] == 1.0
    assert float(found["pair precision"] or 0) < 0.1
    assert found["traps kept apart, share"] == 0.0


def test_words_of_the_narrator_that_somebody_is_said_to_have_spoken_cost_their_own_figure(story: Story) -> None:
    answer = as_answer(story)
    for claim in answer["claims"]:
        claim["mentions"] = [mention | {"speaker": mention["speaker"] or "Rolf Eide"} for mention in claim["mentions"]]
    found = figures([judge(story, answer)])
    assert found["narrator's own, given to nobody"] == 0.0
    assert found["speaker right"] == 1.0


def test_a_mention_of_furniture_is_a_false_alarm(story: Story) -> None:
    answer, line = as_answer(story), story.furniture[0]
    extra = {"file": f"{line.article}.txt", "start": line.start, "end": line.end, "speaker": None}
    answer["claims"].append({"independent_origins": 1, "mentions": [extra]})
    assert figures([judge(story, answer)])["false alarms"] == 1


@pytest.mark.parametrize(("speaker", "is_right"), [("Nadia Ferro", 1.0), ("Rolf Eide", 0.0)])
def test_an_office_may_be_answered_with_the_name_that_the_story_joins_to_it(speaker: str, is_right: float) -> None:
    text = "Harbour master Nadia Ferro saw it. Rolf Eide did not. The harbour master said it was a whale."
    span = "it was a whale"
    mention = Mention("a", span, text.index(span), "indirect", "Vale Post", "The harbour master", "exact")
    claims = (Claim("c01", "It was a whale", 1, (mention,)),)
    story = Story("whale", "seen", (Article("a", "Vale Post", None, text),), (), claims, (), ())
    answer = as_answer(story)
    answer["claims"][0]["mentions"][0]["speaker"] = speaker
    assert figures([judge(story, answer)])["speaker right"] == is_right
