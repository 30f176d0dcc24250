"""Corrections through the real chain, up to the published database."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from overlap.overlap_texts import FERRY, ORCHARD, Draft
from overrides.corrected import House

FIRST, SECOND = "2026-03-02", "2026-03-03"
OWN, COPY, LATER, OTHER = (letter * 16 for letter in "abcd")
# Another reporter's account of the same morning, in words that do not meet the first one's.
ACCOUNT = (
    "Passengers of the stranded Osprey spent Monday in the sports hall of Tarn Bay, where volunteers handed out soup. "
    "Nurse Elin Farrow treated nine of them for shock and cold.\n\n"
    "“I lost my violin,” said Marek Dahl, a musician on his way to a wedding in Sarnholm.\n\n"
    "Captain Ines Valdorf said that instruments had been dark for most of the crossing. Norrland Lines will pay for "
    "the soup and the blankets, a clerk in Harborview said."
)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Two days: a report, its copy and another report of the event; and a story of its own."""
    house = House(tmp_path_factory.mktemp("house") / "data")
    house.add(
        Draft(OWN, FERRY, outlet="post.example", hour=1),
        Draft(COPY, FERRY, outlet="farm.example", hour=5),
        Draft(OTHER, ORCHARD, outlet="grower.example", hour=6),
    )
    house.run(FIRST)
    house.add(Draft(LATER, ACCOUNT, day=SECOND, outlet="herald.example", hour=3))
    house.run(SECOND)
    return house


@pytest.fixture
def house(measured: House, tmp_path: Path) -> House:
    shutil.copytree(measured.root, tmp_path / "data")
    return House(tmp_path / "data", measured.run_count)


def test_a_merge_changes_the_counts_and_is_listed_where_it_did(house: House) -> None:
    radar, dark = house.mention(OWN, "radar had failed"), house.mention(LATER, "instruments had been dark")
    assert house.counts(radar) == (2, 1, 1)
    house.correct("merge", radar, dark)
    house.run(SECOND)
    assert house.counts(radar) == house.counts(dark) == (3, 2, 1)
    assert house.recorded() == [("merge", "applied", "run 3")]
    changed = house.rows(
        "select column_name, before, after from marts.corrections where action = 'merge' and column_name in"
        " ('article_count', 'origin_count_low') order by all"
    )
    assert changed == [
        ("article_count", 1.0, 3.0),
        ("article_count", 2.0, 3.0),
        ("origin_count_low", 1.0, 2.0),
    ]


def test_a_split_parts_mentions_of_the_same_words(house: House) -> None:
    own, copy = house.mention(OWN, "radar had failed"), house.mention(COPY, "radar had failed")
    house.correct("split", own, copy)
    house.run(SECOND)
    assert house.counts(own)[0] == house.counts(copy)[0] == 1
    assert house.recorded() == [("split", "applied", "run 3")]


def test_a_speaker_set_by_hand_speaks(house: House) -> None:
    refund = house.mention(LATER, "pay for")
    house.correct("speaker", refund, "Karin Oleander")
    house.run(SECOND)
    [(name, written)] = house.rows(
        "select s.name, m.speaker from claims.mentions m join claims.speakers s using (speaker_id) where mention_id = ?",
        refund,
    )
    assert (name, written) == ("Karin Oleander", "a clerk in Harborview")


def test_an_origin_set_by_hand_is_counted_and_its_copies_follow(house: House) -> None:
    own, copy = house.mention(OWN, "radar had failed"), house.mention(COPY, "radar had failed")
    house.correct("origin", own, "Northern Wire")
    house.run(SECOND)
    sql = """
        select o.name, mo.rule_id, mo.evidence from claims.mention_origins mo
        join claims.origins o using (story_id, origin_id) where mention_id = ?
    """
    assert house.rows(sql, own) == [("Northern Wire", "override", "ada: read on paper")]
    assert house.rows(sql, copy)[0][:2] == ("Northern Wire", "derivation")
    assert house.counts(own) == house.counts(copy) == (2, 1, 1)


def test_a_direction_set_by_hand_turns_the_derivation_and_its_claims(house: House) -> None:
    sql = "select derived_article_id, source_article_id, is_direction_known, lag_seconds from overlap.derivations where relation = 'mirror'"
    assert house.rows(sql) == [(COPY, OWN, True, 4 * 3600)]
    house.correct("direction", OWN, COPY)
    house.run(SECOND)
    assert house.rows(sql) == [(OWN, COPY, True, -4 * 3600)]
    origins = house.rows("select distinct o.article_id from claims.origins o where origin_id like '%farm%'")
    assert origins == [(COPY,)]
    assert house.recorded() == [("direction", "applied", "run 3")]


