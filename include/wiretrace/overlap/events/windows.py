"""Articles of a date beside those of a few days before: which pairs are alike, and in what.

Words were listed when an article was measured; texts are read again only of pairs that are alike.
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

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.events.retelling import COSINE_FLOOR
from wiretrace.overlap.queries import run_query
from wiretrace.overlap.text.resemblance import (
    FEATURES,
    Terms,
    compare_sentences,
    compare_words,
    find_candidates,
    weigh_words,
)
from wiretrace.overlap.text.texts import Texts, read_texts

WINDOW_DAYS: Final = 3  # before the later date of a pair; follow-ups after that are another story's news
TIME_REACH: Final = 4 * 86_400  # seconds between two reports of one event
CANDIDATE_FLOOR: Final = 0.05  # partial cosine over rare words
EVENT_COSINE: Final = 0.12  # a transcript of sixty thousand characters covers the words of many events
NEAR_COSINE: Final = min(EVENT_COSINE, COSINE_FLOOR)  # from which the texts of a pair are looked at


@dataclass(frozen=True)
class Window:
    """Pairs of which one is of the date and the other of it or a few days before, as article numbers.

    `terms` has a row for each of `numbers`; `texts` are those of pairs in one language from `NEAR_COSINE` on.
    """

    day: str
    numbers: npt.NDArray[np.int64]
    terms: Terms
    texts: Texts
    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    features: npt.NDArray[np.float64]
    is_near: npt.NDArray[np.bool_]  # whether the texts of the pair were compared

    @property
    def cosine(self) -> npt.NDArray[np.float64]:
        return np.asarray(self.features[:, FEATURES.index("cosine")])

    def take(self, pairs: npt.NDArray[np.bool_]) -> Window:
        columns = {name: getattr(self, name)[pairs] for name in ("left", "right", "features", "is_near")}
        return replace(self, **columns)

    def rows(self, article_no: Iterable[int]) -> npt.NDArray[np.int64]:
        """Rows of `terms` for article numbers."""
        return np.searchsorted(self.numbers, np.fromiter(article_no, np.int64)).astype(np.int64)


def compare_window(con: duckdb.DuckDBPyConnection, day: str) -> Window:
    """Needs `numbered`, `staged_changes` and `staged_terms`."""
    first = (date.fromisoformat(day) - timedelta(days=WINDOW_DAYS)).isoformat()
    window = run_query(con, "window", first_date=first, last_date=day, method_version=METHOD_VERSION)
    numbers = window["article_no"].to_numpy().astype(np.int64)
    words = window["words"].combine_chunks()
    terms = weigh_words(words.offsets.to_numpy().astype(np.int64), words.values.to_numpy(), window["language"])
    is_new = window["partition_no"].to_numpy() == int(day.replace("-", ""))
    left, right = find_candidates(terms, is_new, _times(window), TIME_REACH, CANDIDATE_FLOOR)
    order = np.lexsort((right, left))
    left, right = left[order], right[order]
    features = compare_words(terms, left, right)
    is_near = (features[:, FEATURES.index("cosine")] >= NEAR_COSINE) & terms.are_of_one_language(left, right)
    ends = numbers[left[is_near]], numbers[right[is_near]]
    texts = read_texts(con, np.unique(np.concatenate(ends)))
    sentences = FEATURES.index("sentences")
    features[is_near, sentences : sentences + 2] = compare_sentences(texts.tokens, terms, *map(texts.rows, ends))
    return Window(day, numbers, terms, texts, numbers[left], numbers[right], features, is_near)


def _times(window: pa.Table) -> npt.NDArray[np.int64]:
    """Printed time in seconds where it can be trusted, else -1."""
    printed = pc.if_else(window["is_time_conflicted"], None, window["published_at"].cast(pa.int64()))
    return np.asarray(pc.fill_null(pc.divide(printed, 1_000_000), -1).to_numpy(), np.int64)
