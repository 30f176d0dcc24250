"""Content that stands in front of its tag, or on both sides of it: `"…," Milley said`, `the goal, he said, is …`."""

from __future__ import annotations

from wiretrace.claims.extraction.content import content_end, is_closed_after
from wiretrace.claims.extraction.cues import CueUse, use_of
from wiretrace.claims.extraction.spoken import Attribution, Span, build
from wiretrace.claims.language.names import actor_kind
from wiretrace.claims.language.subjects import subject_after
from wiretrace.claims.language.syntax import QUOTE, Sentence, has_finite_verb, skip_phrases

_DASHES = ("—", "--", "–", "-")
_COMMAS = (",", *_DASHES)
_AS_WORDS = 4  # tokens at least before "as Sullivan suggested"
_UNLISTED_WORDS = 5  # tokens of a clause whose verb is not listed
_INVERTED_LEMMAS = ("say", "report", "write", "note", "add")


def tagged_content(s: Sentence, use: CueUse, subject: Span | None) -> Attribution | None:
    """The attribution whose tag is this cue with its subject, or None if its content follows it."""
    phrase = _inverted_subject(s, use)
    if phrase is not None:
        return _with_continuation(s, use, (use.index, phrase[1]), s.span(*phrase), "tag-inverted")
    if subject is None or use.cue.tense == "participle" or subject[0] not in s.starts:
        return None
    a = s.starts.index(subject[0])
    if a == 0 or a > use.index:
        return None
    return None if s.words[a] in ("which", "that", "who") else _after_content(s, use, a, subject)


def _inverted_subject(s: Sentence, use: CueUse) -> Span | None:
    """Tokens of the subject behind its verb: `"…," said Sabrina Singh`."""
    i = use.index
    if i == 0 or use.cue.frame != "clause" or use.cue.tense not in ("past", "present"):
        return None
    quoted = s.words[i - 1] == QUOTE or (i > 1 and s.words[i - 1] in (",", "—", "--") and s.words[i - 2] == QUOTE)
    follows = i > 1 and s.words[i - 1] in (",", "—", "--")
    if not quoted and not (follows and (use.cue.lemma in _INVERTED_LEMMAS or _names_speaker(s, use))):
        return None
    phrase = subject_after(s, use.after - 1)
    if phrase is None:
        return None
    is_closed = phrase[1] < s.last() and s.words[phrase[1]] in (",", ":", ";") and has_finite_verb(s, 0, i - 1)
    is_described = phrase[1] < s.last() and s.words[phrase[1]] in ("who", "whose") and has_finite_verb(s, 0, i - 1)
    is_last = is_closed or is_described or not has_finite_verb(s, phrase[1], s.last())
    return phrase if quoted or is_last else None


def _names_speaker(s: Sentence, use: CueUse) -> bool:
    """`…, claimed Bram Oduya`; behind a verb that seldom stands so, or without a name, the tag closes a sentence or clause."""
    i = use.after
    if use.cue.is_nounlike or i >= len(s):
        return False
    if s.is_capital(i) and not use.cue.needs_mark:
        return True
    phrase = subject_after(s, i - 1)
    if phrase is None or not has_finite_verb(s, 0, use.index):
        return False
    names_somebody = any(s.is_capital(k) or actor_kind(s.words[k]) for k in range(*phrase))
    return names_somebody and (phrase[1] == s.last() or s.words[phrase[1]] == ",")


def _after_content(s: Sentence, use: CueUse, a: int, subject: Span) -> Attribution | None:
    end = s.last()
    if s.words[a - 1] == "as":
        return _compared(s, use, a, subject)
    quoted = s.words[a - 1] == QUOTE or (a > 1 and s.words[a - 2] == QUOTE)
    if s.words[a - 1] not in (*_COMMAS, QUOTE) or not (quoted or is_closed_after(s, use, end)):
        return None
    if quoted and s.among(0, "prepositions") and not has_finite_verb(s, 0, a) and _is_short_quote(s, a):
        return None  # "In an interview with “Good Morning,” she said …"
    if not quoted and use.after < end:
        comma = skip_phrases(s, use.after, end)
        if comma < end and s.words[comma] == "," and has_finite_verb(s, comma + 1, end) and a > 1:
            return _interrupted(s, use, (a, comma), subject)
        opens = s.among(0, "subordinators") or (s.among(0, "prepositions") and not has_finite_verb(s, 0, a - 1))
        if opens and use.cue.lemma != "say":
            return None
    return _with_continuation(s, use, (a, use.after), subject, "tag-after")


def _compared(s: Sentence, use: CueUse, a: int, subject: Span) -> Attribution | None:
    """`The wall had moved, as Moss noted`, `As Moss noted, the wall had moved`, `The wall, as Moss noted, had moved`."""
    end = s.last()
    if a > _AS_WORDS and use.after >= end and has_finite_verb(s, 0, a - 1):
        return build(s, [(0, a - 1 - (s.words[a - 2] == ","))], subject, use, "tag-after")
    comma = skip_phrases(s, use.after, end)
    if (
        use.is_passive
        or use.cue.needs_mark
        or comma + 2 >= end
        or s.words[comma] != ","
        or s.words[comma + 1] in ("who", "which")
    ):
        return None
    opens = a == 1 or s.words[a - 2] in ("and", "but")
    if not opens and s.words[a - 2] != ",":
        return None
    before = [] if opens or a < 4 else [(int(s.words[0] in ("but", "and", "so")), a - 2)]
    rule = "tag-inside" if before else "tag-opening"
    return build(s, [*before, (comma + 1, content_end(s, comma + 1, end))], subject, use, rule)


