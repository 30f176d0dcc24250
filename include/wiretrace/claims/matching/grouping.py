"""Which mentions of a story state the same proposition.

Pairs of clauses that share letters, synonyms or an amount are judged by their words (likeness.py) and by where they stand
(places.py); near-equal quotations, and the places of a rewrite and its source, bind besides. Embeddings of sentences alone
were worse; as a further sign a small one (MiniLM, 140 texts a second and core) added .016 to the average precision on unseen
stories, vectors of words nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import combinations

import numpy as np

from wiretrace.claims.articles import PlacedMention
from wiretrace.claims.extraction.quantities import conflicts, shared_distinct_value
from wiretrace.claims.language.ideas import WORD
from wiretrace.claims.matching.alignment import align_in_order
from wiretrace.claims.matching.likeness import FEATURES, describe_pairs, judge_pairs
from wiretrace.claims.matching.pairs import Pairs
from wiretrace.claims.matching.places import describe_places, judge_places
from wiretrace.claims.matching.same_words import find_same_quotations
from wiretrace.claims.matching.similarity import (
    LARGE_STORY,
    STOP_WORDS,
    WeightedGrams,
    similar_between,
    similar_pairs,
    weigh_grams,
)
from wiretrace.claims.matching.telling import ReadTexts, read_texts
from wiretrace.overlap.text.arrays import Flags, Floats, Integers

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
MIN_QUOTED_WORDS = 3  # of a quotation by which two texts are found to quote the same
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
    read: ReadTexts
    languages: Integers
    modalities: Integers

    def first(self, text: int) -> PlacedMention:
        return self.mentions[self.copies[text][0]]

    @property
    def firsts(self) -> list[PlacedMention]:
        return [self.first(k) for k in range(len(self.copies))]


@dataclass(frozen=True)
class Compared:
    """Pairs of texts by their words; what their places may make of them."""

    pairs: Pairs
    likeness: Floats
    is_same: Flags
    least: Floats
    most: Floats  # share of whatever else speaks for the pair

    @property
    def is_open(self) -> Flags:
        return np.asarray(~self.is_same & (self.most == 1.0))

    def judge(self, placed: Floats) -> Floats:
        """Evidence, given the likeness of their words and places."""
        return np.where(self.is_same, SAME_WORDS, np.maximum(placed, self.least) * self.most)


@dataclass(frozen=True)
class Scored:
    """Evidence that two distinct texts state the same, about 0 to 1, `SAME_WORDS` above; weak pairs are left out."""

    pairs: Pairs
    scores: Floats


def match_mentions(mentions: list[PlacedMention], parents: Sequence[tuple[str, str]] = ()) -> list[list[int]]:
    """Groups of indexes into `mentions`, each one claim. `parents` are (rewrite, source) article ids."""
    if not mentions:
        return []
    texts = collect_texts(mentions)
    scored = _score_pairs(texts)
    return _cluster(_weigh_ties(scored, _aligned_links(texts, scored, parents)), texts.copies)


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
        languages=np.unique([m.article.language or "" for m in first], return_inverse=True)[1],
        modalities=np.unique([m.mention.modality for m in first], return_inverse=True)[1],
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


def _score_pairs(texts: Texts) -> Scored:
    compared = compare_pairs(texts)
    placed = judge_places(describe_places(texts.firsts, compared.pairs, compared.likeness))
    return Scored(compared.pairs, compared.judge(placed))


def compare_pairs(texts: Texts) -> Compared:
    least = LEAST_WORDING if len(texts.copies) <= LARGE_STORY else LEAST_IN_LARGE_STORY
    pairs, wording = _add_pairs(texts, *similar_pairs(texts.matrix, least), _sharing_numbers(texts))
    is_quoted = np.zeros(len(pairs), np.bool_)
    quoted = pairs.find(*_as_columns(find_same_quotations(texts.quoted, texts.plain)))
    is_quoted[quoted[quoted >= 0]] = True
    parts = [
        _compare(texts, pairs.left[batch], pairs.right[batch], wording[batch], is_quoted[batch])
        for batch in pairs.batches()
    ]
    return Compared(pairs, *(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _add_pairs(texts: Texts, pairs: Pairs, wording: Floats, more: Iterable[tuple[int, int]]) -> tuple[Pairs, Floats]:
    left, right = _as_columns(sorted(set(more)))
    is_new = pairs.find(left, right) < 0
    left, right = left[is_new], right[is_new]
    at = np.searchsorted(pairs.keys, left * pairs.text_count + right)
    added = similar_between(texts.matrix, left, right)
    both = Pairs(np.insert(pairs.left, at, left), np.insert(pairs.right, at, right), pairs.text_count)
    return both, np.insert(wording, at, added)


def _as_columns(pairs: Iterable[tuple[int, int]]) -> tuple[Integers, Integers]:
    left, right = np.array([*pairs], np.int64).reshape(-1, 2).T.copy()
    return left, right


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


def _compare(
    texts: Texts, left: Integers, right: Integers, wording: Floats, is_quoted: Flags
) -> tuple[Floats, Flags, Floats, Floats]:
    """Columns of `Compared`."""
    described = describe_pairs(texts.read, left, right)
    signs = dict(zip(FEATURES, described.T, strict=True))
    denied, distinct = signs["denied"] > 0, signs["distinct_amount"] > 0
    is_denial = denied & (signs["covered_less"] >= CONTRADICTED)
    is_other_state = (signs["other_time"] > 0) & (texts.modalities[left] != texts.modalities[right])
    denies_amount = denied & (distinct | (signs["same_amount"] > 0))
    is_other_value = (signs["other_amount"] > 0) | is_other_state | denies_amount
    is_worded = (wording >= ALIKE) & ~denied & (signs["opposite"] == 0)
    is_same = is_quoted | (is_worded & ~is_denial & ~is_other_value)
    is_translated = distinct & (texts.languages[left] != texts.languages[right])
    return (
        np.where(is_same, 1.0, judge_pairs(described)),
        is_same,
        np.where(is_translated & ~is_denial & ~is_other_value, TRANSLATED, 0.0),
        np.select([is_denial, is_other_value], [DENIAL, OTHER_VALUE], 1.0),
    )


def _aligned_links(texts: Texts, scored: Scored, parents: Sequence[tuple[str, str]]) -> set[tuple[int, int]]:
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


def _align(texts: Texts, scored: Scored, rows: Sequence[int], columns: Sequence[int]) -> set[tuple[int, int]]:
    def is_fitting(i: int, j: int) -> bool:
        return _may_stand_for(texts, rows[i], columns[j])

    aligned = align_in_order(_likeness(scored, np.array(rows), np.array(columns)), is_fitting)
    return {_ordered(rows[i], columns[j]) for i, j in aligned if rows[i] != columns[j]}


def _likeness(scored: Scored, rows: Integers, columns: Integers) -> Floats:
    """A copy may turn its source's words round: at one place of both, a denial is the same statement."""
    ones, others = (side.ravel() for side in np.meshgrid(rows, columns, indexing="ij"))
    at = scored.pairs.find(ones, others)
    found = np.append(scored.scores, 0.0)[at]  # the last for pairs that are missing
    likeness = np.select(
        [ones == others, (at >= 0) & (found == DENIAL)], [1.0, DENIED_IN_PLACE], np.minimum(1.0, found)
    )
    return likeness.reshape(len(rows), len(columns))


