"""How likely two clauses of a story state the same: which of their words meet, how rare these are, and who speaks.

The weights were fitted on invented stories (tests/claims/data/paraphrases.yaml) by tests/benchmarks/fit_likeness.py.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from wiretrace.claims.articles import PlacedMention
from wiretrace.claims.ideas import Token, read_tokens, stem
from wiretrace.claims.lexicon import DEFAULT_LANGUAGE, load_lexicon, read_list, read_mapping, words
from wiretrace.claims.names import plain_name
from wiretrace.claims.quantities import (
    Quantity,
    conflicts,
    shared_distinct_value,
    shared_rounded_value,
    shared_value,
)

NAME_WEIGHT = 0.6  # names say whom a clause is about rather than what it states
IDEA_MATCH = 0.75  # of a word's weight, where the other text has a synonym
PREFIX_MATCH = 0.6  # where it has a word of the same beginning: divided, division
PREFIX_LETTERS = 5
FEATURES = (
    "grams",
    "covered_more",
    "covered_less",
    "words",
    "names",
    "distinct_amount",
    "rounded_amount",
    "same_amount",
    "other_amount",
    "one_amount",
    "same_speaker",
    "other_person",
    "both_quoted",
    "quoted_and_told",
    "other_time",
    "denied",
    "denied_alike",
    "opposite",
    "headline",
    "length",
)
_Word = tuple[str, bool, tuple[str, ...]]


@dataclass(frozen=True)
class ReadText:
    """The telling words of a text by stem, with their weights: how rare each is in the story, 0 to 1."""

    weights: Mapping[str, float]
    names: frozenset[str]
    ideas: Mapping[str, Mapping[str, float]]  # idea → stems, with what a synonym of each weighs
    beginnings: Mapping[str, tuple[str, ...]]  # first letters → stems
    leanings: frozenset[str]  # sides taken in pairs of opposites
    times: frozenset[str]  # days, months and years named
    total: float
    is_person: bool  # that somebody with a name says it


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    listed = read_mapping("common_words", DEFAULT_LANGUAGE)
    return words(listed["function"]) | words(listed["frequent"])


def read_texts(mentions: Sequence[PlacedMention]) -> list[ReadText]:
    """The texts of mentions, in order, each weighed within all of them."""
    tokens = [read_tokens(m.mention.text, m.article.language) for m in mentions]
    names = frozenset(stem(t.word) for text in tokens for t in text if t.is_name)
    read = [list(_telling(text, names)) for text in tokens]
    holders: Counter[str] = Counter()
    for text in read:
        holders.update({s for s, _, _ in text} | {f"={idea}" for _, _, ideas in text for idea in ideas})
    whole = math.log(len(mentions) + 1)
    rarity = {key: math.log((len(mentions) + 1) / count) / whole for key, count in holders.items()}
    return [_read_text(text, rarity, m) for text, m in zip(read, mentions, strict=True)]


def _named_times(text: str) -> frozenset[str]:
    return frozenset(match.group().lower() for match in _named_time().finditer(text))


@lru_cache(maxsize=1)
def _named_time() -> re.Pattern[str]:
    days = "|".join(sorted(load_lexicon().grammar["dated"]))
    return re.compile(rf"\b(?:(?:19|20)\d\d|{days}|(?:this|last|next) (?:year|month|week))\b", re.IGNORECASE)


def _telling(tokens: Sequence[Token], names: frozenset[str]) -> Iterator[_Word]:
    """Stem, whether a name, ideas. Of a name in several words the last stands for it: Gen. Mark Milley."""
    for k, token in enumerate(tokens):
        if token.word in _common_words():
            continue
        is_name = token.is_name or (k == 0 and stem(token.word) in names)
        if is_name and k + 1 < len(tokens) and tokens[k + 1].is_name:
            continue
        yield stem(token.word), is_name, () if is_name else token.ideas


def _read_text(words: Sequence[_Word], rarity: Mapping[str, float], m: PlacedMention) -> ReadText:
    ideas, beginnings = defaultdict[str, dict[str, float]](dict), defaultdict[str, tuple[str, ...]](tuple)
    for word, _, listed in words:
        for idea in listed:
            ideas[idea][word] = IDEA_MATCH * min(rarity[word], rarity[f"={idea}"])
        if len(word) >= PREFIX_LETTERS:
            beginnings[word[:PREFIX_LETTERS]] += (word,)
    weights = {s: rarity[s] * (NAME_WEIGHT if is_name else 1.0) for s, is_name, _ in words}
    return ReadText(
        weights=weights,
        names=frozenset(s for s, is_name, _ in words if is_name),
        ideas=dict(ideas),
        beginnings=dict(beginnings),
        leanings=frozenset(lean for s, _, _ in words for lean in _leanings().get(s, ())),
        times=_named_times(m.mention.text),
        total=sum(weights.values()) or 1.0,
        is_person=m.speaker_id is not None and bool(plain_name(m.mention.speaker or "")),
    )


@lru_cache(maxsize=1)
def _leanings() -> Mapping[str, tuple[str, ...]]:
    """Stem → the side it takes in a pair of opposites."""
    sides: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(read_list("opposites", DEFAULT_LANGUAGE)):
        for side, listed in zip("+-", line.split(" / "), strict=True):
            for word in listed.split():
                sides[stem(word)] = (*sides.get(stem(word), ()), f"{number}{side}")
    return sides


def _are_opposite(a: ReadText, b: ReadText) -> bool:
    """`rose` here, `fell` there: a word of a pair of opposites on each side, and on neither both."""
    return any(
        _other_side(lean) in b.leanings and lean not in b.leanings and _other_side(lean) not in a.leanings
        for lean in a.leanings
    )


def _other_side(lean: str) -> str:
    return lean[:-1] + ("-" if lean[-1] == "+" else "+")


def _found(text: ReadText, other: ReadText) -> tuple[float, float]:
    """Weight of a text's words, and of its names, that the other has too: themselves, a synonym, or a relative."""
    weights = text.weights
    gains = {s: weights[s] for s in weights.keys() & other.weights.keys()}
    for idea in text.ideas.keys() & other.ideas.keys():
        for s, weight in text.ideas[idea].items():
            gains[s] = max(gains.get(s, 0.0), weight)
    for letters in text.beginnings.keys() & other.beginnings.keys():
        for s in text.beginnings[letters]:
            gains[s] = max(gains.get(s, 0.0), PREFIX_MATCH * weights[s])
    names = sum(gains[s] for s in text.names & gains.keys())
    return sum(gains.values()) - names, names


