"""Passages of copies whose words were exchanged throughout: whole sentences that say the same.

Equal runs leave holes wherever a word was replaced. In a pair of which a good part matches, sentences are
matched by the words they share, and a matched sentence counts as shared from its first word to its last.
"""

# ruff: noqa: PLR0913, PLR0917 - compiled code: arrays go in one by one, loops stay together
from __future__ import annotations

from dataclasses import fields
from typing import Final

import numba
import numpy as np
import numpy.typing as npt

from wiretrace.overlap.passages.alignment import Alignments
from wiretrace.overlap.text.arrays import grow, has_mark, mark
from wiretrace.overlap.text.tokens import SENTENCE_START, Tokens

MATCHED_SHARE: Final = 0.3  # of the shorter text in equal runs, from which sentences are compared
REWORDED_SHARE: Final = 0.05  # exchanged words inside passages, from which a copy is reworded rather than cut
SENTENCE_DICE: Final = 0.38  # share of common words from which two sentences are versions of one
LONE_DICE: Final = 0.55  # of a sentence without any equal run
MIN_COMMON: Final = 3
MAX_SENTENCES: Final = 1500


def match_sentences(
    tokens: Tokens, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64], found: Alignments
) -> npt.NDArray[np.int64]:
    """Rows (pair, left start, left end, right start, right end, common words) for reworded pairs; none for others.

    `found` holds the passages of these pairs, sorted by pair.
    """
    ranges = np.column_stack(
        [found.pair, found.left_start, found.left_end, found.right_start, found.right_end, found.matched]
    ).astype(np.int64)
    return np.asarray(_match(tokens.splits, tokens.word, tokens.flags, left, right, ranges))


def add_reworded(
    tokens: Tokens, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64], found: Alignments
) -> Alignments:
    """`found` with the passages of reworded pairs replaced by whole sentences; `left`, `right` are texts by pair."""
    rows = _join_neighbours(match_sentences(tokens, left, right, found))
    is_kept = ~np.isin(found.pair, rows[:, 0])
    none = np.zeros(len(rows), np.int32)
    width = (rows[:, 4] - rows[:, 3]).astype(np.int32)
    left_start, left_end, right_start, right_end, common = (rows[:, k].astype(np.int32) for k in range(1, 6))
    sentences = Alignments(rows[:, 0], left_start, left_end, right_start, right_end, common, width, none, width, none)
    both = [np.concatenate([getattr(found, c.name)[is_kept], getattr(sentences, c.name)]) for c in fields(Alignments)]
    order = np.lexsort((both[3], both[0]))
    return Alignments(*(column[order] for column in both))


