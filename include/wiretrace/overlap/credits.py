"""Whom an article names as its source: an agency's dateline or credit line, or an outlet it quotes.

Patterns come first, names second: an agency that nobody configured is still found by its dateline,
"HARBORVIEW (NPA) —". Names and phrases are data files by language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import duckdb
import pyarrow as pa
import yaml

from wiretrace.overlap import METHOD_VERSION
from wiretrace.warehouse.tables import overlap

HEAD: Final = 4000  # characters in which a dateline can stand; scraped pages have junk in front of it
REACH: Final = 150  # characters around a trigger word in which a credit phrase lies
MAX_NAME_WORDS: Final = 6  # names of writers in front of their agency's
PHOTO_REACH: Final = 24  # characters around a name in which a photo word makes it a photo credit
WHOLE_TEXT_RULES: Final = frozenset({"dateline", "byline", "credit_line", "agency_credit"})
PLACE_REACH: Final = 80  # characters before the parenthesis in which a dateline's place begins
_LINE: Final = re.compile(r"[^\n#|]+")
MAX_LINE: Final = 140  # characters of a byline
_DASH: Final = r"\s*(?:—|–|--|-|―)"


@dataclass(frozen=True)
class Source:
    """An agency or outlet that a text may name."""

    origin_id: str
    name: str
    outlet_id: str | None = None

    @property
    def is_agency(self) -> bool:
        return self.origin_id.startswith("agency:")


@dataclass(frozen=True)
class Credit:
    source: Source
    rule: str
    start: int | None
    end: int | None
    text: str


@dataclass(frozen=True)
class Phrase:
    """`pattern` is only tried within reach of one of the `triggers`: names are many, credits are few."""

    rule: str
    triggers: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Finder:
    """Compiled patterns over all known names."""

    names: Mapping[str, Source]
    dateline: re.Pattern[str]
    place: re.Pattern[str]
    byline: re.Pattern[str]
    parenthesis: re.Pattern[str]
    phrases: tuple[Phrase, ...]
    photo: re.Pattern[str]
    generic: frozenset[str]


def slugify(name: str) -> str:
    return re.sub(r"[^\w]+", "-", name.casefold()).strip("-")


def read_sources(con: duckdb.DuckDBPyConnection) -> dict[str, Source]:
    """Every known name in the form it is printed. Configured outlets win over the lists."""
    known = dict(_listed_sources())
    for outlet_id, name, kind in con.sql(
        "select outlet_id, name, kind from core.outlets order by outlet_id"
    ).fetchall():
        is_agency = kind == "agency"
        listed = known.get(name)
        origin = listed.origin_id if listed else f"{'agency' if is_agency else 'outlet'}:{slugify(name)}"
        source = Source(origin, name, outlet_id)
        for form in {name, name.removeprefix("The "), *(_abbreviations(name) if is_agency else ())}:
            if len(form) > 1:
                known[form] = source
    return known


def _abbreviations(name: str) -> set[str]:
    """'Northern Press Agency (NPA)' → its stated abbreviation and its initials."""
    stated = set(re.findall(r"\(([A-Z]{2,6})\)", name))
    initials = "".join(word[0] for word in re.findall(r"\b[A-Z]\w*", re.sub(r"\(.*?\)|^The ", "", name)))
    return stated | ({initials} if len(initials) >= 2 else set()) | set(re.findall(r"^[A-Z]{2,6}\b", name))


@lru_cache(maxsize=1)
def _listed_sources() -> Mapping[str, Source]:
    agencies = yaml.safe_load(_data("agencies.yaml"))
    known: dict[str, Source] = {}
    for language in _languages():
        for name in re.split(r",\s*", language["outlets"]):
            known[name] = Source(f"outlet:{slugify(name.removeprefix('The '))}", name)
    for entry in agencies:
        for form in entry["names"]:
            known[form] = Source(f"agency:{entry['id']}", entry["name"])
    return known


def _data(name: str) -> str:
    return (files("wiretrace.overlap") / "data" / name).read_text("utf-8")


@lru_cache(maxsize=1)
def _languages() -> tuple[dict[str, Any], ...]:
    folder = files("wiretrace.overlap") / "data"
    names = sorted(e.name for e in folder.iterdir() if e.name.startswith("credits."))
    return tuple(yaml.safe_load(_data(name)) for name in names)


def build_finder(names: Mapping[str, Source]) -> Finder:
    """Compile the patterns of all languages over these names."""
    known = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=lambda n: (-len(n), n)))
    agencies = "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n)) if names[n].is_agency)
    ending = "|".join(word for language in _languages() for word in language["outlet_words"].split())
    guess = rf"(?:[A-ZÀ-Ý][\w&.’'-]*\s+){{0,4}}(?:{ending})"
    name = rf"(?=[Tt]he\s|[^a-z\W])(?:[Tt]he\s+)?(?P<name>(?:(?:{known})(?:\s+(?:{ending}))?|{guess}))\b"
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
                re.compile(rf"(?i:{phrase['pattern']})".replace("{name}", f"(?-i:{name})")),
            )
            for language in _languages()
            for phrase in language["phrases"]
        ),
        photo=re.compile(
            "|".join(rf"\b{w}\b" for lang in _languages() for w in lang["photo_words"].split()), re.IGNORECASE
        ),
        generic=frozenset(
            n.split(maxsplit=1)[1] for lang in _languages() for n in re.split(r",\s*", lang["generic_names"])
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
    is_short = len(words) <= MAX_NAME_WORDS and all(w[0].isupper() or w == "and" for w in words)
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
    return Credit(resolve(finder.names, form), rule, start, end, text[start:end])


def resolve(names: Mapping[str, Source], form: str) -> Source:
    """The known source of that name, else a new one made from the name."""
    plain = re.sub(r"\s+", " ", form)
    if plain in names:
        return names[plain]
    is_abbreviation = re.fullmatch(r"[A-Z-]{2,7}", plain) is not None
    return Source(f"{'agency' if is_abbreviation else 'outlet'}:{slugify(plain)}", plain)


def find_credits(articles: pa.Table, names: Mapping[str, Source]) -> pa.Table:
    """Rows of `overlap.credits` for articles (article_id, partition_key, outlet_id, authors, agency_credit, text)."""
    finder = build_finder(names)
    rows = [row for article in _plain_rows(articles) for row in _article_rows(finder, article)]
    return overlap.CREDITS.table(rows)


def _plain_rows(articles: pa.Table) -> Iterator[dict[str, object]]:
    for batch in articles.to_batches(max_chunksize=2000):
        yield from batch.to_pylist()


def _article_rows(finder: Finder, article: Mapping[str, object]) -> Iterator[dict[str, object]]:
    found = find_in_text(finder, str(article["text"]))
    printed = [article["agency_credit"], *(article["authors"] or [])]  # type: ignore[misc]
    seen = {c.source.origin_id for c in found}
    for form in printed:
        source = finder.names.get(re.sub(r"^(?:By|The|the) ", "", str(form))) if form else None
        if source and source.is_agency and source.origin_id not in seen:
            seen.add(source.origin_id)
            found.append(Credit(source, "byline", None, None, str(form)))
    for credit in found:
        if credit.source.outlet_id is None or credit.source.outlet_id != article["outlet_id"]:
            yield _row(article, credit)


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
