"""Who appears in an article outside its quotations, in order: names, descriptions and pronouns, with their weight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from wiretrace.claims.extraction.attribution import read_paragraphs
from wiretrace.claims.language.lexicon import Lexicon, load_lexicon
from wiretrace.claims.language.names import POSSESSIVE_ENDINGS, actor_kind
from wiretrace.claims.language.syntax import QUOTE, Sentence, is_adverb

# How much an appearance makes its person the one that a pronoun means: after Lappin and Leass (1994).
SUBJECT, OBJECT, ADJUNCT, OWNER, PREDICATE = 180, 130, 70, 50, 20
_PLACING = frozenset(["in", "at", "near", "on", "outside", "across", "around", "along", "inside", "above", "below"])
_OPENING = frozenset([",", ";", ":", "—", "–", "--", "(", QUOTE])
_OWN = frozenset(["our", "my", "your"])  # reporters do not tell of themselves as of others
_GENDERED = frozenset(["his", "her"])
_BEFORE_FIRST = frozenset([QUOTE, ":", "("])  # behind these a capital may only begin a sentence
_ACRONYM = 5  # letters of the longest; longer words in capitals are furniture: PHOTO: PAPER ARCHIVE
_JOINING = frozenset(["de", "von", "van", "al", "bin", "la", "der", "el", "&"])
_UNNAMED = ("times", "dated", "determiners", "adverbs", "possessives", "conjunctions", "subordinators", "indefinites")


@dataclass(frozen=True)
class Appearance:
    """A noun phrase or pronoun that can be somebody; offsets in the text."""

    start: int
    end: int
    sentence: int
    weight: int
    is_pronoun: bool = False
    is_place: bool = False  # after a preposition of place


@dataclass(frozen=True)
class Discourse:
    appearances: tuple[Appearance, ...]
    sentences: tuple[tuple[int, int], ...]  # offsets
    paragraphs: tuple[int, ...] = ()  # of each sentence


@dataclass(frozen=True)
class Case:
    """Words that an article writes with a capital inside its sentences, and those that it only writes without."""

    proper: set[str]
    common: set[str]


@lru_cache(maxsize=1024)  # matching and counting read the articles of a story one after the other
def read_discourse(text: str, language: str | None) -> Discourse:
    lexicon = load_lexicon(language)
    numbered = [(k, s) for k, paragraph in enumerate(read_paragraphs(text, lexicon)) for s in paragraph.sentences]
    sentences = [s for _, s in numbered]
    proper = {
        _unowned(w)
        for s in sentences
        for k, w in enumerate(s.words)
        if k and s.is_capital(k) and s.words[k - 1] not in _BEFORE_FIRST
    }
    common = {w for s in sentences for w, capital in zip(s.words, s.capitals, strict=True) if not capital}
    case = Case(proper, common - proper)
    found = (a for number, s in enumerate(sentences) for a in _appearances(s, number, case))
    return Discourse(tuple(found), tuple((s.start, s.end) for s in sentences), tuple(k for k, _ in numbered))


def _appearances(s: Sentence, number: int, case: Case) -> Iterator[Appearance]:
    for i, j in _chunks(s):
        if s.words[i] in _GENDERED:
            yield Appearance(*_bare_pronoun(s, i), number, OWNER, is_pronoun=True)
        if j == i + 1 and s.among(i, "pronouns"):
            yield Appearance(*_bare_pronoun(s, i), number, SUBJECT, is_pronoun=True)
        else:
            yield from _read_chunk(s, i, j, number, case)


def _bare_pronoun(s: Sentence, i: int) -> tuple[int, int]:
    """Characters of the pronoun in `he's`."""
    length = next((k for k, c in enumerate(s.words[i]) if c in "'’"), len(s.words[i]))
    return s.starts[i], s.starts[i] + length


def _chunks(s: Sentence) -> Iterator[tuple[int, int]]:
    """Pronouns, and noun phrases without what prepositions add: `the site director` | of | `the Corvane works`."""
    between, opening, finite = _between_phrases(s.lexicon), _opening_phrases(s.lexicon), s.finite
    times, pronouns = s.lexicon.grammar["times"], s.lexicon.grammar["pronouns"]
    spans = s.lexicon.grammar["time_spans"]
    i = 0
    for j, word in enumerate(s.words):
        if s.capitals[j] and j > 0 and s.words[j - 1] not in (QUOTE, ":"):
            ends = word in times
        elif word in opening:
            if j > i:
                yield i, j
            i = j + (word == "that" and j + 1 < len(s) and s.capitals[j + 1])  # "said that Moss …"
            continue
        else:
            ends = (
                word in between
                or word in spans
                or not (word[0].isalnum() or word == "&")
                or (finite[j] and not _is_modifier(s, i, j))
                or is_adverb(s, j)
            ) and not (j > i and word in _JOINING)
        if ends:
            if j > i:
                yield i, j
            if word in pronouns:
                yield j, j + 1
            i = j + 1
    if i < len(s):
        yield i, len(s)


@lru_cache(maxsize=8)
def _between_phrases(lexicon: Lexicon) -> frozenset[str]:
    listed = ("prepositions", "pronouns", "conjunctions", "subordinators", "times", "auxiliaries")
    return frozenset[str]().union(*(lexicon.grammar[name] for name in listed))


@lru_cache(maxsize=8)
def _opening_phrases(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.grammar["determiners"] | lexicon.grammar["possessives"]


def _is_modifier(s: Sentence, i: int, j: int) -> bool:
    """`the wounded man`: between a determiner and a noun stands no verb."""
    return j == i + 1 and (s.among(i, "determiners") or s.among(i, "possessives")) and s.words[j].endswith("ed")


def _is_owner(s: Sentence, k: int) -> bool:
    return s.words[k].endswith(POSSESSIVE_ENDINGS)


def _unowned(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word


def _read_chunk(s: Sentence, i: int, j: int, number: int, case: Case) -> Iterator[Appearance]:
    for k in range(i, j - 1):
        if not _is_owner(s, k):
            continue
        first = k
        while first > i and s.is_capital(first - 1) and s.is_capital(k):
            first -= 1
        if s.is_capital(k) or actor_kind(s.words[k][:-2]):
            yield Appearance(s.starts[first], s.ends[k] - 2, number, OWNER)
    if s.words[i] in _OWN:
        return
    head = _last_actor(s, i, j, case)
    if head is None:
        return
    is_place = i > 0 and s.words[i - 1] in _PLACING
    yield Appearance(s.starts[i], s.ends[_institution_end(s, head)], number, _weigh(s, i, j), is_place=is_place)


def _institution_end(s: Sentence, head: int) -> int:
    """The last token of a name that goes on behind its preposition: `Ministry of Fisheries`."""
    k = head
    if s.is_capital(head) and s.words[head] in s.lexicon.titles["body_words"]:
        while k + 2 < len(s) and s.words[k + 1] in ("of", "for") and s.is_capital(k + 2):
            k += 2
            while k + 1 < len(s) and s.is_capital(k + 1):
                k += 1
    return k


def _last_actor(s: Sentence, i: int, j: int, case: Case) -> int | None:
    """The last token of a phrase that is a name or a noun for somebody."""
    for k in range(j - 1, i - 1, -1):
        if s.is_capital(k) and _is_name(s, k, case):
            is_modifier = k < j - 1 and s.among(i, "determiners")  # "an Ostenian patrol"
            return None if is_modifier else k
        if actor_kind(s.words[k]):
            return k
    return None


def _is_name(s: Sentence, k: int, case: Case) -> bool:
    word = s.words[k]
    if not word[0].isalpha() or any(s.among(k, listed) for listed in _UNNAMED):
        return False
    is_shouted = s.text[s.starts[k] : s.ends[k]].isupper() and len(word) > _ACRONYM
    if word in s.lexicon.quantities["numbers"] or is_shouted:
        return False
    begins = k == 0 or s.words[k - 1] in _BEFORE_FIRST
    if not begins or _unowned(word) in case.proper:
        return True
    return word not in case.common and _begins_as_name(s, k)


def _begins_as_name(s: Sentence, k: int) -> bool:
    """Whether a capital that begins a sentence begins a name: a verb or an apposition follows."""
    word = s.words[k]
    follows = s.words[k + 1] if k + 1 < len(s) else ""
    if follows == "," and (s.among(k + 2, "determiners") or s.words[k + 2 : k + 3] in (("who",), ("which",))):
        return not word.endswith(("s", "ly", "ing")) and not actor_kind(word)
    is_verb = (
        k + 1 < len(s) and follows.isalpha() and not s.is_capital(k + 1) and (s.finite[k + 1] or follows.endswith("s"))
    )
    return is_verb and not word.endswith(("s", "ly", "ing")) and not actor_kind(word)


def _weigh(s: Sentence, i: int, j: int) -> int:
    """By what stands in front of the phrase i to j, and behind it."""
    before = s.words[i - 1] if i else ","
    if s.among(i - 1, "prepositions") or before in ("to", "than", "like"):
        return ADJUNCT
    if before == "as" or s.among(i - 1, "be"):
        return PREDICATE
    cue = s.lexicon.cues.get(before)
    is_said = cue is not None and cue.frame in ("clause", "thought")
    opens = before in _OPENING or s.among(i - 1, "conjunctions") or s.among(i - 1, "subordinators")
    return SUBJECT if is_said or opens or (j < len(s) and s.finite[j]) else OBJECT
