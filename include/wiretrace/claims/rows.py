"""Rows of the claims tables for one measured story."""

from __future__ import annotations

from wiretrace.claims import METHOD_VERSION
from wiretrace.claims.articles import PlacedMention
from wiretrace.claims.origins.tracing import MentionOrigin, Origin
from wiretrace.claims.speakers.resolution import Speaker
from wiretrace.claims.story import Claim, StoryClaims

Row = dict[str, object]


def story_rows(measured: StoryClaims, partition_key: str) -> dict[str, list[Row]]:
    """Table name → rows, each with the story, the date and the method."""
    owner: Row = {"story_id": measured.story_id, "partition_key": partition_key, "method_version": METHOD_VERSION}
    stated = [(c, m, o) for c in measured.claims for m, o in zip(c.mentions, c.origins, strict=True)]
    named = _named_origins(stated)
    rows: dict[str, list[Row]] = {
        "claims": [_claim(c) for c in measured.claims],
        "mentions": [_mention(c, m) for c, m, _ in stated],
        "quantities": [q for _, m, _ in stated for q in _quantities(m)],
        "speakers": [_speaker(s) for s in measured.speakers],
        "speaker_aliases": [
            {"speaker_id": s.speaker_id, "alias": alias} for s in measured.speakers for alias in s.aliases
        ],
        "origins": [{**vars(named[origin_id])} for origin_id in sorted(named)],
        "mention_origins": [_mention_origin(o) for _, _, o in stated],
        "claim_links": [{**vars(link)} for link in measured.links],
        "drifts": [{**vars(drift)} for drift in measured.drifts],
        "orphans": [{**vars(orphan)} for orphan in measured.orphans],
        "headlines": [{**vars(headline)} for headline in measured.headlines],
    }
    return {name: [{**row, **owner} for row in found] for name, found in rows.items()}


def _named_origins(stated: list[tuple[Claim, PlacedMention, MentionOrigin]]) -> dict[str, Origin]:
    """Origins by id; where several articles of an outlet reported, the first of them stands for it."""
    named: dict[str, Origin] = {}
    for _, _, traced in sorted(stated, key=lambda s: (s[1].article.turn, s[1].mention_id)):
        found = traced.origin
        if found is not None and (found.origin_id not in named or named[found.origin_id].article_id is None):
            named[found.origin_id] = found
    return named


def counts_by_mention(measured: StoryClaims) -> dict[str, dict[str, float]]:
    """Mention id → the counts of its claim, and the claim's id."""
    counted = ({"claim_id": c.claim_id, **vars(c.counts)} for c in measured.claims)
    return {m.mention_id: row for c, row in zip(measured.claims, counted, strict=True) for m in c.mentions}


def _claim(claim: Claim) -> Row:
    first = min(claim.mentions, key=lambda m: m.article.turn).article
    return {
        "claim_id": claim.claim_id,
        "wording": claim.wording,
        "speaker_id": claim.speaker_id,
        **vars(claim.counts),
        "first_seen_at": first.first_seen_at,
        "first_article_id": first.article_id,
    }


def _mention(claim: Claim, placed: PlacedMention) -> Row:
    m = placed.mention
    return {
        "mention_id": placed.mention_id,
        "claim_id": claim.claim_id,
        "article_id": placed.article.article_id,
        "field": m.field,
        "char_start": m.start,
        "char_end": m.end,
        "text": m.text,
        "kind": m.kind,
        "speaker": m.speaker,
        "speaker_id": placed.speaker_id,
        "cue": m.cue,
        "cue_strength": m.strength,
        "via": m.via,
        "modality": m.modality,
        "rule_id": m.rule_id,
        "confidence": m.confidence,
    }


def _quantities(placed: PlacedMention) -> list[Row]:
    return [
        {
            "mention_id": placed.mention_id,
            "char_start": q.start,
            "char_end": q.end,
            "low": q.low,
            "high": q.high,
            "unit": q.unit,
            "comparator": q.comparator,
            "role": q.role,
        }
        for q in placed.mention.quantities
    ]


def _speaker(speaker: Speaker) -> Row:
    return {
        "speaker_id": speaker.speaker_id,
        "name": speaker.name,
        "kind": speaker.kind,
        "principal_id": speaker.principal_id,
    }


def _mention_origin(traced: MentionOrigin) -> Row:
    return {
        "mention_id": traced.mention_id,
        "origin_id": traced.origin.origin_id if traced.origin else None,
        "rule_id": traced.rule_id,
        "evidence": traced.evidence,
        "confidence": round(traced.confidence, 4),
    }
