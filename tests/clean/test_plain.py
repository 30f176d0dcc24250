"""Scraped text without markup: what stays, what goes, and where both stood."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiretrace.clean.plain import clean_plain

TITLE = "Tern Basin dam will cost twice as much as promised"
BODY = [
    "ASHMERE (NPA) — The dam across the Tern Basin will cost about 2.4 billion crowns, twice the sum that the ministry promised, an audit said on Monday.",
    "“Nobody asked what the rock was made of,” said Ilse Varga, who led the audit, in a hall that had been booked for a celebration.",
    "The ministry did not dispute the figure but said that the work would go on.",
]
HEADLINES = [
    "Rocket fans queue all night for a ticket",
    "What the new tram means for you",
    "Ten soups. One winner. You will not believe it.",
]


def scraped(*, head: list[str] | None = None, middle: list[str] | None = None, tail: list[str] | None = None) -> str:
    return "\n".join([*(head or []), TITLE, *BODY[:2], *(middle or []), BODY[2], *(tail or [])])


@pytest.mark.parametrize(
    ("place", "lines", "reason"),
    [
        ("head", ["Current:Home > Politics"], "navigation"),
        ("head", ["Skip to content", "Menu"], "navigation"),
        ("middle", ["READ ALSO: Minister opens a bridge that is not there"], "related_links"),
        ("middle", ["MORE: The dam in ten pictures"], "related_links"),
        (
            "middle",
            ["PHOTO: Workers at the dam on Monday.", "Workers at the dam on Monday.", "Ada Lund/NPA"],
            "caption",
        ),
        ("middle", ["Sign up for our morning letter"], "newsletter"),
        ("middle", ["Related", *(f"- {line}" for line in HEADLINES)], "related_links"),
        ("tail", ["Most read", *HEADLINES], "related_links"),
        ("tail", ["Popular posts from this blog", "", HEADLINES[0]], "related_links"),
        ("tail", ["great! (682)"], "navigation"),
        ("tail", ["Leave a Reply", "Your email address will not be published."], "comments"),
        (
            "tail",
            ["Comments", "I have said this for years and nobody has ever listened to me about the dam at all."],
            "comments",
        ),
        (
            "tail",
            ["Copyright 2026 Northport Courier. All rights reserved. No part of it may be printed elsewhere.."],
            "copyright",
        ),
        ("tail", ["© 2026 Northport Courier"], "copyright"),
    ],
)
def test_furniture_goes_with_its_reason_and_the_article_stays(place: str, lines: list[str], reason: str) -> None:
    article = clean_plain(scraped(**{place: lines}))
    assert article.title == TITLE
    assert article.text.split("\n\n") == BODY
    assert [item.reason for item in article.removed] == [reason] * len([line for line in lines if line])


@pytest.mark.parametrize(
    "line",
    [
        "More than forty workers were sent home in the week before the audit was read out, two of them said.",
        "Related costs, such as the road to the dam, were not part of the audit, according to the ministry.",
        "“Read more carefully next time,” she said.",
        "Copyright law, the minister said, had nothing to do with it.",
        "He declined to comment.",
    ],
)
def test_sentences_that_begin_like_furniture_stay(line: str) -> None:
    assert line in clean_plain(scraped(middle=[line])).text


def test_a_subheading_before_prose_stays() -> None:
    assert "A costly rock" in clean_plain(scraped(middle=["A costly rock"])).text


def test_every_character_kept_or_removed_can_be_shown_in_its_original_place() -> None:
    raw = scraped(head=["Home > News", ""], middle=["READ ALSO: x y z", "  "], tail=["Related", *HEADLINES]).replace(
        "\n", "\r\n"
    )
    article = clean_plain(raw)
    assert raw[article.title_start : article.title_start + len(TITLE)] == TITLE  # type: ignore[operator]
    for offset, character in enumerate(article.text):
        if character != "\n":
            assert raw[article.raw_offset(offset)] == character
            assert article.text_offset(article.raw_offset(offset)) == offset
    for item in article.removed:
        assert raw[item.raw_start : item.raw_end] == item.text
    shown = [article.title or "", *article.text.split("\n\n"), *(item.text for item in article.removed)]
    assert sorted(shown) == sorted(line.strip() for line in raw.split("\r\n") if line.strip())


@given(st.text(max_size=400))
def test_nothing_is_lost_whatever_the_text(raw: str) -> None:
    article = clean_plain(raw)
    for span in article.spans:
        assert (
            raw[span.raw_start : span.raw_start + span.length]
            == article.text[span.text_start : span.text_start + span.length]
        )
    assert all(raw[item.raw_start : item.raw_end] == item.text for item in article.removed)


SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the hand-cleaned articles are not at hand")
@pytest.mark.parametrize("name", sorted(path.name for path in SEEDS.glob("*.txt")))
def test_real_scraped_articles_are_cleaned_as_by_hand(name: str) -> None:
    by_hand = (SEEDS.parent / "gold" / "seed_texts" / name).read_text("utf-8")
    assert clean_plain((SEEDS / name).read_text("utf-8")).full_text.split() == by_hand.split()


def test_a_brief_among_many_menus_does_not_end_empty() -> None:
    menus = [f"{name} {kind}" for name in ("Harbour", "Council", "Market", "School") for kind in "ABCDEFGHIJKL"]
    brief = "Dziś rano dwa promy wypłynęły z portu z opóźnieniem, jak podał kapitan portu w krótkim komunikacie."
    kept = clean_plain("\n".join([*menus[:24], "Promy spóźnione", brief, *menus[24:]]))
    assert brief in kept.text
