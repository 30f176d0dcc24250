"""Dateline and agency credit of an article, as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

DASH = "[—–―-]{1,2}"
PLACE = r"(?P<place>[A-ZÀ-Þ][\w.'’ /-]{1,40}?(?:, [A-ZÀ-Þ][\w.'’ -]{1,30}?){0,2})"
WITH_AGENCY = re.compile(
    rf"^\W{{0,2}}{PLACE}(?:,? (?:[A-Z][a-z]{{2,8}}\.? \d{{1,2}}))? ?\((?P<agency>[^\W\d_][\w .&/'’-]{{1,40}})\)\s*(?:{DASH}|:)?\s*(?=\S)"
)
UPPER_PLACE = re.compile(
    rf"^(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{{2,30}}(?:, [A-ZÀ-Þ][\w.'’ -]{{1,30}}?)?)\s*(?:,? [A-Z][a-z]{{2,8}}\.? \d{{1,2}})?\s*{DASH}\s+(?=[A-ZÀ-Þ\"“‘'])"
)
SHORT_PREFIX = re.compile(rf"^\(?(?P<agency>[A-Z]{{2,6}})\)\s*{DASH}\s*(?=\S)")


@dataclass(frozen=True)
class Credit:
    dateline: str | None = None
    agency: str | None = None


def agency_named(name: str) -> str | None:
    """The agency that goes by a name as a whole: "AP News" is the Associated Press, "AP News Today" is not."""
    return _forms().get(name.strip())


@cache
def _forms() -> dict[str, str]:
    """Form in which an agency is credited → its name."""
    document = yaml.safe_load(files("wiretrace.clean").joinpath("agencies.yaml").read_text("utf-8"))
    return {form: entry["name"] for entry in document["agencies"] for form in entry["forms"]}


@cache
def _agencies() -> re.Pattern[str]:
    forms = sorted(_forms(), key=len, reverse=True)
    return re.compile(r"(?<!\w)(" + "|".join(re.escape(form) for form in forms) + r")(?!\w)")


@cache
def _credit_lines() -> re.Pattern[str]:
    document = yaml.safe_load(files("wiretrace.clean").joinpath("agencies.yaml").read_text("utf-8"))
    phrases = "|".join(re.escape(phrase) for phrase in document["credit_phrases"])
    return re.compile(rf"(?:{phrases})\s+(?:the |die |der |l'|la )?", re.IGNORECASE)


def read_credit(text: str, authors: tuple[str, ...] = ()) -> Credit:
    """Dateline first, then byline, then a credit line at the head or end of the text."""
    paragraphs = text.split("\n\n")
    for paragraph in paragraphs[:3]:
        found = _of_paragraph(paragraph)
        if found is not None:
            return found if found.agency else Credit(found.dateline, _of_byline(authors) or _of_ends(paragraphs))
    return Credit(None, _of_byline(authors) or _of_ends(paragraphs))


def _of_paragraph(paragraph: str) -> Credit | None:
    if match := WITH_AGENCY.match(paragraph[:160]):
        known = _agencies().search(match["agency"])
        is_set_off = match["place"].isupper() or re.search(rf"\)\s*{DASH}\s", match.group())
        if known or (is_set_off and match["agency"][0].isupper()):
            return Credit(match["place"].strip(), match["agency"].strip())
    if match := SHORT_PREFIX.match(paragraph[:40]):
        return Credit(None, match["agency"])
    if match := UPPER_PLACE.match(paragraph[:120]):
        return Credit(match["place"].strip(" ,"), None)
    return None


def _of_byline(authors: tuple[str, ...]) -> str | None:
    return next((match.group(1) for author in authors if (match := _agencies().search(author))), None)


def _of_ends(paragraphs: list[str]) -> str | None:
    """'Reporting by the Associated Press', '(Reuters)' as a last line; not an agency cited in passing."""
    for paragraph in (*paragraphs[:1], *paragraphs[-2:]):
        if len(paragraph) > 300:
            continue
        bare = paragraph.strip(" ()[]–—-.:*")
        if match := _agencies().fullmatch(bare):
            return match.group(1)
        if (phrase := _credit_lines().search(paragraph)) and (match := _agencies().match(paragraph, phrase.end())):
            return match.group(1)
    return None
