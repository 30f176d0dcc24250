"""Beside which held article a derived one is read: its surest source, or the fullest held copy of an absent agency's text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wiretrace.claims.articles import Derivation, StoryArticle
from wiretrace.claims.origins.tracing import COPYING, WHOLE_TEXT

MAX_SOURCES = 4  # of one article; a digest has more parents, each of little of it


@dataclass(frozen=True)
class Descent:
    """A derived article and a source that is held."""

    derived: StoryArticle
    source: StoryArticle
    relation: str
    is_print: bool = False  # the source is not known to be what was taken, only to print the same agency's text

    @property
    def is_whole(self) -> bool:
        return self.relation in WHOLE_TEXT


def find_descents(articles: Iterable[StoryArticle], derivations: Iterable[Derivation]) -> list[list[Descent]]:
    """For each derived article its held sources, surest first; of equally sure ones the earliest, nearest to the origin."""
    held = {a.article_id: a for a in articles}
    prints = _agency_prints(held)
    found: dict[str, dict[str, tuple[tuple[bool, float], Descent]]] = defaultdict(dict)
    for d in derivations:
        derived = held.get(d.derived_article_id)
        is_print = d.source_article_id is None
        source = _held_print(d, prints) if is_print else held.get(str(d.source_article_id))
        if derived is None or source is None or source is derived or d.relation not in COPYING:
            continue
        rank = d.relation not in WHOLE_TEXT, -round(d.derived_containment or d.confidence, 1)
        sources = found[derived.article_id]
        if source.article_id not in sources or rank < sources[source.article_id][0]:
            sources[source.article_id] = rank, Descent(derived, source, d.relation, is_print)
    return [_surest(found[article_id].values()) for article_id in sorted(found)]


def _surest(candidates: Iterable[tuple[tuple[bool, float], Descent]]) -> list[Descent]:
    ordered = sorted(candidates, key=lambda found: (found[0], found[1].source.turn))
    return [descent for _, descent in ordered[:MAX_SOURCES]]


def _agency_prints(held: Mapping[str, StoryArticle]) -> dict[str, StoryArticle]:
    """Origin → the fullest held article that prints its whole text."""
    prints: dict[str, StoryArticle] = {}
    for article in sorted(held.values(), key=lambda a: (-len(a.text), a.article_id)):
        for credit in article.credits:
            if credit.is_of_whole_text:
                prints.setdefault(credit.source.origin_id, article)
    return prints


def _held_print(derivation: Derivation, prints: Mapping[str, StoryArticle]) -> StoryArticle | None:
    """A rewrite of an agency's text is read beside it; what prints that text whole is one of its copies itself."""
    return prints.get(derivation.source_origin_id or "") if derivation.relation in ("rewrite", "excerpt") else None
