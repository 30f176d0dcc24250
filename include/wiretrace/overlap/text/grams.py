"""Rolling hashes of word n-grams and the winnowing that selects a few of them."""

# ruff: noqa: PLR0913, PLR0917 - compiled code: arrays go in one by one, loops stay together
from __future__ import annotations

from typing import Final

import numba
import numpy as np

from wiretrace.overlap.text.tokens import QUOTED, mix

GRAM: Final = 8  # words; shared runs of eight are rare by chance outside set phrases
WINDOW: Final = 4  # any shared run of GRAM + WINDOW - 1 = 11 words shares a selected gram for certain
QUOTATION_GRAM: Final = 5  # shared quotations are often only 6 to 12 words
QUOTATION_WINDOW: Final = 2
_BASE: Final = np.uint64(0x100000001B3)


@numba.njit(cache=True, nogil=True)
def gram_hashes(word, first, last, size):  # type: ignore[no-untyped-def]
    """Hash of each run of `size` words in word[first:last]; equal on every machine and in every version."""
    count = max(np.int64(0), last - first - size + 1)
    hashes = np.empty(count, np.int64)
    drop = np.uint64(1)
    for _ in range(size - 1):
        drop *= _BASE
    value = np.uint64(0)
    for k in range(last - first):
        if k >= size:
            value -= np.uint64(word[first + k - size]) * drop
        value = value * _BASE + np.uint64(word[first + k])
        if k >= size - 1:
            hashes[k - size + 1] = np.int64(mix(value))
    return hashes


@numba.njit(cache=True, nogil=True)
def _winnow(hashes, window, chosen):  # type: ignore[no-untyped-def]
    """Mark the smallest hash of every window (the last of equals)."""
    count = len(hashes)
    for k in range(min(1, count) if count < window else count - window + 1):
        best = k
        for m in range(k + 1, min(k + window, count)):
            if hashes[m] <= hashes[best]:
                best = m
        chosen[best] = True


@numba.njit(cache=True, nogil=True)
def select_grams(splits, word, flags, size, window, is_quoted_only):  # type: ignore[no-untyped-def]
    """(text, token position within the text, hash) of the selected grams of a batch.

    With `is_quoted_only`, grams lie wholly inside one run of quoted words.
    """
    room = len(word)
    text_of = np.empty(room, np.int32)
    position = np.empty(room, np.int32)
    value = np.empty(room, np.int64)
    n = 0
    for t in range(len(splits) - 1):
        first, last = splits[t], splits[t + 1]
        run = first
        while run < last:
            stop = last
            if is_quoted_only:
                while run < last and not flags[run] & QUOTED:
                    run += 1
                stop = run
                while stop < last and flags[stop] & QUOTED:
                    stop += 1
            hashes = gram_hashes(word, run, stop, size)
            chosen = np.zeros(len(hashes), np.bool_)
            _winnow(hashes, window, chosen)
            for k in range(len(hashes)):
                if chosen[k]:
                    text_of[n], position[n], value[n] = t, run - first + k, hashes[k]
                    n += 1
            run = stop + 1
    return text_of[:n].copy(), position[:n].copy(), value[:n].copy()
