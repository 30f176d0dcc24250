"""Numbers of a clause: value, unit, how exact they are, and what they do there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from wiretrace.claims.lexicon import has_list, has_rules, load_lexicon

_DIGITS = {".": r"\d[\d,]*(?:\.\d+)?", ",": r"\d[\d.]*(?:,\d+)?"}  # by decimal mark
_NOT_A_NUMBER = re.compile(r"[A-Za-z]-?$")
_ROLE_REACH = 60  # characters before a number in which the verb stands that says what the number does
_COMPARATOR_REACH = 40  # characters before a number in which `at least` ends
_FOLLOWING = re.compile(r"(?:\s+[A-Za-z][\w’'-]*){1,3}")
_PLURALS = frozenset(["people", "men", "women", "children", "police"])
_YEAR = re.compile(r"(?:19|20)\d\d$")
FORMERLY = "from"
_MANY = 5  # of a count from which two that agree are hardly of different things
_ROUNDING = 0.08  # of an amount that a rough one may differ by
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_CLOCK = re.compile(r"\s*(?::\d\d|[ap]\.?m\b)")


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


@lru_cache(maxsize=4)
def _number_words(language: str) -> dict[str, float]:
    """Word → value; tens and ones also joined: forty-three."""
    listed = {str(word): float(value) for word, value in load_lexicon(language).quantities["numbers"].items()}
    tens = {word: value for word, value in listed.items() if value >= 20 and not value % 10}
    ones = {word: value for word, value in listed.items() if 1 <= value <= 9}
    joined = {f"{ten}-{one}": a + b for ten, a in tens.items() for one, b in ones.items()}
    return listed | joined


def _alternatives(listed: Iterable[str]) -> str:
    """A pattern of any of some words, by their first letters: the engine tries each branch in turn."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for word in sorted(listed, key=len, reverse=True):
        by_letter[word[0]].append(re.escape(word[1:]))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())


@lru_cache(maxsize=4)
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = load_lexicon(language).quantities
    scale = "|".join(sorted(map(re.escape, data["scales"]), key=len, reverse=True))
    number = _alternatives([*_number_words(language), *data["vague"]])
    currency = "|".join(sorted((re.escape(c) for c in data["currencies"] if not c.isalpha()), key=len, reverse=True))
    digits = _DIGITS[data["decimal"][0]]
    amount = rf"(?:{digits}|\b(?:{number})\b)"
    pattern = rf"(?P<cur>{currency})?(?P<a>{amount})(?:\s?(?:-|–|to|and)\s?(?P<cur2>{currency})?(?P<b>{digits}))?(?:[\s-]?(?P<scale>{scale})\b)?(?P<tail>\s?%|[\s-](?:{'|'.join(sorted(map(re.escape, (u for u in [*data['units'], *data['currencies']] if u[0].isalpha())), key=len, reverse=True))})\b)?"
    comparators = [re.escape(p) for ps in data["comparators"].values() for p in ps]
    before = re.compile(
        rf"(?:^|\W)({'|'.join(sorted(comparators, key=len, reverse=True))})\s+(?:a\s+)?$", re.IGNORECASE
    )
    return re.compile(pattern, re.IGNORECASE), before


def find_quantities(text: str, start: int, end: int, language: str | None = "en") -> tuple[Quantity, ...]:
    """Quantities between two offsets of a text. Ordinals, clock times and parts of names are none."""
    if not has_list("quantities", language):
        return ()
    if not _has_number(text[start:end], language or "en"):
        return ()
    pattern, _ = _patterns(language or "en")
    found = (_read(text, match, start, end, language or "en") for match in pattern.finditer(text, start, end))
    return tuple(q for q in found if q is not None)


def _has_number(span: str, language: str) -> bool:
    """Whether a digit or a word for a number stands in a span: most have none, and the whole pattern is dear."""
    return bool(_DIGIT.search(span)) or not _number_parts(language).isdisjoint(_LETTERS.findall(span.lower()))


