"""The marts: views that answer an analyst's first questions. Their SQL lies in warehouse/marts/."""

from __future__ import annotations

from wiretrace.warehouse.tables.claim_marts import (
    CLAIM_CARRIERS,
    CLAIM_ORIGINS,
    CORRECTIONS,
    ECHOES,
    HEADLINE_SUPPORT,
    ORPHANS,
    QUOTE_DRIFT,
    SPEAKERS,
)
from wiretrace.warehouse.tables.declaration import Column, Mart

OWN_ARTICLES = Column(
    "own_article_count",
    "BIGINT",
    "Articles that are no copies: mirrors, wire copies, rewrites and what is mostly excerpts folded away.",
)
OWN_OUTLETS = Column("own_outlet_count", "BIGINT", "Outlets with an article that is no copy.")
_SOURCE = "Outlet or agency that most of the rest is from; of two with as much, the one whose text is held."

ARTICLE_REUSE = Mart(
    "article_reuse",
    "article: how much of it is its own, and whose text the rest is",
    (
        Column("article_id", "VARCHAR", "core.articles."),
        Column("seen_on", "VARCHAR", "Date on which Wiretrace first fetched it, YYYY-MM-DD."),
        Column("outlet_id", "VARCHAR", "core.outlets."),
        Column("outlet_name", "VARCHAR", "The outlet's name."),
        Column("outlet_kind", "VARCHAR", "agency, newspaper, …; unknown if not configured."),
        Column("story_id", "VARCHAR", "overlap.stories; null until the article is measured.", is_required=False),
        Column("story_title", "VARCHAR", "Headline of the story's most central article.", is_required=False),
        Column("title", "VARCHAR", "Its own headline.", is_required=False),
        Column("language", "VARCHAR", "ISO 639-1.", is_required=False),
        Column("published_at", "TIMESTAMP", "Printed time, UTC; null if none is printed.", is_required=False),
        Column("first_seen_at", "TIMESTAMP", "When Wiretrace first fetched it, UTC."),
        Column("is_printed", "BOOLEAN", "A time is printed that can be right."),
        Column("printed_at", "TIMESTAMP", "That time, else the first sight, UTC: the order of printing."),
        Column("word_count", "INTEGER", "Words."),
        Column(
            "own_share",
            "DOUBLE",
            "Share of its words that is nobody else's, 0 to 1. A rewrite without long shared passages and an agency's text"
            " that is not held count as taken whole; parts from several sources add up.",
        ),
        Column("agency_share", "DOUBLE", "Share of its words from an agency, 0 to 1. The four shares add up to 1."),
        Column("credited_copy_share", "DOUBLE", "Share of its words from others whom it names, 0 to 1."),
        Column("uncredited_copy_share", "DOUBLE", "Share of its words from others whom it does not name, 0 to 1."),
        Column(
            "relation",
            "VARCHAR",
            "How it goes back to that source: mirror, wire_copy, rewrite or excerpt; null: all its own.",
            is_required=False,
        ),
        Column("source_name", "VARCHAR", _SOURCE, is_required=False),
        Column("source_article_id", "VARCHAR", "core.articles: its text; null if it is not held.", is_required=False),
        Column("source_outlet_id", "VARCHAR", "core.outlets; null if its text is not held.", is_required=False),
        Column(
            "source_origin_id",
            "VARCHAR",
            "The absent origin, as in overlap.derivations; null if its text is held.",
            is_required=False,
            is_reference=False,
        ),
        Column("is_credited", "BOOLEAN", "It names a source of its text; null: all its own.", is_required=False),
        Column("is_agency_text", "BOOLEAN", "The text, whole or in part, is an agency's."),
        Column(
            "is_copy",
            "BOOLEAN",
            "It is a mirror, wire copy or rewrite, or at least half of it is excerpts: what is folded where copies are.",
        ),
        Column("is_later_copy", "BOOLEAN", "It has text from an article that is held, and so was not first."),
        Column("url", "VARCHAR", "Its address."),
    ),
    warning="Only what Wiretrace holds or what is credited can be recognised: own_share is an upper bound.",
)

