"""Whom an article names as its source, under full names, short names and common nouns."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from story_texts import NORTHERN_WIRE, OUTLETS, START, article, measure_story

from wiretrace.claims.articles import Derivation, PrintedCredit, StoryArticle
from wiretrace.claims.extraction.outlets import find_own_signs
from wiretrace.overlap.credits.sources import Source, slugify


def origin_of(words: str, *articles: StoryArticle, links: tuple[Derivation, ...] = ()) -> str | None:
    measured = measure_story("s", articles, links, OUTLETS)
    traced = [o for c in measured.claims for m, o in zip(c.mentions, c.origins, strict=True) if words in m.mention.text]
    return traced[0].origin.name if traced[0].origin else None


def credited(text: str, printed: str, source: Source, rule: str) -> StoryArticle:
    start = text.index(printed)
    return article("a", "Vale Post", text, 0, None, PrintedCredit(source, rule, printed, start, start + len(printed)))


def test_a_credit_vouches_for_its_sentence_and_not_for_the_next() -> None:
    text = "The dam lost 300 litres an hour, Northern Wire reported. The bridge in Easter Vale has 14 arches."
    told = credited(text, "Northern Wire reported", NORTHERN_WIRE, "reported")
    assert origin_of("300 litres", told) == "Northern Wire"
    assert origin_of("14 arches", told) == "Vale Post"


def test_the_agency_takes_up_the_agency_named_before() -> None:
    text = (
        "The dam lost 300 litres an hour, Northern Wire reported.\n\nThe agency said 40 families had left Easter Vale."
    )
    told = credited(text, "Northern Wire reported", NORTHERN_WIRE, "reported")
    assert origin_of("40 families", told) == "Northern Wire"


def test_an_article_that_names_its_own_paper_has_reported_itself() -> None:
    text = "“The wall is sound,” engineer Ada Pike told the Post on Monday."
    wire = PrintedCredit(NORTHERN_WIRE, "dateline", "LARKFORD (NW) —", None, None)
    own = article("a", "Vale Post", text, 0, None, wire)
    assert origin_of("wall is sound", own) == "Vale Post"


def test_a_short_name_means_the_outlet_of_the_story() -> None:
    held = article("h", "Easter Herald", "Ada Pike of Larkford will resign in May, she said.", 0)
    citing = article("c", "Vale Post", "“I will go in May,” Ada Pike told the Herald.", 3)
    assert origin_of("go in May", held, citing) == "Easter Herald"


def test_an_outlet_and_the_initials_of_its_datelines_are_one_origin() -> None:
    unlisted = Source("agency:vps", "VPS")
    wire = "The dam lost 300 litres an hour on Monday."
    held = article(
        "w", "Vale Press", wire, 0, None, PrintedCredit(unlisted, "dateline", "LARKFORD (VPS) —", None, None)
    )
    citing = article("c", "Easter Herald", "The dam lost 300 litres an hour, Ada Pike told Vale Press.", 1)
    assert origin_of("on Monday", replace(held, outlet_name="Vale Press Service"), citing) == "Vale Press Service"
    assert count_of("300 litres", replace(held, outlet_name="Vale Press Service"), citing) == (1, 1)
    assert origin_of("on Monday", replace(held, outlet_name="Easter Post"), citing) == "VPS"


def test_who_helped_with_a_report_is_not_its_origin() -> None:
    text = "The bridge in Easter Vale has 14 arches. Northern Wire contributed to this report."
    assert (
        origin_of("14 arches", credited(text, "Northern Wire contributed", NORTHERN_WIRE, "contributed")) == "Vale Post"
    )


def test_what_a_copy_adds_is_its_own() -> None:
    wire = article("w", "Northern Wire", "The dam in Larkford will close in May, Ada Pike said.", 0)
    text = wire.text + "\n\nEaster Vale has 900 houses below the dam."
    copy = article("a", "Vale Post", text, 2)
    link = Derivation("a", "w", None, "Northern Wire", "wire_copy", True, 0.9, ((0, len(wire.text)),))
    assert origin_of("900 houses", wire, copy, links=(link,)) == "Vale Post"


STATEMENT = "“The wall will be watched day and night,” engineer Ada Pike said in a written statement."


def test_a_written_statement_is_one_origin_for_all_who_print_it() -> None:
    prints = [article(name, f"Paper {name}", STATEMENT, hours) for hours, name in enumerate("abc")]
    [claim] = [c for c in measure_story("s", prints, (), OUTLETS).claims if "day and night" in c.wording]
    assert claim.counts.origin_count_low == 1
    assert claim.counts.article_count == 3


def test_words_quoted_a_day_later_were_not_heard_a_second_time() -> None:
    said = "“I would not sleep below that wall,” engineer Ada Pike said."
    later = "People in Easter Vale repeat one sentence. “I would not sleep below that wall,” Ada Pike had answered."
    articles = article("a", "Vale Post", said, 0), article("b", "Easter Herald", later, 26)
    [claim] = [c for c in measure_story("s", articles, (), OUTLETS).claims if "below that wall" in c.wording]
    assert {o.origin.name for o in claim.origins if o.origin} == {"Vale Post"}


def test_a_translated_quotation_comes_from_who_printed_it_before() -> None:
    words = "„Das Dorf bekommt 240 Millionen Dollar für Reparaturen am Staudamm“, sagte Ada Pike in Larkford."
    first = replace(article("a", "Vale Post", words, 0), language="de")
    later = article(
        "b", "Easter Herald", "“The village gets $240 million for repairs of the dam,” Ada Pike said in Larkford.", 1
    )
    assert origin_of("$240 million", first, later) == origin_of("240 Millionen", first, later) == "Vale Post"
    other = replace(first, first_seen_at=later.first_seen_at, appeared_at=later.appeared_at + timedelta(hours=1))
    assert origin_of("$240 million", other, later) == origin_of("240 Millionen", other, later) == "Easter Herald"


def test_a_document_named_in_two_languages_is_one_origin() -> None:
    texts = {
        "en": "The marsh has grown to 46 hectares, according to a survey that the Larkford Marine Institute published.",
        "es": "El humedal ha crecido a 46 hectáreas, según un estudio que el Instituto Marino de Larkford publicó.",
    }
    names = {"en": "Larkford Marine Institute", "es": "Instituto Marino de Larkford"}
    told = {
        language: replace(
            credited(texts[language], name, Source(f"document:{slugify(name)}", name), "document"),
            article_id=language,
            language=language,
            outlet_id=language,
        )
        for language, name in names.items()
    }
    assert origin_of("46 hectáreas", *told.values()) == origin_of("46 hectares", *told.values())
    alone = {origin_of("46 hect", told[language]) for language in told}
    assert alone == set(names.values())


def test_words_heard_by_two_reporters_on_one_day_have_two_origins() -> None:
    said = "“I would not sleep below that wall,” engineer Ada Pike said."
    articles = article("a", "Vale Post", said, 0), article("b", "Easter Herald", said, 2)
    [claim] = [c for c in measure_story("s", articles, (), OUTLETS).claims if "below that wall" in c.wording]
    assert claim.counts.origin_count_low == 2


def test_an_outlet_that_credits_another_for_a_claim_has_not_reported_it_itself_later() -> None:
    text = "The town paid 340,000 crowns for the field, Northern Wire reported."
    credited_first = credited(text, "Northern Wire reported", NORTHERN_WIRE, "reported")
    later = article("b", "Vale Post", "The town paid 340,000 crowns for the field.", 30)
    assert origin_of("340,000", credited_first, later) == "Northern Wire"
    measured = measure_story("s", [credited_first, later], (), OUTLETS)
    [claim] = [c for c in measured.claims if "340,000" in c.wording]
    assert claim.counts.origin_count_low == 1


def test_an_outlet_that_credits_another_and_asks_somebody_else_has_two_origins() -> None:
    text = (
        "The town paid 340,000 crowns for the field, Northern Wire reported.\n\n"
        "Mayor Tom Okafor said that the town had paid 340,000 crowns for the field. “We could have had a bridge,” he said."
    )
    told = credited(text, "Northern Wire reported", NORTHERN_WIRE, "reported")
    wire = "The town of Larkford paid 340,000 crowns for the field."
    assert count_of("340,000", told, article("w", "Northern Wire", wire, -3)) == (2, 2)
    quoting = wire + " Mayor Tom Okafor said that the town had paid 340,000 crowns for the field."
    assert count_of("340,000", told, article("w", "Northern Wire", quoting, -3)) == (1, 1)


def test_it_found_takes_up_the_study_named_in_the_sentence_before() -> None:
    text = (
        "Divers worked for the survey that the Pike Institute published on Monday. It found 310 mussel beds in the bay."
    )
    survey = Source("document:pike-institute", "Pike Institute")
    told = credited(text, "survey that the Pike Institute published", survey, "document")
    assert origin_of("310 mussel beds", told) == "Pike Institute"


def test_what_only_a_rewrite_states_comes_from_nowhere_known() -> None:
    wire = article("w", "Northern Wire", "The flood destroyed 212 houses in Larkford, Ada Pike said.", 0)
    text = "The flood wrecked 212 homes in Larkford, according to Ada Pike. Tom Okafor said bakers in Easter Vale wanted a new oven by autumn."
    rewrite = article("r", "Daily Copy", text, 4)
    link = Derivation("r", "w", None, "Northern Wire", "rewrite", True, 0.8)
    assert origin_of("212 homes", wire, rewrite, links=(link,)) == "Northern Wire"
    assert origin_of("new oven", wire, rewrite, links=(link,)) is None


TOLD = (
    "The Larkford dam will be closed in May, Ada Pike said. “We will not gamble with the valley,” Pike said."
    " The repair costs $42 million. Some 1,300 households are to lose pressure. The wall was built in 1961."
)
RETOLD = (
    "In May the dam of Larkford shuts, according to Ada Pike. She refused to gamble with the valley, Pike told people."
    " Mending it will cost $42 million. About 1,300 homes will lose pressure. The wall has stood since 1961."
)


def test_an_article_that_states_what_another_states_in_its_order_retells_it() -> None:
    source, copy = article("s", "Vale Post", TOLD, 0), article("c", "Copy Farm", RETOLD, 4)
    assert origin_of("Mending it", source, copy) == "Vale Post"


def test_who_quotes_others_than_the_earlier_article_has_reported_himself() -> None:
    own = (
        RETOLD + " “Nobody asked us,” said Tom Okafor. “We shall sue the board,” Okafor said. “It is a farce,” he said."
    )
    source, other = article("s", "Vale Post", TOLD, 0), article("c", "Easter Herald", own, 4)
    assert origin_of("Mending it", source, other) == "Easter Herald"


def test_an_agency_that_speaks_is_credited() -> None:
    text = "The dam lost 300 litres an hour, the regional agency Northern Wire said. State media said 14 people left."
    wire = article("w", "Northern Wire", "The dam has 14 gates.", 0)
    citing = article("a", "Vale Post", text, 3)
    assert origin_of("300 litres", wire, citing) == "Northern Wire"
    assert origin_of("14 people", wire, citing) == "State media"


def test_a_press_release_is_one_origin_for_all_who_print_it() -> None:
    release = article(
        "r", "Calder Water Newsroom", "Calder Water recalls 1,300 meters of the type Brook from Monday.", 0
    )
    paper = article(
        "p", "Vale Post", "Some 1,300 meters of the type Brook are recalled by Calder Water from Monday.", 3
    )
    assert origin_of("are recalled", release, paper) == "Calder Water Newsroom"
    asked = replace(
        paper, text=f"{paper.text} “Mine ran backwards,” Ada Pike of Larkford told the Post.", printed_at=START
    )
    assert origin_of("are recalled", replace(release, printed_at=START + timedelta(hours=1)), asked) == "Vale Post"


def test_a_notice_of_the_police_is_one_origin_and_a_paper_named_after_them_reports() -> None:
    notice = "A man of 24 from Millgate was arrested near Larkford dam on Thursday."
    printed = article("p", "Vale Post", "A man of 24 from Millgate has been arrested near Larkford dam.", 3)
    assert origin_of("has been", article("n", "Larkford Valley Police", notice, 0), printed) == "Larkford Valley Police"
    assert origin_of("has been", article("n", "Larkford Police Gazette", notice, 0), printed) == "Vale Post"


def test_a_name_may_have_its_noun_behind_it() -> None:
    text = "The dam lost 300 litres an hour, the Herald newspaper reported."
    told = credited(text, "the Herald newspaper", Source("outlet:herald-newspaper", "Herald newspaper"), "reported")
    assert origin_of("300 litres", told, article("h", "The Herald", "The dam has 14 gates.", -2)) == "The Herald"


def test_what_is_narrated_hours_after_another_had_it_comes_from_nobody_knows_where() -> None:
    first = article("a", "Vale Post", TWICE, 0)
    assert count_of("new wall", first, article("b", "Easter Herald", "On Monday a fair opened. " + TWICE, 3)) == (2, 2)
    assert count_of("new wall", first, article("b", "Easter Herald", "On Monday a fair opened. " + TWICE, 9)) == (1, 2)


def test_who_asks_somebody_for_it_need_not_have_from_others_what_he_narrates_of_it() -> None:
    told = "The town of Larkford paid 340,000 crowns for the field."
    first = article("a", "Vale Post", told, 0)
    asked = told + " Mayor Tom Okafor told this paper that the town had paid 340,000 crowns for the field."
    assert count_of("340,000", first, article("b", "Easter Herald", told, 9)) == (1, 2)
    assert count_of("340,000", first, article("b", "Easter Herald", asked, 9)) == (2, 2)


def test_texts_fetched_on_one_day_are_as_far_apart_as_they_are_dated() -> None:
    fetched = START + timedelta(days=30)
    one, other = (
        replace(a, appeared_at=fetched, printed_at=a.appeared_at)
        for a in (article("a", "Vale Post", TWICE, 0), article("b", "Easter Herald", TWICE, 9))
    )
    assert other.lag_behind(one) == timedelta(hours=9)
    assert replace(other, printed_at=None).lag_behind(one) == timedelta(0)


TWICE = "The board will pay $42 million for a new wall at Larkford"


def count_of(words: str, *articles: StoryArticle) -> tuple[int, int]:
    """Least and greatest number of origins of a claim."""
    [claim] = [c for c in measure_story("s", articles, (), OUTLETS).claims if words in c.wording]
    return claim.counts.origin_count_low, claim.counts.origin_count_high


def test_who_quotes_nobody_has_a_statement_from_nobody_knows_where() -> None:
    reporter = article("a", "Vale Post", f"{TWICE}, she said. “We owe it to the valley below us,” said Helen Moss.", 0)
    briefer = article("b", "Copy Farm", f"{TWICE}.", 2)
    assert count_of("42 million", reporter, briefer) == (1, 2)


def test_who_quotes_somebody_of_his_own_has_reported_himself() -> None:
    reporter = article("a", "Vale Post", f"{TWICE}, she said. “We owe it to the valley below us,” said Helen Moss.", 0)
    other = article("b", "Easter Herald", f"{TWICE}. “Nobody ever asked our farmers,” said Tom Okafor.", 2)
    assert count_of("42 million", reporter, other) == (2, 2)


def test_one_exclusive_line_among_quotations_that_others_had_does_not_make_a_reporter() -> None:
    quoted = "“We owe it to the valley below us,” said Helen Moss. “The wall leaks in nine places,” said Ada Pike."
    own = "“I want my gate keys back,” said Tom Okafor. “My sheep are on the other side,” he said."
    reporter = article("a", "Vale Post", f"{TWICE}, she said. {quoted} {own}", 0)
    lifted = f"{TWICE}. {quoted} “Heads will roll for this mess,” said an insider."
    assert count_of("42 million", reporter, article("b", "Easter Herald", lifted, 2)) == (1, 2)


def test_an_amount_that_nobody_had_told_hours_before_is_reported_anew() -> None:
    burned = "The old grain mill in Larkford burned down on Monday night"
    own = "“Nobody ever asked our farmers,” said Tom Okafor."
    first = article("a", "Vale Post", f"{burned}. “We saw the glow from the hill,” said Helen Moss.", 0)
    assert count_of("grain mill", first, article("b", "Easter Herald", f"{burned}. {own}", 9)) == (1, 2)
    assert count_of(
        "grain mill", first, article("b", "Easter Herald", f"{burned} with 900 tonnes of oats. {own}", 9)
    ) == (2, 2)
    counted = article(
        "a", "Vale Post", f"{burned} with 912 tonnes of oats. “We saw it from the hill,” said Helen Moss.", 0
    )
    rounded = article("b", "Easter Herald", f"{burned} with about 900 tonnes of oats. {own}", 9)
    assert count_of("grain mill", counted, rounded) == (1, 2)


def test_who_says_that_it_asked_has_reported_itself() -> None:
    reporter = article("a", "Vale Post", f"{TWICE}, she said. “We owe it to the valley below us,” said Helen Moss.", 0)
    other = article("b", "Easter Herald", f"{TWICE}, a clerk told the Herald.", 2)
    assert count_of("42 million", reporter, other) == (2, 2)


def test_told_us_is_own_reporting_and_within_a_quotation_the_speakers() -> None:
    assert find_own_signs("“The wall leaks,” Helen Moss told the Post. She told us more.", "Vale Post") == [
        (29, 42),
        (48, 55),
    ]
    assert find_own_signs("“They told us in 1998 that it leaks,” Helen Moss told the Herald.", "Vale Post") == []


def test_what_an_outlet_has_from_another_comes_from_that_one_for_who_credits_it() -> None:
    text = "The dam lost 300 litres an hour, Northern Wire reported."
    relay = credited(text, "Northern Wire reported", NORTHERN_WIRE, "reported")
    start = len("The dam lost 300 litres an hour, ")
    post = PrintedCredit(
        Source("outlet:vale-post", "Vale Post"), "according_to", "according to the Vale Post", start, 59
    )
    last = article("z", "Easter Herald", "The dam lost 300 litres an hour, according to the Vale Post.", 3, None, post)
    assert origin_of("300 litres", last, relay) == "Northern Wire"


def test_a_report_that_two_outlets_read_is_one_origin() -> None:
    one = "The indictment says the wall at Larkford cost 42 million crowns. “I am no thief,” said Tom Okafor."
    other = (
        "The wall at Larkford cost 42 million crowns, the indictment says. “It is a farce,” said Ada Pike of Larkford."
    )
    assert count_of("42 million", article("a", "Vale Post", one, 0), article("b", "Easter Herald", other, 1)) == (1, 1)


def test_a_speaker_interviewed_by_another_outlet_is_its_for_every_sentence() -> None:
    text = (
        "The alarm never rang, and an engineer, Ada Pike, told the Easter Herald the same. Pike said 14 valves stuck."
    )
    herald = Source("outlet:easter-herald", "Easter Herald")
    digest = credited(text, "told the Easter Herald", herald, "told")
    assert origin_of("14 valves", digest) == "Easter Herald"


def test_a_collection_of_what_others_print_quotes_nobody_of_its_own() -> None:
    reporter = article("a", "Vale Post", f"{TWICE}, she said. “We owe it to the valley below us,” said Helen Moss.", 0)
    text = f"{TWICE}. (Easter Herald)\n\n“Nobody ever asked our farmers,” said Tom Okafor."
    herald = PrintedCredit(Source("outlet:easter-herald", "Easter Herald"), "parenthesis", "(Easter Herald)", 200, 215)
    assert count_of("42 million", reporter, article("b", "Dry Dock", text, 2, None, herald)) == (1, 2)


def test_a_collection_has_from_each_source_only_its_words() -> None:
    taken = "The bridge in Easter Vale has 14 arches and 3 gates."
    herald = article("h", "Easter Herald", taken, 0)
    credit = PrintedCredit(Source("outlet:easter-herald", "Easter Herald"), "parenthesis", "(Easter Herald)", 53, 68)
    text = f"{taken} (Easter Herald)\n\nThe town of Larkford owes 900 crowns to its bakers."
    collection = article("b", "Dry Dock", text, 2, None, credit)
    link = Derivation("b", "h", None, "Easter Herald", "rewrite", True, 0.8, ((0, len(taken)),))
    assert origin_of("14 arches", collection, herald, links=(link,)) == "Easter Herald"
    assert origin_of("900 crowns", herald, collection, links=(link,)) == "Dry Dock"


def test_who_has_all_of_its_quotations_from_one_source_has_the_rest_from_there() -> None:
    quotes = [
        "“We will not gamble with the valley below us,” Helen Moss told Northern Wire.",
        "“The gates stay shut until the wall is safe,” engineer Ada Pike told Northern Wire.",
        "“Nobody in Easter Vale had been warned,” farmer Roy Lamb told Northern Wire.",
    ]

    def leaning(count: int) -> str | None:
        text = "\n\n".join([*quotes[:count], "The bridge in Easter Vale has 14 arches."])
        starts = [k for k in range(len(text)) if text.startswith("told Northern Wire", k)]
        credits = (PrintedCredit(NORTHERN_WIRE, "told", "told Northern Wire", k, k + 18) for k in starts)
        return origin_of("14 arches", article("a", "Vale Post", text, 0, None, *credits))

    assert [leaning(2), leaning(3)] == ["Vale Post", "Northern Wire"]
