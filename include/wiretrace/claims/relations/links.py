"""Relations between claims of one story: other value, other scope, restated, contradicted, superseded by a later state.

Precision before recall: two clauses on one subject are no contradiction because one of them holds a `not`. How much of
their telling words two claims must share for each relation was set on the sample's story and its truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from wiretrace.claims.articles import PlacedMention
from wiretrace.claims.extraction.quantities import FORMERLY, Quantity, is_compatible, roles_agree
from wiretrace.claims.language.ideas import WORD
from wiretrace.claims.matching.likeness import FEATURES, describe_pairs
from wiretrace.claims.matching.similarity import LARGE_STORY, similar_pairs, weigh_grams
from wiretrace.claims.matching.telling import read_texts
from wiretrace.claims.relations.drift import read_drift_words
from wiretrace.claims.relations.opposing import ends_in_stand_in, is_denied_by, measure_one_thing
from wiretrace.overlap.text.arrays import Flags, Floats

RELATED = 0.2  # similarity of letters from which two claims are compared
RELATED_IN_LARGE_STORY = 0.5  # the same in a story of very many claims
MIN_WORDS = 4  # telling words of the shorter claim; less is no proposition of its own
# Share of the telling words of the claim that shares more, and of the other, that both must have.
CONTRARY = (0.2, 0.2)  # one has a word, the other its contrary: united, divided
DENIED = (0.45, 0.4)  # one denies
VALUE = (0.42, 0.33)  # amounts of one unit that differ, and count against the words that meet
SCOPE = (0.7, 0.6)  # one claims for all or everywhere
RESTATED = (0.6, 0.5)  # one speaker on two occasions
SETTLED = (0.5, 0.45)  # once only likely, later a fact
MAX_WORDINGS = 3  # of one claim that are compared
LATER = timedelta(hours=12)  # between two reports, from which another value is a new state rather than another count


@dataclass(frozen=True)
class ClaimLink:
    claim_id: str
    other_claim_id: str
    relation: str
    evidence: str


@dataclass(frozen=True)
class _Pair:
    one: str
    a: PlacedMention
    other: str
    b: PlacedMention
    features: dict[str, float]
    is_of_best: bool
    word_count: int  # telling words of the shorter text

    def shares(self, least: tuple[float, float]) -> bool:
        return self.features["covered_more"] >= least[0] and self.features["covered_less"] >= least[1]

    @property
    def is_later(self) -> bool:
        return abs(self.a.article.lag_behind(self.b.article)) >= LATER

    def newer_first(self) -> tuple[str, str]:
        return (self.one, self.other) if self.a.article.turn > self.b.article.turn else (self.other, self.one)


def link_claims(wordings: Mapping[str, Sequence[PlacedMention]]) -> list[ClaimLink]:
    """Links between claims, given by the mentions that word each, the best first; at most one of two claims.

    The best wordings are compared; the next few only for contrary words, which need not stand in the best.
    """
    pairs = [*_pair_up({claim_id: _first_distinct(mentions) for claim_id, mentions in wordings.items()})]
    related = [(pair, link) for pair in pairs if pair.is_of_best for link in _relate(pair)]
    found = {frozenset((pair.one, pair.other)): link for pair, link in related}
    for pair in pairs:
        link = _opposition(pair) if pair.features["opposite"] else None
        if link is not None:
            found.setdefault(frozenset((pair.one, pair.other)), link)
    return [*found.values()]


def join_links(found: Sequence[ClaimLink], further: Iterable[ClaimLink]) -> list[ClaimLink]:
    """At most one of two claims; of several the first."""
    linked = {frozenset((link.claim_id, link.other_claim_id)) for link in found}
    return [*found, *(link for link in further if frozenset((link.claim_id, link.other_claim_id)) not in linked)]


def _pair_up(wordings: Mapping[str, Sequence[PlacedMention]]) -> Iterator[_Pair]:
    """Wordings of two claims that look alike; in a large story only the best of each."""
    is_large = sum(map(len, wordings.values())) > LARGE_STORY
    ranked = [(claim_id, *place) for claim_id in sorted(wordings) for place in enumerate(wordings[claim_id])]
    worded = [place for place in ranked if place[1] == 0 or not is_large]
    texts = [m for _, _, m in worded]
    read = read_texts(texts)
    least = RELATED if len(worded) <= LARGE_STORY else RELATED_IN_LARGE_STORY
    pairs, _ = similar_pairs(weigh_grams([m.mention.text for m in texts]), least)
    claim = np.unique([claim_id for claim_id, _, _ in worded], return_inverse=True)[1]
    is_proposition = read.word_counts >= MIN_WORDS - 1
    kept = is_proposition[pairs.left] & is_proposition[pairs.right] & (claim[pairs.left] != claim[pairs.right])
    left, right = pairs.left[kept], pairs.right[kept]
    described = describe_pairs(read, left, right)
    related = _share_enough(dict(zip(FEATURES, described.T, strict=True)))
    columns = (column[related].tolist() for column in (left, right, described))
    for a, b, features in zip(*columns, strict=True):
        (one, rank, ours), (other, other_rank, theirs) = worded[a], worded[b]
        values, is_of_best = dict(zip(FEATURES, features, strict=True)), rank == other_rank == 0
        yield _Pair(one, ours, other, theirs, values, is_of_best, min(read.word_counts[a], read.word_counts[b]))


def _share_enough(features: Mapping[str, Floats]) -> Flags:
    """Pairs that share enough for any relation; the most do not, and each is dear to look at."""
    more, less = (min(shares) for shares in zip(DENIED, VALUE, SCOPE, RESTATED, SETTLED, strict=True))
    is_shared = (features["covered_more"] >= more) & (features["covered_less"] >= less)
    return np.asarray(is_shared | (features["opposite"] > 0))


def _first_distinct(mentions: Sequence[PlacedMention]) -> list[PlacedMention]:
    """The first few that are propositions and worded differently; without the first, which words the claim, none."""
    distinct: dict[str, PlacedMention] = {}
    for m in mentions:
        if len(WORD.findall(m.mention.text)) >= MIN_WORDS:
            distinct.setdefault(m.mention.text, m)
        elif not distinct:
            return []
    return [*distinct.values()][:MAX_WORDINGS]


def _relate(pair: _Pair) -> Iterator[ClaimLink]:
    """The first relation that holds."""
    relations = (_values(pair), _opposition(pair), _settlement(pair), _scope(pair), _restatement(pair))
    yield from (link for link in [next(filter(None, relations), None)] if link is not None)


def _values(pair: _Pair) -> ClaimLink | None:
    """Other amounts of one unit: on another day a new state, on one day another count."""
    if not pair.features["other_amount"] or not pair.shares(VALUE):
        return None
    differing = _differing(pair)
    if differing is None:
        return None
    if followed := _succession(pair):
        return followed
    ours, theirs = differing
    if pair.is_later:
        new, old = pair.newer_first()
        values = (theirs, ours) if new == pair.one else (ours, theirs)
        return ClaimLink(new, old, "supersedes", " → ".join(values))
    return ClaimLink(pair.one, pair.other, "variant_value", f"{ours} / {theirs}")


def _differing(pair: _Pair) -> tuple[str, str] | None:
    """The first amounts of one unit and role that differ: what was proposed is no other value of what was announced."""
    ours, theirs = pair.a.mention.quantities, pair.b.mention.quantities
    found = (
        (p, q)
        for p in ours
        for q in theirs
        if p.unit == q.unit
        and roles_agree(p, q)
        and not is_compatible(p, q)
        and measure_one_thing(pair.a, pair.b, p.unit)
    )
    return next(((_written(pair.a, p), _written(pair.b, q)) for p, q in found), None)


def _written(m: PlacedMention, q: Quantity) -> str:
    return m.field_text[q.start : q.end]


def _opposition(pair: _Pair) -> ClaimLink | None:
    denied, contrary = bool(pair.features["denied"]), bool(pair.features["opposite"])
    if denied == contrary:  # not united is divided
        return None
    return _denial(pair) if denied else _contrary(pair)


def _denial(pair: _Pair) -> ClaimLink | None:
    if not pair.shares(DENIED) or not is_denied_by(pair.a, pair.b):
        return None
    evidence = f"{pair.a.mention.modality} / {pair.b.mention.modality}"
    return ClaimLink(pair.one, pair.other, "contradicts", evidence)


def _contrary(pair: _Pair) -> ClaimLink | None:
    is_asserted = {pair.a.mention.modality, pair.b.mention.modality} == {"asserted"}  # it rose, it may fall
    is_told = pair.word_count >= MIN_WORDS and not any(ends_in_stand_in(m) for m in (pair.a, pair.b))
    if not is_asserted or not is_told or not pair.shares(CONTRARY):
        return None
    return _succession(pair) or ClaimLink(pair.one, pair.other, "contradicts", "contrary words")


def _succession(pair: _Pair) -> ClaimLink | None:
    """`Seepage rose to 140`, `it slowed to 90 from 140`: one state after the other."""
    for new, m, old, other in ((pair.one, pair.a, pair.other, pair.b), (pair.other, pair.b, pair.one, pair.a)):
        for p in (q for q in m.mention.quantities if q.role == FORMERLY):
            if any(_is_amount(p, q) and q.role != FORMERLY for q in other.mention.quantities):
                return ClaimLink(new, old, "supersedes", f"was {_written(m, p)}")
    return None


def _is_amount(p: Quantity, q: Quantity) -> bool:
    """Whether `from 140` is `140 litres`: what is named second often has no unit."""
    return p.unit in (q.unit, "count") and (p.low, p.high) == (q.low, q.high)


def _settlement(pair: _Pair) -> ClaimLink | None:
    """What was only likely has happened."""
    earlier, later = sorted((pair.a, pair.b), key=lambda m: m.article.turn)
    is_settled = earlier.mention.modality in ("likely", "possible") and later.mention.modality == "asserted"
    if not is_settled or not pair.is_later or not pair.shares(SETTLED):
        return None
    evidence = f"{earlier.mention.modality}, later {later.mention.modality}"
    return ClaimLink(*pair.newer_first(), "supersedes", evidence)


def _scope(pair: _Pair) -> ClaimLink | None:
    if not pair.shares(SCOPE):
        return None
    ours, theirs = ({w.lower() for w in WORD.findall(m.mention.text)} for m in (pair.a, pair.b))
    for row in read_drift_words(pair.a.article.language)["widening"]:
        found = (ours ^ theirs) & set(row)
        if found and not ours & theirs & set(row):
            return ClaimLink(pair.one, pair.other, "variant_scope", f"only in one: {', '.join(sorted(found))}")
    return None


def _restatement(pair: _Pair) -> ClaimLink | None:
    is_alike = pair.features["same_speaker"] and not pair.features["denied"] and pair.shares(RESTATED)
    if not is_alike or pair.a.article.article_id == pair.b.article.article_id:
        return None
    return ClaimLink(pair.one, pair.other, "restates", "one speaker in other words")
