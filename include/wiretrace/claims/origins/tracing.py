"""Where each mention was first reported: its own credit, its article's agency, the root of its derivation, or its outlet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from wiretrace.claims.articles import Derivation, PlacedMention, PrintedCredit, StoryArticle
from wiretrace.claims.extraction.outlets import (
    Outlets,
    find_carrier,
    find_own_signs,
    is_acronym,
    is_carrier_noun,
    names_author,
    resolve_outlet,
    takes_up_document,
)
from wiretrace.claims.language.ideas import read_tokens
from wiretrace.claims.language.lexicon import load_lexicon
from wiretrace.claims.language.sentences import split_sentences
from wiretrace.overlap.credits.sources import Source, slugify

# Relations by which the derived article's own words are its source's; the rest say nothing about who reported.
COPYING = ("mirror", "wire_copy", "rewrite", "excerpt")
COMMON_SOURCE = "common_source"  # both took it from a third that nobody names: its origin is unknown
WHOLE_TEXT = ("mirror", "wire_copy", "rewrite")
WORD_FOR_WORD = ("mirror", "wire_copy")  # a paragraph that such a copy does not share is its own addition
UNCREDITING = frozenset({"contributed"})  # who helped is not who reported a statement
# How sure each rule is: shares of mentions with one origin by the rule that had one on the development stories and the
# sample. Own reporting is judged by hand, since a copy that hides its source looks like it.
OWN_CREDIT, CARRIED_CREDIT, AGENCY, OWN_REPORTING = 0.95, 0.9, 0.98, 0.7
DOCUMENT = "document:"
_NEXT_SENTENCE = 3  # characters between a credit's sentence and one that takes it up
_MAX_CHAIN = 12  # links followed to a root; longer chains are loops


@dataclass(frozen=True)
class Origin:
    origin_id: str
    name: str
    kind: str  # agency, outlet or document
    article_id: str | None


@dataclass(frozen=True)
class MentionOrigin:
    """The origin of a mention; `origin` is None if it could not be told."""

    mention_id: str
    origin: Origin | None
    rule_id: str  # credit, agency, derivation or own
    evidence: str
    confidence: float

    @property
    def is_agency(self) -> bool:
        return self.origin is not None and self.origin.kind == "agency"


@dataclass(frozen=True)
class _Credit:
    """A source that an article names for what it prints between two offsets."""

    source: Source
    start: int
    end: int
    text: str
    is_cited: bool = False  # by another outlet that the article names: nearer to the origin than that one


@dataclass(frozen=True)
class _Evidence:
    """What decides origins in one story."""

    articles: Mapping[str, StoryArticle]
    own: Mapping[str, Source]  # by article: its outlet
    sources: Mapping[str, list[Derivation]]  # by derived article
    credits: Mapping[str, list[_Credit]]  # by article, in order of position
    carried: Mapping[tuple[str, str], list[tuple[int, _Credit]]]  # article and speaker → where whom is credited
    outlets: Outlets
    carriers: Mapping[str, Source]  # by speaker as written: the agency or outlet that he is


def is_presumed(o: MentionOrigin) -> bool:
    """Own reporting because nothing leads elsewhere; `told the Post` is the Post's whoever else has it."""
    return o.rule_id == "own" and o.confidence <= OWN_REPORTING


def trace_origins(
    mentions: list[PlacedMention], derivations: Iterable[Derivation], outlets: Outlets
) -> list[MentionOrigin]:
    """The origin of every mention of a story."""
    evidence = _gather(mentions, derivations, outlets)
    own = _name_own_datelines(evidence)
    traced = [_trace(m, evidence) for m in mentions]
    return [replace(o, origin=own.get(o.origin.origin_id, o.origin)) if o.origin else o for o in traced]


def _name_own_datelines(evidence: _Evidence) -> dict[str, Origin]:
    """An agency that nobody lists, by the initials of its datelines → the outlet of the story that datelines itself so."""
    found: dict[str, set[Source]] = defaultdict(set)
    for article in evidence.articles.values():
        agency = _agency_of(article)
        if (
            agency
            and agency.source.name not in evidence.outlets.names
            and is_acronym(agency.source.name, article.outlet_name)
        ):
            found[agency.source.origin_id].add(evidence.own[article.article_id])
    return {short: replace(origin_of(next(iter(own))), kind="agency") for short, own in found.items() if len(own) == 1}


