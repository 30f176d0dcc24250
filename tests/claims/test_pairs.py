"""Pairs of texts: found in any order, however many are asked for."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from wiretrace.claims.matching import pairs
from wiretrace.claims.matching.pairs import Pairs

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