@lru_cache(maxsize=4)
def _number_parts(language: str) -> frozenset[str]:
    vague = load_lexicon(language).quantities["vague"]
    return frozenset(part for word in (*_number_words(language), *vague) for part in _LETTERS.findall(word.lower()))


def _read(text: str, match: re.Match[str], start: int, end: int, language: str) -> Quantity | None:
    if (
        _NOT_A_NUMBER.search(text[max(start, match.start() - 2) : match.start()])
        or _CLOCK.match(text, match.end())
        or text[match.end() : match.end() + 2] in ("th", "st", "nd", "rd")
    ):
        return None
    low, high = _values(match, language)
    unit = _unit(text, match, end, language)
    if unit is None:
        return None
    comparator = _comparator(text[start : match.start()], language)
    if comparator == "exactly" and low != high:
        comparator = "between"
    return Quantity(
        match.start(),
        match.end(),
        low,
        high,
        unit,
        comparator,
        _role(
            text[max(start, match.start() - _ROLE_REACH) : match.start()],
            text[match.end() : min(end, match.end() + _ROLE_REACH)],
            language,
        ),
    )


def _values(match: re.Match[str], language: str) -> tuple[float, float]:
    data = load_lexicon(language).quantities
    scale = float(data["scales"].get((match["scale"] or "").lower(), 1.0))
    first = match["a"].lower()
    if first in data["vague"]:
        low, high = data["vague"][first]
        return float(low), float(high)
    named = _number_words(language).get(first)
    low = _read_digits(first, data["decimal"][0]) if named is None else named
    high = _read_digits(match["b"], data["decimal"][0]) if match["b"] else low
    return min(low, high) * scale, max(low, high) * scale


def _read_digits(written: str, decimal: str) -> float:
    thousands = "," if decimal == "." else "."
    return float(written.rstrip(",.").replace(thousands, "").replace(decimal, "."))


def _unit(text: str, match: re.Match[str], end: int, language: str) -> str | None:
    """Currency, measure, `year` for a calendar year, or the counted noun; None if the number counts nothing."""
    data = load_lexicon(language).quantities
    symbol = (match["cur"] or match["cur2"] or "").upper()
    if symbol:
        return str(data["currencies"].get(symbol, symbol))
    tail = (match["tail"] or "").strip(" -").lower()
    if tail:
        return str(data["units"].get(tail) or data["currencies"].get(tail))
    if _YEAR.match(match["a"]) and not match["scale"]:
        return "year_date"
    noun = _counted_noun(text, match.end(), end, language, match["a"].lower() in data["vague"])
    if noun is None and match["a"].isalpha() and not match["scale"]:
        return None
    return noun or "count"


def _counted_noun(text: str, position: int, end: int, language: str, counts_many: bool) -> str | None:
    """First plural within three words of the number, in the singular: `about a dozen Western leaders`, `dozens of homes`."""
    if not has_rules(language):
        return None  # which word counts takes a grammar to tell
    following = _FOLLOWING.match(text, position, end)
    grammar = load_lexicon(language).grammar
    following_words = following.group().lower().split() if following else []
    for word in following_words[counts_many and following_words[:1] == ["of"] :]:
        if word in grammar["auxiliaries"] or word in grammar["prepositions"] or word in grammar["subordinators"]:
            return None
        if word in _PLURALS or (word.endswith("s") and not word.endswith(("ss", "'s", "’s"))):
            return str(word if word in _PLURALS else word.rstrip("s"))
    return None


def _comparator(before: str, language: str) -> str:
    match = _patterns(language)[1].search(before, max(0, len(before) - _COMPARATOR_REACH))
    if match is None:
        return "exactly"
    phrase = match.group(1).lower()
    return next(
        str(name) for name, phrases in load_lexicon(language).quantities["comparators"].items() if phrase in phrases
    )


