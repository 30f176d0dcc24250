"""The tables are a function of the articles held, however often and in whatever order dates were run."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from overlap_texts import CITING, FERRY, FOOTER, LEDGER, ORCHARD, Draft, Newsroom

from warehouse.empty import open_empty
from wiretrace.overlap import measure
from wiretrace.warehouse.schema import create_schema
from wiretrace.warehouse.tables import overlap

DAYS = [f"2026-03-0{n}" for n in range(1, 4)]


def corpus() -> list[Draft]:
    """Copies, trimmed wire texts, digests, furniture and a report that another paper retells, spread over three days."""
    rng = random.Random(7)  # noqa: S311 - repeatable, not secret
    sentences = [s + "." for text in (FERRY, ORCHARD) for s in text.replace("\n\n", " ").split(". ")]
    drafts = []
    for n in range(30):
        body = " ".join(rng.sample(sentences, rng.randrange(2, 9)))
        credit = "HARBORVIEW (NPA) — " if n % 5 == 0 else ""
        drafts.append(Draft(f"d{n:02d}", f"{credit}{body}\n\n{FOOTER}", day=DAYS[n % 3], hour=n % 24))
    ledger = Draft("ledger", LEDGER, day=DAYS[0], outlet="ledger.example")
    return [*drafts, ledger, Draft("citing", CITING, day=DAYS[2])]


def measured(run: Callable[[Newsroom, list[Draft]], None]) -> dict[str, list[str]]:
    with open_empty() as con:
        newsroom = Newsroom(con)
        newsroom.add_outlet("ledger.example", "The Harborview Ledger", "newspaper")
        run(newsroom, corpus())
        return newsroom.state()


def in_order(newsroom: Newsroom, drafts: list[Draft]) -> None:
    for day in DAYS:
        newsroom.publish(*(d for d in drafts if d.day == day))


def backwards(newsroom: Newsroom, drafts: list[Draft]) -> None:
    for day in reversed(DAYS):
        newsroom.publish(*(d for d in drafts if d.day == day))


def twice(newsroom: Newsroom, drafts: list[Draft]) -> None:
    for day in [*DAYS, DAYS[1], DAYS[0]]:
        newsroom.publish(*(d for d in drafts if d.day == day))


def all_loaded_before_any_is_measured(newsroom: Newsroom, drafts: list[Draft]) -> None:
    newsroom.add(*drafts)
    for day in (DAYS[2], DAYS[0], DAYS[1]):
        newsroom.measure(day)


def with_texts_corrected_later(newsroom: Newsroom, drafts: list[Draft]) -> None:
    wrong = {d.article_id: Draft(d.article_id, f"{ORCHARD} {d.text[:80]}", day=d.day, hour=3) for d in drafts[::3]}
    in_order(newsroom, [wrong.get(d.article_id, d) for d in drafts])
    in_order(newsroom, drafts)


def with_articles_that_vanish(newsroom: Newsroom, drafts: list[Draft]) -> None:
    extra = [Draft(f"x{n}", FERRY, day=DAYS[n]) for n in range(3)]
    in_order(newsroom, [*drafts, *extra])
    newsroom.remove(*(d.article_id for d in extra))
    newsroom.measure(DAYS[0])


@pytest.fixture(scope="module")
def expected() -> dict[str, list[str]]:
    return measured(in_order)


@pytest.mark.parametrize(
    "run",
    [backwards, twice, all_loaded_before_any_is_measured, with_texts_corrected_later, with_articles_that_vanish],
    ids=lambda run: run.__name__,
)
def test_any_history_ends_in_the_same_tables(
    run: Callable[[Newsroom, list[Draft]], None], expected: dict[str, list[str]]
) -> None:
    assert expected["overlap.derivations"]
    assert measured(run) == expected


def test_the_steps_need_no_write_access(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as con:
        create_schema(con)
        Newsroom(con).add(*corpus())
    with duckdb.connect(str(path), read_only=True) as con:
        staged = measure.fingerprint_articles(con, DAYS[0])
        for step in (measure.find_passages, measure.trace_derivations, measure.group_stories):
            staged |= step(con, staged)
    assert staged["stories"].num_rows


def test_rows_of_an_old_method_are_recomputed_by_a_backfill_and_never_mixed(expected: dict[str, list[str]]) -> None:
    """As after an upgrade: the warehouse holds what an older method wrote, and each date is run again."""
    with open_empty() as con:
        newsroom = Newsroom(con)
        newsroom.add_outlet("ledger.example", "The Harborview Ledger", "newspaper")
        in_order(newsroom, corpus())
        for table in overlap.TABLES:
            con.execute(f"update {table.full_name} set method_version = 'overlap-0'")
        con.execute("update overlap.derivations set relation = 'excerpt', confidence = 0.01")
        newsroom.measure(DAYS[0])
        links = "select count(distinct method_version) from overlap.{} where partition_key = ?"
        assert con.execute(links.format("fingerprints"), [DAYS[0]]).fetchall() == [(1,)]
        for day in DAYS[1:]:
            newsroom.measure(day)
        assert newsroom.state() == expected
