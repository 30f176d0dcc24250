"""How many independent origins, principals and carriers a claim has."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from wiretrace.claims.articles import PlacedMention
from wiretrace.claims.origins.tracing import MentionOrigin
from wiretrace.claims.speakers.resolution import Speaker


@dataclass(frozen=True)
class ClaimCounts:
    mention_count: int
    article_count: int
    outlet_count: int
    origin_count_low: int
    origin_count_high: int
    origin_count_expected: float
    principal_count: int
    copy_ratio: float


def count_claim(
    mentions: Sequence[PlacedMention], origins: Sequence[MentionOrigin], principals: dict[str, str]
) -> ClaimCounts:
    """Counts over the mentions of one claim, `origins` in the same order."""
    articles = {m.article.article_id for m in mentions}
    known = {o.origin.origin_id for o in origins if o.origin is not None}
    unknown = {m.article.article_id for m, o in zip(mentions, origins, strict=True) if o.origin is None}
    return ClaimCounts(
        mention_count=len(mentions),
        article_count=len(articles),
        outlet_count=len({m.article.outlet_id for m in mentions}),
        origin_count_low=len(known),
        origin_count_high=len(known) + len(unknown),
        origin_count_expected=expect_origins(mentions, origins),
        principal_count=_count_principals(mentions, origins, principals),
        copy_ratio=max(0.0, 1 - len(known) / len(articles)),
    )


def expect_origins(mentions: Sequence[PlacedMention], origins: Sequence[MentionOrigin]) -> float:
    """Expected number of origins: sum over articles i of the product over earlier j of 1 - p(i derives from j).

    p is the probability that both rest on one reporting act: the product of the confidences of two equal origins;
    an unknown origin shares with an earlier one by an even chance spread over them.
    """
    firsts: dict[tuple[str, str | None], Share] = {}
    for m, o in sorted(zip(mentions, origins, strict=True), key=lambda pair: pair[0].article.turn):
        origin_id = o.origin.origin_id if o.origin else None
        firsts.setdefault((m.article.article_id, origin_id), Share(origin_id, o.rule_id, o.confidence))
    return round(sum(expect_terms(list(firsts.values()))), 4)


@dataclass(frozen=True)
class Share:
    """What an article adds to a claim: the origin it rests on, by which rule and how surely."""

    origin_id: str | None
    rule_id: str
    confidence: float


def expect_terms(shares: Sequence[Share]) -> list[float]:
    """How far each article, in order of appearance, is a new origin: what `expect_origins` adds up."""
    terms: list[float] = []
    same: dict[str, list[float]] = defaultdict(list)  # certainties of the earlier ones, by origin
    unknown = 0
    for number, share in enumerate(shares):
        certainty = 1.0 if share.rule_id == "own" else share.confidence  # an outlet's own report rests on itself
        if share.origin_id is None:
            terms.append((1 - 0.5 / number) ** number if number else 1.0)
            unknown += 1
        else:
            doubts = math.prod(1 - certainty * other for other in same[share.origin_id])
            terms.append(doubts * ((1 - 0.5 / number) ** unknown if number else 1.0))
            same[share.origin_id].append(certainty)
    return terms


def _count_principals(
    mentions: Sequence[PlacedMention], origins: Sequence[MentionOrigin], principals: dict[str, str]
) -> int:
    """Distinct who vouch: the speakers' principals; where the narrator speaks, the origin itself vouches."""
    vouching = {principals[m.speaker_id] for m in mentions if m.speaker_id}
    narrating = {
        o.origin.origin_id for m, o in zip(mentions, origins, strict=True) if not m.speaker_id and o.origin is not None
    }
    return len(vouching) or max(1, len(narrating))


def principal_by_speaker(speakers: Sequence[Speaker]) -> dict[str, str]:
    return {s.speaker_id: s.principal_id for s in speakers}
