"""What happened in one story."""

from newsroom.listing import Column, Table
from newsroom.tables.columns import (
    ARTICLE,
    ARTICLES_N,
    CLAIM,
    CONFIDENCE,
    CREDITED,
    LAG,
    ORIGINS_N,
    OUTLET,
    OUTLETS_N,
    PRINTED,
    RELATION,
)

STORY_ARTICLES = Table(
    "story_articles",
    "Articles, in the order they were printed",
    (
        Column("title", "Article", "title", **ARTICLE),
        Column("outlet_name", "Outlet", **OUTLET),
        PRINTED,
        Column("own_share", "Own · agency · credited · not credited", "shares", method="shares"),
        RELATION,
        Column("source_name", "From", page="compare", key="source_article_id"),
        CREDITED,
        Column("word_count", "Words", "number", method="words"),
    ),
    ("story_id",),
)
STORY_DERIVATIONS = Table(
    "story_derivations",
    "Who took from whom",
    (
        Column("derived_outlet_name", "Taker", page="article", key="derived_article_id"),
        Column("source_name", "Source", page="compare", key="source_article_id"),
        RELATION,
        CREDITED,
        Column("derived_containment", "Share of the taker's words", "share", method="containment"),
        Column("shared_word_count", "Shared words", "number", method="containment"),
        LAG,
        CONFIDENCE,
    ),
    ("story_id",),
    "Nobody took from anybody.",
)
STORY_CLAIMS = Table(
    "story_claims",
    "Claims by reach",
    (
        Column("wording", "Claim", "quote", **CLAIM),
        ORIGINS_N,
        OUTLETS_N,
        ARTICLES_N,
        Column("speaker_name", "Speaker", method="speakers"),
        Column("origin_names", "From", "list", method="origins"),
    ),
    ("story_id",),
    "No claim was found.",
)
STORY_CONFLICTS = Table(
    "story_conflicts",
    "Claims that contradict or vary each other",
    (
        Column("relation", "How", "link_relation", method="links"),
        Column("wording", "Claim", "quote", **CLAIM),
        ORIGINS_N,
        Column("other_wording", "Other claim", "quote", page="claim", key="other_claim_id"),
        Column("other_origin_count", "Origins", "origins", method="origins"),
        Column("evidence", "What differs"),
    ),
    ("story_id",),
    "No two claims of this story contradict or vary each other.",
)
STORY_DRIFT = Table(
    "story_drift",
    "What changed on the way",
    (
        Column("changes", "Change", "kinds", method="drift"),
        Column("differences", "What differs", "list"),
        Column("source_text", "In the source", "quote", page="article", key="source_article_id"),
        Column("source_outlet_name", "Source"),
        Column("derived_text", "In the copy", "quote", page="article", key="derived_article_id"),
        Column("derived_outlet_name", "Copy"),
        Column("fidelity", "Fidelity", "share", method="drift"),
    ),
    ("story_id",),
    "No copy changed who said what.",
)
STORY_ORPHANS = Table(
    "story_orphans",
    "Added by copies: in no held source",
    (
        Column("text", "Statement", "quote", page="claim", key="claim_id"),
        Column("outlet_name", "In", page="article", key="article_id"),
        Column("source_name", "Copied from", page="compare", key="source_article_id"),
        Column("nearest_text", "Nearest words there", "quote"),
        Column("support", "Support", "share", method="orphans"),
    ),
    ("story_id",),
    "Copies add nothing of their own.",
)
STORY_DAYS = Table(
    "story_days",
    "Day by day",
    (
        Column("day", "Day", "day"),
        ARTICLES_N,
        Column("own_article_count", "No copies", "number", method="copies"),
        Column("copy_count", "Copies", "number", method="copies"),
        OUTLETS_N,
        Column("new_claim_count", "New claims", "number", method="claims"),
    ),
    ("story_id",),
)
