"""Sources are found as they are printed, known by name or not, and photo credits are left alone."""

from __future__ import annotations

import pytest
from overlap_texts import FERRY, Draft, Newsroom

from wiretrace.overlap.credits import Source, build_finder, find_in_text, read_sources


@pytest.mark.parametrize(
    ("text", "origin", "rule", "printed"),
    [
        ("HARBORVIEW (NPA) — The ferry ran aground.", "agency:npa", "dateline", "HARBORVIEW (NPA) —"),
        ("KESTREL POINT, March 2 (QRX) -- A ship.", "agency:qrx", "dateline", "KESTREL POINT, March 2 (QRX) --"),
        ("(Reuters) - Shares rose.", "agency:reuters", "dateline", "(Reuters) -"),
        (
            "By Ann Doe, Associated Press\n\nA ship sank.",
            "agency:associated-press",
            "byline",
            "By Ann Doe, Associated Press",
        ),
        (
            "It is closed, according to The Associated Press.",
            "agency:associated-press",
            "according_to",
            "according to The Associated Press",
        ),
        (
            "The captain told the Harborview Gazette on Monday.",
            "outlet:harborview-gazette",
            "told",
            "told the Harborview Gazette",
        ),
        ("The Times said, citing two officials, that it sank.", "outlet:times", "citing", "The Times said, citing"),
        ("It was first reported by Axios.", "outlet:axios", "first_reported", "first reported by Axios"),
        ("Prices fell. (Fox News)\n\nMore follows.", "outlet:fox-news", "parenthesis", "(Fox News)"),
        ("AFP contributed to this report.", "agency:agence-france-presse", "contributed", "AFP contributed to"),
        (
            "Der Minister sagte der Lindeby Post, es gehe weiter.",
            "outlet:lindeby-post",
            "told",
            "sagte der Lindeby Post",
        ),
        ("Das berichtete die Lindeby Zeitung.", "outlet:lindeby-zeitung", "reported", "berichtete die Lindeby Zeitung"),
        ("Drei Fischer werden vermisst, AFP zufolge.", "agency:agence-france-presse", "according_to", "AFP zufolge"),
        ("Trois marins ont disparu, selon l’AFP.", "agency:agence-france-presse", "according_to", "selon l’AFP"),
        (
            "Il l'a confié au Courrier de Lindeby.",
            "outlet:courrier-de-lindeby",
            "told",
            "confié au Courrier de Lindeby",
        ),
        ("Hubo tres heridos, según EFE.", "agency:efe", "according_to", "según EFE"),
        ("La ministra dijo a El País que no.", "outlet:el-país", "told", "dijo a El País"),
        ("Secondo l'ANSA ci sono tre feriti.", "agency:ansa", "according_to", "Secondo l'ANSA"),
        ("Segundo a Lusa, o porto fechou.", "agency:lusa", "according_to", "Segundo a Lusa"),
        ("Dat meldt het ANP.", "agency:anp", "reported", "meldt het ANP"),
        ("Tres heridos, según la policía.", None, None, None),
        ("Volgens de politie is niemand gewond.", None, None, None),
        ("Photo: John Doe, AP\n\nA ship sank.", None, None, None),
        ("A camera crew from AP/Getty Images (Photo by Ann Doe / AFP) waited.", None, None, None),
        ("The committee met (see below) — nobody spoke.", None, None, None),
    ],
)
def test_credits(newsroom: Newsroom, text: str, origin: str | None, rule: str | None, printed: str | None) -> None:
    finder = build_finder(read_sources(newsroom.con))
    found = [(c.source.origin_id, c.rule, c.text) for c in find_in_text(finder, text)]
    assert found == ([(origin, rule, printed)] if origin else [])
    assert all(text[c.start : c.end] == c.text for c in find_in_text(finder, text))


def test_a_configured_agency_is_known_by_its_initials(newsroom: Newsroom) -> None:
    newsroom.add_outlet("npa.example", "Northern Press Agency", "agency")
    assert read_sources(newsroom.con)["NPA"] == Source(
        "agency:northern-press-agency", "Northern Press Agency", "npa.example"
    )


def test_an_agency_does_not_credit_itself(newsroom: Newsroom) -> None:
    newsroom.add_outlet("npa.example", "Northern Press Agency", "agency")
    newsroom.publish(Draft("a", f"HARBORVIEW (NPA) — {FERRY}", outlet="npa.example"))
    assert newsroom.rows("select count(*) from overlap.credits") == [(0,)]
