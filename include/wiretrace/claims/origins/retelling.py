"""Which articles retell another one without its words: most of what they state stands there, in the same order.

Overlap finds rewrites by their wording; one that keeps no wording is told by the claims that both make.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from wiretrace.claims.articles import Derivation, PlacedMention, StoryArticle
from wiretrace.claims.extraction.spoken import QUOTED_KINDS
from wiretrace.claims.origins.tracing import COMMON_SOURCE, COPYING

RETOLD_SHARE = 0.4  # of an article's statements that the other one has too
MIN_RETOLD = 4
ORDERED_SHARE = 0.65  # of pairs of shared statements that follow each other in both articles
OWN_QUOTED_SHARE = 0.34  # at most, of its quotations that the other one has not: who quotes was there himself
MAX_CARRIERS = 40  # articles of a claim; what more of them state tells nothing about two of them


@dataclass(frozen=True)
class _Told:
    """What the text of an article states: claim number → its first mention."""

    article: StoryArticle
    mentions: Mapping[int, PlacedMention]


def find_retellings(
    claims: Sequence[Collection[PlacedMention]], derivations: Iterable[Derivation]
) -> dict[str, frozenset[str]]:
    """Article → the article that it retells. Those with a source that overlap found are left out."""
    derived = {d.derived_article_id for d in derivations if d.relation in (*COPYING, COMMON_SOURCE)}
    told = _list_told(claims)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for claim in claims:
        holders = sorted({m.article.article_id for m in claim if m.mention.field == "text"})
        if len(holders) <= MAX_CARRIERS:
            for pair in combinations(holders, 2):
                shared[pair] += 1
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (one, other), count in shared.items():
        if count < MIN_RETOLD:
            continue
        source, article = sorted((told[one], told[other]), key=lambda t: _rank_source(t, told[one], told[other]))
        share = count / len(article.mentions)
        if article.article.article_id not in derived and share >= RETOLD_SHARE and _retells(article, source):
            found[article.article.article_id].append((-share, source.article.article_id))
    return {article: frozenset([min(sources)[1]]) for article, sources in found.items()}


def _list_told(claims: Sequence[Collection[PlacedMention]]) -> dict[str, _Told]:
    stated: dict[str, dict[int, PlacedMention]] = defaultdict(dict)
    for number, claim in enumerate(claims):
        for m in sorted(claim, key=lambda m: m.mention.start, reverse=True):
            if m.mention.field == "text":
                stated[m.article.article_id][number] = m
    return {article: _Told(next(iter(held.values())).article, held) for article, held in stated.items()}


def _rank_source(told: _Told, one: _Told, other: _Told) -> tuple[object, ...]:
    """Sorts the source of two before what retells it: it is printed earlier; it quotes where the other reports."""
    shared = one.mentions.keys() & other.mentions.keys()
    quoted = sum(told.mentions[k].mention.kind in QUOTED_KINDS for k in shared)
    times = (one.article.printed_at, other.article.printed_at)
    printed = told.article.printed_at if None not in times else None
    return (
        told.article.appeared_at,
        printed is not None and printed == max(t for t in times if t),
        -quoted,
        told.article.turn,
    )


def _retells(article: _Told, source: _Told) -> bool:
    places = [
        (m.mention.start, source.mentions[k].mention.start) for k, m in article.mentions.items() if k in source.mentions
    ]
    pairs = list(combinations([there for _, there in sorted(places)], 2))
    quoted = [k in source.mentions for k, m in article.mentions.items() if m.mention.kind in QUOTED_KINDS]
    is_ordered = sum(a < b for a, b in pairs) >= ORDERED_SHARE * len(pairs)
    return is_ordered and quoted.count(False) <= OWN_QUOTED_SHARE * len(quoted)
