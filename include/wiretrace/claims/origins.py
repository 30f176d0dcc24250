"""Where each mention was first reported: its own credit, its article's agency, the root of its derivation, or its outlet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from wiretrace.claims.articles import Derivation, PlacedMention, StoryArticle
from wiretrace.claims.outlets import listed_origin, origin_of, plain_outlet

# Relations by which the derived article's own words are its source's; the rest say nothing about who reported.
COPYING = ("mirror", "wire_copy", "rewrite", "excerpt")
COMMON_SOURCE = "common_source"  # both took it from a third that nobody names: its origin is unknown
WHOLE_TEXT = ("mirror", "wire_copy", "rewrite")
# How sure each rule is, judged by hand on the development stories; a copy that hides its source looks like own reporting.
OWN_CREDIT, CARRIED_CREDIT, AGENCY, OWN_REPORTING = 0.9, 0.7, 0.95, 0.7
SAME_ARTICLE = "the article takes this claim from there in another passage"
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


@dataclass(frozen=True)
class _Evidence:
    """What decides origins in one story."""

    articles: Mapping[str, StoryArticle]
    sources: Mapping[str, list[Derivation]]  # by derived article
    held: Mapping[str, StoryArticle]  # plain outlet name → its first article in the story
    credits: Mapping[tuple[str, str], list[tuple[int, str]]]  # article and speaker → where which outlet is credited


def trace_origins(mentions: list[PlacedMention], derivations: Iterable[Derivation]) -> list[MentionOrigin]:
    """The origin of every mention of a story."""
    evidence = _gather(mentions, derivations)
    return [_trace(m, evidence) for m in mentions]


def settle_origins(mentions: Sequence[PlacedMention], traced: Sequence[MentionOrigin]) -> tuple[MentionOrigin, ...]:
    """Origins of one claim's mentions: an article that quotes it from elsewhere has not also reported it itself."""
    taken: dict[str, MentionOrigin] = {}
    for m, o in zip(mentions, traced, strict=True):
        if o.rule_id != "own":
            taken.setdefault(m.article.article_id, o)
    return tuple(
        replace(taken[m.article.article_id], mention_id=m.mention_id, rule_id="derivation", evidence=SAME_ARTICLE)
        if o.rule_id == "own" and m.article.article_id in taken
        else o
        for m, o in zip(mentions, traced, strict=True)
    )


def _gather(mentions: list[PlacedMention], derivations: Iterable[Derivation]) -> _Evidence:
    sources: dict[str, list[Derivation]] = defaultdict(list)
    for d in derivations:
        # Of a pair whose direction is undetermined the first seen stands for both: one reporting act either way.
        if d.relation in (*COPYING, COMMON_SOURCE):
            sources[d.derived_article_id].append(d)
    articles = {m.article.article_id: m.article for m in mentions}
    held: dict[str, StoryArticle] = {}
    for article in sorted(articles.values(), key=lambda a: (a.first_seen_at, a.article_id)):
        held.setdefault(plain_outlet(article.outlet_name), article)
    credits: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for m in mentions:
        if m.mention.via and m.speaker_id:
            credits[m.article.article_id, m.speaker_id].append((m.mention.start, m.mention.via))
    return _Evidence(articles, sources, held, credits)


def _trace(m: PlacedMention, evidence: _Evidence) -> MentionOrigin:
    credit, confidence = _credit(m, evidence)
    if credit is None or plain_outlet(credit) == plain_outlet(m.article.outlet_name):
        return _trace_article(m, m.article, evidence)
    holder = evidence.held.get(plain_outlet(credit))
    if holder is not None:
        followed = _trace_article(m, holder, evidence)
        return replace(followed, rule_id="credit", evidence=credit, confidence=confidence * followed.confidence)
    origin_id, name = origin_of(credit)
    return MentionOrigin(
        m.mention_id, Origin(origin_id, name, origin_id.split(":")[0], None), "credit", credit, confidence
    )


def _credit(m: PlacedMention, evidence: _Evidence) -> tuple[str | None, float]:
    """The outlet named for this mention, or for another one of the same speaker in the article: interviews are credited once."""
    if m.mention.via:
        return m.mention.via, OWN_CREDIT
    near = evidence.credits.get((m.article.article_id, m.speaker_id or ""))
    if not near or _agency_of(m.article):
        return None, 0.0
    return min(near, key=lambda c: (abs(c[0] - m.mention.start), c))[1], CARRIED_CREDIT


def _trace_article(m: PlacedMention, start: StoryArticle, evidence: _Evidence) -> MentionOrigin:
    """Follows the derivations that cover the mention up to their root."""
    article, confidence, trail = start, 1.0, list[str]()
    in_text = m.mention.field == "text" and start is m.article
    span = (m.mention.start, m.mention.end) if in_text else None
    for _ in range(_MAX_CHAIN):
        agency = _agency_of(article)
        if agency is not None:
            return MentionOrigin(m.mention_id, agency, "agency", article.agency_credit or "", confidence * AGENCY)
        link = _covering(evidence.sources.get(article.article_id, ()), span)
        if link is None:
            break
        if link.relation == COMMON_SOURCE:
            return MentionOrigin(
                m.mention_id, None, "derivation", f"common source with {link.source_name}", link.confidence
            )
        confidence *= link.confidence
        trail.append(f"{link.relation} of {link.source_name}")
        if link.source_article_id is None or link.source_article_id not in evidence.articles:
            return MentionOrigin(m.mention_id, _absent(link), "derivation", "; ".join(trail), confidence)
        article, span = evidence.articles[link.source_article_id], None
    rule, reasons = ("derivation", "; ".join(trail)) if trail else ("own", article.outlet_name)
    return MentionOrigin(m.mention_id, _reporting(article), rule, reasons, confidence if trail else OWN_REPORTING)


def _reporting(article: StoryArticle) -> Origin:
    """The article's outlet as the one that reported: two of its articles are one origin."""
    listed = listed_origin(article.outlet_name)
    origin_id = listed[0] if listed else f"outlet:{article.outlet_id}"
    return Origin(origin_id, article.outlet_name, origin_id.split(":")[0], article.article_id)


def _agency_of(article: StoryArticle) -> Origin | None:
    if not article.agency_credit:
        return None
    origin_id, name = origin_of(article.agency_credit)
    return Origin(origin_id, name, origin_id.split(":")[0], None)


def _absent(link: Derivation) -> Origin:
    origin_id = link.source_origin_id or (link.source_article_id or origin_of(link.source_name)[0])
    kind = origin_id.split(":")[0] if ":" in origin_id else "outlet"
    return Origin(
        origin_id,
        link.source_name,
        kind if kind in ("agency", "outlet", "briefing", "document") else "outlet",
        link.source_article_id,
    )


def _covering(links: Iterable[Derivation], span: tuple[int, int] | None) -> Derivation | None:
    """The surest derivation of which the mention is a part: whole texts always, excerpts only where their words stand."""
    fitting = [d for d in links if d.relation in WHOLE_TEXT or (span is not None and _overlaps(d.derived_spans, span))]
    strength = {**dict.fromkeys(WHOLE_TEXT, 2), "excerpt": 1}
    return max(fitting, key=lambda d: (strength.get(d.relation, 0), d.confidence, d.source_name), default=None)


def _overlaps(spans: Iterable[tuple[int, int]], span: tuple[int, int]) -> bool:
    covered = sum(max(0, min(b, span[1]) - max(a, span[0])) for a, b in spans)
    return covered >= 0.5 * (span[1] - span[0])
