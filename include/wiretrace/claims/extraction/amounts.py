"""Reads the amounts of a clause: money, counts, shares, measures, dates, ranges, in digits and in words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile
from typing import Any

from wiretrace.claims.extraction.quantities import FORMERLY, Quantity
from wiretrace.claims.language.lexicon import DEFAULT_LANGUAGE, has_list, has_rules, load_lexicon
from wiretrace.claims.language.names import singular

_DIGITS = {".": r"(?:\d(?:[\d,]*\d)?(?:\.\d+)?|\.\d+)", ",": r"\d(?:[\d.]*\d)?(?:,\d+)?"}  # by decimal mark
_NOT_A_NUMBER = re.compile(r"[A-Za-z]-?$|\d[:.,]?$")
_CLOCK = re.compile(r"\s*(?::\d\d|[ap]\.?m\b)")
_ORDINALS = ("th", "st", "nd", "rd")
_ROLE_REACH = 60  # characters around a number in which `at least` stands, and the verb that says what it does
_NOUN_REACH = 4  # words behind a sum among which stands what it is
_FOLLOWING = re.compile(r"(?:[\s-]+[A-Za-z][\w’'-]*){1,3}")
_HYPHENED = re.compile(r"-([A-Za-z]+)")
_PLURALS = frozenset(["people", "men", "women", "children", "police"])
_YEAR = re.compile(r"(?:19|20)\d\d$")
_WORDS = re.compile(r"[a-z]+")
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]+")
_LAST_DAY = 31
_MONTH_FACTOR = 100  # a date is its month times this, plus its day


@dataclass(frozen=True)
class _Forms:
    """How a language writes amounts, compiled."""

    begin: re.Pattern[str]  # a word that can begin an amount, or the first digit of a number with its sign
    amount: re.Pattern[str]
    share: re.Pattern[str] | None
    comparator: re.Pattern[str]
    month_before: re.Pattern[str] | None
    month_after: re.Pattern[str] | None
    data: Mapping[str, Any]
    numbers: Mapping[str, float]
    monies: frozenset[str]  # units
    counts_nouns: bool  # which word is counted takes a grammar to tell
    parts: frozenset[str]  # words without one of which a text without digits has no amount


def find_quantities(text: str, start: int, end: int, language: str | None = DEFAULT_LANGUAGE) -> tuple[Quantity, ...]:
    """Quantities between two offsets of a text. Ordinals, clock times and parts of names are none."""
    language = language or DEFAULT_LANGUAGE
    if not has_list("quantities", language):
        return ()
    forms = _read_forms(language)
    span = text[start:end]
    if not _DIGIT.search(span) and forms.parts.isdisjoint(_LETTERS.findall(span.lower())):
        return ()  # most have none, and the whole pattern is dear
    return tuple(_find_all(text, start, end, forms))


def _find_all(text: str, start: int, end: int, forms: _Forms) -> Iterator[Quantity]:
    """Amounts in order; the patterns are tried only where a digit or a word stands that can begin one."""
    position = start
    for begin in forms.begin.finditer(text, start, end):
        if begin.start() < position:
            continue
        share = forms.share.match(text, begin.start(), end) if forms.share else None
        if share and (value := _share(share, forms)) is not None:
            yield _quantity(text, share.span(), (start, end), (value, value), "percent", forms)
            position = share.end()
        elif match := forms.amount.match(text, begin.start(), end):
            yield from _read(text, match, start, end, forms)
            position = match.end()


@lru_cache(maxsize=4)
def _read_forms(language: str) -> _Forms:
    data = load_lexicon(language).quantities
    numbers = _number_words(data["numbers"])
    fractions: dict[str, float] = data.get("fractions", {})
    digits = _DIGITS[data["decimal"][0]]
    number, scale = _any_of(numbers), _any_of(data["scales"])
    whole = _any_of(s for s in (*data["scales"], *data.get("hundred", ())) if len(s) > 2)
    hundred = _any_of(data["hundred"]) if "hundred" in data else r"(?!)"
    article = rf"\b(?:{_any_of(data['articles'])})(?=\s(?:{whole})\b)" if "articles" in data else r"(?!)"
    measured = _any_of(u for u in [*data["units"], *data["currencies"]] if u[0].isalpha())
    part = (
        rf"\b(?P<part>{_any_of(fractions)})\s(?:of\s)?an?\s(?=(?:{whole}|{measured})\b)"
        if fractions
        else r"(?P<part>(?!))"
    )
    currency = _any_of(c for c in data["currencies"] if not c.isalpha())
    half = rf"(?P<half>\s{data['halves'][0]}\b)?" if "halves" in data else "(?P<half>(?!))?"
    amount = (
        rf"(?P<between>\b{data['between'][0]}\s)?(?P<minus>\bminus\s|(?<!\w)−)?(?P<cur>{currency})?"
        rf"(?:{part}|(?P<a>{digits}|\b(?:{_any_of([*numbers, *data['vague']])})\b|{article}){half})"
        rf"(?:\s(?P<hundred>{hundred})\b(?:\s(?:and\s)?(?P<rest>{number})\b)?)?(?:[\s-]?(?P<scale>{scale})\b)?"
        rf"(?:\s?(?:-|–|{_any_of(data['until'])}|(?(between){data['between'][1]}|(?!)))\s?(?P<cur2>{currency})?"
        rf"(?P<b>{digits}|(?:{number})\b)(?:[\s-]?(?P<scale2>{scale})\b)?)?"
        rf"(?P<tail>\s?%|(?:\s(?:of\s)?|-)?(?:{measured})\b)?"
    )
    comparators = _any_of(p for phrases in data["comparators"].values() for p in phrases)
    months = _any_of(data["months"]) if "months" in data else None
    share = rf"\b(?:(?P<part>{_any_of(fractions)})(?=\s(?:of|the|its|their|all)\b)(?!\sof\san?\s)|(?P<n>{number}|\d+)\s(?:in|out\sof)\s(?:every\s)?(?P<of>{number}|\d+)\b)"
    words = [*numbers, *data["vague"], *fractions, *data.get("hundred", ()), *(s for s in data["scales"] if len(s) > 2)]
    firsts = [*numbers, *data["vague"], *fractions, *data.get("articles", ()), data["between"][0], "minus"]
    openers = {_LETTERS.findall(word.lower())[0] for word in firsts}
    return _Forms(
        re.compile(rf"(?:{currency})?[.−]?\d|(?<![^\W\d_])(?:{_any_of(openers)})(?![^\W\d_])", re.IGNORECASE),
        re.compile(amount, re.IGNORECASE),
        re.compile(share, re.IGNORECASE) if fractions else None,
        re.compile(rf"(?:^|\W)({comparators})\s+(?:an?\s+)?$", re.IGNORECASE),
        re.compile(rf"\b({months})\.?\s$", re.IGNORECASE) if months else None,
        re.compile(rf"\s({months})\b", re.IGNORECASE) if months else None,
        data,
        numbers,
        frozenset(data["currencies"].values()),
        has_rules(language),
        frozenset(part for word in words for part in _LETTERS.findall(word.lower()) if len(part) > 2),  # not "a", "of"
    )


def _number_words(listed: Mapping[str, float]) -> dict[str, float]:
    """Word → value; tens and ones also joined: forty-three, forty three."""
    tens = {word: value for word, value in listed.items() if value >= 20 and not value % 10}
    ones = {word: value for word, value in listed.items() if 1 <= value <= 9}
    joined = {f"{ten}{m}{one}": float(a + b) for ten, a in tens.items() for one, b in ones.items() for m in "- "}
    return {str(word): float(value) for word, value in listed.items()} | joined


def _any_of(listed: Iterable[str]) -> str:
    """A pattern of any of some words, by their first letters: the engine tries each branch in turn."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for word in sorted(listed, key=len, reverse=True):
        by_letter[word[0]].append(re.escape(word[1:]))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())