def _gather(mentions: list[PlacedMention], derivations: Iterable[Derivation], outlets: Outlets) -> _Evidence:
    articles = {m.article.article_id: m.article for m in mentions}
    sources: dict[str, list[Derivation]] = defaultdict(list)
    for d in derivations:
        # Of a pair whose direction is undetermined the first seen stands for both: one reporting act either way.
        if d.relation in (*COPYING, COMMON_SOURCE):
            sources[d.derived_article_id].append(_limit(d, articles))
    own = {a.article_id: outlets.source_of(a.outlet_id, a.outlet_name) for a in articles.values()}
    held = sorted({s.name: s for s in own.values()}.values(), key=lambda s: (s.name, s.origin_id))
    documents = _join_documents(articles.values())
    credits = {a.article_id: _read_credits(a, own[a.article_id], held, documents, outlets) for a in articles.values()}
    agencies = {c.source for a in articles.values() for c in a.credits if c.is_of_whole_text}
    known = sorted({*agencies, *held}, key=lambda s: (-len(s.name), s.origin_id))
    speakers = {m.mention.speaker for m in mentions if m.mention.speaker}
    carriers = {speaker: source for speaker in speakers if (source := find_carrier(speaker, known))}
    evidence = _Evidence(articles, own, sources, credits, {}, outlets, carriers)
    return replace(evidence, carried=_carry_credits(mentions, evidence))


def _limit(link: Derivation, articles: Mapping[str, StoryArticle]) -> Derivation:
    """A collection rewrites none of its sources as a whole: what stands beside their words is from elsewhere."""
    article = articles.get(link.derived_article_id)
    is_part = link.relation == "rewrite" and article is not None and article.is_collection
    return replace(link, relation="excerpt") if is_part else link


def _join_documents(articles: Iterable[StoryArticle]) -> Mapping[str, Source]:
    """Origin id of a document → as most articles name it: its publisher's name in another language is the same one."""
    named: dict[frozenset[str], Counter[Source]] = defaultdict(Counter)
    for article in sorted(articles, key=lambda a: a.turn):
        for source in dict.fromkeys(c.source for c in article.credits if c.source.origin_id.startswith(DOCUMENT)):
            named[_translate_name(source.name, article.language)][source] += 1
    return {source.origin_id: forms.most_common(1)[0][0] for forms in named.values() for source in forms}


def _translate_name(name: str, language: str | None) -> frozenset[str]:
    """Its capitalised words, in English where their translation is known."""
    return frozenset(token.word for w in name.split() if w[0].isupper() for token in read_tokens(w, language))


def _read_credits(
    article: StoryArticle, own: Source, held: Sequence[Source], documents: Mapping[str, Source], outlets: Outlets
) -> list[_Credit]:
    """Credits within the text, each with the sentence that it vouches for."""
    printed = [
        c for c in article.credits if c.start is not None and c.rule not in UNCREDITING and not c.is_of_whole_text
    ]
    signs = find_own_signs(article.text, article.outlet_name)
    if not printed and not signs:
        return []
    sentences = split_sentences(article.text)
    found = [
        _Credit(
            documents.get(c.source.origin_id) or _meant(c, own, held, outlets),
            *_sentence_around(sentences, c.start or 0),
            c.text,
            c.rule == "citing",
        )
        for c in printed
    ]
    claimed = [_Credit(own, *_sentence_around(sentences, a), article.text[a:b]) for a, b in signs]
    return sorted([*found, *claimed], key=lambda c: c.start)


def _meant(credit: PrintedCredit, own: Source, held: Sequence[Source], outlets: Outlets) -> Source:
    """A name without an outlet or agency of ours may be a short form: `told the Gazette`."""
    if credit.source.outlet_id or credit.source.is_agency:
        return credit.source
    return resolve_outlet(credit.source.name, own, held, outlets)


def _sentence_around(sentences: Sequence[tuple[int, int]], position: int) -> tuple[int, int]:
    return next(((a, b) for a, b in sentences if a <= position < b), (position, position))


def _carry_credits(
    mentions: Iterable[PlacedMention], evidence: _Evidence
) -> dict[tuple[str, str], list[tuple[int, _Credit]]]:
    """Credits of speakers: an interview is credited once and vouches for all that is quoted from it."""
    carried: dict[tuple[str, str], list[tuple[int, _Credit]]] = defaultdict(list)
    for m in mentions:
        credit = _printed_credit(m, evidence) or _told_by(m, evidence)
        if credit and m.speaker_id:
            carried[m.article.article_id, m.speaker_id].append((m.mention.start, credit))
    return carried


