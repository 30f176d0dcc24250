"""Whom an article names as its source: an agency's dateline or credit line, or an outlet it quotes.

Patterns come first, names second: an agency that nobody configured is still found by its dateline,
"HARBORVIEW (NPA) —". Names and phrases are data files by language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import pyarrow as pa

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.sources import Names, Source, load_languages, plain_name, read_sources, resolve_name, slugify
from wiretrace.warehouse.tables import overlap

__all__ = ["Source", "build_finder", "find_credits", "find_in_text", "read_sources", "slugify"]

HEAD: Final = 4000  # characters in which a dateline can stand; scraped pages have junk in front of it
REACH: Final = 150  # characters around a trigger word in which a credit phrase lies
MAX_NAME_WORDS: Final = 6  # names of writers in front of their agency's
PHOTO_REACH: Final = 24  # characters around a name in which a photo word makes it a photo credit
WHOLE_TEXT_RULES: Final = frozenset({"dateline", "byline", "credit_line", "agency_credit"})
PLACE_REACH: Final = 80  # characters before the parenthesis in which a dateline's place begins
_LINE: Final = re.compile(r"[^\n#|]+")
MAX_LINE: Final = 140  # characters of a byline
_GAP: Final = r"[^\S\n]+"  # a name never runs on into the next paragraph
_NAME_WORD: Final = r"(?:(?:[A-Z]\.)+|St\.|[A-ZÀ-Ý][\w&’'-]*)"
_BODY: Final = rf"(?:[Tt]he{_GAP})?(?P<name>{_NAME_WORD}(?:{_GAP}(?:of{_GAP}|for{_GAP}|and{_GAP})?{_NAME_WORD}){{1,5}})"
_DASH: Final = r"\s*(?:—|–|--|-|―)"


@dataclass(frozen=True)
class Credit:
    source: Source
    rule: str
    start: int | None
    end: int | None
    text: str
    form: str  # the name as printed


@dataclass(frozen=True)
class Phrase:
    """`pattern` is only tried within reach of one of the `triggers`: names are many, credits are few."""

    rule: str
    triggers: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Finder:
    """Compiled patterns over all known names."""

    names: Names
    dateline: re.Pattern[str]
    place: re.Pattern[str]
    byline: re.Pattern[str]
    parenthesis: re.Pattern[str]
    phrases: tuple[Phrase, ...]
    photo: re.Pattern[str]
    generic: frozenset[str]


def build_finder(names: Names) -> Finder:
    """Compile the patterns of all languages over these names."""
    known = "|".join(re.escape(name).replace(r"\ ", _GAP) for name in sorted(names, key=lambda n: (-len(n), n)))
    agencies = "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n)) if names[n].is_agency)
    ending = "|".join(word for language in load_languages() for word in language["outlet_words"].split())
    guess = rf"(?:{_NAME_WORD}{_GAP}){{0,4}}(?:{ending})"
    name = rf"(?=[Tt]he\s|[^a-z\W])(?:[Tt]he{_GAP})?(?P<name>(?:(?:{known})(?:{_GAP}(?:{ending}))?|{guess}))\b"
    return Finder(
        names=names,
        dateline=re.compile(
            rf"\((?P<name>{agencies}|[A-Z][A-Z-]{{1,6}})\){_DASH}|(?:^|\n)\s*/?(?P<slashed>{agencies})/?{_DASH}"
        ),
        place=re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý’'.-]{2,}[^()\n]{0,60}$"),
        byline=re.compile(rf"\s*[Bb][Yy]:?\s+(?:.{{0,100}}?[\s,|/(])?(?:[Tt]he\s+)?(?P<name>{agencies})\b"),
        parenthesis=re.compile(rf"\((?:[Ss]ource:\s*|[Vv]ia\s+)?{name}\)(?=\s*(?:\n|$|###))"),
        phrases=tuple(
            Phrase(
                phrase["rule"],
                tuple(phrase["triggers"].split(", ")),
                re.compile(
                    rf"(?i:{phrase['pattern']})".replace("{name}", f"(?-i:{name})").replace("{org}", f"(?-i:{_BODY})")
                ),
            )
            for language in load_languages()
            for phrase in language["phrases"]
        ),
        photo=re.compile(
            "|".join(rf"\b{w}\b" for lang in load_languages() for w in lang["photo_words"].split()), re.IGNORECASE
        ),
        generic=frozenset(
            n.split(maxsplit=1)[1] for lang in load_languages() for n in re.split(r",\s*", lang["generic_names"])
        ),
    )


def find_in_text(finder: Finder, text: str) -> list[Credit]:
    """Credits in order of position; of two that overlap the earlier rule stays."""
    found: list[Credit] = []
    for credit in _every_match(finder, text):
        if not any(c.start < credit.end and credit.start < c.end for c in found):  # type: ignore[operator]
            found.append(credit)
    return sorted(found, key=lambda c: (c.start or 0, c.source.origin_id))


def _every_match(finder: Finder, text: str) -> Iterator[Credit]:
    for match in finder.dateline.finditer(text, 0, HEAD):
        form = match["name"] or match["slashed"]
        place = finder.place.search(text, max(0, match.start() - PLACE_REACH), match.start())
        if form in finder.names or place:
            yield _credit(finder, "dateline", (place or match).start(), match.end(), form, text)
    for line in _LINE.finditer(text):
        found = find_byline(finder, text, *line.span()) if line.end() - line.start() <= MAX_LINE else None
        if found and not _is_near_photo(finder, text, *line.span()):
            yield _credit(finder, "byline", *line.span(), found, text)
    lowered = text.lower()
    for phrase in finder.phrases:
        for start, end in _reaches(lowered, phrase.triggers):
            for match in phrase.pattern.finditer(text, start, end):
                if match["name"] not in finder.generic and not _is_photo(finder, text, match):
                    yield _credit(finder, phrase.rule, *match.span(), match["name"], text)
    for match in finder.parenthesis.finditer(text):
        if not _is_photo(finder, text, match):
            yield _credit(finder, "parenthesis", *match.span(), match["name"], text)


def find_byline(finder: Finder, text: str, start: int, end: int) -> str | None:
    """Agency that a line names as its author: "By Ann Doe, Associated Press", or "ANN DOE Associated Press"."""
    if text[start : start + 8].lstrip()[:3].lower() in ("by ", "by:"):
        match = finder.byline.match(text, start, end)
        return match["name"] if match else None
    words = text[start:end].split()
    for count in range(min(4, len(words)), 0, -1):
        source = finder.names.get(" ".join(words[-count:]))
        if source and source.is_agency and _is_list_of_names(words[:-count]):
            return " ".join(words[-count:])
    return None


def _is_list_of_names(words: list[str]) -> bool:
    is_short = len(words) <= MAX_NAME_WORDS and all((w[0].isupper() and w[-1] != ":") or w == "and" for w in words)
    return is_short or words[-1].endswith((",", "|"))


def _reaches(lowered: str, triggers: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Stretches around each trigger, overlapping ones joined; characters of `lowered` and the text correspond."""
    at = sorted(m for t in triggers for m in _positions(lowered, t))
    start = end = -1
    for position in at:
        if position - REACH > end:
            if end >= 0:
                yield start, end
            start = max(0, position - REACH)
        end = position + REACH
    if end >= 0:
        yield start, end


