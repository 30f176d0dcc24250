"""What each run did: every URL, every discarded or quarantined row, every check and snapshot."""

import pyarrow as pa

from wiretrace.warehouse.tables.declaration import PARTITION, Column, Table

FETCHES = Table(
    "ops",
    "fetches",
    "URL seen on a date: its one outcome",
    ("partition_key", "source_id", "url"),
    (
        PARTITION,
        Column("source_id", "VARCHAR", "Source that led to the URL."),
        Column("url", "VARCHAR", "The address, without credentials."),
        Column("outcome", "VARCHAR", "loaded, unchanged, removed, duplicate, discarded, quarantined or failed."),
        Column(
            "cause", "VARCHAR", "Reason of a discard, rule of a quarantine, or cause of a failure.", is_required=False
        ),
        Column("http_status", "INTEGER", "Last HTTP status; null if there was no answer.", is_required=False),
        Column("byte_count", "BIGINT", "Bytes of the body after decompression.", is_required=False),
        Column("article_id", "VARCHAR", "core.articles, once it is known.", is_required=False),
        Column("fetched_at", "TIMESTAMP", "When, UTC."),
        Column(
            "announced_at",
            "TIMESTAMP",
            "Latest time (update, else publication) that the feed gave for the page, UTC; a later one leads to a refetch.",
            is_required=False,
        ),
        Column("etag", "VARCHAR", "ETag of the body, sent back to ask whether it changed.", is_required=False),
        Column("last_modified", "VARCHAR", "Last-Modified header as sent, for the same use.", is_required=False),
    ),
)

DISCARDS = Table(
    "ops",
    "discards",
    "thing thrown away, with its reason",
    ("discard_id",),
    (
        Column("discard_id", "VARCHAR", "Stable hash of partition, stage, source and subject."),
        PARTITION,
        Column("stage", "VARCHAR", "fetch, clean, load, overlap or claims."),
        Column("source_id", "VARCHAR", "Source, if there is one.", is_required=False),
        Column("subject", "VARCHAR", "URL, file, article or pair."),
        Column("reason", "VARCHAR", "Short name of the reason; counted on the quality page."),
        Column("detail", "VARCHAR", "The value at fault, shortened.", is_required=False),
    ),
)

QUARANTINE = Table(
    "ops",
    "quarantine",
    "row that broke a rule",
    ("quarantine_id",),
    (
        Column("quarantine_id", "VARCHAR", "Stable hash of partition, table, row and rule."),
        PARTITION,
        Column("gate", "VARCHAR", "Which gate: articles, derivations or claims."),
        Column("table_name", "VARCHAR", "Table the row was meant for."),
        Column("row_key", "VARCHAR", "Key of the row: article, mention or claim id."),
        Column("source_id", "VARCHAR", "Source of the article.", is_required=False),
        Column("url", "VARCHAR", "Address of the article.", is_required=False),
        Column("rule", "VARCHAR", "The expectation."),
        Column("column_name", "VARCHAR", "Column it looks at.", is_required=False),
        Column("value", "VARCHAR", "The value at fault, shortened.", is_required=False),
        Column("row_json", "VARCHAR", "The whole row, so that nothing is lost."),
    ),
)

VALIDATION_RESULTS = Table(
    "ops",
    "validation_results",
    "expectation checked in a run",
    ("partition_key", "scope", "gate", "rule", "column_name"),
    (
        PARTITION,
        Column("scope", "VARCHAR", "daily, or the id of an investigation."),
        Column("gate", "VARCHAR", "articles, derivations or claims."),
        Column("rule", "VARCHAR", "The expectation."),
        Column("column_name", "VARCHAR", "Column it looks at; empty for whole-table rules."),
        Column("severity", "VARCHAR", "critical (row is quarantined) or warning (recorded)."),
        Column("is_success", "BOOLEAN", "All rows kept the rule."),
        Column("row_count", "BIGINT", "Rows checked."),
        Column("unexpected_count", "BIGINT", "Rows that broke it."),
        Column("checked_at", "TIMESTAMP", "When, UTC."),
    ),
)

RUNS = Table(
    "ops",
    "runs",
    "load of a Dag for a date",
    ("dag_id", "partition_key", "scope"),
    (
        Column("dag_id", "VARCHAR", "The Dag."),
        PARTITION,
        Column("scope", "VARCHAR", "daily, or the id of an investigation."),
        Column("run_id", "VARCHAR", "Airflow's run id."),
        Column("loaded_at", "TIMESTAMP", "When the load was committed, UTC."),
        Column("row_count", "BIGINT", "Rows loaded."),
    ),
)

PUBLISHED_SNAPSHOTS = Table(
    "ops",
    "published_snapshots",
    "published state of the database",
    ("snapshot_id",),
    (
        Column("snapshot_id", "VARCHAR", "Hash of the loads it contains: equal data, equal id."),
        Column("published_at", "TIMESTAMP", "When it was first published, UTC."),
        Column("partition_key", "VARCHAR", "Date whose run published it."),
        Column("article_count", "INTEGER", "Articles in it."),
        Column("story_count", "INTEGER", "Stories in it."),
        Column("claim_count", "INTEGER", "Claims in it."),
        Column(
            "file_name",
            "VARCHAR",
            "Its own file in data/snapshots, for as long as it is kept: the last state of a date, as `make restore` names it; null once it is no longer kept.",
            is_required=False,
        ),
        Column(
            "is_current",
            "BOOLEAN",
            "It is the state of the database that you are reading.",
            is_required=False,
        ),
    ),
)

OVERRIDES = Table(
    "ops",
    "overrides",
    "row of the corrections file, overrides.csv: what people corrected, and what it changed",
    ("line_number",),
    (
        Column("line_number", "INTEGER", "Line of the file, from 1; the header is the first."),
        Column("override_id", "VARCHAR", "Hash of the row's cells; null if the row was refused.", is_required=False),
        Column("recorded_at", "TIMESTAMP", "When it was recorded, UTC; null if refused.", is_required=False),
        Column("recorded_by", "VARCHAR", "Who recorded it.", is_required=False),
        Column("reason", "VARCHAR", "Why.", is_required=False),
        Column("action", "VARCHAR", "merge, split, speaker, origin or direction.", is_required=False),
        Column(
            "subject",
            "VARCHAR",
            "claims.mentions id; of a direction the core.articles id of the derived article.",
            is_required=False,
        ),
        Column(
            "value",
            "VARCHAR",
            "The other mention id of a merge or split; the name of a speaker or origin; the source article's id.",
            is_required=False,
        ),
        Column(
            "state",
            "VARCHAR",
            "applied, pending (until measure_overlap runs), no effect (what it is about is not held) or refused.",
        ),
        Column("detail", "VARCHAR", "Why it is not applied.", is_required=False),
        Column("story_id", "VARCHAR", "overlap.stories: the story that it corrects.", is_required=False),
        Column("run_id", "VARCHAR", "ops.runs: the run that first applied it.", is_required=False),
        Column(
            "changes",
            "STRUCT(claim_id VARCHAR, column_name VARCHAR, before DOUBLE, after DOUBLE)[]",
            "Numbers of the claims it is about without and with all corrections of the story, where they differ.",
            arrow=pa.list_(
                pa.struct(
                    [
                        ("claim_id", pa.string()),
                        ("column_name", pa.string()),
                        ("before", pa.float64()),
                        ("after", pa.float64()),
                    ]
                )
            ),
        ),
    ),
)

TABLES = (FETCHES, DISCARDS, QUARANTINE, VALIDATION_RESULTS, RUNS, PUBLISHED_SNAPSHOTS, OVERRIDES)
