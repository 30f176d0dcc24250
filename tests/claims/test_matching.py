"""Which mentions are one claim: rewrites in order, amounts in two languages, equal amounts of different things."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from zlib import crc32

import numpy as np
import pytest
from paraphrases import STORIES, tell_story
from story_texts import OUTLETS, article, derivation, measure_story

from wiretrace.claims.articles import place
from wiretrace.claims.extraction.amounts import find_quantities
from wiretrace.claims.extraction.mentions import extract_mentions
from wiretrace.claims.language.ideas import read_tokens
from wiretrace.claims.matching.alignment import align_in_order
from wiretrace.claims.matching.grouping import match_mentions
from wiretrace.claims.matching.meeting import meet
from wiretrace.claims.matching.similarity import LARGE_STORY
from wiretrace.claims.matching.telling import common_words, read_texts
from wiretrace.claims.speakers.resolution import resolve_speakers
from wiretrace.claims.story import StoryClaims

SOURCE = article(
    "w",
    "Northern Wire",
    "The flood in Larkford destroyed 212 houses on Sunday. It was too early to tell how high the water rose, Ada Pike"
    " said. Easter Vale needs 35 pumps by Friday.",
    0,
)
REWRITE = article(
    "r",
    "Daily Copy",
    "Some 212 homes in Larkford were wrecked by Sunday’s flood. The level of the river is not known, according to Ada"
    " Pike. By Friday, 35 pumps are wanted in Easter Vale.",
    5,
)


def are_one(measured: StoryClaims, words: str, others: str) -> bool:
    return any(
        any(words in m.mention.text for m in c.mentions) and any(others in m.mention.text for m in c.mentions)
        for c in measured.claims
    )


def test_a_rewrite_restates_its_source_in_order_even_in_other_words() -> None:
    measured = measure_story("s", [SOURCE, REWRITE], [derivation("r", "w", "rewrite")], OUTLETS)
    assert are_one(measured, "212 houses", "212 homes")
    assert are_one(measured, "how high the water rose", "level of the river")
    assert not are_one(measured, "212 houses", "35 pumps")


def test_what_stands_between_two_aligned_pairs_is_aligned() -> None:
    likeness = np.array([[0.8, 0.0, 0.0], [0.0, 0.01, 0.0], [0.0, 0.0, 0.7]])
    assert align_in_order(likeness, lambda i, j: True) == [(0, 0), (1, 1), (2, 2)]
    assert align_in_order(likeness, lambda i, j: False) == [(0, 0), (2, 2)]


def test_an_alignment_never_crosses() -> None:
    pairs = align_in_order(np.array([[0.0, 0.9], [0.6, 0.0]]), lambda i, j: True)
    assert pairs == [(0, 1)]


def test_an_amount_is_the_same_in_another_language() -> None:
    german = replace(article("d", "Talbote", "Die Flut hat 212 Häuser in Larkford zerstört.", 4), language="de")
    measured = measure_story("s", [SOURCE, german], [], OUTLETS)
    assert are_one(measured, "212 houses", "212 Häuser")


@pytest.mark.parametrize(
    ("text", "language", "amount"),
    [
        ("Das kostet 3,75 Millionen Euro.", "de", (3.75e6, "EUR")),
        ("Rund 4.100 Häuser stehen leer.", "de", (4100.0, "count")),
        ("Son 46 kilómetros cuadrados.", "es", (46.0, "km2")),
        ("It covers 46 square kilometres.", "en", (46.0, "km2")),
    ],
)
def test_amounts_are_read_as_their_language_writes_them(text: str, language: str, amount: tuple[float, str]) -> None:
    assert [(q.low, q.unit) for q in find_quantities(text, 0, len(text), language)] == [amount]


def test_a_language_without_rules_gets_quotations_and_amounts_and_no_speakers() -> None:
    text = "Ada Pike sagte, die Mauer halte. „Wir rechnen mit dem Schlimmsten“, sagte sie. Es fehlen 35 Pumpen."
    found = extract_mentions(text, None, "de", OUTLETS)
    assert [(m.kind, m.speaker) for m in found] == [("direct", None), ("narrator", None)]


@pytest.mark.parametrize("story", STORIES)
def test_claims_of_invented_stories_meet_across_reporters_and_stay_apart_from_their_neighbours(story: str) -> None:
    """Average over pairs of mentions; what each story reaches is printed by tests/benchmarks/fit_likeness.py."""
    mentions, claims = tell_story(story)
    group = {i: n for n, found in enumerate(match_mentions(mentions)) for i in found}
    pairs = [(claims[a] == claims[b], group[a] == group[b]) for a, b in combinations(range(len(mentions)), 2)]
    met = sum(found for _, found in pairs)
    right = sum(same and found for same, found in pairs)
    assert right / met >= 0.7
    assert right / sum(same for same, _ in pairs) >= 0.25


def test_a_denial_and_another_value_keep_claims_apart() -> None:
    first = article("a", "One", "The bridge in Larkford will close for nine months, Ada Pike said.", 0)
    second = article("b", "Two", "The bridge in Larkford will not close for nine months, Tom Okafor said.", 3)
    third = article("c", "Three", "The bridge in Larkford will close for two months, officials said.", 5)
    measured = measure_story("s", [first, second, third], [], OUTLETS)
    assert not are_one(measured, "will close for nine", "will not close")
    assert not are_one(measured, "will close for nine", "for two months")


def test_words_of_other_languages_are_compared_as_english_ones() -> None:
    words = [t.word for t in read_tokens("Die Regierung lässt das Tal räumen", "de")]
    assert {"government", "valley", "evacuate"} <= set(words)


def test_small_words_of_other_languages_tell_no_more_than_english_ones() -> None:
    """Of `the bank still expects` in each language, only what the English words tell is left to compare."""
    for text, language in (
        ("Die Bank hat es noch erwartet", "de"),
        ("El banco todavía lo espera", "es"),
        ("La banque est encore attendue", "fr"),
    ):
        told = [t.word for t in read_tokens(text, language) if t.word not in common_words()]
        assert len(told) <= 3


@pytest.mark.parametrize(
    ("written", "language", "word"),
    [("3,75", "de", "3.75"), ("30.000", "de", "30000"), ("12.20", "de", "12.20"), ("30,000", "en", "30000")],
)
def test_a_number_is_one_word_however_its_language_marks_decimals(written: str, language: str, word: str) -> None:
    assert [t.word for t in read_tokens(f"{written} Euro", language)] == [word, "euro"]


def test_a_number_meets_one_that_rounds_it() -> None:
    rounding, near, year = share_of_first(
        "The ferry carried 412 goats.", "A barge took 400.", "A barge took 415.", "A barge took 2024."
    )
    assert rounding > near == year


def test_a_denial_meets_its_translation() -> None:
    english = article("a", "One", "“The wall of the harbour is not safe,” Ada Pike said.", 0)
    german = article("b", "Zwei", "„Die Mauer des Hafens ist nicht sicher“, sagte Ada Pike.", 3)
    measured = measure_story("s", [SOURCE, english, replace(german, language="de")], [], OUTLETS)
    assert are_one(measured, "is not safe", "nicht sicher")


def test_a_phrase_is_an_idea_though_words_stand_inside_it() -> None:
    idea = next(t.ideas for t in read_tokens("They moved the people out on Friday", "en") if t.word == "moved")
    assert set(idea) & set(read_tokens("evacuation", "en")[0].ideas)


def test_words_of_one_root_meet() -> None:
    mineralogy, minister = share_of_first("The mineralogist won.", "The mineralogy won.", "The minister won.")
    assert mineralogy > minister


def test_a_word_of_many_senses_is_a_weaker_synonym() -> None:
    [luggage] = share_of_first("The luggage was red.", "The baggage was red.")
    [hold] = share_of_first("They hold a goat.", "They detained a goat.")
    assert luggage > hold


def share_of_first(*titles: str) -> list[float]:
    """Of the first headline's telling words, what each other headline has."""
    articles = [article(str(n), f"Paper {n}", "", n, title) for n, title in enumerate(titles)]
    texts = read_texts([place(a, m) for a in articles for m in extract_mentions(a.text, a.title, "en", OUTLETS)])
    others = np.arange(1, len(titles))
    met, _ = meet(texts, np.zeros_like(others), others)
    return [float(words / texts.totals[0]) for words in met.words]


