"""Which mentions of a story state the same proposition.

Pairs of clauses that share letters, synonyms or an amount are judged by their words (likeness.py) and by where they stand
(places.py); near-equal quotations, and the places of a rewrite and its source, bind besides. Embeddings of sentences alone
were worse; as a further sign a small one (MiniLM, 140 texts a second and core) added .016 to the average precision on unseen
stories, vectors of words nothing.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import combinations

import numpy as np
import numpy.typing as npt

from wiretrace.claims.alignment import align_in_order
from wiretrace.claims.articles import PlacedMention
from wiretrace.claims.ideas import WORD
from wiretrace.claims.likeness import FEATURES, describe_pair, judge_pair
from wiretrace.claims.places import describe_places, judge_places
from wiretrace.claims.quantities import conflicts, shared_distinct_value
from wiretrace.claims.similarity import (
    LARGE_STORY,
    STOP_WORDS,
    WeightedGrams,
    similar_between,
    similar_pairs,
    weigh_grams,
)
from wiretrace.claims.telling import ReadText, read_texts

MATCH = 0.3  # likeness from which two mentions state the same; of bounds from .15 to .6, judged on stories left out of the fit
LINKED = 0.6  # at least, of a pair that stands at the same place of a rewrite and its source
# Logarithms of odds beyond those of MATCH: of a pair without anything in common, at most, and of a pair in the same words.
ABSENT, MOST_EVIDENCE, SAME_WORDS_EVIDENCE = -1.5, 3.0, 6.0
TRANSLATED = 0.6  # likeness at least of a distinct amount in two languages, which share few words
CONTRADICTED = 0.6  # share of both texts' words met from which a denial of one speaks against the other
MAX_SHARING = 25  # texts with one number; a number in more of them says nothing
DENIAL = 0.0  # likeness of a statement and its denial
DENIED_IN_PLACE = 0.5  # the same at one place of a copy and its source
# Of a likeness between clauses that give other values of one unit, of which one denies a value, or of which one tells what
# was in March and the other what may be in May.
OTHER_VALUE = 0.3
QUOTED_SHARE = 0.8  # share of a quotation's words found in the other from which both are one quotation
MIN_QUOTED_WORDS = 3
MIN_ALTERED_WORDS = 5  # of a quotation that may differ in a word; shorter ones must be equal
SAME_WORDS = 2.0  # more than any likeness
ALIKE = 0.85  # likeness of letters from which words are the same but for an edit
LEAST_WORDING = 0.05  # likeness of wording below which no other evidence counts
LEAST_IN_LARGE_STORY = 0.12  # the same in a story of very many texts, where weak pairs are too many to weigh
_QUOTED = re.compile(r"[“\"„«']([^“”\"„»]{6,}?)[”\"»']|‘([^‘]{6,}?)’(?!\w)")


@dataclass(frozen=True)
class Texts:
    """The distinct texts of a story's mentions; mentions of one text are always one claim."""

    mentions: list[PlacedMention]
    copies: list[list[int]]  # by text: indexes of its mentions
    text_of: list[int]  # by mention
    matrix: WeightedGrams
    quoted: list[tuple[str, ...]]
    plain: list[str]
    read: list[ReadText]
    articles: list[set[str]]

    def first(self, text: int) -> PlacedMention:
        return self.mentions[self.copies[text][0]]

    @property
    def firsts(self) -> list[PlacedMention]:
        return [self.first(k) for k in range(len(self.copies))]


@dataclass(frozen=True)
class Compared:
    """Two texts by their words; what their places may make of it."""

    likeness: float
    is_same: bool = False
    least: float = 0.0
    most: float = 1.0  # share of whatever else speaks for the pair

    @property
    def is_open(self) -> bool:
        return not self.is_same and self.most == 1.0

    def judge(self, placed: float) -> float:
        """Evidence, given the likeness of their words and places."""
        return SAME_WORDS if self.is_same else max(placed, self.least) * self.most


def match_mentions(mentions: list[PlacedMention], parents: Sequence[tuple[str, str]] = ()) -> list[list[int]]:
    """Groups of indexes into `mentions`, each one claim. `parents` are (rewrite, source) article ids."""
    if not mentions:
        return []
    texts = collect_texts(mentions)
    scored = _score_pairs(texts)
    for pair in _aligned_links(texts, scored, parents):
        scored[pair] = max(scored.get(pair, 0.0), LINKED)
    return _cluster(scored, texts.copies)


