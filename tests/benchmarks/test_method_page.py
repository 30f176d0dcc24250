"""The figures on the method page are those of a run of the sample."""

from __future__ import annotations

import re

import method_page
from sample_days import measured_days

from sample.truth import load_truth
from wiretrace.claims import origins, settling


def test_the_method_page_shows_what_the_sample_gives() -> None:
    with measured_days(report=lambda line: None) as con:
        fresh = method_page.describe(con, load_truth())
    assert method_page.shown(method_page.PAGE.read_text("utf-8")) == fresh, "run: make docs"


def test_the_method_page_names_the_confidences_of_the_code() -> None:
    page = method_page.PAGE.read_text("utf-8")
    stated = dict(re.findall(r"^\| `(\w+)` \|[^|]*\| ([\d.]+)", page, re.MULTILINE))
    assert {name: float(value) for name, value in stated.items()} == {
        **{name: getattr(origins, name) for name in ("OWN_CREDIT", "CARRIED_CREDIT", "AGENCY", "OWN_REPORTING")},
        **{name: getattr(settling, name) for name in ("STATEMENT", "REPEATED")},
    }
