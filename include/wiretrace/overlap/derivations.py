"""Builds the rows of `overlap.derivations` that rest on shared text and on credits. The rules stand in `tracing`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

import numpy as np
import numpy.typing as npt

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.articles import Articles, PrintedCredit
from wiretrace.overlap.credits import WHOLE_TEXT_RULES
from wiretrace.overlap.cues import Credits, claims_as_original, credit_of, prints_agency_text, time_gap
from wiretrace.overlap.direction import KNOWN
from wiretrace.overlap.tracing import COPY_SHARE, Pairs

MIRROR_SHARE: Final = 0.7  # of the derived text
MIRROR_SOURCE_SHARE: Final = 0.5  # of the source
EDITED_SHARE: Final = 0.25  # exchanged words of the passages, from which a copy is a rewrite
ATTRIBUTION_WORDS: Final = 25  # narrative words around shared quotations: who said it, and where
SPREAD_SHARE: Final = 0.5  # of a text that must stand in a credited copy to inherit its credit
RULE_CONFIDENCE: Final = {
    "dateline": 0.95, "byline": 0.9, "credit_line": 0.8, "parenthesis": 0.75, "told": 0.7, "citing": 0.7,
    "according_to": 0.7, "reported": 0.6, "first_reported": 0.7, "contributed": 0.6,
}  # fmt: skip
Row = dict[str, object]
Cue = dict[str, object]


@dataclass(frozen=True)
class AgencyCredit:
    """The agency whose text an article prints as a whole. `share` is 1 for its own credit, less for a spread one."""

    credit: PrintedCredit
    share: float


@dataclass(frozen=True)
class Evidence:
    """All that relations are decided by. `left_derived` is the probability that the left article took the text."""

    articles: Articles
    credits: Credits
    pairs: Pairs
    left_derived: npt.NDArray[np.float64]
    agencies: Mapping[int, AgencyCredit]


@dataclass(frozen=True)
class Oriented:
    """One pair with its more likely direction."""

    derived: int
    source: int
    derived_share: float
    source_share: float
    words: int
    matched: int
    narrative: int
    certainty: float


def derivation_id(evidence: str, *ends: str) -> str:
    return sha256(" ".join((evidence, *sorted(ends))).encode()).hexdigest()[:16]


def spread_agencies(articles: Articles, credits: Credits, pairs: Pairs) -> dict[int, AgencyCredit]:
    """Agency of each article: its own credit, else that of the copy that holds most of its text."""
    own = {
        number: AgencyCredit(credit, 1.0)
        for number, found in credits.items()
        for credit in found[::-1]
        if credit.rule in WHOLE_TEXT_RULES and credit.origin_id.startswith("agency:")
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


def orient_pairs(evidence: Evidence) -> list[Oriented]:
    pairs = evidence.pairs
    columns = (
        pairs.left, pairs.right, pairs.left_share, pairs.right_share,
        pairs.word_count, pairs.matched, pairs.narrative, evidence.left_derived,
    )  # fmt: skip
    every = (Oriented(*values) for values in zip(*(column.tolist() for column in columns), strict=True))
    return [pair if pair.certainty >= 0.5 else turn(pair) for pair in every]


def turn(pair: Oriented) -> Oriented:
    return Oriented(
        pair.source, pair.derived, pair.source_share, pair.derived_share,
        pair.words, pair.matched, pair.narrative, 1.0 - pair.certainty,
    )  # fmt: skip


def text_rows(evidence: Evidence, oriented: Sequence[Oriented]) -> list[Row]:
    """Rows between held articles."""
    parents = _parents(oriented)
    return [_text_row(evidence, pair, parents) for pair in oriented]


def _parents(oriented: Sequence[Oriented]) -> dict[int, Oriented]:
    """The copy relation that explains most of each derived article."""
    parents: dict[int, Oriented] = {}
    for pair in oriented:
        is_copy = pair.derived_share >= COPY_SHARE and pair.narrative > 0
        rank = (pair.words, pair.certainty)
        if is_copy and (pair.derived not in parents or rank > _rank(parents[pair.derived])):
            parents[pair.derived] = pair
    return parents


def _rank(pair: Oriented) -> tuple[int, float]:
    return pair.words, pair.certainty


def find_relation(evidence: Evidence, pair: Oriented, parents: Mapping[int, Oriented]) -> str:  # noqa: PLR0911 - a decision list
    if pair.narrative < min(ATTRIBUTION_WORDS, pair.words / 2):
        return "shared_quotation"
    if is_sibling(evidence, pair, parents):
        return "common_source"
    if pair.derived_share < COPY_SHARE:
        return "excerpt"
    if evidence.articles.outlet_kind[pair.source] == "agency":
        return "wire_copy"
    if 1.0 - pair.matched / max(1, pair.words) > EDITED_SHARE:
        return "rewrite"
    if pair.derived_share >= MIRROR_SHARE and pair.source_share >= MIRROR_SOURCE_SHARE:
        return "mirror"
    return "excerpt"


def is_sibling(evidence: Evidence, pair: Oriented, parents: Mapping[int, Oriented]) -> bool:
    """Both print a third text, and nothing says that one took it from the other."""
    articles = evidence.articles
    if claims_as_original(articles, pair.derived, pair.source):
        return False
    if credit_of(articles, evidence.credits, pair.derived, pair.source):
        return False
    derived_parent, source_parent = parents.get(pair.derived), parents.get(pair.source)
    if derived_parent and source_parent and derived_parent.source == source_parent.source:
        return derived_parent.source not in (pair.source, pair.derived)
    one, other = evidence.agencies.get(pair.derived), evidence.agencies.get(pair.source)
    is_same_agency = one is not None and other is not None and one.credit.origin_id == other.credit.origin_id
    return is_same_agency and articles.outlet_kind[pair.source] != "agency" and _is_copy(pair)


def _is_copy(pair: Oriented) -> bool:
    return max(pair.derived_share, pair.source_share) >= COPY_SHARE


def _text_row(evidence: Evidence, pair: Oriented, parents: Mapping[int, Oriented]) -> Row:
    articles = evidence.articles
    credit = credit_of(articles, evidence.credits, pair.derived, pair.source)
    gap = float(time_gap(articles, np.array([pair.derived]), np.array([pair.source]))[0])
    lag = int(articles.first_seen[pair.derived] - articles.first_seen[pair.source])
    return {
        "derivation_id": derivation_id("text", articles.article_id[pair.derived], articles.article_id[pair.source]),
        "derived_article_id": articles.article_id[pair.derived],
        "source_article_id": articles.article_id[pair.source],
        "source_origin_id": None,
        "source_name": articles.outlet_name[pair.source],
        "relation": find_relation(evidence, pair, parents),
        "evidence": "text",
        "is_direction_known": pair.certainty >= KNOWN,
        "confidence": round(pair.certainty, 4),
        "derived_containment": round(pair.derived_share, 4),
        "source_containment": round(pair.source_share, 4),
        "shared_word_count": pair.words,
        "lag_seconds": lag,
        "is_credited": credit is not None,
        "cues": _text_cues(evidence, pair, credit, gap),
        "partition_key": max(articles.partition_key[pair.derived], articles.partition_key[pair.source]),
        "method_version": METHOD_VERSION,
    }


def _text_cues(evidence: Evidence, pair: Oriented, credit: PrintedCredit | None, gap: float) -> list[Cue]:
    articles = evidence.articles
    derived_id = articles.article_id[pair.derived]
    cues = []
    if claims_as_original(articles, pair.derived, pair.source):
        cues.append(cue("canonical_link", str(articles.canonical_claim[pair.derived]), derived_id))
    if credit:
        cues.append(cue("credit", credit.text, derived_id, credit.char_start, credit.char_end))
    if articles.outlet_kind[pair.source] == "agency":
        cues.append(cue("agency_article", articles.outlet_name[pair.source], articles.article_id[pair.source]))
    if prints_agency_text(articles, evidence.credits, pair.source) and not prints_agency_text(
        articles, evidence.credits, pair.derived
    ):
        cues.append(cue("agency_text", "prints an agency's text", articles.article_id[pair.source]))
    if gap:
        cues.append(cue("time_order", f"{abs(gap) / 3600:.1f} hours {'later' if gap > 0 else 'earlier'}", derived_id))
    cues.append(cue("shared_text", f"{pair.words} words, {pair.derived_share:.0%} of the derived text", derived_id))
    return cues


def cue(name: str, text: str, article_id: str, start: int | None = None, end: int | None = None) -> Cue:
    return {"name": name, "text": text, "article_id": article_id, "char_start": start, "char_end": end}


def credit_rows(evidence: Evidence, region: Sequence[int], oriented: Sequence[Oriented]) -> list[Row]:
    """Rows to origins whose text is not held, for the articles of the region."""
    held = {(pair.derived, evidence.articles.outlet_id[pair.source]) for pair in oriented}
    rows = []
    for number in region:
        agency = evidence.agencies.get(number)
        origins: dict[str, AgencyCredit] = {agency.credit.origin_id: agency} if agency else {}
        for credit in evidence.credits.get(number, ()):
            origins.setdefault(credit.origin_id, AgencyCredit(credit, 1.0))
        rows += [
            _credit_row(evidence.articles, number, found, found is agency)
            for _, found in sorted(origins.items())
            if (number, found.credit.outlet_id) not in held
        ]
    return rows


def _credit_row(articles: Articles, number: int, found: AgencyCredit, is_whole: bool) -> Row:
    credit = found.credit
    cited_id = articles.article_id[credit.article_no]
    return {
        "derivation_id": derivation_id("credit", articles.article_id[number], credit.origin_id),
        "derived_article_id": articles.article_id[number],
        "source_article_id": None,
        "source_origin_id": credit.origin_id,
        "source_name": credit.origin_name,
        "relation": "wire_copy" if is_whole else "excerpt",
        "evidence": "credit",
        "is_direction_known": True,
        "confidence": round(RULE_CONFIDENCE[credit.rule] * found.share, 4),
        "derived_containment": None,
        "source_containment": None,
        "shared_word_count": None,
        "lag_seconds": None,
        "is_credited": credit.article_no == number,
        "cues": [cue(credit.rule, credit.text, cited_id, credit.char_start, credit.char_end)],
        "partition_key": max(articles.partition_key[number], articles.partition_key[credit.article_no]),
        "method_version": METHOD_VERSION,
    }
