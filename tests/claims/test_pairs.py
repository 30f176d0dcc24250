"""Pairs of texts: found in any order, however many are asked for."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from story_texts import OUTLETS, article

from wiretrace.claims.articles import place
from wiretrace.claims.extraction.mentions import extract_mentions
from wiretrace.claims.matching import pairs
from wiretrace.claims.matching.likeness import RELATIONS, relate_amounts
from wiretrace.claims.matching.pairs import Pairs
from wiretrace.claims.matching.telling import read_texts

COUNT = 40
HELD = [pair for pair in combinations(range(COUNT), 2) if sum(pair) % 3]
LEFT, RIGHT = np.array(HELD).T.copy()


@pytest.mark.parametrize("worth_threads", [pairs.WORTH_THREADS, 0])
@pytest.mark.parametrize("seed", range(3))
def test_a_pair_is_found_wherever_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, worth_threads: int, seed: int
) -> None:
    monkeypatch.setattr(pairs, "WORTH_THREADS", worth_threads)
    ones, others = np.random.default_rng(seed).integers(-1, COUNT, (2, 3000))
    places = {pair: at for at, pair in enumerate(HELD)}
    expected = [places.get((min(a, b), max(a, b)), -1) for a, b in zip(ones.tolist(), others.tolist(), strict=True)]
    assert Pairs(LEFT, RIGHT, COUNT).find(ones, others).tolist() == expected


def test_pairs_asked_for_in_order_are_found() -> None:
    assert Pairs(LEFT, RIGHT, COUNT).find(LEFT, RIGHT).tolist() == list(range(len(HELD)))
    assert (Pairs(LEFT, RIGHT, COUNT).find(LEFT - 1, RIGHT - 1)[LEFT == 0] == -1).all()


def test_of_no_pairs_none_is_found() -> None:
    none = np.zeros(0, np.int64)
    assert Pairs(none, none, COUNT).find(LEFT, RIGHT).tolist() == [-1] * len(HELD)


def test_amounts_relate_as_their_rules_say_though_most_pairs_are_not_compared() -> None:
    counted = [
        "9 barns",
        "nine barns",
        "12 homes",
        "11.9 homes",
        "13 houses",
        "more than 200 people",
        "212 people",
        "about a dozen homes",
        "400 homes",
    ]
    measured = [
        "$13.1 million",
        "$13 million",
        "£13 million",
        "between $2 million and $5 million",
        "minus 4 percent",
        "12 percent",
    ]
    stated = [f"The Larkford council lost {amount} in the flood." for amount in (*counted, *measured)]
    told = article("a", "Vale Post", "\n\n".join(stated), 0)
    mentions = [place(told, m) for m in extract_mentions(told.text, None, "en", OUTLETS) if m.quantities]
    left, right = (np.array(side) for side in zip(*combinations(range(len(mentions)), 2), strict=True))
    found = relate_amounts(read_texts(mentions), left, right).tolist()
    amounts = [m.mention.quantities for m in mentions]
    rules = [*RELATIONS.values()]
    expected = [
        next((n for n, holds in enumerate(rules) if holds(amounts[a], amounts[b])), -1)
        for a, b in zip(left.tolist(), right.tolist(), strict=True)
    ]
    assert found == expected
    assert len(mentions) == len(stated)
    assert {*expected} == {-1, *range(len(rules))}
