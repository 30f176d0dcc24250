"""Words that no tag of their own sentence gives to anybody: quotations and reported speech that go on, or are announced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wiretrace.claims.extraction.cues import find_uses
from wiretrace.claims.extraction.spoken import CONFIDENCE, Attribution, Span
from wiretrace.claims.language.names import actor_kind
from wiretrace.claims.language.subjects import main_subject, subject_after, subject_before
from wiretrace.claims.language.syntax import QUOTE, Sentence, has_finite_verb

_PUT_IT = (("put", "it"), ("puts", "it"))
_TAG_REACH = 12  # tokens behind a quotation in which the verb of its tag stands
_TITLE = 4  # tokens in which a name begins behind its title: "harbour guide Edda Lorne"
_FRAGMENT = 5  # tokens of the longest sentence that has no verb
SCARE_QUOTE_WORDS = 4  # shorter quotations without a cue are irony or a name, not speech


def find_untagged(
    s: Sentence, here: list[Attribution], last: Attribution | Sentence | None, *, is_first: bool
) -> list[Attribution]:
    """Attributions of a sentence besides those of its cues. `last`: what an untagged quotation goes on with."""
    before = last if isinstance(last, Attribution) and not is_first else None
    if QUOTE not in s.words:
        return [_whole(s, before, "indirect", "goes-on")] if before and not here and _goes_on(s, before) else []
    loose = _loose_quotes(s, here)
    carrier = _carrier(last) if loose and _is_only_quotes(s) else None
    if carrier is not None:
        return [_carried(s, loose, carrier, "carried-paragraph" if is_first else "carried-sentence")]
    if before and loose and not here and _leans(s, loose):
        return [_whole(s, before, "mixed", "carried-sentence")]
    return list(_uncued(s, loose, here, before.speaker_span if before else None))


def _whole(s: Sentence, last: Attribution, kind: str, rule: str) -> Attribution:
    confidence = CONFIDENCE[rule]
    return replace(last, spans=(s.span(0, s.last()),), kind=kind, rule_id=rule, confidence=confidence)


def _leans(s: Sentence, loose: list[int]) -> bool:
    """`The old mills "are beyond repair"`: behind what somebody said, a part of a sentence is quoted from the same."""
    return all(_is_part(s, k) for k in loose) and not any(actor_kind(s.words[k - 1]) for k in loose)


def _is_part(s: Sentence, k: int) -> bool:
    if k == 0 or s.words[k - 1] in (":", ",", "—", "–", "--") or not _bare(s, k)[:1].islower():
        return False
    return len(_bare(s, k).split()) >= SCARE_QUOTE_WORDS or k == s.last() - 1


def _bare(s: Sentence, k: int) -> str:
    return s.text[s.starts[k] : s.ends[k]].strip("“”„«»\"‘’' ")


def _goes_on(s: Sentence, last: Attribution) -> bool:
    """`The pay would not come, he said. A fund would step in.`: both in the tense into which "said" shifts them."""
    if last.rule_id != "goes-on" and not _is_tagged_behind(last):
        return False
    said = s.text[last.start : last.spans[-1][1]].lower().split()
    shifted, been = s.lexicon.grammar["shifted"], s.lexicon.grammar["past_be"]
    verb = next((word for word, is_finite in zip(s.words, s.finite, strict=True) if is_finite), "")
    before = shifted.union(been) if verb in shifted else shifted if verb in been else frozenset()
    return not before.isdisjoint(said) and "?" not in s.words[-2:]


def _is_tagged_behind(a: Attribution) -> bool:
    return bool(a.kind == "indirect" and a.speaker_span and a.cue_span and a.spans[-1][1] <= a.cue_span[0])


def announces(s: Sentence, last: Attribution | Sentence | None, *, is_first: bool) -> bool:
    """Whether a quotation that follows a sentence without one is its subject's rather than of whom was quoted before.

    Not behind a question of the reporter, nor a fragment (`A long pause.`), nor `They have not slept.` in a paragraph.
    """
    if len(s) <= 3 or is_question(s) or (len(s) <= _FRAGMENT and not has_finite_verb(s, 0, s.last())):
        return False
    return is_first or not isinstance(last, Attribution) or not s.among(0, "expletives")


def is_question(s: Sentence) -> bool:
    return "?" in s.words[-2:]


def _carrier(last: Attribution | Sentence | None) -> Attribution | None:
    """The attribution that goes on; a sentence without one announces its subject."""
    return _announced(last) if isinstance(last, Sentence) else last


def main_attribution(here: list[Attribution]) -> Attribution:
    """The one that an untagged quotation goes on with: the last quotation with a tag, else the first attribution."""
    quoting = [a for a in here if a.kind == "direct" and a.speaker_span]
    return quoting[-1] if quoting else min(here, key=lambda a: a.cue_span[0] if a.cue_span else a.start)


def _loose_quotes(s: Sentence, here: list[Attribution]) -> list[int]:
    """Quotations of the sentence that no attribution covers."""
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
    return replace(last, spans=spans, kind="direct", rule_id=rule, confidence=CONFIDENCE[rule])


def _uncued(s: Sentence, loose: list[int], here: list[Attribution], before: Span | None) -> Iterator[Attribution]:
    """Long quotations without a cue: who stands beside them as in a tag, else the sentence's subject if it can speak.

    `before`: who was quoted in the sentence before.
    """
    tagged: Span | None = None
    for k in loose:
        is_announced = k > 1 and s.words[k - 1] == ":"  # "The answer is one word: “No.”"
        if not is_announced and len(s.text[s.starts[k] : s.ends[k]].split()) < SCARE_QUOTE_WORDS:
            continue
        told = next((a.speaker_span for a in reversed(here) if a.cue_span and a.cue_span[1] <= s.starts[k]), None)
        beside = _so_somebody(s, k) or _tag_behind(s, k)
        tagged = s.span(*beside) if beside else tagged
        subject = _subject_of_quotation(s, k) if k and not (told or tagged) else None
        if subject and before and not _can_speak(s, subject):
            subject = None
        speaker = tagged or (s.span(*subject) if subject else told) or (here[-1].speaker_span if here else before)
        rule = "quotation-without-cue"
        span = (s.starts[k], s.ends[k])
        yield Attribution((span,), "direct", speaker, None, "", "neutral", False, rule, CONFIDENCE[rule])


def _can_speak(s: Sentence, phrase: Span) -> bool:
    i, j = phrase
    inside = any(actor_kind(s.words[k]) or (s.is_capital(k) and k > 0) for k in range(i, j))
    return inside or (s.among(i, "pronouns") and s.words[i] != "it")


def _tag_behind(s: Sentence, k: int) -> Span | None:
    """Who speaks in `“…,” she trilled`, `“…!” a man called`, `“…,” trilled Ilse Varga`: the place shows it, not the verb."""
    i = k + 1 + (s.words[k + 1 : k + 2] == (",",))
    if i + 1 >= len(s) or (i == k + 1 and s.text[s.ends[k] - 2] not in ",!?…"):
        return None
    put = next((m for m in range(i, s.last()) if s.words[m : m + 2] in _PUT_IT), None)
    if put is not None:  # "“…,” was how Moss put it"
        return subject_before(s, put)
    if not s.is_capital(i) and (s.finite[i] or s.words[i].endswith("s")) and _opens_name(s, i + 1):
        return None if s.among(i, "auxiliaries") else subject_after(s, i)
    verb = next((m for m in range(i + 1, min(i + _TAG_REACH, s.last())) if s.finite[m]), None)
    phrase = subject_before(s, verb) if verb is not None else None
    return phrase if phrase and phrase[0] == i else None


def _opens_name(s: Sentence, i: int) -> bool:
    if s.among(i, "determiners") or s.among(i, "possessives") or s.among(i, "pronouns"):
        return True
    capital = next((k for k in range(i, min(i + _TITLE, len(s))) if s.is_capital(k)), None)
    return capital is not None and all(
        s.words[k].isalpha() and not s.among(k, "prepositions") for k in range(i, capital)
    )


def _so_somebody(s: Sentence, k: int) -> Span | None:
    """`“…”, so the head of the authority`: a tag without a verb."""
    if s.words[k + 1 : k + 3] != (",", "so"):
        return None
    phrase = subject_after(s, k + 2)
    return phrase if phrase and not has_finite_verb(s, phrase[0], s.last()) else None


def _subject_of_quotation(s: Sentence, k: int) -> Span | None:
    """Who speaks in `As Moss put it, “…”`, in `Said Moss: “…”`, and else whoever the sentence is about."""
    put = next((m for m in range(1, k - 1) if s.words[m : m + 2] in _PUT_IT), None)
    if put is not None:
        return subject_before(s, put)
    is_inverted = s.words[0] in s.lexicon.cues and s.lexicon.cues[s.words[0]].tense in ("past", "present")
    return subject_after(s, 0) if is_inverted else main_subject(s, k)


def _announced(s: Sentence) -> Attribution | None:
    """A sentence that ends in a colon, or names somebody: its subject speaks in a quotation that follows."""
    uses = find_uses(s)
    phrase = (subject_before(s, uses[-1].index) if uses else None) or main_subject(s, len(s))
    if phrase is None:
        return None
    cue = s.span(uses[-1].index, uses[-1].after) if uses else None
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
