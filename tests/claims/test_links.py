"""Relations between claims: what contradicts, what replaces, and what only sounds alike."""

from __future__ import annotations

import pytest
from story_texts import OUTLETS, article, measure_story

from wiretrace.claims.articles import place
from wiretrace.claims.extraction.mentions import extract_mentions
from wiretrace.claims.relations.links import link_claims

AROUND = (
    "\n\nThe Larkford reservoir was built in 1931 and holds water for Easter Vale.\n\n"
    "Farmers near Millbrook sold their hay early, and the fair was moved to Sarnholm."
)


def relations(earlier: str, later: str, hours: int = 1) -> list[tuple[str, str]]:
    """(relation, wording of the claim that it starts from)."""
    articles = (
        article("one", "Northern Wire", earlier + AROUND, 0),
        article("two", "Vale Post", later + AROUND, hours),
    )
    story = measure_story("s", articles, [], OUTLETS)
    worded = {c.claim_id: c.wording for c in story.claims}
    return [(link.relation, worded[link.claim_id]) for link in story.links]


def kinds(earlier: str, later: str, hours: int = 1) -> list[str]:
    return [relation for relation, _ in relations(earlier, later, hours)]


ROSE = "Seepage through the Larkford dam rose to 140 litres a second, the water board said."
SLOWED = "Seepage through the Larkford dam slowed to 90 litres a second, the water board said."


def test_another_value_on_another_day_replaces_the_earlier_one() -> None:
    assert relations(ROSE, SLOWED, hours=30) == [
        ("supersedes", "Seepage through the Larkford dam slowed to 90 litres a second")
    ]


def test_another_value_on_one_day_is_a_variant() -> None:
    assert kinds(ROSE, SLOWED) == ["variant_value"]


def test_who_denies_what_another_states_contradicts() -> None:
    stated = "The inspectors asked the ministry in 2024 to lower the Larkford reservoir, the Ashmere Post reported."
    denied = "The inspectors never asked the ministry to lower the Larkford reservoir, a spokesman said."
    assert kinds(stated, denied) == ["contradicts"]


def test_contrary_words_contradict() -> None:
    texts = (
        "The premier said there was broad agreement among lawmakers about more aid for the valley.",
        "Lawmakers are split over more aid for the valley and its farmers.",
        "The Larkford reservoir was built in 1931 and holds water for Easter Vale.",
    )
    wordings = {}
    for n, text in enumerate(texts):
        held = article(str(n), f"Paper {n}", text, n)
        wordings[str(n)] = [place(held, extract_mentions(text, None, "en", OUTLETS)[0])]
    assert [(link.claim_id, link.other_claim_id, link.relation) for link in link_claims(wordings)] == [
        ("0", "1", "contradicts")
    ]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (
            "The state announced $1 billion in aid for farmers of the Larkford valley.",
            "Parliament has proposed $13.1 billion for dams across the country until 2031.",
        ),
        (
            "The pumps at the Larkford dam ran through the night, the water board said.",
            "The pumps that were promised for Millbrook did not arrive, the mayor said.",
        ),
        (
            "The mayor will not leave his office before the vote in Sarnholm.",
            "The vote in Sarnholm was opened by the mayor's deputy on Tuesday.",
        ),
    ],
    ids=["other money", "other pumps", "other act"],
)
def test_what_only_shares_its_subject_is_not_related(earlier: str, later: str) -> None:
    assert kinds(earlier, later, hours=30) == []


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("But farmers in the valley are bitterly divided over any sort of assistance.", True),
        ("Farmers in the valley are bitterly divided over any sort of assistance.", False),
        ("But the mayor also said that farmers were divided over any sort of assistance.", False),
        ("But the farmers of Millbrook sold their hay early over the weekend.", False),
    ],
)
def test_who_is_answered_in_contrary_words_is_contradicted(answer: str, found: bool) -> None:
    said = "The mayor said there was broad and lasting consensus among the farmers about more money for dams."
    story = measure_story("s", [article("one", "Vale Post", f"{said}\n\n{answer}{AROUND}", 0)], [], OUTLETS)
    assert [link.relation for link in story.links] == ["contradicts"] * found


def test_a_state_that_changed_is_no_contradiction() -> None:
    planned = "The premier will probably meet the Weslund ambassador about the Larkford dam in Sarnholm."
    held = "The premier met the Weslund ambassador about the Larkford dam in Sarnholm."
    assert "contradicts" not in kinds(planned, held, hours=48)
