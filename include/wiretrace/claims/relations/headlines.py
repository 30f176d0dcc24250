"""Whether an article's text bears out what its headline states."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wiretrace.claims.articles import PlacedMention
from wiretrace.claims.language.ideas import Token, is_alike, read_tokens
from wiretrace.claims.language.lexicon import load_lexicon
from wiretrace.claims.matching.telling import common_words

_DENIED = 3  # words behind a negation that it denies
_STOP = re.compile(r"[,;:.!?](?=\s)|[—–]")
_HANGING = 2  # words that hang on a preposition, besides a determiner


@dataclass(frozen=True)
class HeadlineSupport:
    """A mention in a headline beside the one in its text that says the same most surely.

    `verdict`: supported; stronger, where the text holds it only likely or possible; opposite, where one denies in so many
    words what the other says; unclear, where one denies and no denied word meets; or not_found.
    """

    mention_id: str
    body_mention_id: str | None
    verdict: str


def judge_headlines(claims: Iterable[Sequence[PlacedMention]]) -> list[HeadlineSupport]:
    """`claims`: the mentions of each claim."""
    found: list[HeadlineSupport] = []
    for mentions in claims:
        bodies: dict[str, list[PlacedMention]] = defaultdict(list)
        for m in mentions:
            if m.mention.field == "text":
                bodies[m.article.article_id].append(m)
        found += [_judge(m, bodies[m.article.article_id]) for m in mentions if m.mention.field == "title"]
    return found


def _judge(headline: PlacedMention, bodies: Sequence[PlacedMention]) -> HeadlineSupport:
    if not bodies:
        return HeadlineSupport(headline.mention_id, None, "not_found")
    body = min(bodies, key=lambda m: (_denies(m) != _denies(headline), -_certainty(m), m.mention.start))
    return HeadlineSupport(headline.mention_id, body.mention_id, _compare(headline, body))


def _compare(headline: PlacedMention, body: PlacedMention) -> str:
    if _denies(headline) != _denies(body):
        denying, stating = (headline, body) if _denies(headline) else (body, headline)
        return "opposite" if _is_denied_by(denying, stating) else "unclear"
    return "stronger" if _certainty(headline) > _certainty(body) else "supported"


def _denies(m: PlacedMention) -> bool:
    return m.mention.modality == "denied"


def _certainty(m: PlacedMention) -> int:
    """`Crews will strike` is no less sure than `crews call strike`; `will likely strike` is."""
    words = {t.word for t in _tokens(m)}
    modality = load_lexicon(m.article.language).modality
    is_plan = bool(words & modality["planned"]) and not words & (modality["likely"] - modality["planned"])
    return {"denied": 0, "possible": 0, "likely": 2 if is_plan else 1, "asserted": 2}[m.mention.modality]


def _is_denied_by(denying: PlacedMention, stating: PlacedMention) -> bool:
    told = [*_told(stating)]
    is_met = any(is_alike(denied, t) for denied in _denied(denying) for t in told)
    return denying.mention.strength == "denying" or is_met


def _denied(m: PlacedMention) -> Iterator[Token]:
    """Words behind a plain negation up to the next stop; not behind a refusal, which headlines put into images (`slams door`)."""
    plain = load_lexicon(m.article.language).modality["plain_negations"]
    for part in _STOP.split(m.mention.text):
        tokens = read_tokens(part, m.article.language)
        for k, t in enumerate(tokens):
            if t.word in plain or t.word.endswith("n't"):
                yield from (word for word in tokens[k + 1 : k + 1 + _DENIED] if word.word not in common_words())


def _told(m: PlacedMention) -> Iterator[Token]:
    """Words without those that hang on a preposition: there is a cut in `no word on rate cut`, but nobody cuts."""
    grammar = load_lexicon(m.article.language).grammar
    skipped = 0
    for t in _tokens(m):
        if t.word in grammar["prepositions"]:
            skipped = _HANGING
        elif skipped and t.word not in grammar["determiners"] | grammar["possessives"]:
            skipped -= 1
        elif not skipped and t.word not in common_words():
            yield t


def _tokens(m: PlacedMention) -> Sequence[Token]:
    return read_tokens(m.mention.text, m.article.language)
