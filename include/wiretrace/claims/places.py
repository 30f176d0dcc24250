"""What the places of two statements say beyond their words: who retells a report keeps much of it, and of its order.

The weights were fitted on invented stories (tests/claims/stories) by tests/benchmarks/fit_likeness.py. How far a pair's
likeness stands out from that of its rivals in either article added nothing; how far apart the two stand in different
articles helped on invented stories alone, which are short.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from wiretrace.claims.articles import PlacedMention
from wiretrace.claims.lexicon import DEFAULT_LANGUAGE, read_mapping

SIGNS = (
    "likeness",  # of their words, as logarithm of the odds
    "apart",  # how far in one article, as a share of its statements
    "headline",  # and what its article says
    "around",  # likeness of what stands right before both, and right behind both
    "retold",  # how much of either article the other states too
)
LEAST = 0.01  # likeness of whatever has nothing in common
Pair = tuple[int, int]


@dataclass(frozen=True)
class _Places:
    """Where each text first stands, and what stands beside it there."""

    articles: Sequence[str]
    depths: Mapping[int, float]  # share of its article's statements that stand above it
    titles: frozenset[int]
    next: Mapping[int, int]
    previous: Mapping[int, int]


def describe_places(placed: Sequence[PlacedMention], likeness: Mapping[Pair, float]) -> dict[Pair, tuple[float, ...]]:
    """Values of `SIGNS` for pairs of texts, by their numbers in `placed` and lower first, whose words are that alike."""
    places = _read_places(placed)
    retold = _measure_retelling(places.articles, likeness)
    return {pair: _describe(places, likeness, retold, pair) for pair in likeness}


def judge_places(described: Sequence[float]) -> float:
    """Probability, 0 to 1, that the two state the same."""
    intercept, weights = _fitted_weights()
    return 1 / (1 + math.exp(-intercept - sum(w * x for w, x in zip(weights, described, strict=True))))


@lru_cache(maxsize=1)
def _fitted_weights() -> tuple[float, tuple[float, ...]]:
    weights = {name: float(value) for name, value in read_mapping("places", DEFAULT_LANGUAGE).items()}
    return weights["intercept"], tuple(weights[name] for name in SIGNS)


def _read_places(placed: Sequence[PlacedMention]) -> _Places:
    told: dict[str, list[int]] = defaultdict(list)
    for k, m in enumerate(placed):
        if m.mention.field == "text":
            told[m.article.article_id].append(k)
    for found in told.values():
        found.sort(key=lambda k: placed[k].mention.start)
    steps = [step for found in told.values() for step in pairwise(found)]
    return _Places(
        articles=[m.article.article_id for m in placed],
        depths={k: rank / len(found) for found in told.values() for rank, k in enumerate(found)},
        titles=frozenset(k for k, m in enumerate(placed) if m.mention.field == "title"),
        next=dict(steps),
        previous={b: a for a, b in steps},
    )


def _measure_retelling(articles: Sequence[str], likeness: Mapping[Pair, float]) -> dict[tuple[str, str], float]:
    """Two articles → mean likeness of each one's statements to the likest of the other's."""
    likest: dict[tuple[int, str], float] = defaultdict(float)
    for (a, b), value in likeness.items():
        for key in ((a, articles[b]), (b, articles[a])):
            likest[key] = max(likest[key], value)
    sums: dict[tuple[str, str], float] = defaultdict(float)
    for (k, article), value in likest.items():
        sums[_ordered(articles[k], article)] += value
    counts = Counter(articles)
    return {(one, other): value / (counts[one] + counts[other]) for (one, other), value in sums.items()}


def _ordered(one: str, other: str) -> tuple[str, str]:
    return min(one, other), max(one, other)


def _describe(
    places: _Places, likeness: Mapping[Pair, float], retold: Mapping[tuple[str, str], float], pair: Pair
) -> tuple[float, ...]:
    a, b = pair
    one, other = places.articles[a], places.articles[b]
    within = float(one == other)
    around = sum(_look_beside(likeness, steps.get(a), steps.get(b)) for steps in (places.previous, places.next))
    return (
        _log_odds(likeness[pair]),
        within * abs(places.depths.get(a, 0.0) - places.depths.get(b, 0.0)),
        within * (not places.titles.isdisjoint(pair)),
        around,
        0.0 if within else retold[_ordered(one, other)],
    )


def _look_beside(likeness: Mapping[Pair, float], a: int | None, b: int | None) -> float:
    return 0.0 if a is None or b is None else likeness.get((min(a, b), max(a, b)), 0.0)


def _log_odds(likeness: float) -> float:
    value = min(max(likeness, LEAST), 1 - LEAST)
    return math.log(value / (1 - value))
