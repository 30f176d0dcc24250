"""Whom an article names as its source: an agency's dateline or credit line, or an outlet it quotes.

Patterns come first, names second: an agency that nobody configured is still found by its dateline,
"HARBORVIEW (NPA) —". Names and phrases are data files by language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import pyarrow as pa

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.sources import Names, Source, load_languages, plain_name, read_sources, resolve_name, slugify
from wiretrace.overlap.triggers import Automaton, build_automaton, find_hits
from wiretrace.warehouse.tables import overlap

__all__ = ["Source", "build_finder", "find_credits", "find_in_text", "read_sources", "slugify"]

HEAD: Final = 4000  # characters in which a dateline can stand; scraped pages have junk in front of it
REACH: Final = 150  # characters around a trigger word in which a credit phrase lies
MAX_NAME_WORDS: Final = 6  # names of writers in front of their agency's
PHOTO_REACH: Final = 24  # characters around a name in which a photo word makes it a photo credit
WHOLE_TEXT_RULES: Final = frozenset({"dateline", "byline", "credit_line", "agency_credit"})
BATCH: Final = 2000  # articles read at a time
PLACE_REACH: Final = 80  # characters before the parenthesis in which a dateline's place begins
_LINE: Final = re.compile(r"[^\n#|]+")
_DATELINE_START: Final = re.compile(r"[\n(]")
MAX_LINE: Final = 140  # characters of a byline
_GAP: Final = r"[^\S\n]+"  # a name never runs on into the next paragraph
_NAME_WORD: Final = r"(?:(?:[A-Z]\.)+|St\.|[A-ZÀ-Ý][\w&’'-]*)"
_BODY: Final = rf"(?:[Tt]he{_GAP})?(?P<name>{_NAME_WORD}(?:{_GAP}(?:of{_GAP}|for{_GAP}|and{_GAP})?{_NAME_WORD}){{1,5}})"
_LINK: Final = r"(?:(?:de[l]?|du|des|d[aio]|della|van)\s|d[’']|de l[’']|dell[’'])?"  # Courrier de l'Ouest
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
    """Compiled patterns over all known names, and the triggers of all phrases."""

    names: Names
    triggers: Automaton
    dateline: re.Pattern[str]
    place: re.Pattern[str]
    byline: re.Pattern[str]
    parenthesis: re.Pattern[str]
    phrases: tuple[Phrase, ...]
    photo: re.Pattern[str]
    generic: frozenset[str]


def build_finder(names: Names) -> Finder:
    """Compile the patterns of all languages over these names."""
    known = _any_of(names, _GAP)
    agencies = _any_of((name for name in names if names[name].is_agency), " ")
    ending = "|".join(word for language in load_languages() for word in language["outlet_words"].split())
    heads = "|".join(word for language in load_languages() for word in language.get("outlet_heads", "").split())
    guess = rf"(?:(?:{_NAME_WORD}{_GAP}){{0,4}}(?:{ending})|(?:{heads})(?:{_GAP}{_LINK}{_NAME_WORD}){{0,3}})"
    name = rf"(?=[Tt]he\s|[^a-z\W])(?:[Tt]he{_GAP})?(?P<name>(?:(?:{known})(?:{_GAP}(?:{ending}))?|{guess}))\b"
    phrases = [phrase for language in load_languages() for phrase in language["phrases"]]
    return Finder(
        names=names,
        triggers=build_automaton(t for phrase in phrases for t in phrase["triggers"].split(", ")),
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
            for phrase in phrases
        ),
        photo=re.compile(
            "|".join(rf"\b{w}\b" for lang in load_languages() for w in lang["photo_words"].split()), re.IGNORECASE
        ),
        generic=frozenset(
            n.split(maxsplit=1)[1] for lang in load_languages() for n in re.split(r",\s*", lang["generic_names"])
        ),
    )


def _any_of(names: Iterable[str], gap: str) -> str:
    """Pattern of the longest of the names: a tree of their letters, tried in steps that do not grow with the list."""
    tree: dict[str, Any] = {}
    for name in names:
        node = tree
        for letter in name:
            node = node.setdefault(gap if letter == " " else re.escape(letter), {})
        node[""] = {}
    return _branches(tree)


def _branches(node: Mapping[str, Any]) -> str:
    branches = [letter + _branches(child) for letter, child in sorted(node.items()) if letter]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)})" + ("?" if "" in node else "")


def find_in_text(finder: Finder, text: str) -> list[Credit]:
    """Credits in order of position; of two that overlap the earlier rule stays."""
    return next(find_in_texts(finder, pa.array([text])))


def find_in_texts(finder: Finder, texts: pa.Array) -> Iterator[list[Credit]]:
    """Those of each text."""
    hits = find_hits(finder.triggers, texts)
    positions, words = hits.position.tolist(), hits.word.tolist()
    for number, text in enumerate(texts.to_pylist()):
        found: dict[str, list[int]] = {}
        for row in range(hits.splits[number], hits.splits[number + 1]):
            found.setdefault(finder.triggers.words[words[row]], []).append(positions[row])
        yield _without_overlaps(_every_match(finder, text, found))


def _without_overlaps(credits: Iterable[Credit]) -> list[Credit]:
    found: list[Credit] = []
    for credit in credits:
        if not any(c.start < credit.end and credit.start < c.end for c in found):  # type: ignore[operator]
            found.append(credit)
    return sorted(found, key=lambda c: (c.start or 0, c.source.origin_id))


def _every_match(finder: Finder, text: str, triggers: Mapping[str, list[int]]) -> Iterator[Credit]:
    """`triggers`: positions of those that stand in the text."""
    for match in _datelines(finder, text):
        form = match["name"] or match["slashed"]
        place = finder.place.search(text, max(0, match.start() - PLACE_REACH), match.start())
        if form in finder.names or place:
            yield _credit(finder, "dateline", (place or match).start(), match.end(), form, text)
    for line in _LINE.finditer(text):
        found = find_byline(finder, text, *line.span()) if line.end() - line.start() <= MAX_LINE else None
        if found and not _is_near_photo(finder, text, *line.span()):
            yield _credit(finder, "byline", *line.span(), found, text)
    for phrase in finder.phrases:
        for start, end in _reaches([at for t in phrase.triggers for at in triggers.get(t, ())]):
            for match in phrase.pattern.finditer(text, start, end):
                if match["name"] not in finder.generic and not _is_photo(finder, text, match):
                    yield _credit(finder, phrase.rule, *match.span(), match["name"], text)
    for match in finder.parenthesis.finditer(text):
        if not _is_photo(finder, text, match):
            yield _credit(finder, "parenthesis", *match.span(), match["name"], text)


def _datelines(finder: Finder, text: str) -> Iterator[re.Match[str]]:
    """Matches one after another, tried only where one can begin."""
    after = 0
    for start in (0, *(found.start() for found in _DATELINE_START.finditer(text, 0, HEAD))):
        match = finder.dateline.match(text, start, HEAD) if start >= after else None
        if match:
            after = match.end()
            yield match


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


def _reaches(triggers: list[int]) -> Iterator[tuple[int, int]]:
    """Stretches around these positions, overlapping ones joined."""
    start = end = -1
    for position in sorted(triggers):
        if position - REACH > end:
            if end >= 0:
                yield start, end
            start = max(0, position - REACH)
        end = position + REACH
    if end >= 0:
        yield start, end


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
        for batch in articles.to_batches(max_chunksize=BATCH)
        for article, found in zip(batch.to_pylist(), find_in_texts(finder, batch["text"]), strict=True)
        for credit in _article_credits(finder, article, found, own.get(article["outlet_id"]))
    ]
    return overlap.CREDITS.table(rows)


def _article_credits(
    finder: Finder, article: Mapping[str, object], found: list[Credit], own: Source | None
) -> Iterator[Credit]:
    """Credits to others: no article credits its own outlet, by whatever name it calls itself."""
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