STORY_SUMMARY = Mart(
    "story_summary",
    "story, counted as printed and with copies folded",
    (
        Column("story_id", "VARCHAR", "overlap.stories."),
        Column("title", "VARCHAR", "Headline of its most central article."),
        Column("first_seen_at", "TIMESTAMP", "First sight of its first article, UTC."),
        Column("last_seen_at", "TIMESTAMP", "First sight of its latest article, UTC."),
        Column("article_count", "INTEGER", "Articles as printed."),
        Column("outlet_count", "INTEGER", "Outlets."),
        OWN_ARTICLES,
        OWN_OUTLETS,
        Column("origin_count", "BIGINT", "Distinct known origins behind its claims."),
        Column("claim_count", "BIGINT", "Claims."),
        Column("shared_claim_count", "BIGINT", "Claims in two or more articles."),
        Column("echo_count", "BIGINT", "Claims in two or more articles that stand on one origin."),
    ),
)

COPY_NETWORK = Mart(
    "copy_network",
    "outlet that took text, source it took it from, and relation",
    (
        Column("outlet_name", "VARCHAR", "The outlet that took the text."),
        Column("source_name", "VARCHAR", "Outlet or absent origin it was taken from."),
        Column("relation", "VARCHAR", "mirror, wire_copy, rewrite or excerpt: how the text left the source."),
        Column(
            "article_count",
            "BIGINT",
            "Articles with text of the source. One that mirrors another's wire copy counts for both.",
        ),
        Column(
            "root_article_count",
            "BIGINT",
            "With copies folded: articles most of whose text, followed through every copy, comes from this source. Each"
            " counts once, also where it was taken through others only: `article_count` is 0 then.",
        ),
        Column("held_article_count", "BIGINT", "Articles of `article_count` whose source's text is held."),
        Column(
            "credited_share",
            "DOUBLE",
            "Share of `article_count` that names the source, 0 to 1; null if that is 0.",
            is_required=False,
        ),
        Column(
            "median_lag_seconds",
            "DOUBLE",
            "Median delay behind the source, by printed times; null where either prints none that can be right, and for"
            " absent origins.",
            is_required=False,
        ),
        Column("outlet_id", "VARCHAR", "core.outlets, the taker."),
        Column(
            "source_outlet_id", "VARCHAR", "core.outlets, the source; null if it is none of ours.", is_required=False
        ),
        Column(
            "source_origin_id",
            "VARCHAR",
            "The absent origin, as in overlap.derivations; null if the source is an outlet of ours.",
            is_required=False,
            is_reference=False,
        ),
    ),
    warning="Rows of a taker do not add up in article_count: add root_article_count, where each article counts once.",
)

OUTLET_REUSE = Mart(
    "outlet_reuse",
    "outlet: how much of what it printed is its own, and how often it was first",
    (
        Column("outlet_id", "VARCHAR", "core.outlets."),
        Column("outlet_name", "VARCHAR", "Its name."),
        Column("kind", "VARCHAR", "Its kind."),
        Column("article_count", "BIGINT", "Articles as printed."),
        OWN_ARTICLES,
        Column("word_count", "BIGINT", "Words."),
        Column(
            "own_share",
            "DOUBLE",
            "Share of the words that is nobody else's, 0 to 1; see article_reuse. Like the other shares null without words.",
            is_required=False,
        ),
        Column("agency_share", "DOUBLE", "Share of the words from agencies, 0 to 1.", is_required=False),
        Column("credited_copy_share", "DOUBLE", "Share taken from others who are named, 0 to 1.", is_required=False),
        Column(
            "uncredited_copy_share", "DOUBLE", "Share taken from others who are not named, 0 to 1.", is_required=False
        ),
        Column("story_count", "BIGINT", "Stories of which it printed something."),
        Column(
            "first_story_count",
            "BIGINT",
            "Of these, those in which it was the first to print, by the printed time, among articles that copy no held one.",
        ),
        Column(
            "first_story_share",
            "DOUBLE",
            "first_story_count / story_count, 0 to 1; null without a story.",
            is_required=False,
        ),
        Column(
            "median_lead_seconds",
            "DOUBLE",
            "Median time until another outlet printed, over the stories in which it was first; null if nobody did.",
            is_required=False,
        ),
    ),
    warning="Only what Wiretrace holds can be recognised: own_share is an upper bound. The four shares add up to 1.",
)