def _is_short_quote(s: Sentence, a: int) -> bool:
    k = a - 1 - (s.words[a - 1] != QUOTE)
    return len(s.text[s.starts[k] : s.ends[k]].split()) <= 4


def _interrupted(s: Sentence, use: CueUse, tag: tuple[int, int], subject: Span) -> Attribution | None:
    """`The goal, he said, is peace`: one clause on both sides of its tag."""
    a, comma = tag
    rest, end = comma + 1, s.last()
    opens = s.among(0, "prepositions") and not has_finite_verb(s, 0, a - 1)
    if s.words[rest] in ("who", "which", "but") or s.words[rest].endswith("ing"):
        parts = [(0, a - 1)] if has_finite_verb(s, 0, a - 1) else []
    else:
        before = [] if opens or s.among(a - 2, "subordinators") else [(int(s.words[0] in ("but", "and", "so")), a - 1)]
        parts = [*before, (rest, content_end(s, rest, end))]
    return build(s, parts, subject, use, "tag-inside") if parts else None


def _with_continuation(s: Sentence, use: CueUse, tag: tuple[int, int], subject: Span, rule: str) -> Attribution | None:
    """Content before the tag, and what goes on behind it."""
    a, after = tag
    end, stop = s.last(), a - (s.words[a - 1] in _COMMAS)
    start = _content_begin(s, stop)
    is_clause = use.cue.frame != "object" and (has_finite_verb(s, start, stop) or _is_plain_tag(s, use, start, stop))
    if stop <= start or (s.words[stop - 1] != QUOTE and not is_clause):
        return None
    parts, rest = [(start, stop)], _second_part(s, after, end)
    if rest is not None and (QUOTE in s.words[rest:end] or not (s.words[start] == s.words[stop - 1] == QUOTE)):
        parts.append((rest, content_end(s, rest, end)))
    return build(s, parts, subject, use, rule)


def _is_plain_tag(s: Sentence, use: CueUse, start: int, stop: int) -> bool:
    """`Prices nosedive in spring, they said`: the tag ends the sentence, and what it tags has an unlisted verb."""
    return (
        use.cue.frame in ("clause", "addressee")
        and not (use.cue.needs_mark or has_finite_verb(s, use.after, _clause_end(s, use.after)))
        and stop - start >= _UNLISTED_WORDS
        and s.words[stop] == ","
        and (not s.among(start, "prepositions") or "," in s.words[start : stop - _UNLISTED_WORDS])
        and not s.among(start, "subordinators")
    )


def _clause_end(s: Sentence, i: int) -> int:
    return next((k for k in range(i, s.last()) if s.words[k] == ";"), s.last())


def _content_begin(s: Sentence, stop: int) -> int:
    """First token of the clause that ends at `stop`, leading conjunctions left out."""
    mark = next((m + 1 for m in range(stop - 1, -1, -1) if s.words[m] in (";", ":")), 0)
    start = mark
    if s.words[stop - 1] == QUOTE:
        k = stop - 1
        while k > 0 and s.words[k - 1] == QUOTE:
            k -= 1
        alone = k == 0 or s.words[k - 1] in (":", "—", "--", ";", ".") or (s.words[k - 1] == "," and k <= 3)
        start = k if alone else mark
    while start < stop - 1 and s.words[start] in ("but", "and", "so", ","):
        start += 1
    return start


def _is_apposed(s: Sentence, k: int, end: int) -> bool:
    """`said the lawyer, Augustin Peel, who asked for an acquittal`: the name is the speaker's."""
    j = k
    while j < end and s.is_capital(j):
        j += 1
    return j > k and (j >= end or s.words[j] in (",", "who", "of", "from"))


def _second_part(s: Sentence, after: int, end: int) -> int | None:
    """Where content goes on behind the tag: `…," he said, "and …`."""
    comma = next(
        (k for k in range(after, min(end, after + 25)) if s.words[k] in (",", "—", "--", ":", ";", QUOTE)), None
    )
    if comma is None:
        return None
    if s.words[comma] == QUOTE:
        return comma
    k = comma + 1
    if s.words[comma] in (":", ";") and QUOTE not in s.words[k:end]:
        speaks = (use for m in s.cue_places if m >= k and (use := use_of(s, m)) and not use.is_passive)
        return k if k < end and next(speaks, None) is None else None
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
    clause = (
        has_finite_verb(s, k, end)
        and not participle
        and not _is_apposed(s, k, end)
        and not s.among(k, "prepositions")
        and s.words[comma] == ","
    )
    return k if clause and end - k >= 4 else None
