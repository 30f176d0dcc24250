"""What became of every address, what the gates found, and what a run did."""

from newsroom.listing import Column, Table
from newsroom.tables.columns import (
    ARTICLE,
    ARTICLES_N,
    BROKEN_N,
    CLAIMS_N,
    DATE,
    FIELD,
    GATE,
    NEW_N,
    ORIGINS_N,
    OUTLETS_N,
    RULE,
    SEVERITY,
    STORY,
)

QUALITY_DAYS = Table(
    "quality_days",
    "Gates by date",
    (
        DATE,
        GATE,
        Column("row_count", "Rows checked", "number", method="gates"),
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
        GATE,
        RULE,
        FIELD,
        SEVERITY,
        Column("unexpected_count", "Rows", "number", method="gates"),
        Column("row_count", "Of", "number", method="gates"),
    ),
    (),
    "Every rule was kept on every date.",
)
QUALITY_CHECKS = Table(
    "quality_checks",
    "Every expectation",
    (
        DATE,
        GATE,
        RULE,
        FIELD,
        SEVERITY,
        Column("is_success", "Kept", "yesno"),
        BROKEN_N,
        Column("row_count", "Rows", "number", method="gates"),
    ),
)
QUARANTINE = Table(
    "quarantine",
    "Quarantine",
    (
        DATE,
        GATE,
        RULE,
        FIELD,
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
        Column("byte_count", "Bytes", "number", method="outcomes"),
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
        Column("discard_count", "Times", "number", method="outcomes"),
        Column("example", "For example", "address", **ARTICLE),
        Column("detail", "Value"),
    ),
)
SNAPSHOTS = Table(
    "snapshots",
    "Published snapshots",
    (
        Column("published_at", "Published", "time", method="snapshots"),
        Column("snapshot_id", "Snapshot", "plain", method="snapshots"),
        Column("partition_key", "Date"),
        Column("article_count", "Articles", "number", method="articles"),
        Column("story_count", "Stories", "number", method="stories"),
        CLAIMS_N,
    ),
)
RUN_CHECKS = Table(
    "run_checks",
    "What was checked",
    (
        GATE,
        RULE,
        FIELD,
        SEVERITY,
        Column("is_success", "Kept", "yesno"),
        BROKEN_N,
    ),
    ("date", "scope", "gate"),
    "This Dag has no gate.",
)
RUN_STORIES = Table(
    "run_stories",
    "Stories with new articles",
    (
        Column("title", "Story", "title", **STORY),
        NEW_N,
        ARTICLES_N,
        OUTLETS_N,
        ORIGINS_N,
    ),
    ("date",),
    "No story got a new article.",
)
