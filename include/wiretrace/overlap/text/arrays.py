"""Small loops over arrays for compiled code. Slices on the left of an assignment cost seconds of compilation each."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Final, TypeVar

import numba
import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
THREADS: Final = 2
Part = TypeVar("Part")


def in_parts(work: Callable[[int, int], Part], count: int, least: int = 0) -> list[Part]:
    """Results of compiled `work` (first, last) over slices of `count` rows, side by side if there are at least so many."""
    if count < least:
        return [work(0, count)]
    edges = np.linspace(0, count, THREADS + 1).astype(int).tolist()
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(lambda edge: work(*edge), pairwise(edges)))


@numba.njit(cache=True, nogil=True)
def mark(flags, first, last):  # type: ignore[no-untyped-def]
    """Set flags[first:last]."""
    for k in range(first, last):
        flags[k] = True


@numba.njit(cache=True, nogil=True)
def has_mark(flags, first, last):  # type: ignore[no-untyped-def]
    """Whether one of flags[first:last] is set."""
    for k in range(first, last):  # noqa: SIM110 - compiled
        if flags[k]:
            return True
    return False


@numba.njit(cache=True, nogil=True)
def grow(rows, count):  # type: ignore[no-untyped-def]
    """Room for twice as many rows, with the first `count` kept."""
    grown = np.empty((2 * len(rows), rows.shape[1]), np.int64)
    for r in range(count):
        for c in range(rows.shape[1]):
            grown[r, c] = rows[r, c]
    return grown


@numba.njit(cache=True, nogil=True)
def table_size(count):  # type: ignore[no-untyped-def]
    """Slots of a hash table for `count` keys: a power of two, at most half of them taken."""
    size = 16
    while size < 2 * count:
        size *= 2
    return size


@numba.njit(cache=True, nogil=True)
def find_slot(keys, stamps, stamp, key):  # type: ignore[no-untyped-def]
    """Slot that holds `key`, or the free one where it belongs: one whose stamp is another, so that a new stamp empties
    the table. Keys are hashes, whose low bits are as good as any."""
    last = len(keys) - 1
    slot = key & last
    while stamps[slot] == stamp and keys[slot] != key:
        slot = (slot + 1) & last
    return slot
