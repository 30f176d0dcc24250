"""What the narrator states without attribution: clauses with a name, a number or a date, and headlines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

from wiretrace.claims.extraction.attribution import find_acts, find_attributions, read_paragraphs, read_piece
from wiretrace.claims.extraction.spoken import Span
from wiretrace.claims.language.clauses import opens_count, split_clauses
from wiretrace.claims.language.lexicon import load_lexicon
from wiretrace.claims.language.names import actor_kind
from wiretrace.claims.language.syntax import MONEY, NOBODY, QUOTE, Sentence, has_finite_verb

MIN_WORDS = 5  # of a clause that is none of the following
MIN_COUNTED_WORDS = 4  # of one that begins with a number
MIN_SENTENCE_WORDS = 4  # "A barn burned down."
MIN_OUTCOME_WORDS = 3  # "over 1,400 wounded"
Told = tuple[Span, Span | None, str | None]  # what a headline states, who says so, and the cue
_HOUSE_WORDS = frozenset(["this", "our", "we", "readers"])  # one of which stands where an outlet speaks of itself
_COMMON_FIRST = ("determiners", "pronouns", "prepositions", "adverbs")  # a capital that only begins the sentence
_QUOTED_FIRST = re.compile(r"^([‘“\"'«„][^:]{8,}[’”\"'»“]):\s")  # ‘We walked off in our socks’: passengers tell of …
_TAG_LAST = re.compile(r"^(.{12,}?), ([^,]{3,50}) ([a-z]+)$")  # Grout unlikely to hold, engineer says
_TAG_INVERTED = re.compile(r"^(.{12,}?), ([a-z]+) ([^,]{3,50}?)\s*$")  # Nine years too many, says defence
_COLON = re.compile(r"^([A-Z][^:]{1,40}):\s+(?=\S)")


def find_statements(text: str, attributed: list[Span], tags: list[Span], language: str | None) -> list[Span]:
    """Clauses of the narrator that name somebody or something, or count.

    `attributed` are the spans of others' words, `tags` those of `Milley said`: neither is the narrator's statement.
    """
    spoken, tagged = _Spans(attributed), _Spans(tags)
    return [
        span
        for paragraph in read_paragraphs(text, load_lexicon(language))
        for s in paragraph.sentences
        for span in _statements_of(s, spoken.meeting(s), tagged.meeting(s))
    ]


class _Spans:
    """Spans that are asked for sentence by sentence, in the order of the text."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._waiting = sorted(spans, reverse=True)
        self._open: list[Span] = []

    def meeting(self, s: Sentence) -> list[Span]:
        while self._waiting and self._waiting[-1][0] < s.end:
            self._open.append(self._waiting.pop())
        self._open = [span for span in self._open if span[1] > s.start]
        return self._open


def _statements_of(s: Sentence, attributed: list[Span], tags: list[Span]) -> Iterator[Span]:
    """Clauses beside what of others' words and their tags stands in the sentence."""
    if _is_of_house(s):
        return
    anchored = _is_statement(s, 0, s.last()) or (not attributed and _tells(s))
    for i, j in _uncovered(s, attributed, tags):
        for a, end in (part for clause in split_clauses(s, i, j) for part in _split_aside(s, *clause)):
            b = _clause_end(s, a, end)
            if b - a >= _least_words(s, a, b) and (_is_statement(s, a, b) or (anchored and _stands_alone(s, a, b))):
                yield s.span(a, b)


def _split_aside(s: Sentence, i: int, j: int) -> list[tuple[int, int]]:
    """`Corvane, which makes a fifth of it, | was fined`, `The discovery rewrites history: | meat was cooked`."""
    for k in range(i + 1, j - MIN_COUNTED_WORDS):
        if s.words[k] == ":" and has_finite_verb(s, i, k) and has_finite_verb(s, k + 1, j):
            return [(i, k), (k + 1, j)]
        if s.words[k] == "," and s.among(k + 1, "relatives"):
            ends = (m for m in range(k + 3, j - MIN_COUNTED_WORDS) if s.words[m] == "," and s.finite[m + 1])
            end = next(ends, None)
            if end is not None:
                return [(i, end), (end + 1, j)]
    return [(i, j)]


def _is_of_house(s: Sentence) -> bool:
    """`This newsroom's coverage is supported by the Vale Fund`: who pays for the reporting is no part of what is reported."""
    if _HOUSE_WORDS.isdisjoint(s.words):
        return False
    sentence = s.text[s.start : s.end]
    return all(pattern.search(sentence) for pattern in _house_patterns())


@cache
def _house_patterns() -> tuple[re.Pattern[str], ...]:
    carriers = load_lexicon().carriers
    listed = ("|".join(map(re.escape, carriers[name])) for name in ("house", "funding"))
    return tuple(re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in listed)


def _tells(s: Sentence) -> bool:
    """`The search was called off at noon`: tells of what the text has named before."""
    return len(s) > 0 and s.words[0] in s.lexicon.grammar["telling"] and s.words[-1] != "?"


def _clause_end(s: Sentence, i: int, j: int) -> int:
    """Without the comma or conjunction that leads to the next clause."""
    while j > i and (s.words[j - 1] in (",", "and", "but", "—", "–", "--") or s.among(j - 1, "subordinators")):
        j -= 1
    return j


def _least_words(s: Sentence, i: int, j: int) -> int:
    """A count needs fewer words, and so does a whole sentence: `Seven people were hurt.`"""
    if opens_count(s, i, j):
        return MIN_OUTCOME_WORDS
    if i == 0 and j == s.last() and has_finite_verb(s, 1, j):
        return MIN_SENTENCE_WORDS
    first = s.words[i]
    is_count = first in s.lexicon.quantities["numbers"] or first in NOBODY or first[0].isdigit()
    return MIN_COUNTED_WORDS if is_count else MIN_WORDS