def collect_texts(mentions: list[PlacedMention]) -> Texts:
    plain = [_normalise(m.mention.text) for m in mentions]
    numbers = {text: k for k, text in enumerate(dict.fromkeys(plain))}
    text_of = [numbers[text] for text in plain]
    copies: list[list[int]] = [[] for _ in numbers]
    for i, k in enumerate(text_of):
        copies[k].append(i)
    first = [mentions[holders[0]] for holders in copies]
    return Texts(
        mentions=mentions,
        copies=copies,
        text_of=text_of,
        matrix=weigh_grams([m.mention.text for m in first], [m.article.language for m in first]),
        quoted=[_quotations(m) for m in first],
        plain=list(numbers),
        read=read_texts(first),
        articles=[{mentions[i].article.article_id for i in holders} for holders in copies],
    )


def _normalise(text: str) -> str:
    return " ".join(w for w in WORD.findall(text.lower().replace("’", "'")))


def _quotations(m: PlacedMention) -> tuple[str, ...]:
    """Quoted runs of a mention, normalised; runs too short to be told from common speech are left out."""
    spans = [m.mention.text] if m.mention.kind == "direct" else [a or b for a, b in _QUOTED.findall(m.mention.text)]
    found = (_normalise(span) for span in spans)
    return tuple(
        run for run in found if len(run.split()) >= MIN_QUOTED_WORDS and len(set(run.split()) - STOP_WORDS) >= 2
    )


def _score_pairs(texts: Texts) -> dict[tuple[int, int], float]:
    """Evidence that two distinct texts state the same, about 0 to 1, `SAME_WORDS` above; weak pairs are left out."""
    compared = compare_pairs(texts)
    described = describe_places(texts.firsts, {pair: c.likeness for pair, c in compared.items()})
    return {pair: c.judge(judge_places(described[pair])) for pair, c in compared.items()}


def compare_pairs(texts: Texts) -> dict[tuple[int, int], Compared]:
    least = LEAST_WORDING if len(texts.copies) <= LARGE_STORY else LEAST_IN_LARGE_STORY
    found = {(a, b): _compare(texts, a, b, wording) for a, b, wording in similar_pairs(texts.matrix, least)}
    for a, b in _sharing_numbers(texts):
        if (a, b) not in found:
            found[a, b] = _compare(texts, a, b, float(similar_between(texts.matrix, [a], [b])[0, 0]))
    return found


def _sharing_numbers(texts: Texts) -> Iterator[tuple[int, int]]:
    """Pairs that name one distinct amount, whatever their words."""
    holders: dict[float, list[int]] = defaultdict(list)
    for k in range(len(texts.copies)):
        for value in {q.low for q in texts.first(k).mention.quantities}:
            holders[value].append(k)
    for found in holders.values():
        if len(found) > MAX_SHARING:
            continue
        for a, b in combinations(found, 2):
            if shared_distinct_value(texts.first(a).mention.quantities, texts.first(b).mention.quantities):
                yield a, b


def _compare(texts: Texts, a: int, b: int, wording: float) -> Compared:
    is_quoting = texts.quoted[a] or texts.quoted[b]
    if is_quoting and _is_same_quotation(texts.quoted[a], texts.plain[a], texts.quoted[b], texts.plain[b]):
        return Compared(1.0, is_same=True)
    one, other = texts.first(a), texts.first(b)
    described = describe_pair(one, other, texts.read[a], texts.read[b])
    likeness = judge_pair(described)
    signs = dict(zip(FEATURES, described, strict=True))
    if signs["denied"] * signs["covered_less"] >= CONTRADICTED:
        return Compared(likeness, most=DENIAL)
    is_other_state = signs["other_time"] and one.mention.modality != other.mention.modality
    denies_amount = signs["denied"] and (signs["same_amount"] or signs["distinct_amount"])
    if signs["other_amount"] or is_other_state or denies_amount:
        return Compared(likeness, most=OTHER_VALUE)
    if wording >= ALIKE and not signs["denied"] and not signs["opposite"]:
        return Compared(1.0, is_same=True)
    is_translated = signs["distinct_amount"] and one.article.language != other.article.language
    return Compared(likeness, least=TRANSLATED if is_translated else 0.0)


def _is_same_quotation(quoted: Sequence[str], text: str, other_quoted: Sequence[str], other_text: str) -> bool:
    """One side quotes words that the other contains, or both quote nearly the same words."""
    if any(run in other_text for run in quoted) or any(run in text for run in other_quoted):
        return True
    return any(_share(set(a.split()), set(b.split())) >= QUOTED_SHARE for a in quoted for b in other_quoted)


def _share(left: set[str], right: set[str]) -> float:
    small = min(len(left), len(right))
    return len(left & right) / small if small >= MIN_ALTERED_WORDS else 0.0


