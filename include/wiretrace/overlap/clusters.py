"""Connected components over integer edges."""

from __future__ import annotations

import numba
import numpy as np
import numpy.typing as npt


def label_components(
    count: int, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64], kept: int = 0
) -> npt.NDArray[np.int64]:
    """For each of `count` nodes the smallest node of its component; near-linear.

    The first `kept` nodes never come into one component: an edge that would join two of these is left out, so that
    earlier edges win.
    """
    return np.asarray(_label(count, left, right, kept))


@numba.njit(cache=True, nogil=True)
def find_root(parent, node):  # type: ignore[no-untyped-def]
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


@numba.njit(cache=True, nogil=True)
def _label(count, left, right, kept):  # type: ignore[no-untyped-def]
    parent = np.arange(count)
    for e in range(len(left)):
        a, b = find_root(parent, left[e]), find_root(parent, right[e])
        if a > b:
            a, b = b, a
        if b >= kept:
            parent[b] = a
    for node in range(count):
        parent[node] = find_root(parent, node)
    return parent
