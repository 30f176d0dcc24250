"""Exact shared passages of candidate pairs: word n-gram matches, their diagonals, chained over small gaps.

Only candidates come here, so the work is linear in their words.
"""

# ruff: noqa: PLR0912, PLR0913, PLR0915, PLR0917 - compiled code: arrays go in one by one, loops stay together
from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numba
import numpy as np
import numpy.typing as npt

from wiretrace.overlap.text.arrays import grow, mark
from wiretrace.overlap.text.grams import gram_hashes
from wiretrace.overlap.text.tokens import FRAGMENT, QUOTED, SPACELESS, STOPWORD, Tokens

SEED: Final = 4  # words; shorter runs are found by chance all over two articles on one subject
MAX_REPEATS: Final = 24  # occurrences of one gram in one article that are looked at
MAX_GAP: Final = 14  # words left out or replaced between two runs of one passage
LOOK_BACK: Final = 12
MIN_WORDS: Final = 8  # matched words of a passage, and longest run of a pair
MIN_QUOTED_WORDS: Final = 5
MIN_CONTENT_WORDS: Final = 3  # not stopwords; "I think it would be a" is shared by strangers
WHOLE_QUOTATION: Final = 8  # quoted words that are not shared by chance even if few of them are content words
SPACELESS_WEIGHT: Final = 0.6  # a character of a script without spaces, in words


@dataclass(frozen=True)
class Alignments:
    """Passages as token ranges. `pair` indexes the pairs given; `matched` counts words in equal runs, `content` those of the
    longest run that are no stopwords, `fragment` those in headlines, links and menus."""

    pair: npt.NDArray[np.int64]
    left_start: npt.NDArray[np.int32]
    left_end: npt.NDArray[np.int32]
    right_start: npt.NDArray[np.int32]
    right_end: npt.NDArray[np.int32]
    matched: npt.NDArray[np.int32]
    longest: npt.NDArray[np.int32]
    quoted: npt.NDArray[np.int32]
    content: npt.NDArray[np.int32]
    fragment: npt.NDArray[np.int32]


def align_pairs(tokens: Tokens, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]) -> Alignments:
    """Shared passages of each pair of texts `left[i]`, `right[i]`; fastest when sorted by `left`."""
    columns = _align(tokens.splits, tokens.word, tokens.flags, left, right)
    return Alignments(*columns)


@numba.njit(cache=True, nogil=True)
def _index(hashes, table, chain, mask):  # type: ignore[no-untyped-def]
    for slot in range(mask + 1):
        table[slot] = -1
    for i in range(len(hashes) - 1, -1, -1):
        slot = hashes[i] & mask
        chain[i] = table[slot]
        table[slot] = i


@numba.njit(cache=True, nogil=True)
def _find_runs(word, a0, a1, b0, b1, hashes_a, table, chain, mask, runs):  # type: ignore[no-untyped-def]
    """Maximal equal runs of at least SEED words as rows (start in a, start in b, length)."""
    n = 0
    hashes_b = gram_hashes(word, b0, b1, SEED)
    for j in range(len(hashes_b)):
        i = table[hashes_b[j] & mask]
        seen = 0
        while i >= 0 and seen < MAX_REPEATS and n < len(runs):
            if hashes_a[i] == hashes_b[j]:
                seen += 1
                if i == 0 or j == 0 or word[a0 + i - 1] != word[b0 + j - 1]:
                    length = SEED
                    while (
                        a0 + i + length < a1 and b0 + j + length < b1 and word[a0 + i + length] == word[b0 + j + length]
                    ):
                        length += 1
                    runs[n, 0], runs[n, 1], runs[n, 2] = i, j, length
                    n += 1
            i = chain[i]
    return n


@numba.njit(cache=True, nogil=True)
def _order(values):  # type: ignore[no-untyped-def]
    """Keys whose low 32 bits are the rows of `values` in ascending order, equal ones as they stood.

    An argsort would be compiled for each of its kinds: seconds of a first run.
    """
    keys = np.empty(len(values), np.int64)
    for r in range(len(values)):
        keys[r] = (np.int64(values[r]) << 32) | r
    return np.sort(keys)


@numba.njit(cache=True, nogil=True)
def _keep_longest(runs, n, is_taken_a, is_taken_b):  # type: ignore[no-untyped-def]
    """One-to-one: the longest run takes its words; what is left of shorter ones must still be SEED long."""
    kept = np.empty((n, 3), np.int32)
    m = 0
    for key in _order(-runs[:n, 2]):
        r = key & 0xFFFFFFFF
        i, j, length = runs[r, 0], runs[r, 1], runs[r, 2]
        while length > 0 and (is_taken_a[i] or is_taken_b[j]):
            i, j, length = i + 1, j + 1, length - 1
        k = 0
        while k < length and not is_taken_a[i + k] and not is_taken_b[j + k]:
            k += 1
        if k >= SEED:
            mark(is_taken_a, i, i + k)
            mark(is_taken_b, j, j + k)
            kept[m, 0], kept[m, 1], kept[m, 2] = i, j, k
            m += 1
    in_order = np.empty((m, 3), np.int32)
    for k, key in enumerate(_order(kept[:m, 1])):
        for c in range(3):
            in_order[k, c] = kept[key & 0xFFFFFFFF, c]
    return in_order


