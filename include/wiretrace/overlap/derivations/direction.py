"""Which of two articles took the shared text from the other.

Each cue is a number between -1 and 1 that speaks for the left article being the derived one when positive.
A logistic model adds them up. Printed times are one cue among others: mirrors stamp texts years later,
some stamp them earlier, and an agency's text is often held only by those who printed it.
"""

# ruff: noqa: PLR0913, PLR0917 - compiled code: arrays go in one by one, loops stay together
from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numba
import numpy as np
import numpy.typing as npt

from wiretrace.overlap.text.arrays import find_slot, mark, table_size
from wiretrace.overlap.text.tokens import CAPITALISED, FRAGMENT, NUMERIC, Tokens

# Logistic weights by cue, of pairs of which one is a copy of the other and of pairs that share a part, fitted by
# tests/benchmarks/fit_directions.py on 935 labelled pairs, each also without its times, so that the others count; held out
# by family of articles they are right for .997 of the copies and .984 of the parts with times, for .976 and .881 once these are
# taken away. The first four are certain by their nature and were set.
WEIGHTS: Final = {
    "canonical_link": (8.0, 8.0),
    "credits_other": (4.0, 4.0),
    "agency_outlet": (8.0, 8.0),
    "agency_text": (2.5, 2.5),
    "time_order": (2.8, 3.8),
    "time_gap": (0.7, 1.1),
    "fit": (9.8, 2.9),
    "title": (6.2, 4.3),
    "opening": (1.2, 0.9),
    "junk": (4.4, 1.2),
}
CUES: Final = tuple(WEIGHTS)
INSIDE, OUTSIDE = 1, 2
KNOWN: Final = 0.8  # probability from which a direction is stated


@dataclass(frozen=True)
class Sides:
    """What the passages of each pair look like in one of its articles; one value a pair, 0 to 1 unless said."""

    fit: npt.NDArray[np.float64]  # share of names and numbers of the passages that recur outside them
    title: npt.NDArray[np.float64]  # share of the title's words that stand in the passages
    opening: npt.NDArray[np.float64]  # words before the first passage, a hundred
    junk: npt.NDArray[np.float64]  # words of menus and headlines outside the passages, thirty


def probability_left_derived(cues: npt.NDArray[np.float64], is_copy: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """`cues`: one row a pair, columns as `CUES`."""
    of_copies, of_parts = cues @ np.array(list(WEIGHTS.values())).T.reshape(2, len(CUES), 1)
    return np.asarray(1.0 / (1.0 + np.exp(-np.where(is_copy, of_copies[:, 0], of_parts[:, 0]))))


def describe_sides(
    tokens: Tokens,
    titles: Tokens,
    row: npt.NDArray[np.int64],
    pair: npt.NDArray[np.int64],
    start: npt.NDArray[np.int64],
    end: npt.NDArray[np.int64],
) -> Sides:
    """`row[p]` is the text of pair `p`; passages (`pair`, `start`, `end` in characters) sorted by pair and start."""
    values = _describe(
        tokens.splits, tokens.word, tokens.start, tokens.flags, titles.splits, titles.word, row, pair, start, end
    )
    return Sides(*(values[:, k] for k in range(4)))


@numba.njit(cache=True, nogil=True)
def _describe(splits, word, starts, flags, title_splits, title_word, row, pair, start, end):  # type: ignore[no-untyped-def]
    values = np.zeros((len(row), 4))
    longest = 0
    for p in range(len(row)):
        longest = max(longest, splits[row[p] + 1] - splits[row[p]])
    size = table_size(longest)
    keys, stamps = np.empty(size, np.int64), np.full(size, -1, np.int64)
    places = np.zeros(size, np.uint8)  # of a word: INSIDE the passages, OUTSIDE, or both
    at = 0
    for p in range(len(row)):
        first, last = splits[row[p]], splits[row[p] + 1]
        is_inside = np.zeros(last - first, np.bool_)
        while at < len(pair) and pair[at] == p:
            a = np.searchsorted(starts[first:last], start[at])
            b = np.searchsorted(starts[first:last], end[at])
            mark(is_inside, a, b)
            at += 1
        opening, junk = -1, 0
        for k in range(last - first):
            slot = find_slot(keys, stamps, p, word[first + k])
            if stamps[slot] != p:
                keys[slot], stamps[slot], places[slot] = word[first + k], p, 0
            if is_inside[k]:
                if opening < 0:
                    opening = k
                places[slot] |= INSIDE
            else:
                places[slot] |= OUTSIDE
                junk += 1 if flags[first + k] & FRAGMENT else 0
        names, fitting = 0, 0
        for k in range(last - first):
            if is_inside[k] and flags[first + k] & (CAPITALISED | NUMERIC):
                names += 1
                slot = find_slot(keys, stamps, p, word[first + k])
                fitting += 1 if places[slot] & OUTSIDE else 0
        in_title = 0
        title_first, title_last = title_splits[row[p]], title_splits[row[p] + 1]
        for k in range(title_first, title_last):
            slot = find_slot(keys, stamps, p, title_word[k])
            in_title += 1 if stamps[slot] == p and places[slot] & INSIDE else 0
        values[p, 0] = fitting / max(1, names)
        values[p, 1] = in_title / max(1, title_last - title_first)
        values[p, 2] = min(1.0, max(0, opening) / 100.0)
        values[p, 3] = min(1.0, junk / 30.0)
    return values
