"""Mentions of an article: spans, modality, the outlet they came through, numbers."""

from __future__ import annotations

import time

import pytest
from story_texts import AGENCY_TEXT, CITING, OUTLETS

from wiretrace.claims.extraction.mentions import extract_mentions


def mentions(text: str, title: str | None = None):  # type: ignore[no-untyped-def]
    return extract_mentions(text, title, "en", OUTLETS)


def test_every_mention_stands_where_it_says() -> None:
    for m in mentions(CITING.text, CITING.title):
        field = CITING.title if m.field == "title" else CITING.text
        assert field is not None
        assert field[m.start : m.end] == m.text


def test_the_headline_is_a_mention_with_its_speaker() -> None:
    headline = mentions(CITING.text, CITING.title)[0]
    assert (headline.kind, headline.field, headline.speaker) == ("headline", "title", "Moss")
    assert headline.text == "Dam repairs would cost $42 million"


def test_the_narrator_states_what_has_a_number_or_a_name() -> None:
    narrated = [m.text for m in mentions(AGENCY_TEXT) if m.kind == "narrator"]
    assert narrated == ["Parliament has set aside $600 million for dams across the country"]


def test_a_tag_alone_is_no_statement() -> None:
    assert all("said" not in m.text for m in mentions("Ada Pike of the Larkford council said the bridge was safe."))


def test_an_outlet_in_between_is_the_way_and_not_the_speaker() -> None:
    told = mentions("The bridge is safe, Ada Pike told Channel News in an interview.")[0]
    cited = mentions("The bridge is unsafe, the Larkford Times said, citing two unnamed engineers.")[0]
    assert (told.speaker, told.via) == ("Ada Pike", "Channel News")
    assert (cited.speaker, cited.via) == ("two unnamed engineers", "the Larkford Times")


@pytest.mark.parametrize(
    ("text", "speaker", "via"),
    [
        ("The bridge is unsafe, the Larkford Times said, citing two engineers who told Channel News.", "two engineers", "Channel News"),
        ("The bridge is unsafe, the Larkford Times said, citing an aide who spoke to Channel News.", "an aide", "Channel News"),
        ("Ada Pike told Channel News that the bridge is unsafe, the Larkford Times reported.", "Ada Pike", "Channel News"),
        ("Ada Pike told Channel News the bridge is unsafe, the Larkford Times reported.", "Ada Pike", "Channel News"),
    ],
)  # fmt: skip
def test_the_outlet_nearest_to_the_speaker_is_the_way(text: str, speaker: str, via: str) -> None:
    found = mentions(text)[0]
    assert (found.speaker, found.via) == (speaker, via)


def test_a_credit_around_a_quotation_is_its_way() -> None:
    quoted = mentions("“The bridge is safe,” Pike said on Friday, according to Reuters.")
    assert [(m.speaker, m.via) for m in quoted if m.kind == "direct"] == [("Pike", "Reuters")]


@pytest.mark.parametrize(
    "content",
    [
        "at least 20 people were killed",
        "at most 20 people were killed",
        "as many as 20 people were killed",
        "nearly 20 people were killed",
        "about two dozen people were killed",
        "between 20 and 30 people were killed",
        "at least 20 guns of 155 mm were sent, about a dozen more than in May",
    ],
)
def test_an_amount_behind_the_verb_begins_what_was_said(content: str) -> None:
    [found] = mentions(f"Pike said {content}.")
    assert (found.speaker, found.text) == ("Pike", content)


@pytest.mark.parametrize("time", ["at 5 p.m.", "in 2019", "at a briefing"])
def test_a_time_or_place_behind_the_verb_does_not(time: str) -> None:
    assert [m.text for m in mentions(f"Pike said {time} the harbour would stay closed.")] == [
        "the harbour would stay closed"
    ]


@pytest.mark.parametrize(
    "speaker",
    [
        "one official who was not authorized to speak",
        "officials who have read the report",
        "Ada Pike who led the office",
    ],
)
def test_who_is_described_behind_the_verb_has_said_what_stands_before_it(speaker: str) -> None:
    [found] = mentions(f"The dam could fail within days, said {speaker}.")
    assert (found.text, found.speaker) == ("The dam could fail within days", speaker.partition(" who")[0])


def test_what_is_warned_of_is_no_addressee() -> None:
    warned = ("Pike warned the ice could vanish by 2040.", "Pike warned residents the ice could vanish by 2040.")
    assert [m.text for text in warned for m in mentions(text)] == ["the ice could vanish by 2040"] * 2


