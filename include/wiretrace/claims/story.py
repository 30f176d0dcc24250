"""The claims of one story: who states what where, and how many origins stand behind it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wiretrace.claims.articles import Derivation, PlacedMention, StoryArticle, hash_id
from wiretrace.claims.corrections import Corrections, correct_groups, correct_origins
from wiretrace.claims.extraction.outlets import Outlets
from wiretrace.claims.matching.grouping import match_mentions
from wiretrace.claims.origins.counts import ClaimCounts, count_claim, principal_by_speaker
from wiretrace.claims.origins.firsthand import find_secondhand, lean_on_credits
from wiretrace.claims.origins.lineage import find_descents
from wiretrace.claims.origins.retelling import find_retellings
from wiretrace.claims.origins.settling import TextSources, list_sources, settle_origins
from wiretrace.claims.origins.tracing import MentionOrigin, trace_origins
from wiretrace.claims.relations.drift import Drift, find_drift
from wiretrace.claims.relations.headlines import HeadlineSupport, judge_headlines
from wiretrace.claims.relations.links import ClaimLink, join_links, link_claims
from wiretrace.claims.relations.orphans import Orphan, find_orphans
from wiretrace.claims.relations.rebuttals import find_rebuttals
from wiretrace.claims.speakers.resolution import Speaker
from wiretrace.claims.wording import rank_wordings, word_claim

NO_CORRECTIONS = Corrections()
MAX_PARENTS = 2  # of a rewrite whose order of statements is compared


@dataclass(frozen=True)
class Claim:
    claim_id: str
    wording: str
    speaker_id: str | None
    mentions: tuple[PlacedMention, ...]
    origins: tuple[MentionOrigin, ...]  # in the order of `mentions`
    counts: ClaimCounts


@dataclass(frozen=True)
class StoryClaims:
    story_id: str
    claims: tuple[Claim, ...]
    speakers: tuple[Speaker, ...]
    links: tuple[ClaimLink, ...]
    drifts: tuple[Drift, ...] = ()
    orphans: tuple[Orphan, ...] = ()
    headlines: tuple[HeadlineSupport, ...] = ()


def match_story(
    mentions: list[PlacedMention], derivations: Sequence[Derivation], corrections: Corrections = NO_CORRECTIONS
) -> list[list[int]]:
    """Groups of indexes into `mentions`, whose speakers are resolved: those of one group state the same."""
    parents = find_parents([m.article for m in mentions], derivations)
    return correct_groups(mentions, match_mentions(mentions, parents), corrections)


def find_parents(articles: Iterable[StoryArticle], derivations: Iterable[Derivation]) -> list[tuple[str, str]]:
    """(rewrite, source): the surest sources of each rewrite; for an absent agency the fullest of its held copies."""
    held = {a.article_id: a for a in articles}
    prints: dict[str, list[StoryArticle]] = defaultdict(list)
    for article in held.values():
        for origin in {c.source.origin_id for c in article.credits if c.is_of_whole_text}:
            prints[origin].append(article)
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for d in derivations:
        if d.relation not in ("rewrite", "excerpt") or d.derived_article_id not in held:
            continue
        copies = (a for a in prints.get(d.source_origin_id or "", ()) if a.article_id != d.derived_article_id)
        fullest = max(copies, key=lambda a: (len(a.text), a.article_id), default=None)
        source = d.source_article_id or (fullest.article_id if fullest else None)
        if source in held:
            found[d.derived_article_id].append((d.confidence, str(source)))
    return [(a, source) for a in sorted(found) for _, source in sorted(found[a], reverse=True)[:MAX_PARENTS]]


def build_claims(  # noqa: PLR0913, PLR0917 - all that a claim is built from
    story_id: str,
    mentions: list[PlacedMention],
    speakers: Sequence[Speaker],
    groups: list[list[int]],
    derivations: Sequence[Derivation],
    outlets: Outlets,
    corrections: Corrections = NO_CORRECTIONS,
) -> StoryClaims:
    """Claims of matched mentions, whose speakers are resolved, with their origins, principals and relations."""
    found = lean_on_credits(mentions, trace_origins(mentions, derivations, outlets))
    traced = correct_origins(mentions, found, corrections, outlets)
    origins = {o.mention_id: o for o in traced}
    retold = find_retellings([[mentions[i] for i in g] for g in groups], derivations)
    secondhand = find_secondhand(mentions, traced, derivations)
    context = _Context(
        origins=origins,
        principals=principal_by_speaker(speakers),
        names={s.speaker_id: s.name for s in speakers},
        sources=list_sources(derivations, retold, secondhand),
    )
    claims = tuple(_build_claim(story_id, [mentions[i] for i in group], context) for group in groups)
    links = join_links(
        link_claims({c.claim_id: rank_wordings(c.mentions, c.origins) for c in claims}),
        find_rebuttals({c.claim_id: c.mentions for c in claims}),
    )
    descents = find_descents({m.article.article_id: m.article for m in mentions}.values(), derivations)
    return StoryClaims(
        story_id,
        claims,
        tuple(speakers),
        tuple(links),
        tuple(find_drift((c.mentions for c in claims), speakers, descents)),
        tuple(find_orphans(((c.mentions, c.origins) for c in claims), descents)),
        tuple(judge_headlines(c.mentions for c in claims)),
    )


@dataclass(frozen=True)
class _Context:
    """What building a claim needs besides its mentions."""

    origins: Mapping[str, MentionOrigin]  # by mention
    principals: dict[str, str]  # by speaker
    names: Mapping[str, str]  # by speaker
    sources: TextSources


def _build_claim(story_id: str, mentions: list[PlacedMention], context: _Context) -> Claim:
    traced = settle_origins(mentions, [context.origins[m.mention_id] for m in mentions], context.names, context.sources)
    worded = rank_wordings(mentions, traced)[0]
    spoken = Counter(m.speaker_id for m in mentions)
    return Claim(
        claim_id=hash_id(f"{story_id}|{mentions[0].mention_id}"),
        wording=word_claim(worded),
        speaker_id=min(spoken, key=lambda s: (-spoken[s], s is None, s or "")),  # nobody, if most of them narrate it
        mentions=tuple(mentions),
        origins=traced,
        counts=count_claim(mentions, traced, context.principals),
    )
