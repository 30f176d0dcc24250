"""Who took what from whom: the relation, its direction, and origins whose text is not held."""

from __future__ import annotations

from overlap_texts import CITING, FERRY, LEDGER, ORCHARD, RETOLD, Draft, Newsroom

WIRE = f"HARBORVIEW (NPA) — {FERRY}"
INDEPENDENT = (
    "Passengers of the stranded Osprey spent Monday in the sports hall of Tarn Bay, where volunteers handed out soup. "
    "Nurse Elin Farrow treated nine of them for shock and cold.\n\n"
    "“I lost my violin,” said Marek Dahl, a musician on his way to a wedding in Sarnholm. The council of Kestrel Point "
    "had warned in 2019 that the lighthouse needed repair, minutes show, and fishing boats stayed in port."
)


def test_a_later_copy_is_a_mirror_of_the_earlier(newsroom: Newsroom) -> None:
    newsroom.publish(Draft("late", FERRY, hour=5), Draft("early", FERRY, hour=1))
    assert newsroom.rows(
        "select derived_article_id, source_article_id, relation, is_direction_known, lag_seconds, derived_containment "
        "from overlap.derivations"
    ) == [("late", "early", "mirror", True, 4 * 3600, 1.0)]


def test_a_canonical_link_beats_the_clock(newsroom: Newsroom) -> None:
    newsroom.publish(
        Draft("mirror", FERRY, hour=1, canonical="https://original.example/original"), Draft("original", FERRY, hour=5)
    )
    assert newsroom.relation("mirror", "original") == "mirror"


def test_holders_of_an_absent_agency_text_derive_from_the_agency(newsroom: Newsroom) -> None:
    newsroom.publish(Draft("a", WIRE, hour=1), Draft("b", WIRE, hour=2), Draft("c", FERRY, hour=3))
    assert {n: newsroom.relation(n, "agency:npa") for n in "abc"} == {
        "a": "wire_copy",
        "b": "wire_copy",
        "c": "wire_copy",
    }
    assert newsroom.relation("b", "a") == "common_source"
    credited = newsroom.rows(
        "select derived_article_id from overlap.derivations where evidence = 'credit' and is_credited"
    )
    assert sorted(credited) == [("a",), ("b",)]  # c dropped the credit; it spreads to it from its copies


def test_when_the_agency_text_arrives_the_edges_move_to_it(newsroom: Newsroom) -> None:
    newsroom.add_outlet("npa.example", "Northern Press Agency", "agency")
    newsroom.publish(Draft("a", WIRE, hour=1))
    assert newsroom.relation("a", "agency:northern-press-agency") == "wire_copy"
    newsroom.publish(Draft("wire", WIRE, day="2026-03-03", outlet="npa.example"))
    assert newsroom.relation("a", "wire") == "wire_copy"
    assert newsroom.relation("a", "agency:northern-press-agency") is None


def test_a_mirror_of_a_paper_stays_one_when_the_text_of_the_agency_arrives(newsroom: Newsroom) -> None:
    newsroom.add_outlet("npa.example", "Northern Press Agency", "agency")
    newsroom.publish(
        Draft("paper", WIRE, title="Night on the rocks"),
        Draft("mirror", FERRY, day="2026-03-03", title="Night on the rocks"),
        Draft("wire", FERRY, day="2026-03-03", outlet="npa.example", title="Ferry aground"),
    )
    assert newsroom.relation("mirror", "paper") == "mirror"
    assert newsroom.relation("paper", "wire") == "wire_copy"


def test_when_the_text_of_a_retold_paper_arrives_late_the_edge_moves_to_it(newsroom: Newsroom) -> None:
    newsroom.add_outlet("ledger.example", "The Harborview Ledger", "newspaper")
    newsroom.publish(Draft("a", CITING, day="2026-03-03"))
    assert newsroom.relation("a", "outlet:the-harborview-ledger") == "citation"
    newsroom.publish(Draft("ledger", LEDGER, outlet="ledger.example"))
    assert newsroom.rows(
        "select derived_article_id, coalesce(source_article_id, source_origin_id), relation, is_credited "
        "from overlap.derivations"
    ) == [("a", "ledger", "rewrite", True)]
    newsroom.remove("ledger")
    newsroom.measure()
    assert newsroom.relation("a", "outlet:the-harborview-ledger") == "citation"


def test_a_credit_in_the_text_names_an_absent_outlet_with_its_place(newsroom: Newsroom) -> None:
    text = f"{ORCHARD} The council told Harborview Gazette that loans would be paid in May."
    newsroom.publish(Draft("a", text))
    ((name, relation, cues),) = newsroom.rows("select source_name, relation, cues from overlap.derivations")
    assert (name, relation) == ("Harborview Gazette", "citation")
    cue = cues[0]  # type: ignore[index]
    assert text[cue["char_start"] : cue["char_end"]] == cue["text"] == "told Harborview Gazette"


def test_a_reworded_copy_is_a_rewrite_and_independent_coverage_is_not(newsroom: Newsroom) -> None:
    newsroom.publish(Draft("a", FERRY, hour=1), Draft("b", RETOLD, hour=4), Draft("c", INDEPENDENT, hour=4))
    assert newsroom.relation("b", "a") == "rewrite"
    assert newsroom.relation("c", "a") in (None, "same_event")
    assert newsroom.relation("c", "b") in (None, "same_event")


def test_unrelated_articles_have_no_relation(newsroom: Newsroom) -> None:
    newsroom.publish(Draft("a", FERRY), Draft("b", ORCHARD))
    assert newsroom.rows("select count(*) from overlap.derivations") == [(0,)]