def _share(match: re.Match[str], forms: _Forms) -> float | None:
    """Percent of `two thirds of the harvest`, `one in five farmers`."""
    if match["part"]:
        return round(100 * float(forms.data["fractions"][match["part"].lower()]), 1)
    few, many = (_plain(match[name], forms) for name in ("n", "of"))
    return round(100 * few / many, 1) if 0 < few < many <= 100 and many > 2 else None


def _read(text: str, match: re.Match[str], start: int, end: int, forms: _Forms) -> Iterator[Quantity]:
    first = next(match.start(name) for name in ("minus", "cur", "part", "a") if match[name])
    before = text[max(start, first - _ROLE_REACH) : first]
    if (
        _NOT_A_NUMBER.search(before[-2:])
        or _CLOCK.match(text, match.end())
        or text[match.end() : match.end() + 2] in _ORDINALS
    ):
        return
    values = _values(match, forms)
    if values is None:
        return
    low, high = values
    decade = _YEAR.match(match["a"] or "") and low == high and not low % 10 and text.startswith("s", match.end())
    unit = _unit(text, match, first, end, forms)
    if unit is None:
        return
    if unit == "date":
        low = high = _month(text, match, first, forms) * _MONTH_FACTOR + low
    if match["b"] and _is_change(before, match, forms):
        now = _quantity(text, (match.start("b"), match.end()), (match.start("b"), end), (high, high), unit, forms)
        yield _quantity(text, (first, match.start("b")), (start, end), (low, low), unit, forms)
        yield replace(now, role=_role(before.removesuffix(f"{FORMERLY} "), "", unit, forms))
    else:
        yield _quantity(text, (first, match.end()), (start, end), (low, high + 9 * bool(decade)), unit, forms)


