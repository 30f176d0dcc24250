"""The outlets, and from whom one of them takes."""

from newsroom.listing import Column, Table
from newsroom.tables.columns import ARTICLE, ARTICLES_N, CREDITED, DATE, LAG, OUTLET, OWN, PRINTED, RELATION, STORY

OUTLETS = Table(
    "outlets",
    "Outlets",
    (
        Column("outlet_name", "Outlet", "title", **OUTLET),
        Column("kind", "Kind"),
        ARTICLES_N,
        Column("own_article_count", "No copies", "number", method="copies"),
        Column("own_share", "Own · agency · credited · not credited", "shares", method="shares"),
        OWN,
        Column("uncredited_copy_share", "Copied without credit", "share", method="credited"),
        Column("first_story_share", "First with a story", "share", method="first"),
        Column("median_lead_seconds", "Ahead by", "lag", method="first"),
    ),
)
OUTLET_SOURCES = Table(
    "outlet_sources",
    "From whom it takes",
    (
        Column("source_name", "Source", page="outlet", key="source_outlet_id"),
        RELATION,
        ARTICLES_N,
        Column("root_article_count", "Go back there", "number", method="roots"),
        Column("credited_share", "Credited", "share", method="credited"),
        LAG,
    ),
    ("outlet_id",),
    "It took nothing that Wiretrace could recognise.",
)
OUTLET_TAKERS = Table(
    "outlet_takers",
    "Who takes from it",
    (
        Column("outlet_name", "Taker", **OUTLET),
        RELATION,
        ARTICLES_N,
        Column("root_article_count", "Go back there", "number", method="roots"),
        Column("credited_share", "Credited", "share", method="credited"),
        LAG,
    ),
    ("outlet_id",),
    "Nobody took from it.",
)
OUTLET_DAYS = Table(
    "outlet_days",
    "Over time",
    (
        DATE,
        ARTICLES_N,
        Column("own_share", "Own · agency · credited · not credited", "shares", method="shares"),
        OWN,
        Column("agency_share", "Agency", "share", method="shares"),
        Column("credited_copy_share", "Credited copies", "share", method="credited"),
        Column("uncredited_copy_share", "Uncredited copies", "share", method="credited"),
    ),
    ("outlet_id",),
)
OUTLET_ARTICLES = Table(
    "outlet_articles",
    "Its articles, latest first",
    (
        Column("title", "Article", "title", **ARTICLE),
        PRINTED,
        Column("story_title", "Story", **STORY),
        OWN,
        RELATION,
        Column("source_name", "From"),
        CREDITED,
    ),
    ("outlet_id",),
)
