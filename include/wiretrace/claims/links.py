"""Relations between claims of one story: other value, other scope, contradiction, change of state."""

from __future__ import annotations

from dataclasses import dataclass

from wiretrace.claims.articles import PlacedMention
from wiretrace.claims.quantities import conflicts
from wiretrace.claims.similarity import similar_pairs, weigh_grams

RELATED = 0.30  # similarity without number and speaker evidence from which two claims are about the same thing
OPPOSED = 0.40  # from which an opposite modality is a contradiction rather than another subject


@dataclass(frozen=True)
class ClaimLink:
    claim_id: str
    other_claim_id: str
    relation: str
    evidence: str


def link_claims(wordings: dict[str, PlacedMention]) -> list[ClaimLink]:
    """Links between claims, each given by the mention that words it best."""
    ids = sorted(wordings)
    texts = [wordings[i].mention.text for i in ids]
    found = (
        _relate(ids[a], wordings[ids[a]], ids[b], wordings[ids[b]], score)
        for a, b, score in similar_pairs(weigh_grams(texts), RELATED)
    )
    return [link for link in found if link is not None]


def _relate(one: str, a: PlacedMention, other: str, b: PlacedMention, score: float) -> ClaimLink | None:
    if conflicts(a.mention.quantities, b.mention.quantities):
        values = " / ".join(
            m.article.text[q.start : q.end] if m.mention.field == "text" else m.mention.text
            for m in (a, b)
            for q in m.mention.quantities[:1]
        )
        return ClaimLink(one, other, "variant_value", values)
    if score < OPPOSED:
        return None
    earlier, later = sorted((a, b), key=lambda m: m.article.turn)
    if (a.mention.modality == "denied") != (b.mention.modality == "denied"):
        return ClaimLink(one, other, "contradicts", f"{a.mention.modality} / {b.mention.modality}")
    if (
        earlier.mention.modality in ("likely", "possible")
        and later.mention.modality == "asserted"
        and earlier.article.appeared_at < later.article.appeared_at
    ):
        new, old = (one, other) if later is a else (other, one)
        return ClaimLink(new, old, "supersedes", f"{earlier.mention.modality}, later {later.mention.modality}")
    return None
