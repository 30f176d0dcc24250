"""Where a claim is stated, and what it is related to."""

from newsroom.listing import Column, Table
from newsroom.tables.columns import CLAIM, ORIGINS_N, OUTLET, OUTLETS_N, PRINTED

CLAIM_MENTIONS = Table(
    "claim_mentions",
    "Every place that states it",
    (
        Column("text", "Words", "quote", page="article", key="article_id"),
        Column("outlet_name", "Outlet", **OUTLET),
        PRINTED,
        Column("kind", "Kind", method="mentions"),
        Column("speaker", "Speaker as written"),
        Column("cue", "Cue"),
        Column("origin_name", "Origin", method="origins"),
        Column("origin_rule", "Decided by", "rule", method="origin-rules"),
        Column("origin_evidence", "Evidence"),
        Column("origin_confidence", "Confidence", "share", method="confidence"),
    ),
    ("claim_id",),
)
CLAIM_RELATED = Table(
    "claim_related",
    "Related claims",
    (
        Column("relation", "How", "link_relation", method="links"),
        Column("wording", "Claim", "quote", **CLAIM),
        ORIGINS_N,
        OUTLETS_N,
        Column("evidence", "What links them"),
    ),
    ("claim_id",),
    "No other claim of the story contradicts it, restates it or gives another number.",
)
