"""Pairs of a story's texts as arrays: a large story has millions of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Pairs:
    """Pairs of a story's texts by number, the lower one left, in ascending order."""

    left: Integers
    right: Integers
    text_count: int

    def __len__(self) -> int:
        return len(self.left)

    @cached_property
    def keys(self) -> Integers:
        return self.left * self.text_count + self.right

    def find(self, ones: Integers, others: Integers) -> Integers:
        """Where pairs, in any order, stand; -1 for those that are missing."""
        keys = self.keys
        wanted = np.minimum(ones, others) * self.text_count + np.maximum(ones, others)
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[at] == wanted, at, -1) if len(keys) else np.full(len(ones), -1)


def number_distinct(keys: Iterable[Key]) -> tuple[Integers, list[Key]]:
    """Numbers of keys, from 0 in the order in which each is first met, and the distinct keys."""
    numbers: dict[Key, int] = {}
    numbered = [numbers.setdefault(key, len(numbers)) for key in keys]
    return np.array(numbered, np.int64), [*numbers]
