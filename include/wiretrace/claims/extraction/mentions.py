"""Every span of an article that states something: who says it, through whom, how surely, with which numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from wiretrace.claims.extraction.amounts import find_quantities
from wiretrace.claims.extraction.attribution import (
    find_acts,
    find_attributions,
    read_paragraphs,
    read_piece,
    sentence_at,
)
from wiretrace.claims.extraction.headlines import read_statements
from wiretrace.claims.extraction.modality import read_modality
from wiretrace.claims.extraction.outlets import Outlets, find_outlet
from wiretrace.claims.extraction.quantities import Quantity
from wiretrace.claims.extraction.spoken import CONFIDENCE, Attribution, Span
from wiretrace.claims.extraction.statements import Told, find_statements
from wiretrace.claims.language.clauses import split_before_quotation, split_clauses
from wiretrace.claims.language.lexicon import Lexicon, has_rules, load_lexicon
from wiretrace.claims.language.quotations import bare, find_paragraphs, find_quoted, opens_with_quotation
from wiretrace.claims.language.sentences import split_paragraph
from wiretrace.claims.language.syntax import QUOTE, Sentence, has_finite_verb

MIN_WORDS = 3  # shorter spans without quotation marks state nothing by themselves
MIN_QUOTED_WORDS = 4  # of a quotation that nothing but its marks shows
UNATTRIBUTED = {
    "narrator": ("statement", 0.6),
    "headline": ("headline", 0.8),
    "direct": ("quotation-marks", 0.5),
}  # rule and confidence
# In a quotation, a new sentence or a contrast states something else.
_QUOTED_SENTENCE = re.compile(r"[.!?,](?:(?<!,)\s+(?=[“\"\[A-Z])|(?<=,)\s+(?=but\s))")
_REPEATED_SHARE = 0.4  # "he believes he doubts it …": the outer clause adds nothing but its frame
_ACT_REACH = 45  # characters of a clause before who acts in it: "On Tuesday morning Moss demanded …"
_OF_ONE_SENTENCE = 20  # attributions at most: only those can stand inside each other
_CONTRASTED_WORDS = 6  # of either side of a "but" from which each states something
_ANAPHORA_WORDS = 5  # "I'm skeptical of that." leans on the question before it
_WORD = re.compile(r"[\w’'-]+")
_CITING = re.compile(r",?\s*(?:citing|quoting)\s+((?:[^,.;]|(?<=[A-Z])\.(?=[A-Z ])){3,80})")
_CITING_FIRST = re.compile(r"(?:Citing|Quoting)\s+([^,.;]{3,80}),\s*(?:the\s)?$")
_CITING_REACH = 100  # characters before an outlet in which `Citing two officials,` stands
_NAME = r"\s+((?:[A-Z][\w&.’'-]*|of|the|The)(?:\s+(?:[A-Z][\w&.’'-]*|of|the))*)"
_ARTICLE_BEHIND = re.compile(r"(?:\s+(?:the|of))+$")
_TOLD = re.compile(_NAME)
_WHO_TOLD = re.compile(
    rf",?\s+who\s+(?:ha[ds]\s+|have\s+)?(?:told|spoken? (?:to|with)|spoke (?:to|with)|informed){_NAME}"
)
# "was quoted by Reuters as saying", "Reuters quoted an aide as saying"
_QUOTED_BY = re.compile(rf"\b(?:quoted|cited) by{_NAME} as\s+$")
_QUOTING = re.compile(rf"{_NAME} (?:quoted|cited|quotes|cites)\s[^.;,]{{3,60}}?\sas\s+$")
_INTERVIEW = re.compile(
    rf"[^.;,“”\"]{{0,40}}?\b(?:interview|conversation|statement|remarks|comments)\s+(?:with|to){_NAME}"
)


@dataclass(frozen=True)
class Mention:
    """A span of `title` or `text` that states something. Offsets count characters of that field."""

    field: str
    start: int
    end: int
    text: str
    kind: str  # direct, mixed, indirect, headline or narrator
    speaker: str | None
    speaker_start: int | None
    cue: str | None
    strength: str | None
    via: str | None
    modality: str  # asserted, likely, possible or denied
    rule_id: str
    confidence: float
    quantities: tuple[Quantity, ...]


def extract_mentions(text: str, title: str | None, language: str | None, outlets: Outlets) -> list[Mention]:
    """Mentions of one article in reading order, the title's first."""
    if not has_rules(language):
        return read_unruled(text, title, language)
    told = read_statements(title, language) if title else []
    headline = [_headline_mention(title or "", one, language, outlets) for one in told]
    headline = [m for m in headline if not m.text.endswith("?")]  # asks, and states nothing
    lexicon = load_lexicon(language)
    found = find_attributions(text, language)
    spoken = _principal_attributions(text, [a for a in found if _states_something(text, a, lexicon)], outlets)
    acts = find_acts(text, language, found)
    attributed = _without_repeats([m for a in spoken for m in _mentions_of(text, a, language)])
    tags = [t for s in spoken for t in _tag_of(text, s.attribution)]
    narrated = [
        _narrated(text, span, acts, language)
        for span in find_statements(text, [(m.start, m.end) for m in attributed], tags, language)
    ]
    return headline + sorted([*attributed, *narrated], key=lambda m: (m.start, m.end))


