"""Who says what: spans of a text, with the speaker, the cue and the rule that found them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from wiretrace.claims.extraction.content import content_end, forward_start
from wiretrace.claims.extraction.cues import CueUse, find_uses, use_of
from wiretrace.claims.extraction.nominal import by_noun
from wiretrace.claims.extraction.spoken import CONFIDENCE, Attribution, Span, build, kind_of
from wiretrace.claims.extraction.tags import tagged_content
from wiretrace.claims.extraction.untagged import announces, find_untagged, is_question, main_attribution
from wiretrace.claims.language.lexicon import ACT, DEFAULT_LANGUAGE, Lexicon, load_lexicon
from wiretrace.claims.language.quotations import Quoted, find_paragraphs, find_quoted
from wiretrace.claims.language.sentences import split_paragraph
from wiretrace.claims.language.subjects import main_subject, subject_before
from wiretrace.claims.language.syntax import (
    MONEY,
    QUOTE,
    Sentence,
    has_finite_verb,
    is_adverb,
    is_number,
    tokenise,
    trim_phrase,
)

# "OSLO, Norway (AP) — ": place and agency in front of the first sentence belong to nobody's words.
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’ -]{2,}(?:, [^—–\n()]{2,30})?|[^—–\n()]{3,40}(?= \([A-Z]))(?: ?\([A-Z][A-Za-z ]{1,20}\))? ?(?:—|–|--| - ) ?"
)
_TAG = re.compile(r",\s+(?:(?:[A-ZÀ-Þ][\w.’'-]*\s+){1,4}|(?:he|she|they)\s+)([a-z]+)(?=[.,;]|\s+on\s)")
_BELIEVED_REACH = 12  # tokens before "is to be believed" in which "if" stands
_FIGURE_REACH = 6  # tokens behind `raised` in which the noun for a figure stands
_COUNTED = 12  # tokens behind a verb of counting in which its amount stands
LONGEST_SENTENCE = 400  # tokens; what goes on without a full stop is a list, and nobody's speech


@dataclass(frozen=True)
class Paragraph:
    start: int
    end: int
    quoted: tuple[Quoted, ...]
    sentences: tuple[Sentence, ...]


@lru_cache(maxsize=1024)  # attributions, the narrator's statements and the speakers read the same text
def read_paragraphs(text: str, lexicon: Lexicon) -> tuple[Paragraph, ...]:
    return tuple(_read_paragraph(text, start, end, lexicon) for start, end in find_paragraphs(text))


@lru_cache(maxsize=1024)
def read_piece(piece: str, lexicon: Lexicon) -> tuple[Sentence, ...]:
    """Sentences of a piece of a text, kept apart from whole texts: there are many more."""
    return tuple(
        s for start, end in find_paragraphs(piece) for s in _read_paragraph(piece, start, end, lexicon).sentences
    )


def sentence_at(paragraphs: Sequence[Paragraph], position: int) -> Sentence | None:
    """The sentence in which a character of the text stands."""
    inside = bisect_right(paragraphs, position, key=lambda p: p.start) - 1
    sentences = paragraphs[inside].sentences if inside >= 0 else ()
    number = bisect_right(sentences, position, key=lambda s: s.start) - 1
    return sentences[number] if number >= 0 and position < sentences[number].end else None


def _read_paragraph(text: str, start: int, end: int, lexicon: Lexicon) -> Paragraph:
    quoted = [q if q.is_closed else _close_at_tag(text, q, lexicon) for q in find_quoted(text, start, end)]
    return Paragraph(start, end, tuple(quoted), tuple(_read_sentences(text, start, end, quoted, lexicon)))


def _close_at_tag(text: str, quoted: Quoted, lexicon: Lexicon) -> Quoted:
    """A quotation whose closing mark was lost ends where its tag begins: `“The wall has cracked, Helen Moss said.`"""
    for match in _TAG.finditer(text, quoted.start, quoted.end):
        cue = lexicon.cues.get(match.group(1))
        if cue is not None and cue.frame in ("clause", "addressee") and cue.tense == "past" and not cue.is_nounlike:
            return replace(quoted, end=match.start() + 1)
    return quoted


def _read_sentences(text: str, start: int, end: int, quoted: list[Quoted], lexicon: Lexicon) -> Iterator[Sentence]:
    first = 0
    dateline = _DATELINE.match(text, start, end)
    for a, b in split_paragraph(text, dateline.end() if dateline else start, end, quoted):
        while first < len(quoted) and quoted[first].end <= a:
            first += 1
        inside = [q for q in quoted[first : first + 12] if q.start < b and q.end <= b and q.start >= a]
        yield tokenise(text, a, b, inside, lexicon)


def find_attributions(text: str, language: str | None = DEFAULT_LANGUAGE) -> list[Attribution]:
    """All attributions of a text, in order of their first span."""
    lexicon = load_lexicon(language)
    found: list[Attribution] = []
    last: Attribution | Sentence | None = None  # what an untagged quotation goes on with
    for paragraph in read_paragraphs(text, lexicon):
        for number, sentence in enumerate(paragraph.sentences):
            here = attribute_sentence(sentence)
            here = [*here, *find_untagged(sentence, here, last, is_first=number == 0)]
            found.extend(here)
            if here and not is_question(sentence):
                last = main_attribution(here)
            elif not here and announces(sentence, last, is_first=number == 0):
                last = sentence
    return sorted(found, key=lambda a: (a.start, a.spans[-1][1]))


def attribute_sentence(s: Sentence) -> list[Attribution]:
    if len(s) > LONGEST_SENTENCE:
        return []
    end = s.last()
    found: list[Attribution] = []
    for use in find_uses(s):
        attribution = _attribute_use(s, use, end, found)
        if attribution is not None:
            found.append(attribution)
    found.extend(_attribute_by_phrases(s, end))
    return [_within_outer(a, found) for a in found if a.speaker_span or not _is_passed_on(a, found)]


def _attribute_by_phrases(s: Sentence, end: int) -> Iterator[Attribution]:
    """By what is no verb: `according to the board`, `Moss's claim that …`."""
    nouns, sources = s.lexicon.nouns, s.lexicon.source_words
    for i in s.cue_places:
        word = s.words[i]
        if word in nouns or word in sources:
            found = (by_noun(s, i) if word in nouns else None, _by_source(s, i, end) if word in sources else None)
            yield from (a for a in found if a is not None)


def _is_passed_on(a: Attribution, found: list[Attribution]) -> bool:
    """`Guests were told that it had burned, according to a waiter`: nobody is said to have told them, the waiter says so."""
    x, y = a.start, a.spans[-1][1]
    return any(o.speaker_span and o.start <= x and y <= o.spans[-1][1] for o in found if o is not a)


def find_acts(text: str, language: str | None, found: list[Attribution]) -> list[Attribution]:
    """Acts of speech of which the narrator tells (`Moss demanded an inquiry`), with those among `found`."""
    lexicon = load_lexicon(language)
    known = {a.cue_span[0] for a in found if a.cue_span}
    stated = lexicon.speech_acts | lexicon.act_lemmas
    acts = [a for a in found if a.lemma in stated and a.speaker_span and a.cue_span]
    for paragraph in read_paragraphs(text, lexicon):
        for s in paragraph.sentences:
            for i in s.cue_places:
                if s.words[i] in lexicon.act_words and s.starts[i] not in known:
                    acts.extend(_act_at(s, i))
    return acts


def _states_figures(s: Sentence, i: int, lemma: str) -> bool:
    """`put the dead at seven`, `counts 44 fires`, `raised the toll to 58`: verbs that state something with an amount."""
    if lemma in s.lexicon.refiguring and s.lexicon.figures.isdisjoint(s.words[i + 1 : i + _FIGURE_REACH]):
        return False
    if lemma == "put" and "at" not in s.words[i + 1 : i + _COUNTED]:
        return False  # "has put 2 million into the dig"
    return lemma not in s.lexicon.counting | s.lexicon.refiguring or _counts(s, i)


def _counts(s: Sentence, i: int) -> bool:
    return any(
        w[0].isdigit() or w[0] in MONEY or w in s.lexicon.quantities["numbers"] for w in s.words[i + 1 : i + _COUNTED]
    )


def _act_at(s: Sentence, i: int) -> Iterator[Attribution]:
    use = use_of(s, i)
    subject = _subject(s, use, []) if use and not use.is_passive and use.cue.tense != "participle" else None
    if (
        use
        and s.lexicon.is_act(use.cue)
        and subject
        and s.text[slice(*subject)].lower().split(maxsplit=1)[0] not in s.lexicon.grammar["nobody"]
        and _states_figures(s, i, use.cue.lemma)
        and not (use.after < len(s) and _tells_deed(s, use, use.after, s.last()))
    ):
        cue = s.span(i, use.after)
        rest = (cue[1], max(cue[1], s.end))
        lemma, strength = use.cue.lemma, use.cue.strength
        rule = "speech-act"
        yield Attribution((rest,), "indirect", subject, cue, lemma, strength, use.is_negated, rule, CONFIDENCE[rule])


def _within_outer(a: Attribution, found: list[Attribution]) -> Attribution:
    """`The ministry said it was safe, the agency reported`: what the ministry said ends before the agency's tag."""
    if a.cue_span is None or a.rule_id != "clause-after-cue":
        return a
    for outer in found:
        x, y = outer.spans[0]
        if outer.rule_id != a.rule_id and x <= a.cue_span[0] and a.start < y < a.spans[-1][1]:
            return replace(a, spans=tuple((b, min(e, y)) for b, e in a.spans if b < y))
    return a


