"""The marts' numbers, computed by hand over a handful of articles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import duckdb
import pytest

from warehouse.rows import row_of
from wiretrace.warehouse.schema import create_schema
from wiretrace.warehouse.tables import Table, core, overlap

PRINTED = datetime(2026, 3, 2, 8)
WIRE = "agency:northern-wire"


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        create_schema(connection)
        insert(connection, core.OUTLETS, outlet_id="wire", name="Northern Wire", kind="agency")
        for outlet_id in ("post", "farm", "blog"):
            insert(connection, core.OUTLETS, outlet_id=outlet_id, name=outlet_id.title(), kind="newspaper")
        yield connection


def insert(con: duckdb.DuckDBPyConnection, table: Table, **values: Any) -> None:
    con.register("added", table.table([row_of(table, **values)]))
    con.execute(f"insert into {table.full_name} from added")


def article(con: duckdb.DuckDBPyConnection, article_id: str, outlet: str, hours: float | None, **values: Any) -> None:
    """Of the one story, 100 words long; printed so many hours after the first."""
    at = None if hours is None else PRINTED + timedelta(hours=hours)
    plain = {"article_id": article_id, "outlet_id": outlet, "published_at": at, "word_count": 100}
    insert(con, core.ARTICLES, **{**plain, **values})
    insert(con, overlap.STORY_ARTICLES, article_id=article_id, story_id="s")


def taken(con: duckdb.DuckDBPyConnection, derived: str, source: str | None, relation: str, **values: Any) -> None:
    plain = {"derivation_id": f"{derived}{source}", "derived_article_id": derived, "source_article_id": source}
    plain |= {"relation": relation, "is_direction_known": True, "confidence": 0.9, "source_name": source or "absent"}
    insert(con, overlap.DERIVATIONS, **{**plain, **values})


def shared(con: duckdb.DuckDBPyConnection, left: tuple[str, int, int], right: tuple[str, int, int], words: int) -> None:
    (one, start, end), (other, other_start, other_end) = left, right
    assert one < other
    ids = {"left_article_id": one, "right_article_id": other}
    spans = {"left_start": start, "left_end": end, "right_start": other_start, "right_end": other_end}
    insert(con, overlap.PASSAGES, **ids, **spans, word_count=words, kind="narrative")


def shares(con: duckdb.DuckDBPyConnection, article_id: str) -> list[float]:
    found = con.sql(
        "select own_share, agency_share, credited_copy_share, uncredited_copy_share from marts.article_reuse"
        " where article_id = $id",
        params={"id": article_id},
    ).fetchall()
    return [round(share, 4) for share in found[0]]


def test_parts_of_several_sources_add_up_and_what_two_of_them_have_counts_once(con: duckdb.DuckDBPyConnection) -> None:
    for number, outlet in enumerate(("post", "farm", "blog")):
        article(con, "abc"[number], outlet, number)
    taken(con, "c", "a", "excerpt", derived_containment=0.3, is_credited=True)
    taken(con, "c", "b", "excerpt", derived_containment=0.4)
    shared(con, ("a", 0, 150), ("c", 0, 150), 30)  # words 0 to 30 of c
    shared(con, ("b", 0, 200), ("c", 100, 300), 40)  # words 20 to 60
    assert shares(con, "c") == [0.4, 0, 0.3, 0.3]
    assert con.sql("select is_copy from marts.article_reuse where article_id = 'c'").fetchall() == [(True,)]


def test_what_comes_from_an_agency_is_its_however_it_was_taken(con: duckdb.DuckDBPyConnection) -> None:
    article(con, "a", "wire", 0)
    article(con, "b", "post", 1)
    article(con, "c", "farm", 2)
    article(con, "d", "blog", 3)
    taken(con, "b", "a", "excerpt", derived_containment=0.2, is_credited=True)
    taken(con, "c", None, "rewrite", source_origin_id=WIRE, is_credited=True)
    taken(con, "d", None, "excerpt", source_origin_id=WIRE, is_credited=True)
    assert shares(con, "b") == [0.8, 0.2, 0, 0]
    assert shares(con, "c") == [0, 1, 0, 0]
    assert shares(con, "d") == [1, 0, 0, 0], "how much of it is the excerpt is not known"


def test_the_source_of_a_mirror_of_a_wire_copy_is_the_text_that_is_held(con: duckdb.DuckDBPyConnection) -> None:
    article(con, "a", "post", 0)
    article(con, "b", "farm", 1)
    taken(con, "a", None, "wire_copy", source_origin_id=WIRE, source_name="Northern Wire", is_credited=True)
    taken(con, "b", None, "wire_copy", source_origin_id=WIRE, source_name="Northern Wire", is_credited=True)
    taken(con, "b", "a", "mirror", derived_containment=1.0, source_name="Post")
    found = con.sql("select relation, source_name, source_article_id from marts.article_reuse where article_id = 'b'")
    assert found.fetchall() == [("mirror", "Post", "a")]
    assert shares(con, "b") == [0, 1, 0, 0]


def test_text_is_followed_through_every_copy_to_its_root(con: duckdb.DuckDBPyConnection) -> None:
    """The Post prints the Wire, the farm rewrites the Post, the blog has a line from the farm and one from the Post."""
    for number, outlet in enumerate(("wire", "post", "farm", "blog")):
        article(con, "abcd"[number], outlet, number)
    taken(con, "b", "a", "wire_copy", derived_containment=1.0, is_credited=True)
    taken(con, "c", "b", "rewrite")
    taken(con, "d", "c", "excerpt", derived_containment=0.2)
    found = con.sql(
        "select outlet_id, source_outlet_id, relation, article_count, root_article_count from marts.copy_network order by all"
    )
    assert found.fetchall() == [
        ("blog", "farm", "excerpt", 1, 0),
        ("blog", "wire", "wire_copy", 0, 1),
        ("farm", "post", "rewrite", 1, 0),
        ("farm", "wire", "wire_copy", 0, 1),
        ("post", "wire", "wire_copy", 1, 1),
    ]


def test_an_agency_is_one_source_whether_its_text_is_held_or_only_credited(con: duckdb.DuckDBPyConnection) -> None:
    article(con, "a", "wire", 0)
    article(con, "b", "post", 1)
    article(con, "c", "post", 2)
    insert(con, overlap.CREDITS, article_id="c", origin_id=WIRE, outlet_id="wire")
    taken(con, "b", "a", "wire_copy", derived_containment=1.0)
    taken(con, "c", None, "wire_copy", source_origin_id=WIRE, source_name="NORTHERN", is_credited=True)
    found = con.sql(
        "select source_name, article_count, held_article_count, credited_share, source_outlet_id, source_origin_id"
        " from marts.copy_network"
    )
    assert found.fetchall() == [("Northern Wire", 2, 1, 0.5, "wire", None)]


def test_an_article_is_counted_once_however_many_texts_of_a_source_it_has(con: duckdb.DuckDBPyConnection) -> None:
    for number, outlet in enumerate(("post", "post", "farm")):
        article(con, "abc"[number], outlet, number)
    taken(con, "c", "a", "excerpt", derived_containment=0.2, is_credited=True)
    taken(con, "c", "b", "excerpt", derived_containment=0.1)
    assert con.sql("select article_count, credited_share from marts.copy_network").fetchall() == [(1, 1.0)]


@pytest.mark.parametrize(
    ("hours", "is_conflicted", "lag"),
    [(3, False, 10_800.0), (-48, False, None), (3, True, None), (None, False, None)],
)
def test_a_delay_is_told_by_printed_times_that_can_be_right(
    con: duckdb.DuckDBPyConnection, hours: float | None, is_conflicted: bool, lag: float | None
) -> None:
    article(con, "a", "post", 0)
    article(con, "b", "farm", hours, is_time_conflicted=is_conflicted)
    taken(con, "b", "a", "mirror", derived_containment=1.0, lag_seconds=2)
    assert con.sql("select median_lag_seconds from marts.copy_network").fetchall() == [(lag,)]


def test_an_outlet_leads_where_no_copy_and_no_impossible_stamp_was_earlier(con: duckdb.DuckDBPyConnection) -> None:
    insert(con, overlap.STORIES, story_id="s", article_count=4, outlet_count=3)
    article(con, "a", "post", 2)
    article(con, "b", "post", 3)
    article(con, "c", "farm", -900)
    article(con, "d", "blog", -1, is_time_conflicted=True, first_seen_at=PRINTED + timedelta(hours=7))
    taken(con, "c", "a", "mirror", derived_containment=1.0)
    found = con.sql(
        "select outlet_id, article_count, own_article_count, story_count, first_story_count, first_story_share,"
        " median_lead_seconds from marts.outlet_reuse where article_count > 0 order by outlet_id"
    )
    assert found.fetchall() == [
        ("blog", 1, 1, 1, 0, 0.0, None),
        ("farm", 1, 0, 1, 0, 0.0, None),
        ("post", 2, 2, 1, 1, 1.0, 5 * 3600.0),
    ]
    folded = con.sql("select article_count, own_article_count, outlet_count, own_outlet_count from marts.story_summary")
    assert folded.fetchall() == [(4, 3, 3, 2)]


def test_an_outlets_shares_weigh_its_articles_by_their_words(con: duckdb.DuckDBPyConnection) -> None:
    article(con, "a", "post", 0)
    article(con, "b", "farm", 1, word_count=300)
    article(con, "c", "farm", 2)
    taken(con, "b", "a", "excerpt", derived_containment=0.2)
    taken(con, "c", "a", "mirror", derived_containment=1.0, is_credited=True)
    found = con.sql(
        "select word_count, own_share, agency_share, credited_copy_share, uncredited_copy_share from marts.outlet_reuse"
        " where outlet_id = 'farm'"
    )
    assert found.fetchall() == [pytest.approx((400, 0.6, 0, 0.25, 0.15))]


def test_an_article_without_words_has_no_shares(con: duckdb.DuckDBPyConnection) -> None:
    article(con, "a", "post", 0, word_count=0)
    assert con.sql("select own_share from marts.outlet_reuse").fetchall() == [(None,)]