def _aligned_links(
    texts: Texts, scored: Mapping[tuple[int, int], float], parents: Sequence[tuple[str, str]]
) -> set[tuple[int, int]]:
    """Pairs of texts that stand at the same place of two articles of which one retells the other."""
    told: dict[str, list[int]] = defaultdict(list)
    for i, m in enumerate(texts.mentions):
        if m.mention.field == "text":
            told[m.article.article_id].append(texts.text_of[i])
    links: set[tuple[int, int]] = set()
    for one, other in parents:
        rows, columns = told.get(one, []), told.get(other, [])
        if rows and columns:
            links |= _align(texts, scored, rows, columns)
    return links


def _align(
    texts: Texts, scored: Mapping[tuple[int, int], float], rows: Sequence[int], columns: Sequence[int]
) -> set[tuple[int, int]]:
    def is_fitting(i: int, j: int) -> bool:
        return _may_stand_for(texts, rows[i], columns[j])

    aligned = align_in_order(_likeness(scored, rows, columns), is_fitting)
    return {_ordered(rows[i], columns[j]) for i, j in aligned if rows[i] != columns[j]}


def _likeness(
    scored: Mapping[tuple[int, int], float], rows: Sequence[int], columns: Sequence[int]
) -> npt.NDArray[np.float64]:
    """A copy may turn its source's words round: at one place of both, a denial is the same statement."""
    found = [[SAME_WORDS if a == b else scored.get(_ordered(a, b)) for b in columns] for a in rows]
    return np.array([[DENIED_IN_PLACE if s == DENIAL else min(1.0, s or 0.0) for s in row] for row in found])


def _may_stand_for(texts: Texts, a: int, b: int) -> bool:
    """Somebody's own words are retold as reported speech, never as the narrator's statement; amounts stay."""
    one, other = texts.first(a).mention, texts.first(b).mention
    return {one.kind, other.kind} != {"direct", "narrator"} and not conflicts(one.quantities, other.quantities)


def _ordered(a: int, b: int) -> tuple[int, int]:
    return min(a, b), max(a, b)


def _cluster(scored: Mapping[tuple[int, int], float], copies: Sequence[list[int]]) -> list[list[int]]:
    """Merges the two groups whose members are likest on average, until the odds speak against every merger."""
    groups = _Groups({k: [k] for k in range(len(copies))}, _neighbours(scored))
    queue = [(-evidence, *pair, 1, 1) for pair, evidence in groups.each_tie()]
    heapify(queue)
    while queue:
        _, left, right, *sizes = heappop(queue)
        if [len(groups.members.get(k, ())) for k in (left, right)] == sizes:
            for entry in groups.merge(left, right):
                heappush(queue, entry)
    return sorted(sorted(i for k in found for i in copies[k]) for found in groups.members.values())


def _neighbours(scored: Mapping[tuple[int, int], float]) -> dict[int, dict[int, float]]:
    """Text → other text → how much better than `ABSENT` the odds are that both state the same."""
    ties: dict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), score in scored.items():
        ties[a][b] = ties[b][a] = _weigh_evidence(score) - ABSENT
    return ties


def _weigh_evidence(score: float) -> float:
    """Logarithm of the odds beyond those at which a pair is one claim, within bounds."""
    if score >= SAME_WORDS:
        return SAME_WORDS_EVIDENCE
    likeness = min(max(score, 0.001), 0.999)
    return min(max(math.log(likeness / (1 - likeness)) - math.log(MATCH / (1 - MATCH)), ABSENT), MOST_EVIDENCE)


@dataclass
class _Groups:
    """Groups by number. `ties`: group → other group → sum of what pairs of their members have beyond `ABSENT`."""

    members: dict[int, list[int]]
    ties: dict[int, dict[int, float]]

    def each_tie(self) -> Iterator[tuple[tuple[int, int], float]]:
        for left in sorted(self.ties):
            for right in sorted(self.ties[left]):
                if left < right and (evidence := self._average(left, right)) > 0:
                    yield (left, right), evidence

    def merge(self, left: int, right: int) -> Iterator[tuple[float, int, int, int, int]]:
        """The mergers of the new group that the odds are for, as entries of the queue."""
        self.members[left] += self.members.pop(right)
        for other, sum_ in self.ties.pop(right).items():
            self.ties[other].pop(right)
            if other != left:
                self.ties[left][other] = self.ties[other][left] = self.ties[left].get(other, 0.0) + sum_
        for other in self.ties[left]:
            if (evidence := self._average(left, other)) > 0:
                pair = min(left, other), max(left, other)
                yield (-evidence, *pair, len(self.members[pair[0]]), len(self.members[pair[1]]))

    def _average(self, left: int, right: int) -> float:
        return ABSENT + self.ties[left][right] / (len(self.members[left]) * len(self.members[right]))
