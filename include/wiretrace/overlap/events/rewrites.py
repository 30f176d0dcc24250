"""Which of two articles that are alike rewrites the other, and which of several sources was rewritten."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from math import inf
from typing import Final

import numpy as np
import numpy.typing as npt

from wiretrace.overlap.articles import NO_TIME, Articles, PrintedCredit
from wiretrace.overlap.derivations.cues import (
    Credits,
    agency_credit_of,
    claims_as_original,
    credit_of,
    prints_agency_text,
    prints_wire,
)
from wiretrace.overlap.events.novelty import count_details
from wiretrace.overlap.events.quotations import count_new_quoted_words
from wiretrace.overlap.events.retelling import odds_by_credit, odds_by_novelty, odds_by_voices, probability
from wiretrace.overlap.events.windows import Window
from wiretrace.overlap.text.resemblance import FEATURES

REWRITE_PROBABILITY: Final = 0.5
JOINING: Final = -4.0  # log odds from which a text may be made of this source and another
MOST_SOURCES: Final = 8  # likeliest ones of a text, of which any two are tried together
# Of pairs as alike as a rewrite without a credit: two reporters at one press conference are, too.
UNCREDITED: Final = 0.8
OWN_DETAILS: Final = 3  # names and numbers that each of two sources must give for itself
SECONDARY: Final = 3.0  # log odds by which an original is likelier to be rewritten than a rewrite of it is
CLOSE: Final = 0.1  # difference of probability below which the earlier of two copies is the likelier source


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


def describe_pair(  # noqa: PLR0913, PLR0917
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


def settle_sources(
    articles: Articles, found: Sequence[Resemblance], window: Window, copied: set[tuple[int, int]]
) -> list[Resemblance]:
    """What was found, with all evidence weighed; `copied`: pairs of which one is a copy of the other."""
    return _keep_best_source(articles, _join_sources(_weigh(found, window), window, copied), copied)


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
        for a, b in permutations(sorted(rows, key=lambda k: -found[k].odds)[:MOST_SOURCES], 2)
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
