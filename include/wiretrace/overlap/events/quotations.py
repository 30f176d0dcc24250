"""Quotations that one article has and another lacks: who retells a text adds no new voices to it."""

from __future__ import annotations

from typing import Final

import numba
import numpy as np
import numpy.typing as npt

from wiretrace.overlap.text.arrays import find_slot, table_size
from wiretrace.overlap.text.grams import gram_hashes
from wiretrace.overlap.text.tokens import QUOTED, Tokens

SIZE: Final = 4  # words; a quotation that shares no run of these with a text does not stand in it
MIN_QUOTED_WORDS: Final = 5  # of a quotation; shorter ones are scare quotes and names


def count_new_quoted_words(
    tokens: Tokens, derived: npt.NDArray[np.int64], source: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """For each pair of texts: words of quotations in the derived one that do not stand in the source."""
    return np.asarray(_count_new(tokens.splits, tokens.word, tokens.flags, derived, source))


@numba.njit(cache=True, nogil=True)
def _count_new(splits, word, flags, derived, source):  # type: ignore[no-untyped-def]
    counts = np.zeros(len(derived), np.int64)
    longest = 0
    for p in range(len(source)):
        longest = max(longest, splits[source[p] + 1] - splits[source[p]])
    size = table_size(longest)
    keys, stamps = np.empty(size, np.int64), np.full(size, -1, np.int64)
    for p in range(len(derived)):
        is_entered = False
        at, last = splits[derived[p]], splits[derived[p] + 1]
        while at < last:
            stop = at
            while stop < last and flags[stop] & QUOTED:
                stop += 1
            if stop - at >= MIN_QUOTED_WORDS:
                if not is_entered:
                    for value in gram_hashes(word, splits[source[p]], splits[source[p] + 1], SIZE):
                        slot = find_slot(keys, stamps, p, value)
                        keys[slot], stamps[slot] = value, p
                    is_entered = True
                is_new = True
                for value in gram_hashes(word, at, stop, SIZE):
                    if stamps[find_slot(keys, stamps, p, value)] == p:
                        is_new = False
                if is_new:
                    counts[p] += stop - at
            at = max(stop, at + 1)
    return counts
