"""Rewrites without long shared runs, and independent articles on the same event.

Pairs are compared within a window of a few days, with word rarities of that window; so a pair's result
is a function of the articles of the days before its later date, and a date costs a few days' articles.
Pairs whose shared text already makes one a copy of the other are left to `tracing`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from math import inf
from typing import Final

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

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
from wiretrace.overlap.novelty import count_details
from wiretrace.overlap.queries import register, run_query
from wiretrace.overlap.quotations import count_new_quoted_words
from wiretrace.overlap.resemblance import FEATURES
from wiretrace.overlap.retelling import (
    event_probability,
    odds_by_credit,
    odds_by_likeness,
    odds_by_novelty,
    odds_by_voices,
    probability,
)
from wiretrace.overlap.tracing import Pairs
from wiretrace.overlap.windows import EVENT_COSINE, NEAR_COSINE, WINDOW_DAYS, Window, compare_window
from wiretrace.warehouse.tables import overlap

NEAREST: Final = 8  # same-event rows kept for each article and date
ALIKE_COSINE: Final = 0.04  # of pairs that stories are grouped by: even weak likeness counts where there is much of it
NEAREST_ALIKE: Final = 100  # such pairs kept for each article and date
REWRITE_PROBABILITY: Final = 0.5
DOUBTFUL: Final = (
    -7.0
)  # log odds of a rewrite, by likeness and novelty, from which credits and quotations are looked at
JOINING: Final = -4.0  # log odds from which a text may be made of this source and another
UNCREDITED: Final = (
    0.8  # of pairs as alike as a rewrite without a credit: two reporters at one press conference are, too
)
OWN_DETAILS: Final = 3  # names and numbers that each of two sources must give for itself
SECONDARY: Final = 3.0  # log odds by which an original is likelier to be rewritten than a rewrite of it is
CLOSE: Final = 0.1  # difference of probability below which the earlier of two copies is the likelier source
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
    window = window.take(window.cosine >= NEAR_COSINE)
    odds, event = odds_by_likeness(window.features), event_probability(window.features)
    is_near = _is_near(window.left, window.right, event, NEAREST)
    is_event = (event >= EVENT_PROBABILITY) & (window.cosine >= EVENT_COSINE) & is_near
    listed = np.flatnonzero((odds + _novelty_at_best(window) >= DOUBTFUL) | is_event)
    gap = time_gap(articles, window.left, window.right)
    found = [
        _resemblance(
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
    for one in _keep_best_source(articles, _join_sources(_weigh(found, window), window, copied), copied):
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


@dataclass(frozen=True)
class Resemblance:
    """Two articles in their more likely order, how alike they are, and the probabilities that follow.

    `credit` is where the derived article names the source, or the agency whose text the source prints. `likeness` are
    log odds of a rewrite by what both share; `odds` by all evidence, with `new` details and `new_quoted` words.
    """

    derived: int
    source: int
    certainty: float
    credit: PrintedCredit | None
    is_agency_credit: bool
    features: Mapping[str, float]
    likeness: float
    event: float
    is_event: bool
    odds: float = -inf
    new: int = 0
    new_quoted: int = 0
    has_better_source: bool = False  # a copy or rewrite of this source

    @property
    def rewrite(self) -> float:
        return float(probability(np.array(self.odds)))

    @property
    def is_rewrite(self) -> bool:
        return self.rewrite >= REWRITE_PROBABILITY and not self.has_better_source

    @property
    def confidence(self) -> float:
        if not self.is_rewrite:
            return self.event
        return self.rewrite * self.certainty * (1.0 if self.credit else UNCREDITED)

    @property
    def relation(self) -> str:
        return "rewrite" if self.is_rewrite else "common_source" if self.has_better_source else "same_event"


def _resemblance(  # noqa: PLR0913, PLR0917
    articles: Articles,
    credits: Credits,
    pair: tuple[int, int],
    gap: float,
    features: npt.NDArray[np.float64],
    odds: float,
    event: float,
    is_event: bool,
) -> Resemblance:
    derived, source, certainty = _orient(articles, credits, *pair, gap)
    named = credit_of(articles, credits, derived, source)
    credit = named or agency_credit_of(articles, credits, derived, source)
    alike = dict(zip(FEATURES, features.tolist(), strict=True))
    if prints_wire(articles, credits, derived):
        odds = -inf  # its words are the agency's: if anybody reworded a text, the agency did
    return Resemblance(derived, source, certainty, credit, named is None, alike, odds, event, is_event)


def _weigh(found: Sequence[Resemblance], window: Window) -> list[Resemblance]:
    """With what only the derived article tells, and whether it names the source."""
    derived, source = window.rows(one.derived for one in found), window.rows(one.source for one in found)
    details = count_details(window.terms, derived, source)
    quoted = count_new_quoted_words(
        window.texts.tokens, *(window.texts.rows(window.numbers[n]) for n in (derived, source))
    )
    credited = odds_by_credit(np.array([one.credit is not None for one in found], bool), quoted)
    odds = np.array([one.likeness for one in found]) + credited + odds_by_novelty(details) + odds_by_voices(quoted)
    columns = zip(found, odds.tolist(), details.new.tolist(), quoted.tolist(), strict=True)
    return [replace(one, odds=value, new=new, new_quoted=words) for one, value, new, words in columns]


def _join_sources(found: Sequence[Resemblance], window: Window, copied: set[tuple[int, int]]) -> list[Resemblance]:
    """A text made of two reports: what it has from the one is new beside the other, and beside both nothing is."""
    possible: dict[int, list[int]] = defaultdict(list)
    for k, one in enumerate(found):
        if one.odds >= JOINING:
            possible[one.derived].append(k)
    pairs = [
        (a, b)
        for rows in possible.values()
        for a, b in permutations(sorted(rows, key=lambda k: -found[k].odds)[:NEAREST], 2)
        if _pair(found[a].source, found[b].source) not in copied
    ]
    first, second = [found[a] for a, _ in pairs], [found[b] for _, b in pairs]
    derived, source = window.rows(one.derived for one in first), window.rows(one.source for one in first)
    further = window.rows(one.source for one in second)
    details = count_details(window.terms, derived, source, further)
    mirrored = count_details(window.terms, derived, further, source)
    quoted = np.array(
        [min(one.new_quoted, other.new_quoted) for one, other in zip(first, second, strict=True)], np.int64
    )
    credited = odds_by_credit(np.array([one.credit is not None for one in first], bool), quoted)
    likeness = np.array([one.likeness for one in first])
    odds = likeness + credited + odds_by_novelty(details) + odds_by_voices(quoted)
    result = list(found)
    for k in np.flatnonzero((details.only >= OWN_DETAILS) & (mirrored.only >= OWN_DETAILS)).tolist():
        at = pairs[k][0]
        if odds[k] > result[at].odds:
            result[at] = replace(result[at], odds=float(odds[k]), new=int(details.new[k]), new_quoted=int(quoted[k]))
    return result


def _pair(a: int, b: int) -> tuple[int, int]:
    return min(a, b), max(a, b)


def _keep_best_source(
    articles: Articles, found: Sequence[Resemblance], copied: set[tuple[int, int]]
) -> list[Resemblance]:
    """Of several sources that are versions of one another, the likeliest and then earliest was rewritten."""
    result = list(found)
    kept: dict[int, list[int]] = {}
    rewrites = [one for one in found if one.is_rewrite]
    versions = copied | {_pair(one.derived, one.source) for one in rewrites}
    retold = {(one.derived, one.source) for one in rewrites}
    copies: dict[int, list[int]] = defaultdict(list)
    for a, b in copied:
        copies[a].append(b)
        copies[b].append(a)
    sources: dict[int, list[int]] = defaultdict(list)
    for one in rewrites:
        sources[one.derived].append(one.source)
    is_secondary = [any((one.source, other) in retold for other in sources[one.derived]) for one in found]
    order = (k for k in range(len(found)) if found[k].is_rewrite)
    for k in sorted(order, key=lambda k: _rank(articles, found[k], is_secondary[k])):
        one = found[k]
        rivals = kept.setdefault(one.derived, [])
        if _is_late_copy(articles, one, copies.get(one.source, ())) or any(
            _pair(one.source, r) in versions for r in rivals
        ):
            result[k] = replace(one, has_better_source=True)
        else:
            rivals.append(one.source)
    return result


def _is_late_copy(articles: Articles, one: Resemblance, copies: Sequence[int]) -> bool:
    """The source was fetched on a later date than what retells it, and a copy of it was there before."""
    at = articles.partition_key[one.derived]
    is_late = articles.partition_key[one.source] > at
    return is_late and any(c != one.derived and articles.partition_key[c] <= at for c in copies)


def _rank(articles: Articles, one: Resemblance, is_secondary: bool) -> tuple[int, int, str, int, float, int, int]:
    """Best first; articles without a printed time come after those with one."""
    printed = int(articles.published[one.source])
    odds = one.odds - SECONDARY if is_secondary else one.odds
    return (
        -round(float(probability(np.array(odds))) / CLOSE), int(printed == NO_TIME),
        articles.partition_key[one.source], printed, -odds, one.derived, one.source,
    )  # fmt: skip


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


def _orient(articles: Articles, credits: Credits, left: int, right: int, gap: float) -> tuple[int, int, float]:
    """(derived, source, certainty); `gap` as `time_gap`. Rewriters shorten: without times the shorter text is the more likely copy."""
    for derived, source in ((left, right), (right, left)):
        if claims_as_original(articles, derived, source) or credit_of(articles, credits, derived, source):
            return derived, source, 0.95
        if prints_agency_text(articles, credits, source) and not prints_agency_text(articles, credits, derived):
            return derived, source, 0.9
    if gap:
        return (left, right, 0.9) if gap > 0 else (right, left, 0.9)
    is_left_shorter = articles.char_count[left] <= articles.char_count[right]
    return (left, right, 0.7) if is_left_shorter else (right, left, 0.7)
