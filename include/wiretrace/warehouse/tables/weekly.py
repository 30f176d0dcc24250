"""Weeks summed up, one set of rows a week, as they stood when the week was complete."""

from wiretrace.warehouse.tables.declaration import Column, Table

WEEK = Column("week", "VARCHAR", "ISO week, 2026-W10, by the date of first fetching.")
_OWN = Column("own_article_count", "INTEGER", "Articles that are no copies: the number with copies folded.")
_WARNING = "As of the roll-up: after a backfill of one of its dates, run roll_up_week for the week again."


def _id(name: str, text: str) -> Column:
    return Column(name, "VARCHAR", text, is_reference=False)


OUTLETS = Table(
    "weekly",
    "outlets",
    "outlet and ISO week",
    ("week", "outlet_id"),
    (
        WEEK,
        _id("outlet_id", "core.outlets."),
        Column("outlet_name", "VARCHAR", "Its name."),
        Column("article_count", "INTEGER", "Articles first fetched in the week."),
        _OWN,
        Column("word_count", "INTEGER", "Words."),
        Column("own_share", "DOUBLE", "Share of the words that is nobody else's, 0 to 1: an upper bound."),
    ),
    warning=_WARNING,
)

STORIES = Table(
    "weekly",
    "stories",
    "story and ISO week",
    ("week", "story_id"),
    (
        WEEK,
        _id("story_id", "overlap.stories, as it was then; overlap.story_aliases leads on."),
        Column("title", "VARCHAR", "Its title then."),
        Column("article_count", "INTEGER", "Articles first fetched in the week."),
        _OWN,
        Column("outlet_count", "INTEGER", "Outlets."),
    ),
    warning=_WARNING,
)

CLAIMS = Table(
    "weekly",
    "claims",
    "claim and ISO week",
    ("week", "claim_id"),
    (
        WEEK,
        _id("claim_id", "claims.claims, as it was then."),
        _id("story_id", "overlap.stories, as it was then."),
        Column("wording", "VARCHAR", "Its wording then."),
        Column("article_count", "INTEGER", "Articles of the week that state it, copies included."),
        Column("outlet_count", "INTEGER", "Outlets of these."),
        Column("origin_count", "INTEGER", "Known origins behind these: the number without copies."),
    ),
    warning=_WARNING,
)

TABLES = (OUTLETS, STORIES, CLAIMS)
