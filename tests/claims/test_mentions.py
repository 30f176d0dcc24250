"""Mentions of an article: spans, modality, the outlet they came through, numbers."""

from __future__ import annotations

import time

import pytest
from story_texts import AGENCY_TEXT, CITING, OUTLETS

from wiretrace.claims.extraction.amounts import find_quantities
from wiretrace.claims.extraction.mentions import extract_mentions
from wiretrace.claims.extraction.quantities import conflicts


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
    ("clause", "modality"),
    [
        ("the wall is cracked", "asserted"),
        ("the wall may be cracked", "possible"),
        ("the wall will likely crack", "likely"),
        ("the wall did not crack", "denied"),
        ("the radar failed twice", "asserted"),
        ("the radar failed to warn them", "denied"),
        ("prices declined by a third", "asserted"),
        ("the bank knew of the losses in May", "asserted"),
        ("Mrs May opened the bridge", "asserted"),
    ],
)
def test_modality_tells_how_surely_it_is_said(clause: str, modality: str) -> None:
    assert mentions(f"Pike said {clause} on Monday.")[0].modality == modality


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a package of $13.5 billion", (13.5e9, 13.5e9, "USD", "exactly")),
        ("at least 60 percent of pupils", (60, 60, "percent", "at_least")),
        ("between 10 and 15 soldiers", (10, 15, "soldier", "between")),
        ("about a dozen northern mayors", (12, 12, "mayor", "about")),
        ("dozens of homes", (24, 99, "home", "between")),
        ("60 lorries", (60, 60, "lorry", "exactly")),
        ("at most 12 matches", (12, 12, "match", "at_most")),
        ("three buses", (3, 3, "bus", "exactly")),
        ("1,300 households", (1300, 1300, "household", "exactly")),
        ("in 2019", (2019, 2019, "year_date", "exactly")),
    ],
)
def test_quantities_are_read_with_their_unit(text: str, expected: tuple[float, float, str, str]) -> None:
    q = find_quantities(text, 0, len(text))[0]
    assert (q.low, q.high, q.unit, q.comparator) == expected


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
    ("title", "modality"),
    [
        ("Ferry crews to strike for 48 hours", "likely"),
        ("Nine villages told to leave by Wednesday", "asserted"),
        ("Rovers sell Hale to Velm for a record fee", "asserted"),
        ("Crane fund to the rescue of 40 towns", "asserted"),
        ("Bridge May Close Before Winter Comes", "possible"),
        ("Bridge Was Closed Since Last May", "asserted"),
    ],
)
def test_a_headline_without_a_verb_but_with_to_tells_what_is_planned(title: str, modality: str) -> None:
    assert [m.modality for m in extract_mentions("", title, "en", OUTLETS)] == [modality]


@pytest.mark.parametrize("text", ["on the 9th floor", "at 5 p.m. sharp", "one of the mayors", "the B-52 landed"])
def test_ordinals_times_and_names_are_no_quantities(text: str) -> None:
    assert find_quantities(text, 0, len(text)) == ()


def test_rounding_is_no_conflict_and_another_amount_is() -> None:
    def read(text: str):  # type: ignore[no-untyped-def]
        return find_quantities(text, 0, len(text))

    assert not conflicts(read("$13.1 billion"), read("$13 billion"))
    assert conflicts(read("$13.1 billion"), read("$1 billion"))
    assert not conflicts(read("$13 billion"), read("13 people"))


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
    ("title", "text", "speaker"),
    [
        (
            "Wall unlikely to hold until spring, chief engineer says",
            "Wall unlikely to hold until spring",
            "chief engineer",
        ),
        ("‘We left in our socks’: passengers tell of night on ferry", "‘We left in our socks’", "passengers"),
        ("‘We left in our socks’: old sailor hits back at ferry line", "‘We left in our socks’", "old sailor"),
        ("‘We left in our socks’: two hurt in Larkford", "‘We left in our socks’", None),
        ("NIGHT AT SEA: Nurse tells of panic on ferry", "panic on ferry", "Nurse"),
    ],
)
def test_a_headline_states_what_stands_before_its_tag(title: str, text: str, speaker: str | None) -> None:
    [headline] = extract_mentions("", title, "en", OUTLETS)
    assert (headline.text, headline.speaker) == (text, speaker)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "‘We left in our socks’: owner held at quay as ferry line goes bankrupt",
            ["‘We left in our socks’", "owner held at quay", "ferry line goes bankrupt"],
        ),
        (
            "Old ferry was safe to sail, study says; crews doubt its engine",
            ["Old ferry was safe to sail", "crews doubt its engine"],
        ),
        ("‘We left in our socks’: the night the ferry burned", ["‘We left in our socks’"]),
    ],
)
def test_a_headline_goes_on_behind_a_statement_and_its_speaker(title: str, expected: list[str]) -> None:
    assert [m.text for m in extract_mentions("", title, "en", OUTLETS)] == expected


def test_an_outlet_before_a_headlines_colon_only_passes_it_on() -> None:
    [headline] = extract_mentions("", "Northern Wire: the dam would not last", "en", OUTLETS)
    assert (headline.text, headline.speaker, headline.via) == ("the dam would not last", None, "Northern Wire")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Barge hits Larkford pier, three missing", ["Barge hits Larkford pier", "three missing"]),
        ("Larkford mill closes, owner wants talks", ["Larkford mill closes", "owner wants talks"]),
        ("Dam repaired; valley returns home", ["Dam repaired", "valley returns home"]),
        ("Pier gates shut as river keeps rising", ["Pier gates shut", "river keeps rising"]),
        ("Two saved by dog after 40 hours", ["Two saved by dog after 40 hours"]),
        ("Mayor, three aides resign in Larkford", ["Mayor, three aides resign in Larkford"]),
        ("Lena Moss serves as harbour chief who stays", ["Lena Moss serves as harbour chief who stays"]),
        ("Gale breaks windows, 40 miles from Larkford", ["Gale breaks windows, 40 miles from Larkford"]),
    ],
)
def test_a_headline_of_several_statements_has_a_mention_for_each(title: str, expected: list[str]) -> None:
    assert [m.text for m in extract_mentions("", title, "en", OUTLETS)] == expected


def test_who_speaks_in_one_part_of_a_headline_says_nothing_of_the_other() -> None:
    title = "Moss denies hiding the report; Wick demands inquiry"
    assert [(m.text, m.speaker, m.start) for m in extract_mentions("", title, "en", OUTLETS)] == [
        ("Moss denies hiding the report", "Moss", 0),
        ("Wick demands inquiry", "Wick", 31),
    ]


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


@pytest.mark.parametrize("ending", ["and everyone knows that", "but Ada Pike cautioned that"])
def test_a_text_may_break_off_before_what_it_announces(ending: str) -> None:
    assert extract_mentions(f"The mill in Larkford is shut, {ending}", None, "en", OUTLETS)


def test_a_line_without_words_states_nothing() -> None:
    found = extract_mentions("The mill in Larkford was shut on Friday.\n\n***\n\n}", None, "en", OUTLETS)
    assert [m.text for m in found] == ["The mill in Larkford was shut on Friday"]
