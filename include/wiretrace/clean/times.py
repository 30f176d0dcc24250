"""Printed times, each with the place it stood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from importlib.resources import files

import yaml
from dateutil import parser as free_parser

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LONGEST_LINE = 300
LATEST = timedelta(days=3 * 366)  # from now: mirrors stamp stories years ahead, which must be seen, not hidden
URL_DATE = re.compile(r"[/_-](19[9]\d|20[0-4]\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$|\D)")
OFFSETS = {"EST": -18_000, "EDT": -14_400, "CST": -21_600, "CDT": -18_000, "MST": -25_200, "MDT": -21_600, "PST": -28_800,
           "PDT": -25_200, "BST": 3_600, "CET": 3_600, "CEST": 7_200, "EET": 7_200, "EEST": 10_800, "MSK": 10_800,
           "IST": 19_800, "SGT": 28_800, "HKT": 28_800, "JST": 32_400, "KST": 32_400, "AEST": 36_000, "AEDT": 39_600,
           "ET": -18_000, "PT": -28_800, "WIB": 25_200, "PKT": 18_000, "WAT": 3_600, "EAT": 10_800, "SAST": 7_200}  # fmt: skip


@dataclass(frozen=True)
class PrintedTime:
    """`moment` keeps the printed zone; `source` is json-ld, opengraph, meta, time, text, url or script."""

    moment: datetime
    source: str


NUMERIC_DATE = re.compile(r"[0-3]?\d([./-])[0-3]?\d\1(?:19|20)\d\d\b")


def read_time(value: object, is_day_first: bool | None = None) -> datetime | None:
    """A machine-readable or written time with its zone (UTC if it names none); None for nonsense.

    A year, a month or a bare clock time is no date: the free parser would fill in today's.
    """
    text = " ".join(str(value or "").split())
    if not 6 <= len(text) <= 60 or not re.search(r"\d", text):
        return None
    if is_day_first and NUMERIC_DATE.match(text):
        return find_time(text, is_day_first)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        if re.fullmatch(r"\d{10}(\d{3})?", text):
            moment = datetime.fromtimestamp(int(text[:10]), UTC)
        else:
            parsed = _read_freely(text)
            if parsed is None:
                return None
            moment = parsed
    return _plausible(moment)


def _read_freely(text: str) -> datetime | None:
    """Parsed against two different defaults: a part that differs was not in the text."""
    try:
        first = free_parser.parse(text, default=datetime(2001, 1, 1), tzinfos=OFFSETS)
        second = free_parser.parse(text, default=datetime(2002, 2, 2), tzinfos=OFFSETS)
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None
    return first if first.date() == second.date() else None


def _plausible(moment: datetime) -> datetime | None:
    try:
        utc = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (OverflowError, ValueError):
        return None
    return (moment if moment.tzinfo else utc) if EARLIEST <= utc <= datetime.now(UTC) + LATEST else None


def time_of_url(url: str) -> datetime | None:
    match = URL_DATE.search(url)
    if not match:
        return None
    try:
        return _plausible(datetime(*map(int, match.groups()), tzinfo=UTC))  # type: ignore[arg-type,misc]
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    listed = yaml.safe_load(files("wiretrace.clean").joinpath("months.yaml").read_text("utf-8"))["months"]
    return {name: number for number, names in enumerate(listed, 1) for name in names}


@cache
def _written() -> re.Pattern[str]:
    month = "|".join(sorted(_months(), key=len, reverse=True))
    year = r"(?P<{}>(?:19[89]|20[0-4])\d)"
    return re.compile(
        rf"\b(?P<d1>[0-3]?\d)(?:st|nd|rd|th|\.|er)?[\s-]*(?:de |of )?(?P<m1>{month})\b\.?,?[\s-]*(?:de )?{year.format('y1')}(?!\d)"
        rf"|\b(?P<m2>{month})\b\.?\s*(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?,?\s+{year.format('y2')}(?!\d)"
        rf"|\b{year.format('y3')}[-/.](?P<m3>[01]?\d)[-/.](?P<d3>[0-3]?\d)(?:\b|(?=T\d))"
        rf"|\b(?P<a>[0-3]?\d)(?P<joint>[./-])(?P<b>[0-3]?\d)(?P=joint){year.format('y4')}\b",
        re.IGNORECASE,
    )


CLOCK = re.compile(
    r"\W{0,6}(?:at|um|à|a las|ore|T)?\s*(\d{1,2})[:.h](\d{2})(?::\d{2})?\s*([ap]\.?\s?m\b\.?)?\s*([A-Z]{2,4}\b)?",
    re.IGNORECASE,
)


def starts_of_time(text: str) -> int | None:
    """Where the first printed date begins."""
    match = _written().search(text[:LONGEST_LINE])
    return match.start() if match else None


def find_time(text: str, is_day_first: bool | None = None) -> datetime | None:
    """The first date that a line prints, with the time of day after it; UTC if it names no zone.

    All-numeric dates of which both readings are possible: `is_day_first` if the page tells, else day first, as most
    of the world prints them, but month first where slashes join them.
    """
    match = _written().search(text[:LONGEST_LINE])
    if match is None:
        return None
    year, month, day = _parts(match, is_day_first)
    try:
        moment = datetime(year, month, day)
    except ValueError:
        return None
    return _plausible(_with_clock(moment, text[match.end() :]))


def _parts(match: re.Match[str], is_day_first: bool | None) -> tuple[int, int, int]:
    found = match.groupdict()
    for number in ("1", "2"):
        if found[f"m{number}"]:
            return int(found[f"y{number}"]), _months()[found[f"m{number}"].casefold()], int(found[f"d{number}"])
    if found["y3"]:
        return int(found["y3"]), int(found["m3"]), int(found["d3"])
    first, second = int(found["a"]), int(found["b"])
    prefers_month = found["joint"] == "/" if is_day_first is None else not is_day_first
    is_month_first = second > 12 or (prefers_month and first <= 12)
    return int(found["y4"]), *((first, second) if is_month_first else (second, first))


def _with_clock(moment: datetime, rest: str) -> datetime:
    match = CLOCK.match(rest)
    if match is None:
        return moment.replace(tzinfo=UTC)
    hour, minute, half, zone = int(match[1]), int(match[2]), (match[3] or "").lower(), match[4] or ""
    hour = hour % 12 + (12 if half.startswith("p") else 0) if half else hour
    if hour > 23 or minute > 59:
        return moment.replace(tzinfo=UTC)
    offset = timedelta(seconds=OFFSETS.get(zone.upper(), 0))
    return moment.replace(hour=hour, minute=minute, tzinfo=timezone(offset))
