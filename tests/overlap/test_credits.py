"""Sources are found as they are printed, known by name or not, and photo credits are left alone."""

from __future__ import annotations

import pyarrow as pa
import pytest
from overlap_texts import DAY, FERRY, Draft, Newsroom

from wiretrace.overlap.credits.finder import build_finder
from wiretrace.overlap.credits.reading import Credit, find_in_texts
from wiretrace.overlap.credits.sources import Source, read_dated_names


def credits_in(newsroom: Newsroom, text: str) -> list[Credit]:
    finder = build_finder(read_dated_names(newsroom.con).names(DAY))
    return next(find_in_texts(finder, pa.array([text])))


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
        (
            "Wie Reuters unter Berufung auf zwei Beamte meldete, wird geräumt.",
            "agency:reuters",
            "reported",
            "Wie Reuters unter Berufung auf zwei Beamte meldete",
        ),
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
    found = credits_in(newsroom, text)
    assert [(c.source.origin_id, c.rule, c.text) for c in found] == ([(origin, rule, printed)] if origin else [])
    assert all(text[c.start : c.end] == c.text for c in found)


BODY = "The bridge over the Ilsen will be closed for eleven weeks."


@pytest.mark.parametrize(
    ("text", "named"),
    [
        # at the end
        (f"{BODY}\n\n— Reuters", "Reuters credit_line"),
        (f"{BODY} — Reuters", "Reuters credit_line"),
        (f"{BODY} EFE", "Agencia EFE credit_line"),
        (f"{BODY} (dpa)", "Deutsche Presse-Agentur credit_line"),
        (f"{BODY}\n\n— AFP, AP", "Agence France-Presse credit_line, Associated Press credit_line"),
        (f"{BODY}\n\n(dpa/afp)", "Agence France-Presse credit_line, Deutsche Presse-Agentur credit_line"),
        (f"{BODY} (AP)\n\nFerries stay in port. (Reuters)", "Associated Press parenthesis, Reuters parenthesis"),
        (f"{BODY}\n\nWith inputs from Reuters and AFP", "Agence France-Presse contributed, Reuters contributed"),
        (f"{BODY}\n\n(Avec AFP et Reuters)", "Agence France-Presse credit_line, Reuters credit_line"),
        (f"{BODY}\n\nMit Material von dpa", "Deutsche Presse-Agentur credit_line"),
        (f"{BODY}\n\nCon información de Reuters y EFE", "Agencia EFE credit_line, Reuters credit_line"),
        (f"{BODY}\n\nRepublished from the Tarn Bay Gazette.", "Tarn Bay Gazette credit_line"),
        (f"{BODY}\n\nThis story first appeared in the Tarn Bay Gazette.", "Tarn Bay Gazette credit_line"),
        (f"{BODY}\n\n(c) 2026 AP. All rights reserved", "Associated Press credit_line"),
        (f"{BODY}\n\n© dpa-infocom, dpa:260303-99", "Deutsche Presse-Agentur credit_line"),
        (f"{BODY}\n\nAdditional reporting by Jane Roe; editing by John Poe", ""),
        (f"{BODY}\n\nJANE ROE/AFP via Getty Images", ""),
        (f"{BODY} He owed it all to Jon R. Bloomberg.", ""),
        # at the beginning
        (f"By JANE ROE, Associated Press\n\n{BODY}", "Associated Press byline"),
        (f"The Associated Press — By JANE ROE - AP Writer\n\n{BODY}", "Associated Press byline"),
        (f"(Photo by John Poe, file)\n\nBy The Associated Press\n\n{BODY}", "Associated Press byline"),
        (f"BY JANE ROE ASSOCIATED PRESS\n\n{BODY}", "Associated Press byline"),
        (f"Berlin (dpa/tmn) - {BODY}", "Deutsche Presse-Agentur dateline"),
        (f"Tarnwick, Mar 3 (PTI) {BODY}", "Press Trust of India dateline"),
        (f"Tarnwick, 3 de marzo (EFE).- {BODY}", "Agencia EFE dateline"),
        (f"BRUSSEL 03/03 (BELGA) = {BODY}", "Belga dateline"),
        (f"TARNWICK, March 3. /TASS/. {BODY}", "TASS dateline"),
        (f"TARNWICK, Reuters — {BODY}", "Reuters dateline"),
        (f"(ANSA) - ROMA, 03 MAR - {BODY}", "ANSA dateline"),
        (f"Crowds in Tarnwick (AFP) {BODY}", ""),
        (f"Harrisburg, PA — {BODY}", ""),
        # a report of a report
        ("It was never tested, Reuters reported, citing the Tarn Bay Gazette.", "Reuters citing, Tarn Bay Gazette citing"),
        ("„Sie ist unsicher“, sagte sie der Bild.", "Bild told"),
        # a document and who published it
        ("Das Moor wächst, so eine Studie des Tarner Instituts für Moore.", "Tarner Instituts für Moore document"),
        ("Según un estudio que el Instituto Marino de Tarn publicó ayer.", "Instituto Marino de Tarn document"),
        ("D’après une étude menée par l’Institut National de Tarn.", "Institut National de Tarn document"),
        # scripts without spaces, and others
        ("新华社奥斯陆3月3日电（记者李明）大桥将关闭十一周。", "Xinhua dateline"),
        ("大桥将关闭十一周。（新华社）", "Xinhua credit_line"),
        ("据路透社报道，大桥将关闭十一周。", "Reuters according_to"),
        ("来源：新华网\n大桥将关闭十一周。", "Xinhua credit_line"),
        ("【オスロ共同】橋は11週間閉鎖される。", "Kyodo News dateline"),
        ("橋は11週間閉鎖される。（共同）", "Kyodo News credit_line"),
        ("共同声明によると、橋は11週間閉鎖される。", ""),
        ("(오슬로=연합뉴스) 김철수 특파원 = 다리가 폐쇄된다.", "Yonhap dateline"),
        ("ОСЛО, 3 марта. /ТАСС/. Мост закроют.", "TASS dateline"),
        ("Мост закроют, сообщает Интерфакс.", "Interfax reported"),
        ("Міст закриють, повідомляє Укрінформ.", "Ukrinform reported"),
    ],
)  # fmt: skip
def test_credits_in_many_layouts_and_languages(newsroom: Newsroom, text: str, named: str) -> None:
    found = credits_in(newsroom, text)
    assert ", ".join(sorted(f"{c.source.name} {c.rule}" for c in found)) == named
    assert all(text[c.start : c.end] == c.text for c in found)


def test_a_configured_agency_is_known_by_its_initials(newsroom: Newsroom) -> None:
    newsroom.add_outlet("npa.example", "Northern Press Agency", "agency")
    assert read_dated_names(newsroom.con).names(DAY)["NPA"] == Source(
        "agency:northern-press-agency", "Northern Press Agency", "npa.example"
    )


def test_an_agency_does_not_credit_itself(newsroom: Newsroom) -> None:
    newsroom.add_outlet("npa.example", "Northern Press Agency", "agency")
    newsroom.publish(Draft("a", f"HARBORVIEW (NPA) — {FERRY}", outlet="npa.example"))
    assert newsroom.rows("select count(*) from overlap.credits") == [(0,)]


def test_an_outlet_that_calls_itself_an_agency_is_known_by_its_initials(newsroom: Newsroom) -> None:
    newsroom.add_outlet("fna.example", "Fennel News Agency", "unknown")
    newsroom.add_outlet("alp.example", "Alpine Pastures News Agency", "unknown", "AP")
    names = read_dated_names(newsroom.con).names(DAY)
    assert names["FNA"].origin_id == "agency:fennel-news-agency"
    assert names["AP"].origin_id == "agency:associated-press"