def _positions(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _is_photo(finder: Finder, text: str, match: re.Match[str]) -> bool:
    return _is_near_photo(finder, text, *match.span())


def _is_near_photo(finder: Finder, text: str, start: int, end: int) -> bool:
    return finder.photo.search(text[max(0, start - PHOTO_REACH) : end + PHOTO_REACH]) is not None


def _credit(finder: Finder, rule: str, start: int, end: int, form: str, text: str) -> Credit:  # noqa: PLR0913, PLR0917
    printed = text[start:end]
    start, end = start + len(printed) - len(printed.lstrip()), end - len(printed) + len(printed.rstrip())
    source = Source(f"document:{slugify(form)}", form) if rule == "document" else resolve_name(finder.names, form)
    return Credit(source, rule, start, end, text[start:end], form)


def find_credits(articles: pa.Table, names: Names) -> pa.Table:
    """Rows of `overlap.credits` for articles (article_id, partition_key, outlet_id, authors, agency_credit, text)."""
    finder = build_finder(names)
    own = {source.outlet_id: source for source in names.values()}
    rows = [
        _row(article, credit)
        for article in _plain_rows(articles)
        for credit in _article_credits(finder, article, own.get(str(article["outlet_id"])))
    ]
    return overlap.CREDITS.table(rows)


def _plain_rows(articles: pa.Table) -> Iterator[dict[str, object]]:
    for batch in articles.to_batches(max_chunksize=2000):
        yield from batch.to_pylist()


def _article_credits(finder: Finder, article: Mapping[str, object], own: Source | None) -> Iterator[Credit]:
    """Credits to others: no article credits its own outlet, by whatever name it calls itself."""
    found = find_in_text(finder, str(article["text"]))
    known = [c.source for c in found if len(c.source.name.split()) > 1]
    for credit in [*found, *_printed_credits(finder, article, {c.source.origin_id for c in found})]:
        source = resolve_name(finder.names, credit.form, own, known) if credit.rule != "document" else credit.source
        if source != own:
            yield replace(credit, source=source)


def _printed_credits(finder: Finder, article: Mapping[str, object], in_text: set[str]) -> Iterator[Credit]:
    """Agencies among the page's authors, and in its agency credit unless the text names it anyway."""
    seen: set[str] = set()
    for form in (*(article["authors"] or ()), article["agency_credit"]):  # type: ignore[misc]
        source = finder.names.get(plain_name(re.sub(r"^By ", "", str(form)))) if form else None
        is_named = source is not None and form == article["agency_credit"] and source.origin_id in in_text
        if source and source.is_agency and source.origin_id not in seen and not is_named:
            seen.add(source.origin_id)
            yield Credit(source, "byline", None, None, str(form), source.name)


def _row(article: Mapping[str, object], credit: Credit) -> dict[str, object]:
    return {
        "article_id": article["article_id"],
        "origin_id": credit.source.origin_id,
        "origin_name": credit.source.name,
        "outlet_id": credit.source.outlet_id,
        "rule": credit.rule,
        "text": credit.text,
        "char_start": credit.start,
        "char_end": credit.end,
        "partition_key": article["partition_key"],
        "method_version": METHOD_VERSION,
    }