def describe_pair(
    a: PlacedMention,
    b: PlacedMention,
    read_a: ReadText,
    read_b: ReadText,
    grams: float,
) -> tuple[float, ...]:
    """Values of `FEATURES`; `grams` is the similarity of the letters."""
    words_a, names_a = _found(read_a, read_b)
    words_b, names_b = _found(read_b, read_a)
    covered = (words_a + names_a) / read_a.total, (words_b + names_b) / read_b.total
    kinds = {a.mention.kind, b.mention.kind}
    is_same_speaker = a.speaker_id is not None and a.speaker_id == b.speaker_id
    ours, theirs = a.mention.quantities, b.mention.quantities
    relation = relate_amounts(ours, theirs)
    denied = float((a.mention.modality == "denied") != (b.mention.modality == "denied"))
    return (
        grams,
        max(covered),
        min(covered),
        (words_a + words_b) / 2,
        (names_a + names_b) / 2,
        float(relation == "distinct"),
        float(relation == "rounded"),
        float(relation == "same"),
        float(relation == "other"),
        float(bool(ours) != bool(theirs)),
        float(is_same_speaker),
        float(not is_same_speaker and read_a.is_person and read_b.is_person),
        float(is_same_speaker and kinds == {"direct"}),
        float(kinds == {"direct", "narrator"}),
        float(bool(read_a.times and read_b.times) and not read_a.times & read_b.times),
        denied,
        denied * min(covered),
        float(_are_opposite(read_a, read_b)),
        float("headline" in kinds),
        min(read_a.total, read_b.total),
    )


def relate_amounts(ours: tuple[Quantity, ...], theirs: tuple[Quantity, ...]) -> str | None:
    """distinct (the same telling amount), other (of one unit, incompatible), rounded, same, or None."""
    if not ours or not theirs:
        return None
    if shared_distinct_value(ours, theirs):
        return "distinct"
    if conflicts(ours, theirs):
        return "other"
    if shared_rounded_value(ours, theirs):
        return "rounded"
    return "same" if shared_value(ours, theirs) else None


@lru_cache(maxsize=1)
def _fitted() -> tuple[float, tuple[float, ...]]:
    weights = {name: float(value) for name, value in read_mapping("likeness", DEFAULT_LANGUAGE).items()}
    return weights["intercept"], tuple(weights[name] for name in FEATURES)


def judge_pair(described: Sequence[float]) -> float:
    """Probability, 0 to 1, that the two state the same."""
    intercept, weights = _fitted()
    return 1 / (1 + math.exp(-intercept - sum(w * x for w, x in zip(weights, described, strict=True))))
