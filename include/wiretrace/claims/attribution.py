"""Who says what: spans of a text, with the speaker, the cue and the rule that found them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from wiretrace.claims.content import content_end, forward_start, is_closed_after
from wiretrace.claims.cues import CueUse, find_uses
from wiretrace.claims.lexicon import Lexicon, load_lexicon
from wiretrace.claims.quotations import Quoted, find_paragraphs, find_quoted
from wiretrace.claims.sentences import split_paragraph
from wiretrace.claims.syntax import (
    QUOTE,
    Sentence,
    has_finite_verb,
    is_adverb,
    main_subject,
    subject_after,
    subject_before,
    tokenise,
    trim_phrase,
)

Span = tuple[int, int]
# "OSLO, Norway (AP) — ": place and agency in front of the first sentence belong to nobody's words.
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’ -]{2,}(?:, [^—–\n()]{2,30})?|[^—–\n()]{3,40}(?= \([A-Z]))(?: ?\([A-Z][A-Za-z ]{1,20}\))? ?(?:—|–|--| - ) ?"
)
SCARE_QUOTE_WORDS = 4  # shorter quotations without a cue are irony or a name, not speech


@dataclass(frozen=True)
class Attribution:
    """Content attributed to a speaker. Several spans: the tag stands inside, or the quotation has paragraphs."""

    spans: tuple[Span, ...]
    kind: str  # direct, mixed or indirect
    speaker_span: Span | None
    cue_span: Span | None
    lemma: str
    strength: str
    is_negated: bool
    rule_id: str
    confidence: float

    @property
    def start(self) -> int:
        return self.spans[0][0]


@dataclass(frozen=True)
class Paragraph:
    start: int
    end: int
    quoted: tuple[Quoted, ...]
    sentences: tuple[Sentence, ...]


def read_paragraphs(text: str, lexicon: Lexicon) -> Iterator[Paragraph]:
    for start, end in find_paragraphs(text):
        quoted = find_quoted(text, start, end)
        yield Paragraph(start, end, tuple(quoted), tuple(_read_sentences(text, start, end, quoted, lexicon)))


def _read_sentences(text: str, start: int, end: int, quoted: list[Quoted], lexicon: Lexicon) -> Iterator[Sentence]:
    first = 0
    dateline = _DATELINE.match(text, start, end)
    for a, b in split_paragraph(text, dateline.end() if dateline else start, end, quoted):
        while first < len(quoted) and quoted[first].end <= a:
            first += 1
        inside = [q for q in quoted[first : first + 12] if q.start < b and q.end <= b and q.start >= a]
        yield tokenise(text, a, b, inside, lexicon)


def find_attributions(text: str, language: str | None = "en") -> list[Attribution]:
    """All attributions of a text, in order of their first span."""
    lexicon = load_lexicon(language)
    found: list[Attribution] = []
    last: Attribution | None = None  # the attribution that an untagged quotation goes on with
    pending = False  # a colon or an unclosed quotation stood at the end
    for paragraph in read_paragraphs(text, lexicon):
        for number, sentence in enumerate(paragraph.sentences):
            here = attribute_sentence(sentence)
            loose = _loose_quotes(sentence, here)
            if loose and last is not None and _is_only_quotes(sentence):
                here = [*here, _carried(sentence, loose, last, "carried-sentence" if number else "carried-paragraph")]
            else:
                here = [*here, *_uncued(sentence, loose, here)]
            found.extend(here)
            if here:
                last = _main_attribution(here)
            elif len(sentence) > 3 and not pending:
                last = _announced(sentence)
    return sorted(found, key=lambda a: (a.start, a.spans[-1][1]))


def _main_attribution(here: list[Attribution]) -> Attribution:
    """The one that an untagged quotation goes on with: the last quotation with a tag, else the first attribution."""
    quoting = [a for a in here if a.kind == "direct" and a.speaker_span]
    return quoting[-1] if quoting else min(here, key=lambda a: a.cue_span[0] if a.cue_span else a.start)


def attribute_sentence(s: Sentence) -> list[Attribution]:
    end = s.last()
    found: list[Attribution] = []
    for use in find_uses(s):
        attribution = _attribute_use(s, use, end, found)
        if attribution is not None:
            found.append(attribution)
    for i in range(end - 2):
        if s.words[i] == "according" and s.words[i + 1] == "to":
            attribution = _according_to(s, i, end)
            if attribution is not None:
                found.append(attribution)
    return found


def _attribute_use(s: Sentence, use: CueUse, end: int, earlier: list[Attribution]) -> Attribution | None:
    subject = _subject(s, use, earlier)
    tagged = _tagged_content(s, use, subject, end)
    if tagged is not None:
        return tagged
    if use.is_passive and use.cue.frame != "addressee":
        return None
    start = forward_start(s, use, end)
    if start is None:
        return None
    stop = content_end(s, start, end, use.index)
    return _build(s, [(start, stop)], subject, (use.index, use.index + 1), use, "clause-after-cue", 0.8)


def _subject(s: Sentence, use: CueUse, earlier: list[Attribution]) -> Span | None:
    """Characters of the speaker; of the sentence's subject for a participle."""
    if use.cue.tense == "participle":
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
            if earlier:
                return earlier[-1].speaker_span
            phrase = main_subject(s, use.index)
    return _speaker_chars(s, phrase) if phrase else None


