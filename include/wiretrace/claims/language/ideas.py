"""Words as ideas: synonyms in their line, inflected forms cut to a stem, words of other languages as English ones."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from wiretrace.claims.language.lexicon import DEFAULT_LANGUAGE, has_list, read_data, read_list, read_mapping

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_WRITTEN = re.compile(rf"\d+(?:[.,:]\d+)+|{WORD.pattern}")  # with 1,400 and 4:12 as one
_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}(?:\D|$))")  # the mark in 30.000 where decimals follow a comma
PHRASE_GAP = 2  # words that may stand inside a phrase of two: "set the money aside"
_LONGEST_ENDING = 3  # letters that a word of another language may add to its entry
_LEAST_ENTRY = 4  # letters of an entry that may take an ending
_ENGLISH = snowballstemmer.stemmer("english")
# Endings that make one word of another: announcement, expansion. The first that leaves four letters is cut.
_DERIVED = ("isation", "ization", "ational", "ation", "ition", "ment", "ness", "ance", "ence", "ity", "ion", "ive", "able", "ible", "ary", "ory", "ist", "ant", "ent", "ous", "al", "ic", "er", "or", "y")  # fmt: skip
_LEAST_ROOT = 4


class Token(NamedTuple):
    """A word as compared: lower case and English where its translation is known; `ideas` are lines of synonyms."""

    word: str
    is_name: bool
    ideas: tuple[str, ...]


@dataclass(frozen=True)
class _Phrases:
    ideas: Mapping[str, tuple[str, ...]]  # by stem
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # by first stem: its other stems, and the idea


def read_tokens(text: str, language: str | None) -> tuple[Token, ...]:
    """Words of a text in order; the first word's capital does not make it a name."""
    return _read_tokens(text, language or DEFAULT_LANGUAGE)


@lru_cache(maxsize=32768)  # matching, linking and drift read the same texts
def _read_tokens(text: str, language: str) -> tuple[Token, ...]:
    written = _WRITTEN.findall(text.replace("’", "'"))
    plain = [_read_word(w, language) for w in written]
    stems = [stem(w) for w in plain]
    known = _read_phrases()
    phrased: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for k, idea in _find_phrases(stems, known.phrases):
        phrased[k] += (idea,)
    is_noun_capital = language == "de"  # German writes every noun so
    return tuple(
        Token(word, bool(k) and written[k][0].isupper() and not is_noun_capital, phrased[k] or known.ideas.get(s, ()))
        for k, (word, s) in enumerate(zip(plain, stems, strict=True))
    )


@lru_cache(maxsize=65536)
def _read_word(written: str, language: str) -> str:
    """In English and lower case; fourteen as 14, and 4:12 as 4.12."""
    if written[0].isdigit():
        return _read_digits(written, language)
    word = written.lower().removesuffix("'s")
    return _read_numbers(language).get(word) or _translate(word, language)


def _read_digits(written: str, language: str) -> str:
    """1,400 as 1400 and 4:12 as 4.12; where decimals follow a comma, 1.400 as 1400 and 3,1 as 3.1."""
    if _decimal_mark(language) == ",":
        written = _THOUSANDS.sub("", written).replace(",", ".")
    return written.replace(",", "").replace(":", ".")


@lru_cache(maxsize=8)
def _decimal_mark(language: str) -> str:
    return str(read_data("quantities", language)["decimal"][0])


@lru_cache(maxsize=8)
def _read_numbers(language: str) -> Mapping[str, str]:
    """Number words from two on; `one` is more often no number."""
    numbers = read_data("quantities", language)["numbers"] if has_list("quantities", language) else {}
    return {word: str(int(value)) for word, value in numbers.items() if value > 1}


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """`cancelled`, `cancels` → `cancel`; irregular forms by list."""
    return str(_ENGLISH.stemWord(_irregular().get(word, word)))


def is_alike(one: Token, other: Token) -> bool:
    """Forms of one word, or words of one line of synonyms."""
    return stem(one.word) == stem(other.word) or not set(one.ideas).isdisjoint(other.ideas)


@lru_cache(maxsize=65536)
def find_root(stemmed: str) -> str:
    """`announcement`, `announc` → `announc`; a stem without such an ending is its own root."""
    for ending in _DERIVED:
        if stemmed.endswith(ending) and len(stemmed) - len(ending) >= _LEAST_ROOT:
            return stemmed.removesuffix(ending)
    return stemmed


@lru_cache(maxsize=1)
def _irregular() -> Mapping[str, str]:
    forms = read_mapping("irregular", DEFAULT_LANGUAGE)
    return {form: word for word, written in forms.items() for form in written.split()}


@lru_cache(maxsize=1)
def _read_phrases() -> _Phrases:
    ideas: dict[str, tuple[str, ...]] = defaultdict(tuple)
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = defaultdict(tuple)
    for number, line in enumerate(read_list("synonyms", DEFAULT_LANGUAGE)):
        idea = f"{line.split()[0]}{number}"
        for entry in line.split():
            first, *rest = (stem(word) for word in entry.split("_"))
            if rest:
                phrases[first] += ((tuple(rest), idea),)
            elif idea not in ideas[first]:
                ideas[first] += (idea,)
    return _Phrases(dict(ideas), dict(phrases))


def _find_phrases(
    stems: Sequence[str], phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
) -> Iterator[tuple[int, str]]:
    for k, first in enumerate(stems):
        for rest, idea in phrases.get(first, ()):
            if len(rest) == 1:
                is_found = rest[0] in stems[k + 1 : k + 2 + PHRASE_GAP]
            else:
                is_found = tuple(stems[k + 1 : k + 1 + len(rest)]) == rest
            if is_found:
                yield k, idea


@lru_cache(maxsize=65536)
def _translate(word: str, language: str) -> str:
    """The English word of an entry that the word begins with; the word itself without one."""
    if language == DEFAULT_LANGUAGE:
        return word
    entries = _translations(language)
    for length in range(len(word), max(len(word) - _LONGEST_ENDING, _LEAST_ENTRY) - 1, -1):
        found = entries.get(word[:length])
        if found:
            return found
    return entries.get(word, word)


@lru_cache(maxsize=8)
def _translations(language: str) -> Mapping[str, str]:
    listed = read_mapping("translations", language)
    return {foreign.lower(): english for english, words in listed.items() for foreign in words.split()}