def _narrated(text: str, span: Span, acts: list[Attribution], language: str | None) -> Mention:
    """A clause of the narrator; if it tells of an act of speech (`Moss demanded an inquiry`), whoever spoke says so."""
    act = next((a for a in acts if a.cue_span and span[0] <= a.cue_span[0] and a.cue_span[1] <= span[1]), None)
    if act is None or act.speaker_span is None or act.cue_span is None:
        return _mention(text, span, "narrator", None, language)
    begins = act.speaker_span[0] if act.speaker_span[0] >= span[0] else act.cue_span[0]
    if begins - span[0] > _ACT_REACH:
        return _mention(text, span, "narrator", None, language)
    told = replace(act, rule_id="speech-act", confidence=CONFIDENCE["speech-act"])
    return _mention(text, span, "indirect", _Spoken(told, None), language)


def read_unruled(text: str, title: str | None, language: str | None) -> list[Mention]:
    """Mentions in a language without rules: headline, quotations by their marks, and sentences with amounts.

    Nobody is named as the speaker: that takes the language's verbs.
    """
    found = [_mention(title, (0, len(title.rstrip())), "headline", None, language)] if title and title.strip() else []
    for start, end in find_paragraphs(text):
        quoted = find_quoted(text, start, end)
        spans = [(q.start, q.end) for q in quoted if len(_WORD.findall(text[q.start : q.end])) >= MIN_QUOTED_WORDS]
        found += [_mention(text, span, "direct", None, language) for span in spans]
        found += [
            _mention(text, sentence, "narrator", None, language)
            for sentence in split_paragraph(text, start, end, quoted)
            if find_quantities(text, *sentence, language) and not any(_meets(sentence, span) for span in spans)
        ]
    return sorted(found, key=lambda m: (m.field != "title", m.start, m.end))


