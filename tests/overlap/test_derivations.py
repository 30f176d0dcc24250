"""Who took what from whom: the relation, its direction, and origins whose text is not held."""

from __future__ import annotations

from overlap_texts import FERRY, ORCHARD, Draft, Newsroom

WIRE = f"HARBORVIEW (NPA) — {FERRY}"
RETOLD = (
    "More than two hundred people were rescued when the Osprey, a ferry, struck rocks near Kestrel Point before sunrise "
    "on Monday, according to port officials in Harborview. Boats from Millrace and Tarn Bay took all 214 to land in "
    "some three hours.\n\n"
    "Ines Valdorf, the captain, eleven years on this line, described a radar that had gone down two times overnight.\n\n"
    "Tomas Brandt of Lindeby, who had forty pupils with him, remembered darkness after a grinding sound.\n\n"
    "Norrland Lines cancelled its crossings through Thursday; holders of 38,000 tickets get their money back. "
    "A hull inspection by divers follows on Tuesday, while transport minister Karin Oleander wants the age of a fleet "
    "that dates back to 1974 examined."
)
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
