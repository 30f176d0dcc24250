"""A text that hundreds of outlets print has one origin, and costs a few comparisons a copy."""

from __future__ import annotations

import random

import pytest
from overlap_texts import Draft, Newsroom

from warehouse.empty import open_empty

FIRST, NEXT, LAST = "2026-03-02", "2026-03-03", "2026-03-04"
OUTLETS = 320  # more than `COMMON_LIMIT`


def babble(seed: int, count: int = 120) -> list[str]:
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    return ["".join(rng.choice("bdfgklmnprst") + rng.choice("aeiou") for _ in range(3)) for _ in range(count)]


def printed(words: list[str], seed: int) -> str:
    """One copy in forty has a word exchanged."""
    if seed % 40 != 39:
        return " ".join(words) + "."
    at = random.Random(seed).randrange(len(words))  # noqa: S311 - repeatable, not secret
    return " ".join([*words[:at], f"edited{seed}", *words[at + 1 :]]) + "."


def copies(count: int, day: str = FIRST, first: int = 0, credit: str = "") -> list[Draft]:
    """The first was there first."""
    wire = babble(1)
    return [
        Draft(f"c{n:03}", f"{credit}{printed(wire, n)}", day, hour=0 if n == first else 1 + n % 20)
        for n in range(first, first + count)
    ]


def test_a_text_printed_by_hundreds_derives_from_the_first_and_is_one_story(newsroom: Newsroom) -> None:
    newsroom.publish(*copies(OUTLETS), Draft("other", printed(babble(2), 0)))
    sources = dict(
        newsroom.rows(
            "select derived_article_id, list(source_article_id) from overlap.derivations"
            " where relation <> 'same_event' group by all"
        )
    )
    assert [d.article_id for d in copies(OUTLETS)[1:] if "c000" not in sources.get(d.article_id, ())] == []
    assert {newsroom.story_of(d.article_id) for d in copies(OUTLETS)} == {newsroom.story_of("c000")}
    assert newsroom.story_of("other") != newsroom.story_of("c000")
    [(compared,)] = newsroom.rows("select count(distinct (left_article_id, right_article_id)) from overlap.passages")
    assert compared <= 4 * OUTLETS


def test_copies_of_an_absent_agency_text_by_hundreds_come_from_the_agency(newsroom: Newsroom) -> None:
    newsroom.publish(*copies(OUTLETS, credit="HARBORVIEW (NPA) - "))
    [(credited,)] = newsroom.rows(
        "select count(distinct derived_article_id) from overlap.derivations"
        " where source_origin_id = 'agency:npa' and relation = 'wire_copy'"
    )
    assert credited == OUTLETS


def test_what_a_house_prints_below_every_article_makes_none_a_copy(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wiretrace.overlap.passages.candidates.COMMON_LIMIT", 10)
    notice = " ".join(babble(3, 60))
    newsroom.publish(*(Draft(f"a{n:02}", f"{' '.join(babble(40 + n, 300))}.\n\n{notice}.") for n in range(16)))
    assert newsroom.rows("select count(*) from overlap.derivations where relation <> 'same_event'") == [(0,)]


def test_the_order_in_which_dates_are_measured_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor that the first copies came late, and one of them was withdrawn."""
    monkeypatch.setattr("wiretrace.overlap.passages.candidates.COMMON_LIMIT", 10)
    early, late = copies(8), copies(16, NEXT, first=8)
    withdrawn = Draft("w", copies(1)[0].text, FIRST)
    with open_empty() as con, open_empty() as other:
        once, again = Newsroom(con), Newsroom(other)
        once.publish(*early, *late)
        again.publish(*late)
        again.publish(*early, withdrawn)
        again.remove("w")
        for day in (NEXT, FIRST, NEXT):
            again.measure(day)
        once.measure(FIRST)
        assert again.state() == once.state()


def house_lines(day: str, first: int, count: int, words: int) -> list[Draft]:
    """Pages of one house: its line below each; every fifth is a copy of the page before it."""
    line = " ".join(babble(3, 16))
    return [
        Draft(f"h{n:02}", f"{' '.join(babble(100 + n - (n % 5 == 4), words))}.\n\n{line}.", day, hour=n % 24)
        for n in range(first, first + count)
    ]


@pytest.mark.parametrize("words", [100, 250])
def test_nor_does_it_matter_on_which_date_a_line_becomes_furniture(words: int) -> None:
    """It recurs from the second date on, or from the first once more of its articles arrive."""
    early, late = house_lines(FIRST, 0, 3, words), house_lines(NEXT, 3, 12, words)
    more = house_lines(FIRST, 15, 4, words)
    with open_empty() as con, open_empty() as other, open_empty() as third:
        once, again, once_more = Newsroom(con), Newsroom(other), Newsroom(third)
        once.publish(*early, *more)
        once.publish(*late)
        again.publish(*late)
        again.publish(*early, *more)
        once_more.publish(*early)
        once_more.publish(*late)
        once_more.publish(*more)
        assert again.state() == once.state()
        assert once_more.state() == once.state()
        assert once.rows("select count(*) from overlap.derivations where relation = 'mirror'") != [(0,)]


def test_nor_that_a_line_was_common_before_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what hundreds hold only the first holders are read again; pages of two dates also share words beside it."""
    monkeypatch.setattr("wiretrace.overlap.passages.candidates.COMMON_LIMIT", 8)
    line = " ".join(babble(3, 16))

    def pages(day: str, first: int) -> list[Draft]:
        """The fourth of each date repeats the end of the fourth of every other, the last its whole page."""
        ends = {3: " ".join(babble(7, 6)), 9: " ".join(babble(8, 90))}
        return [
            Draft(
                f"p{n:02}", f"{' '.join(babble(200 + n, 400))}. {ends.get(n - first, '')}\n\n{line}.", day, hour=n % 24
            )
            for n in range(first, first + 10)
        ]

    dates = [pages(day, 10 * n) for n, day in enumerate((FIRST, NEXT, LAST))]
    withdrawn = Draft("w", f"{' '.join(babble(300, 400))}.\n\n{line}.", FIRST)
    with open_empty() as con, open_empty() as other:
        once, again = Newsroom(con), Newsroom(other)
        for drafts in dates:
            once.publish(*drafts)
        assert once.rows(
            "select max(read) from (select count(*) as read from held_grams group by fingerprint"
            " having fingerprint in (select fingerprint from overlap.common_fingerprints))"
        ) == [(3,)]
        for drafts in (dates[2], [withdrawn], dates[1], dates[0]):
            again.publish(*drafts)
        again.remove("w")
        for day in (LAST, FIRST):
            again.measure(day)
        assert again.state() == once.state()
        assert once.rows("select count(distinct fingerprint) > 0 from overlap.common_fingerprints") == [(True,)]
        assert once.relation("p19", "p09") is not None
