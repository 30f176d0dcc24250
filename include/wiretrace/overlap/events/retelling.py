"""How likely one article retells another, and that two report one event: log odds added up over the evidence.

Weights of rewrites were fitted, with strong regularisation, on hand-made rewrites, pairs of three outlets on one event,
and pairs of unrelated articles of the same days; those of events on the latter two. The rewrites in `tests/overlap/rewrites`
took no part.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from wiretrace.overlap.events.novelty import Details
from wiretrace.overlap.events.quotations import MIN_QUOTED_WORDS
from wiretrace.overlap.text.resemblance import FEATURES

LIKENESS: Final = {"cosine": 4.42, "names": 2.0, "numbers": 0.78, "sentences": 1.56, "order": 1.89}
LIKENESS_BIAS: Final = -1.19
COSINE_FLOOR: Final = 0.15  # the freest rewrites we have seen have .2; two texts on the same few people are below
MIN_DETAILS: Final = 4  # names and numbers of a text; without them, as in scripts without capitals, nothing can be new
NEW_DETAILS: Final = -2.1  # by ln(1 + names and numbers that only the derived article has)
NEW_SHARE: Final = -5.5  # by their share of all its names and numbers
NEW_QUOTED: Final = -0.8  # by ln(1 + words of quotations that only the derived article has)
# Log odds of a rewrite that names its source: its own background is then no sign of another source, new voices are.
# An agency's name also stands beside public quotations, in a report of one's own.
CREDITED, CREDITED_WITH_VOICES = 6.0, 2.0
EVENT_WEIGHTS: Final = {"cosine": 14.99, "names": 4.36, "sentences": 4.65, "rare": 2.14, "coverage": 7.11}
EVENT_BIAS: Final = -7.98

Odds = npt.NDArray[np.float64]  # natural logarithms of odds


def odds_by_likeness(features: npt.NDArray[np.float64]) -> Odds:
    """Of a rewrite, by what the pair shares; columns as `FEATURES`."""
    weights = np.array([LIKENESS.get(name, 0.0) for name in FEATURES])
    odds = np.minimum(features, 1.0) @ weights + LIKENESS_BIAS
    return np.asarray(np.where(features[:, FEATURES.index("cosine")] < COSINE_FLOOR, -np.inf, odds))


def odds_by_novelty(details: Details) -> Odds:
    """Of a rewrite, by what only the derived article tells; 0 if nothing, minus infinity where hardly anything tells."""
    odds = NEW_DETAILS * np.log1p(details.new) + NEW_SHARE * details.share
    return np.asarray(np.where(details.total < MIN_DETAILS, -np.inf, odds))


def odds_by_voices(new_quoted_words: npt.NDArray[np.int64]) -> Odds:
    """Of a rewrite, by the quotations that only the derived article has."""
    return np.asarray(NEW_QUOTED * np.log1p(new_quoted_words))


def odds_by_credit(is_credited: npt.NDArray[np.bool_], new_quoted_words: npt.NDArray[np.int64]) -> Odds:
    credited = np.where(new_quoted_words >= MIN_QUOTED_WORDS, CREDITED_WITH_VOICES, CREDITED)
    return np.asarray(np.where(is_credited, credited, 0.0))


def probability(odds: Odds) -> npt.NDArray[np.float64]:
    return np.asarray(1.0 / (1.0 + np.exp(-odds)))


def event_probability(features: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """That both report the same event."""
    weights = np.array([EVENT_WEIGHTS.get(name, 0.0) for name in FEATURES])
    return probability(np.minimum(features, 1.0) @ weights + EVENT_BIAS)