@numba.njit(cache=True, nogil=True)
def _chain(runs):  # type: ignore[no-untyped-def]
    """Passage number of each run (rows sorted by start in b): runs a small gap apart on both sides belong together."""
    n = len(runs)
    label = np.arange(n)
    is_continued = np.zeros(n, np.bool_)
    for r in range(n):
        best, best_gap = -1, 2 * MAX_GAP + 1
        for q in range(max(0, r - LOOK_BACK), r):
            gap_a = runs[r, 0] - runs[q, 0] - runs[q, 2]
            gap_b = runs[r, 1] - runs[q, 1] - runs[q, 2]
            if is_continued[q] or gap_a < 0 or gap_b < 0 or gap_a > MAX_GAP or gap_b > MAX_GAP:
                continue
            if max(gap_a, gap_b) > 2 * (runs[q, 2] + runs[r, 2]):
                continue
            if gap_a + gap_b < best_gap:
                best, best_gap = q, gap_a + gap_b
        if best >= 0:
            label[r] = label[best]
            is_continued[best] = True
    return label


@numba.njit(cache=True, nogil=True)
def _count(flags, first, last, bit):  # type: ignore[no-untyped-def]
    total = 0
    for k in range(first, last):
        if flags[k] & bit:
            total += 1
    return total


@numba.njit(cache=True, nogil=True)
def _align(splits, word, flags, left, right):  # type: ignore[no-untyped-def]
    longest_text = 1
    for t in range(len(splits) - 1):
        longest_text = max(longest_text, splits[t + 1] - splits[t])
    size = 1
    while size < 2 * longest_text:
        size *= 2
    table = np.empty(size, np.int32)
    chain = np.empty(longest_text, np.int32)
    runs = np.empty((8 * longest_text, 3), np.int32)
    out = np.empty((1024, 10), np.int64)
    n_out = 0
    indexed = np.int64(-1)
    mask = np.int64(0)
    hashes_a = np.empty(0, np.int64)
    for p in range(len(left)):
        a0, a1, b0, b1 = splits[left[p]], splits[left[p] + 1], splits[right[p]], splits[right[p] + 1]
        if left[p] != indexed:
            hashes_a = gram_hashes(word, a0, a1, SEED)
            mask = np.int64(1)
            while mask < 2 * len(hashes_a):
                mask *= 2
            mask -= 1
            _index(hashes_a, table, chain, mask)
            indexed = left[p]
        n = _find_runs(word, a0, a1, b0, b1, hashes_a, table, chain, mask, runs)
        if n == 0:
            continue
        kept = _keep_longest(runs, n, np.zeros(a1 - a0, np.bool_), np.zeros(b1 - b0, np.bool_))
        label = _chain(kept)
        for r in range(len(kept)):
            if label[r] != r:
                continue
            left_start, right_start = kept[r, 0], kept[r, 1]
            left_end, right_end = left_start, right_start
            matched, longest, quoted_run, content, quoted_content = 0, 0, 0, 0, 0
            for q in range(r, len(kept)):
                if label[q] == r:
                    i, j, length = kept[q, 0], kept[q, 1], kept[q, 2]
                    left_end, right_end = i + length, j + length
                    matched += length
                    informative = length - _count(flags, a0 + i, a0 + i + length, STOPWORD)
                    longest = max(longest, length)
                    content = max(content, informative)
                    both = min(
                        _count(flags, a0 + i, a0 + i + length, QUOTED), _count(flags, b0 + j, b0 + j + length, QUOTED)
                    )
                    if both == length:
                        quoted_run = max(quoted_run, both)
                        quoted_content = max(quoted_content, informative)
            spaceless = _count(flags, a0 + left_start, a0 + left_end, SPACELESS)
            weight = 1.0 - (1.0 - SPACELESS_WEIGHT) * spaceless / max(1, left_end - left_start)
            is_telling = quoted_content >= MIN_CONTENT_WORDS or (
                quoted_run * weight >= WHOLE_QUOTATION and quoted_content == MIN_CONTENT_WORDS - 1
            )
            is_quotation = quoted_run * weight >= MIN_QUOTED_WORDS and is_telling
            if is_quotation:
                content = max(content, MIN_CONTENT_WORDS)
            if matched * weight < MIN_WORDS and not is_quotation:
                continue
            left_quoted = _count(flags, a0 + left_start, a0 + left_end, QUOTED)
            right_quoted = _count(flags, b0 + right_start, b0 + right_end, QUOTED)
            quoted = min(left_quoted, right_quoted)
            fragment = max(
                _count(flags, a0 + left_start, a0 + left_end, FRAGMENT),
                _count(flags, b0 + right_start, b0 + right_end, FRAGMENT),
            )
            if max(left_quoted, right_quoted) >= matched and fragment > 0:
                quoted, fragment = matched, 0  # an embedded post: lines of their own here, in quotation marks there
            if n_out == len(out):
                out = grow(out, n_out)
            out[n_out, 0] = p
            out[n_out, 1], out[n_out, 2], out[n_out, 3], out[n_out, 4] = left_start, left_end, right_start, right_end
            out[n_out, 5], out[n_out, 6], out[n_out, 7] = matched, np.int64(longest * weight), quoted
            out[n_out, 8] = content
            out[n_out, 9] = fragment
            n_out += 1
    o = out[:n_out]
    return (
        o[:, 0].copy(), o[:, 1].astype(np.int32), o[:, 2].astype(np.int32), o[:, 3].astype(np.int32),
        o[:, 4].astype(np.int32), o[:, 5].astype(np.int32), o[:, 6].astype(np.int32), o[:, 7].astype(np.int32), o[:, 8].astype(np.int32),
        o[:, 9].astype(np.int32),
    )  # fmt: skip
