"""Recognises lines that stand around an article, from word lists that a journalist can read and extend."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import yaml

BREADCRUMB = re.compile(r"^(\S+[^.!?]{0,40}\s*[>»›→]\s*){1,}[^.!?]*", re.UNICODE)
COUNTER = re.compile(r"^\W*[\w ]{0,24}[!:]?\s*\(?\d[\d,.]*\s*[kKmM]?\)?\W*$")
DATE = r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}\.? (de )?\w{3,10}\.?,?( de)? \d{4}|\w{3,10}\.? \d{1,2},? \d{4})"
CLOCK = r"([\s,T|·•–-]*(at |um |à |a las )?\d{1,2}[:.]\d{2}.{0,30}|\W*)$"
STAMP = re.compile(
    r"^(date|published|updated|posted|last updated|first published|modified|created|on)?\s*:?\s*(\w{3,10},?\s+)?"
    + DATE
    + CLOCK,
    re.IGNORECASE,
)
BYLINE_STAMP = re.compile(r"^[^.!?]{3,70}\s*[·•|–—]\s*(\w{3,10},?\s+)?" + DATE + CLOCK, re.IGNORECASE)
ABOUT = re.compile(r"^About(?: the)?(?: [A-Z0-9][\w.&’'-]*| of| and){1,6}:?$")  # "About Tern Valley Power"
NAMED_STAMP = re.compile(r"^(?:by|von|par|por) [^.!?]{3,60}\s" + DATE + r"[^!?]{0,30}$", re.IGNORECASE)
STAMPED_BYLINE = re.compile(
    r"^[^.!?]{3,70}\s*[·•|–—]\s*(\w{3,10},?\s+)?" + DATE + r"[^!?]{0,70}$", re.IGNORECASE
)  # "Ada Lund, Radio Calder · 2 March 2026 at 8:15 p.m. · Updated 3 March 2026 at 8:05 a.m."
AGO = re.compile(
    r"^(updated |published |posted )?(\d+|an?|one|two) (second|minute|min|hour|hr|day|week|month|year)s? ago\W*$",
    re.IGNORECASE,
)
PHOTO_CREDIT = re.compile(r"^[A-Z][\w.'’-]+( [A-Z][\w.'’-]+){0,3}\s*/\s*[A-Z][\w .&'’/-]{1,50}$")
CREDITED = re.compile(
    r"[\s(\[](?i:photo|photograph|picture|image|illustration|graphic|foto|bild)s?"
    r"(?:\s*[:/]| by| courtesy of)\s*[A-ZÀ-Þ©](?:[^.!?:;]|(?<=\b[A-Z])\.){1,60}[)\].]?$"
    r"|\((?i:photo )?(?i:credit):? [^()]{2,60}\)$"
    r"|\bGetty Images\)?$|\bvia (?:AP|AFP|Reuters|Getty)\)?$"
    r"|\b(?i:submitted|handout|file|stock|archive|library) (?i:photo|picture)s?(?:, [a-z ]{2,40})?\)?\.?$"
)  # "The yard at Saltby on Monday. Photo: Ada Lund / Northport Echo", "(AP Photo/Ada Lund)"
LONGEST_NOTICE = 60  # words
CREDIT_REACH = 120  # characters at the end of a line in which a credit begins
LONGEST_LINE = 30  # words; a longer line is prose that happens to begin like furniture
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Furniture:
    """`effect` is line (only this goes), list (the headlines below go too) or end (all below goes)."""

    reason: str
    effect: str


@cache
def _lists() -> tuple[dict[str, Furniture], list[tuple[str, Furniture]]]:
    document = yaml.safe_load(files("wiretrace.clean").joinpath("furniture.yaml").read_text("utf-8"))
    whole: dict[str, Furniture] = {}
    starts: list[tuple[str, Furniture]] = []
    for reason, groups in document.items():
        for group, effect in (("lines", "line"), ("headings", "list"), ("ends", "end")):
            whole |= {_key(str(phrase)): Furniture(reason, effect) for phrase in groups.get(group, ())}
        starts += [(str(phrase).casefold(), Furniture(reason, "line")) for phrase in groups.get("starts", ())]
    return whole, sorted(starts, key=lambda item: -len(item[0]))


def _key(line: str) -> str:
    return SPACE.sub(" ", line.casefold().replace("’", "'")).strip(" :.-–—…|•*#>»")


@cache
def _starts_pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{re.escape(phrase)})" for phrase, _ in _lists()[1]))


@lru_cache(maxsize=10_000)
def recognise(line: str) -> Furniture | None:
    """Why a line is no part of an article; None if nothing says so. A site's menus ask again on each of its pages."""
    line = " ".join(line.split())  # long runs of blanks make patterns slow
    word_count = line.count(" ") + 1
    if word_count <= 8 and (found := _lists()[0].get(_key(line))):
        return found
    if word_count > LONGEST_LINE:
        return _long_furniture(line, word_count)
    match = _starts_pattern().match(line.lstrip(" *•-–—>»▶►▸▷").casefold())
    if match:
        found = next(item for phrase, item in _lists()[1] if phrase == match.group())
        if found.reason in ("copyright", "caption") or not _reads_on(line, match.end()):
            return found
    return _containing(line) or _patterned(line, word_count)


@cache
def _contained() -> list[tuple[str, Furniture]]:
    document = yaml.safe_load(files("wiretrace.clean").joinpath("furniture.yaml").read_text("utf-8"))
    return [
        (phrase, Furniture(reason, "line"))
        for reason, groups in document.items()
        for phrase in groups.get("contains", ())
    ]


def _containing(line: str) -> Furniture | None:
    folded = line.casefold()
    if line.startswith(("“", '"')):
        return None
    return next((found for phrase, found in _contained() if phrase in folded), None)


def _reads_on(line: str, end: int) -> bool:
    """'More from him is expected, officials said.' begins like a link but is a sentence with a lower-case course."""
    return (
        not line[end - 1 : end].strip(" ").endswith(":")
        and line.rstrip().endswith((".", '"', "”"))
        and line.count(" ") > 11
    )


def _long_furniture(line: str, word_count: int) -> Furniture | None:
    start = line[:40].casefold()
    if re.match(r"copyright\W*(\(c\)|©|\d)|©|\(c\) ", start) or "all rights reserved" in line.casefold():
        return Furniture("copyright", "line")
    if start.startswith(("photo:", "file photo", "image:", "pictured:")):
        return Furniture("caption", "line")
    if word_count <= LONGEST_NOTICE:
        found = _containing(line)
        return found if (found and found.reason == "advertisement") else _credited(line)
    return None


def _credited(line: str) -> Furniture | None:
    """A caption that ends with whose picture it is."""
    return Furniture("caption", "line") if CREDITED.search(line, max(0, len(line) - CREDIT_REACH)) else None


def _patterned(line: str, word_count: int) -> Furniture | None:
    if STAMP.match(line) or AGO.match(line):
        return Furniture("navigation", "line")
    if word_count <= 24 and any(form.match(line) for form in (BYLINE_STAMP, STAMPED_BYLINE, NAMED_STAMP)):
        return Furniture("byline", "line")
    if word_count <= 4 and COUNTER.match(line) and re.search(r"\d", line):
        return Furniture("navigation", "line")
    if any(mark in line for mark in (" > ", " » ", " › ", "Home >")) and BREADCRUMB.match(line):
        return Furniture("navigation", "line")
    if PHOTO_CREDIT.match(line):
        return Furniture("caption", "line")
    return Furniture("company", "end") if ABOUT.match(line) else _credited(line)
