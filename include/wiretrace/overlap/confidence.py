"""Confidences that come true: the direction's probability, corrected by what was observed of such statements."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from math import exp, log
from typing import Final

import yaml

LEAST: Final = 0.5  # certainty of a direction that nothing tells


def calibrate(certainty: float, is_copy: bool) -> float:
    """Probability that the derivation exists in the stated direction; rises with `certainty`, its direction's."""
    fitted = _read()
    bounded = min(max(certainty, LEAST), fitted["certainty_limit"])
    odds = fitted["intercept"] + fitted["copy"] * is_copy + fitted["slope"] * log(bounded / (1.0 - bounded))
    return 1.0 / (1.0 + exp(-odds))


@lru_cache(maxsize=1)
def _read() -> dict[str, float]:
    content = yaml.safe_load((files("wiretrace.overlap") / "data" / "confidence.yaml").read_text("utf-8"))
    return {name: float(value) for name, value in content.items()}
