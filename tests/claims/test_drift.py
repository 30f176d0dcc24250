"""What a copy changed in a statement, and what is no change: each kind on invented texts, with innocent controls."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from story_texts import ASSOCIATED_PRESS, OUTLETS, article, derivation, measure_story

from wiretrace.claims.articles import PrintedCredit
from wiretrace.claims.relations.orphans import Orphan
from wiretrace.claims.story import StoryClaims
from wiretrace.overlap.credits.sources import Source

PAIRS: list[dict[str, str]] = yaml.safe_load((Path(__file__).parent / "data/drifts.yaml").read_text("utf-8"))
# Names the town, so that the story has more than the sentence in question.
AROUND = "\n\nThe Larkford reservoir was built in 1931 and holds 12 million cubic metres of water for Easter Vale."


def told(source: str, derived: str, relation: str = "rewrite") -> StoryClaims:
    articles = (
        article("source", "Northern Wire", source + AROUND, 0),
        article("derived", "Copy Farm", derived + AROUND, 5),
    )
    return measure_story("s", articles, [derivation("derived", "source", relation)], OUTLETS)


def drifts(source: str, derived: str) -> dict[str, str]:
    """Kind → difference, over all statements of the copy."""
    return {k: d for drift in told(source, derived).drifts for k, d in zip(drift.kinds, drift.differences, strict=True)}


CLOSED = "The northern gates of the Larkford dam will stay shut until October"
CHANGES = {
    "speaker_dropped": (
        f"{CLOSED}, engineer Helen Moss said.",
        f"{CLOSED}.",
        "Helen Moss → nobody",
    ),
    "speaker_changed": (
        "“The gates of the Larkford dam stay shut until the wall is safe,” Helen Moss said.",
        "“The gates of the Larkford dam stay shut until the wall is safe,” Tom Okafor said.",
        "Helen Moss → Tom Okafor",
    ),
    "speaker_generalised": (
        f"Engineer Helen Moss said that {CLOSED[0].lower()}{CLOSED[1:]}.",
        f"Experts said that {CLOSED[0].lower()}{CLOSED[1:]}.",
        "Engineer Helen Moss → Experts",
    ),
    "verb_strengthened": (
        "Helen Moss believes that the crack in the Larkford dam runs through the northern wall.",
        "Helen Moss confirmed that the crack in the Larkford dam runs through the northern wall.",
        "believes → confirmed",
    ),
    "certainty_raised": (
        "Helen Moss said the crack may run through the northern wall of the Larkford dam.",
        "Helen Moss said the crack runs through the northern wall of the Larkford dam.",
        "may → asserted",
    ),
    "scope_widened": (
        "Helen Moss said members of parliament supported the closing of the Larkford dam.",
        "Helen Moss said the public supported the closing of the Larkford dam.",
        "only in the copy: public",
    ),
    "number_changed": (
        "Helen Moss said the repair of the Larkford dam would cost $42 million.",
        "Helen Moss said the repair of the Larkford dam would cost $87 million.",
        "$42 million → $87 million",
    ),
    "number_rounded": (
        "Helen Moss said the repair of the Larkford dam would cost $41.7 million.",
        "Helen Moss said the repair of the Larkford dam would cost about $42 million.",
        "$41.7 million → $42 million",
    ),
    "polarity_flipped": (
        "Helen Moss said the northern wall of the Larkford dam was not safe after the flood of March.",
        "Helen Moss said the northern wall of the Larkford dam was safe after the flood of March.",
        "not → affirmed",
    ),
    "quotation_altered": (
        "“It would make a huge difference to the valley below us,” Helen Moss said.",
        "“It would make a big difference to the valley below us,” Helen Moss said.",
        "huge → big",
    ),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_change_is_found_with_its_words_and_nothing_else(kind: str) -> None:
    source, derived, difference = CHANGES[kind]
    assert drifts(source, derived) == {kind: difference}


@pytest.mark.parametrize("kind", CHANGES)
def test_a_faithful_copy_has_not_drifted(kind: str) -> None:
    source, _, _ = CHANGES[kind]
    found = told(source, source, "mirror")
    assert found.drifts
    assert not any(drift.kinds for drift in found.drifts)


@pytest.mark.parametrize(
    ("source", "derived"),
    [
        ("“We will not gamble with the valley,” said Dr. Helen Moss.", "“We will not gamble with the valley,” Moss said."),
        ("“We won’t gamble with the valley,” Helen Moss said.", "\"We won't gamble with the valley,\" Helen Moss said."),
        ("Larkford's chief engineer said the wall had moved by 4 centimetres.", "Larkford’s chief engineer said the wall had moved by 4 centimetres."),
        ("Helen Moss said the wall of the dam had moved.", "Helen Moss stressed that the wall of the dam had moved."),
        ("Helen Moss said the dam would be closed until May.", "Helen Moss said the dam would be closed until May 9."),
        ("“The gates stay shut until the wall is safe for the people below,” Helen Moss said.", "“The gates stay shut until the wall is safe,” Helen Moss said."),
        ("“The gates stay shut until it is safe,” Helen Moss said.", "“The gates stay shut until [the wall] is safe,” Helen Moss said."),
        ("“The gates of this old dam stay shut until it is safe,” Helen Moss said.", "“The gates … stay shut until it is safe,” Helen Moss said."),
        ("Helen Moss said 1,300 households would have less water.", "Helen Moss said 1300 households would have less water."),
        ("The repair will cost $42 million, Helen Moss said on Monday.", "On Monday, Helen Moss said the repair will cost $42 million."),
        ("Helen Moss doubts that the wall of the dam will hold.", "Helen Moss does not think that the wall of the dam will hold."),
    ],
    ids=["short name", "straight quotes", "apostrophe", "stressed", "may", "cut", "brackets", "ellipsis", "comma", "order", "doubt"],
)  # fmt: skip
def test_what_editors_do_every_day_is_no_drift(source: str, derived: str) -> None:
    assert drifts(source, derived) == {}


@pytest.mark.parametrize("case", PAIRS, ids=[f"{k}-{case['drift']}" for k, case in enumerate(PAIRS)])
def test_a_pair_has_drifted_in_one_way_or_not_at_all(case: dict[str, str]) -> None:
    assert set(drifts(case["source"], case["copy"])) == ({case["drift"]} if case["drift"] else set())


def test_an_absent_agency_is_read_in_its_held_copy() -> None:
    source, derived, difference = CHANGES["number_changed"]
    credit = PrintedCredit(ASSOCIATED_PRESS, "dateline", "(AP)", 0, 4)
    articles = (
        article("copy", "Vale Post", source + AROUND, 0, None, credit),
        article("derived", "Copy Farm", derived + AROUND, 5),
    )
    absent = replace(
        derivation("derived", "x", "rewrite"),
        source_article_id=None,
        source_origin_id=ASSOCIATED_PRESS.origin_id,
        source_name="Associated Press",
    )
    found = measure_story("s", articles, [absent], OUTLETS)
    assert [(d.source_article_id, d.differences) for d in found.drifts if d.kinds] == [("copy", (difference,))]
    assert found.orphans == ()  # what the agency wrote is not held: nothing can be missing there


SOURCE = (
    "The Larkford dam will be closed for nine months after engineers found cracks in its northern wall, the water "
    "board said on Monday.\n\nHelen Moss, who chairs the board, said the repairs would cost $42 million.\n\n"
    "Some 1,300 households in Easter Vale should expect lower pressure this summer, she said."
)
REWORDED = (
    "Engineers found cracks in the northern wall of the Larkford dam, which will close for nine months, the water "
    "board said.\n\nRepairs would cost $42 million, said Helen Moss, who chairs the board.\n\n"
    "Lower pressure should be expected this summer by some 1,300 households in Easter Vale."
)


def orphans(derived: str, relation: str = "rewrite") -> tuple[Orphan, ...]:
    return told(SOURCE, derived, relation).orphans


def test_a_statement_that_no_source_supports_is_an_orphan_with_its_evidence() -> None:
    added = f"{REWORDED}\n\nFarmers blamed careless contractors for blocked drainage channels near Millbrook."
    [orphan] = orphans(added)
    assert orphan.source_article_id == "source"
    assert {"contractors", "drainage", "millbrook"} <= set(orphan.missing_words)
    assert orphan.support < 0.5
    assert orphan.nearest_text in SOURCE + AROUND


def test_a_rewrite_that_adds_nothing_has_no_orphan() -> None:
    assert orphans(REWORDED) == ()
    assert orphans(SOURCE, "mirror") == ()


def test_what_is_credited_to_somebody_else_is_no_orphan() -> None:
    credited = f"{REWORDED}\n\nFarmers blamed careless contractors for blocked channels, Jon Reed told Reuters."
    assert orphans(credited) == ()


def test_a_line_about_who_helped_is_no_orphan() -> None:
    line = "Reporters of Western Press Service in Millbrook contributed to this account."
    text = f"{REWORDED}\n\n{line}{AROUND}"
    at = text.index(line)
    credit = PrintedCredit(Source("agency:wps", "Western Press Service"), "contributed", line, at, at + len(line))
    articles = (
        article("source", "Northern Wire", SOURCE + AROUND, 0),
        article("derived", "Copy Farm", text, 5, None, credit),
    )
    assert measure_story("s", articles, [derivation("derived", "source", "rewrite")], OUTLETS).orphans == ()
