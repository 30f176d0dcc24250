"""The telling words of clauses, how rare each is in the story, and which words can stand for which."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import chain, combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from wiretrace.claims.articles import PlacedMention
from wiretrace.claims.extraction.quantities import ROUGHNESS, Quantity, count_digits
from wiretrace.claims.language.ideas import Token, find_root, read_tokens, stem
from wiretrace.claims.language.lexicon import DEFAULT_LANGUAGE, has_list, load_lexicon, read_list, read_mapping, words
from wiretrace.claims.matching.pairs import number_distinct
from wiretrace.claims.matching.similarity import NAME_WEIGHT
from wiretrace.overlap.text.arrays import Flags, Floats, Integers

NUMBER_WEIGHT = 2.0  # numbers tell statements apart better than words do
IDEA_MATCH = 0.75  # of a word's weight, where the other text has a synonym in every sense of both words
RELATIVE_MATCH = 0.7  # where it has a word of one root: divided, division
ROUNDED_MATCH = 0.5  # where one of two numbers rounds the other: 400 and 412, 13 and 13.1
NUMBER_ROUNDING = 0.05  # of a number that a rounder one may differ by
YEARS = range(1900, 2100)  # are not rounded
ROOT_LETTERS = 4  # that two roots share at least
ROOT_SHARE = 0.7  # of the longer root's letters that both share
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_Sense = tuple[str, frozenset[tuple[str, float]]]  # stem, and its ideas with how far each is what the word means


@dataclass(frozen=True)
class Alike:
    """Senses of different words that can stand for each other: `others[splits[s]:splits[s + 1]]` for sense s, 0 to 1."""

    splits: Integers
    others: Integers
    likeness: Floats


@dataclass(frozen=True)
class AmountRanges:
    """Of each of some amounts of a text: its units as bits, of which two may share one, and its values with what rounds them."""

    units: Integers
    lows: Floats
    highs: Floats


@dataclass(frozen=True)
class ReadTexts:
    """The telling words of texts: those of text k stand at splits[k]:splits[k + 1]."""

    splits: Integers
    words: Integers
    senses: Integers
    weights: Floats  # how rare the word is in the story, 0 to 1
    is_name: Flags
    totals: Floats  # by text
    alike: Alike
    leanings: npt.NDArray[np.int8]  # by text and pair of opposites: the side it takes, 1 or -1; 0 for none and for both
    times: Flags  # by text and day, month or year: whether it is named
    speakers: Integers  # by text; -1 for nobody
    is_denied: Flags
    amounts: Integers  # by text: a place in `distinct_amounts`
    distinct_amounts: Sequence[tuple[Quantity, ...]]

    @property
    def word_counts(self) -> Integers:
        return np.diff(self.splits)

    @cached_property
    def amount_ranges(self) -> AmountRanges:
        return _measure_ranges(self.distinct_amounts)


class _Word(NamedTuple):
    """A stem in one text, wherever it stands there."""

    stem: str
    factor: float = 1.0
    is_name: bool = False
    ideas: frozenset[tuple[str, float]] = frozenset()  # with how far each is what the word means

    def met_again(self, is_name: bool, ideas: Sequence[str]) -> _Word:
        added = dict.fromkeys(ideas, len(ideas) ** -0.5) if ideas else {}
        meant = frozenset((dict(self.ideas) | added).items()) if added else self.ideas
        return _Word(self.stem, _weigh_kind(self.stem, is_name), self.is_name or is_name, meant)

    @property
    def sense(self) -> _Sense:
        return self.stem, self.ideas


def _weigh_kind(word: str, is_name: bool) -> float:
    return NUMBER_WEIGHT if word[0].isdigit() else NAME_WEIGHT if is_name else 1.0


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    listed = read_mapping("common_words", DEFAULT_LANGUAGE)
    return words(listed["function"]) | words(listed["frequent"])


def read_texts(mentions: Sequence[PlacedMention]) -> ReadTexts:
    """The texts of mentions, in order, each weighed within all of them."""
    tokens = [read_tokens(m.mention.text, m.article.language) for m in mentions]
    names = frozenset(stem(t.word) for text in tokens for t in text if t.is_name)
    read = [_read_text(text, names) for text in tokens]
    listed = [word for text in read for word in text]
    words, _ = number_distinct(word.stem for word in listed)
    senses, distinct = number_distinct(word.sense for word in listed)
    amounts, distinct_amounts = number_distinct(tuple(map(_without_place, m.mention.quantities)) for m in mentions)
    rarity = np.log((len(read) + 1) / np.bincount(words)) / math.log(len(read) + 1)
    weights = rarity[words] * np.array([word.factor for word in listed])
    totals = np.bincount(np.repeat(np.arange(len(read)), [len(text) for text in read]), weights, len(read))
    return ReadTexts(
        splits=np.cumsum([0, *map(len, read)]),
        words=words,
        senses=senses,
        weights=weights,
        is_name=np.array([word.is_name for word in listed], np.bool_),
        totals=np.where(totals > 0, totals, 1.0),
        alike=_relate_senses(distinct),
        leanings=_add_leanings(read),
        times=_mark_times([m.mention.text for m in mentions]),
        speakers=np.where(
            [m.speaker_id is None for m in mentions], -1, number_distinct(m.speaker_id for m in mentions)[0]
        ),
        is_denied=np.array(list(map(_is_denied, mentions, tokens)), np.bool_),
        amounts=amounts,
        distinct_amounts=distinct_amounts,
    )


def _measure_ranges(amounts: Sequence[tuple[Quantity, ...]]) -> AmountRanges:
    numbers = {unit: n for n, unit in enumerate(sorted({q.unit for found in amounts for q in found}))}
    return AmountRanges(
        np.array([sum({1 << numbers[q.unit] % 63 for q in found}) for found in amounts], np.int64),
        np.array([min((q.low - ROUGHNESS * abs(q.low) for q in found), default=np.inf) for found in amounts]),
        np.array([max((q.high + ROUGHNESS * abs(q.high) for q in found), default=-np.inf) for found in amounts]),
    )


def _is_denied(m: PlacedMention, tokens: Sequence[Token]) -> bool:
    """In a language without words of denial of its own, by what is translated as one: `nicht` is `not`."""
    if has_list("modality", m.article.language):
        return m.mention.modality == "denied"
    return any(token.word in load_lexicon().modality["negations"] for token in tokens)


def _without_place(q: Quantity) -> Quantity:
    return replace(q, start=0, end=0)


def _read_text(tokens: Sequence[Token], names: frozenset[str]) -> list[_Word]:
    found: dict[str, _Word] = {}
    for stemmed, is_name, ideas in _telling(tokens, names):
        known = found.get(stemmed)
        found[stemmed] = known.met_again(is_name, ideas) if known else _meet(stemmed, is_name, ideas)
    return [*found.values()]


@lru_cache(maxsize=65536)  # the words of a story are few
def _meet(stemmed: str, is_name: bool, ideas: tuple[str, ...]) -> _Word:
    return _Word(stemmed).met_again(is_name, ideas)


def _telling(tokens: Sequence[Token], names: frozenset[str]) -> Iterator[tuple[str, bool, tuple[str, ...]]]:
    """Stem, whether a name, ideas. Of a name in several words the last stands for it: Gen. Mark Milley."""
    for k, token in enumerate(tokens):
        if token.word in common_words():
            continue
        is_name = token.is_name or (k == 0 and stem(token.word) in names)
        if is_name and k + 1 < len(tokens) and tokens[k + 1].is_name:
            continue
        yield stem(token.word), is_name, () if is_name else token.ideas


def _relate_senses(senses: Sequence[_Sense]) -> Alike:
    """Synonyms, the less alike the more other senses both words have, words of one root, and numbers that round others."""
    related, stems = _share_ideas(senses), [stemmed for stemmed, _ in senses]
    for pair, kinship in chain(_share_roots(stems), _share_roundings(stems)):
        related[pair] = max(related.get(pair, 0.0), kinship)
    ones, others = np.array([*related], np.int64).reshape(-1, 2).T
    likeness = np.array([*related.values()])
    order = np.argsort(np.concatenate([ones, others]), kind="stable")
    owners = np.concatenate([ones, others])
    return Alike(
        splits=np.concatenate([[0], np.cumsum(np.bincount(owners, minlength=len(senses)))]),
        others=np.concatenate([others, ones])[order],
        likeness=np.concatenate([likeness, likeness])[order],
    )


def _share_ideas(senses: Sequence[_Sense]) -> dict[tuple[int, int], float]:
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, (_, ideas) in enumerate(senses):
        for idea, share in ideas:
            holders[idea].append((number, share))
    shared: dict[tuple[int, int], float] = defaultdict(float)
    for found in holders.values():
        for (one, ours), (other, theirs) in combinations(found, 2):
            if senses[one][0] != senses[other][0]:
                shared[one, other] += ours * theirs
    return {pair: IDEA_MATCH * min(1.0, value) ** 0.5 for pair, value in shared.items()}


def _share_roots(stems: Sequence[str]) -> Iterator[tuple[tuple[int, int], float]]:
    beginnings: dict[str, list[int]] = defaultdict(list)
    for number, stemmed in enumerate(stems):
        if len(stemmed) >= ROOT_LETTERS:
            beginnings[stemmed[:ROOT_LETTERS]].append(number)
    for found in beginnings.values():
        for one, other in combinations(found, 2):
            if stems[one] != stems[other] and (kinship := _compare_roots(stems[one], stems[other])):
                yield (one, other), RELATIVE_MATCH * kinship


@lru_cache(maxsize=65536)
def _compare_roots(one: str, other: str) -> float:
    """Share of the longer root that both begin with, if it is most of it."""
    left, right = find_root(one), find_root(other)
    count = next((k for k, (x, y) in enumerate(zip(left, right, strict=False)) if x != y), min(len(left), len(right)))
    share = count / max(len(left), len(right))
    return share if count >= ROOT_LETTERS and share >= ROOT_SHARE else 0.0


def _share_roundings(stems: Sequence[str]) -> Iterator[tuple[tuple[int, int], float]]:
    numbers = sorted((float(stemmed), k) for k, stemmed in enumerate(stems) if _is_roundable(stemmed))
    for at, (value, k) in enumerate(numbers):
        near = bisect_right(numbers, (value / (1 - NUMBER_ROUNDING), len(stems)))
        for other, j in numbers[at + 1 : near]:
            if _is_rounding(value, other):
                yield (min(k, j), max(k, j)), ROUNDED_MATCH


def _is_roundable(stemmed: str) -> bool:
    return bool(_NUMBER.fullmatch(stemmed)) and float(stemmed) not in YEARS


def _is_rounding(one: float, other: float) -> bool:
    """Whether one of two numbers, the lower first, has fewer telling digits and is about the other."""
    rough, exact = (one, other) if count_digits(one) < count_digits(other) else (other, one)
    return count_digits(rough) < count_digits(exact) and abs(rough - exact) <= NUMBER_ROUNDING * exact


def _mark_times(texts: Sequence[str]) -> Flags:
    named = [_named_times(text) for text in texts]
    numbers = {time: n for n, time in enumerate(sorted({time for times in named for time in times}))}
    marks = np.zeros((len(texts), len(numbers)), np.bool_)
    for row, times in zip(marks, named, strict=True):
        row[[numbers[time] for time in times]] = True
    return marks


def _named_times(text: str) -> frozenset[str]:
    return frozenset(match.group().lower() for match in _named_time().finditer(text))


@lru_cache(maxsize=1)
def _named_time() -> re.Pattern[str]:
    days = "|".join(sorted(load_lexicon().grammar["dated"]))
    return re.compile(rf"\b(?:(?:19|20)\d\d|{days}|(?:this|last|next) (?:year|month|week))\b", re.IGNORECASE)


def _add_leanings(texts: Sequence[Sequence[_Word]]) -> npt.NDArray[np.int8]:
    listed, count = _leanings()
    sides = np.zeros((len(texts), count), np.int8)
    for row, text in zip(sides, texts, strict=True):
        for number, side in {lean for word in text for lean in listed.get(word.stem, ())}:
            row[number] += side
    return sides


@lru_cache(maxsize=1)
def _leanings() -> tuple[Mapping[str, tuple[tuple[int, int], ...]], int]:
    """Stem → numbers of pairs of opposites, with the side it takes in each, 1 or -1; and how many pairs there are."""
    sides: dict[str, tuple[tuple[int, int], ...]] = {}
    lines = read_list("opposites", DEFAULT_LANGUAGE)
    for number, line in enumerate(lines):
        for side, listed in zip((1, -1), line.split(" / "), strict=True):
            for word in listed.split():
                sides[stem(word)] = (*sides.get(stem(word), ()), (number, side))
    return sides, len(lines)