def _is_change(before: str, match: re.Match[str], forms: _Forms) -> bool:
    """`rose from 85 to 140`: two states, no range."""
    words = _WORDS.findall(before.lower())
    return not match["between"] and words[-1:] == [FORMERLY] and any(w in forms.data["role_verbs"] for w in words[-8:])


def _quantity(  # noqa: PLR0913, PLR0917 - what is read around a match
    text: str,
    place: tuple[int, int],
    span: tuple[int, int],
    values: tuple[float, float],
    unit: str,
    forms: _Forms,
) -> Quantity:
    (first, last), (start, end) = place, span
    low, high = min(values), max(values)
    before, after = text[max(start, first - _ROLE_REACH) : first], text[last : min(end, last + _ROLE_REACH)]
    comparator = _comparator(before, after, forms)
    if comparator == "exactly" and low != high:
        comparator = "between"
    return Quantity(first, last, low, high, unit, comparator, _role(before, after, unit, forms))


def _values(match: re.Match[str], forms: _Forms) -> tuple[float, float] | None:
    """Low and high; None for a score, a season or a telephone number: 4-1, 2019-20, 555-0142."""
    scales = forms.data["scales"]
    scale, later = (float(scales.get((match[name] or "").lower(), 1.0)) for name in ("scale", "scale2"))
    if match["part"]:
        value = forms.data["fractions"][match["part"].lower()] * scale
        return value, value
    first = match["a"].lower()
    if first in forms.data["vague"]:
        low, high = forms.data["vague"][first]
        return float(low) * scale, float(high) * scale
    low = _plain(first, forms) + (0.5 if match["half"] else 0)
    if match["hundred"]:
        low = low * 100 + (_plain(match["rest"], forms) if match["rest"] else 0)
    high = _plain(match["b"], forms) if match["b"] else low
    low *= scale if match["scale"] or not match["b"] else later
    high *= later if match["scale2"] else scale
    if match["b"] and (high < low or (match["b"].startswith("0") and len(match["b"]) > 1)) and not match["tail"]:
        return None
    sign = -1 if match["minus"] else 1
    return sign * low, sign * high


def _plain(written: str, forms: _Forms) -> float:
    """The value of digits, a number word, or an article before a scale."""
    lowered = written.lower()
    if not lowered[-1].isdigit():
        return forms.numbers.get(lowered, 1.0)
    decimal = forms.data["decimal"][0]
    return float(lowered.rstrip(",.").replace("," if decimal == "." else ".", "").replace(decimal, "."))


def _unit(text: str, match: re.Match[str], first: int, end: int, forms: _Forms) -> str | None:
    """Currency, measure, date, or the counted noun; None if the number counts nothing."""
    data = forms.data
    symbol = (match["cur"] or match["cur2"] or "").upper()
    if symbol:
        return str(data["currencies"].get(symbol, symbol))
    tail = re.sub(r"^(?:\s|-)*(?:of\s)?", "", (match["tail"] or "").lower())
    if tail:
        return str(data["units"].get(tail) or data["currencies"].get(tail))
    written, scaled = match["a"] or match["part"], bool(match["scale"] or match["scale2"] or match["hundred"])
    if not scaled and _YEAR.match(written):
        return "year_date"
    if not scaled and written.isdigit() and 0 < int(written) <= _LAST_DAY and _month(text, match, first, forms):
        return "date"
    noun = _named_before(text, first, forms) or _counted_noun(text, match.end(), end, written.lower(), forms)
    return noun or (None if written[-1].isalpha() and not scaled else "count")


