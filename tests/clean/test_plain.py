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
PROMISE = "No company that we write about has a say in that, and none of them sees a text before it is published here."
HEADLINES = [
    "Rocket fans queue all night for a ticket",
    "What the new tram means for you",
    "Ten soups. One winner. You will not believe it.",
]


def scraped(*, head: list[str] | None = None, middle: list[str] | None = None, tail: list[str] | None = None) -> str:
    return "\n".join([*(head or []), TITLE, *BODY[:2], *(middle or []), BODY[2], *(tail or [])])


def test_a_long_byline_is_no_headline() -> None:
    article = clean_plain(
        scraped().replace(TITLE, f"{TITLE}\n\nBy Ada Lund-Castellan in Ashmere and Tomas Berg in Northport")
    )
    assert article.title == TITLE


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
        ("tail", ["We may earn a commission from links on this page."], "advertisement"),
        (
            "tail",
            ["(This post contains affiliate links. As a Tern partner I earn from qualifying purchases.)"],
            "advertisement",
        ),
        (
            "tail",
            [
                f"Our editors choose what they write about by themselves. {PROMISE} We may earn a commission when you buy through them."
            ],
            "advertisement",
        ),
        (
            "tail",
            [
                "About Tern Valley Power",
                "Tern Valley Power makes small turbines that people in the basin have loved since 1962.",
            ],
            "company",
        ),
        ("tail", ["The views expressed here are the author’s own."], "copyright"),
        ("middle", ["Shop our favourite raincoats here!"], "advertisement"),
        ("middle", ["▶ WATCH: Troops march through Lesk"], "related_links"),
        ("middle", ["You might also love: Ten soups for the week"], "related_links"),
        ("middle", ["You have 3 free articles left this month."], "newsletter"),
        ("middle", ["The wall on Monday. Photo: Ada Lund / Northport Courier"], "caption"),
        ("middle", ["Engineers look at the crack in the wall above Ashmere. Archive picture: A. Lund"], "caption"),
        ("middle", ["Engineers look at the crack in the wall above Ashmere. (NPA Photo/Ada Lund, File)"], "caption"),
        ("middle", ["A dam abroad. Stock photo, for illustration only"], "caption"),
        ("middle", ["By Ada Lund March 2, 2026 at 2:30 p.m."], "byline"),
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
        "Brokers who sell the new bonds may earn a commission of two per cent, the ministry said.",
        "The council published photographs by mistake and took them down again within the hour.",
        "By March 2, 2026 the water had reached the second gallery of the dam.",
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


def test_a_page_in_a_script_without_blanks_keeps_its_paragraphs() -> None:
    menus = ["ホーム", "政治", "経済", "社会", "天気", "地域", "会員登録", "お問い合わせ"] * 3
    body = [
        "アッシュミアのダムの建設費は約束された金額の二倍にあたる二十四億クラウンに達すると、監査院が月曜日に発表した。",
        "調査を率いたイルゼ・ヴァルガ氏は、岩盤が何でできているのかを誰も尋ねなかったと記者団に語った。",
        "省は金額については争わないとしながらも、工事はそのまま続けられるとの考えを示している。",
    ]
    kept = clean_plain("\n".join([*menus, "ダム建設費が二倍に", *body, *menus]))
    assert all(paragraph in kept.text for paragraph in body)
    assert "会員登録" not in kept.text
