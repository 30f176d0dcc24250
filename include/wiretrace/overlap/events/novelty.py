"""What one article tells that another does not: names and numbers that only it has.

Who retells a text adds next to no names, numbers or voices to it; a second reporter at the same event cannot help it.
So what is new weighs more than what is shared, which follows from the event alone.
"""

# ruff: noqa: PLR0913, PLR0917 - compiled code: arrays go in one by one, loops stay together
from __future__ import annotations

from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt

from wiretrace.overlap.text.resemblance import Terms

NONE = -1  # no further source


@dataclass(frozen=True)
class Details:
    """Names and numbers of one article per row: all of them, and those in neither source; `only`: in the first alone."""

    total: npt.NDArray[np.int64]
    new: npt.NDArray[np.int64]
    only: npt.NDArray[np.int64]

    @property
    def share(self) -> npt.NDArray[np.float64]:
        """New ones of all, 0 to 1; few names prove little."""
        return np.asarray(self.new / np.maximum(4, self.total))


def count_details(
    terms: Terms,
    derived: npt.NDArray[np.int64],
    source: npt.NDArray[np.int64],
    further: npt.NDArray[np.int64] | None = None,
) -> Details:
    """Rows of `terms` for each pair; `further` is a second source of the derived article, or `NONE`."""
    others = np.full(len(derived), NONE, np.int64) if further is None else further
    counts = _count(terms.splits, terms.bucket, terms.kind, derived, source, others)
    return Details(*(counts[:, k] for k in range(3)))


@numba.njit(cache=True, nogil=True)
def _count(splits, bucket, kind, derived, source, further):  # type: ignore[no-untyped-def]
    counts = np.zeros((len(derived), 3), np.int64)
    for p in range(len(derived)):
        j, j_end = splits[source[p]], splits[source[p] + 1]
        k, k_end = np.int64(0), np.int64(0)
        if further[p] >= 0:
            k, k_end = splits[further[p]], splits[further[p] + 1]
        for i in range(splits[derived[p]], splits[derived[p] + 1]):
            if kind[i] == 0:
                continue
            while j < j_end and bucket[j] < bucket[i]:
                j += 1
            while k < k_end and bucket[k] < bucket[i]:
                k += 1
            is_in_source = j < j_end and bucket[j] == bucket[i]
            is_in_further = k < k_end and bucket[k] == bucket[i]
            counts[p, 0] += 1
            if not is_in_source and not is_in_further:
                counts[p, 1] += 1
            if is_in_source and not is_in_further:
                counts[p, 2] += 1
    return counts
