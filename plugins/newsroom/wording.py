"""How values are written for readers: numbers, shares, times, delays, and the names of relations."""

from __future__ import annotations

from datetime import UTC, date, datetime

RELATIONS = {
    "mirror": "mirror",
    "wire_copy": "wire copy",
    "rewrite": "rewrite",
    "excerpt": "excerpt",
    "citation": "citation",
    "shared_quotation": "shared quotation",
    "common_source": "common source",
    "same_event": "same event",
}
FOLDING = ("mirror", "wire_copy", "rewrite", "excerpt")
LINK_RELATIONS = {
    "contradicts": "contradicts",
    "restates": "says the same",
    "variant_value": "other number",
    "variant_scope": "other scope",
    "supersedes": "supersedes",
    "same_speaker": "same speaker",
}
HEADLINE_SUPPORT = {
    "supported": "says so",
    "stronger": "is less sure",
    "opposite": "says the opposite",
    "unclear": "puts it too differently to tell",
    "not_found": "was not found to say so",
}
COUNTS = {
    "mention_count": "mentions",
    "article_count": "articles",
    "outlet_count": "outlets",
    "origin_count_low": "origins",
    "origin_count_high": "origins at most",
    "origin_count_expected": "expected origins",
    "principal_count": "principals",
    "copy_ratio": "copy ratio",
}
CUES = {
    "canonical_link": "Link to the original",
    "credit": "Credit",
    "headline": "Credit",
    "shared_text": "Shared text",
    "time_order": "Order in time",
    "agency_article": "Agency's own article",
    "agency_text": "Agency text",
    "cosine": "Likeness of words",
    "names": "Shared names",
    "numbers": "Shared numbers",
    "sentences": "Matched sentences",
    "order": "Same order",
    "rare": "Rare words",
    "coverage": "Covered",
    "new_details": "New details",
    "new_voices": "New voices",
}
EXPECTATIONS = {
    "expect_column_values_to_not_be_null": "is filled in",
    "expect_column_values_to_be_unique": "is unique",
    "expect_column_values_to_match_regex": "has the right form",
    "expect_column_values_to_not_match_regex": "has no forbidden form",
    "expect_column_values_to_be_between": "lies within bounds",
    "expect_column_values_to_be_in_set": "is a known value",
    "expect_column_value_lengths_to_equal": "has the right length",
    "expect_column_value_lengths_to_be_between": "has a sound length",
    "expect_column_pair_values_a_to_be_greater_than_b": "first is not below the second",
    "expect_compound_columns_to_be_unique": "are unique together",
}
MISSING = "–"


def write_number(value: float | None) -> str:
    return MISSING if value is None else f"{value:,.0f}".replace(",", "\u2009")


def write_decimal(value: float | None) -> str:
    return MISSING if value is None else f"{value:.1f}"


def write_share(value: float | None) -> str:
    """A share of 0 to 1 in percent; what is not nothing never reads as 0 %, what is not all never as 100 %."""
    if value is None:
        return MISSING
    if 0 < value < 0.01:
        return "< 1 %"
    if 0.99 < value < 1:
        return "> 99 %"
    return f"{value * 100:.0f} %"


def write_time(value: datetime | None) -> str:
    return MISSING if value is None else f"{value.day} {value:%b %Y, %H:%M}"


def write_day(value: date | str | None) -> str:
    if value is None:
        return MISSING
    day = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{day.day} {day:%B %Y}"


def write_short_day(value: str) -> str:
    """'2026-03-02' → '2 Mar'; a partition that is no date stays as it is."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{day.day} {day:%b}"


def write_duration(seconds: float | None) -> str:
    """A length of time in its largest unit: '40 min', '3.5 h', '2 days'."""
    if seconds is None:
        return MISSING
    size = abs(seconds)
    sign = "−" if seconds < 0 else ""
    if size < 90:
        return f"{sign}{size:.0f} s"
    if size < 5400:
        return f"{sign}{size / 60:.0f} min"
    if size < 172_800:
        return f"{sign}{size / 3600:.1f} h"
    return f"{sign}{size / 86_400:.0f} days"


def write_age(moment: datetime, now: datetime | None = None) -> str:
    """How long ago a UTC time without zone was."""
    present = now or datetime.now(UTC).replace(tzinfo=None)
    return write_duration(max((present - moment).total_seconds(), 0))


def write_origins(low: int, high: int | None = None) -> str:
    return str(low) if high is None or high <= low else f"{low}–{high}"


def write_rule(value: str | None) -> str:
    """A rule's or reason's name as words; an expectation says what it demands of its column."""
    if not value:
        return MISSING
    if value in EXPECTATIONS:
        return EXPECTATIONS[value]
    return value.removeprefix("expect_column_").removeprefix("expect_").replace("_", " ")


def count(number: int, noun: str) -> str:
    """'1 outlet', '2 outlets', '2 stories'."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{write_number(number)} {noun if number == 1 else plural}"
