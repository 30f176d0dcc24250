"""A small boosted forest that judges blocks: read from a file, evaluated by a compiled loop.

The forests are trained by tests/clean/train_forests.py on pages whose main text is known; here they only vote.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numba
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Forest:
    """Nodes of all trees in one table; `roots` are the first nodes of the trees, a leaf has feature -1."""

    roots: npt.NDArray[np.int32]
    features: npt.NDArray[np.int16]
    thresholds: Floats
    lefts: npt.NDArray[np.int32]
    rights: npt.NDArray[np.int32]
    values: Floats
    base: float

    def scores(self, rows: Floats) -> Floats:
        """Log odds that each row belongs to the article."""
        nodes = (self.roots, self.features, self.thresholds, self.lefts, self.rights, self.values)
        scores: Floats = _add_trees(rows, nodes) + np.float32(self.base)
        return scores

    def probabilities(self, rows: Floats) -> Floats:
        """Probability that each row belongs to the article, 0 to 1."""
        return probabilities_of(self.scores(rows))


def probabilities_of(scores: Floats) -> Floats:
    shares: Floats = (1.0 / (1.0 + np.exp(-scores))).astype(np.float32)
    return shares


@cache
def read_forest(name: str) -> Forest:
    """`page_blocks`, `doubted_blocks`, `plain_lines` or `plain_lines_again`."""
    with files("wiretrace.clean").joinpath("forests", f"{name}.npz").open("rb") as file:
        stored = np.load(file, allow_pickle=False)
        return Forest(
            stored["roots"],
            stored["features"],
            stored["thresholds"],
            stored["lefts"],
            stored["rights"],
            stored["values"],
            float(stored["base"]),
        )


@numba.njit(cache=True, nogil=True)
def _add_trees(rows, nodes):  # type: ignore[no-untyped-def]
    roots, features, thresholds, lefts, rights, values = nodes
    scores = np.zeros(rows.shape[0], np.float32)
    for row in range(rows.shape[0]):
        total = 0.0
        for root in roots:
            node = root
            while features[node] >= 0:
                node = lefts[node] if rows[row, features[node]] <= thresholds[node] else rights[node]
            total += values[node]
        scores[row] = total
    return scores
