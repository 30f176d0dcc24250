"""How likely two clauses of a story state the same: which of their words meet, how rare these are, and who speaks.

The weights were fitted on invented stories (tests/claims/data/paraphrases.yaml) by tests/benchmarks/fit_likeness.py, when
numbers still weighed as other words do. Fitted again, amounts weigh half, and fewer mentions of one claim meet in stories that
were not fitted on: the number of a claim told often counts for more than a pair of texts shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from wiretrace.claims.extraction.quantities import (
    Quantity,
    conflicts,
    shared_distinct_value,
    shared_rounded_value,
    shared_value,
)
from wiretrace.claims.language.lexicon import DEFAULT_LANGUAGE, read_mapping
from wiretrace.claims.matching.meeting import are_opposite, meet, name_other_times
from wiretrace.claims.matching.telling import AmountRanges, ReadTexts
from wiretrace.overlap.text.arrays import Flags, Floats, Integers

Amounts = tuple[Quantity, ...]
# How the amounts of two clauses relate; the first that holds, in this order. They share an amount that is hardly named by
# chance, they differ in a unit that both have, one rounds the other, or they share any amount.
RELATIONS: Mapping[str, Callable[[Amounts, Amounts], bool]] = MappingProxyType(
    {
        "distinct": shared_distinct_value,
        "other": conflicts,
        "rounded": shared_rounded_value,
        "same": shared_value,
    }
)
FEATURES = (
    "covered_more",
    "covered_less",
    "words",
    "names",
    "length",
    "distinct_amount",
    "rounded_amount",
    "same_amount",
    "other_amount",
    "same_speaker",
    "other_time",
    "denied",
    "opposite",
)


def describe_pairs(texts: ReadTexts, left: Integers, right: Integers) -> Floats:
    """Values of `FEATURES`, by pair. More of them (kinds, letters, rarest words) judged no unseen story better."""
    met, other_met = meet(texts, left, right)
    covered = (met.words + met.names) / texts.totals[left], (other_met.words + other_met.names) / texts.totals[right]
    related = relate_amounts(texts, left, right)
    signs = {
        "covered_more": np.maximum(*covered),
        "covered_less": np.minimum(*covered),
        "words": (met.words + other_met.words) / 2,
        "names": (met.names + other_met.names) / 2,
        "length": np.minimum(texts.totals[left], texts.totals[right]),
        **{f"{relation}_amount": related == n for n, relation in enumerate(RELATIONS)},
        "same_speaker": (texts.speakers[left] >= 0) & (texts.speakers[left] == texts.speakers[right]),
        "other_time": name_other_times(texts, left, right),
        "denied": texts.is_denied[left] != texts.is_denied[right],
        "opposite": are_opposite(texts, left, right),
    }
    described = np.empty((len(FEATURES), len(left)))
    for row, name in enumerate(FEATURES):
        described[row] = signs[name]
    return described.T


def relate_amounts(texts: ReadTexts, left: Integers, right: Integers) -> Integers:
    """By pair: how their amounts relate, as a place in `RELATIONS`, or -1."""
    amounts, count = texts.distinct_amounts, len(texts.distinct_amounts)
    relations = np.full(len(left), -1)
    at = np.flatnonzero(_have_comparable_amounts(texts.amount_ranges, texts.amounts[left], texts.amounts[right]))
    keys, place = np.unique(texts.amounts[left[at]] * count + texts.amounts[right[at]], return_inverse=True)
    pairs = ((amounts[key // count], amounts[key % count]) for key in keys.tolist())
    relations[at] = np.array([_relate(*pair) for pair in pairs], np.int64)[place]
    return relations


def _have_comparable_amounts(ranges: AmountRanges, left: Integers, right: Integers) -> Flags:
    """A unit is shared, or values come near each other: of most pairs neither, so that they need not be compared."""
    is_near = (ranges.lows[left] <= ranges.highs[right]) & (ranges.lows[right] <= ranges.highs[left])
    return np.asarray(is_near | (ranges.units[left] & ranges.units[right] != 0))


def _relate(ours: Amounts, theirs: Amounts) -> int:
    return next((n for n, holds in enumerate(RELATIONS.values()) if holds(ours, theirs)), -1)


@lru_cache(maxsize=1)
def fitted_weights() -> tuple[float, tuple[float, ...]]:
    weights = {name: float(value) for name, value in read_mapping("likeness", DEFAULT_LANGUAGE).items()}
    return weights["intercept"], tuple(weights.get(name, 0.0) for name in FEATURES)  # a new sign has none


def judge_pairs(described: Floats) -> Floats:
    """Probability, 0 to 1, that the two of each pair state the same."""
    intercept, weights = fitted_weights()
    return np.asarray(1 / (1 + np.exp(-intercept - described @ np.array(weights))))
