"""Stories are a function of the articles held: neither the order of dates nor late, removed or corrected articles leave
a trace."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from overlap_texts import FERRY, LEDGER, ORCHARD, Draft, Newsroom, event, invented

from warehouse.empty import open_empty

DAYS = [f"2026-03-{n:02d}" for n in range(1, 13)]
TABLES = ("overlap.stories", "overlap.story_articles", "overlap.story_aliases")
INVESTIGATION = "investigation:frost"


def corpus() -> list[Draft]:
    """A fire that stays in the news, a strike and a vote beside it, copies days apart and an investigation."""
    rng = random.Random(5)  # noqa: S311 - repeatable, not secret
    names = [name.title() for name in invented(rng, 4)]
    fire, strike, vote = (invented(rng, 60) for _ in range(3))
    drafts = [Draft(f"fire{n:02d}", event(rng, fire, names), day=DAYS[n % 12], hour=n) for n in range(20)]
    drafts += [Draft(f"strike{n}", event(rng, strike, names), day=DAYS[n // 2]) for n in range(8)]
    drafts += [Draft(f"vote{n}", event(rng, vote, names), day=DAYS[4 + n]) for n in range(6)]
    drafts += [Draft(f"ferry{n}", FERRY, day=DAYS[n], hour=n) for n in (0, 5, 11)]
    texts = (ORCHARD, event(rng, vote, names), LEDGER)
    drafts += [
        Draft(f"page{n}", text, day=DAYS[n], source_id=INVESTIGATION) for n, text in zip((2, 7, 11), texts, strict=True)
    ]
    return drafts


def measured(run: Callable[[Newsroom, list[Draft]], None]) -> dict[str, list[str]]:
    with open_empty() as con:
        newsroom = Newsroom(con)
        run(newsroom, corpus())
        state = newsroom.state()
    return {name: state[name] for name in TABLES}


def in_order(newsroom: Newsroom, drafts: list[Draft]) -> None:
    for day in DAYS:
        newsroom.publish(*(d for d in drafts if d.day == day))


def shuffled(newsroom: Newsroom, drafts: list[Draft]) -> None:
    for day in random.Random(1).sample(DAYS, len(DAYS)):  # noqa: S311
        newsroom.publish(*(d for d in drafts if d.day == day))


def with_late_articles(newsroom: Newsroom, drafts: list[Draft]) -> None:
    late = [d for d in drafts if d.article_id in ("fire00", "fire15", "ferry0", "page2", "strike3", "vote0")]
    in_order(newsroom, [d for d in drafts if d not in late])
    for draft in reversed(late):
        newsroom.publish(draft)


def with_articles_that_vanish(newsroom: Newsroom, drafts: list[Draft]) -> None:
    """The first of a story, a bridge between two, a page of the investigation and all of the last date among them."""
    found = {d.article_id: d.text for d in drafts}
    extra = [
        Draft("a", found["fire00"], day=DAYS[0]),
        Draft("b", f"{found['strike3']} {found['vote0']}", day=DAYS[3]),
        Draft("c", FERRY, day=DAYS[7], source_id=INVESTIGATION),
        Draft("d", found["fire11"], day="2026-03-15"),
        Draft("e", found["strike0"], day="2026-02-27", source_id=INVESTIGATION),
    ]
    for day in sorted({*DAYS, *(d.day for d in extra)}):
        newsroom.publish(*(d for d in [*extra, *drafts] if d.day == day))
    newsroom.remove(*(d.article_id for d in extra))
    newsroom.measure(DAYS[5])


def without_the_article_that_named_a_long_story(newsroom: Newsroom, drafts: list[Draft]) -> None:
    """Later dates than those around the removed article's are another story's now."""
    first = Draft("a", next(d.text for d in drafts if d.article_id == "fire00"), day=DAYS[0])
    in_order(newsroom, [first, *drafts])
    newsroom.remove("a")
    newsroom.measure(DAYS[0])


def with_texts_corrected_later(newsroom: Newsroom, drafts: list[Draft]) -> None:
    texts = {"fire04": ORCHARD, "vote2": FERRY, "page7": LEDGER, "ferry5": ORCHARD}
    wrong = [Draft(d.article_id, texts.get(d.article_id, d.text), d.day, hour=d.hour) for d in drafts]
    in_order(newsroom, wrong)
    for draft in drafts:
        if draft.article_id in texts or draft.source_id == INVESTIGATION:
            newsroom.publish(draft)


@pytest.fixture(scope="module")
def expected() -> dict[str, list[str]]:
    return measured(in_order)


@pytest.mark.parametrize(
    "run",
    [
        shuffled,
        with_late_articles,
        with_articles_that_vanish,
        without_the_article_that_named_a_long_story,
        with_texts_corrected_later,
    ],
    ids=lambda run: run.__name__,
)
def test_any_history_ends_in_the_same_stories(
    run: Callable[[Newsroom, list[Draft]], None], expected: dict[str, list[str]]
) -> None:
    assert measured(run) == expected


def test_dates_before_a_gap_in_the_news_are_settled_by_what_follows_the_gap(newsroom: Newsroom) -> None:
    """The last dates are settled together while nothing follows them, and one by one as soon as something does. It is no
    matter that they lie out of reach of what follows."""
    rng = random.Random(3)  # noqa: S311
    early, late = invented(rng, 30), invented(rng, 15)
    texts = {0: early, 3: early + late, 5: late, 6: []}
    for day, words in texts.items():
        filled = words + invented(rng, 60 - len(words))
        newsroom.publish(Draft(f"flood{day}", " ".join(rng.sample(filled, 60)), day=DAYS[day]))
    story = "select story_id from overlap.story_articles where article_id = 'flood{}'"
    assert newsroom.rows(story.format(5)) != newsroom.rows(story.format(3))
    newsroom.publish(Draft("ferry", FERRY, day=DAYS[9]))
    assert newsroom.rows(story.format(5)) == newsroom.rows(story.format(3))


def test_no_story_stays_when_all_articles_are_gone(newsroom: Newsroom) -> None:
    newsroom.publish(Draft("a", FERRY), Draft("b", FERRY, day=DAYS[9]))
    newsroom.remove("a", "b")
    newsroom.measure(DAYS[0])
    assert newsroom.rows("from overlap.stories") == newsroom.rows("from overlap.story_articles") == []
