"""What was found, by kind."""

from newsroom.listing import Column, Table
from newsroom.tables.columns import ARTICLE, ARTICLES_N, CLAIM, CLAIMS_N, ORIGINS_N, OUTLET, OUTLETS_N, PRINTED, STORY

SEARCH_CLAIMS = Table(
    "search_claims",
    "Claims",
    (
        Column("wording", "Claim", "quote", **CLAIM),
        ORIGINS_N,
        OUTLETS_N,
        Column("speaker_name", "Speaker", method="speakers"),
        Column("story_title", "Story", **STORY),
    ),
    ("q",),
    "No claim says so.",
)
SEARCH_ARTICLES = Table(
    "search_articles",
    "Articles",
    (
        Column("title", "Article", "snippet", **ARTICLE),
        Column("outlet_name", "Outlet", **OUTLET),
        PRINTED,
        Column("story_title", "Story", **STORY),
    ),
    ("q",),
    "No article says so.",
)
SEARCH_SPEAKERS = Table(
    "search_speakers",
    "Speakers",
    (
        Column("name", "Speaker", "title", **CLAIM),
        Column("kind", "Kind"),
        Column("mention_count", "Quoted", "number", method="mentions"),
        CLAIMS_N,
        Column("story_title", "Story", **STORY),
    ),
    ("q",),
    "Nobody of that name is quoted.",
)
SEARCH_OUTLETS = Table(
    "search_outlets",
    "Outlets",
    (
        Column("outlet_name", "Outlet", "title", **OUTLET),
        Column("kind", "Kind"),
        Column("country", "Country"),
        ARTICLES_N,
    ),
    ("q",),
    "No outlet has that name.",
)
