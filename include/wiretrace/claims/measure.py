"""The steps of a date: which stories changed, their mentions, their claims, the origins behind them.

```
extracted = extract_story_mentions(con, "2026-03-02")
matched = match_claims(con, extracted)
replacements = count_origins(con, "2026-03-02", extracted, matched)
```

Steps read the warehouse and write nothing. Every row is a function of its story's articles and derivations, never of
the order in which dates were run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import duckdb
import pyarrow as pa

from wiretrace.claims import METHOD_VERSION
from wiretrace.claims.articles import PlacedMention, StoryArticle, hash_id, place
from wiretrace.claims.lexicon import has_rules
from wiretrace.claims.mentions import Mention, extract_mentions
from wiretrace.claims.outlets import read_outlets
from wiretrace.claims.quantities import Quantity
from wiretrace.claims.reading import (
    StoryEvidence,
    read_changed_stories,
    read_evidence,
    read_gone_stories,
    read_languages,
)
from wiretrace.claims.rows import story_rows
from wiretrace.claims.story import build_claims, match_story
from wiretrace.warehouse.replacement import Replacement
from wiretrace.warehouse.tables import claims, ops

_QUANTITY = pa.struct(
    [
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("unit", pa.string()),
        ("comparator", pa.string()),
        ("role", pa.string()),
    ]
)
EXTRACTED = pa.schema(
    [
        ("story_id", pa.string()),
        ("article_id", pa.string()),
        ("field", pa.string()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("text", pa.string()),
        ("kind", pa.string()),
        ("speaker", pa.string()),
        ("speaker_start", pa.int32()),
        ("cue", pa.string()),
        ("strength", pa.string()),
        ("via", pa.string()),
        ("modality", pa.string()),
        ("rule_id", pa.string()),
        ("confidence", pa.float64()),
        ("quantities", pa.list_(_QUANTITY)),
    ]
)
MATCHED = pa.schema([("story_id", pa.string()), ("mention_id", pa.string()), ("group", pa.int32())])


def measure_claims(con: duckdb.DuckDBPyConnection, partition_key: str) -> list[Replacement]:
    """All steps at once."""
    extracted = extract_story_mentions(con, partition_key)
    return count_origins(con, partition_key, extracted, match_claims(con, extracted))


def extract_story_mentions(con: duckdb.DuckDBPyConnection, partition_key: str) -> pa.Table:
    """Mentions of every article of the stories that changed on a date; schema `EXTRACTED`."""
    changed = read_changed_stories(con, partition_key, METHOD_VERSION)
    dates = dict(zip(changed["story_id"].to_pylist(), changed["partition_key"].to_pylist(), strict=True))
    outlets = read_outlets(con)
    rows = [
        {"story_id": story.story_id, "article_id": article.article_id, **_mention_row(mention)}
        for story in read_evidence(con, list(dates))
        for article in story.articles
        for mention in extract_mentions(
            article.text, article.title, article.language, outlets.by(dates[story.story_id])
        )
    ]
    return pa.Table.from_pylist(rows, schema=EXTRACTED)


def match_claims(con: duckdb.DuckDBPyConnection, extracted: pa.Table) -> pa.Table:
    """Which mentions state the same: equal `group` within a story; schema `MATCHED`."""
    rows = []
    for story, mentions in _stories(con, extracted):
        for number, group in enumerate(match_story(story.story_id, mentions, story.derivations)):
            rows += [{"story_id": story.story_id, "mention_id": mentions[i].mention_id, "group": number} for i in group]
    return pa.Table.from_pylist(rows, schema=MATCHED)


def count_origins(
    con: duckdb.DuckDBPyConnection, partition_key: str, extracted: pa.Table, matched: pa.Table
) -> list[Replacement]:
    """Rows of every claims table for the stories measured on a date, and the removal of stories that are gone."""
    changed = {row["story_id"]: row for row in read_changed_stories(con, partition_key, METHOD_VERSION).to_pylist()}
    groups = _groups_by_story(matched)
    rows: dict[str, list[dict[str, object]]] = defaultdict(list)
    outlets = read_outlets(con)
    for story, mentions in _stories(con, extracted):
        index = {m.mention_id: i for i, m in enumerate(mentions)}
        numbered = [[index[m] for m in members] for members in groups[story.story_id]]
        date = str(changed[story.story_id]["partition_key"])
        measured = build_claims(story.story_id, mentions, numbered, story.derivations, outlets.by(date))
        for name, found in story_rows(measured, date).items():
            rows[name] += found
    for row in changed.values():
        rows["measured_stories"].append({**row, "method_version": METHOD_VERSION})
    return [*_replacements(rows, [*changed, *read_gone_stories(con)]), _language_discards(con, sorted(changed))]


def _language_discards(con: duckdb.DuckDBPyConnection, story_ids: list[str]) -> Replacement:
    """Articles in a language without rules: only their quotation marks and amounts were read."""
    articles = read_languages(con, story_ids).to_pylist()
    rows: list[dict[str, object]] = [
        {
            "discard_id": _discard_id(a["article_id"]),
            "partition_key": a["partition_key"],
            "stage": "claims",
            "source_id": None,
            "subject": a["article_id"],
            "reason": "language_without_rules",
            "detail": a["language"],
        }
        for a in articles
        if not has_rules(a["language"])
    ]
    scope = {"discard_id": pa.array([_discard_id(a["article_id"]) for a in articles], pa.string())}
    return Replacement(ops.DISCARDS, scope, ops.DISCARDS.table(rows))


def _discard_id(article_id: str) -> str:
    return hash_id(f"claims language_without_rules {article_id}")


def _replacements(rows: dict[str, list[dict[str, object]]], story_ids: Iterable[str]) -> list[Replacement]:
    scope = {"story_id": pa.array(sorted(story_ids), pa.string())}
    return [Replacement(table, scope, table.table(rows[table.name])) for table in claims.TABLES]


def _mention_row(m: Mention) -> dict[str, Any]:
    return {**vars(m), "quantities": [vars(q) for q in m.quantities]}


def _stories(
    con: duckdb.DuckDBPyConnection, extracted: pa.Table
) -> Iterator[tuple[StoryEvidence, list[PlacedMention]]]:
    """Stories with their mentions, in the order in which they were extracted."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in extracted.to_pylist():
        rows[row.pop("story_id")].append(row)
    for story in read_evidence(con, sorted(rows)):
        articles = {a.article_id: a for a in story.articles}
        yield story, [_read_mention(articles[row.pop("article_id")], row) for row in rows[story.story_id]]


def _read_mention(article: StoryArticle, row: dict[str, Any]) -> PlacedMention:
    quantities = tuple(Quantity(**q) for q in row.pop("quantities"))
    return place(article, Mention(**row, quantities=quantities))


def _groups_by_story(matched: pa.Table) -> dict[str, list[list[str]]]:
    groups: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in matched.to_pylist():
        groups[row["story_id"]][row["group"]].append(row["mention_id"])
    return {story: list(members.values()) for story, members in groups.items()}
