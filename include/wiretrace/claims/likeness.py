"""How likely two clauses of a story state the same: which of their words meet, how rare these are, and who speaks.

The weights were fitted on invented stories (tests/claims/data/paraphrases.yaml) by tests/benchmarks/fit_likeness.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from wiretrace.claims.articles import PlacedMention
from wiretrace.claims.lexicon import DEFAULT_LANGUAGE, read_mapping
from wiretrace.claims.meeting import are_opposite, meet, name_other_times
from wiretrace.claims.pairs import Floats, Integers
from wiretrace.claims.quantities import (
    Quantity,
    conflicts,
    shared_distinct_value,
    shared_rounded_value,
    shared_value,
)
from wiretrace.claims.telling import ReadTexts

Amounts = tuple[Quantity, ...]
# How the amounts of two clauses relate, the first that holds: one telling amount; of one unit, and incompatible.
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


def describe_pairs(mentions: Sequence[PlacedMention], texts: ReadTexts, left: Integers, right: Integers) -> Floats:
    """Values of `FEATURES`, by pair; `texts` are those of `mentions`.

    More of them (kinds, letters, rarest words) judged no unseen story better.
    """
    met, other_met = meet(texts, left, right)
    covered = (met.words + met.names) / texts.totals[left], (other_met.words + other_met.names) / texts.totals[right]
    related = relate_amounts([m.mention.quantities for m in mentions], left, right)
    speaker = np.unique([m.speaker_id or "" for m in mentions], return_inverse=True)[1]
    is_spoken = np.array([m.speaker_id is not None for m in mentions], np.bool_)
    is_denied = np.array([m.mention.modality == "denied" for m in mentions], np.bool_)
    signs = {
        "covered_more": np.maximum(*covered),
        "covered_less": np.minimum(*covered),
        "words": (met.words + other_met.words) / 2,
        "names": (met.names + other_met.names) / 2,
        "length": np.minimum(texts.totals[left], texts.totals[right]),
        **{f"{relation}_amount": related == n for n, relation in enumerate(RELATIONS)},
        "same_speaker": is_spoken[left] & (speaker[left] == speaker[right]),
        "other_time": name_other_times(texts, left, right),
        "denied": is_denied[left] != is_denied[right],
        "opposite": are_opposite(texts, left, right),
    }
    return np.stack([signs[name] for name in FEATURES], axis=1).astype(np.float64)


def relate_amounts(quantities: Sequence[Amounts], left: Integers, right: Integers) -> Integers:
    """By pair of clauses: how their amounts relate, as a place in `RELATIONS`, or -1."""
    is_measured = np.array([bool(found) for found in quantities], np.bool_)
    relations = np.full(len(left), -1)
    for p in np.flatnonzero(is_measured[left] & is_measured[right]).tolist():
        ours, theirs = quantities[left[p]], quantities[right[p]]
        relations[p] = next((n for n, holds in enumerate(RELATIONS.values()) if holds(ours, theirs)), -1)
    return relations


@lru_cache(maxsize=1)
def fitted_weights() -> tuple[float, tuple[float, ...]]:
    weights = {name: float(value) for name, value in read_mapping("likeness", DEFAULT_LANGUAGE).items()}
    return weights["intercept"], tuple(weights.get(name, 0.0) for name in FEATURES)  # a new sign has none


def judge_pairs(described: Floats) -> Floats:
    """Probability, 0 to 1, that the two of each pair state the same."""
    intercept, weights = fitted_weights()
    return np.asarray(1 / (1 + np.exp(-intercept - described @ np.array(weights))))
