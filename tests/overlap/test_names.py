"""A printed name means the same whoever prints it, and in whatever order dates are run."""

from __future__ import annotations

import pytest
from overlap_texts import DAY, FERRY, ORCHARD, Draft, Newsroom

from wiretrace.overlap.credits.sources import Source, read_dated_names, resolve_name

NEXT = "2026-03-03"
LANTERN = Source("outlet:the-millrace-lantern", "The Millrace Lantern", "lantern.example")


@pytest.mark.parametrize(
    ("printed", "origin"),
    [
        ("the Lantern", "outlet:the-millrace-lantern"),
        ("The Millrace Lantern", "outlet:the-millrace-lantern"),
        ("NPA", "agency:northern-press-agency"),
        ("the Gazette", "outlet:tarn-bay-gazette"),
        ("the Vellin Times’", "outlet:vellin-times"),
    ],
)
def test_a_printed_name_leads_to_one_origin(newsroom: Newsroom, printed: str, origin: str) -> None:
    newsroom.add_outlet("lantern.example", "The Millrace Lantern", "newspaper")
    newsroom.add_outlet("npa.example", "Northern Press Agency", "agency")
    newsroom.add_outlet("gazette.example", "Tarn Bay Gazette", "newspaper")
    names = read_dated_names(newsroom.con).names(DAY)
    assert resolve_name(names, printed, LANTERN, [names["Tarn Bay Gazette"]]).origin_id == origin


@pytest.mark.parametrize("name", ["the Lantern", "The Millrace Lantern", "the Millrace Lamp"])
def test_no_article_credits_its_own_outlet(newsroom: Newsroom, name: str) -> None:
    newsroom.add_outlet("lantern.example", "The Millrace Lantern", "newspaper", "Millrace Lamp")
    newsroom.publish(Draft("a", f"{FERRY}\n\n“It is over,” she told {name}.", outlet="lantern.example"))
    assert newsroom.rows("select text from overlap.credits") == []


def test_an_alias_names_its_outlet(newsroom: Newsroom) -> None:
    newsroom.add_outlet("lantern.example", "The Millrace Lantern", "newspaper", "Millrace Lamp")
    newsroom.publish(Draft("a", f"{FERRY}\n\n“It is over,” she told the Millrace Lamp."))
    assert newsroom.rows("select outlet_id, origin_name from overlap.credits") == [
        ("lantern.example", "The Millrace Lantern")
    ]


def test_a_short_name_means_the_outlet_that_the_article_names_in_full(newsroom: Newsroom) -> None:
    text = f"{FERRY}\n\nHe told the Tarn Bay Gazette that it was over. “It is,” he told the Gazette."
    newsroom.publish(Draft("a", text))
    assert newsroom.rows("select distinct origin_name from overlap.credits") == [("Tarn Bay Gazette",)]


def test_a_credit_does_not_reach_across_paragraphs(newsroom: Newsroom) -> None:
    newsroom.publish(Draft("a", f"{FERRY}\n\nThe local head is Oona Pell.\n\nCorrin Wire contributed to this report."))
    assert newsroom.rows("select origin_name from overlap.credits") == [("Corrin Wire",)]


def test_names_are_those_known_by_the_date_of_an_article(newsroom: Newsroom) -> None:
    """A later outlet changes nothing; an earlier one that is loaded late makes its date be read again."""
    citing = Draft("a", f"{FERRY}\n\n“It is over,” she told Dry Rot.", day=NEXT)
    newsroom.publish(citing)
    assert newsroom.rows("select count(*) from overlap.credits") == [(0,)]
    newsroom.add_outlet("dry.example", "Dry Rot", "blog")
    newsroom.publish(Draft("later", ORCHARD, day="2026-03-04", outlet="dry.example"))
    newsroom.measure(NEXT)
    assert newsroom.rows("select count(*) from overlap.credits") == [(0,)]
    newsroom.publish(Draft("earlier", ORCHARD, outlet="dry.example"))
    assert newsroom.rows("select article_id, outlet_id from overlap.credits") == [("a", "dry.example")]
