"""What an article states, shares, takes and gives, and how it was read."""

from newsroom.listing import Column, Table
from newsroom.tables.columns import CLAIM, CONFIDENCE, CREDITED, LAG, ORIGINS_N, OUTLETS_N, RELATION

ARTICLE_MENTIONS = Table(
    "article_mentions",
    "What it states",
    (
        Column("text", "Words", "quote", **CLAIM),
        Column("kind", "Kind", method="mentions"),
        Column("speaker", "Speaker as written"),
        Column("cue", "Cue"),
        ORIGINS_N,
        OUTLETS_N,
        Column("origin_name", "Origin here"),
        CONFIDENCE,
    ),
    ("article_id",),
    "No claim was found in it.",
)
ARTICLE_HEADLINE = Table(
    "article_headline",
    "What its headline states, beside the text",
    (
        Column("headline", "In the headline", "quote", **CLAIM),
        Column("support", "The text", "support", method="headlines"),
        Column("body_text", "In the text", "quote"),
    ),
    ("article_id",),
    "Its headline states nothing.",
)
ARTICLE_PASSAGES = Table(
    "article_passages",
    "Passages it shares",
    (
        Column("other_title", "With", "title", page="compare", key="other_article_id"),
        Column("other_outlet_name", "Outlet"),
        Column("kind", "Kind", "passage", method="passages"),
        Column("word_count", "Words", "number", method="passages"),
        Column("matched_word_count", "Equal words", "number", method="passages"),
    ),
    ("article_id",),
    "It shares no passage with a held article.",
)
ARTICLE_DERIVATIONS = Table(
    "article_derivations",
    "What it takes and gives",
    (
        Column("direction", "It"),
        Column("other_name", "Outlet or origin", page="compare", key="other_article_id"),
        RELATION,
        CREDITED,
        Column("derived_containment", "Share of the taker's words", "share", method="containment"),
        LAG,
        CONFIDENCE,
    ),
    ("article_id",),
    "It takes from nobody, and nobody takes from it.",
)
ARTICLE_REMOVED = Table(
    "article_removed",
    "What cleaning took out",
    (
        Column("block_number", "Block", "number", method="removed"),
        Column("reason", "Reason", "rule", method="removed"),
        Column("text", "Text", "quote"),
    ),
    ("article_id",),
    "Nothing.",
)
ARTICLE_REVISIONS = Table(
    "article_revisions",
    "Every time it was fetched",
    (
        Column("partition_key", "Date"),
        Column("fetched_at", "Fetched", "time", method="times"),
        Column("source_id", "Source"),
        Column("title", "Headline then"),
        Column("word_count", "Words", "number", method="words"),
        Column("text_hash", "Text hash", "hash"),
        Column("raw_path", "Kept page", "address"),
    ),
    ("article_id",),
)
