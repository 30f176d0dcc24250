"""What a derived article changed in the statements it took: speaker, verb, certainty, scope, numbers, polarity, quotations.

Each derived article is read beside one source (`lineage`), each of its mentions beside the mentions of the same claim
there. A sign of change is only read from mentions that are worded alike enough to be one statement: what a
paraphrase turns round with other words cannot be told from another statement.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from wiretrace.claims.articles import PlacedMention
from wiretrace.claims.extraction.attribution import read_paragraphs, sentence_at
from wiretrace.claims.extraction.quantities import Quantity, conflicts, is_compatible
from wiretrace.claims.language.ideas import WORD
from wiretrace.claims.language.lexicon import DEFAULT_LANGUAGE, load_lexicon, read_data, words
from wiretrace.claims.language.names import plain_name
from wiretrace.claims.language.quotations import quoted_runs
from wiretrace.claims.matching.similarity import STOP_WORDS, count_grams
from wiretrace.claims.origins.lineage import Descent
from wiretrace.claims.speakers.resolution import Speaker

# Likeness of wording from which two mentions of one claim are one statement told twice: who says it and how; what
# exactly is said; whether a `not` that one of them lacks turns it round.
RETOLD, ALIKE, CLOSE = 0.25, 0.35, 0.6
RETOLD_TOO = 0.45  # of a second statement of the source in one of the copy
QUOTED_ALIKE = 0.6  # share of words in common from which one quotation was made from the other
_MARKED = re.compile(r"\[[^\]]*\]|\.\.\.|…")  # what an editor put in or left out, and says so
_MARK = "editorsmark"
DAYS = {"year": 365.0, "month": 30.4, "week": 7.0, "day": 1.0, "hour": 1 / 24, "minute": 1 / 1440}
_OPPOSING = ("un", "in", "im", "dis", "non")  # "unsafe" is "not safe"
_REACH = 160  # characters around a mention in which its speaker is still named
_Found = Iterator[tuple[str, str]]  # kinds of change, each with what differs


@dataclass(frozen=True)
class Drift:
    """A mention of a derived article beside the mention that it retells; `differences` has a line for each of `kinds`."""

    mention_id: str
    source_mention_id: str
    derived_article_id: str
    source_article_id: str
    relation: str
    kinds: tuple[str, ...]
    differences: tuple[str, ...]


@dataclass(frozen=True)
class _Pair:
    source: PlacedMention
    derived: PlacedMention
    likeness: float


@lru_cache(maxsize=4)
def read_drift_words(language: str | None) -> Mapping[str, Any]:
    read = read_data("drift", language or DEFAULT_LANGUAGE)
    return {name: words(value) if isinstance(value, str) else value for name, value in read.items()}


def find_drift(
    claims: Iterable[Sequence[PlacedMention]], speakers: Iterable[Speaker], descents: Iterable[Sequence[Descent]]
) -> list[Drift]:
    """Every mention of a derived article that has one of the same claim in its source, with what differs.

    `claims`: the mentions of each claim, with their speakers resolved.
    """
    stated: dict[str, dict[int, list[PlacedMention]]] = defaultdict(lambda: defaultdict(list))
    for number, mentions in enumerate(claims):
        for m in mentions:
            stated[m.article.article_id][number].append(m)
    known = {s.speaker_id: s for s in speakers}
    found: list[Drift] = []
    for descent, *_ in descents:
        held = stated.get(descent.source.article_id, {})
        every = [m for members in held.values() for m in members]
        for number, derived in stated.get(descent.derived.article_id, {}).items():
            same = held.get(number, [])
            found += [_describe(pair, descent, known) for pair in _pair_up(derived, same)]
            found += [drift for m in derived for drift in _find_reversed(m, every, same, descent)]
    return found


def _pair_up(derived: Sequence[PlacedMention], source: Sequence[PlacedMention]) -> Iterator[_Pair]:
    """Each mention beside the likeliest of the source, and beside an attributed one that it retells as well."""
    if not source:
        return
    identical = {m.mention.text: m for m in reversed(source)}
    if all(m.mention.text in identical for m in derived):
        yield from (_Pair(identical[m.mention.text], m, 1.0) for m in derived)
        return
    for m in derived:
        likeness = [_likeness(m.mention.text, other.mention.text) for other in source]
        best = max(range(len(source)), key=lambda j: (likeness[j], -j))
        yield _Pair(source[best], m, likeness[best])
        # One sentence of a copy can retell two of the source, of which the other is the attributed one.
        if source[best].speaker_id is None and m.speaker_id is None:
            others = (j for j in range(len(source)) if source[j].speaker_id and likeness[j] >= RETOLD_TOO)
            yield from (_Pair(source[j], m, likeness[j]) for j in others)


def _likeness(one: str, other: str) -> float:
    """Of two wordings, 0 to 1: grams in common, by the mean of cosine and containment; a cut is like its whole."""
    if one == other:
        return 1.0
    a, b = _grams(one), _grams(other)
    dot = sum(weight * b[gram] for gram, weight in a.items() if gram in b)
    squares = sorted(sum(w * w for w in grams.values()) for grams in (a, b))
    return min(1.0, 0.5 * dot / math.sqrt(squares[0] * squares[1]) + 0.5 * dot / squares[0]) if squares[0] else 0.0


@lru_cache(maxsize=4096)
def _grams(text: str) -> Mapping[str, float]:
    return count_grams(text)


def _describe(pair: _Pair, descent: Descent, known: Mapping[str, Speaker]) -> Drift:
    found = [*_speaker_drift(pair, known), *_quotation_drift(pair, descent)]
    ours, theirs = pair.source.mention, pair.derived.mention
    if ours.text != theirs.text or (ours.strength == "denying") != (theirs.strength == "denying"):
        found += _wording_drift(pair)
    found += _verb_drift(pair)
    turned = _reverse_stance(pair.source, pair.derived)
    if turned and "polarity_flipped" not in [kind for kind, _ in found]:
        found.append(("polarity_flipped", turned))
    return Drift(
        pair.derived.mention_id,
        pair.source.mention_id,
        descent.derived.article_id,
        descent.source.article_id,
        descent.relation,
        tuple(kind for kind, _ in found),
        tuple(difference for _, difference in found),
    )


def _speaker_drift(pair: _Pair, known: Mapping[str, Speaker]) -> _Found:
    ours, theirs = known.get(pair.source.speaker_id or ""), known.get(pair.derived.speaker_id or "")
    if ours is None or pair.source.mention.field == "title":
        return
    if theirs is None:
        is_told = pair.derived.mention.kind == "narrator" and pair.source.mention.kind != "narrator"
        if is_told and pair.likeness >= RETOLD and not _is_named_near(pair.derived, ours):
            yield "speaker_dropped", f"{ours.name} → nobody"
        return
    change = f"{pair.source.mention.speaker} → {pair.derived.mention.speaker}"
    if ours.principal_id == theirs.principal_id or _names(ours) & _names(theirs) or _is_same_phrase(pair):
        return
    if _is_broad(theirs, pair.derived):
        yield "speaker_generalised", change
    elif _can_change(ours, theirs) and _is_one_statement(pair):
        yield "speaker_changed", change


def _can_change(ours: Speaker, theirs: Speaker) -> bool:
    """Two persons or two bodies; an office may be the person who is named elsewhere."""
    bodies = load_lexicon().titles["body_words"]
    is_body = [s.kind == "body" or (s.kind == "office" and bool(_content(s.name) & bodies)) for s in (ours, theirs)]
    return all(is_body) or ours.kind == theirs.kind == "person"


def _is_one_statement(pair: _Pair) -> bool:
    """Alike enough that another speaker or a `not` is a change; two quotations in other words are two statements."""
    ours, theirs = _plain(pair.source.mention.text), _plain(pair.derived.mention.text)
    is_quoted = pair.source.mention.kind == pair.derived.mention.kind == "direct"
    ratio = SequenceMatcher(None, ours, theirs, autojunk=False).ratio() if is_quoted else 1.0
    return pair.likeness >= CLOSE and ratio >= QUOTED_ALIKE


def _is_same_phrase(pair: _Pair) -> bool:
    """The copy writes the speaker as the source does: if they were read differently, that is our mistake."""
    return _content(pair.source.mention.speaker or "") == _content(pair.derived.mention.speaker or "")


def _names(speaker: Speaker) -> frozenset[str]:
    """Words of the names under which a speaker is written: `Hallam` in `spokesman Piet Hallam`."""
    named = (plain_name(form) for form in (speaker.name, *speaker.aliases))
    return frozenset(w for name in named for w in name.casefold().split() if len(w) > 2)


def _is_broad(speaker: Speaker, m: PlacedMention) -> bool:
    if speaker.kind not in ("unnamed", "office", "body"):
        return False
    phrase = (m.mention.speaker or "").lower().split(",")[0].split()
    return bool(phrase) and phrase[-1].strip(".") in read_drift_words(m.article.language)["broad_speakers"]


def _is_named_near(m: PlacedMention, speaker: Speaker) -> bool:
    """The passage around a mention names the speaker, or the office or body that speaks."""
    start = max(m.article.text.rfind("\n", 0, m.mention.start), m.mention.start - _REACH)
    around = m.article.text[start : m.mention.end + _REACH] if m.mention.field == "text" else m.mention.text
    wanted = _names(speaker) or _content(speaker.name)
    return bool(wanted & _content(around))


def _verb_drift(pair: _Pair) -> _Found:
    before, after = _grade(pair.source), _grade(pair.derived)
    if before is not None and after is not None and after > before and pair.likeness >= RETOLD:
        yield "verb_strengthened", f"{pair.source.mention.cue} → {pair.derived.mention.cue}"


def _grade(m: PlacedMention) -> int | None:
    """0 for a verb that hedges, 1 for one that reports, 2 for one that vouches; None without a verb."""
    lemma, data = _lemma(m), read_drift_words(m.article.language)
    if lemma is None:
        return None
    return 0 if lemma in data["hedged"] else 2 if lemma in data["firm"] else 1


def _lemma(m: PlacedMention) -> str | None:
    if not m.mention.cue:
        return None
    last = m.mention.cue.lower().split()[-1]
    known = load_lexicon(m.article.language).cues.get(last)
    return known.lemma if known else last


def _find_reversed(
    m: PlacedMention, every: Iterable[PlacedMention], same: Collection[PlacedMention], descent: Descent
) -> Iterator[Drift]:
    """What follows a verb states something else than what follows its denial, so that no claim need hold both."""
    if _denied_stance(_lemma(m), m.article.language) is None:
        return
    for other in every:
        difference = _reverse_stance(other, m) if other not in same else None
        if difference:
            ends = m.mention_id, other.mention_id, m.article.article_id, other.article.article_id
            yield Drift(*ends, descent.relation, ("polarity_flipped",), (difference,))
            return


def _reverse_stance(source: PlacedMention, derived: PlacedMention) -> str | None:
    """`Moss downplayed the risk`, where she did not want to play it down: the verb itself is turned round."""
    pattern = _denied_stance(_lemma(derived), derived.article.language)
    is_his = derived.speaker_id is not None and source.speaker_id == derived.speaker_id
    if pattern is None or not is_his or derived.mention.strength == "denying":
        return None
    stated = _sentence_of(source)
    denied = pattern.search(stated)
    is_about = bool(_content(derived.mention.text) & _content(stated))
    return f"{denied.group()} → {derived.mention.cue}" if denied and is_about else None


@lru_cache(maxsize=256)
def _denied_stance(lemma: str | None, language: str | None) -> re.Pattern[str] | None:
    """`not want to play down`: a denial shortly before a verb of the same row."""
    row = next((r for r in read_drift_words(language)["stances"] if lemma in r), None)
    if row is None:
        return None
    denials = "|".join(map(re.escape, load_lexicon(language).modality["negations"] - {"n't", "n’t"}))
    verbs = "|".join(map(re.escape, row))
    return re.compile(rf"(?:\b(?:{denials})|n['’]t) (?:[\w’']+ ){{0,3}}(?:{verbs})\b", re.IGNORECASE)


def _sentence_of(m: PlacedMention) -> str:
    if m.mention.field == "title":
        return m.mention.text
    s = sentence_at(read_paragraphs(m.article.text, load_lexicon(m.article.language)), m.mention.start)
    return s.text[s.start : s.end] if s else m.mention.text


def _wording_drift(pair: _Pair) -> _Found:
    ours, theirs = pair.source.mention.quantities, pair.derived.mention.quantities
    if pair.likeness < ALIKE:
        return
    if conflicts(_in_days(ours), _in_days(theirs)):
        yield "number_changed", f"{_written(pair.source, ours)} → {_written(pair.derived, theirs)}"
    else:
        yield from _rounding(pair)
    if not _is_cut(pair):
        yield from _certainty(pair)
        yield from _polarity(pair)
    yield from _scope(pair)


def _in_days(quantities: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """Durations in one unit: nine months and two years differ."""
    return tuple(
        replace(q, low=q.low * DAYS[q.unit], high=q.high * DAYS[q.unit], unit="day") if q.unit in DAYS else q
        for q in quantities
    )


def _rounding(pair: _Pair) -> _Found:
    """An amount of the copy that is near one of the source and not equal to any."""
    ours, theirs = pair.source.mention.quantities, pair.derived.mention.quantities
    kept = {(q.low, q.high, q.unit) for q in ours} & {(q.low, q.high, q.unit) for q in theirs}
    gone, come = ([q for q in side if (q.low, q.high, q.unit) not in kept] for side in (ours, theirs))
    for q in come:
        near = [p for p in gone if q.unit != "year_date" and is_compatible(p, q)]
        if near:
            yield "number_rounded", f"{_written(pair.source, near)} → {_written(pair.derived, [q])}"


def _written(m: PlacedMention, quantities: Iterable[Quantity]) -> str:
    return ", ".join(m.field_text[q.start : q.end] for q in quantities)


def _certainty(pair: _Pair) -> _Found:
    ours, theirs = pair.source.mention, pair.derived.mention
    hedges = read_drift_words(pair.derived.article.language)["hedges"]
    is_hedged, is_still = (_tokens(text.replace("May", "")) & hedges for text in (ours.text, theirs.text))  # the month
    is_plain = theirs.modality == "asserted" or "will" in _tokens(theirs.text)
    if is_hedged and not is_still and is_plain and theirs.modality != "denied" and _grade(pair.derived) != 0:
        yield "certainty_raised", f"{', '.join(sorted(is_hedged))} → asserted"


def _polarity(pair: _Pair) -> _Found:
    negating = _negations(pair.source), _negations(pair.derived)
    if bool(negating[0]) != bool(negating[1]) and not _is_opposed(pair) and _is_one_statement(pair):
        yield "polarity_flipped", " → ".join(", ".join(sorted(found)) or "affirmed" for found in negating)


def _is_cut(pair: _Pair) -> bool:
    """Whether the copy repeats a part of the source word for word: what it leaves out is not turned round."""
    ours, theirs = (" ".join(_plain(m.mention.text)) for m in (pair.source, pair.derived))
    return theirs != ours and f" {theirs} " in f" {ours} "


def _is_opposed(pair: _Pair) -> bool:
    """`not safe` beside `unsafe`."""
    ours, theirs = _tokens(pair.source.mention.text), _tokens(pair.derived.mention.text)
    return any(f"{prefix}{w}" in b for a, b in ((ours, theirs), (theirs, ours)) for w in a - b for prefix in _OPPOSING)


def _negations(m: PlacedMention) -> frozenset[str]:
    """Words that deny; also a verb that does: `denied that …`."""
    listed = load_lexicon(m.article.language).modality["negations"] | read_drift_words(m.article.language)["negating"]
    found = frozenset(w for w in _tokens(m.mention.text) if w in listed or w.endswith("n't"))
    return found | ({m.mention.cue} if m.mention.cue and m.mention.strength == "denying" else frozenset())


def _scope(pair: _Pair) -> _Found:
    ours, theirs = _tokens(pair.source.mention.text), _tokens(pair.derived.mention.text)
    for row in read_drift_words(pair.derived.article.language)["widening"]:
        new = theirs & set(row)
        if new and not ours & set(row):
            yield "scope_widened", f"only in the copy: {', '.join(sorted(new))}"


def _quotation_drift(pair: _Pair, descent: Descent) -> _Found:
    """Quoted words of the copy that are nearly, and not exactly, those of the source."""
    printed = " ".join(_plain(descent.source.text))
    for run in _quoted_runs(pair.derived):
        if " ".join(run) in printed:
            continue
        for other in _quoted_runs(pair.source):
            changed = _changed_words(other, run)
            if changed:
                yield "quotation_altered", changed
                break


def _quoted_runs(m: PlacedMention) -> list[list[str]]:
    runs = [m.mention.text] if m.mention.kind == "direct" else quoted_runs(m.mention.text)
    return [run for run in map(_plain, runs) if len(run) > 2]


def _changed_words(source: list[str], derived: list[str]) -> str | None:
    """`huge → big`; None if the two are equal, one is a cut of the other, or they are two quotations."""
    matcher = SequenceMatcher(None, source, derived, autojunk=False)
    if matcher.ratio() < QUOTED_ALIKE:
        return None
    blocks = [block for block in matcher.get_opcodes() if block[0] != "equal"]
    inner = [
        b
        for b in blocks
        if derived[b[3] : b[4]] != [_MARK]
        and (b[0] != "delete" or (b[1] > 0 and b[2] < len(source)))  # no cut at an end
    ]
    return (
        "; ".join(f"{' '.join(source[i:j]) or '∅'} → {' '.join(derived[a:b]) or '∅'}" for _, i, j, a, b in inner)
        or None
    )


def _plain(text: str) -> list[str]:
    return [w.lower() for w in WORD.findall(_MARKED.sub(f" {_MARK} ", text).replace("’", "'").replace("‘", "'"))]


def _tokens(text: str) -> frozenset[str]:
    return frozenset(_plain(text))


def _content(text: str) -> frozenset[str]:
    return frozenset(w.removesuffix("'s") for w in _plain(text)) - STOP_WORDS
