"""Where the words that a cue attributes begin and end inside its sentence."""

from __future__ import annotations

from wiretrace.claims.extraction.cues import CueUse, use_of
from wiretrace.claims.language.lexicon import ACT
from wiretrace.claims.language.subjects import subject_before
from wiretrace.claims.language.syntax import QUOTE, Sentence, has_finite_verb, is_adverb, opens_amount, skip_phrases

_REACH = 16  # tokens between a verb and its "that": "said in an interview with ABC News on Friday that"
_LOOSE = frozenset([",", "—", "--", "–", "-", "("])
_LEADING = ("while", "although", "though", "whereas", "if", "when", "after")  # open a clause that ends at a comma
_QUOTE_REACH = 60  # tokens behind a comma in which a quotation shows that the speaker goes on
_NARRATING = ("while", "compared", "despite")  # after a comma, the narrator compares
_COMMAS = (",", "—", "--", "–", "-")


def skip_addressee(s: Sentence, i: int, end: int) -> int:
    """Index after whom it was told: `ABC News' Martha Raddatz`, `reporters traveling with him`, `her`."""
    k = i
    if s.among(k, "object_pronouns"):
        return k + 1
    if s.among(k, "subordinators"):
        return k
    while (
        k < end
        and s.words[k] not in (",", ":", ";", QUOTE)
        and not s.among(k, "auxiliaries")
        and not s.among(k, "pronouns")
    ):
        if k > i and (
            s.among(k, "subordinators")
            or s.among(k, "prepositions")
            or s.among(k, "times")
            or s.among(k, "determiners")
            or s.words[k] == "to"
        ):
            break
        if (
            k > i
            and s.is_capital(k)
            and not s.is_capital(k - 1)
            and s.words[k - 1] not in s.lexicon.grammar["determiners"]
        ):
            break
        k += 1
        if (
            not s.is_capital(k - 1)
            and s.words[k - 1] != "news"
            and (s.words[k - 1].endswith("s") or not s.among(i, "determiners"))
            and s.words[k - 1] not in s.lexicon.grammar["determiners"]
            and s.words[k - 1] not in s.lexicon.grammar["possessives"]
        ):
            break
    that = next((m for m in range(k, min(end, k + 3)) if s.words[m] == "that"), None)
    return k if that is None or has_finite_verb(s, k, that) or QUOTE in s.words[k:that] else that


def find_that(s: Sentence, i: int, end: int) -> int | None:
    """Token after the `that` which opens the clause of a verb, time and place phrases skipped."""
    for k in (i, skip_phrases(s, i, end)):
        if k < end and s.words[k - 1] == "condition":
            return None
        if k < end and s.words[k] in ("that", "whether", "how", "why", "what"):
            return k + (s.words[k] == "that")
        if k < end and s.words[k] == "," and k + 1 < end:
            later = next((m for m in range(k + 1, min(end, k + _REACH)) if s.words[m] == ","), None)
            if later is not None and later + 1 < end and s.words[later + 1] == "that":
                return later + 2
    return None


def is_closed_after(s: Sentence, use: CueUse, end: int) -> bool:
    """Whether nothing that could be content follows the verb before the next comma or the sentence's end."""
    k = use.after
    while k < end and is_adverb(s, k):
        k += 1
    if k >= end or s.words[k] in (*_COMMAS, ";", ")"):
        return k + 1 >= end or s.words[k + 1] != QUOTE
    if s.words[k] == "on" and "condition" in s.words[k + 1 : k + 3]:
        return True  # "on condition that they not be named"
    if s.words[k] in (":", QUOTE, "that"):
        return False
    if use.cue.frame == "addressee":
        k = skip_addressee(s, k, end)
    k = skip_phrases(s, k, end)
    if (
        k >= end
        or s.words[k] in (*_COMMAS, ";", ")")
        or (s.words[k] == ":" and QUOTE not in s.words[k:end])
        or (s.words[k] in ("as", "when", "while", "after", "before", "because") and not opens_amount(s, k, end))
    ):
        return True
    if use.cue.frame == "addressee" and end - k <= 2 and s.words[k] not in ("to", QUOTE):
        return not has_finite_verb(s, k, end)  # "…, he told a news conference"
    return s.words[k] in ("and", "but") or (
        use.cue.frame == "clause" and not has_finite_verb(s, k, min(end, k + 25)) and QUOTE not in s.words[k:end]
    )


def forward_start(s: Sentence, use: CueUse, end: int) -> int | None:
    """First token of what follows the verb as its content, or None."""
    k = use.after
    while k < end and is_adverb(s, k) and s.words[k] not in ("just", "only", "even") and not opens_amount(s, k, end):
        k += 1
    if k >= end:
        return None
    if s.words[k] in (":", QUOTE) or (s.words[k] == "," and k + 1 < end and s.words[k + 1] == QUOTE):
        start = k + (s.words[k] != QUOTE)
        return start if start < end else None
    finders = {"object": _object_start, ACT: _object_start, "thought": _thought_start}
    return finders.get(use.cue.frame, _clause_start)(s, use, k, end)


