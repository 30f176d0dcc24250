"""Confidences that come true: the direction's probability, corrected by what was observed of such statements."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from math import exp, log
from typing import Final

import yaml

DATA: Final = files("wiretrace.overlap") / "data"
LEAST: Final = 0.5  # certainty of a direction that nothing tells
SETTLED: Final = 6.0  # log odds of a direction that all evidence tells


def calibrate(certainty: float, is_copy: bool) -> float:
    """Probability that the derivation exists in the stated direction; rises with `certainty`, its direction's."""
    fitted = _read()
    likelihood, settled = describe_certainty(certainty, is_copy, fitted["certainty_limit"])
    odds = fitted["intercept"] + fitted["slope"] * likelihood + fitted["settled"] * settled
    return 1.0 / (1.0 + exp(-odds))


def describe_certainty(certainty: float, is_copy: bool, limit: float) -> tuple[float, float]:
    """Log odds of the direction, and by how much those of a whole copy are settled."""
    bounded = min(max(certainty, LEAST), limit)
    likelihood = log(bounded / (1.0 - bounded))
    return likelihood, is_copy * max(0.0, likelihood - SETTLED)


@lru_cache(maxsize=1)
def _read() -> dict[str, float]:
    content = yaml.safe_load((DATA / "confidence.yaml").read_text("utf-8"))
    return {name: float(value) for name, value in content.items()}