def _speaker_chars(s: Sentence, phrase: Span) -> Span:
    """Characters of a speaker; a contraction such as `he's` counts as its pronoun."""
    start, end = s.span(*phrase)
    pronoun = s.words[phrase[0]].replace("’", "'").split("'")[0]
    return (
        (start, start + len(pronoun))
        if phrase[1] - phrase[0] == 1 and pronoun in s.lexicon.grammar["pronouns"]
        else (start, end)
    )


def _token_at(s: Sentence, char: int) -> int:
    return s.starts.index(char)


def _tagged_content(s: Sentence, use: CueUse, subject: Span | None, end: int) -> Attribution | None:
    """Content in front of its tag: `"…," Milley said`, `…, said the general`, `…, he said, …`."""
    i = use.index
    inverted = i > 0 and (
        s.words[i - 1] == QUOTE
        or (
            s.words[i - 1] in (",", "—", "--")
            and i > 1
            and (s.words[i - 2] == QUOTE or use.cue.lemma in ("say", "report", "write", "note", "add"))
        )
    )
    phrase = (
        subject_after(s, i) if inverted and use.cue.frame == "clause" and use.cue.tense in ("past", "present") else None
    )
    if phrase is not None and (
        s.words[i - 1] == QUOTE or (s.words[i - 2] == QUOTE) or not has_finite_verb(s, phrase[1], end)
    ):
        return _with_continuation(s, use, i, phrase[1], s.span(*phrase), end, "tag-inverted")
    if subject is None or use.cue.tense == "participle":
        return None
    if subject[0] not in s.starts:
        return None
    a = _token_at(s, subject[0])
    if a == 0 or a > i:
        return None
    if (
        a
        and s.words[a - 1] == "as"
        and use.cue.lemma in ("say", "note", "put", "report", "write", "point", "observe", "tell", "explain")
    ):
        return _as_noted(s, use, a, subject, end)
    quoted = s.words[a - 1] == QUOTE or (a > 1 and s.words[a - 2] == QUOTE)
    if s.words[a - 1] not in (",", QUOTE, "—", "--", "–", "-") or not (quoted or is_closed_after(s, use, end)):
        return None
    if not quoted and i + 1 < end and s.words[i + 1] == "," and has_finite_verb(s, i + 2, end) and a - 1 > 0:
        return _interrupted(s, use, a, subject, end)
    if (
        not quoted
        and (s.among(0, "prepositions") or s.among(0, "subordinators"))
        and i + 1 < end
        and use.cue.lemma != "say"
    ):
        return None
    return _with_continuation(s, use, a, i + 1, subject, end, "tag-after")


