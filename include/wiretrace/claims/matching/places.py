"""What the places of two statements say beyond their words: who retells a report keeps much of it, and of its order.

The weights were fitted on invented stories (tests/claims/stories) by tests/benchmarks/fit_likeness.py. How far a pair's
likeness stands out from that of its rivals in either article added nothing; how far apart the two stand in different
articles helped on invented stories alone, which are short.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numba
import numpy as np

from wiretrace.claims.articles import PlacedMention
from wiretrace.claims.language.lexicon import DEFAULT_LANGUAGE, read_mapping
from wiretrace.claims.matching.pairs import Pairs
from wiretrace.overlap.text.arrays import Flags, Floats, Integers

SIGNS = (
    "likeness",  # of their words, as logarithm of the odds
    "apart",  # how far in one article, as a share of its statements
    "headline",  # and what its article says
    "around",  # likeness of what stands right before both, and right behind both
    "retold",  # how much of either article the other states too
)
LEAST = 0.01  # likeness of whatever has nothing in common


@dataclass(frozen=True)
class _Places:
    """Where each text first stands, and what stands beside it there; -1 for nothing."""

    article: Integers
    depth: Floats  # share of its article's statements that stand above it
    is_title: Flags
    next: Integers
    previous: Integers


def describe_places(placed: Sequence[PlacedMention], pairs: Pairs, likeness: Floats) -> Floats:
    """Values of `SIGNS` for pairs of texts, by their numbers in `placed`, whose words are that alike."""
    places = _read_places(placed)
    retold = _measure_retelling(places.article, pairs, likeness)
    described = np.empty((len(SIGNS), len(pairs)))
    for batch in pairs.batches():
        left, right = pairs.left[batch], pairs.right[batch]
        article, other = places.article[left], places.article[right]
        is_within = article == other
        odds = np.clip(likeness[batch], LEAST, 1 - LEAST)
        signs = {
            "likeness": np.log(odds / (1 - odds)),
            "apart": is_within * np.abs(places.depth[left] - places.depth[right]),
            "headline": is_within & (places.is_title[left] | places.is_title[right]),
            "around": sum(
                _look_beside(pairs, likeness, steps[left], steps[right]) for steps in (places.previous, places.next)
            ),
            "retold": np.where(is_within, 0.0, retold[article, other]),
        }
        for row, name in enumerate(SIGNS):
            described[row, batch] = signs[name]
    return described.T


def judge_places(described: Floats) -> Floats:
    """Probability, 0 to 1, that the two of each pair state the same."""
    intercept, weights = _fitted_weights()
    return np.asarray(1 / (1 + np.exp(-intercept - described @ np.array(weights))))


@lru_cache(maxsize=1)
def _fitted_weights() -> tuple[float, tuple[float, ...]]:
    weights = {name: float(value) for name, value in read_mapping("places", DEFAULT_LANGUAGE).items()}
    return weights["intercept"], tuple(weights[name] for name in SIGNS)


def _read_places(placed: Sequence[PlacedMention]) -> _Places:
    told: dict[str, list[int]] = defaultdict(list)
    for k, m in enumerate(placed):
        if m.mention.field == "text":
            told[m.article.article_id].append(k)
    places = _Places(
        article=np.unique([m.article.article_id for m in placed], return_inverse=True)[1],
        depth=np.zeros(len(placed)),
        is_title=np.array([m.mention.field == "title" for m in placed]),
        next=np.full(len(placed), -1),
        previous=np.full(len(placed), -1),
    )
    for found in told.values():
        found.sort(key=lambda k: placed[k].mention.start)
        places.depth[found] = np.arange(len(found)) / len(found)
        places.next[found[:-1]], places.previous[found[1:]] = found[1:], found[:-1]
    return places


def _measure_retelling(article: Integers, pairs: Pairs, likeness: Floats) -> Floats:
    """By two articles: mean likeness of each of their statements to the likest of the other article."""
    count = int(article.max(initial=0)) + 1
    sums = _add_likest(article, count, pairs.left, pairs.right, likeness)
    stated = np.bincount(article, minlength=count)
    return np.asarray((sums + sums.T) / (stated[:, None] + stated))


@numba.njit(cache=True)
def _add_likest(article, count, left, right, likeness):  # type: ignore[no-untyped-def]
    """By two articles: sum of the likeness of each statement of one to the likest of the other's."""
    later, earlier = np.zeros((len(article), count)), np.zeros((count, len(article)))
    for p in range(len(left)):
        a, b = left[p], right[p]
        later[a, article[b]] = max(later[a, article[b]], likeness[p])
        earlier[article[a], b] = max(earlier[article[a], b], likeness[p])
    likest = np.maximum(later, earlier.T)
    sums = np.zeros((count, count))
    for text in range(len(article)):
        for other in range(count):
            sums[article[text], other] += likest[text, other]
    return sums


def _look_beside(pairs: Pairs, likeness: Floats, ones: Integers, others: Integers) -> Floats:
    """Likeness of pairs of texts; none for those that are missing."""
    at = pairs.find(ones, others)
    return np.where(at >= 0, likeness[at], 0.0) if len(at) else np.zeros(0)
