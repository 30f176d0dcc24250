"""Aligned pairs as rows, one a passage, with what the texts around each passage tell about it."""

# ruff: noqa: PLR0913, PLR0917 - compiled code: arrays go in one by one
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numba
import numpy as np
import numpy.typing as npt

from wiretrace.overlap.passages.alignment import Alignments
from wiretrace.overlap.passages.formulas import count_numbers
from wiretrace.overlap.text.arrays import Flags, Integers
from wiretrace.overlap.text.texts import Texts
from wiretrace.overlap.text.tokens import CAPITALISED, PARAGRAPH_START, SENTENCE_START, STOPWORD


@dataclass(frozen=True)
class Aligned:
    """Alignments, and the article numbers of both sides of each of them. Everything is one value a passage."""

    found: Alignments
    left_no: Integers
    right_no: Integers
    texts: Texts

    @property
    def word_count(self) -> npt.NDArray[np.int32]:
        return self.found.left_end - self.found.left_start

    @cached_property
    def pair(self) -> Integers:
        """Numbers of the pairs of articles, from 0."""
        pair = self.left_no * (int(self.right_no.max(initial=0)) + 1) + self.right_no
        return np.asarray(np.unique(pair, return_inverse=True)[1])

    @cached_property
    def lengths(self) -> tuple[Integers, Integers]:
        """Words of the left and of the right text."""
        length = np.diff(self.texts.tokens.splits)
        return length[self.texts.rows(self.left_no)], length[self.texts.rows(self.right_no)]

    @property
    def shorter(self) -> Integers:
        """Words of the shorter text."""
        return np.minimum(*self.lengths)

    def sum_over_pair(self, values: npt.NDArray[np.int32], is_counted: Flags) -> Integers:
        """Of the counted passages of each passage's pair."""
        return np.bincount(self.pair, np.where(is_counted, values, 0), minlength=1)[self.pair].astype(np.int64)

    def count_tokens(self, is_counted: Flags) -> tuple[Integers, Integers]:
        """Tokens of the passage that are counted in the whole batch, in the left and in the right text."""
        found, splits = self.found, self.texts.tokens.splits
        left, right = splits[self.texts.rows(self.left_no)], splits[self.texts.rows(self.right_no)]
        return (
            np.asarray(_count_between(is_counted, left + found.left_start, left + found.left_end)),
            np.asarray(_count_between(is_counted, right + found.right_start, right + found.right_end)),
        )

    def share_of_text(self, passages: Integers, is_counted: Flags) -> npt.NDArray[np.float64]:
        """Share of the left text's tokens that are counted in the whole batch, for some of the passages."""
        splits, rows = self.texts.tokens.splits, self.texts.rows(self.left_no[passages])
        counts = _count_between(is_counted, splits[rows], splits[rows + 1])
        return np.asarray(counts / np.maximum(1, splits[rows + 1] - splits[rows]))

    def count_numbers(self, is_counted: Flags) -> tuple[Integers, Integers]:
        """As `formulas.count_numbers` over the counted passages of each pair; zeros for other passages."""
        counts = np.zeros((len(self.pair), 2), np.int64)
        rows, found = np.flatnonzero(is_counted), self.found
        left = self.texts.rows(self.left_no)[rows], found.left_start[rows], found.left_end[rows]
        right = self.texts.rows(self.right_no)[rows], found.right_start[rows], found.right_end[rows]
        counts[rows] = count_numbers(self.texts.tokens, self.pair[rows], left, right)
        return counts[:, 0], counts[:, 1]

    def name_the_same(self, passages: Integers, reach: int) -> Flags:
        """Whether a name stands in or within reach of some of the passages in both texts; or none in one, so that nothing tells."""
        tokens, found = self.texts.tokens, self.found
        is_name = (tokens.flags & (CAPITALISED | SENTENCE_START | STOPWORD)) == CAPITALISED
        sides = (
            (self.texts.rows(self.left_no[passages]), found.left_start[passages], found.left_end[passages]),
            (self.texts.rows(self.right_no[passages]), found.right_start[passages], found.right_end[passages]),
        )
        return np.asarray(_name_the_same(tokens.splits, tokens.word, is_name, *sides[0], *sides[1], reach))

    def begins_paragraph(self, left: npt.NDArray[np.int32], right: npt.NDArray[np.int32]) -> list[Flags]:
        """Whether a paragraph begins at these tokens of the left and of the right text."""
        tokens, last = self.texts.tokens, len(self.texts.tokens.flags) - 1
        places = ((self.left_no, left), (self.right_no, right))
        flags = [tokens.flags[np.minimum(tokens.splits[self.texts.rows(n)] + at, last)] for n, at in places]
        return [(flag & PARAGRAPH_START) > 0 for flag in flags]


@numba.njit(cache=True, nogil=True)
def _count_between(is_counted, first, last):  # type: ignore[no-untyped-def]
    counts = np.zeros(len(first), np.int64)
    for p in range(len(first)):
        for k in range(first[p], last[p]):
            counts[p] += is_counted[k]
    return counts


@numba.njit(cache=True, nogil=True)
def _names_around(word, is_name, first, last, start, end, reach):  # type: ignore[no-untyped-def]
    names = np.empty(2 * reach + end - start, np.int64)
    n = 0
    for k in range(max(first, start - reach), min(last, end + reach)):
        if is_name[k]:
            names[n] = word[k]
            n += 1
    return names[:n]


@numba.njit(cache=True, nogil=True)
def _name_the_same(splits, word, is_name, row_a, start_a, end_a, row_b, start_b, end_b, reach):  # type: ignore[no-untyped-def]
    same = np.zeros(len(row_a), np.bool_)
    for p in range(len(row_a)):
        a0, b0 = splits[row_a[p]], splits[row_b[p]]
        a = _names_around(word, is_name, a0, splits[row_a[p] + 1], a0 + start_a[p], a0 + end_a[p], reach)
        b = _names_around(word, is_name, b0, splits[row_b[p] + 1], b0 + start_b[p], b0 + end_b[p], reach)
        same[p] = len(a) == 0 or len(b) == 0
        for i in range(len(a)):
            for j in range(len(b)):
                same[p] |= a[i] == b[j]
    return same
