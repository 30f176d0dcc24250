"""Rewrites without long shared runs, and independent articles on the same event.

Pairs are compared within `windows` and judged in `rewrites`. Those whose shared text already makes one a copy of the
other are left to `tracing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.articles import Articles
from wiretrace.overlap.derivations.cues import Credits, time_gap
from wiretrace.overlap.derivations.direction import KNOWN
from wiretrace.overlap.derivations.rows import Row, cue, derivation_id
from wiretrace.overlap.derivations.tracing import Pairs
from wiretrace.overlap.events.novelty import count_details
from wiretrace.overlap.events.retelling import event_probability, odds_by_likeness, odds_by_novelty
from wiretrace.overlap.events.rewrites import Resemblance, describe_pair, settle_sources
from wiretrace.overlap.events.windows import EVENT_COSINE, WINDOW_DAYS, Window, compare_window
from wiretrace.overlap.queries import register, run_query
from wiretrace.warehouse.tables import overlap

NEAREST: Final = 8  # same-event rows kept for each article and date
ALIKE_COSINE: Final = 0.04  # of pairs that stories are grouped by: even weak likeness counts where there is much of it
NEAREST_ALIKE: Final = 100  # such pairs kept for each article and date
# Log odds of a rewrite, by likeness and novelty, from which credits and quotations are looked at.
DOUBTFUL: Final = -7.0
EVENT_PROBABILITY: Final = 0.8


@dataclass(frozen=True)
class Events:
    """`rows` of evidence `event` and `alike` (rows of `overlap.resemblances`) replace those of `dates`."""

    dates: Sequence[str]
    rows: Sequence[Row]
    alike: pa.Table


def find_event_dates(con: duckdb.DuckDBPyConnection) -> tuple[list[str], npt.NDArray[np.int64]]:
    """Dates whose pairs on one event may differ after the change, and the numbers of all articles compared for them."""
    dates = run_query(con, "event_dates", window_days=WINDOW_DAYS)
    register(con, staged_event_dates=dates)
    numbers = run_query(con, "window_articles", window_days=WINDOW_DAYS)["article_no"]
    return dates["partition_key"].to_pylist(), numbers.to_numpy().astype(np.int64)


def find_events(
    con: duckdb.DuckDBPyConnection, dates: Sequence[str], articles: Articles, credits: Credits, copies: Pairs
) -> Events:
    """`copies`: all pairs with an article of these dates, or of the days before, of which one is a copy of the other."""
    copied = set(zip(copies.left.tolist(), copies.right.tolist(), strict=True))
    rows: list[Row] = []
    alike = [overlap.RESEMBLANCES.arrow_schema.empty_table()]
    for day in dates:  # one window at a time in memory
        window = compare_window(con, day)
        rows += _event_rows(articles, credits, copied, window)
        alike.append(_alike_rows(articles, window))
    return Events(dates, rows, pa.concat_tables(alike))


def _alike_rows(articles: Articles, window: Window) -> pa.Table:
    cosine: npt.NDArray[np.float64] = np.round(np.minimum(window.cosine, 1.0), 4).astype(np.float64)
    kept = np.flatnonzero((cosine >= ALIKE_COSINE) & _is_near(window.left, window.right, cosine, NEAREST_ALIKE))
    columns = {
        "left_article_id": pa.array(articles.article_id[window.left[kept]], pa.string()),
        "right_article_id": pa.array(articles.article_id[window.right[kept]], pa.string()),
        "cosine": cosine[kept],
        "partition_key": pa.array([window.day] * len(kept), pa.string()),
        "method_version": pa.array([METHOD_VERSION] * len(kept), pa.string()),
    }
    return pa.table(columns).cast(overlap.RESEMBLANCES.arrow_schema)


def _event_rows(articles: Articles, credits: Credits, copied: set[tuple[int, int]], window: Window) -> Iterator[Row]:
    window = window.take(window.is_near)
    odds, event = odds_by_likeness(window.features), event_probability(window.features)
    is_near = _is_near(window.left, window.right, event, NEAREST)
    is_event = (event >= EVENT_PROBABILITY) & (window.cosine >= EVENT_COSINE) & is_near
    listed = np.flatnonzero((odds + _novelty_at_best(window) >= DOUBTFUL) | is_event)
    gap = time_gap(articles, window.left, window.right)
    found = [
        describe_pair(
            articles,
            credits,
            pair,
            float(gap[k]),
            window.features[k],
            float(odds[k]),
            float(event[k]),
            bool(is_event[k]),
        )
        for k, pair in _listed(window.left, window.right, listed)
        if pair not in copied
    ]
    for one in settle_sources(articles, found, window, copied):
        if one.relation != "same_event" or one.is_event:
            yield _row(articles, one)


def _novelty_at_best(window: Window) -> npt.NDArray[np.float64]:
    """Log odds by novelty in the better of two directions."""
    left, right = window.rows(window.left), window.rows(window.right)
    both = (odds_by_novelty(count_details(window.terms, a, b)) for a, b in ((left, right), (right, left)))
    return np.asarray(np.maximum(*both))


def _listed(
    left: npt.NDArray[np.int64], right: npt.NDArray[np.int64], rows: npt.NDArray[np.int64]
) -> Iterator[tuple[int, tuple[int, int]]]:
    for k in rows.tolist():
        yield k, (int(left[k]), int(right[k]))


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


def _row(articles: Articles, found: Resemblance) -> Row:
    ids = articles.article_id[found.derived], articles.article_id[found.source]
    credit = found.credit if found.is_rewrite else None
    absent = credit if found.is_agency_credit else None
    cues = [cue(name, f"{value:.2f}", ids[0]) for name, value in found.features.items()]
    cues.append(cue("new_details", f"{found.new} names and numbers that the source lacks", ids[0]))
    cues.append(cue("new_voices", f"{found.new_quoted} quoted words that the source lacks", ids[0]))
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
        "confidence": round(found.confidence, 4),
        "derived_containment": None,
        "source_containment": None,
        "shared_word_count": None,
        "lag_seconds": None if absent else int(articles.first_seen[found.derived] - articles.first_seen[found.source]),
        "is_credited": credit is not None,
        "cues": cues,
        "partition_key": max(articles.partition_key[found.derived], articles.partition_key[found.source]),
        "method_version": METHOD_VERSION,
    }