def _told_by(m: PlacedMention, evidence: _Evidence) -> _Credit | None:
    """`Piet Lammers told the Echo the same`: a credit right behind the name of whom another sentence quotes."""
    name = (m.mention.speaker or "").split(",")[0].split()[-1:]
    if not name or not name[0][0].isupper():
        return None
    text, telling = m.article.text, tuple(load_lexicon().carriers["telling"])
    told = (c for c in evidence.credits[m.article.article_id] if c.text.startswith(telling))
    return next(
        (c for c in told if text[c.start : text.find(c.text, c.start)].endswith((f"{name[0]} ", f"{name[0]}, "))), None
    )


def _trace(m: PlacedMention, evidence: _Evidence) -> MentionOrigin:
    credit, confidence = _credit(m, evidence)
    own = evidence.own[m.article.article_id]
    if credit is None:
        return _trace_article(m, m.article, evidence)
    if credit.source.origin_id == own.origin_id:
        return MentionOrigin(m.mention_id, _reporting(m.article, own), "own", credit.text, OWN_CREDIT)
    holder = _holder(m.article, credit.source, evidence)
    if holder is not None:
        followed = _trace_article(m, holder, evidence)
        return replace(followed, rule_id="credit", evidence=credit.text, confidence=confidence * followed.confidence)
    return MentionOrigin(m.mention_id, origin_of(credit.source), "credit", credit.text, confidence)


def _holder(article: StoryArticle, source: Source, evidence: _Evidence) -> StoryArticle | None:
    """The article of the credited outlet from which this one took text."""
    taken = (evidence.articles.get(d.source_article_id or "") for d in evidence.sources.get(article.article_id, ()))
    return next((a for a in taken if a and evidence.own[a.article_id].origin_id == source.origin_id), None)


def _credit(m: PlacedMention, evidence: _Evidence) -> tuple[_Credit | None, float]:
    """The source named for this mention, or for another one of the same speaker in the article."""
    credit = _printed_credit(m, evidence)
    if credit:
        return credit, OWN_CREDIT
    taken_up = _taken_up(m, evidence) or _document_of(m, evidence)
    if taken_up:
        return taken_up, CARRIED_CREDIT
    near = evidence.carried.get((m.article.article_id, m.speaker_id or ""))
    if not near or _agency_of(m.article):
        return None, 0.0
    return min(near, key=lambda c: (abs(c[0] - m.mention.start), c[0], c[1].text))[1], CARRIED_CREDIT


def _printed_credit(m: PlacedMention, evidence: _Evidence) -> _Credit | None:
    """The outlet that the mention itself names, or a credit in its sentence."""
    credits = evidence.credits[m.article.article_id]
    at = m.mention
    deepest = (c for c in credits if c.is_cited and at.field == "text" and c.start < at.end and at.start < c.end)
    cited = next(deepest, None)
    if cited:
        return cited
    if m.mention.via:
        known = (*(c.source for c in credits), *evidence.own.values())
        source = resolve_outlet(m.mention.via, evidence.own[m.article.article_id], known, evidence.outlets)
        return _Credit(source, m.mention.start, m.mention.end, m.mention.via)
    spoken = _speaking_carrier(m, evidence)
    if spoken or m.mention.field == "title":
        return spoken
    return next((c for c in credits if c.start < m.mention.end and m.mention.start < c.end), None)


def _speaking_carrier(m: PlacedMention, evidence: _Evidence) -> _Credit | None:
    source = evidence.carriers.get(m.mention.speaker or "")
    return _Credit(source, m.mention.start, m.mention.end, m.mention.speaker or "") if source else None


def _taken_up(m: PlacedMention, evidence: _Evidence) -> _Credit | None:
    """The credit that `the agency reported` takes up: the nearest before it."""
    if not m.mention.speaker or m.mention.speaker_start is None or m.mention.field == "title":
        return None
    before = [c for c in evidence.credits[m.article.article_id] if c.start < m.mention.speaker_start]
    return next((c for c in reversed(before) if is_carrier_noun(m.mention.speaker, c.source)), None)


def _document_of(m: PlacedMention, evidence: _Evidence) -> _Credit | None:
    """The document that `It found …` right behind its credit, or `the leader of the study`, takes up."""
    if m.mention.field == "title":
        return None
    documents = [c for c in evidence.credits[m.article.article_id] if c.source.origin_id.startswith(DOCUMENT)]
    before = next((c for c in reversed(documents) if c.end <= m.mention.start), None)
    if before and m.mention.start - before.end <= _NEXT_SENTENCE and takes_up_document(m.mention.text):
        return before
    told = any(c.source.origin_id == evidence.own[m.article.article_id].origin_id for c in _near(m, evidence))
    is_author = m.mention.speaker is not None and names_author(m.mention.speaker)
    return documents[0] if documents and is_author and not told else None


