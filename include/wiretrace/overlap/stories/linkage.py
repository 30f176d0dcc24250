"""Groups of units that are alike on the whole: agglomeration by the likeness of groups' centres.

With unit vectors, the cosine of two groups' centres follows from the cosines of their members alone:
cross sum / sqrt(own sum x own sum). So no text is needed here, only pairs that are alike at all.
A single link merges nothing: two stories that share a place, a firm or a surname stay apart because
their members are, on average, much less alike across than within.
"""

# ruff: noqa: PLR0913, PLR0917 - compiled code: arrays go in one by one, loops stay together
from __future__ import annotations

import heapq
from math import sqrt
from typing import Final

import numba
import numpy as np
import numpy.typing as npt

from wiretrace.overlap.clusters import find_root

CENTRE_COSINE: Final = 0.13  # of two groups' centres, from which they may be one story
COHESION: Final = 0.4  # mean likeness across two groups, as a share of that within both
LARGE: Final = 10  # units of a group by whose own likeness others are judged; fewer say little about how alike is alike


def group_alike(
    size: npt.NDArray[np.int64],
    inner: npt.NDArray[np.float64],
    left: npt.NDArray[np.int64],
    right: npt.NDArray[np.int64],
    cross: npt.NDArray[np.float64],
    kept: int = 0,
) -> npt.NDArray[np.int64]:
    """For each group the smallest of those that are one with it, best merge first.

    `size` counts the units of each group and `inner` sums the cosines over the pairs of these; `cross` sums them
    over the pairs across groups `left` and `right`, each pair of groups once. Pairs not given are not alike. The
    first `kept` groups are never merged with each other.
    """
    return np.asarray(_group(size.copy(), inner.copy(), left, right, cross, kept))


@numba.njit(cache=True, nogil=True)
def _is_one(n, m, inner_a, inner_b, cross, is_near):  # type: ignore[no-untyped-def]
    """A large event's articles share less than those of an accident: there, no fixed likeness will do.

    How alike a group is within is taken over the pairs of both: by the looser group alone, one that grew loose would
    take in its neighbours.
    """
    if min(n, m) == 1 and is_near:
        return True
    if not is_near and max(n, m) < LARGE:
        return False
    within = (inner_a + inner_b) / ((n * (n - 1) + m * (m - 1)) / 2)
    return cross / (n * m) >= COHESION * within


@numba.njit(cache=True, nogil=True)
def _propose(queue, a, b, cross, size, inner, version, kept):  # type: ignore[no-untyped-def]
    a, b = min(a, b), max(a, b)
    if b < kept:
        return  # a merged group is known by its smallest: it is below `kept` when one of its groups is
    value = cross / sqrt((size[a] + 2.0 * inner[a]) * (size[b] + 2.0 * inner[b]))
    if _is_one(size[a], size[b], inner[a], inner[b], cross, value >= CENTRE_COSINE):
        heapq.heappush(queue, (-round(value, 9), a, b, version[a], version[b], cross))


@numba.njit(cache=True, nogil=True)
def _group(size, inner, left, right, value, kept):  # type: ignore[no-untyped-def]
    """A merged group is known by its smallest. The likeness of a group to others is a chain of entries from `head` on,
    which may name groups that have since gone into another."""
    count = len(size)
    group = np.arange(count)
    version = np.zeros(count, np.int64)
    head = np.full(count, -1, np.int64)
    other = np.empty(2 * len(left), np.int64)
    cross = np.empty(2 * len(left))
    following = np.empty(2 * len(left), np.int64)
    queue = [(0.0, np.int64(0), np.int64(0), np.int64(0), np.int64(0), 0.0) for _ in range(0)]
    for e in range(len(left)):
        for k, a, b in ((2 * e, left[e], right[e]), (2 * e + 1, right[e], left[e])):
            other[k], cross[k], following[k] = b, value[e], head[a]
            head[a] = k
        _propose(queue, left[e], right[e], value[e], size, inner, version, kept)
    entry = np.full(count, -1, np.int64)  # of a neighbour of the group that is being merged
    while len(queue) > 0:
        _, a, b, version_a, version_b, shared = heapq.heappop(queue)
        if version[a] != version_a or version[b] != version_b:
            continue
        group[b] = a
        size[a] += size[b]
        inner[a] += inner[b] + shared
        version[a] += 1
        version[b] = -1
        chain = -1
        for first in (head[a], head[b]):
            k = first
            while k >= 0:
                after = following[k]
                c = find_root(group, other[k])
                if c != a and entry[c] >= 0:
                    cross[entry[c]] += cross[k]
                elif c != a:
                    other[k], following[k], entry[c] = c, chain, k
                    chain = k
                k = after
        head[a] = chain
        k = chain
        while k >= 0:
            entry[other[k]] = -1
            _propose(queue, a, other[k], cross[k], size, inner, version, kept)
            k = following[k]
    for a in range(count):
        group[a] = find_root(group, a)
    return group
