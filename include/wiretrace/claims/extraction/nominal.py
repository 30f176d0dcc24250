"""Words attributed by a noun: `Moss's claim that …`, `the claim of the minister that …`, `his last word was that …`."""

from __future__ import annotations

from wiretrace.claims.extraction.content import content_end
from wiretrace.claims.extraction.spoken import CONFIDENCE, Attribution, Span, kind_of
from wiretrace.claims.language.names import POSSESSIVE_ENDINGS, actor_kind
from wiretrace.claims.language.syntax import Sentence, has_finite_verb, trim_phrase

_REACH = 12  # tokens between the noun and its "that"
_OWNER_WORDS = 6  # tokens of the longest owner


def by_noun(s: Sentence, i: int) -> Attribution | None:
    """The attribution whose cue is the noun at token i."""
    that = next((k for k in range(i + 1, min(i + _REACH, len(s))) if s.words[k] == "that"), None)
    owner = _owner(s, i, that) if that is not None else None
    if that is None or owner is None or that + 2 >= s.last():
        return None
    end = s.last() if has_finite_verb(s, 0, i) else _clause_end(s, that + 1)
    rule, parts = "by-noun", [(that + 1, content_end(s, that + 1, end))]
    known = s.lexicon.cues.get(s.words[i])
    strength = known.strength if known else "neutral"
    spans = tuple(s.span(a, b) for a, b in parts)
    kind, cue = kind_of(s, parts), s.span(i, i + 1)
    return Attribution(spans, kind, owner, cue, s.words[i], strength, False, rule, CONFIDENCE[rule])


def _clause_end(s: Sentence, start: int) -> int:
    """`Moss's claim that the pumps were dry was wrong`: before the verb of the sentence itself."""
    verbs = [k for k in range(start, s.last()) if s.finite[k] and not s.finite[k - 1]]
    later = (
        k
        for k in verbs[1:]
        if not (s.among(k - 1, "pronouns") or s.among(k - 1, "conjunctions") or s.words[k - 1] in (",", "who"))
    )
    return next(later, s.last())


def _owner(s: Sentence, i: int, that: int) -> Span | None:
    """Characters of whose claim it is: the owner before the noun, or who is named behind it."""
    if that == i + 1 or (that == i + 2 and s.among(i + 1, "be")):
        return _owner_before(s, i)
    if s.words[i + 1] in ("of", "by", "from"):
        phrase = trim_phrase(s, i + 2, that)
        if phrase is None or any(s.finite[k] or s.words[k] == "," for k in range(*phrase)):
            return None
        return s.span(*phrase) if any(s.is_capital(k) or actor_kind(s.words[k]) for k in range(*phrase)) else None
    return None


def _owner_before(s: Sentence, i: int) -> Span | None:
    for k in (i - 1, i - 2):  # "Moss's last word"
        if k < 0:
            return None
        if s.among(k, "possessives"):
            return s.span(k, k + 1)
        if s.words[k].endswith(POSSESSIVE_ENDINGS):
            first = k
            while first > 0 and k - first < _OWNER_WORDS and _belongs(s, first - 1, s.is_capital(k)):
                first -= 1
            first += s.among(first, "prepositions")
            start, end = s.span(first, k + 1)
            return start, end - (2 if s.words[k].endswith(("'s", "’s")) else 1)
    return None


def _belongs(s: Sentence, k: int, is_named: bool) -> bool:
    return s.is_capital(k) if is_named else s.words[k].isalpha() and not (s.finite[k] or s.among(k, "prepositions"))