def test_a_claim_holds_together_among_thousands_of_others() -> None:
    """Told forty times in few wordings, by forty articles that tell what nobody else tells, too."""
    told = [
        "The bridge in Larkford will close for nine months, Ada Pike said.",
        "Ada Pike said that the Larkford bridge would be closed for nine months.",
        "For nine months the bridge in Larkford will be shut, Ada Pike told reporters.",
        "Larkford’s bridge closes for nine months, according to Ada Pike.",
    ]
    stories = [
        article(str(n), f"Paper {n}", "\n\n".join([told[n % 4], *(invent(40 * n + k) for k in range(30))]), n)
        for n in range(40)
    ]
    mentions = [place(a, m) for a in stories for m in extract_mentions(a.text, None, "en", OUTLETS)]
    resolved, _ = resolve_speakers("s", mentions)
    found = match_mentions(resolved)
    assert len(mentions) > LARGE_STORY
    claim = max(found, key=len)
    assert sum("Larkford" in mentions[i].mention.text for i in claim) == len(claim) == len(stories)


def invent(number: int) -> str:
    """A sentence of words that hardly another has."""
    first, second, third = (crc32(f"{number} {k}".encode()) for k in range(3))
    return f"The {spell(first)} of {spell(second).title()} sold a {spell(third)} on Sunday."


def spell(number: int) -> str:
    return "".join("bdfglmnprstvz"[number // 65**k % 13] + "aeiou"[number // 13 // 65**k % 5] for k in range(3))
