"""Rewrites without long shared runs, and independent articles on the same event.

Pairs are compared within a window of a few days, with word rarities of that window; so a pair's result
is a function of the articles of the days before its later date, and a date costs a few days' articles.
Pairs whose shared text already makes one a copy of the other are left to `tracing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.articles import NO_TIME, Articles, PrintedCredit
from wiretrace.overlap.cues import (
    Credits,
    agency_credit_of,
    claims_as_original,
    credit_of,
    prints_agency_text,
    prints_wire,
    time_gap,
)
from wiretrace.overlap.derivations import Row, cue, derivation_id
from wiretrace.overlap.direction import KNOWN
from wiretrace.overlap.queries import run_query
from wiretrace.overlap.quotations import MIN_QUOTED_WORDS, count_new_quoted_words
from wiretrace.overlap.resemblance import FEATURES, compare, extract_terms, find_candidates
from wiretrace.overlap.tokens import Tokens, tokenize
from wiretrace.overlap.tracing import Pairs
from wiretrace.warehouse.tables import overlap

WINDOW_DAYS: Final = 3  # before the later date of a pair; follow-ups after that are another story's news
TIME_REACH: Final = 4 * 86_400  # seconds between two reports of one event
CANDIDATE_FLOOR: Final = 0.05  # partial cosine over rare words
NEAREST: Final = 8  # same-event rows kept for each article and date
ALIKE_COSINE: Final = 0.04  # of pairs that stories are grouped by: even weak likeness counts where there is much of it
NEAREST_ALIKE: Final = 100  # such pairs kept for each article and date
REWRITE_PROBABILITY: Final = 0.5
DOUBTFUL: Final = 0.001  # probability of a rewrite from which credits and quotations are looked at
# Log odds of a rewrite that names its source, and adds no quotation or does; and of one that only adds a quotation.
CREDITED, CREDITED_WITH_VOICES, NEW_VOICES = 6.0, 2.0, -1.0
CLOSE: Final = 0.1  # difference of probability below which the earlier of two copies is the likelier source
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


@dataclass(frozen=True)
class Events:
    """`rows` of evidence `event` and `alike` (rows of `overlap.resemblances`) replace those of `dates`."""

    dates: Sequence[str]
    rows: Sequence[Row]
    alike: pa.Table


def find_events(con: duckdb.DuckDBPyConnection, articles: Articles, credits: Credits, pairs: Pairs) -> Events:
    """Of the dates whose pairs on one event may differ after the change."""
    dates = run_query(con, "event_dates", window_days=WINDOW_DAYS)["partition_key"].to_pylist()
    copies = pairs.take(pairs.is_copy)
    copied = set(zip(copies.left.tolist(), copies.right.tolist(), strict=True))
    windows = [_compare_window(con, day) for day in dates]
    rows = [row for window in windows for row in _event_rows(articles, credits, copied, window)]
    alike = [overlap.RESEMBLANCES.arrow_schema.empty_table(), *(_alike_rows(articles, window) for window in windows)]
    return Events(dates, rows, pa.concat_tables(alike))


@dataclass(frozen=True)
class Window:
    """Pairs of which one is of the date and the other of it or a few days before, as article numbers."""

    day: str
    numbers: npt.NDArray[np.int64]
    tokens: Tokens
    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    features: npt.NDArray[np.float64]

    @property
    def cosine(self) -> npt.NDArray[np.float64]:
        return np.asarray(self.features[:, FEATURES.index("cosine")])


def _compare_window(con: duckdb.DuckDBPyConnection, day: str) -> Window:
    first = (date.fromisoformat(day) - timedelta(days=WINDOW_DAYS)).isoformat()
    window = run_query(con, "window", first_date=first, last_date=day)
    numbers = window["article_no"].to_numpy().astype(np.int64)
    tokens = tokenize(window["text"])
    terms = extract_terms(tokens)
    is_new = window["partition_no"].to_numpy() == int(day.replace("-", ""))
    left, right = find_candidates(terms, is_new, _times(window), TIME_REACH, CANDIDATE_FLOOR)
    order = np.lexsort((right, left))
    left, right = left[order], right[order]
    return Window(day, numbers, tokens, numbers[left], numbers[right], compare(tokens, terms, left, right))


def _alike_rows(articles: Articles, window: Window) -> pa.Table:
    cosine: npt.NDArray[np.float64] = np.round(np.minimum(window.cosine, 1.0), 4).astype(np.float64)
    kept = np.flatnonzero((cosine >= ALIKE_COSINE) & _is_near(window.left, window.right, cosine, NEAREST_ALIKE))
    ids = np.array(articles.article_id, object)
    columns = {
        "left_article_id": pa.array(ids[window.left[kept]], pa.string()),
        "right_article_id": pa.array(ids[window.right[kept]], pa.string()),
        "cosine": cosine[kept],
        "partition_key": pa.array([window.day] * len(kept), pa.string()),
        "method_version": pa.array([METHOD_VERSION] * len(kept), pa.string()),
    }
    return pa.table(columns).cast(overlap.RESEMBLANCES.arrow_schema)


def _event_rows(articles: Articles, credits: Credits, copied: set[tuple[int, int]], window: Window) -> Iterator[Row]:
    rewrite, event = probabilities(window.features)
    is_near = _is_near(window.left, window.right, event, NEAREST)
    is_event = (event >= EVENT_PROBABILITY) & (window.cosine >= EVENT_COSINE) & is_near
    found = [
        _resemblance(articles, credits, pair, window.features[k], float(rewrite[k]), float(event[k]), bool(is_event[k]))
        for k, pair in _listed(window.left, window.right, np.flatnonzero((rewrite >= DOUBTFUL) | is_event))
        if pair not in copied
    ]
    for one in _keep_best_source(articles, _weigh_voices(found, window.tokens, window.numbers), copied):
        if one.relation != "same_event" or one.is_event:
            yield _row(articles, one)


def _listed(
    left: npt.NDArray[np.int64], right: npt.NDArray[np.int64], rows: npt.NDArray[np.int64]
) -> Iterator[tuple[int, tuple[int, int]]]:
    for k in rows.tolist():
        yield k, (int(left[k]), int(right[k]))


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
    left: npt.NDArray[np.int64], right: npt.NDArray[np.int64], score: npt.NDArray[np.float64], count: int
) -> npt.NDArray[np.bool_]:
    """Whether a pair is among the `count` nearest of either of its articles."""
    pair = np.tile(np.arange(len(left)), 2)
    article, value = np.concatenate([left, right]), np.tile(score, 2)
    order = np.lexsort((pair, -value, article))
    first = np.searchsorted(article[order], article[order])
    near = np.zeros(len(left), bool)
    near[pair[order][np.arange(len(order)) - first < count]] = True
    return near


@dataclass(frozen=True)
class Resemblance:
    """Two articles in their more likely order, how alike they are, and the probabilities that follow.

    `credit` is where the derived article names the source, or the agency whose text the source prints.
    """

    derived: int
    source: int
    certainty: float
    credit: PrintedCredit | None
    is_agency_credit: bool
    features: Mapping[str, float]
    rewrite: float
    event: float
    is_event: bool
    has_better_source: bool = False  # a copy of this source

    @property
    def is_rewrite(self) -> bool:
        return self.rewrite >= REWRITE_PROBABILITY and not self.has_better_source

    @property
    def relation(self) -> str:
        return "rewrite" if self.is_rewrite else "common_source" if self.has_better_source else "same_event"


def _resemblance(  # noqa: PLR0913, PLR0917
    articles: Articles,
    credits: Credits,
    pair: tuple[int, int],
    features: npt.NDArray[np.float64],
    rewrite: float,
    event: float,
    is_event: bool,
) -> Resemblance:
    derived, source, certainty = _orient(articles, credits, *pair)
    named = credit_of(articles, credits, derived, source)
    credit = named or agency_credit_of(articles, credits, derived, source)
    alike = dict(zip(FEATURES, features.tolist(), strict=True))
    if prints_wire(articles, credits, derived):
        rewrite = 0.0  # its words are the agency's: if anybody reworded a text, the agency did
    return Resemblance(derived, source, certainty, credit, named is None, alike, rewrite, event, is_event)


def _weigh_voices(found: Sequence[Resemblance], tokens: Tokens, numbers: npt.NDArray[np.int64]) -> list[Resemblance]:
    """Rewrites are likelier where the source is credited, and less likely where the derived article quotes others."""
    derived = np.searchsorted(numbers, np.array([one.derived for one in found], np.int64))
    source = np.searchsorted(numbers, np.array([one.source for one in found], np.int64))
    new = count_new_quoted_words(tokens, derived, source) >= MIN_QUOTED_WORDS
    credited = np.array([one.credit is not None for one in found], bool)
    value = np.clip([one.rewrite for one in found], 1e-9, 1.0 - 1e-9)
    weight = np.where(credited, np.where(new, CREDITED_WITH_VOICES, CREDITED), NEW_VOICES * new)
    weighed = _logistic(np.log(value / (1.0 - value)) + weight)
    return [replace(one, rewrite=float(value)) for one, value in zip(found, weighed, strict=True)]


def _keep_best_source(
    articles: Articles, found: Sequence[Resemblance], copied: set[tuple[int, int]]
) -> list[Resemblance]:
    """Of several sources that are copies of one another, the likeliest and then earliest was rewritten."""
    result = list(found)
    kept: dict[int, list[int]] = {}
    rewrites = [k for k in range(len(found)) if found[k].is_rewrite]
    for k in sorted(rewrites, key=lambda k: _rank(articles, found[k])):
        one = found[k]
        rivals = kept.setdefault(one.derived, [])
        if any((min(one.source, r), max(one.source, r)) in copied for r in rivals):
            result[k] = replace(one, has_better_source=True)
        else:
            rivals.append(one.source)
    return result


def _rank(articles: Articles, one: Resemblance) -> tuple[int, int, str, int, float, int, int]:
    """Best first; articles without a printed time come after those with one."""
    printed = int(articles.published[one.source])
    level = -round(one.rewrite / CLOSE)
    return (
        level, int(printed == NO_TIME), articles.partition_key[one.source], printed,
        -one.rewrite, one.derived, one.source,
    )  # fmt: skip


def _row(articles: Articles, found: Resemblance) -> Row:
    ids = articles.article_id[found.derived], articles.article_id[found.source]
    credit = found.credit if found.is_rewrite else None
    absent = credit if found.is_agency_credit else None
    cues = [cue(name, f"{value:.2f}", ids[0]) for name, value in found.features.items()]
    if credit:
        cues.append(cue("credit", credit.text, ids[0], credit.char_start, credit.char_end))
    if absent:
        cues.append(cue("held_copy", "prints the agency's text", ids[1]))
    return {
        "derivation_id": derivation_id("event", *ids),
        "derived_article_id": ids[0],
        "source_article_id": None if absent else ids[1],
        "source_origin_id": absent.origin_id if absent else None,
        "source_name": absent.origin_name if absent else articles.outlet_name[found.source],
        "relation": found.relation,
        "evidence": "event",
        "is_direction_known": found.is_rewrite and found.certainty >= KNOWN,
        "confidence": round(found.rewrite * found.certainty if found.is_rewrite else found.event, 4),
        "derived_containment": None,
        "source_containment": None,
        "shared_word_count": None,
        "lag_seconds": None if absent else int(articles.first_seen[found.derived] - articles.first_seen[found.source]),
        "is_credited": credit is not None,
        "cues": cues,
        "partition_key": max(articles.partition_key[found.derived], articles.partition_key[found.source]),
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
