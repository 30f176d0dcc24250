"""Groups of units that are alike on the whole: agglomeration by the likeness of groups' centres.

With unit vectors, the cosine of two groups' centres follows from the cosines of their members alone:
cross sum / sqrt(own sum x own sum). So no text is needed here, only pairs that are alike at all.
A single link merges nothing: two stories that share a place, a firm or a surname stay apart because
their members are, on average, much less alike across than within.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from math import sqrt
from typing import Final

CENTRE_COSINE: Final = 0.13  # of two groups' centres, from which they may be one story
COHESION: Final = 0.4  # mean likeness across two groups, as a share of that within both
LARGE: Final = 10  # units of a group by whose own likeness others are judged; fewer say little about how alike is alike

Likeness = Mapping[tuple[int, int], float]  # (i, j), i < j → cosine; absent pairs are not alike


class _Groups:
    """Groups under construction; a group is known by its smallest unit."""

    def __init__(self, count: int, likeness: Likeness) -> None:
        self.members = {i: [i] for i in range(count)}
        self.inner = dict.fromkeys(range(count), 0.0)  # sum of likeness over the pairs inside
        self.cross: dict[int, dict[int, float]] = {i: {} for i in range(count)}
        self.version = dict.fromkeys(range(count), 0)
        self.queue: list[tuple[float, int, int, int, int]] = []
        for (i, j), value in sorted(likeness.items()):
            self.cross[i][j] = self.cross[j][i] = value
        for i, j in sorted(likeness):
            self.propose(i, j)

    def propose(self, a: int, b: int) -> None:
        a, b = min(a, b), max(a, b)
        value = self.cross[a][b] / sqrt(self._norm(a) * self._norm(b))
        if self._are_one(a, b, value >= CENTRE_COSINE):
            heapq.heappush(self.queue, (-round(value, 9), a, b, self.version[a], self.version[b]))

    def _norm(self, a: int) -> float:
        return len(self.members[a]) + 2.0 * self.inner[a]

    def _are_one(self, a: int, b: int, is_near: bool) -> bool:
        """A large event's articles share less than those of an accident: there, no fixed likeness will do."""
        n, m = sorted((len(self.members[a]), len(self.members[b])))
        if n == 1 and is_near:
            return True
        return (is_near or m >= LARGE) and self._is_cohesive(a, b)

    def _is_cohesive(self, a: int, b: int) -> bool:
        """Over the pairs of both: by the looser group alone, one that grew loose would take in its neighbours."""
        n, m = len(self.members[a]), len(self.members[b])
        within = (self.inner[a] + self.inner[b]) / ((n * (n - 1) + m * (m - 1)) / 2)
        return self.cross[a][b] / (n * m) >= COHESION * within

    def merge(self, a: int, b: int) -> None:
        self.inner[a] += self.inner.pop(b) + self.cross[a].pop(b)
        self.members[a] += self.members.pop(b)
        self.version[a] += 1
        self.version[b] = -1
        for other, value in self.cross.pop(b).items():
            if other != a:
                self.cross[a][other] = self.cross[other][a] = self.cross[a].get(other, 0.0) + value
                del self.cross[other][b]
        for other in sorted(self.cross[a]):
            self.propose(a, other)


def group_alike(count: int, likeness: Likeness) -> Iterable[list[int]]:
    """Units 0 to `count` - 1 in groups, best merge first."""
    groups = _Groups(count, likeness)
    while groups.queue:
        _, a, b, version_a, version_b = heapq.heappop(groups.queue)
        if groups.version[a] == version_a and groups.version[b] == version_b:
            groups.merge(a, b)
    return [sorted(found) for found in groups.members.values()]