def _near(m: PlacedMention, evidence: _Evidence) -> Iterable[_Credit]:
    return (c for _, c in evidence.carried.get((m.article.article_id, m.speaker_id or ""), ()))


def _trace_article(m: PlacedMention, start: StoryArticle, evidence: _Evidence) -> MentionOrigin:
    """Follows the derivations that cover the mention up to their root."""
    article, confidence, trail = start, 1.0, list[str]()
    in_text = m.mention.field == "text" and start is m.article
    span = (m.mention.start, m.mention.end) if in_text else None
    for _ in range(_MAX_CHAIN):
        agency = _agency_of(article)
        if agency is not None:
            return MentionOrigin(m.mention_id, origin_of(agency.source), "agency", agency.text, confidence * AGENCY)
        link = _covering(evidence.sources.get(article.article_id, ()), span)
        if link is None:
            break
        if link.relation == COMMON_SOURCE and link.source_origin_id is None:
            return MentionOrigin(
                m.mention_id, None, "derivation", f"common source with {link.source_name}", link.confidence
            )
        confidence *= link.confidence
        trail.append(f"{link.relation} of {link.source_name}")
        if link.source_article_id is None or link.source_article_id not in evidence.articles:
            origin = origin_of(_absent(link, evidence.outlets), link.source_article_id)
            return MentionOrigin(m.mention_id, origin, "derivation", "; ".join(trail), confidence)
        article, span = evidence.articles[link.source_article_id], None
    rule, reasons = ("derivation", "; ".join(trail)) if trail else ("own", article.outlet_name)
    origin = _reporting(article, evidence.own[article.article_id])
    return MentionOrigin(m.mention_id, origin, rule, reasons, confidence if trail else OWN_REPORTING)


def _reporting(article: StoryArticle, own: Source) -> Origin:
    """The article's outlet as the one that reported: two of its articles are one origin."""
    return origin_of(own, article.article_id)


def origin_of(source: Source, article_id: str | None = None) -> Origin:
    """A source as the origin of a statement; `article_id` is the article that reported it, where one is known."""
    return Origin(source.origin_id, source.name, source.origin_id.partition(":")[0], article_id)


def _agency_of(article: StoryArticle) -> PrintedCredit | None:
    return next((c for c in article.credits if c.is_of_whole_text), None)


def _absent(link: Derivation, outlets: Outlets) -> Source:
    """An origin that is not held here; a source article of another story is known by its outlet's name."""
    if link.source_origin_id:
        return Source(link.source_origin_id, link.source_name)
    return outlets.names.get(link.source_name) or Source(f"outlet:{slugify(link.source_name)}", link.source_name)


def _covering(links: Iterable[Derivation], span: tuple[int, int] | None) -> Derivation | None:
    """The surest derivation of which the mention is a part."""
    fitting = [d for d in links if _covers(d, span)]
    return max(fitting, key=lambda d: (_closeness(d, span), d.confidence, d.source_name), default=None)


def _closeness(link: Derivation, span: tuple[int, int] | None) -> int:
    """A rewrite of the whole is closer than an excerpt, unless only the excerpt has the very words."""
    if link.relation not in WHOLE_TEXT:
        return 1 if link.relation == "excerpt" else 0
    has_words = span is None or not link.derived_spans or _overlaps(link.derived_spans, span, 0.0)
    return 2 if link.relation in WORD_FOR_WORD or has_words else 0


def _covers(link: Derivation, span: tuple[int, int] | None) -> bool:
    """Whole texts cover all but what a word-for-word copy added; excerpts cover only where their words stand."""
    if link.relation not in WHOLE_TEXT:
        return span is not None and _overlaps(link.derived_spans, span, 0.5)
    is_compared = link.relation in WORD_FOR_WORD and link.source_article_id is not None and bool(link.derived_spans)
    return span is None or not is_compared or _overlaps(link.derived_spans, span, 0.0)


def _overlaps(spans: Iterable[tuple[int, int]], span: tuple[int, int], share: float) -> bool:
    """Whether more than a share of the span lies in the spans."""
    covered = sum(max(0, min(b, span[1]) - max(a, span[0])) for a, b in spans)
    return covered > 0 and covered >= share * (span[1] - span[0])
