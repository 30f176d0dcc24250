"""Numbers of a clause: what they measure, how exact they are, what they do there, and which of them agree."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from wiretrace.claims.language.lexicon import load_lexicon

FORMERLY = "from"  # the role of what was so before
DATES = ("year_date", "date")  # units in which nothing is rounded
_STEM = 5  # letters in which forms of one verb agree
_MANY = 5  # of a count from which two that agree are hardly of different things
ROUGHNESS = 0.08  # of an amount that a rough one may differ by: `about`, `more than`
_ROUNDED_FROM, _ROUNDING = 10, 0.05  # the least number that may be a rounding, and by how much of it


@dataclass(frozen=True)
class Quantity:
    """`low` and `high` in `unit`; equal for a plain number. Offsets count in the field of the mention."""

    start: int
    end: int
    low: float
    high: float
    unit: str
    comparator: str
    role: str | None


def conflicts(left: tuple[Quantity, ...], right: tuple[Quantity, ...]) -> bool:
    """Whether both sides measure the same unit and no value of one is compatible with one of the other."""
    units = {a.unit for a in left for b in right if a.unit == b.unit != "count"}
    return any(not any(is_compatible(a, b) for a in left for b in right if a.unit == b.unit == unit) for unit in units)


def is_compatible(a: Quantity, b: Quantity) -> bool:
    """Same unit, and one value within the other's range or its rounding: 13.1 and 13 are, 13 and 11 are not."""
    if a.unit != b.unit:
        return False
    slack = _ROUNDING if a.unit not in DATES and max(abs(a.high), abs(b.high)) >= _ROUNDED_FROM else 0.0
    return a.low * (1 - slack) <= b.high and b.low * (1 - slack) <= a.high


def shared_value(left: tuple[Quantity, ...], right: tuple[Quantity, ...]) -> bool:
    """Both give one value for the same thing: 900 jobs, 900 positions."""
    return any((a.unit == b.unit or a.low >= _MANY) and _is_one_value(a, b) for a in left for b in right)


@lru_cache(maxsize=1)
def measures() -> frozenset[str]:
    data = load_lexicon().quantities
    return frozenset([*data["units"].values(), *data["currencies"].values()])


def shared_distinct_value(left: tuple[Quantity, ...], right: tuple[Quantity, ...]) -> bool:
    """Both name an amount that is hardly named by chance: one with two or more significant digits, no year."""
    return any(_is_one_value(a, b) and _is_distinct(a) for a in left for b in right)


def shared_rounded_value(left: tuple[Quantity, ...], right: tuple[Quantity, ...]) -> bool:
    """One side rounds an exact amount of the other: `about 13 million` and 13.1 million, `more than 200` and 212."""
    return any(_is_rounding(a, b) or _is_rounding(b, a) for a in left for b in right)


def _is_rounding(rough: Quantity, exact: Quantity) -> bool:
    if rough.comparator == "exactly" or not _is_distinct(exact):
        return False
    if not _may_be_one_unit(rough, exact):
        return False
    slack = ROUGHNESS * exact.low
    low = rough.low if rough.comparator in ("at_least", "between") else rough.low - slack
    high = rough.high if rough.comparator in ("at_most", "between") else rough.high + slack
    return low <= exact.low <= high


def count_digits(number: float) -> int:
    """Digits that tell: 2 of 13,000 and 3 of 13.1."""
    return len(f"{number:.10g}".replace(".", "").strip("0"))


def _is_distinct(q: Quantity) -> bool:
    return q.low == q.high and count_digits(q.low) >= 2 and q.unit not in DATES


def _is_one_value(a: Quantity, b: Quantity) -> bool:
    return a.low == b.low and a.high == b.high and _may_be_one_unit(a, b) and roles_agree(a, b)


def _may_be_one_unit(a: Quantity, b: Quantity) -> bool:
    """Counted things have many names (`homes`, `households`, in another language); measures and money have one."""
    return a.unit == b.unit or not {a.unit, b.unit} & measures()


def roles_agree(a: Quantity, b: Quantity) -> bool:
    if FORMERLY in (a.role, b.role):
        return a.role == b.role
    if a.role is None or b.role is None or a.role[:_STEM] == b.role[:_STEM]:
        return True
    # two plain verbs differ (cost, spent); a noun stands for several
    if a.unit != b.unit or a.unit not in _monies() or {a.role, b.role} <= load_lexicon().quantities["role_verbs"]:
        return False
    ours, theirs = (_money_roles().get(role, frozenset()) for role in (a.role, b.role))
    return not (ours and theirs) or not ours.isdisjoint(theirs)


@lru_cache(maxsize=1)
def _monies() -> frozenset[str]:
    return frozenset(load_lexicon().quantities["currencies"].values())


@lru_cache(maxsize=1)
def _money_roles() -> dict[str, frozenset[int]]:
    """The lines on which each word for what is done with money stands: how far the money has come."""
    lines = [line.split() for line in load_lexicon().quantities["money_roles"]]
    return {word: frozenset(n for n, line in enumerate(lines) if word in line) for line in lines for word in line}