def _attribute_use(s: Sentence, use: CueUse, end: int, earlier: list[Attribution]) -> Attribution | None:
    if use.cue.frame == ACT and use.after == use.index + 1:
        return None
    subject = _subject(s, use, earlier)
    tagged = tagged_content(s, use, subject)
    if tagged is not None:
        return tagged
    if use.is_passive and use.cue.frame != "addressee":
        return None
    start = forward_start(s, use, end)
    if start is None or start == len(s) or (subject and _is_aside_clause(s, use, subject, start)):
        return None
    stop = content_end(s, start, end, use.cue.frame)
    # "they were told to leave": what happened to them, by nobody who is named
    if (use.is_passive and s.words[start] == "to") or _tells_deed(s, use, start, stop):
        return None
    is_hearsay = (
        s.words[start] == "to" and s.words[start + 1 : start + 2] in (("be",), ("have",)) and use.cue.lemma == "say"
    )
    is_addressed = (
        use.is_passive or is_hearsay or s.words[use.index : use.index + 2] == ("told", "to")
    )  # who spoke stands elsewhere
    return build(s, [(start, stop)], None if is_addressed else subject, use, "clause-after-cue")


def _tells_deed(s: Sentence, use: CueUse, start: int, stop: int) -> bool:
    """`conceded eleven goals`, but not `conceded eleven people had died`."""
    return use.cue.lemma in s.lexicon.deeds and is_number(s, start) and not has_finite_verb(s, start, stop)