ARTICLE_REVISIONS = Mart(
    "article_revisions",
    "change of an article's text: what went and what came",
    (
        Column("article_id", "VARCHAR", "core.articles."),
        Column("outlet_id", "VARCHAR", "core.outlets."),
        Column("url", "VARCHAR", "Address the later text was fetched from."),
        Column("title_before", "VARCHAR", "Headline of the earlier text.", is_required=False),
        Column("title_after", "VARCHAR", "Headline of the later text.", is_required=False),
        Column("seen_on_before", "VARCHAR", "Last date on which the earlier text was seen, YYYY-MM-DD."),
        Column("seen_on_after", "VARCHAR", "First date on which the later text was seen."),
        Column("fetched_at", "TIMESTAMP", "When the later text was fetched, UTC."),
        Column("removed_sentences", "VARCHAR[]", "Sentences that only the earlier text has, in order."),
        Column("added_sentences", "VARCHAR[]", "Sentences that only the later text has, in order."),
        Column("difference", "VARCHAR", "Both for readers: lines that begin with - or +, in reading order."),
        Column("word_count_change", "INTEGER", "Words of the later text less those of the earlier."),
        Column("correction_note", "VARCHAR", "Added sentence that admits a correction.", is_required=False),
    ),
    warning="A text that changed without a note may be a silent correction, or an update of a running story.",
)

REMOVED_ARTICLES = Mart(
    "removed_articles",
    "held article that its server no longer has",
    (
        Column("article_id", "VARCHAR", "core.articles: its text stays held."),
        Column("outlet_id", "VARCHAR", "core.outlets."),
        Column("url", "VARCHAR", "Its address."),
        Column("title", "VARCHAR", "Its headline.", is_required=False),
        Column("removed_on", "VARCHAR", "First date on which it was missing since it was last there, YYYY-MM-DD."),
        Column("http_status", "INTEGER", "404 or 410."),
    ),
    warning="Only articles that were looked at again, see revisit_articles.",
)

RECURRING_BLOCKS = Mart(
    "recurring_blocks",
    "block that a host printed in two or more of its articles",
    (
        Column("host", "VARCHAR", "Registered domain."),
        Column("block_hash", "VARCHAR", "core.host_blocks."),
        Column("method_version", "VARCHAR", "Version of the cleaning that hashed it."),
        Column("document_frequency", "BIGINT", "Articles of the host that had it."),
        Column("host_article_count", "BIGINT", "Articles of the host that were looked at."),
        Column("first_seen_on", "VARCHAR", "First date, YYYY-MM-DD."),
        Column("last_seen_on", "VARCHAR", "Last date."),
        Column("example_article_id", "VARCHAR", "One of these articles."),
    ),
    warning="Over all dates; cleaning a date asks only for the month before it.",
)

URL_OUTCOMES = Mart(
    "url_outcomes",
    "date, source, outcome and cause: what became of every address seen",
    (
        Column("partition_key", "VARCHAR", "Date."),
        Column("source_id", "VARCHAR", "Source."),
        Column("outcome", "VARCHAR", "loaded, unchanged, removed, duplicate, discarded, quarantined or failed."),
        Column("cause", "VARCHAR", "Reason, rule or cause.", is_required=False),
        Column("url_count", "BIGINT", "Addresses."),
    ),
)

DATA_DICTIONARY = Mart(
    "data_dictionary",
    "column of every table and mart, and macro, with its meaning",
    (
        Column("schema_name", "VARCHAR", "Schema; main for macros, which are called without it."),
        Column("table_name", "VARCHAR", "Table, mart or macro."),
        Column("column_number", "INTEGER", "Position in the table, from 1; 0 for a macro."),
        Column("column_name", "VARCHAR", "Column; of a macro its arguments."),
        Column("data_type", "VARCHAR", "DuckDB type; macro for a macro."),
        Column("meaning", "VARCHAR", "What it says, its unit, how it is computed; of a macro with an example."),
        Column("grain", "VARCHAR", "What one row of the table is; of a macro the question it answers."),
    ),
)

MARTS: tuple[Mart, ...] = (
    CLAIM_ORIGINS, CLAIM_CARRIERS, ECHOES, ARTICLE_REUSE, STORY_SUMMARY, COPY_NETWORK, OUTLET_REUSE, QUOTE_DRIFT, ORPHANS,
    HEADLINE_SUPPORT, SPEAKERS, ARTICLE_REVISIONS, REMOVED_ARTICLES, RECURRING_BLOCKS, URL_OUTCOMES, CORRECTIONS,
    DATA_DICTIONARY,
)  # fmt: skip
