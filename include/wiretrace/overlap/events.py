"""Rewrites without long shared runs, and independent articles on the same event.

Pairs are compared within a window of a few days, with word rarities of that window; so a pair's result
is a function of the articles of the days before its later date, and a date costs a few days' articles.
Pairs whose shared text already makes one a copy of the other are left to `tracing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.articles import Articles
from wiretrace.overlap.cues import Credits, claims_as_original, credit_of, prints_agency_text, time_gap
from wiretrace.overlap.derivations import Row, cue, derivation_id
from wiretrace.overlap.direction import KNOWN
from wiretrace.overlap.queries import run_query
from wiretrace.overlap.resemblance import FEATURES, compare, extract_terms, find_candidates
from wiretrace.overlap.tokens import tokenize
from wiretrace.overlap.tracing import Pairs

WINDOW_DAYS: Final = 3  # before the later date of a pair; follow-ups after that are another story's news
TIME_REACH: Final = 4 * 86_400  # seconds between two reports of one event
CANDIDATE_FLOOR: Final = 0.05  # partial cosine over rare words
NEAREST: Final = 8  # same-event rows kept for each article and date: a story needs a few links, not all pairs
REWRITE_PROBABILITY: Final = 0.5
EVENT_PROBABILITY: Final = 0.8
EVENT_COSINE: Final = 0.12  # a transcript of sixty thousand characters covers the words of many events

# Logistic weights over `resemblance.FEATURES`, fitted on labelled pairs; docs/METHOD describes them.
REWRITE_WEIGHTS: Final = {
    "cosine": 7.37,
    "names": 8.12,
    "numbers": 1.47,
    "sentences": 3.87,
    "order": 3.55,
    "coverage": 2.96,
}
REWRITE_BIAS: Final = -16.85
EVENT_WEIGHTS: Final = {"cosine": 14.99, "names": 4.36, "sentences": 4.65, "rare": 2.14, "coverage": 7.11}
EVENT_BIAS: Final = -7.98


def find_events(
    con: duckdb.DuckDBPyConnection, articles: Articles, credits: Credits, pairs: Pairs
) -> tuple[list[Row], list[str]]:
    """Rows of evidence `event`, and the dates whose rows they replace."""
    dates = run_query(con, "event_dates", window_days=WINDOW_DAYS)["partition_key"].to_pylist()
    copies = pairs.take(pairs.is_copy)
    copied = set(zip(copies.left.tolist(), copies.right.tolist(), strict=True))
    return [row for day in dates for row in _date_rows(con, articles, credits, copied, day)], dates


def _date_rows(
    con: duckdb.DuckDBPyConnection, articles: Articles, credits: Credits, copied: set[tuple[int, int]], day: str
) -> Iterator[Row]:
    first = (date.fromisoformat(day) - timedelta(days=WINDOW_DAYS)).isoformat()
    window = run_query(con, "window", first_date=first, last_date=day)
    numbers = window["article_no"].to_numpy().astype(np.int64)
    left, right, features = _compare_window(window, day)
    rewrite, event = probabilities(features)
    left_no, right_no = numbers[left], numbers[right]
    is_rewrite = rewrite >= REWRITE_PROBABILITY
    is_alike = features[:, FEATURES.index("cosine")] >= EVENT_COSINE
    is_event = (event >= EVENT_PROBABILITY) & is_alike & _is_near(left_no, right_no, event)
    for k in np.flatnonzero(is_rewrite | is_event):
        pair = int(left_no[k]), int(right_no[k])
        if pair not in copied:
            alike = dict(zip(FEATURES, features[k].tolist(), strict=True))
            yield _row(articles, credits, Resemblance(*pair, alike, float(rewrite[k]), float(event[k])))


def _compare_window(
    window: pa.Table, day: str
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    tokens = tokenize(window["text"])
    terms = extract_terms(tokens)
    is_new = window["partition_no"].to_numpy() == int(day.replace("-", ""))
    left, right = find_candidates(terms, is_new, _times(window), TIME_REACH, CANDIDATE_FLOOR)
    order = np.lexsort((right, left))
    left, right = left[order], right[order]
    return left, right, compare(tokens, terms, left, right)


def _times(window: pa.Table) -> npt.NDArray[np.int64]:
    """Printed time in seconds where it can be trusted, else -1."""
    printed = pc.if_else(window["is_time_conflicted"], None, window["published_at"].cast(pa.int64()))
    return np.asarray(pc.fill_null(pc.divide(printed, 1_000_000), -1).to_numpy(), np.int64)


def probabilities(features: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """(that one is a rewrite of the other, that both report the same event), one value a pair."""
    clipped = np.minimum(features, 1.0)
    rewrite = np.array([REWRITE_WEIGHTS.get(name, 0.0) for name in FEATURES])
    event = np.array([EVENT_WEIGHTS.get(name, 0.0) for name in FEATURES])
    return _logistic(clipped @ rewrite + REWRITE_BIAS), _logistic(clipped @ event + EVENT_BIAS)


def _logistic(value: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.asarray(1.0 / (1.0 + np.exp(-value)))


def _is_near(
    left: npt.NDArray[np.int64], right: npt.NDArray[np.int64], score: npt.NDArray[np.float64]
) -> npt.NDArray[np.bool_]:
    """Whether a pair is among the NEAREST of either of its articles."""
    pair = np.tile(np.arange(len(left)), 2)
    article, value = np.concatenate([left, right]), np.tile(score, 2)
    order = np.lexsort((pair, -value, article))
    first = np.searchsorted(article[order], article[order])
    near = np.zeros(len(left), bool)
    near[pair[order][np.arange(len(order)) - first < NEAREST]] = True
    return near


@dataclass(frozen=True)
class Resemblance:
    """Two articles, how alike they are, and the probabilities that follow."""

    left: int
    right: int
    features: Mapping[str, float]
    rewrite: float
    event: float


def _row(articles: Articles, credits: Credits, found: Resemblance) -> Row:
    derived, source, certainty = _orient(articles, credits, found.left, found.right)
    is_rewrite = found.rewrite >= REWRITE_PROBABILITY
    credit = credit_of(articles, credits, derived, source) if is_rewrite else None
    ids = articles.article_id[derived], articles.article_id[source]
    cues = [cue(name, f"{value:.2f}", ids[0]) for name, value in found.features.items()]
    if credit:
        cues.append(cue("credit", credit.text, ids[0], credit.char_start, credit.char_end))
    return {
        "derivation_id": derivation_id("event", *ids),
        "derived_article_id": ids[0],
        "source_article_id": ids[1],
        "source_origin_id": None,
        "source_name": articles.outlet_name[source],
        "relation": "rewrite" if is_rewrite else "same_event",
        "evidence": "event",
        "is_direction_known": is_rewrite and certainty >= KNOWN,
        "confidence": round(found.rewrite * certainty if is_rewrite else found.event, 4),
        "derived_containment": None,
        "source_containment": None,
        "shared_word_count": None,
        "lag_seconds": int(articles.first_seen[derived] - articles.first_seen[source]),
        "is_credited": credit is not None,
        "cues": cues,
        "partition_key": max(articles.partition_key[derived], articles.partition_key[source]),
        "method_version": METHOD_VERSION,
    }


def _orient(articles: Articles, credits: Credits, left: int, right: int) -> tuple[int, int, float]:
    """(derived, source, certainty). Rewriters shorten: without times the shorter text is the more likely copy."""
    for derived, source in ((left, right), (right, left)):
        if claims_as_original(articles, derived, source) or credit_of(articles, credits, derived, source):
            return derived, source, 0.95
        if prints_agency_text(articles, credits, source) and not prints_agency_text(articles, credits, derived):
            return derived, source, 0.9
    gap = float(time_gap(articles, np.array([left]), np.array([right]))[0])
    if gap:
        return (left, right, 0.9) if gap > 0 else (right, left, 0.9)
    is_left_shorter = articles.char_count[left] <= articles.char_count[right]
    return (left, right, 0.7) if is_left_shorter else (right, left, 0.7)