NOTICE = "This newsroom is supported by the Vellin Fund for Local Reporting, which has no say in what we publish."
STUDY = (
    "Eelgrass has come back to nineteen square kilometres of Tarn Bay, according to a survey that the Corrin Marine "
    "Institute published on Wednesday.\n\n"
    "Volunteers mapped the meadows over three summers from kayaks and found plants as deep as nine metres, where none "
    "had been seen since the seventies. The institute puts the recovery down to cleaner water from the Vellin."
)


def test_a_notice_that_two_articles_close_with_is_no_derivation(newsroom: Newsroom) -> None:
    newsroom.publish(Draft("a", f"{FERRY}\n\n{NOTICE}"), Draft("b", f"{ORCHARD}\n\n{NOTICE}"))
    assert newsroom.rows("select kind from overlap.passages") == [("furniture",)]
    assert newsroom.rows("select count(*) from overlap.derivations") == [(0,)]


def test_background_that_one_outlet_prints_twice_is_no_derivation(newsroom: Newsroom) -> None:
    line = "The fleet of Norrland Lines, whose oldest vessel was launched in 1974, has been inspected twice this year."
    first, second = f"{FERRY}\n\n{line}", f"{line}\n\n{ORCHARD}"
    newsroom.publish(Draft("a", first, outlet="lantern"), Draft("b", second, outlet="lantern", hour=9))
    assert newsroom.relation("b", "a") is None
    newsroom.publish(Draft("c", second, outlet="gazette", hour=9))
    assert newsroom.relation("c", "a") == "excerpt"


def test_a_page_taken_with_its_headline_is_a_mirror_and_one_with_a_byline_a_wire_copy(newsroom: Newsroom) -> None:
    newsroom.add_outlet("npa.example", "Northern Press Agency", "agency")
    newsroom.publish(
        Draft("wire", WIRE, outlet="npa.example", title="Ferry runs aground", hour=1),
        Draft("paper", WIRE, title="All rescued from ferry", hour=2),
        Draft("scraper", WIRE, title="Ferry runs aground", hour=3),
    )
    assert newsroom.relation("paper", "wire") == "wire_copy"
    assert newsroom.relation("scraper", "wire") == "mirror"
    assert newsroom.relation("scraper", "paper") == "common_source"


def test_part_of_a_text_is_an_excerpt(newsroom: Newsroom) -> None:
    half = "\n\n".join(FERRY.split("\n\n")[:2])
    newsroom.publish(Draft("whole", FERRY, hour=1), Draft("digest", half, hour=5))
    assert newsroom.relation("digest", "whole") == "excerpt"


def test_what_stands_in_the_original_too_was_not_taken_from_its_mirror(newsroom: Newsroom) -> None:
    part = FERRY.split("\n\n")[3]
    newsroom.publish(
        Draft("original", FERRY, hour=1),
        Draft("mirror", FERRY, hour=2),
        Draft("essay", f"{ORCHARD}\n\n{part}\n\nSo.", hour=9),
    )
    assert newsroom.relation("essay", "original") == "excerpt"
    assert newsroom.relation("essay", "mirror") == "common_source"


def test_two_papers_that_print_one_release_have_it_from_its_publisher(newsroom: Newsroom) -> None:
    newsroom.publish(
        Draft("a", f"{STUDY}\n\nThe council of Lindeby wants to fence off the harbour basin in May.", hour=1),
        Draft("b", f"{STUDY}\n\nFishermen on the slipway doubted that the map of 2009 had been right.", hour=2),
    )
    assert newsroom.relation("b", "a") == "common_source"
    assert {newsroom.relation(n, "document:corrin-marine-institute") for n in "ab"} == {"common_source"}


def test_a_quotation_shared_with_a_copy_of_a_wire_comes_from_the_agency(newsroom: Newsroom) -> None:
    profile = (
        f"{ORCHARD}\n\n“We heard a long grinding noise and then the lights went out,” the teacher had said on Monday."
    )
    newsroom.publish(Draft("holder", WIRE, hour=1), Draft("profile", profile, hour=9))
    assert newsroom.relation("profile", "agency:npa") == "shared_quotation"


def test_within_a_day_the_order_of_our_fetches_says_nothing(newsroom: Newsroom) -> None:
    for article, hour in (("a", 1), ("b", 9)):
        newsroom.add(Draft(article, FERRY, hour=hour, title="Ferry aground", is_timed=False))
    newsroom.measure()
    assert newsroom.rows("select is_direction_known from overlap.derivations") == [(False,)]
    newsroom.publish(Draft("c", FERRY, day="2026-03-03", title="Ferry aground", is_timed=False))
    assert newsroom.rows("select distinct derived_article_id from overlap.derivations where is_direction_known") == [
        ("c",)
    ]


def test_a_page_first_seen_on_a_later_date_is_no_original_because_it_prints_an_earlier_time(newsroom: Newsroom) -> None:
    newsroom.publish(Draft("original", FERRY, hour=30))
    newsroom.publish(Draft("mirror", FERRY, day="2026-03-03", hour=-90))
    assert newsroom.relation("mirror", "original") == "mirror"


def test_lengths_that_an_earlier_release_did_not_keep_are_read_from_the_texts(newsroom: Newsroom) -> None:
    newsroom.publish(Draft("a", FERRY))
    newsroom.con.execute("update overlap.measured_articles set char_count = null")
    newsroom.publish(Draft("b", FERRY, day="2026-03-03"))
    assert newsroom.rows("select derived_containment, source_containment from overlap.derivations") == [(1.0, 1.0)]
