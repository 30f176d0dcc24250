"""Stories hold one event together, keep their ids, and are not merged by a quotation or a stitched page."""

from __future__ import annotations

from overlap_texts import FERRY, ORCHARD, Draft, Newsroom

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
        Draft("a", FERRY, source_id="investigation:frost"), Draft("b", ORCHARD, source_id="investigation:frost")
    )
    assert newsroom.story_of("a") == newsroom.story_of("b")


def test_only_stories_whose_evidence_changed_are_written_again(newsroom: Newsroom) -> None:
    newsroom.publish(Draft("a", FERRY), Draft("b", ORCHARD))
    before = dict(newsroom.rows("select story_id, evidence_hash from overlap.stories"))
    newsroom.publish(Draft("c", FERRY, day=NEXT))
    after = dict(newsroom.rows("select story_id, evidence_hash from overlap.stories"))
    assert {s for s in after if after[s] != before.get(s)} == {newsroom.story_of("a")}
