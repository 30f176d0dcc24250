"""What relations are decided by: articles, their credits, the pairs that share text, and who prints whose text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from wiretrace.overlap.articles import Articles, PrintedCredit
from wiretrace.overlap.credits.reading import WHOLE_TEXT_RULES
from wiretrace.overlap.derivations.cues import Credits
from wiretrace.overlap.derivations.tracing import COPY_SHARE, Pairs

SPREAD_SHARE: Final = 0.5  # of a text that must stand in a credited copy to inherit its credit


@dataclass(frozen=True)
class AgencyCredit:
    """The agency whose text an article prints as a whole. `share` is 1 for its own credit, less for a spread one."""

    credit: PrintedCredit
    share: float


@dataclass(frozen=True)
class Oriented:
    """One pair with its more likely direction. Shares are characters of the article inside passages, 0 to 1."""

    derived: int
    source: int
    derived_share: float
    source_share: float
    words: int
    matched: int
    narrative: int
    certainty: float

    @property
    def is_copy(self) -> bool:
        return self.derived_share >= COPY_SHARE and self.narrative > 0


@dataclass(frozen=True)
class Evidence:
    """`parents`: the copy that explains most of each derived article. `shared_words`: of every pair, both ways.

    `cluster[n]` is the smallest number among the copies of article `n`.
    """

    articles: Articles
    credits: Credits
    agencies: Mapping[int, AgencyCredit]
    oriented: Sequence[Oriented]
    parents: Mapping[int, Oriented]
    shared_words: Mapping[tuple[int, int], int]
    cluster: npt.NDArray[np.int64]


def gather_evidence(
    articles: Articles,
    credits: Credits,
    pairs: Pairs,
    left_derived: npt.NDArray[np.float64],
    cluster: npt.NDArray[np.int64],
) -> Evidence:
    """`left_derived` is the probability that the left article of a pair took the text."""
    oriented = _orient(pairs, left_derived)
    shared = {(p.derived, p.source): p.words for p in oriented} | {(p.source, p.derived): p.words for p in oriented}
    agencies = _spread_agencies(articles, credits, pairs)
    return Evidence(articles, credits, agencies, oriented, _parents(articles, oriented), shared, cluster)


def _orient(pairs: Pairs, left_derived: npt.NDArray[np.float64]) -> list[Oriented]:
    columns = (
        pairs.left, pairs.right, pairs.left_share, pairs.right_share,
        pairs.word_count, pairs.matched, pairs.narrative, left_derived,
    )  # fmt: skip
    every = (Oriented(*values) for values in zip(*(column.tolist() for column in columns), strict=True))
    return [pair if pair.certainty >= 0.5 else _turn(pair) for pair in every]


def _turn(pair: Oriented) -> Oriented:
    return Oriented(
        pair.source, pair.derived, pair.source_share, pair.derived_share,
        pair.words, pair.matched, pair.narrative, 1.0 - pair.certainty,
    )  # fmt: skip


def _parents(articles: Articles, oriented: Sequence[Oriented]) -> dict[int, Oriented]:
    parents: dict[int, Oriented] = {}
    for pair in oriented:
        known = parents.get(pair.derived)
        if pair.is_copy and (known is None or _is_closer(articles, pair, known)):
            parents[pair.derived] = pair
    return parents


def _is_closer(articles: Articles, pair: Oriented, known: Oriented) -> bool:
    """Of two that hold as much of the text, the one under the same headline was copied: a mirror of a paper is none of
    the agency."""
    if pair.words != known.words:
        return pair.words > known.words
    ranks = [(has_same_title(articles, p.derived, p.source), p.certainty) for p in (pair, known)]
    return ranks[0] > ranks[1]


def has_same_title(articles: Articles, one: int, other: int) -> bool:
    return _plain_title(articles.title[one]) == _plain_title(articles.title[other]) != ""


def _plain_title(title: str) -> str:
    return re.sub(r"\W+", " ", title.casefold()).strip()


def _spread_agencies(articles: Articles, credits: Credits, pairs: Pairs) -> dict[int, AgencyCredit]:
    """Agency of each article: its own credit, else that of the copy that holds most of its text."""
    own = {
        number: AgencyCredit(credit, 1.0)
        for number, found in credits.items()
        for credit in found[::-1]
        if credit.rule in WHOLE_TEXT_RULES and credit.is_agency
    }
    best: dict[int, AgencyCredit] = {}
    for number, other, share in _copies_both_ways(pairs):
        if number in own or other not in own or articles.outlet_kind[number] == "agency" or share < SPREAD_SHARE:
            continue
        if number not in best or share > best[number].share:
            best[number] = AgencyCredit(own[other].credit, share)
    return own | best


def _copies_both_ways(pairs: Pairs) -> Iterator[tuple[int, int, float]]:
    """(article, its copy, share of the article that stands in the copy), in a fixed order."""
    copies = pairs.take(pairs.is_copy)
    for left, right, left_share, right_share in zip(
        copies.left.tolist(),
        copies.right.tolist(),
        copies.left_share.tolist(),
        copies.right_share.tolist(),
        strict=True,
    ):
        yield left, right, left_share
        yield right, left, right_share