def _interrupted(s: Sentence, use: CueUse, a: int, subject: Span, end: int) -> Attribution | None:
    """`The goal, he said, is peace`: one clause on both sides of its tag."""
    rest = use.index + 2
    if s.words[rest] in ("who", "which", "but") or s.words[rest].endswith("ing"):
        parts = [(0, a - 1)] if has_finite_verb(s, 0, a - 1) else []
    else:
        before = (
            []
            if s.among(0, "prepositions") and not has_finite_verb(s, 0, a - 1)
            else [(int(s.words[0] in ("but", "and", "so")), a - 1)]
        )
        parts = [*before, (rest, content_end(s, rest, end, use.index))]
    return _build(s, parts, subject, (use.index, use.index + 1), use, "tag-inside", 0.8) if parts else None


def _as_noted(s: Sentence, use: CueUse, a: int, subject: Span, end: int) -> Attribution | None:
    if not is_closed_after(s, use, end):
        return None
    comma = next((k for k in range(use.index + 1, end) if s.words[k] == ","), end)
    parts = [(comma + 1, end)] if a <= 2 else [(0, a - 1 - (s.words[a - 2] == ","))]
    if parts[0][1] - parts[0][0] < 3:
        return None
    return _build(s, parts, subject, (use.index, use.index + 1), use, "as-noted", 0.6)


def _with_continuation(
    s: Sentence, use: CueUse, a: int, after: int, subject: Span, end: int, rule: str
) -> Attribution | None:
    stop = a - (s.words[a - 1] in (",", "—", "--", "–", "-"))
    start = _content_begin(s, stop)
    if stop <= start or (
        s.words[stop - 1] != QUOTE and (not has_finite_verb(s, start, stop) or use.cue.frame == "object")
    ):
        return None
    parts = [(start, stop)]
    rest = _second_part(s, after, end)
    if rest is not None and not (
        s.words[rest] != QUOTE
        and s.words[start] == QUOTE
        and s.words[stop - 1] == QUOTE
        and QUOTE not in s.words[rest:end]
    ):
        parts.append((rest, content_end(s, rest, end, use.index)))
    return _build(s, parts, subject, (use.index, use.index + 1), use, rule, 0.95 if s.words[stop - 1] == QUOTE else 0.8)


def _content_begin(s: Sentence, stop: int) -> int:
    """First token of the clause that ends at `stop`, leading conjunctions left out."""
    start = 0
    if s.words[stop - 1] == QUOTE:
        k = stop - 1
        while k > 0 and s.words[k - 1] == QUOTE:
            k -= 1
        alone = k == 0 or s.words[k - 1] in (":", "—", "--", ";", ".") or (s.words[k - 1] == "," and k <= 3)
        start = k if alone else 0
        before = next((m for m in range(k - 1, -1, -1) if s.words[m] in (";", ":")), None)
        start = before + 1 if before is not None and not alone else start
    else:
        start = next((m + 1 for m in range(stop - 1, -1, -1) if s.words[m] in (";", ":")), 0)
    while start < stop - 1 and s.words[start] in ("but", "and", "so", ","):
        start += 1
    return start


def _second_part(s: Sentence, after: int, end: int) -> int | None:
    """Where content goes on behind the tag: `…," he said, "and …`."""
    comma = next((k for k in range(after, min(end, after + 25)) if s.words[k] in (",", "—", "--", ":", QUOTE)), None)
    if comma is None:
        return None
    if s.words[comma] == QUOTE:
        return comma
    k = comma + 1
    if k >= end or s.words[k] == QUOTE:
        return k if k < end else None
    later = next((m for m in range(k, end) if s.words[m] == QUOTE), None)
    if later is not None and s.words[later - 1] in (",", ":") and not has_finite_verb(s, k, later):
        return later
    participle = s.words[k].endswith("ing") or s.words[k] in (
        "who",
        "which",
        "according",
        "when",
        "while",
        "as",
        "after",
        "a",
        "the",
        "an",
    )
    clause = has_finite_verb(s, k, end) and not participle and not s.among(k, "prepositions") and s.words[comma] == ","
    return k if clause and end - k >= 4 else None