def _is_aside_clause(s: Sentence, use: CueUse, subject: Span, start: int) -> bool:
    """`firms that asked for help, …`, `in a letter that the Ledger has read: “…”`: the clause is about its noun."""
    first = bisect_right(s.starts, subject[0]) - 1
    if s.words[first] == "that" and first == use.index - 1:
        return s.words[start - 1] != "that" and QUOTE not in s.words[start - 1 : start + 1]
    if first == 0 or s.words[first - 1] not in ("that", "which"):
        return False
    is_announced = any(s.words[k : k + 2] == (":", QUOTE) for k in range(start, s.last()))
    return is_announced or (use.cue.needs_mark and s.words[start - 1] == ":")


def _subject(s: Sentence, use: CueUse, earlier: list[Attribution]) -> Span | None:
    """Characters of the speaker; of the sentence's subject for a participle."""
    if use.cue.tense == "participle":
        quoted = _quoted_as(s, use.index)
        if quoted is not None:
            return _speaker_chars(s, quoted)
        before = (
            subject_before(s, use.index)
            if s.words[use.index - 1] not in (",", "by", "and", "while", "--", "—", "after", "before", "in")
            else None
        )
        if before is not None and (
            s.is_capital(before[1] - 1) or (s.words[before[1] - 1].endswith(("s", "t", "n")) and before[1] == use.index)
        ):
            return s.span(*before)
        if earlier:
            return earlier[-1].speaker_span
        phrase = main_subject(s, use.index)
    else:
        phrase = subject_before(s, use.index)
        if (
            phrase is None
            and use.index
            and (
                s.words[use.index - 1] in ("and", "but") or s.words[use.index - 1] == "," or is_adverb(s, use.index - 1)
            )
        ):
            # "The aide met him, he said, and told him …": the sentence goes on, not its tag.
            is_beside_tag = earlier and earlier[-1].rule_id == "tag-inside" and s.words[use.index - 1] == "and"
            if earlier and not is_beside_tag:
                return earlier[-1].speaker_span
            phrase = main_subject(s, use.index)
    return _speaker_chars(s, phrase) if phrase else None


