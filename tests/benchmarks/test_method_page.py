"""The method page tells what the code does; its figures are held beside the sample's days (tests/dags)."""

from __future__ import annotations

import re

import method_page

from wiretrace.claims import origins, settling


def test_the_method_page_names_the_confidences_of_the_code() -> None:
    page = method_page.PAGE.read_text("utf-8")
    stated = dict(re.findall(r"^\| `(\w+)` \|[^|]*\| ([\d.]+)", page, re.MULTILINE))
    assert {name: float(value) for name, value in stated.items()} == {
        **{name: getattr(origins, name) for name in ("OWN_CREDIT", "CARRIED_CREDIT", "AGENCY", "OWN_REPORTING")},
        **{name: getattr(settling, name) for name in ("STATEMENT", "REPEATED")},
    }