def _join_neighbours(rows: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Sentences that follow each other on both sides become one passage."""
    if len(rows) == 0:
        return rows
    before, after = rows[:-1], rows[1:]
    is_next = (before[:, 0] == after[:, 0]) & (before[:, 2] == after[:, 1]) & (before[:, 4] == after[:, 3])
    first = np.concatenate([[0], np.flatnonzero(~is_next) + 1])
    last = np.concatenate([first[1:] - 1, [len(rows) - 1]])
    common = np.add.reduceat(rows[:, 5], first)
    columns = (rows[first, 0], rows[first, 1], rows[last, 2], rows[first, 3], rows[last, 4], common)
    return np.column_stack(columns)


@numba.njit(cache=True, nogil=True)
def _starts(first, last, flags):  # type: ignore[no-untyped-def]
    """Token offsets of sentence starts, closed by the length."""
    starts = np.empty(last - first + 1, np.int64)
    n = 0
    for k in range(last - first):
        if k == 0 or flags[first + k] & SENTENCE_START:
            starts[n] = k
            n += 1
    starts[n] = last - first
    return starts[: n + 1].copy()


@numba.njit(cache=True, nogil=True)
def _words(first, word, starts):  # type: ignore[no-untyped-def]
    """Distinct (word, sentence) as sorted integers, and the number of distinct words of each sentence."""
    packed = np.empty(starts[-1], np.int64)
    for s in range(len(starts) - 1):
        for k in range(starts[s], starts[s + 1]):
            packed[k] = ((word[first + k] & 0x7FFFFFFFFFFF0000) | s) & 0x7FFFFFFFFFFFFFFF
    packed = np.sort(packed)
    sizes = np.zeros(len(starts) - 1, np.int64)
    n = 0
    for k in range(len(packed)):
        if k == 0 or packed[k] != packed[k - 1]:
            packed[n] = packed[k]
            sizes[packed[k] & 65535] += 1
            n += 1
    return packed[:n], sizes


@numba.njit(cache=True, nogil=True)
def _common(pa, pb, shape):  # type: ignore[no-untyped-def]
    """Number of distinct words that each sentence of a shares with each of b."""
    common = np.zeros(shape, np.int32)
    i, j = 0, 0
    while i < len(pa) and j < len(pb):
        x, y = pa[i] >> 16, pb[j] >> 16
        if x < y:
            i += 1
        elif y < x:
            j += 1
        else:
            i_end, j_end = i, j
            while i_end < len(pa) and pa[i_end] >> 16 == x:
                i_end += 1
            while j_end < len(pb) and pb[j_end] >> 16 == x:
                j_end += 1
            for p in range(i, i_end):
                for q in range(j, j_end):
                    common[pa[p] & 65535, pb[q] & 65535] += 1
            i, j = i_end, j_end
    return common


@numba.njit(cache=True, nogil=True)
def _match(splits, word, flags, left, right, ranges):  # type: ignore[no-untyped-def]
    out = np.empty((256, 6), np.int64)
    n, at = 0, 0
    for p in range(len(left)):
        matched, spanned, first = 0, 0, at
        while at < len(ranges) and ranges[at, 0] == p:
            matched += ranges[at, 5]
            spanned += ranges[at, 4] - ranges[at, 3]
            at += 1
        a0, a1, b0, b1 = splits[left[p]], splits[left[p] + 1], splits[right[p]], splits[right[p] + 1]
        if matched < MATCHED_SHARE * min(a1 - a0, b1 - b0) or spanned - matched < REWORDED_SHARE * spanned:
            continue
        starts_a, starts_b = _starts(a0, a1, flags), _starts(b0, b1, flags)
        if max(len(starts_a), len(starts_b)) > MAX_SENTENCES:
            continue
        pa, sizes_a = _words(a0, word, starts_a)
        pb, sizes_b = _words(b0, word, starts_b)
        common = _common(pa, pb, (len(sizes_a), len(sizes_b)))
        is_run_a, is_run_b = np.zeros(a1 - a0, np.bool_), np.zeros(b1 - b0, np.bool_)
        for r in range(first, at):
            mark(is_run_a, ranges[r, 1], ranges[r, 2])
            mark(is_run_b, ranges[r, 3], ranges[r, 4])
        for t in range(len(sizes_b)):
            best, best_dice = -1, 0.0
            for s in range(len(sizes_a)):
                dice = 2.0 * common[s, t] / (sizes_a[s] + sizes_b[t])
                if common[s, t] >= MIN_COMMON and dice > best_dice:
                    best, best_dice = s, dice
            if best_dice < SENTENCE_DICE:
                continue
            has_run = has_mark(is_run_a, starts_a[best], starts_a[best + 1])
            has_run = has_run and has_mark(is_run_b, starts_b[t], starts_b[t + 1])
            if not has_run and best_dice < LONE_DICE:
                continue
            if n == len(out):
                out = grow(out, n)
            out[n, 0], out[n, 5] = p, common[best, t]
            out[n, 1], out[n, 2] = starts_a[best], starts_a[best + 1]
            out[n, 3], out[n, 4] = starts_b[t], starts_b[t + 1]
            n += 1
    return out[:n].copy()
