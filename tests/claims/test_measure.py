"""Claims in the warehouse: only changed stories are measured, and nothing depends on the order of runs."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import duckdb
import pyarrow as pa
import pytest
from story_texts import CITING, MIRROR, OWN, WIRE

from warehouse.empty import open_empty
from wiretrace.claims import measure
from wiretrace.claims.articles import StoryArticle
from wiretrace.claims.reading import read_evidence
from wiretrace.warehouse.tables import Table, claims, core, overlap

FIRST, SECOND = "2026-03-02", "2026-03-03"
FILLERS = {
    "VARCHAR": "x",
    "VARCHAR[]": [],
    "BOOLEAN": False,
    "INTEGER": 1,
    "BIGINT": 1,
    "DOUBLE": 0.9,
    "TIMESTAMP": datetime(2026, 3, 2),
}


def insert(con: duckdb.DuckDBPyConnection, table: Table, **values: object) -> None:
    row = {c.name: values.get(c.name, FILLERS.get(c.type, []) if c.is_required else None) for c in table.columns}
    con.register("new_row", table.table([row]))
    con.execute(f"insert into {table.full_name} by name select * from new_row")


def add_article(con: duckdb.DuckDBPyConnection, article: StoryArticle, story_id: str, date: str) -> None:
    facts = {k: v for k, v in vars(article).items() if k != "credits"}
    insert(con, core.ARTICLES, **facts, partition_key=date)
    insert(con, core.OUTLETS, outlet_id=article.outlet_id, name=article.outlet_name)
    insert(con, overlap.STORY_ARTICLES, story_id=story_id, article_id=article.article_id)


def add_story(con: duckdb.DuckDBPyConnection, story_id: str, evidence_hash: str) -> None:
    con.execute("delete from overlap.stories where story_id = ?", [story_id])
    insert(con, overlap.STORIES, story_id=story_id, evidence_hash=evidence_hash)


def run(con: duckdb.DuckDBPyConnection, date: str) -> int:
    """Measures and loads as the loader does; returns the rows loaded."""
    replacements = measure.measure_claims(con, date)
    for replacement in replacements:
        for column, values in replacement.scope.items():
            con.execute(
                f"delete from {replacement.table.full_name} where list_contains(?, {column})", [values.to_pylist()]
            )
        con.register("rows_to_load", replacement.rows)
        con.execute(f"insert into {replacement.table.full_name} by name select * from rows_to_load")
    return sum(r.rows.num_rows for r in replacements)


def contents(con: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[object, ...]]]:
    return {t.full_name: con.sql(f"select * from {t.full_name} order by all").fetchall() for t in claims.TABLES}


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with open_empty() as connection:
        yield connection


def one_story(con: duckdb.DuckDBPyConnection) -> None:
    add_article(con, WIRE, "s1", FIRST)
    add_article(con, MIRROR, "s1", FIRST)
    insert(
        con,
        overlap.DERIVATIONS,
        derivation_id="d1",
        derived_article_id="mirror",
        source_article_id="wire",
        relation="mirror",
        is_direction_known=True,
    )
    add_story(con, "s1", "state-1")


def test_a_story_fills_every_table(con: duckdb.DuckDBPyConnection) -> None:
    one_story(con)
    run(con, FIRST)
    empty = {name for name, rows in contents(con).items() if not rows}
    assert empty <= {"claims.claim_links", "claims.orphans"}
    dangling = con.sql("select count(*) from claims.mentions anti join claims.claims using (claim_id)").fetchall()
    assert dangling == [(0,)]


def test_origins_are_counted_for_the_speakers_that_matching_found(con: duckdb.DuckDBPyConnection) -> None:
    one_story(con)
    extracted = measure.extract_story_mentions(con, FIRST)
    rows = measure.match_claims(con, extracted).to_pylist()
    spoken = [row["speaker"] | {"name": "as matched"} if row["speaker"] else None for row in rows]
    matched = [row | {"speaker": speaker} for row, speaker in zip(rows, spoken, strict=True)]
    counted = measure.count_origins(con, FIRST, extracted, pa.Table.from_pylist(matched, schema=measure.MATCHED))
    loaded = {r.table.name: r.rows.to_pylist() for r in counted}
    assert {row["speaker_id"]: row["name"] for row in loaded["speakers"]} == {
        s["speaker_id"]: "as matched" for s in spoken if s
    }
    assert [row["speaker_id"] for row in sorted(loaded["mentions"], key=lambda row: str(row["mention_id"]))] == [
        row["speaker"] and row["speaker"]["speaker_id"] for row in sorted(rows, key=lambda row: str(row["mention_id"]))
    ]


def test_garbage_is_collected_as_before_once_claims_are_measured(con: duckdb.DuckDBPyConnection) -> None:
    before = gc.get_threshold()
    one_story(con)
    run(con, FIRST)
    assert gc.get_threshold() == before


def test_mentions_lie_inside_their_article(con: duckdb.DuckDBPyConnection) -> None:
    one_story(con)
    run(con, FIRST)
    wrong = con.sql(
        "select m.text from claims.mentions m join core.articles a using (article_id)"
        " where m.text <> substring(case m.field when 'text' then a.text else a.title end, m.char_start + 1, m.char_end - m.char_start)"
    ).fetchall()
    assert wrong == []


def test_a_second_run_loads_nothing_and_changes_nothing(con: duckdb.DuckDBPyConnection) -> None:
    one_story(con)
    run(con, FIRST)
    before = contents(con)
    assert run(con, FIRST) == 0
    assert contents(con) == before


def test_a_story_that_grew_is_measured_again_as_a_whole(con: duckdb.DuckDBPyConnection) -> None:
    one_story(con)
    run(con, FIRST)
    add_article(con, CITING, "s1", SECOND)
    add_story(con, "s1", "state-2")
    run(con, SECOND)
    quoted = con.sql(
        "select article_count, origin_count_low from claims.claims where wording like '%gamble%'"
    ).fetchall()
    assert quoted == [(3, 1)]


def test_growing_day_by_day_ends_as_measuring_once(con: duckdb.DuckDBPyConnection) -> None:
    one_story(con)
    run(con, FIRST)
    add_article(con, CITING, "s1", SECOND)
    add_story(con, "s1", "state-2")
    run(con, SECOND)
    grown = contents(con)
    for table in claims.TABLES:
        con.execute(f"delete from {table.full_name}")
    run(con, FIRST)
    assert contents(con) == grown


def test_a_story_changed_by_articles_of_another_date_is_measured_again(con: duckdb.DuckDBPyConnection) -> None:
    one_story(con)
    run(con, FIRST)
    before = contents(con)
    con.execute("delete from overlap.derivations")
    add_story(con, "s1", "state-2")
    run(con, SECOND)
    assert contents(con)["claims.mention_origins"] != before["claims.mention_origins"]


def test_a_new_method_measures_only_the_stories_of_the_date(con: duckdb.DuckDBPyConnection) -> None:
    one_story(con)
    add_article(con, OWN, "s2", SECOND)
    add_story(con, "s2", "state-1")
    run(con, FIRST)
    con.execute("update claims.measured_stories set method_version = 'older'")
    run(con, SECOND)
    newer = con.sql("select story_id from claims.measured_stories where method_version <> 'older'").fetchall()
    assert newer == [("s2",)]


def test_a_story_that_is_gone_leaves_no_rows(con: duckdb.DuckDBPyConnection) -> None:
    one_story(con)
    run(con, FIRST)
    con.execute("delete from overlap.stories")
    run(con, SECOND)
    assert not any(contents(con).values())


def test_an_excerpt_without_shared_words_counts_in_the_paragraph_of_its_credit(con: duckdb.DuckDBPyConnection) -> None:
    at = OWN.text.index("“Nobody asked us")
    add_article(con, OWN, "s1", FIRST)
    add_story(con, "s1", "state-1")
    cue = {"name": "told", "text": "told reporters", "article_id": "own", "char_start": at, "char_end": at + 5}
    insert(
        con,
        overlap.DERIVATIONS,
        derived_article_id="own",
        source_origin_id="outlet:radio",
        source_name="Radio North",
        relation="excerpt",
        is_direction_known=True,
        cues=[cue],
    )
    run(con, FIRST)
    origin_of = dict(
        con.sql(
            "select m.text, o.origin_id from claims.mentions m join claims.mention_origins o using (mention_id)"
        ).fetchall()
    )
    assert origin_of["“Nobody asked us,”"] == "outlet:radio"
    assert origin_of["Easter Vale would sue the water board over the closed dam"] == "outlet:easter-herald"


def test_an_article_that_prints_only_its_day_is_not_the_first_of_it(con: duckdb.DuckDBPyConnection) -> None:
    nine = datetime(2026, 3, 2, 9)
    for article_, printed in ((WIRE, nine), (replace(MIRROR, article_id="dated"), nine.replace(hour=0))):
        add_article(con, article_, "s1", FIRST)
        con.execute("update core.articles set published_at = ? where article_id = ?", [printed, article_.article_id])
    (story,) = read_evidence(con, ["s1"])
    assert [a.article_id for a in sorted(story.articles, key=lambda a: a.turn)] == ["wire", "dated"]


def test_an_article_in_a_language_without_rules_is_listed(con: duckdb.DuckDBPyConnection) -> None:
    add_article(con, replace(OWN, language="fi"), "s1", FIRST)
    add_article(con, WIRE, "s1", FIRST)
    add_story(con, "s1", "state-1")
    run(con, FIRST)
    listed = con.sql("select subject, reason, detail from ops.discards").fetchall()
    assert listed == [("own", "language_without_rules", "fi")]
