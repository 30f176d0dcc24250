"""The telling words of clauses, how rare each is in the story, and which of one clause's words another one has too."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from wiretrace.claims.articles import PlacedMention
from wiretrace.claims.ideas import Token, find_root, read_tokens, stem
from wiretrace.claims.lexicon import DEFAULT_LANGUAGE, load_lexicon, read_list, read_mapping, words

NAME_WEIGHT = 0.6  # names say whom a clause is about rather than what it states
NUMBER_WEIGHT = 2.0  # numbers tell statements apart better than words do
IDEA_MATCH = 0.75  # of a word's weight, where the other text has a synonym in every sense of both words
RELATIVE_MATCH = 0.7  # where it has a word of one root: divided, division
ROOT_LETTERS = 4  # that two roots share at least
ROOT_SHARE = 0.7  # of the longer root's letters that both share
_Word = tuple[str, bool, tuple[str, ...]]


@dataclass(frozen=True)
class ReadText:
    """The telling words of a text by stem, with their weights: how rare each is in the story, 0 to 1."""

    weights: Mapping[str, float]
    names: frozenset[str]
    ideas: Mapping[str, Mapping[str, float]]  # idea → stems, with how far the idea is what the word means
    beginnings: Mapping[str, tuple[str, ...]]  # first letters → stems
    leanings: frozenset[str]  # sides taken in pairs of opposites
    times: frozenset[str]  # days, months and years named
    total: float


@dataclass(frozen=True)
class Met:
    """Weight of a text's words, and of its names, that another has too: themselves, a synonym or a relative."""

    words: float
    names: float


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
        holders.update({s for s, _, _ in text})
    whole = math.log(len(mentions) + 1)
    rarity = {key: math.log((len(mentions) + 1) / count) / whole for key, count in holders.items()}
    return [_read_text(text, rarity, m) for text, m in zip(read, mentions, strict=True)]


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
            ideas[idea][word] = len(listed) ** -0.5
    for word in dict.fromkeys(w for w, _, _ in words if len(w) >= ROOT_LETTERS):
        beginnings[word[:ROOT_LETTERS]] += (word,)
    weights = {s: rarity[s] * _weigh_kind(s, is_name) for s, is_name, _ in words}
    return ReadText(
        weights=weights,
        names=frozenset(s for s, is_name, _ in words if is_name),
        ideas=dict(ideas),
        beginnings=dict(beginnings),
        leanings=frozenset(lean for s, _, _ in words for lean in _leanings().get(s, ())),
        times=_named_times(m.mention.text),
        total=sum(weights.values()) or 1.0,
    )


def _weigh_kind(word: str, is_name: bool) -> float:
    return NUMBER_WEIGHT if word[0].isdigit() else NAME_WEIGHT if is_name else 1.0


def _named_times(text: str) -> frozenset[str]:
    return frozenset(match.group().lower() for match in _named_time().finditer(text))


@lru_cache(maxsize=1)
def _named_time() -> re.Pattern[str]:
    days = "|".join(sorted(load_lexicon().grammar["dated"]))
    return re.compile(rf"\b(?:(?:19|20)\d\d|{days}|(?:this|last|next) (?:year|month|week))\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _leanings() -> Mapping[str, tuple[str, ...]]:
    """Stem → the side it takes in a pair of opposites."""
    sides: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(read_list("opposites", DEFAULT_LANGUAGE)):
        for side, listed in zip("+-", line.split(" / "), strict=True):
            for word in listed.split():
                sides[stem(word)] = (*sides.get(stem(word), ()), f"{number}{side}")
    return sides


def are_opposite(a: ReadText, b: ReadText) -> bool:
    """`rose` here, `fell` there: a word of a pair of opposites on each side, and on neither both."""
    return any(
        _other_side(lean) in b.leanings and lean not in b.leanings and _other_side(lean) not in a.leanings
        for lean in a.leanings
    )


def _other_side(lean: str) -> str:
    return lean[:-1] + ("-" if lean[-1] == "+" else "+")


def meet(a: ReadText, b: ReadText) -> tuple[Met, Met]:
    """What each has of the other's words."""
    same = a.weights.keys() & b.weights.keys()
    alike = [*_share_ideas(a, b, same).items(), *_share_roots(a, b, same).items()]
    return (
        _add_up(a, same, [(s, likeness) for (s, _), likeness in alike]),
        _add_up(b, same, [(t, likeness) for (_, t), likeness in alike]),
    )


def _share_ideas(a: ReadText, b: ReadText, same: Collection[str]) -> dict[tuple[str, str], float]:
    """Pairs of synonyms, 0 to 1: the less the more other senses both words have."""
    shared: dict[tuple[str, str], float] = defaultdict(float)
    for idea in a.ideas.keys() & b.ideas.keys():
        for s, ours in a.ideas[idea].items():
            for t, theirs in b.ideas[idea].items():
                if s not in same and t not in same:
                    shared[s, t] += ours * theirs
    return {pair: IDEA_MATCH * min(1.0, value) ** 0.5 for pair, value in shared.items()}


def _share_roots(a: ReadText, b: ReadText, same: Collection[str]) -> dict[tuple[str, str], float]:
    return {
        (s, t): RELATIVE_MATCH * kinship
        for letters in a.beginnings.keys() & b.beginnings.keys()
        for s in a.beginnings[letters]
        for t in b.beginnings[letters]
        if s not in same and t not in same and (kinship := _compare_roots(s, t))
    }


@lru_cache(maxsize=65536)
def _compare_roots(one: str, other: str) -> float:
    """Share of the longer root that both begin with, if it is most of it."""
    left, right = find_root(one), find_root(other)
    count = next((k for k, (x, y) in enumerate(zip(left, right, strict=False)) if x != y), min(len(left), len(right)))
    share = count / max(len(left), len(right))
    return share if count >= ROOT_LETTERS and share >= ROOT_SHARE else 0.0


def _add_up(text: ReadText, same: Iterable[str], alike: Iterable[tuple[str, float]]) -> Met:
    likeness = dict.fromkeys(same, 1.0)
    for word, value in alike:
        likeness[word] = max(value, likeness.get(word, 0.0))
    gains = {word: value * text.weights[word] for word, value in likeness.items()}
    names = sum(gains[name] for name in text.names & gains.keys())
    return Met(sum(gains.values()) - names, names)
