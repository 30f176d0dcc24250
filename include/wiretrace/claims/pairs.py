"""Pairs of a story's texts as arrays: a large story has millions of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Pairs:
    """Pairs of a story's texts by number, the lower one left, in ascending order."""

    left: Integers
    right: Integers
    text_count: int

    def __len__(self) -> int:
        return len(self.left)

    @property
    def keys(self) -> Integers:
        return self.left * self.text_count + self.right

    def find(self, ones: Integers, others: Integers) -> Integers:
        """Where pairs, in any order, stand; -1 for those that are missing."""
        keys = self.keys
        wanted = np.minimum(ones, others) * self.text_count + np.maximum(ones, others)
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[at] == wanted, at, -1) if len(keys) else np.full(len(ones), -1)
