"""Reads stories with their articles and derivations from the warehouse, once for all stories of a run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import duckdb
import pyarrow as pa

from wiretrace.claims.articles import Derivation, PrintedCredit, StoryArticle
from wiretrace.claims.corrections import corrected_mentions
from wiretrace.overlap.credits.sources import Source
from wiretrace.overlap.derivations.corrections import TURNED
from wiretrace.overrides import Override


@dataclass(frozen=True)
class StoryEvidence:
    """Everything that the claims of one story are a function of."""

    story_id: str
    articles: tuple[StoryArticle, ...]
    derivations: tuple[Derivation, ...]


@lru_cache(maxsize=8)
def _query(name: str) -> str:
    return (files("wiretrace.claims") / "sql" / f"{name}.sql").read_text("utf-8")


def read_changed_stories(
    con: duckdb.DuckDBPyConnection, partition_key: str, method_version: str, overrides: Iterable[Override] = ()
) -> pa.Table:
    """Stories to measure on a date: story_id, evidence_hash, partition_key (of their latest article).

    Also stories of other dates whose corrections by people are others than when they were measured.
    """
    con.register("mention_corrections", _list_mentions(overrides))
    con.register("corrected_stories", con.sql(_query("corrected_stories")).to_arrow_table())
    parameters = {"partition_key": partition_key, "method_version": method_version}
    return con.sql(_query("changed_stories"), params=parameters).to_arrow_table()


def _list_mentions(overrides: Iterable[Override]) -> pa.Table:
    """override_id, mention_id, mention_count (mentions that the correction is about)."""
    rows = [(o.override_id, m, len(ids)) for o in overrides for ids in [corrected_mentions(o)] for m in ids]
    override_ids, mention_ids, counts = zip(*rows, strict=True) if rows else ((), (), ())
    return pa.table(
        {
            "override_id": pa.array(override_ids, pa.string()),
            "mention_id": pa.array(mention_ids, pa.string()),
            "mention_count": pa.array(counts, pa.int32()),
        }
    )


def read_stories_of_mentions(con: duckdb.DuckDBPyConnection, mention_ids: Iterable[str]) -> dict[str, str]:
    """Mention id → story, of those that were measured."""
    return dict(con.sql(_query("located_mentions"), params={"mention_ids": sorted(mention_ids)}).fetchall())


def read_directions(con: duckdb.DuckDBPyConnection, directions: Sequence[Override]) -> list[dict[str, Any]]:
    """What is held of the articles and derivations that directions set by people are about."""
    named = {
        "override_id": [o.override_id for o in directions],
        "derived_article_id": [o.subject for o in directions],
        "source_article_id": [o.value for o in directions],
    }
    con.register("directions", pa.table({name: pa.array(ids, pa.string()) for name, ids in named.items()}))
    rows: list[dict[str, Any]] = con.sql(_query("directed_articles")).to_arrow_table().to_pylist()
    return rows


def read_recorded(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Rows of ops.overrides in order."""
    rows: list[dict[str, Any]] = con.sql("from ops.overrides order by line_number").to_arrow_table().to_pylist()
    return rows


def read_gone_stories(con: duckdb.DuckDBPyConnection) -> list[str]:
    return [row[0] for row in con.sql(_query("gone_stories")).fetchall()]


def read_languages(con: duckdb.DuckDBPyConnection, story_ids: Sequence[str]) -> pa.Table:
    """Articles of stories: article_id, partition_key, language."""
    wanted = {"story_ids": list(story_ids)}
    return con.sql(_query("languages_of_stories"), params=wanted).to_arrow_table()


def read_evidence(con: duckdb.DuckDBPyConnection, story_ids: Sequence[str]) -> list[StoryEvidence]:
    con.register("wanted_stories", pa.table({"story_id": pa.array(story_ids, pa.string())}))
    articles: dict[str, list[StoryArticle]] = defaultdict(list)
    for row in con.sql(_query("articles_of_stories")).to_arrow_table().to_pylist():
        articles[row.pop("story_id")].append(_read_article(row))
    texts = {a.article_id: a.text for members in articles.values() for a in members}
    derivations: dict[str, list[Derivation]] = defaultdict(list)
    for row in con.sql(_query("derivations_of_stories")).to_arrow_table().to_pylist():
        derivations[row["story_id"]].append(_read_derivation(row, texts[row["derived_article_id"]]))
    con.unregister("wanted_stories")
    return [StoryEvidence(s, tuple(articles[s]), tuple(derivations[s])) for s in sorted(articles)]


def _read_article(row: dict[str, Any]) -> StoryArticle:
    printed = row.pop("credits")
    credits = (
        PrintedCredit(Source(c["origin_id"], c["name"], c["outlet_id"]), c["rule"], c["text"], c["start"], c["end"])
        for c in printed
    )
    return StoryArticle(**row, credits=tuple(credits))


def _read_derivation(row: dict[str, Any], text: str) -> Derivation:
    shared = [(s["char_start"], s["char_end"]) for s in row["shared_spans"]]
    cited = [
        _paragraph_around(text, c["char_start"])
        for c in row["cues"] or ()
        if c["article_id"] == row["derived_article_id"] and c["char_start"] is not None
    ]
    return Derivation(
        derived_article_id=row["derived_article_id"],
        source_article_id=row["source_article_id"],
        source_origin_id=row["source_origin_id"],
        source_name=row["source_name"],
        relation=row["relation"],
        is_direction_known=row["is_direction_known"],
        confidence=row["confidence"],
        derived_spans=tuple(shared or (cited if row["source_article_id"] is None else ())),
        derived_containment=row["derived_containment"],
        is_turned=any(c["name"] == TURNED for c in row["cues"] or ()),
    )


def _paragraph_around(text: str, position: int) -> tuple[int, int]:
    """The paragraph with a credit in it: what the credit vouches for."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return start, end if end >= 0 else len(text)