def _stands_alone(s: Sentence, i: int, j: int) -> bool:
    """A clause without name or number, in a sentence that has one: it counts if it has subject and verb."""
    asks = "?" in s.words[j - 1 : j + 1]
    is_known = not s.among(i, "pronouns") or (i == 0 and s.words[0] in s.lexicon.grammar["telling"])
    return j - i >= _least_words(s, i, j) and has_finite_verb(s, i, j) and is_known and not asks


def _uncovered(s: Sentence, attributed: list[Span], tags: list[Span]) -> Iterator[tuple[int, int]]:
    """Token runs of a sentence that are neither attributed nor a tag; beside those, only whole clauses count."""
    if not attributed:
        yield 0, s.last()
        return
    taken = sorted([*attributed, *tags])
    before = bisect_right(s.ends, taken[0][0])
    if before >= MIN_WORDS and has_finite_verb(s, 0, before):
        yield 0, before
    after = bisect_left(s.starts, max(b for _, b in taken))
    conjunction = next(
        (
            k
            for k in range(after, s.last())
            if s.words[k] in ("as", "but", "and", "while", ";", "though", "after", "because")
        ),
        None,
    )
    if conjunction is not None and s.last() - conjunction > MIN_WORDS and has_finite_verb(s, conjunction + 1, s.last()):
        yield conjunction + 1, s.last()


def _is_statement(s: Sentence, i: int, j: int) -> bool:
    """Whether a clause asserts something that can be compared: a name, a number or a date besides its verb."""
    if all(w == QUOTE for w in s.words[i:j]) or "?" in s.words[j - 1 : j + 1]:
        return False
    first = i + (i == 0)
    pronouns = s.lexicon.grammar["pronouns"]
    if True in s.capitals[first:j] and any(s.capitals[k] and s.words[k] not in pronouns for k in range(first, j)):
        return True
    begins = i == 0 and s.is_capital(0) and not any(s.among(0, listed) for listed in _COMMON_FIRST)
    numbers = s.lexicon.quantities["numbers"]
    return begins or any(w[0].isdigit() or w[0] in MONEY or w in NOBODY or numbers.get(w, 0) > 1 for w in s.words[i:j])


def move(told: Told, by: int) -> Told:
    (start, end), speaker, cue = told
    return (start + by, end + by), speaker and (speaker[0] + by, speaker[1] + by), cue


def find_semicolon(title: str) -> int | None:
    """Where another statement begins; behind `Moss:` he speaks on."""
    found = title.find("; ")
    return None if found < 0 or _COLON.match(title) else found


def find_colon_behind(title: str, first: Span) -> int | None:
    """Where a headline goes on behind the quotation that it begins with: `‘We saw nothing’: ministry denies it`."""
    quoted = _QUOTED_FIRST.match(title)
    return quoted.end() if quoted and quoted.span(1) == first else None


def _acting(title: str, start: int, language: str | None) -> Span | None:
    """Who acts behind a quoted headline and its colon: `‘We saw nothing’: sailors of the Tern tell of …`."""
    sentences = read_piece(title[start:], load_lexicon(language))
    if not sentences:
        return None
    s = sentences[0]
    named = [s.is_capital(k) or actor_kind(word) is not None for k, word in enumerate(s.words)]
    ends = (k for k in range(1, s.last()) if named[k - 1] and not named[k] and not s.among(k, "prepositions"))
    end = next(ends, None)
    return (s.starts[0] + start, s.ends[end - 1] + start) if end and s.words[end].isalpha() else None


def read_headline(title: str, language: str | None) -> Told:
    """Span that states, speaker and cue of a headline: `Milley: …`, `…, Milley says`, or the whole."""
    end = len(title.rstrip())
    colon = _COLON.match(title)
    if colon:
        is_kicker = (
            colon.group(1).isupper() and " " in colon.group(1) and not title.isupper()
        )  # HARBOUR DRAMA: two hurt
        behind = colon.end()
        return (
            move(read_headline(title[behind:], language), behind) if is_kicker else ((behind, end), colon.span(1), ":")
        )
    quoted = _QUOTED_FIRST.match(title)
    if quoted:
        return quoted.span(1), _acting(title, quoted.end(), language), None
    inverted = _TAG_INVERTED.match(title)
    verb = load_lexicon(language).cues.get(inverted.group(2)) if inverted else None
    if inverted and verb and verb.tense == "present" and verb.frame in ("clause", "addressee"):
        return inverted.span(1), inverted.span(3), inverted.group(2)
    tagged = _TAG_LAST.match(title)
    verb = load_lexicon(language).cues.get(tagged.group(3)) if tagged else None
    if tagged and verb and verb.tense == "present" and verb.frame in ("clause", "addressee"):
        return tagged.span(1), tagged.span(2), tagged.group(3)
    for a in find_attributions(title, language):
        if a.speaker_span and a.cue_span and a.rule_id in ("tag-after", "tag-inverted", "clause-after-cue"):
            is_act = a.lemma in load_lexicon(language).speech_acts  # "Prosecutor demands nine years" states the whole
            span = (0, end) if is_act else (a.spans[0][0], max(a.spans[-1][1], a.spans[0][0] + 1))
            return span, a.speaker_span, title[slice(*a.cue_span)]
    acts = (a for a in find_acts(title, language, []) if a.speaker_span and a.speaker_span[0] == 0 and a.cue_span)
    act = next(acts, None)  # "Prosecutor seeks nine years"
    return (0, end), act.speaker_span if act else None, title[slice(*act.cue_span)] if act and act.cue_span else None
