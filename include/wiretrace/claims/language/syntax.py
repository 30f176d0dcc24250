"""A sentence as tokens, and the noun phrases around a verb: as much grammar as attribution needs, without a parser."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from wiretrace.claims.language.lexicon import Lexicon
from wiretrace.claims.language.quotations import Quoted

QUOTE = "\x00quote"  # stands for a whole quotation in the list of lower-cased words
_TOKEN = re.compile(
    r"[^\W\d_][^\W_]+(?:['’.&@-][^\W_]+)*|"  # most tokens by far: tried first
    r"\d{1,2}:\d\d\b|[$£€]?\d[\d,.]*\d%?|[$£€]?\d%?|(?:[^\W_]\.){2,}|[^\W_]+(?:['’.&@-][^\W_]+)*|[,;:—–()\[\]?!.…]|--|-(?=\s)|['’](?=s\b)"
)
BREAKS = frozenset([",", ";", ":", "—", "–", "--", "-", "(", ")", "[", "]", "?", "!", QUOTE])
MONEY = "$£€"
NOBODY = frozenset(["nobody", "none", "no"])  # a count too: "No injuries have been reported"
CONTRACTIONS = ("'s", "’s", "'ve", "’ve", "'d", "’d", "'re", "’re", "'m", "’m", "'ll", "’ll")
TERMINAL = frozenset([".", "?", "!", "…"])


@dataclass(frozen=True)
class Sentence:
    """Tokens of one sentence; a quotation is one token whose word is `QUOTE`."""

    text: str  # of the whole field
    start: int
    end: int
    words: tuple[str, ...]  # lower-cased
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    capitals: tuple[bool, ...]  # which tokens begin with a capital
    lexicon: Lexicon

    def __len__(self) -> int:
        return len(self.words)

    def is_capital(self, i: int) -> bool:
        return self.capitals[i]

    def among(self, i: int, name: str) -> bool:
        words = self.words
        return 0 <= i < len(words) and words[i] in self.lexicon.grammar[name]

    @cached_property
    def finite(self) -> tuple[bool, ...]:
        """Which tokens look like finite verbs: listed ones, and lower-case forms in -ed."""
        verbs = self.lexicon.finite_verbs
        return tuple(
            [
                word in verbs or (word[-2:] == "ed" and len(word) > 3 and not capital)
                for word, capital in zip(self.words, self.capitals, strict=True)
            ]
        )

    @cached_property
    def has_money(self) -> bool:
        return any(self.text.find(sign, self.start, self.end) >= 0 for sign in MONEY)

    @cached_property
    def cue_places(self) -> tuple[int, ...]:
        """Tokens at which a cue begins; one of several words only if its second word follows."""
        beginning, seconds, words = self.lexicon.beginnings, self.lexicon.second_words, self.words
        places = [i for i, word in enumerate(words) if word in beginning]
        return tuple(
            [i for i in places if words[i] not in seconds or not seconds[words[i]].isdisjoint(words[i + 1 : i + 2])]
        )

    def span(self, i: int, j: int) -> tuple[int, int]:
        """Characters of the tokens i to j, j exclusive."""
        return self.starts[i], self.ends[j - 1]

    def last(self, end: int | None = None) -> int:
        """Index after the last token, of those before `end`, that is no end mark."""
        n = len(self.words) if end is None else end
        while n and self.words[n - 1] in TERMINAL:
            n -= 1
        return n


def tokenise(text: str, start: int, end: int, quoted: Sequence[Quoted], lexicon: Lexicon) -> Sentence:
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    add_word, add_start, add_end = words.append, starts.append, ends.append  # the innermost loop of all reading
    position = start
    for quotation in (*quoted, Quoted(end, end)):
        for match in _TOKEN.finditer(text, position, quotation.start):
            a, b = match.span()
            word = text[a:b]
            if word == "." and b < end and words and ends[-1] == a and words[-1] not in BREAKS:
                ends[-1] = b  # "Gen." keeps its full stop: inside a sentence it ends nothing
                continue
            add_word(word.lower())
            add_start(a)
            add_end(b)
        if quotation.start < end:
            words.append(QUOTE)
            starts.append(quotation.start)
            ends.append(quotation.end)
        position = max(position, quotation.end)
    capitals = tuple([text[a].isupper() for a in starts])
    return Sentence(text, start, end, tuple(words), tuple(starts), tuple(ends), capitals, lexicon)


def is_adverb(s: Sentence, i: int) -> bool:
    word, grammar = s.words[i], s.lexicon.grammar
    if word[-2:] == "ly" and len(word) > 4 and not s.capitals[i] and word not in grammar["nouns_in_ly"]:
        return True
    return word in grammar["adverbs"]


def skip_verb_group(s: Sentence, i: int) -> int:
    """Index of the last token left of the auxiliaries and adverbs in front of the verb at i; -1 if none."""
    j = i - 1
    while j >= 0 and (s.among(j, "auxiliaries") or is_adverb(s, j)) and s.words[j] not in ("it's", "it’s"):
        if s.words[j].endswith(CONTRACTIONS):
            return j
        j -= 1
    if j > 0 and s.words[j - 1 : j + 1] == ("no", "longer"):
        return skip_verb_group(s, j - 1)
    if j > 0 and s.among(j, "reflexives"):  # "Moss herself claims"
        return j - 1
    return j


def stops_phrase(s: Sentence, j: int) -> bool:
    word = s.words[j]
    if (
        word in BREAKS
        or s.among(j, "subordinators")
        or (s.among(j, "auxiliaries") and not (word == "may" and s.is_capital(j)))
    ):
        return True
    if word in ("and", "or"):
        return not _joins_names(s, j)
    if word in ("but", "nor", "so", "yet", "then"):
        return True
    cue = s.lexicon.cues.get(word)
    return cue is not None and not s.is_capital(j) and not cue.is_nounlike and cue.tense != "base"


def _joins_names(s: Sentence, j: int) -> bool:
    """`Trump and his attorneys`: the conjunction joins two parts of one subject."""
    if not 0 < j < len(s) - 1:
        return False
    right = (
        s.is_capital(j + 1)
        or s.among(j + 1, "possessives")
        or s.among(j + 1, "determiners")
        or s.words[j + 1].endswith("s")
    )
    left = s.is_capital(j - 1) or s.words[j - 1].endswith("s")
    return right and left


def trim_phrase(s: Sentence, i: int, j: int) -> tuple[int, int] | None:
    """Drops what cannot begin or end a subject; a phrase that begins with a preposition keeps its last name."""
    while i < j and (
        s.among(i, "conjunctions")
        or (is_adverb(s, i) and not s.is_capital(i))
        or s.words[i] in ("then", "also", "however")
    ):
        i += 1
    while j > i and (s.among(j - 1, "prepositions") or is_adverb(s, j - 1)):
        j -= 1
    counted = any(
        s.words[k][0].isdigit() or s.words[k] in s.lexicon.quantities["numbers"] for k in range(i, min(j, i + 3))
    )
    if i < j and not counted and (s.among(i, "prepositions") or s.among(i, "times") or is_adverb(s, i)):
        i = _last_name(s, i + 1, j)
    if i < j and s.among(i, "prepositions") and s.among(j - 1, "times"):
        return None  # "had already on 5 January demanded"
    if i >= j or (
        j - i == 1
        and (
            (s.among(i, "determiners") and not s.among(i, "group_pronouns"))
            or s.words[i].isdigit()
            or s.among(i, "times")
        )
    ):
        return None
    return i, j


def _last_name(s: Sentence, i: int, j: int) -> int:
    """Start of the pronoun or last run of capitals, or of the last determiner, in tokens i to j."""
    if s.among(j - 1, "pronouns"):
        return j - 1
    k = j
    while k > i and s.is_capital(k - 1) and not s.among(k - 1, "times"):
        k -= 1
    if k < j:
        return k
    while k > i:
        k -= 1
        if s.among(k, "determiners") or s.among(k, "possessives"):
            return k
    return j


def has_finite_verb(s: Sentence, i: int, j: int) -> bool:
    """Whether tokens i to j look like a clause of their own."""
    return True in s.finite[i:j]


def skip_phrases(s: Sentence, i: int, j: int) -> int:
    """Index after the time and place phrases that stand between a verb and what was said: `on Monday in Oslo`."""
    while i < j and not opens_amount(s, i, j):
        if s.among(i, "times") or is_adverb(s, i):
            i += 1
        elif (
            s.among(i, "prepositions")
            and s.words[i] != "like"
            and not (s.words[i] == "to" and _is_infinitive(s, i + 1, j))
        ):
            i = _skip_prepositional(s, i, j)
        else:
            return i
    return i


def is_number(s: Sentence, k: int) -> bool:
    word, numbers = s.words[k], s.lexicon.quantities["numbers"]
    if word in numbers or word[0].isdigit() or word[0] in MONEY:
        return True
    return "-" in word and all(part in numbers for part in word.split("-"))


def opens_amount(s: Sentence, i: int, j: int) -> bool:
    """`at least 20 people`, `nearly $4 million`, `between 20 and 30`, but neither `at 5 p.m.` nor `in 2019`."""
    behind = (i + len(p) for p in _comparators(s.lexicon).get(s.words[i], ()) if s.words[i : i + len(p)] == p)
    return any(k < j and is_number(s, k) for k in behind)


@cache
def _comparators(lexicon: Lexicon) -> Mapping[str, Sequence[tuple[str, ...]]]:
    """The words before a number that say how exact it is, by the first of them."""
    found = defaultdict(list, {"between": [("between",)]})
    for phrase in (p.split() for phrases in lexicon.quantities["comparators"].values() for p in phrases):
        found[phrase[0]].append(tuple(phrase))
    return found


def _is_infinitive(s: Sentence, k: int, j: int) -> bool:
    """Whether a verb follows `to`: `told to keep quiet`, but `said to reporters`, `said to her`."""
    if k >= j or s.is_capital(k) or s.words[k] == QUOTE:
        return False
    noun = s.words[k].endswith("s") or any(
        s.among(k, listed) for listed in ("determiners", "possessives", "object_pronouns", "pronouns")
    )
    return not noun and k + 1 < j and s.words[k + 1] not in BREAKS


def _skip_prepositional(s: Sentence, i: int, j: int) -> int:
    k = i + 1
    seen_noun = False
    while k < j and s.words[k] not in BREAKS:
        opens = s.among(k, "determiners") or s.among(k, "possessives")
        if seen_noun and (
            opens
            or s.among(k, "pronouns")
            or s.among(k, "prepositions")
            or s.among(k, "subordinators")
            or s.among(k, "auxiliaries")
            or s.among(k, "times")
        ):
            break
        if s.among(k, "subordinators"):
            break
        if seen_noun and s.is_capital(k) and not s.is_capital(k - 1):
            break
        seen_noun = seen_noun or not opens
        k += 1
    return k
