"""The full-text index follows the published database at the cost of what changed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from warehouse.rows import row_of
from wiretrace.layout import Layout
from wiretrace.search.finding import NoIndex, find_entries, write_match
from wiretrace.search.index import update_index
from wiretrace.warehouse.connection import open_writer
from wiretrace.warehouse.publishing import publish
from wiretrace.warehouse.tables import core


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(tmp_path)


def hold(layout: Layout, **texts: str) -> None:
    """Publish exactly these articles."""
    rows = [row_of(core.ARTICLES, article_id=key, title=key, text=text) for key, text in texts.items()]
    with open_writer(layout) as con:
        con.register("held", core.ARTICLES.table(rows))
        con.execute("delete from core.articles; insert into core.articles by name select * from held")
    publish(layout, "2026-03-02", datetime(2026, 3, 2))


def found(layout: Layout, text: str) -> set[str]:
    return set(find_entries(layout.search, "article", text, 10))


def test_only_what_changed_is_read_again(layout: Layout) -> None:
    hold(layout, a="the old harbour", b="a new bridge")
    assert update_index(layout) == 2
    assert update_index(layout) == 0
    hold(layout, a="the old harbour", b="a new tunnel", c="a third bridge")
    assert update_index(layout) == 2
    assert found(layout, "bridge") == {"c"}
    assert found(layout, "tunnel") == {"b"}


def test_what_is_gone_is_not_found_and_its_number_is_not_given_again(layout: Layout) -> None:
    hold(layout, a="harbour", b="bridge")
    update_index(layout)
    hold(layout, a="harbour")
    update_index(layout)
    hold(layout, a="harbour", d="tunnel")
    update_index(layout)
    assert found(layout, "bridge") == set()
    assert found(layout, "tunnel") == {"d"}


def test_a_damaged_index_is_made_anew(layout: Layout) -> None:
    hold(layout, a="harbour")
    layout.search.write_bytes(b"no database")
    assert update_index(layout) == 1
    assert found(layout, "harbour") == {"a"}


def test_without_an_index_the_caller_is_told(layout: Layout) -> None:
    with pytest.raises(NoIndex):
        find_entries(layout.search, "article", "harbour", 10)


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("old harbour", '"old" "harbour"*'),
        ('"old harbour" wall', '"old harbour" "wall"*'),
        ('NEAR(a) OR title:b"', '"NEAR a" "OR" "title b"'),
        ("the dam", '"the" "dam"'),
        ("*** ' -", ""),
    ],
)
def test_nothing_typed_has_a_meaning_of_its_own(typed: str, match: str) -> None:
    assert write_match(typed) == match
