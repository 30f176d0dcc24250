"""A headline that names its source gives credit; one that tells of an outlet does not."""

from __future__ import annotations

import pytest
from overlap_texts import FERRY, ORCHARD, RETOLD, Draft, Newsroom

from wiretrace.overlap.credits.finder import build_finder
from wiretrace.overlap.credits.headlines import find_headline_credits
from wiretrace.overlap.credits.sources import Source, listed_sources

NAMES = {
    **listed_sources(),
    "Harborview Ledger": Source("outlet:harborview-ledger", "The Harborview Ledger", "ledger.example"),
    "The Harborview Ledger": Source("outlet:harborview-ledger", "The Harborview Ledger", "ledger.example"),
    "Kestrel Wire": Source("agency:kestrel-wire", "Kestrel Wire", "kestrel.example"),
}


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("The Harborview Ledger: Dam was known to leak", "The Harborview Ledger:"),
        ("Reuters: Ferry runs aground off Lindeby", "Reuters:"),
        ("Ferry runs aground off Lindeby - Kestrel Wire", "- Kestrel Wire"),
        ("Ferry runs aground off Lindeby | The Harborview Ledger", "| The Harborview Ledger"),
        ("Ferry runs aground off Lindeby (Reuters)", "(Reuters)"),
        ("Ferry runs aground off Lindeby (via Kestrel Wire)", "(via Kestrel Wire)"),
        # of the outlet, not from it
        ("The Harborview Ledger: publisher sells the paper to its staff", None),
        ("Reuters: three journalists hurt in Lindeby", None),
        ("Minister sues over leak - and Kestrel Wire", None),
        ("Kestrel Wire: how Kestrel Wire was built", None),
        ("Reader asks: who owns the Harborview Ledger", None),
        # no more than a name, or a name that is a word
        ("Kestrel Wire: contact us", None),
        ("Vice: the new laws of the city of Lindeby", None),
        ("Lindeby Courant: Ferry runs aground again", None),
        ("Minister: Ferry runs aground too often", None),
    ],
)
def test_a_headline_names_its_source(title: str, printed: str | None) -> None:
    found = [
        title[start:end] for start, end, _ in find_headline_credits(build_finder(NAMES), title, "heap.example", None)
    ]
    assert found == ([printed] if printed else [])


@pytest.mark.parametrize("outlet", ["harborviewledger.example", "harborview-ledger.example"])
def test_a_site_that_names_itself_credits_nobody(outlet: str) -> None:
    title = "Ferry runs aground off Lindeby - Harborview Ledger"
    assert list(find_headline_credits(build_finder(NAMES), title, outlet, None)) == []


def test_a_copy_that_names_its_source_in_the_headline_is_credited(newsroom: Newsroom) -> None:
    newsroom.add_outlet("ledger.example", "The Harborview Ledger", "newspaper")
    newsroom.publish(
        Draft("a", FERRY, outlet="ledger.example", title="Osprey on the rocks", hour=1),
        Draft("b", FERRY, title="The Harborview Ledger: Osprey on the rocks", hour=3),
        Draft("c", FERRY, title="Osprey on the rocks", hour=4),
    )
    assert newsroom.rows(
        "select derived_article_id, is_credited, [c for c in cues if c.name = 'headline'] from overlap.derivations"
        " where source_article_id = 'a' order by 1"
    ) == [
        (
            "b",
            True,
            [
                {
                    "name": "headline",
                    "text": "The Harborview Ledger:",
                    "article_id": "b",
                    "char_start": 0,
                    "char_end": 22,
                }
            ],
        ),
        ("c", False, []),
    ]
    assert newsroom.rows("select article_id, rule, field, char_start, char_end from overlap.credits") == [
        ("b", "headline", "title", 0, 22)
    ]


def test_an_agency_in_a_headline_is_cited_and_does_not_make_the_text_its_own(newsroom: Newsroom) -> None:
    newsroom.publish(Draft("a", ORCHARD, title="Reuters: Frost takes half of the apples"))
    assert newsroom.relation("a", "agency:reuters") == "citation"


def test_a_headline_above_a_copy_credits_no_other_text_of_its_outlet(newsroom: Newsroom) -> None:
    newsroom.add_outlet("ledger.example", "The Harborview Ledger", "newspaper")
    newsroom.publish(
        Draft("first", FERRY, outlet="ledger.example", title="Osprey on the rocks", hour=1),
        Draft("second", RETOLD, outlet="ledger.example", title="Ferry: what is known", hour=2),
        Draft("heap", RETOLD, title="The Harborview Ledger: Ferry: what is known", hour=5),
    )
    credited = "select source_article_id from overlap.derivations where derived_article_id = 'heap' and is_credited"
    assert newsroom.rows(credited) == [("second",)]