def _named_before(text: str, first: int, forms: _Forms) -> str | None:
    """`magnitude 6.1`, `category 4`."""
    preceding: list[str] = _WORDS.findall(text[max(0, first - 20) : first].lower())[-1:]
    return preceding[0] if preceding and preceding[0] in forms.data.get("units_before", ()) else None


def _month(text: str, match: re.Match[str], first: int, forms: _Forms) -> int:
    """Of `14 March` or `March 14`; 0 for none."""
    if forms.month_before is None or forms.month_after is None or match["b"]:
        return 0
    found = forms.month_after.match(text, match.end()) or forms.month_before.search(text, max(0, first - 12), first)
    return int(forms.data["months"][found.group(1).lower()]) if found else 0


def _counted_noun(text: str, position: int, end: int, written: str, forms: _Forms) -> str | None:
    """First plural within three words of the number, in the singular: `about a dozen Western leaders`, `dozens of homes`."""
    if not forms.counts_nouns:
        return None
    hyphened = _HYPHENED.match(text, position, end)
    if hyphened and hyphened.group(1).islower():
        return hyphened.group(1)  # "the 12-member council"
    counts_many = written in forms.data["vague"]
    following = _FOLLOWING.match(text, position, end)
    grammar = load_lexicon().grammar
    following_words = following.group().lower().split() if following else []
    for word in following_words[counts_many and following_words[:1] == ["of"] :]:
        if word in grammar["auxiliaries"] or word in grammar["prepositions"] or word in grammar["subordinators"]:
            return None
        if word in _PLURALS or (word.endswith("s") and not word.endswith(("ss", "'s", "’s"))):
            return word if word in _PLURALS else singular(word)
    return None


def _comparator(before: str, after: str, forms: _Forms) -> str:
    match = forms.comparator.search(before)
    if match is None:
        return "at_least" if after.lower().startswith(tuple(forms.data.get("or_more", ()))) else "exactly"
    phrase = match.group(1).lower()
    return next(str(name) for name, phrases in forms.data["comparators"].items() if phrase in phrases)


def _role(before: str, after: str, unit: str, forms: _Forms) -> str | None:
    """The nearest verb that says what happened to the amount (announced, killed), or `from`: it was so before.

    Of money without such a verb, the noun that says what it is.
    """
    is_money = unit in forms.monies
    verbs: frozenset[str] = forms.data["role_verbs"]
    grammar = load_lexicon().grammar
    preceding: list[str] = _WORDS.findall(before.lower())
    if FORMERLY in preceding[-2:]:
        return FORMERLY
    following: list[str] = _WORDS.findall(after.lower())[:6]
    nouns: frozenset[str] = forms.data.get("money_nouns", frozenset()) if is_money else frozenset()
    if is_money:
        verbs |= forms.data.get("money_verbs", frozenset())
    passive = next((k for k, w in enumerate(following[:3]) if w in grammar["be"]), None)
    suffered = next((w for w in following[passive:] if w in verbs), None) if passive is not None else None
    if suffered:
        return suffered  # "seven were killed and 30 people were hurt"
    for k in range(len(preceding) - 1, -1, -1):
        is_noun = k > 0 and (preceding[k - 1] in grammar["determiners"] or preceding[k - 1] in grammar["possessives"])
        if preceding[k] in verbs and not is_noun:  # "the ship carried …" ships nothing
            return preceding[k]
    told = next((w for w in following[:5] if w in verbs), None)
    return told or _money_noun(preceding, following, nouns)


def _money_noun(preceding: list[str], following: list[str], nouns: frozenset[str]) -> str | None:
    """What the money is: `a $25 billion merger`, or `a debt of $28,000`."""
    grammar = load_lexicon().grammar
    behind = takewhile(lambda w: w not in grammar["prepositions"], following[:_NOUN_REACH])
    return next((w for w in behind if w in nouns), None) or next((w for w in reversed(preceding) if w in nouns), None)
