"""Small loops over arrays for compiled code. Slices on the left of an assignment cost seconds of compilation each."""

from __future__ import annotations

import numba
import numpy as np


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
