"""What a claim leads a page with: a sentence that reads alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from story_texts import NORTHERN_WIRE, OUTLETS, article, derivation, measure_story

from wiretrace.claims.articles import PrintedCredit, place
from wiretrace.claims.extraction.mentions import extract_mentions
from wiretrace.claims.origins.tracing import trace_origins
from wiretrace.claims.wording import count_flaws, rank_wordings, show_wording


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('although nobody need hurry, "The quay is shut today.', "Although nobody need hurry, The quay is shut today."),
        ("although nobody need hurry", "Nobody need hurry"),
        ("but the quay stays shut", "The quay stays shut"),
        ("while it rained, the match went on", "While it rained, the match went on"),
        ("“The quay stays shut,”", "The quay stays shut"),
        ("“The quay stays shut", "The quay stays shut"),
        ("she called it “a quay for seals.”", "She called it “a quay for seals.”"),
        ("“Seals” and “gulls”", "“Seals” and “gulls”"),
        ("it lasts “no more than a season,”", "It lasts “no more than a season”"),
        ("„Die Mole bleibt zu.“", "Die Mole bleibt zu."),
        ("the keeper’s dog had barked", "The keeper’s dog had barked"),
        ("eBay sold the quay", "eBay sold the quay"),
    ],
)
def test_a_wording_is_shown_whole(text: str, shown: str) -> None:
    assert show_wording(text, "en") == shown


@pytest.mark.parametrize(
    ("plain", "flawed"),
    [
        ("The quay could sink before Easter", "It could sink before Easter"),
        ("The quay could sink before Easter", "nothing that would have sunk the quay"),
        ("The quay has leaked since Friday", "since Friday, when a keeper saw the quay leak"),
        ("The quay was shut", "was shut by the harbour master"),
        ("I’d rather shut the quay", "would rather shut the quay"),
        ("The quay will hold", "Will the quay hold?"),
        ("It could sink before Easter", "had been sinking before Easter"),
    ],
)
def test_what_reads_alone_has_fewer_flaws(plain: str, flawed: str) -> None:
    assert count_flaws(plain, "en") < count_flaws(flawed, "en")


def test_a_claim_is_worded_by_a_mention_that_names_its_subject() -> None:
    """The rewriter spells out whom the agency's pronoun means."""
    wire = article(
        "wire", "Wire", "Engineer Ada Pike looked at the old quay. She said it could sink before Easter in a storm.", 0
    )
    rewrite = article("rewrite", "Post", "The old quay could sink before Easter in a storm, Ada Pike said.", 3)
    story = measure_story("s", [wire, rewrite], [derivation("rewrite", "wire", "rewrite")], OUTLETS)
    [claim] = [c for c in story.claims if any("could sink" in m.mention.text for m in c.mentions)]
    assert len(claim.mentions) == 2
    assert claim.wording == "The old quay could sink before Easter in a storm"


def test_a_headline_that_asks_states_nothing() -> None:
    text = "“Was nobody told about the quay?” asked Ada Pike."
    found = extract_mentions(text, "Will the old quay hold?", "en", OUTLETS)
    assert [(m.field, m.kind) for m in found] == [("text", "direct")]


@pytest.mark.parametrize(
    ("text", "piece", "wording"),
    [
        ("Ada Pike accused the ministry of having ignored the leak.", "the ministry of", "Ada Pike accused the ministry of having ignored the leak."),
        ("The maker said it was helping and had warned eleven towns.", "had warned", "The maker said it was helping and had warned eleven towns."),
        ("Soldiers emptied Larkford on Friday, moving 9,800 people before the rain came.", "moving 9,800", "Soldiers emptied Larkford on Friday, moving 9,800 people before the rain came."),
        ("The keeper has seen the letter, which is dated 9 May, and a reply from Larkford.", "which is dated", "The keeper has seen the letter, which is dated 9 May, and a reply from Larkford."),
        ("“Cows read the room,” Ada Pike said.", "Cows read", "Cows read the room"),
    ],
)  # fmt: skip
def test_a_piece_of_a_clause_is_shown_with_its_sentence(text: str, piece: str, wording: str) -> None:
    story = measure_story("s", [article("a", "Vale Post", text, 0)], [], OUTLETS)
    assert [c.wording for c in story.claims if any(piece in m.mention.text for m in c.mentions)] == [wording]


def test_nobody_says_what_most_articles_narrate() -> None:
    told = "The quay at Larkford was closed for nine months in May"
    articles = [article(name, name, f"{told}.", k) for k, name in enumerate(("one", "two"))]
    articles.append(article("three", "three", f"{told}, Ada Pike said.", 3))
    [claim] = measure_story("s", articles, [], OUTLETS).claims
    assert len(claim.mentions) == 3
    assert claim.speaker_id is None


def test_a_claim_is_worded_by_its_origin_rather_than_by_a_longer_retelling() -> None:
    told = "The Larkford council closed the old quay for nine months on Monday."
    credit = PrintedCredit(NORTHERN_WIRE, "dateline", "LARKFORD (NW) —")
    wire = article("wire", "Vale Post", told, 0, None, credit)
    retold = "The Larkford council closed the old quay for nine months on Monday amid much public concern and debate."
    story = measure_story(
        "s", [wire, article("copy", "Copy Farm", retold, 3)], [derivation("copy", "wire", "rewrite")], OUTLETS
    )
    [claim] = [c for c in story.claims if len(c.mentions) == 2]
    assert claim.wording == "The Larkford council closed the old quay for nine months on Monday"


def test_a_question_is_claimed_with_its_answer() -> None:
    text = "“Will the old quay hold? I would not moor a pram there,” Ada Pike said."
    [found] = extract_mentions(text, None, "en", OUTLETS)
    assert found.text == "“Will the old quay hold? I would not moor a pram there,”"


def test_a_claim_is_worded_in_the_language_of_most() -> None:
    """Of a text in a language without rules no flaw is known."""
    said = "“I would not put the gate before Easter,” said Helen Moss."
    german = replace(
        article("de", "Tagblatt", "„Ich würde das Tor nicht vor Ostern setzen“, sagte Helen Moss.", 0), language="de"
    )
    articles = [german, article("one", "Vale Post", said, 1), article("two", "Easter Herald", said, 2)]
    mentions = [place(a, m) for a in articles for m in extract_mentions(a.text, None, a.language, OUTLETS)]
    ranked = rank_wordings(mentions, trace_origins(mentions, [], OUTLETS))
    assert [m.article.language for m in ranked] == ["en", "en", "de"]
