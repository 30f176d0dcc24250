"""Pairs of a story's texts as arrays: a large story has millions of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numba
import numpy as np

from wiretrace.overlap.text.arrays import Integers, in_parts

WORTH_THREADS = 100_000  # pairs to find
BATCH = 1 << 19  # pairs described at once
Key = TypeVar("Key", bound=Hashable)


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

    @cached_property
    def splits(self) -> Integers:
        """Those with text k on the left stand at splits[k]:splits[k + 1]."""
        return np.searchsorted(self.left, np.arange(self.text_count + 1))

    def batches(self) -> Iterator[slice]:
        """Slices of so many pairs that what is computed of them stays in the cache."""
        return (slice(first, first + BATCH) for first in range(0, max(1, len(self)), BATCH))

    def find(self, ones: Integers, others: Integers) -> Integers:
        """Where pairs, in any order, stand; -1 for those that are missing, and where either text is -1."""
        parts = in_parts(
            lambda first, last: _find(self.splits, self.right, ones[first:last], others[first:last]),
            len(ones),
            WORTH_THREADS,
        )
        return np.concatenate(parts)


def number_distinct(keys: Iterable[Key]) -> tuple[Integers, list[Key]]:
    """Numbers of keys, from 0 in the order in which each is first met, and the distinct keys."""
    numbers: dict[Key, int] = {}
    numbered = [numbers.setdefault(key, len(numbers)) for key in keys]
    return np.array(numbered, np.int64), [*numbers]


@numba.njit(cache=True, nogil=True)
def _find(splits, rights, ones, others):  # type: ignore[no-untyped-def]
    found = np.full(len(ones), -1)
    held, at, last = -1, 0, 0
    for p in range(len(ones)):
        left, right = min(ones[p], others[p]), max(ones[p], others[p])
        if left < 0:
            continue
        if left != held or (at > splits[left] and rights[at - 1] >= right):
            held, last = left, splits[left + 1]
            at = splits[left] + np.searchsorted(rights[splits[left] : last], right)
        while at < last and rights[at] < right:  # one after the other, if they are asked for so
            at += 1
        if at < last and rights[at] == right:
            found[p] = at
    return found
