"""Every table of the pages: the question it asks, its columns for readers, and where its numbers are explained.

A table is shown a page at a time and downloaded whole, both from the same query.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from newsroom.database import Reading

PAGE_ROWS = 25
ALL_ROWS = 1_000_000


@dataclass(frozen=True)
class Column:
    """One shown column. `kind` says how a value is written, `page` and `key` where it leads, `method` what explains it."""

    name: str
    label: str
    kind: str = "text"
    page: str = ""
    key: str = ""
    method: str = ""


@dataclass(frozen=True)
class Table:
    """`parameters` are the query's own; each is also what a download needs to name."""

    name: str
    caption: str
    columns: tuple[Column, ...]
    parameters: tuple[str, ...] = ()
    empty: str = "None."


@dataclass(frozen=True)
class TablePage:
    """The rows of one page of a table, and how to reach the others."""

    table: Table
    rows: tuple[Mapping[str, Any], ...]
    values: Mapping[str, str]
    number: int
    has_next: bool
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def page_parameter(self) -> str:
        return f"{self.table.name}_page"

    @property
    def query(self) -> str:
        return urlencode(self.values)

    def page_link(self, number: int) -> str:
        """The present view's parameters with this table turned to `number`."""
        kept = {name: value for name, value in self.parameters.items() if name != self.page_parameter}
        return "?" + urlencode({**kept, self.page_parameter: str(number)}) + f"#{self.table.name}"


def read_page(
    reading: Reading, table: Table, parameters: Mapping[str, str], size: int = PAGE_ROWS, **values: str
) -> TablePage:
    """One more row than shown is read: it tells whether there is a next page without counting them all."""
    number = page_number(parameters.get(f"{table.name}_page", "1"))
    rows = reading.mappings(table.name, **values, limit=size + 1, offset=(number - 1) * size)
    return TablePage(table, rows[:size], values, number, len(rows) > size, dict(parameters))


def cut_page(
    table: Table, rows: tuple[Mapping[str, Any], ...], parameters: Mapping[str, str], **values: str
) -> TablePage:
    """A page of rows that were read already, all of them."""
    number = page_number(parameters.get(f"{table.name}_page", "1"))
    start = (number - 1) * PAGE_ROWS
    shown = rows[start : start + PAGE_ROWS]
    return TablePage(table, shown, values, number, len(rows) > start + PAGE_ROWS, dict(parameters))


def page_number(text: str) -> int:
    return min(max(int(text), 1), ALL_ROWS) if text.isdecimal() and len(text) < 8 else 1


STORY = {"page": "story", "key": "story_id"}
CLAIM = {"page": "claim", "key": "claim_id"}
ARTICLE = {"page": "article", "key": "article_id"}
OUTLET = {"page": "outlet", "key": "outlet_id"}