def _role(before: str, after: str, language: str) -> str | None:
    """The nearest verb that says what happened to the amount (announced, killed), or `from`: it was so before."""
    verbs: frozenset[str] = load_lexicon(language).quantities["role_verbs"]
    preceding: list[str] = re.findall(r"[a-z]+", before.lower())
    if FORMERLY in preceding[-2:]:
        return FORMERLY
    for word in reversed(preceding):
        if word in verbs:
            return word
    following: list[str] = re.findall(r"[a-z]+", after.lower())[:5]
    return next((w for w in following if w in verbs), None)


def conflicts(left: tuple[Quantity, ...], right: tuple[Quantity, ...]) -> bool:
    """Whether both sides measure the same unit and no value of one is compatible with one of the other."""
    units = {q.unit for q in left} & {q.unit for q in right} - {"count"}
    return any(not any(is_compatible(a, b) for a in left for b in right if a.unit == b.unit == unit) for unit in units)


def is_compatible(a: Quantity, b: Quantity) -> bool:
    """Same unit, and one value within the other's range or its rounding: 13.1 and 13 are, 13 and 11 are not."""
    if a.unit != b.unit:
        return False
    slack = 0.05 if a.unit not in ("year_date",) and max(abs(a.high), abs(b.high)) >= 10 else 0.0
    return a.low * (1 - slack) <= b.high and b.low * (1 - slack) <= a.high


def shared_value(left: tuple[Quantity, ...], right: tuple[Quantity, ...]) -> bool:
    """Both give one value for the same thing: 900 jobs, 900 positions."""
    return any(
        (a.unit == b.unit or (a.low >= _MANY and _may_be_one_noun(a, b)))
        and a.low == b.low
        and a.high == b.high
        and _roles_agree(a, b)
        for a in left
        for b in right
    )


@lru_cache(maxsize=1)
def _measures() -> frozenset[str]:
    data = load_lexicon().quantities
    return frozenset([*data["units"].values(), *data["currencies"].values()])


def shared_distinct_value(left: tuple[Quantity, ...], right: tuple[Quantity, ...]) -> bool:
    """Both name an amount that is hardly named by chance: one with two or more significant digits, no year."""
    return any(
        _is_distinct(a)
        and a.low == b.low
        and a.high == b.high
        and (a.unit == b.unit or _may_be_one_noun(a, b))
        and _roles_agree(a, b)
        for a in left
        for b in right
    )


def shared_rounded_value(left: tuple[Quantity, ...], right: tuple[Quantity, ...]) -> bool:
    """One side rounds an exact amount of the other: `about 13 million` and 13.1 million, `more than 200` and 212."""
    return any(_is_rounding(a, b) or _is_rounding(b, a) for a in left for b in right)


def _is_rounding(rough: Quantity, exact: Quantity) -> bool:
    is_one_unit = rough.unit == exact.unit or _may_be_one_noun(rough, exact)
    if rough.comparator == "exactly" or not is_one_unit or not _is_distinct(exact):
        return False
    slack = _ROUNDING * exact.low
    low = rough.low if rough.comparator in ("at_least", "between") else rough.low - slack
    high = rough.high if rough.comparator in ("at_most", "between") else rough.high + slack
    return low <= exact.low <= high


def _is_distinct(q: Quantity) -> bool:
    digits = f"{q.low:.10g}".replace(".", "").strip("0") if q.low == q.high else ""
    return len(digits) >= 2 and q.unit != "year_date"


def _may_be_one_noun(a: Quantity, b: Quantity) -> bool:
    """Counted things have many names (`homes`, `households`, in another language); measures and money have one."""
    return not {a.unit, b.unit} & _measures()


def _roles_agree(a: Quantity, b: Quantity) -> bool:
    if FORMERLY in (a.role, b.role):
        return a.role == b.role
    return a.role is None or b.role is None or a.role[:5] == b.role[:5]
