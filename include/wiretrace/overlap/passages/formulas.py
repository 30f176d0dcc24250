"""Formulas filled in anew: the same sentences about markets, matches or the weather, every day with other numbers.

A copy keeps the numbers, whatever happens to the words around them.
"""

# ruff: noqa: PLR0913, PLR0917 - compiled code: arrays go in one by one, loops stay together
from __future__ import annotations

from typing import Final

import numba
import numpy as np
import numpy.typing as npt

from wiretrace.overlap.text.tokens import NUMERIC, Tokens

MANY_NUMBERS: Final = 3  # in the passages of each side, from which most must agree
AGREEING: Final = 0.5  # share of the smaller side's numbers that stand on the other
# Text rows, first tokens and ends of passages on one side.
Stretches = tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], npt.NDArray[np.int32]]


def count_numbers(
    tokens: Tokens,
    pair: npt.NDArray[np.int64],
    left: Stretches,
    right: Stretches,
) -> npt.NDArray[np.int64]:
    """One row a passage: distinct numbers in its pair's passages on the side that has fewer, and those that both sides have.

    `pair` is ascending.
    """
    return np.asarray(_count(tokens.splits, tokens.word, tokens.flags, pair, *left, *right))


@numba.njit(cache=True, nogil=True)
def _distinct(splits, word, flags, row, start, end, first, last):  # type: ignore[no-untyped-def]
    room = 0
    for r in range(first, last):
        room += end[r] - start[r]
    found = np.empty(room, np.int64)
    n = 0
    for r in range(first, last):
        for k in range(splits[row[r]] + start[r], splits[row[r]] + end[r]):
            if flags[k] & NUMERIC:
                found[n] = word[k]
                n += 1
    return np.unique(found[:n])


@numba.njit(cache=True, nogil=True)
def _count(splits, word, flags, pair, row_a, start_a, end_a, row_b, start_b, end_b):  # type: ignore[no-untyped-def]
    counts = np.zeros((len(pair), 2), np.int64)
    first = 0
    while first < len(pair):
        last = first
        while last < len(pair) and pair[last] == pair[first]:
            last += 1
        a = _distinct(splits, word, flags, row_a, start_a, end_a, first, last)
        b = _distinct(splits, word, flags, row_b, start_b, end_b, first, last)
        common, j = 0, 0
        for i in range(len(a)):
            while j < len(b) and b[j] < a[i]:
                j += 1
            common += 1 if j < len(b) and b[j] == a[i] else 0
        for r in range(first, last):
            counts[r, 0], counts[r, 1] = min(len(a), len(b)), common
        first = last
    return counts
