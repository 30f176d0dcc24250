"""The stories and the loudest claims."""

from newsroom.listing import Column, Table
from newsroom.tables.columns import ARTICLES_N, CLAIM, ORIGINS_N, OUTLETS_N, STORY

STORIES = Table(
    "stories",
    "Stories",
    (
        Column("title", "Story", "title", **STORY),
        ORIGINS_N,
        ARTICLES_N,
        OUTLETS_N,
        Column("articles_per_origin", "Articles per origin", "decimal", method="echo"),
        Column("claim_count", "Claims", "number", method="claims"),
        Column("echo_count", "Echoes", "number", method="echo"),
        Column("new_article_count", "New", "number", method="new"),
        Column("last_date", "Latest date"),
    ),
    ("sort", "latest"),
    "No story yet.",
)
ECHOES = Table(
    "echoes",
    "One origin, many outlets",
    (
        Column("wording", "Claim", "quote", **CLAIM),
        ORIGINS_N,
        OUTLETS_N,
        ARTICLES_N,
        Column("origin_name", "From"),
        Column("story_title", "Story", **STORY),
    ),
    ("latest",),
    "No claim of the latest date is printed twice on one origin.",
)
