"""Stories hold one event together, keep their ids, and are not merged by a quotation or a stitched page."""

from __future__ import annotations

import random

import numpy as np
from overlap_texts import FERRY, FERRY_IN_GERMAN, HARVEST_IN_GERMAN, LEDGER, ORCHARD, Draft, Newsroom, event, invented

from wiretrace.overlap.stories.linkage import group_alike

NEXT = "2026-03-03"


def test_copies_share_a_story_and_others_have_their_own(newsroom: Newsroom) -> None:
    newsroom.publish(Draft("a", FERRY), Draft("b", FERRY, hour=2), Draft("c", ORCHARD))
    assert newsroom.story_of("a") == newsroom.story_of("b") != newsroom.story_of("c")
    joined = dict(newsroom.rows("select article_id, joined_by from overlap.story_articles"))
    assert joined == {"a": "first", "b": "derivation", "c": "first"}


def test_a_story_keeps_its_id_as_it_grows(newsroom: Newsroom) -> None:
    newsroom.publish(Draft("b", FERRY))
    before = newsroom.story_of("b")
    newsroom.publish(Draft("a", FERRY, day=NEXT))
    assert newsroom.story_of("a") == newsroom.story_of("b") == before


def test_a_merge_keeps_the_older_id_and_the_other_becomes_an_alias(newsroom: Newsroom) -> None:
    first, second = FERRY[: len(FERRY) // 2], FERRY[len(FERRY) // 2 :]
    newsroom.publish(Draft("x", first), Draft("y", second, day=NEXT))
    older, younger = newsroom.story_of("x"), newsroom.story_of("y")
    assert older != younger
    newsroom.publish(Draft("y", f"{first}{second}", day=NEXT))
    assert newsroom.story_of("y") == older
    assert (younger, older) in newsroom.rows("select alias_story_id, story_id from overlap.story_aliases")
    assert newsroom.rows("select count(*) from overlap.stories") == [(1,)]


def test_a_page_stitched_from_two_stories_does_not_merge_them(newsroom: Newsroom) -> None:
    newsroom.publish(
        Draft("a", FERRY, hour=1), Draft("b", ORCHARD, hour=1), Draft("digest", f"{FERRY}\n\n{ORCHARD}", hour=9)
    )
    assert newsroom.story_of("a") != newsroom.story_of("b")


def test_an_investigation_is_one_story_because_a_person_said_so(newsroom: Newsroom) -> None:
    newsroom.publish(
        Draft("a", FERRY, source_id="investigation:frost"),
        Draft("b", ORCHARD, source_id="investigation:frost"),
        Draft("c", LEDGER, source_id="investigation:frost", day="2026-09-30"),
    )
    assert newsroom.story_of("a") == newsroom.story_of("b") == newsroom.story_of("c")


def test_only_stories_whose_evidence_changed_are_written_again(newsroom: Newsroom) -> None:
    newsroom.publish(Draft("a", FERRY), Draft("b", ORCHARD))
    before = dict(newsroom.rows("select story_id, evidence_hash from overlap.stories"))
    newsroom.publish(Draft("c", FERRY, day=NEXT))
    after = dict(newsroom.rows("select story_id, evidence_hash from overlap.stories"))
    assert {s for s in after if after[s] != before.get(s)} == {newsroom.story_of("a")}


def test_stories_of_an_older_method_stay_until_their_dates_are_measured_again(newsroom: Newsroom) -> None:
    newsroom.publish(Draft("a", FERRY), Draft("b", FERRY, hour=2))
    old = newsroom.story_of("a")
    for table in ("measured_articles", "measured_dates", "stories", "story_articles"):
        newsroom.con.execute(f"update overlap.{table} set method_version = 'older'")
    newsroom.con.execute("update overlap.stories set evidence_hash = 'older'")
    newsroom.publish(Draft("c", ORCHARD, day=NEXT))
    assert newsroom.story_of("a") == newsroom.story_of("b") == old != newsroom.story_of("c")
    newsroom.measure()
    assert newsroom.story_of("a") == newsroom.story_of("b") == old
    assert newsroom.rows("select count(*) from overlap.stories where method_version = 'older'") == [(0,)]
    newsroom.remove("a", "b")
    newsroom.measure()
    assert newsroom.rows("select count(*) from overlap.stories") == [(1,)]


def test_days_of_an_event_join_and_a_neighbour_with_the_same_names_stays_apart(newsroom: Newsroom) -> None:
    rng = random.Random(3)  # noqa: S311 - repeatable, not secret
    shared = [name.title() for name in invented(rng, 4)]
    fire, strike = (invented(rng, 60) for _ in range(2))
    drafts = [
        Draft(f"{kind}{n}", event(rng, words, shared), day=f"2026-03-0{n % 3 + 1}")
        for kind, words in (("fire", fire), ("strike", strike))
        for n in range(6)
    ]
    for day in sorted({d.day for d in drafts}):
        newsroom.publish(*(d for d in drafts if d.day == day))
    stories = {kind: {newsroom.story_of(f"{kind}{n}") for n in range(6)} for kind in ("fire", "strike")}
    assert len(stories["fire"]) == len(stories["strike"]) == 1
    assert stories["fire"] != stories["strike"]


def test_a_copy_stamped_much_later_is_in_the_story(newsroom: Newsroom) -> None:
    newsroom.publish(Draft("a", FERRY))
    newsroom.publish(Draft("mirror", FERRY, day="2026-09-30"))
    assert newsroom.story_of("mirror") == newsroom.story_of("a")


def test_reports_in_two_languages_join_by_names_and_numbers_and_copy_nothing(newsroom: Newsroom) -> None:
    newsroom.publish(
        Draft("ferry", FERRY, language="en"),
        Draft("harvest", ORCHARD, language="en"),
        Draft("fähre", FERRY_IN_GERMAN, language="de", hour=5),
        Draft("ernte", HARVEST_IN_GERMAN, language="de", day=NEXT),
    )
    assert newsroom.story_of("fähre") == newsroom.story_of("ferry")
    assert newsroom.story_of("ernte") == newsroom.story_of("harvest") != newsroom.story_of("ferry")
    assert newsroom.rows("select relation from overlap.derivations") == []


def test_an_aspect_of_a_large_event_joins_by_how_alike_the_event_is_and_another_event_does_not() -> None:
    count = 24  # articles in sets of four, as on the sides of a summit
    event = {(i, j): 0.16 if i // 4 == j // 4 else 0.075 for i in range(count) for j in range(i + 1, count)}
    aspect = {(i, count): 0.04 for i in range(count)}
    neighbour = {(i, count + 1): 0.02 for i in range(count)}
    assert group_sizes(count + 2, event | aspect | neighbour) == [count + 1, 1]
    first = {pair: likeness for pair, likeness in event.items() if pair[1] < 4}
    assert group_sizes(5, first | {(i, 4): 0.065 for i in range(4)}) == [4, 1]


def group_sizes(count: int, likeness: dict[tuple[int, int], float]) -> list[int]:
    left, right = np.array(list(likeness)).T
    found = group_alike(np.ones(count, int), np.zeros(count), left, right, np.array(list(likeness.values())))
    return np.unique(found, return_counts=True)[1].tolist()


def test_settled_stories_stay_apart_when_a_later_article_tells_both(newsroom: Newsroom) -> None:
    newsroom.publish(Draft("a", FERRY), Draft("b", ORCHARD))
    before = newsroom.story_of("a"), newsroom.story_of("b")
    newsroom.publish(Draft("review", f"{FERRY}\n\n{ORCHARD}", day="2026-03-12"), Draft("c", FERRY, day="2026-03-12"))
    assert (newsroom.story_of("a"), newsroom.story_of("b")) == before
    assert newsroom.story_of("c") == before[0]
    assert newsroom.story_of("review") in before
