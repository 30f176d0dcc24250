"""Which mentions of a rewrite restate which of its source: a rewriter keeps the order of what is told.

Two clauses can share no word ("it was too early to tell how deep it runs", "its depth has not been established");
between neighbours that surely match they still are one statement.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import numpy.typing as npt

GAP = 0.05  # likeness from which a pair adds to an alignment
OUT_OF_PLACE = 0.1  # what a pair loses by standing at the beginning here and at the end there
FOLLOWING = 0.06  # what a pair gains that directly follows another one on both sides
ALIGNED = 0.08  # likeness from which an aligned pair states the same
MAX_ENCLOSED = 2  # statements between two aligned pairs
_Floats = npt.NDArray[np.float64]
_Fitting = Callable[[int, int], bool]


def align_in_order(likeness: _Floats, is_fitting: _Fitting) -> list[tuple[int, int]]:
    """Pairs (row, column) that state the same, ascending in both; rows and columns are mentions in reading order.

    `is_fitting`: whether their place alone may join a pair.
    """
    rows, columns = likeness.shape
    place = np.abs(np.linspace(0, 1, rows)[:, None] - np.linspace(0, 1, columns)[None, :])
    placed = likeness - GAP - OUT_OF_PLACE * place
    best, following = np.zeros((rows + 1, columns + 1)), np.full((rows + 1, columns + 1), -np.inf)
    for i in range(1, rows + 1):
        for j in range(1, columns + 1):
            gain = placed[i - 1, j - 1]
            following[i, j] = gain + max(best[i - 1, j - 1], following[i - 1, j - 1] + FOLLOWING)
            best[i, j] = max(best[i - 1, j], best[i, j - 1], following[i, j])
    return _keep_sure(_walk_back(best, following), likeness, is_fitting)


def _walk_back(best: _Floats, following: _Floats) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    i, j = best.shape[0] - 1, best.shape[1] - 1
    is_following = False
    while i and j:
        if is_following or best[i, j] == following[i, j]:
            pairs.append((i - 1, j - 1))
            is_following = following[i - 1, j - 1] + FOLLOWING >= best[i - 1, j - 1]
            i, j = i - 1, j - 1
        elif best[i, j] == best[i - 1, j]:
            i -= 1
        else:
            j -= 1
    return pairs[::-1]


def _keep_sure(pairs: list[tuple[int, int]], likeness: _Floats, is_fitting: _Fitting) -> list[tuple[int, int]]:
    """Pairs that are alike, and what stands between two of them if both sides say as many things there."""
    sure = [pair for pair in pairs if likeness[pair] >= ALIGNED]
    enclosed = [
        (i + step, j + step)
        for (i, j), (next_i, next_j) in pairwise(sure)
        if next_i - i == next_j - j <= MAX_ENCLOSED + 1
        for step in range(1, next_i - i)
        if is_fitting(i + step, j + step)
    ]
    return sorted({*sure, *enclosed})
