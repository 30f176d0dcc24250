"""Whether a text bears out its headline."""

from __future__ import annotations

import pytest
from story_texts import article

from wiretrace.claims.articles import PlacedMention, place
from wiretrace.claims.extraction.mentions import Mention
from wiretrace.claims.relations.headlines import judge_headlines


def stated(field: str, text: str, modality: str, strength: str | None = None, start: int = 0) -> PlacedMention:
    title = text if field == "title" else "Larkford"
    placed = Mention(
        field,
        start,
        start + len(text),
        text,
        "narrator",
        None,
        None,
        None,
        strength,
        None,
        modality,
        "narrator",
        0.8,
        (),
    )
    return place(article("a", "Vale Post", text if field == "text" else "", 0, title), placed)


def support(headline: tuple[str, str], *bodies: tuple[str, str]) -> str:
    body = [stated("text", *said, start=100 * k) for k, said in enumerate(bodies)]
    [judged] = judge_headlines([[stated("title", *headline), *body]])
    return judged.verdict


@pytest.mark.parametrize(
    ("headline", "body", "expected"),
    [
        ("Bank cuts rates", "the bank did not cut its rates", "opposite"),
        ("Bank cuts rates", "the bank didn’t lower its rates", "opposite"),
        ("Bank slams door on rate cut", "the bank will not cut its rates", "unclear"),
        ("Bank slams door on rate cut", "the bank refused to cut its rates", "unclear"),
        ("Rates stay", "the bank never touched them", "unclear"),
        ("Ace Hale pelted with mud", "Not me, Hale told fans who took him for a mayor", "unclear"),
    ],
)
def test_a_headline_is_opposite_only_where_the_denied_word_meets(headline: str, body: str, expected: str) -> None:
    assert support((headline, "asserted"), (body, "denied")) == expected
    assert support((body, "denied"), (headline, "asserted")) == expected


def test_who_denies_a_headline_as_a_whole_is_opposite() -> None:
    denied = stated("text", "the wall had been checked", "denied", "denying")
    [judged] = judge_headlines([[stated("title", "Dam inspected in spring", "asserted"), denied]])
    assert judged.verdict == "opposite"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (("Crews will strike", "likely"), "supported"),
        (("Crews will likely strike", "likely"), "stronger"),
        (("Crews may strike", "possible"), "stronger"),
        (("Crews will not strike", "denied"), "opposite"),
    ],
)
def test_a_headline_is_stronger_than_doubt_and_no_stronger_than_a_plan(body: tuple[str, str], expected: str) -> None:
    assert support(("Crews call strike", "asserted"), body) == expected


def test_a_headline_stands_beside_what_says_it_most_surely() -> None:
    doubted, sure = ("Crews may strike", "possible"), ("Crews strike", "asserted")
    assert support(("Crews call strike", "asserted"), doubted, sure) == "supported"
    assert support(("Crews may strike", "possible"), sure) == "supported"
    assert support(("Crews call strike", "asserted")) == "not_found"
