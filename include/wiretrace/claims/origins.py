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
    carried = _carried_credits(mentions)
    return [_trace(m, carried, sources, articles) for m in mentions]


def _carried_credits(mentions: Iterable[PlacedMention]) -> dict[tuple[str, str], list[tuple[int, str]]]:
    """Article and speaker → where this speaker was credited to an outlet: an interview is credited once, not per sentence."""
    credits: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for m in mentions:
        if m.mention.via and m.speaker_id:
            credits[m.article.article_id, m.speaker_id].append((m.mention.start, m.mention.via))
    return credits


def _trace(
    m: PlacedMention,
    carried: Mapping[tuple[str, str], list[tuple[int, str]]],
    sources: Mapping[str, list[Derivation]],
    articles: Mapping[str, StoryArticle],
) -> MentionOrigin:
    own, near = m.mention.via, carried.get((m.article.article_id, m.speaker_id or ""), [])
    credit = own or (min(near, key=lambda c: abs(c[0] - m.mention.start))[1] if near and not _agency_of(m.article) else None)
    if credit is not None:
        origin_id, name = origin_of(credit)
        if name.lower() != m.article.outlet_name.lower():
            return MentionOrigin(m.mention_id, Origin(origin_id, name, origin_id.split(":")[0], None), "credit", credit, 0.9 if own else 0.7)
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
