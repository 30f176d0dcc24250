"""Where each mention was first reported: its own credit, its article's agency, the root of its derivation, or its outlet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wiretrace.claims.articles import Derivation, PlacedMention, StoryArticle
from wiretrace.claims.outlets import origin_of

# Relations by which the derived article's own words are its source's; the rest say nothing about who reported.
COPYING = ("mirror", "wire_copy", "rewrite", "excerpt")
WHOLE_TEXT = ("mirror", "wire_copy", "rewrite")
_MAX_CHAIN = 12  # links followed to a root; longer chains are loops


@dataclass(frozen=True)
class Origin:
    origin_id: str
    name: str
    kind: str  # agency, outlet, briefing or document
    article_id: str | None


@dataclass(frozen=True)
class MentionOrigin:
    """The origin of a mention; `origin` is None if it could not be told."""

    mention_id: str
    origin: Origin | None
    rule_id: str  # credit, agency, derivation or own
    evidence: str
    confidence: float


def trace_origins(mentions: list[PlacedMention], derivations: Iterable[Derivation]) -> list[MentionOrigin]:
    """The origin of every mention of a story."""
    sources: dict[str, list[Derivation]] = defaultdict(list)
    for d in derivations:
        if d.relation in COPYING and d.is_direction_known:
            sources[d.derived_article_id].append(d)
    articles = {m.article.article_id: m.article for m in mentions}
    return [_trace(m, sources, articles) for m in mentions]


def _trace(m: PlacedMention, sources: Mapping[str, list[Derivation]], articles: Mapping[str, StoryArticle]) -> MentionOrigin:
    if m.mention.via:
        origin_id, name = origin_of(m.mention.via)
        if origin_id.removeprefix("outlet:") != m.article.outlet_id.split(".")[0]:
            return MentionOrigin(m.mention_id, Origin(origin_id, name, origin_id.split(":")[0], None), "credit", m.mention.via, 0.9)
    return _trace_article(m, sources, articles)


def _trace_article(m: PlacedMention, sources: Mapping[str, list[Derivation]], articles: Mapping[str, StoryArticle]) -> MentionOrigin:
    """Follows the derivations that cover the mention up to their root."""
    article, confidence, trail = m.article, 1.0, []
    span = (m.mention.start, m.mention.end) if m.mention.field == "text" else None
    for _ in range(_MAX_CHAIN):
        agency = _agency_of(article)
        if agency is not None:
            return MentionOrigin(m.mention_id, agency, "agency", article.agency_credit or "", confidence * 0.95)
        link = _covering(sources.get(article.article_id, ()), span)
        if link is None:
            break
        confidence *= link.confidence
        trail.append(f"{link.relation} of {link.source_name}")
        if link.source_article_id is None or link.source_article_id not in articles:
            return MentionOrigin(m.mention_id, _absent(link), "derivation", "; ".join(trail), confidence)
        article, span = articles[link.source_article_id], None
    own = Origin(article.article_id, article.outlet_name, "outlet", article.article_id)
    return MentionOrigin(m.mention_id, own, "derivation" if trail else "own", "; ".join(trail) or article.outlet_name, confidence if trail else 0.7)


def _agency_of(article: StoryArticle) -> Origin | None:
    if not article.agency_credit:
        return None
    origin_id, name = origin_of(article.agency_credit)
    return Origin(origin_id, name, origin_id.split(":")[0], None)


def _absent(link: Derivation) -> Origin:
    origin_id = link.source_origin_id or (link.source_article_id or origin_of(link.source_name)[0])
    kind = origin_id.split(":")[0] if ":" in origin_id else "outlet"
    return Origin(origin_id, link.source_name, kind if kind in ("agency", "outlet", "briefing", "document") else "outlet", link.source_article_id)


def _covering(links: Iterable[Derivation], span: tuple[int, int] | None) -> Derivation | None:
    """The surest derivation of which the mention is a part: whole texts always, excerpts only where their words stand."""
    fitting = [d for d in links if d.relation in WHOLE_TEXT or (span is not None and _overlaps(d.derived_spans, span))]
    return max(fitting, key=lambda d: (d.relation in WHOLE_TEXT, d.confidence, d.source_name), default=None)


def _overlaps(spans: Iterable[tuple[int, int]], span: tuple[int, int]) -> bool:
    covered = sum(max(0, min(b, span[1]) - max(a, span[0])) for a, b in spans)
    return covered >= 0.5 * (span[1] - span[0])