def _clause_start(s: Sentence, use: CueUse, k: int, end: int) -> int | None:
    told = use.cue.frame == "addressee"
    if told and not use.is_passive:
        told_to = skip_addressee(s, k, end)
        # "warned the ice could vanish": no addressee, but the subject of what was said
        is_subject = told_to < end and s.among(told_to, "auxiliaries") and not s.among(k, "object_pronouns")
        k = k if is_subject else told_to
    that = find_that(s, k, end) if not use.cue.needs_mark or (k < end and s.words[k] == "that") else None
    if that is not None:
        return that
    start = skip_phrases(s, k, end)
    if start + 1 < end and (s.words[start] == ":" or (s.words[start] == "," and s.words[start + 1] == QUOTE)):
        return start + 1
    if start >= end or (
        s.words[start] in (*_COMMAS, ":", ";", "as", "when", "and", "but", ")") and not opens_amount(s, start, end)
    ):
        about = k < end and s.words[k] in ("about", "of") and start - k >= 5
        return k + 1 if about and not told else None
    if use.cue.needs_mark and s.words[start] != QUOTE:
        return None
    clear = has_finite_verb(s, start, end) or QUOTE in s.words[start:end] or s.words[start] == "to"
    return start if clear or end - start >= (3 if use.cue.lemma == "say" else 4) else None


def _object_start(s: Sentence, use: CueUse, k: int, end: int) -> int | None:
    if use.cue.needs_mark:
        return k + 1 if s.words[k] == "that" and k + 1 < end else None
    if k >= end or s.words[k] in (*_COMMAS, ";", "and", "but", "or", ")", "as", "by"):
        return None
    that = find_that(s, k, end)
    if that is not None and (that - k <= 2 or skip_phrases(s, k, end) > k):
        return that
    if s.among(k, "prepositions") and s.words[k] not in ("to", "in"):
        k += 1
    return k if k < end and not s.among(k, "times") else None


def _thought_start(s: Sentence, use: CueUse, k: int, end: int) -> int | None:
    if k < end and s.words[k] == "that":
        return k + 1
    if use.cue.needs_mark:
        return None
    if (
        k < end
        and s.words[k] == "to"
        and use.cue.lemma in ("want", "hope", "expect", "plan", "intend", "prefer", "decide", "wish", "agree")
    ):
        return k
    opens = k < end and (
        s.among(k, "pronouns")
        or s.among(k, "determiners")
        or s.is_capital(k)
        or s.among(k, "possessives")
        or s.words[k] in ("there", "if")
    )
    return k if opens and end - k >= 3 and has_finite_verb(s, k + 1, min(end, k + 12)) else None


def content_end(s: Sentence, start: int, end: int, frame: str = "clause") -> int:
    """Token after the content that begins at `start`: before the next cue of the same speaker, or the source's name."""
    for k in range(start + 1, end):
        word = s.words[k]
        if word == "and" and s.words[start] == "to" and s.words[k + 1 : k + 2] == ("that",):
            return k - (s.words[k - 1] == ",")  # "… that he told them to leave, and that …"
        if k > start + 1 and word in _LOOSE and _leaves(s, k, end, frame):
            return k
        if word == ";" or (word == "according" and k + 1 < end and s.words[k + 1] == "to"):
            return k - (s.words[k - 1] == ",")
        if word in (",", "and", "but", "—", "--") and k > start + 1 and _next_cue(s, k, end):
            return k
    return end


def _leaves(s: Sentence, k: int, end: int, frame: str) -> bool:
    """Whether the narrator goes on at a comma, dash or bracket: behind the object of a verb sooner than in a clause."""
    if k + 1 >= end or QUOTE in s.words[k : min(end, k + _QUOTE_REACH)]:
        return False
    word, after = s.words[k], s.words[k + 1]
    if word != ",":
        return frame == "object"
    if s.words[0] in _LEADING and frame != "object":
        return True  # "While Moss insisted that it was safe, Okafor warned …"
    cue = s.lexicon.cues.get(after)
    if after in _NARRATING or (cue is not None and cue.tense == "past" and not cue.is_nounlike):
        return True
    if frame == "object":
        return s.among(k + 1, "determiners") or s.among(k + 1, "auxiliaries") or after in ("which", "who", "but")
    return frame == "clause" and after in ("a", "an")


def _next_cue(s: Sentence, k: int, end: int) -> bool:
    """Whether a comma or conjunction at k begins a new attribution of the sentence: `, adding that`, `and told`."""
    m = k + 1
    while m < end and (s.words[m] in ("and", "but") or is_adverb(s, m)):
        m += 1
    if m >= end or m - k > 4:
        return False
    cue = s.lexicon.cues.get(s.words[m])
    if cue is None:
        return _next_subject_cue(s, k, m, end)
    if cue.tense == "participle":
        return s.words[k] == "," and not cue.is_nounlike
    return (
        cue.tense != "base"
        and not cue.is_nounlike
        and s.words[k] != "—"
        and (s.words[k] != "," or s.words[k + 1] in ("and", "but"))
    )


def _next_subject_cue(s: Sentence, k: int, m: int, end: int) -> bool:
    """`…, but Milley said`, `…, and he told`, `… and an official told`."""
    joined = s.words[k] in ("and", "but") and (
        s.among(k + 1, "determiners") or s.among(k + 1, "pronouns") or (s.is_capital(k + 1) and not s.is_capital(k - 1))
    )
    if not joined and (s.words[k] not in (",", "—", "--") or s.words[k + 1] not in ("and", "but", "while", "though")):
        return False
    for i in range(m + 1, min(end, m + 8)):
        cue = s.lexicon.cues.get(s.words[i])
        if (
            cue is not None
            and cue.frame in ("clause", "addressee")
            and cue.tense in ("past", "present")
            and use_of(s, i) is not None
        ):
            subject = subject_before(s, i)
            return subject is not None and subject[0] <= m
    return False
