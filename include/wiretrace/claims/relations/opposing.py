"""Whether two clauses on like words speak of one thing: what a negation denies, and what an amount measures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from wiretrace.claims.articles import PlacedMention
from wiretrace.claims.extraction.quantities import measures
from wiretrace.claims.language.ideas import Token, is_alike, read_tokens, stem
from wiretrace.claims.language.lexicon import load_lexicon
from wiretrace.claims.matching.telling import common_words

_REACH = 5  # words behind a negation among which stands what it denies


def is_denied_by(one: PlacedMention, other: PlacedMention) -> bool:
    """Whether the one of the two that denies denies what the other tells: its negated word stands in the other, too.

    Another telling word must meet as well. What has a condition or a `but` in it denies only a part; which part is not told apart.
    """
    read = [read_tokens(m.mention.text, m.article.language) for m in (one, other)]
    parting = load_lexicon().grammar["parting"]
    if any(t.word in parting for tokens in read for t in tokens):
        return False
    is_first = one.mention.modality == "denied"
    denying, stated = read if is_first else read[::-1]
    negated = _negated(denying)
    if negated is None:  # "denied that …"; who did not confirm it has not denied it
        return (one if is_first else other).mention.strength == "denying"
    is_met = any(is_alike(negated, t) for t in stated)
    others = [t for t in denying if t is not negated and t.word not in common_words() and not _is_speech(t)]
    return is_met and any(is_alike(a, b) for a in others for b in stated)


def _negated(tokens: Sequence[Token]) -> Token | None:
    """The first telling word behind a negation; none where the clause around denies."""
    negations = load_lexicon().modality["negations"] | load_lexicon().modality["plain_negations"]
    at = next((k for k, t in enumerate(tokens) if t.word in negations or t.word.endswith("n't")), None)
    if at is None:
        return None
    return next((t for t in tokens[at + 1 : at + 1 + _REACH] if t.word not in common_words()), tokens[at])


def _is_speech(t: Token) -> bool:
    return t.word in load_lexicon().cues


def ends_in_stand_in(m: PlacedMention) -> bool:
    """`The agency has opened one`: of what, another sentence tells."""
    tokens = read_tokens(m.mention.text, m.article.language)
    return bool(tokens) and tokens[-1].word in load_lexicon().grammar["stand_ins"]


def measure_one_thing(one: PlacedMention, other: PlacedMention, unit: str) -> bool:
    """Wages and yields rise by percents of different things: words for change and measures are no common subject."""
    if unit not in measures():
        return True  # what is counted says what it is
    ours, theirs = (_subject_words(m) for m in (one, other))
    return any(is_alike(a, b) for a in ours for b in theirs)


def _subject_words(m: PlacedMention) -> list[Token]:
    tokens = read_tokens(m.mention.text, m.article.language)
    return [t for t in tokens if t.word not in common_words() and stem(t.word) not in _measuring() and t.word.isalpha()]


@lru_cache(maxsize=1)
def _measuring() -> frozenset[str]:
    data = load_lexicon().quantities
    written = chain(data["units"], data["currencies"], data["numbers"], data["scales"], *data["comparators"].values())
    verbs = data["role_verbs"] | data["money_verbs"]
    return frozenset(
        stem(word) for word in (*verbs, *(w for words in written for w in words.replace("-", " ").split()))
    )