def _may_stand_for(texts: Texts, a: int, b: int) -> bool:
    """Somebody's own words are retold as reported speech, never as the narrator's statement; amounts stay."""
    one, other = texts.first(a).mention, texts.first(b).mention
    return {one.kind, other.kind} != {"direct", "narrator"} and not conflicts(one.quantities, other.quantities)


def _ordered(a: int, b: int) -> tuple[int, int]:
    return min(a, b), max(a, b)


def _weigh_ties(scored: Scored, links: Iterable[tuple[int, int]]) -> dict[int, dict[int, float]]:
    """Text → other text → how much better than `ABSENT` the odds are that both state the same; `links` are at least `LINKED`."""
    evidence = _weigh_evidence(scored.scores) - ABSENT
    telling = np.flatnonzero(evidence > 0)
    ties: dict[int, dict[int, float]] = defaultdict(dict)
    columns = scored.pairs.left[telling], scored.pairs.right[telling], evidence[telling]
    for a, b, tie in zip(*(column.tolist() for column in columns), strict=True):
        ties[a][b] = ties[b][a] = tie
    linked = float(_weigh_evidence(np.array([LINKED]))[0]) - ABSENT
    for a, b in links:
        ties[a][b] = ties[b][a] = max(ties[a].get(b, 0.0), linked)
    return ties


def _weigh_evidence(scores: Floats) -> Floats:
    """Logarithm of the odds beyond those at which a pair is one claim, within bounds."""
    likeness = np.clip(scores, 0.001, 0.999)
    odds = np.clip(np.log(likeness / (1 - likeness)) - np.log(MATCH / (1 - MATCH)), ABSENT, MOST_EVIDENCE)
    return np.where(scores >= SAME_WORDS, SAME_WORDS_EVIDENCE, odds)


def _cluster(ties: dict[int, dict[int, float]], copies: Sequence[list[int]]) -> list[list[int]]:
    """Merges the two groups whose members are likest on average, until the odds speak against every merger."""
    groups = _Groups({k: [k] for k in range(len(copies))}, ties)
    queue = [(-evidence, *pair, 1, 1) for pair, evidence in groups.each_tie()]
    heapify(queue)
    while queue:
        _, left, right, *sizes = heappop(queue)
        if [len(groups.members.get(k, ())) for k in (left, right)] == sizes:
            for entry in groups.merge(left, right):
                heappush(queue, entry)
    return sorted(sorted(i for k in found for i in copies[k]) for found in groups.members.values())


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