def _meets(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _tag_of(text: str, a: Attribution) -> list[Span]:
    """Characters of speaker and verb where they stand together: `Milley said`, `according to analysts`."""
    parts = sorted(p for p in (a.speaker_span, a.cue_span) if p is not None)
    between = text[parts[0][1] : parts[1][0]] if len(parts) == 2 else ""
    if len(parts) == 2 and len(between) <= 60 and not re.search(r"\n| (?:and|but) $", between):
        return [(parts[0][0], parts[1][1])]
    return parts[-1:] if parts and a.cue_span else []


def _headline_mention(title: str, told: Told, language: str | None, outlets: Outlets) -> Mention:
    """`The Ledger: mayor resigns` names the outlet through which it came, and nobody who speaks."""
    span, speaker, cue = told
    name = title[slice(*speaker)] if speaker else None
    via = name if name and find_outlet(name, outlets) else None
    found = _mention(title, span, "headline", None, language)
    is_planned = found.modality == "asserted" and _is_planned(found.text, load_lexicon(language))
    return replace(
        found,
        modality="likely" if is_planned else found.modality,
        speaker=None if via else name,
        speaker_start=speaker[0] if speaker and not via else None,
        via=via,
        cue=cue,
    )


def _is_planned(headline: str, lexicon: Lexicon) -> bool:
    """`Crews to strike for 48 hours` tells what will be; `villagers told to leave` and `Rovers sell Hale to Velm` do not."""
    for s in read_piece(headline, lexicon):
        for k in range(1, len(s.words) - 1):
            if s.finite[k]:
                break
            following = headline[s.starts[k + 1] :]
            if s.words[k] == "to" and following[:1].islower() and not s.among(k + 1, "determiners"):
                return True
    return False


@dataclass(frozen=True)
class _Spoken:
    """An attribution with the outlet it came through."""

    attribution: Attribution
    via: str | None


def _principal_attributions(text: str, found: list[Attribution], outlets: Outlets) -> list[_Spoken]:
    """Attributions to those who vouch: outlets that only pass a statement on become its `via`."""
    written = {text[slice(*a.speaker_span)] for a in found if a.speaker_span}
    named = {phrase for phrase in written if find_outlet(phrase, outlets)}
    passes = {id(a) for a in found if a.speaker_span and text[slice(*a.speaker_span)] in named}
    spoken = []
    for k, a in enumerate(found):
        near = [p for p in found[max(0, k - _OF_ONE_SENTENCE) : k + _OF_ONE_SENTENCE] if p is not a]
        outers = [p for p in near if _covers(p, a)]
        outer = next((p for p in outers if id(p) in passes), None)
        # whom the speaker told is nearer to the words than who passes them on
        via = next((told for p in (a, *outers) if (told := _told_to(text, p, outlets))), None)
        via = via or (text[slice(*outer.speaker_span)] if outer and outer.speaker_span else None)
        if id(a) in passes and any(_covers(a, b) for b in near):
            continue
        if id(a) in passes and a.speaker_span:
            outlet = text[slice(*a.speaker_span)]
            spoken.append(_told_elsewhere(text, _cited_source(text, a), _CITING.sub("", outlet).strip(" ,"), outlets))
        else:
            spoken.append(_Spoken(a, via))
    return spoken


def _covers(outer: Attribution, inner: Attribution) -> bool:
    """Whether the inner attribution, its tag included, stands inside the outer one's content."""
    cue = inner.cue_span
    if cue is None or cue[0] < outer.spans[0][0] or cue[1] > outer.spans[-1][1]:  # most stand elsewhere
        return False
    return any(x <= cue[0] and cue[1] <= y for x, y in outer.spans)


def _cited_source(text: str, a: Attribution) -> Attribution:
    """`the Times said, citing unnamed officials`: the officials vouch, the Times is the way."""
    last = max(span[1] for span in (*a.spans, a.speaker_span, a.cue_span) if span is not None)
    match = _CITING.match(text, last) or _CITING.search(text, a.cue_span[1] if a.cue_span else last, last + 60)
    if match is None and a.speaker_span is not None:
        start, end = a.speaker_span
        match = _CITING.search(text, start, end) or _CITING_FIRST.search(text, max(0, start - _CITING_REACH), start)
    return replace(a, speaker_span=match.span(1)) if match else a


def _told_elsewhere(text: str, a: Attribution, via: str, outlets: Outlets) -> _Spoken:
    """`the Times said, citing two officials who told Kestrel Wire`: they spoke to Kestrel Wire, whoever passes it on."""
    match = _WHO_TOLD.search(text, *a.speaker_span) if a.speaker_span else None
    told = _named_outlet(match, outlets)
    if match is None or told is None or a.speaker_span is None:
        return _Spoken(a, via)
    return _Spoken(replace(a, speaker_span=(a.speaker_span[0], match.start())), told)


def _told_to(text: str, a: Attribution, outlets: Outlets) -> str | None:
    """The outlet in `told ABC News' Martha Raddatz`."""
    if a.cue_span is None or a.lemma not in ("tell", "say", "speak", "inform"):
        return None
    match = _TOLD.match(text, a.cue_span[1]) if a.lemma != "say" else None
    match = match or _INTERVIEW.match(text, a.cue_span[1])
    before = text[max(0, a.cue_span[0] - _CITING_REACH) : a.cue_span[0]]
    if match is None and before.rstrip().endswith(" as"):  # most tags need no search
        match = _QUOTED_BY.search(before) or _QUOTING.search(f" {before}")
    return _named_outlet(match, outlets)


def _named_outlet(match: re.Match[str] | None, outlets: Outlets) -> str | None:
    """`told the Post the dam would hold`: the second article begins what was told."""
    return find_outlet(_ARTICLE_BEHIND.sub("", match.group(1)), outlets) if match else None


def _states_something(text: str, a: Attribution, lexicon: Lexicon) -> bool:
    """Deeds ("proposed a package") are narration; a scare quote or two words state nothing."""
    start, _ = bare(text, *a.spans[0])
    if (
        (a.lemma in lexicon.acts or a.lemma in lexicon.act_lemmas)
        and a.rule_id == "clause-after-cue"
        and a.kind != "direct"
        and not re.search(r"\b(?:that|whether)\s*$", text[max(0, start - 12) : start])
    ):
        return False
    if a.lemma in ("show", "prove", "cause") and a.kind == "direct":
        return False
    words = sum(len(_WORD.findall(text[x:y])) for x, y in a.spans)
    return words >= MIN_WORDS or (a.kind == "direct" and words >= 2 and a.cue_span is not None)


def _mentions_of(text: str, spoken: _Spoken, language: str | None) -> list[Mention]:
    a = spoken.attribution
    is_parted = _is_parted(text, a, load_lexicon(language))
    pieces = [p for span in a.spans[is_parted:] for p in split_content(text, span, language)]
    if is_parted:
        pieces = [(a.start, pieces[0][1]), *pieces[1:]] if pieces else []
    return [
        _mention(text, piece, _kind_of(text, piece, a.kind), spoken, language)
        for piece in pieces
        if len(_WORD.findall(text[slice(*piece)]))
        >= (2 if a.kind == "direct" or text[piece[0]].isdigit() else MIN_WORDS)
    ]


def _is_parted(text: str, a: Attribution, lexicon: Lexicon) -> bool:
    """`The law, critics argue, does nothing for tenants`: its subject stands before the tag, its verb behind it."""
    if a.rule_id != "tag-inside" or a.kind != "indirect" or len(a.spans) != 2:
        return False
    before, behind = (read_piece(text[slice(*span)], lexicon) for span in a.spans)
    is_subject = len(before) == 1 and not has_finite_verb(before[0], 0, before[0].last())
    return is_subject and bool(behind) and has_finite_verb(behind[0], 0, 1)


def _kind_of(text: str, span: Span, kind: str) -> str:
    if kind != "mixed":
        return kind
    quoted = sum(q.end - q.start for q in find_quoted(text, *span))
    if not quoted:
        return "indirect"
    return "direct" if quoted >= span[1] - span[0] - 2 else "mixed"


def split_content(text: str, span: Span, language: str | None) -> list[Span]:
    """Sentences of a quotation, clauses of reported speech: each piece states one thing."""
    start, end = span
    if opens_with_quotation(text, start, end):
        return _split_quotation(text, start, end)
    lexicon = load_lexicon(language)
    tokens = _tokens_of(text, span, lexicon)
    if tokens is not None:
        s, i, j = tokens
        return [s.span(a, b) for a, b in split_clauses(s, i, j)]
    pieces: list[Span] = []
    for s in read_piece(text[start:end], lexicon):
        for i, j in split_clauses(s, 0, s.last()):
            pieces.extend(_split_mixed(text, start, s, i, j))
    return pieces


def _split_mixed(text: str, offset: int, s: Sentence, i: int, j: int) -> Iterator[Span]:
    """A clause, cut before and inside its quotation; `offset` is where the text of `s` begins."""
    end = offset + (s.end if j == s.last() else s.ends[j - 1])
    if QUOTE not in s.words[i:j]:
        yield offset + s.starts[i], offset + s.ends[j - 1]
        return
    cut = split_before_quotation(s, i, j)
    if cut is not None:
        yield offset + s.starts[i], offset + s.ends[cut - 2]
    yield from _split_quotation(text, offset + s.starts[cut or i], end)


def _tokens_of(text: str, span: Span, lexicon: Lexicon) -> tuple[Sentence, int, int] | None:
    """The sentence, as it was read, whose tokens i to j a span without a quotation is; end marks left out."""
    s = sentence_at(read_paragraphs(text, lexicon), span[0])
    if s is None or s.end < span[1]:
        return None
    i, j = bisect_left(s.starts, span[0]), bisect_left(s.ends, span[1]) + 1
    if i >= len(s) or j > len(s) or s.span(i, j) != span or QUOTE in s.words[i:j]:
        return None
    return s, i, s.last(j)


def _split_quotation(text: str, start: int, end: int) -> list[Span]:
    marks = (m.end() for m in _QUOTED_SENTENCE.finditer(text, start, end))
    cuts = [start, *(k for k in marks if not text.startswith("but", k) or _is_contrast(text, start, k, end)), end]
    pieces: list[Span] = []
    for a, b in pairwise(cuts):
        trimmed = (a, a + len(text[a:b].rstrip()))
        words = [w.lower() for w in _WORD.findall(text[a:b])]
        leans = len(words) <= _ANAPHORA_WORDS and (
            "that" in words or "it" in words or "this" in words or len(words) <= 2
        )
        # A question states nothing without its answer.
        answers = bool(pieces) and text[slice(*pieces[-1])].endswith("?")
        if pieces and (leans or answers or not words):
            pieces[-1] = (pieces[-1][0], trimmed[1])
        else:
            pieces.append(trimmed)
    return pieces


def _is_contrast(text: str, start: int, but: int, end: int) -> bool:
    """Whether both sides of a `but` are long enough to state something: "We see the shore, but we are still rowing"."""
    sentence = max(start, *(text.rfind(mark, start, but) for mark in ".!?"))
    return all(len(_WORD.findall(part)) >= _CONTRASTED_WORDS for part in (text[sentence:but], text[but:end]))


def _mention(text: str, span: Span, kind: str, spoken: _Spoken | None, language: str | None) -> Mention:
    """A mention by somebody, or by the narrator; headlines get their speaker afterwards."""
    a = spoken.attribution if spoken else None
    speaker = a.speaker_span if a else None
    return Mention(
        field="title" if kind == "headline" else "text",
        start=span[0],
        end=span[1],
        text=text[slice(*span)],
        kind=kind,
        speaker=text[slice(*speaker)] if speaker else None,
        speaker_start=speaker[0] if speaker else None,
        cue=text[slice(*a.cue_span)] if a and a.cue_span else None,
        strength=a.strength if a else None,
        via=spoken.via if spoken else None,
        modality=read_modality(text[slice(*span)], a, language),
        rule_id=a.rule_id if a else UNATTRIBUTED[kind][0],
        confidence=a.confidence if a else UNATTRIBUTED[kind][1],
        quantities=find_quantities(text, span[0], span[1], language),
    )


def _without_repeats(mentions: list[Mention]) -> list[Mention]:
    """One mention per span: of two that share most of their words the narrower and surer stays."""
    kept: list[Mention] = []
    for m in sorted(mentions, key=lambda m: (m.end - m.start, -m.confidence)):
        start, end, least = m.start, m.end, _REPEATED_SHARE * (m.end - m.start)
        if not any(k.start < end and start < k.end and min(end, k.end) - max(start, k.start) > least for k in kept):
            kept.append(m)
    return kept
