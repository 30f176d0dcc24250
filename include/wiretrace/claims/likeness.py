"""How likely two clauses of a story state the same: which of their words meet, how rare these are, and who speaks.

The weights were fitted on invented stories (tests/claims/data/paraphrases.yaml) by tests/benchmarks/fit_likeness.py, when
numbers still weighed as other words do. Fitted again, amounts weigh half, and fewer mentions of one claim meet in stories that
were not fitted on: the number of a claim told often counts for more than a pair of texts shows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from wiretrace.claims.articles import PlacedMention
from wiretrace.claims.lexicon import DEFAULT_LANGUAGE, read_mapping
from wiretrace.claims.quantities import (
    Quantity,
    conflicts,
    shared_distinct_value,
    shared_rounded_value,
    shared_value,
)
from wiretrace.claims.telling import ReadText, are_opposite, meet

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


def describe_pair(a: PlacedMention, b: PlacedMention, read_a: ReadText, read_b: ReadText) -> tuple[float, ...]:
    """Values of `FEATURES`. More of them (kinds, letters, rarest words) judged no unseen story better."""
    met_a, met_b = meet(read_a, read_b)
    covered = (met_a.words + met_a.names) / read_a.total, (met_b.words + met_b.names) / read_b.total
    relation = relate_amounts(a.mention.quantities, b.mention.quantities)
    return (
        max(covered),
        min(covered),
        (met_a.words + met_b.words) / 2,
        (met_a.names + met_b.names) / 2,
        min(read_a.total, read_b.total),
        float(relation == "distinct"),
        float(relation == "rounded"),
        float(relation == "same"),
        float(relation == "other"),
        float(a.speaker_id is not None and a.speaker_id == b.speaker_id),
        float(bool(read_a.times and read_b.times) and not read_a.times & read_b.times),
        float((a.mention.modality == "denied") != (b.mention.modality == "denied")),
        float(are_opposite(read_a, read_b)),
    )


def relate_amounts(ours: tuple[Quantity, ...], theirs: tuple[Quantity, ...]) -> str | None:
    """distinct (the same telling amount), other (of one unit, incompatible), rounded, same, or None."""
    if not ours or not theirs:
        return None
    if shared_distinct_value(ours, theirs):
        return "distinct"
    if conflicts(ours, theirs):
        return "other"
    if shared_rounded_value(ours, theirs):
        return "rounded"
    return "same" if shared_value(ours, theirs) else None


@lru_cache(maxsize=1)
def fitted_weights() -> tuple[float, tuple[float, ...]]:
    weights = {name: float(value) for name, value in read_mapping("likeness", DEFAULT_LANGUAGE).items()}
    return weights["intercept"], tuple(weights.get(name, 0.0) for name in FEATURES)  # a new sign has none


def judge_pair(described: Sequence[float]) -> float:
    """Probability, 0 to 1, that the two state the same."""
    intercept, weights = fitted_weights()
    return 1 / (1 + math.exp(-intercept - sum(w * x for w, x in zip(weights, described, strict=True))))