def test_running_twice_equals_once(house: House) -> None:
    radar, dark = house.mention(OWN, "radar had failed"), house.mention(LATER, "instruments had been dark")
    house.correct("merge", radar, dark)
    house.correct("direction", OWN, COPY)
    house.run(SECOND)
    before, recorded = house.contents(), house.rows("from ops.overrides")
    assert house.run(SECOND) == 0
    assert house.run(FIRST) == 0
    assert (house.contents(), house.rows("from ops.overrides")) == (before, recorded)


def test_removing_the_rows_undoes_them(house: House) -> None:
    untouched = house.contents()
    radar, dark = house.mention(OWN, "radar had failed"), house.mention(LATER, "instruments had been dark")
    house.correct("merge", radar, dark)
    house.correct("speaker", radar, "Tomas Brandt")
    house.correct("direction", OWN, COPY)
    house.run(SECOND)
    assert house.contents() != untouched
    house.layout.overrides.unlink()
    house.run(SECOND)
    assert house.contents() == untouched
    assert house.recorded() == []


def test_only_the_stories_concerned_are_measured_again(house: House) -> None:
    other = house.mention(OTHER, "41 million crowns")
    house.correct("speaker", other, "Tomas Brandt")
    before = house.rows(
        "from claims.claims where story_id <> (select story_id from claims.mentions where mention_id = ?)", other
    )
    mentions = house.rows("select count(*) from claims.mentions where article_id = ?", OTHER)[0][0]
    loaded = house.run(SECOND)  # a date without an article of the story
    assert loaded < 12 * mentions
    assert before == house.rows(
        "from claims.claims where story_id <> (select story_id from claims.mentions where mention_id = ?)", other
    )
    assert house.recorded() == [("speaker", "applied", "run 3")]


def test_a_row_about_what_is_not_held_has_no_effect_and_says_so(house: House) -> None:
    radar = house.mention(OWN, "radar had failed")
    before = house.claims()
    house.correct("merge", radar, "0" * 16)
    house.correct("merge", radar, house.mention(OTHER, "41 million crowns"))
    house.correct("direction", OWN, OTHER)
    house.correct("direction", OWN, "0" * 16)
    house.run(SECOND)
    assert house.claims() == before
    assert house.rows("select state, detail from ops.overrides order by line_number") == [
        ("no effect", "no such mention: " + "0" * 16),
        ("no effect", "the mentions stand in two stories"),
        ("no effect", "nothing relates the two articles"),
        ("no effect", "an article is not held"),
    ]


def test_a_refused_row_is_listed_with_its_line_and_reason(house: House) -> None:
    radar = house.mention(OWN, "radar had failed")
    house.correct("speaker", radar, "Tomas Brandt")
    house.correct("speaker", radar, "Ines Valdorf", minutes=1)
    with house.layout.overrides.open("a") as handle:
        handle.write("2026-03-05T13:00:00Z,ada,why,dissolve,x,y\r\n")
    house.run(SECOND)
    assert house.rows("select line_number, state, detail, value from ops.overrides order by line_number") == [
        (2, "refused", "contradicts line 3: Tomas Brandt", "Tomas Brandt"),
        (3, "applied", None, "Ines Valdorf"),
        (4, "refused", "action is one of merge, split, speaker, origin, direction: dissolve", "y"),
    ]


def test_a_correction_of_a_story_that_grows_stays(house: House) -> None:
    own, copy = house.mention(OWN, "radar had failed"), house.mention(COPY, "radar had failed")
    house.correct("split", own, copy)
    house.run(SECOND)
    house.add(Draft("e" * 16, FERRY, day="2026-03-04", outlet="echo.example", hour=2))
    house.run("2026-03-04")
    claims = house.rows("select distinct claim_id from claims.mentions where mention_id in (?, ?)", own, copy)
    assert len(claims) == 2
    assert house.recorded() == [("split", "applied", "run 3")]


def test_the_order_of_the_rows_does_not_matter(house: House) -> None:
    radar, dark = house.mention(OWN, "radar had failed"), house.mention(LATER, "instruments had been dark")
    house.correct("merge", radar, dark)
    house.correct("split", house.mention(OWN, "38,000 tickets"), house.mention(COPY, "38,000 tickets"), 1)
    house.correct("speaker", radar, "Tomas Brandt", 2)
    house.correct("origin", dark, "Northern Wire", 3)
    house.run(SECOND)
    before = house.contents()
    header, *rows = house.layout.overrides.read_text("utf-8").splitlines()
    random.Random(3).shuffle(rows)  # noqa: S311 - repeatable, not secret
    house.layout.overrides.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    house.run(SECOND)
    assert house.contents() == before