def test_a_range_is_not_taken_apart() -> None:
    text = "The town paid between $2 million and $3 million for the field."
    [found] = mentions(text)
    assert [(q.low, q.high, q.comparator, q.role) for q in found.quantities] == [(2e6, 3e6, "between", "paid")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ada Pike said that while the wall has cracks, the valley is in no danger.",
            ["while the wall has cracks", "the valley is in no danger"],
        ),
        (
            "Seven people were hurt and 212 were led ashore, the coastguard said.",
            ["Seven people were hurt", "212 were led ashore"],
        ),
        (
            "Soldiers emptied Easter Vale on Monday, moving some 900 people to Larkford.",
            ["Soldiers emptied Easter Vale on Monday", "moving some 900 people to Larkford"],
        ),
        (
            "Ada Pike said that 11 walkers had been rescued and 40 injured.",
            ["11 walkers had been rescued", "40 injured"],
        ),
        (
            "The landslide left nine people dead and more than 30 missing in Easter Vale.",
            ["The landslide left nine people dead", "more than 30 missing in Easter Vale"],
        ),
        (
            "Larkford Water supplies 14 towns in the valley and was fined 180,000 crowns in 2023.",
            ["Larkford Water supplies 14 towns in the valley", "was fined 180,000 crowns in 2023"],
        ),
        (
            "The board of Larkford Water owes 40 million crowns and the shares dropped nine percent.",
            ["The board of Larkford Water owes 40 million crowns", "the shares dropped nine percent"],
        ),
        (
            "Ada Pike appointed Lena Moss as guardian of the dam and set a first meeting for June 4.",
            ["Ada Pike appointed Lena Moss as guardian of the dam", "set a first meeting for June 4"],
        ),
        (
            "Ada Pike said nine were missing after a barge rammed the pier.",
            ["nine were missing", "after a barge rammed the pier"],
        ),
        (
            "The lamps of Larkford were still dark when the ferry touched the pier.",
            ["The lamps of Larkford were still dark", "when the ferry touched the pier"],
        ),
        (
            "Lena Moss hired an engineer and a guard trained in Larkford.",
            ["Lena Moss hired an engineer and a guard trained in Larkford"],
        ),
        (
            "Ada Pike said that nine farms and 40 flooded cellars are insured.",
            ["nine farms and 40 flooded cellars are insured"],
        ),
        (
            "Larkford Water closed its works on Friday, owing the bank 40 million crowns.",
            ["Larkford Water closed its works on Friday", "owing the bank 40 million crowns"],
        ),
        (
            "The slide in Easter Vale began above a reservoir that holds 900 tonnes of water.",
            ["The slide in Easter Vale began above a reservoir", "holds 900 tonnes of water"],
        ),
        (
            "Larkford Water has asked for protection with debts of 40 million crowns.",
            ["Larkford Water has asked for protection", "with debts of 40 million crowns"],
        ),
        (
            "Of this sum 30 million is owed to Larkford and 6 million to the guardians.",
            ["Of this sum 30 million is owed to Larkford", "6 million to the guardians"],
        ),
        (
            "Divers found 41 lamps in Easter Vale, along with rails that weighed 300 kilograms.",
            ["Divers found 41 lamps in Easter Vale", "along with rails that weighed 300 kilograms"],
        ),
        (
            "Ada Pike said 36 people were missing, eleven of them children.",
            ["36 people were missing", "eleven of them children"],
        ),
        (
            "Ada Pike said that the wall – a ruin by now – held the water.",
            ["the wall – a ruin by now – held the water"],
        ),
        (
            "Ada Pike said that the wall held the water – which was 40 metres deep.",
            ["the wall held the water", "which was 40 metres deep"],
        ),
        (
            "Ada Pike said the town had paid twice and “could not do so for a third time”.",
            ["the town had paid twice", "“could not do so for a third time”"],
        ),
        (
            "The guardians of Larkford made and kept a list of the cracks.",
            ["The guardians of Larkford made and kept a list of the cracks"],
        ),
        (
            "The wall in Easter Vale gave way at noon, some nine hours after the first crack.",
            ["The wall in Easter Vale gave way at noon", "some nine hours after the first crack"],
        ),
        (
            "Larkford has a school that was opened on March 4.",
            ["Larkford has a school that was opened on March 4"],
        ),
        (
            "Ada Pike said the wall held for nine days, and the report on its state was “very short indeed”.",
            ["the wall held for nine days", "the report on its state was “very short indeed”"],
        ),
    ],
)
def test_a_sentence_that_states_two_things_has_two_mentions(text: str, expected: list[str]) -> None:
    assert [m.text for m in extract_mentions(text, None, "en", OUTLETS)] == expected


