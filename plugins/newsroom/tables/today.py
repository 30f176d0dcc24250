"""The stories and the loudest claims."""

from newsroom.listing import Column, Table
from newsroom.tables.columns import ARTICLES_N, CLAIM, CLAIMS_N, NEW_N, ORIGINS_N, OUTLETS_N, STORY

STORIES = Table(
    "stories",
    "Stories",
    (
        Column("title", "Story", "title", **STORY),
        ORIGINS_N,
        ARTICLES_N,
        OUTLETS_N,
        Column("articles_per_origin", "Articles per origin", "decimal", method="echo"),
        CLAIMS_N,
        Column("echo_count", "Echoes", "number", method="echo"),
        NEW_N,
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