def _according_to(s: Sentence, i: int, end: int) -> Attribution | None:
    j = i + 2
    while (
        j < end
        and s.words[j] not in (",", ";", "—", "--", QUOTE, "that", "which", "and", "but", "who")
        and not s.among(j, "auxiliaries")
    ):
        j += 1
    phrase = trim_phrase(s, i + 2, j)
    if phrase is None:
        return None
    before = i - (i > 0 and s.words[i - 1] in (",", "—", "--"))
    parts = [(0, before)] if before >= 2 else []
    follows = j + 1 < end and s.words[j] == "," and end - j > 4 and s.words[j + 1] not in ("who", "which", "and", "but")
    if follows and (not parts or not s.words[j + 1].endswith("ing")):
        parts.append((j + 1, end))
    parts = [(a + (s.words[a] in ("but", "and") and b - a > 1), b) for a, b in parts]
    if not parts:
        return None
    kind = _kind(s, parts)
    return Attribution(
        tuple(s.span(a, b) for a, b in parts),
        kind,
        s.span(*phrase),
        s.span(i, i + 2),
        "according to",
        "neutral",
        False,
        "according-to",
        0.85,
    )


def _kind(s: Sentence, parts: list[Span]) -> str:
    tokens = [w for a, b in parts for w in s.words[a:b] if w not in (",", ".", ":")]
    if all(w == QUOTE for w in tokens):
        return "direct"
    return "mixed" if QUOTE in tokens else "indirect"


def _build(
    s: Sentence, parts: list[Span], subject: Span | None, cue: Span, use: CueUse, rule: str, confidence: float
) -> Attribution | None:
    spans = tuple(s.span(a, b) for a, b in parts if b > a)
    if not spans or (sum(b - a for a, b in parts) < 2 and QUOTE not in s.words[parts[0][0] : parts[0][1]]):
        return None
    return Attribution(
        spans, _kind(s, parts), subject, s.span(*cue), use.cue.lemma, use.cue.strength, use.is_negated, rule, confidence
    )


def _loose_quotes(s: Sentence, here: list[Attribution]) -> list[int]:
    """Quotations of the sentence that no attribution covers."""
    if QUOTE not in s.words:
        return []
    covered = [span for a in here for span in a.spans]
    return [
        k
        for k, w in enumerate(s.words)
        if w == QUOTE and not any(x <= s.starts[k] and s.ends[k] <= y for x, y in covered)
    ]


def _is_only_quotes(s: Sentence) -> bool:
    return all(w == QUOTE or w in (".", ",", "!", "?", "…", "and", "—") for w in s.words)


def _carried(s: Sentence, loose: list[int], last: Attribution, rule: str) -> Attribution:
    spans = tuple((s.starts[k], s.ends[k]) for k in loose)
    return replace(
        last, spans=spans, kind="direct", rule_id=rule, confidence=0.8 if rule == "carried-sentence" else 0.7
    )


def _uncued(s: Sentence, loose: list[int], here: list[Attribution]) -> Iterator[Attribution]:
    """Long quotations without a cue: the sentence's subject is the likeliest speaker."""
    for k in loose:
        if len(s.text[s.starts[k] : s.ends[k]].split()) < SCARE_QUOTE_WORDS:
            continue
        phrase = main_subject(s, k) if k else None
        speaker = s.span(*phrase) if phrase else here[-1].speaker_span if here else None
        yield Attribution(
            ((s.starts[k], s.ends[k]),), "direct", speaker, None, "", "neutral", False, "quotation-without-cue", 0.5
        )


def _announced(s: Sentence) -> Attribution | None:
    """A sentence that ends in a colon, or names somebody: its subject speaks in a quotation that follows."""
    uses = find_uses(s)
    phrase = None
    if uses:
        phrase = subject_before(s, uses[-1].index)
    phrase = phrase or main_subject(s, len(s))
    if phrase is None:
        return None
    cue = s.span(uses[-1].index, uses[-1].index + 1) if uses else None
    return Attribution(
        ((s.start, s.start),),
        "direct",
        s.span(*phrase),
        cue,
        uses[-1].cue.lemma if uses else "",
        "neutral",
        False,
        "announced",
        0.6,
    )