def _quoted_as(s: Sentence, i: int) -> Span | None:
    """Who speaks in `Reuters quoted an aide as saying`; in `was quoted by Reuters as saying` it is the subject."""
    if i < 3 or s.words[i - 1] != "as":
        return None
    verb = next((k for k in range(i - 2, -1, -1) if s.words[k] in ("quoted", "quotes", "cited", "cites")), None)
    if verb is None:
        return None
    is_passive = any(s.words[k] in s.lexicon.grammar["be"] for k in range(max(0, verb - 2), verb))
    return subject_before(s, verb) if is_passive else trim_phrase(s, verb + 1, i - 1)


def _speaker_chars(s: Sentence, phrase: Span) -> Span:
    """Characters of a speaker; a contraction such as `he's` counts as its pronoun."""
    start, end = s.span(*phrase)
    pronoun = s.words[phrase[0]].replace("’", "'").split("'")[0]
    return (
        (start, start + len(pronoun))
        if phrase[1] - phrase[0] == 1 and pronoun in s.lexicon.grammar["pronouns"]
        else (start, end)
    )


def _by_source(s: Sentence, i: int, end: int) -> Attribution | None:
    """`according to the board`, `in the view of Moss`, at the phrase's longest word; `if Moss is to be believed`."""
    if s.among(i, "believed"):
        return _if_believed(s, i, end)
    phrase = s.lexicon.source_phrases.get(s.words[i], ())
    first = i - phrase.index(s.words[i]) if phrase else -1
    if first < 0 or s.words[first : first + len(phrase)] != phrase:
        return None
    j = start = first + len(phrase)
    while (
        j < end
        and s.words[j] not in (",", ";", ":", "—", "--", QUOTE, "that", "which", "and", "but", "who")
        and not s.among(j, "auxiliaries")
    ):
        j += 1
    subject = trim_phrase(s, start, j)
    return _around(s, (first, j), subject, s.span(first, start)) if subject else None


def _if_believed(s: Sentence, i: int, end: int) -> Attribution | None:
    first = next((k for k in range(i - 1, max(-1, i - _BELIEVED_REACH), -1) if s.words[k] == "if"), None)
    if first is None or s.words[i - 2 : i] != ("to", "be") or not s.among(i - 3, "be"):
        return None
    subject = trim_phrase(s, first + 1, i - 3)
    return _around(s, (first, i + 1), subject, s.span(i, i + 1)) if subject else None


def _around(s: Sentence, tag: Span, subject: Span, cue: Span) -> Attribution | None:
    """What stands before and behind a phrase that names the source."""
    i, j = tag
    end = s.last()
    if i == 0 and j + 1 < end and s.words[j] == "," and s.words[j + 1] in ("which", "who"):
        j = next((k for k in range(j + 2, end) if s.words[k] == ","), j)  # "According to the charges, which we read, …"
    before = i - (i > 0 and s.words[i - 1] in (",", "—", "--"))
    parts = [(0, before)] if before >= 2 else []
    goes_on = j + 1 < end and s.words[j] in (",", ":") and (end - j > 4 or s.finite[j + 1])
    goes_on = goes_on or (j + 2 < end and s.words[j] == ":")
    follows = goes_on and s.words[j + 1] not in ("who", "which", "and", "but") and s.words[j + 2 : j + 3] != ("which",)
    if follows and (not parts or not s.words[j + 1].endswith("ing")):
        parts.append((j + 1, end))
    parts = [(a + (s.words[a] in ("but", "and") and b - a > 1), b) for a, b in parts]
    rule = "according-to"
    spans = tuple(s.span(a, b) for a, b in parts)
    speaker = s.span(*subject)
    found = Attribution(spans, "", speaker, cue, "according to", "neutral", False, rule, CONFIDENCE[rule])
    return replace(found, kind=kind_of(s, parts)) if parts else None
