"""Builds the rows of `overlap.derivations` that rest on shared text and on credits. The rules stand in `tracing`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Final

import numpy as np

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.articles import Articles, PrintedCredit
from wiretrace.overlap.derivations.confidence import calibrate
from wiretrace.overlap.derivations.cues import claims_as_original, credit_of, prints_agency_text, time_gap
from wiretrace.overlap.derivations.direction import KNOWN
from wiretrace.overlap.derivations.evidence import AgencyCredit, Evidence, Oriented
from wiretrace.overlap.derivations.relations import common_document, find_relation

RETOLD_CREDITS: Final = 3  # places in which an article names an origin, from which it retells it rather than cites it
RETOLD_SPREAD: Final = 0.4  # of its text that lies between the first and the last of them
RULE_CONFIDENCE: Final = {
    "dateline": 0.95, "byline": 0.9, "credit_line": 0.8, "parenthesis": 0.75, "told": 0.7, "citing": 0.7,
    "according_to": 0.7, "reported": 0.6, "first_reported": 0.7, "contributed": 0.6, "document": 0.6,
    "headline": 0.7,
}  # fmt: skip
Row = dict[str, object]
Cue = dict[str, object]


def derivation_id(evidence: str, *ends: str) -> str:
    return sha256(" ".join((evidence, *sorted(ends))).encode()).hexdigest()[:16]


def text_rows(evidence: Evidence, region: frozenset[int]) -> list[Row]:
    """Rows between held articles, and to absent origins whose text a source prints, of pairs that touch the region."""
    rows: list[Row] = []
    absent: dict[tuple[int, str, int], tuple[Oriented, str]] = {}
    near = [pair for pair in evidence.oriented if pair.derived in region or pair.source in region]
    derived, source = (np.array([getattr(pair, side) for pair in near], np.int64) for side in ("derived", "source"))
    for pair, gap in zip(near, time_gap(evidence.articles, derived, source).tolist(), strict=True):
        relation = find_relation(evidence, pair)
        if relation is not None:
            rows.append(_text_row(evidence, pair, relation, gap))
        if relation in ("shared_quotation", "excerpt"):
            _keep_best(evidence, pair, relation, absent)
    rows += [_absent_row(evidence, pair, relation) for pair, relation in absent.values()]
    return rows + _document_rows(evidence, region)


def _keep_best(
    evidence: Evidence, pair: Oriented, relation: str, absent: dict[tuple[int, str, int], tuple[Oriented, str]]
) -> None:
    """Of the copies of one agency text that are held, the one that shares most stands for it."""
    agency = evidence.agencies.get(pair.source)
    if agency is None or evidence.articles.outlet_kind[pair.source] == "agency":
        return
    own = evidence.agencies.get(pair.derived)
    if own is not None and own.credit.origin_id == agency.credit.origin_id:
        return
    key = pair.derived, agency.credit.origin_id, evidence.cluster[pair.source]
    best = absent.get(key)
    if best is None or (pair.words, -pair.source) > (best[0].words, -best[0].source):
        absent[key] = pair, relation


def _absent_row(evidence: Evidence, pair: Oriented, relation: str) -> Row:
    """To the agency whose text the source prints: it is held only in copies."""
    articles = evidence.articles
    found = evidence.agencies[pair.source]
    credited = [c for c in evidence.credits.get(pair.derived, ()) if c.origin_id == found.credit.origin_id]
    row = _origin_row(articles, pair.derived, found.credit, relation, [articles.article_id[pair.source]])
    printed = [credit_cue(c, articles.article_id[pair.derived]) for c in credited[:1]]
    held = cue("held_copy", f"{pair.words} words shared with a copy", articles.article_id[pair.source])
    return row | {
        "evidence": "text",
        "confidence": round(calibrate(pair.certainty, pair.is_copy) * found.share, 4),
        "derived_containment": round(pair.derived_share, 4),
        "shared_word_count": pair.words,
        "is_credited": bool(credited),
        "cues": [*printed, held],
        "partition_key": _later_date(articles, pair.derived, pair.source),
    }


def _document_rows(evidence: Evidence, region: frozenset[int]) -> list[Row]:
    """To the document that several articles of a cluster print and name."""
    found: dict[tuple[int, str], tuple[PrintedCredit, int]] = {}
    for pair in evidence.oriented:
        credit = common_document(evidence, pair) if {pair.derived, pair.source} <= region else None
        if credit is None:
            continue
        for number, other in ((pair.derived, pair.source), (pair.source, pair.derived)):
            for own in evidence.credits[number]:
                if own.rule == "document" and own.origin_id == credit.origin_id:
                    held = found.get((number, own.origin_id))
                    found[number, own.origin_id] = (own, min(other, held[1]) if held else other)
    return [
        _origin_row(evidence.articles, number, credit, "common_source")
        | {"evidence": "text", "partition_key": _later_date(evidence.articles, number, other)}
        for (number, _), (credit, other) in sorted(found.items())
    ]


def _later_date(articles: Articles, *numbers: int) -> str:
    return str(max(articles.partition_key[n] for n in numbers))


def _text_row(evidence: Evidence, pair: Oriented, relation: str, gap: float) -> Row:
    articles = evidence.articles
    credit = credit_of(articles, evidence.credits, pair.derived, pair.source)
    lag = int(articles.first_seen[pair.derived] - articles.first_seen[pair.source])
    return {
        "derivation_id": derivation_id("text", articles.article_id[pair.derived], articles.article_id[pair.source]),
        "derived_article_id": articles.article_id[pair.derived],
        "source_article_id": articles.article_id[pair.source],
        "source_origin_id": None,
        "source_name": articles.outlet_name[pair.source],
        "relation": relation,
        "evidence": "text",
        "is_direction_known": pair.certainty >= KNOWN,
        "confidence": round(calibrate(pair.certainty, pair.is_copy), 4),
        "derived_containment": round(pair.derived_share, 4),
        "source_containment": round(pair.source_share, 4),
        "shared_word_count": pair.words,
        "lag_seconds": lag,
        "is_credited": credit is not None,
        "cues": _text_cues(evidence, pair, credit, gap),
        "partition_key": _later_date(articles, pair.derived, pair.source),
        "method_version": METHOD_VERSION,
    }


def _text_cues(evidence: Evidence, pair: Oriented, credit: PrintedCredit | None, gap: float) -> list[Cue]:
    articles = evidence.articles
    derived_id = articles.article_id[pair.derived]
    cues = []
    if claims_as_original(articles, pair.derived, pair.source):
        cues.append(cue("canonical_link", str(articles.canonical_claim[pair.derived]), derived_id))
    if credit:
        cues.append(credit_cue(credit, derived_id))
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


def credit_cue(credit: PrintedCredit, article_id: str) -> Cue:
    """The name tells in what the offsets count: a cue has no column for it."""
    name = "headline" if credit.field == "title" else "credit"
    return cue(name, credit.text, article_id, credit.char_start, credit.char_end)


def credit_rows(evidence: Evidence, numbers: Iterable[int], held: frozenset[tuple[int, str]]) -> list[Row]:
    """Rows of these articles to origins whose text is not held; `held`: (article, outlet) that share text."""
    rows = []
    for number in numbers:
        agency = evidence.agencies.get(number)
        if agency and (number, agency.credit.outlet_id) not in held:
            rows.append(_whole_row(evidence.articles, number, agency))
        for credits in _cited(evidence, number, agency).values():
            if (number, credits[0].outlet_id) not in held:
                relation = "excerpt" if _is_retold(evidence.articles, number, credits) else "citation"
                rows.append(_origin_row(evidence.articles, number, credits[0], relation))
    return rows


def _cited(evidence: Evidence, number: int, agency: AgencyCredit | None) -> dict[str, list[PrintedCredit]]:
    """Credits of other origins than the agency whose text the article prints as a whole."""
    cited: dict[str, list[PrintedCredit]] = {}
    for credit in evidence.credits.get(number, ()):
        if credit.rule != "document" and (agency is None or credit.origin_id != agency.credit.origin_id):
            cited.setdefault(credit.origin_id, []).append(credit)
    return dict(sorted(cited.items()))


def _is_retold(articles: Articles, number: int, credits: Sequence[PrintedCredit]) -> bool:
    """One sentence credited to an outlet is a citation; an article that names it all along prints parts of its text."""
    starts = [c.char_start for c in credits if c.char_start is not None and c.field == "text"]
    is_spread = bool(starts) and max(starts) - min(starts) >= RETOLD_SPREAD * articles.char_count[number]
    return len(starts) >= RETOLD_CREDITS and is_spread


def _whole_row(articles: Articles, number: int, found: AgencyCredit) -> Row:
    row = _origin_row(articles, number, found.credit, "wire_copy")
    confidence = round(RULE_CONFIDENCE[found.credit.rule] * found.share, 4)
    return row | {"confidence": confidence, "partition_key": _later_date(articles, number, found.credit.article_no)}


def _origin_row(
    articles: Articles, number: int, credit: PrintedCredit, relation: str, through: Sequence[str] = ()
) -> Row:
    """To an origin that is named and not held; `through` are ids of copies by which its text is known."""
    cited_id = articles.article_id[credit.article_no]
    evidence = "text" if through or relation == "common_source" else "credit"
    return {
        "derivation_id": derivation_id(evidence, articles.article_id[number], credit.origin_id, *through),
        "derived_article_id": articles.article_id[number],
        "source_article_id": None,
        "source_origin_id": credit.origin_id,
        "source_name": credit.origin_name,
        "relation": relation,
        "evidence": evidence,
        "is_direction_known": True,
        "confidence": RULE_CONFIDENCE[credit.rule],
        "derived_containment": None,
        "source_containment": None,
        "shared_word_count": None,
        "lag_seconds": None,
        "is_credited": credit.article_no == number,
        "cues": [cue(credit.rule, credit.text, cited_id, credit.char_start, credit.char_end)],
        "partition_key": articles.partition_key[number],
        "method_version": METHOD_VERSION,
    }
