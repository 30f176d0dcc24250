"""Articles compared pair by pair within a window of a few days.

Word rarities are those of the window, so a pair's result is a function of the articles of the days before its later
date, and a date costs a few days' articles.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wiretrace.overlap.queries import run_query
from wiretrace.overlap.resemblance import FEATURES, Terms, compare, extract_terms, find_candidates
from wiretrace.overlap.tokens import Tokens, tokenize

WINDOW_DAYS: Final = 3  # before the later date of a pair; follow-ups after that are another story's news
TIME_REACH: Final = 4 * 86_400  # seconds between two reports of one event
CANDIDATE_FLOOR: Final = 0.05  # partial cosine over rare words


@dataclass(frozen=True)
class Window:
    """Pairs of which one is of the date and the other of it or a few days before, as article numbers."""

    day: str
    numbers: npt.NDArray[np.int64]
    tokens: Tokens
    terms: Terms
    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    features: npt.NDArray[np.float64]

    @property
    def cosine(self) -> npt.NDArray[np.float64]:
        return np.asarray(self.features[:, FEATURES.index("cosine")])

    def take(self, pairs: npt.NDArray[np.bool_]) -> Window:
        return replace(self, left=self.left[pairs], right=self.right[pairs], features=self.features[pairs])

    @property
    def is_one_language(self) -> npt.NDArray[np.bool_]:
        left, right = (self.terms.language[self.rows(side)] for side in (self.left, self.right))
        return np.asarray((left == right) | (left == 0) | (right == 0))

    def rows(self, article_no: Iterable[int]) -> npt.NDArray[np.int64]:
        """Rows of `tokens` and `terms` for article numbers."""
        return np.searchsorted(self.numbers, np.fromiter(article_no, np.int64)).astype(np.int64)


def compare_window(con: duckdb.DuckDBPyConnection, day: str, least_cosine: float) -> Window:
    first = (date.fromisoformat(day) - timedelta(days=WINDOW_DAYS)).isoformat()
    window = run_query(con, "window", first_date=first, last_date=day)
    numbers = window["article_no"].to_numpy().astype(np.int64)
    tokens = tokenize(window["text"])
    terms = extract_terms(tokens, window["language"])
    is_new = window["partition_no"].to_numpy() == int(day.replace("-", ""))
    left, right = find_candidates(terms, is_new, _times(window), TIME_REACH, CANDIDATE_FLOOR)
    order = np.lexsort((right, left))
    left, right = left[order], right[order]
    features = compare(tokens, terms, left, right, least_cosine)
    return Window(day, numbers, tokens, terms, numbers[left], numbers[right], features)


def _times(window: pa.Table) -> npt.NDArray[np.int64]:
    """Printed time in seconds where it can be trusted, else -1."""
    printed = pc.if_else(window["is_time_conflicted"], None, window["published_at"].cast(pa.int64()))
    return np.asarray(pc.fill_null(pc.divide(printed, 1_000_000), -1).to_numpy(), np.int64)
