"""The method page tells what the code does; its figures are held beside the sample's days (tests/dags)."""

from __future__ import annotations

import re
from datetime import timedelta

import method_page

from wiretrace.claims.origins import firsthand, retelling, settling
from wiretrace.claims.origins import tracing as origins
from wiretrace.overlap.events import windows
from wiretrace.overlap.text import grams


def test_the_method_page_names_the_confidences_of_the_code() -> None:
    page = method_page.PAGE.read_text("utf-8")
    stated = dict(re.findall(r"^\| `(\w+)` \|[^|]*\| ([\d.]+)", page, re.MULTILINE))
    assert {name: float(value) for name, value in stated.items()} == {
        **{name: getattr(origins, name) for name in ("OWN_CREDIT", "CARRIED_CREDIT", "AGENCY", "OWN_REPORTING")},
        **{name: getattr(settling, name) for name in ("STATEMENT", "REPEATED")},
    }


def test_the_method_page_tells_the_bounds_of_the_code() -> None:
    page = " ".join(method_page.PAGE.read_text("utf-8").split())
    in_code = {
        "Every run of eleven or more words": grams.GRAM + grams.WINDOW - 1 == 11,
        "quotations from about six": grams.QUOTATION_GRAM + grams.QUOTATION_WINDOW - 1 == 6,
        "For three days the articles that follow": windows.WINDOW_DAYS == 3,
        "another's print six hours later": timedelta(hours=6) == settling.LATER,
        "tells six hours after another outlet had it": timedelta(hours=6) == settling.LATER,
        "An article of which two fifths of what it states": retelling.RETOLD_SHARE == 2 / 5,
        "more than a third of its quotations stand nowhere else": firsthand.OWN_SHARE == 1 / 3,
    }
    assert [sentence for sentence in in_code if sentence not in page] == []
    assert [sentence for sentence, holds in in_code.items() if not holds] == []