@pytest.mark.parametrize(
    "part",
    ["Ada said that it rained, ", "according to Moss, ", "‘we went home. ", "1,000-2,000 ", "said ", "Moss and "],
)
def test_a_text_without_end_is_read_in_linear_time(part: str) -> None:
    """A list or a page without full stops is no reason to stand still."""
    started = time.process_time()
    extract_mentions(part * (50_000 // len(part)), part * 10, "en", OUTLETS)
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ada Pike said it covers nine villages and 40 farms and takes effect on May 4.", "it covers nine villages and 40 farms"),
        ("Ada Pike said she would step aside as head of the board until it is rebuilt.", "she would step aside as head of the board until it is rebuilt"),
        ("Ada Pike said buses left minutes after the bell rang in Larkford.", "buses left minutes after the bell rang in Larkford"),
        ("Ada Pike said her party won seats, while the rest lost.", "her party won seats"),
        ("Ada Pike said the deal was dead, a claim that the ministry disputes.", "the deal was dead"),
        ("Ada Pike had recommended in the autumn of 2024 that the lake be lowered.", "the lake be lowered"),
        ("Ada Pike told police officers that she would not leave.", "she would not leave"),
    ],
)  # fmt: skip
def test_reported_content_ends_with_its_clause(text: str, words: str) -> None:
    assert words in [m.text for m in extract_mentions(text, None, "en", OUTLETS) if m.speaker]


def test_what_a_narrator_says_aside_is_a_statement_of_its_own() -> None:
    text = (
        "Larkford Water, which supplies 14 towns in the valley, was fined 180,000 crowns in 2023 for the leak. "
        "The repair of Larkford dam has changed the valley: farmers in Easter Vale have sold 40 fields."
    )
    assert [m.text for m in mentions(text)] == [
        "Larkford Water, which supplies 14 towns in the valley",
        "was fined 180,000 crowns in 2023 for the leak",
        "The repair of Larkford dam has changed the valley",
        "farmers in Easter Vale have sold 40 fields",
    ]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "Moss said divers found 12 crates out of some 300 that were aboard the ferry.",
            ["divers found 12 crates", "out of some 300 that were aboard the ferry"],
        ),
        (
            "Moss said the board had heard of nine complaints and of nobody dismissed.",
            ["the board had heard of nine complaints", "of nobody dismissed"],
        ),
        (
            "In a shaft 40 metres below Larkford Hill, the miners found three lamps.",
            ["In a shaft 40 metres below Larkford Hill", "the miners found three lamps"],
        ),
        ("In the past 12 months, the mill in Larkford has lost 40 jobs.", None),
        (
            "Moss said she led the meeting at which two million crowns was granted to the mill.",
            ["she led the meeting", "at which two million crowns was granted to the mill"],
        ),
        (
            "The fire killed four people in Larkford, in the worst blaze since 1987.",
            ["The fire killed four people in Larkford", "in the worst blaze since 1987"],
        ),
        ("Larkford took four out of seven seats that were free.", None),
    ],
)
def test_what_a_sentence_says_besides_is_a_statement_of_its_own(text: str, stated: list[str] | None) -> None:
    """`None` where it tells one thing."""
    assert [m.text for m in mentions(text)] == (stated or [text.rstrip(".")])


@pytest.mark.parametrize("ending", ["and everyone knows that", "but Ada Pike cautioned that"])
def test_a_text_may_break_off_before_what_it_announces(ending: str) -> None:
    assert extract_mentions(f"The mill in Larkford is shut, {ending}", None, "en", OUTLETS)


def test_a_line_without_words_states_nothing() -> None:
    found = extract_mentions("The mill in Larkford was shut on Friday.\n\n***\n\n}", None, "en", OUTLETS)
    assert [m.text for m in found] == ["The mill in Larkford was shut on Friday"]


@pytest.mark.parametrize(
    "text",
    [
        "Seagrass has returned to the Tarn Sound, four times the area recorded in 2009.",
        "Nearly 9,000 people left Easter Vale on Wednesday, the biggest flight the valley has seen.",
        "The fire in Larkford, the worst the town has known, burned for three days.",
        "In Larkford, where the last boat called on Monday, the shop ran out of flour.",
        "Larkford Town lost on Sunday and have now conceded eleven goals in four games.",
    ],
)
def test_a_thing_does_not_speak(text: str) -> None:
    assert {m.speaker for m in mentions(text)} == {None}


@pytest.mark.parametrize(
    ("text", "speaker", "stated"),
    [
        (
            "The law, critics argue, does nothing for tenants in Larkford.",
            "critics",
            "The law, critics argue, does nothing for tenants in Larkford",
        ),
        ("The budget office estimates that repairs cost 4 million.", "The budget office", "repairs cost 4 million"),
        ("The hospital conceded eleven people had died there.", "The hospital", "eleven people had died there"),
        ("Pike wants the job, the Times reported on Monday.", "the Times", "Pike wants the job"),
    ],
)
def test_who_says_what_in_full(text: str, speaker: str, stated: str) -> None:
    assert [(m.speaker or m.via, m.text) for m in mentions(text)] == [(speaker, stated)]


def test_who_pays_for_the_reporting_is_no_claim() -> None:
    notice = "This newsroom's coverage of the Larkford council is supported by the Vale Fund, which has no say in it."
    assert mentions(notice) == []
    news = "The Vale Fund, which is supported by the ministry, closed its doors on Monday."
    assert mentions(news)
