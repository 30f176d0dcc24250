"""Printed times, each with the place it stood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dateutil import parser as free_parser

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
URL_DATE = re.compile(r"[/_-](19[9]\d|20[0-4]\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$|\D)")
OFFSETS = {"EST": -18_000, "EDT": -14_400, "CST": -21_600, "CDT": -18_000, "MST": -25_200, "MDT": -21_600, "PST": -28_800,
           "PDT": -25_200, "BST": 3_600, "CET": 3_600, "CEST": 7_200, "EET": 7_200, "EEST": 10_800, "MSK": 10_800,
           "IST": 19_800, "SGT": 28_800, "HKT": 28_800, "JST": 32_400, "KST": 32_400, "AEST": 36_000, "AEDT": 39_600,
           "ET": -18_000, "PT": -28_800, "WIB": 25_200, "PKT": 18_000, "WAT": 3_600, "EAT": 10_800, "SAST": 7_200}  # fmt: skip


@dataclass(frozen=True)
class PrintedTime:
    """`moment` keeps the printed zone; `source` is json-ld, opengraph, meta, time, text, feed or url."""

    moment: datetime
    source: str


def read_time(value: object) -> datetime | None:
    """A machine-readable or written time with its zone (UTC if it names none); None for nonsense.

    A year, a month or a bare clock time is no date: the free parser would fill in today's.
    """
    text = " ".join(str(value or "").split())
    if not 6 <= len(text) <= 60 or not re.search(r"\d", text):
        return None
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
    return (moment if moment.tzinfo else utc) if EARLIEST <= utc <= datetime.now(UTC) + timedelta(days=366) else None


def time_of_url(url: str) -> datetime | None:
    match = URL_DATE.search(url)
    if not match:
        return None
    try:
        return _plausible(datetime(*map(int, match.groups()), tzinfo=UTC))  # type: ignore[arg-type,misc]
    except ValueError:
        return None