ARTICLES_N = Column("article_count", "Articles", "number", method="articles")
OUTLETS_N = Column("outlet_count", "Outlets", "number", method="outlets")
ORIGINS_N = Column("origin_count", "Origins", "origins", method="origins")
RELATION = Column("relation", "Relation", "relation", method="relations")
CONFIDENCE = Column("confidence", "Confidence", "share", method="confidence")
LAG = Column("lag_seconds", "Delay", "lag", method="delay")
CREDITED = Column("is_credited", "Credited", "yesno", method="credited")
OWN = Column("own_share", "Own", "share", method="shares")
DATE = Column("date", "Date")

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
STORY_ARTICLES = Table(
    "story_articles",
    "Articles, in the order they were printed",
    (
        Column("title", "Article", "title", **ARTICLE),
        Column("outlet_name", "Outlet", **OUTLET),
        Column("printed_at", "Printed", "time", method="times"),
        Column("own_share", "Own · agency · copied", "shares", method="shares"),
        RELATION,
        Column("source_name", "From", page="compare", key="source_article_id"),
        CREDITED,
        Column("word_count", "Words", "number"),
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
        Column("origin_count", "Origins", "origin_range", method="origins"),
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
CLAIM_MENTIONS = Table(
    "claim_mentions",
    "Every place that states it",
    (
        Column("text", "Words", "quote", page="article", key="article_id"),
        Column("outlet_name", "Outlet", **OUTLET),
        Column("printed_at", "Printed", "time", method="times"),
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
COMPARE_PASSAGES = Table(
    "compare_passages",
    "Shared passages",
    (
        Column("kind", "Kind", "passage", method="passages"),
        Column("word_count", "Words", "number"),
        Column("matched_word_count", "Equal words", "number"),
        Column("a_start", "From (left)", "number", method="offsets"),
        Column("a_end", "To (left)", "number", method="offsets"),
        Column("b_start", "From (right)", "number", method="offsets"),
        Column("b_end", "To (right)", "number", method="offsets"),
    ),
    ("a", "b"),
    "They share no passage.",
)
OUTLETS = Table(
    "outlets",
    "Outlets",
    (
        Column("outlet_name", "Outlet", "title", **OUTLET),
        Column("kind", "Kind"),
        ARTICLES_N,
        Column("own_share", "Own · agency · credited · not credited", "shares", method="shares"),
        OWN,
        Column("uncredited_copy_share", "Copied without credit", "share", method="credited"),
        Column("first_story_count", "First with a story", "number", method="first"),
    ),
)
OUTLET_SOURCES = Table(
    "outlet_sources",
    "From whom it takes",
    (
        Column("source_name", "Source", page="outlet", key="source_outlet_id"),
        RELATION,
        ARTICLES_N,
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
        Column("credited_share", "Credited copies", "share", method="credited"),
        Column("uncredited_share", "Uncredited copies", "share", method="credited"),
    ),
    ("outlet_id",),
)
OUTLET_ARTICLES = Table(
    "outlet_articles",
    "Its articles, latest first",
    (
        Column("title", "Article", "title", **ARTICLE),
        Column("printed_at", "Printed", "time", method="times"),
        Column("story_title", "Story", **STORY),
        OWN,
        RELATION,
        Column("source_name", "From"),
        CREDITED,
    ),
    ("outlet_id",),
)
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
ARTICLE_PASSAGES = Table(
    "article_passages",
    "Passages it shares",
    (
        Column("other_title", "With", "title", page="compare", key="other_article_id"),
        Column("other_outlet_name", "Outlet"),
        Column("kind", "Kind", "passage", method="passages"),
        Column("word_count", "Words", "number"),
        Column("matched_word_count", "Equal words", "number"),
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
        Column("block_number", "Block", "number"),
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
        Column("word_count", "Words", "number"),
        Column("text_hash", "Text hash", "hash"),
        Column("raw_path", "Kept page", "address"),
    ),
    ("article_id",),
)
QUALITY_DAYS = Table(
    "quality_days",
    "Gates by date",
    (
        DATE,
        Column("gate", "Gate", method="gates"),
        Column("row_count", "Rows checked", "number"),
        Column("rule_count", "Rules", "number", method="gates"),
        Column("critical_count", "Critical rules broken", "number", method="gates"),
        Column("warning_count", "Warnings", "number", method="gates"),
        Column("quarantined_count", "Rows quarantined", "number", method="gates"),
    ),
    (),
    "No gate has run.",
)
QUALITY_BROKEN = Table(
    "quality_broken",
    "Broken rules",
    (
        DATE,
        Column("gate", "Gate", method="gates"),
        Column("rule", "Expectation", "rule"),
        Column("column_name", "Column"),
        Column("severity", "Severity", method="gates"),
        Column("unexpected_count", "Rows", "number"),
        Column("row_count", "Of", "number"),
    ),
    (),
    "Every rule was kept on every date.",
)
QUALITY_CHECKS = Table(
    "quality_checks",
    "Every expectation",
    (
        DATE,
        Column("gate", "Gate", method="gates"),
        Column("rule", "Expectation", "rule"),
        Column("column_name", "Column"),
        Column("severity", "Severity", method="gates"),
        Column("is_success", "Kept", "yesno"),
        Column("unexpected_count", "Rows that broke it", "number"),
        Column("row_count", "Rows", "number"),
    ),
)
QUARANTINE = Table(
    "quarantine",
    "Quarantine",
    (
        DATE,
        Column("gate", "Gate", method="gates"),
        Column("rule", "Expectation", "rule"),
        Column("column_name", "Column"),
        Column("value", "Value at fault", "quote"),
        Column("url", "Address", "address"),
        Column("row_key", "Row", "address"),
    ),
    (),
    "Nothing is held back.",
)
OUTCOME_DAYS = Table(
    "outcome_days",
    "What became of every address",
    (
        DATE,
        Column("url_count", "Addresses", "number", method="outcomes"),
        Column("loaded_count", "Loaded", "number", method="outcomes"),
        Column("unchanged_count", "Unchanged", "number", method="outcomes"),
        Column("duplicate_count", "Duplicate", "number", method="outcomes"),
        Column("discarded_count", "Discarded", "number", method="outcomes"),
        Column("quarantined_count", "Quarantined", "number", method="outcomes"),
        Column("removed_count", "Removed", "number", method="outcomes"),
        Column("failed_count", "Failed", "number", method="outcomes"),
    ),
    (),
    "No address was asked for.",
)
URLS = Table(
    "urls",
    "Addresses",
    (
        DATE,
        Column("url", "Address", "address", page="article", key="article_id"),
        Column("outcome", "Outcome", method="outcomes"),
        Column("cause", "Cause", "rule"),
        Column("source_id", "Source"),
        Column("http_status", "HTTP", "plain"),
        Column("byte_count", "Bytes", "number"),
    ),
    ("outcome", "date", "source"),
    "No address.",
)
SOURCES = Table(
    "sources",
    "Source health",
    (
        Column("source_id", "Source", "title", page="source", key="source_id"),
        Column("last_success_at", "Last success", "time", method="sources"),
        Column("last_failure_at", "Last failure", "time", method="sources"),
        Column("last_cause", "Because", "rule"),
        Column("silent_date_count", "Failing dates since", "number", method="sources"),
        Column("robots_count", "Refused by robots.txt", "number", method="sources"),
        Column("failed_count", "Failures", "number", method="sources"),
        Column("loaded_count", "Articles", "number", method="articles"),
    ),
)
DISCARDS = Table(
    "discards",
    "Thrown away, with the reason",
    (
        DATE,
        Column("stage", "Stage"),
        Column("reason", "Reason", "rule", method="outcomes"),
        Column("discard_count", "Times", "number"),
        Column("example", "For example", "address", **ARTICLE),
        Column("detail", "Value"),
    ),
)
SNAPSHOTS = Table(
    "snapshots",
    "Published snapshots",
    (
        Column("published_at", "Published", "time"),
        Column("snapshot_id", "Snapshot", "plain", method="snapshots"),
        Column("partition_key", "Date"),
        Column("article_count", "Articles", "number", method="articles"),
        Column("story_count", "Stories", "number"),
        Column("claim_count", "Claims", "number", method="claims"),
    ),
)
RUN_CHECKS = Table(
    "run_checks",
    "What was checked",
    (
        Column("gate", "Gate", method="gates"),
        Column("rule", "Expectation", "rule"),
        Column("column_name", "Column"),
        Column("severity", "Severity", method="gates"),
        Column("is_success", "Kept", "yesno"),
        Column("unexpected_count", "Rows that broke it", "number"),
    ),
    ("date", "scope", "gate"),
    "This Dag has no gate.",
)
RUN_STORIES = Table(
    "run_stories",
    "Stories with new articles",
    (
        Column("title", "Story", "title", **STORY),
        Column("new_article_count", "New", "number", method="new"),
        ARTICLES_N,
        OUTLETS_N,
        ORIGINS_N,
    ),
    ("date",),
    "No story got a new article.",
)

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
        Column("printed_at", "Printed", "time", method="times"),
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
        Column("claim_count", "Claims", "number", method="claims"),
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

TABLES = {
    table.name: table
    for table in (
        STORIES, ECHOES, STORY_ARTICLES, STORY_DERIVATIONS, STORY_CLAIMS, STORY_CONFLICTS, STORY_DRIFT, STORY_ORPHANS, STORY_DAYS,
        CLAIM_MENTIONS, CLAIM_RELATED, COMPARE_PASSAGES, OUTLETS, OUTLET_SOURCES, OUTLET_TAKERS, OUTLET_DAYS,
        OUTLET_ARTICLES, ARTICLE_MENTIONS, ARTICLE_PASSAGES, ARTICLE_DERIVATIONS, ARTICLE_REMOVED, ARTICLE_REVISIONS,
        QUALITY_DAYS, QUALITY_BROKEN, QUALITY_CHECKS, QUARANTINE, OUTCOME_DAYS, URLS, SOURCES, DISCARDS, SNAPSHOTS,
        RUN_CHECKS, RUN_STORIES, SEARCH_CLAIMS, SEARCH_ARTICLES, SEARCH_SPEAKERS, SEARCH_OUTLETS,
    )
}  # fmt: skip
