"""Whom an article names as its source: an agency's dateline or credit line, or an outlet it quotes.

Patterns come first, names second: an agency that nobody configured is still found by its dateline,
"HARBORVIEW (NPA) —". Names and phrases are data files by language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import pyarrow as pa

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.credits.finder import Finder, build_finder
from wiretrace.overlap.credits.sources import Names, Source, plain_name, resolve_name, slugify
from wiretrace.overlap.credits.triggers import find_hits
from wiretrace.warehouse.tables import overlap

HEAD: Final = 4000  # characters in which a dateline can stand; scraped pages have junk in front of it
REACH: Final = 150  # characters around a trigger word in which a credit phrase lies
MAX_NAME_WORDS: Final = 6  # names of writers in front of their agency's
PHOTO_REACH: Final = 24  # characters around a name in which a photo word makes it a photo credit
WHOLE_TEXT_RULES: Final = frozenset({"dateline", "byline", "credit_line", "agency_credit"})
BATCH: Final = 2000  # articles read at a time
PLACE_REACH: Final = 80  # characters before the parenthesis in which a dateline's place begins
MAX_PLACE_WORDS: Final = 8  # of a dateline without a dash
MAX_DATELINE: Final = 300  # characters from its start to the mark without which it is none
MAX_LINE: Final = 140  # characters of a byline
MAX_SIGNATURE: Final = 80  # characters of a line's end in which agencies sign
MAX_LAST_WORD: Final = 24
SIGNED_SHARE: Final = 0.5  # of a text that must stand before its signature; scraped pages have junk behind it
MIN_LISTED: Final = 3  # letters of an agency after a comma, at least; "Harrisburg, PA — " is in Pennsylvania
LISTING_RULES: Final = frozenset({"contributed", "credit_line"})  # name several after commas
_SMALL_WORDS: Final = frozenset({"de", "del", "di", "da", "do", "of", "the", "am", "den", "and", "und", "et", "y", "e"})
_LINE: Final = re.compile(r"[^\n#|]+")
_JOINTS: Final = re.compile(r"[/(\[,;&]")
_DASH: Final = r"\s*(?:\.?(?:—|–|--|-|―)|=)"  # "(EFE).-", "(BELGA) ="
_BY: Final = re.compile(r"(?:^|[—–|]\s*)(?=\s*[Bb][Yy][:\s])")
_DATELINE_START: Final = re.compile(r"[\n(]")
_DATELINE_MARKS: Final = "(/—–―=-"
_DATELINE_MARK: Final = re.compile(rf"[{_DATELINE_MARKS}]")
_DATELINE: Final = re.compile(
    rf"\((?P<name>[^()\n]{{2,40}})\)(?:{_DASH}|:(?=\s))|(?:^|\n)\s*/?(?P<slashed>[^\n()/]{{2,40}}?)/?{_DASH}"
)
_ACRONYM: Final = re.compile(r"[A-Z][A-Z-]{1,6}")
_PLACE: Final = re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý’'.-]{2,}[^()\n]{0,60}$")
_OPENING: Final = re.compile(  # of a line, with a place and an agency
    r"(?P<place>[A-ZÀ-ÝА-Я][^()\n/!?:;“\"«]{1,70}?)(?:\s\((?P<bare>[^()\n]{2,40})\)\s+(?=[A-ZÀ-Ý“\"«„])"
    rf"|\s/(?P<slashed>[^/\n]{{2,40}})/[.\s]|[,.]\s+(?P<listed>[^,.\n]{{2,40}}?){_DASH}\s)"
)
_SIGNATURE: Final = re.compile(
    r"(?:(?P<lead>[.!?…”»\"’')。])[^\S\n]*|^[^\S\n]*)(?P<mark>—|–|--|-|―|[(\[])?[^\S\n]*"
    r"(?P<names>[^\s()\[\].!?—–―-][^\n()\[\].!?—–―]{1,70}?)[)\]]?\.?$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Credit:
    source: Source
    rule: str
    start: int | None
    end: int | None
    text: str
    form: str  # the name as printed


def find_in_texts(finder: Finder, texts: pa.Array) -> Iterator[list[Credit]]:
    """Credits of each text in order of position; of two that overlap the earlier rule stays."""
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
    for start, end, form in _datelines(finder, text):
        yield _credit(finder, "dateline", start, end, form, text)
    lines = [line.span() for line in _LINE.finditer(text)]
    yield from _signatures(finder, text, lines)
    for start, end in lines:
        found = find_byline(finder, text, start, end) if end - start <= MAX_LINE else None
        reach = 0 if found and _BY.search(text[start:end]) else PHOTO_REACH
        if found and not finder.photo.search(text[max(0, start - reach) : end + reach]):
            yield _credit(finder, "byline", start, end, found, text)
    for phrase in (finder.phrases[n] for n in sorted({n for trigger in triggers for n in finder.uses[trigger]})):
        for start, end in _reaches([at for t in phrase.triggers for at in triggers.get(t, ())]):
            for match in phrase.pattern.finditer(text, start, end):
                if match["name"] not in finder.generic and not _is_photo(finder, text, match):
                    yield _credit(finder, phrase.rule, *match.span(), match["name"], text)
                    yield from _further(finder, phrase.rule, text, match)
    for match in finder.parenthesis.finditer(text) if "(" in text else ():
        if not _is_photo(finder, text, match):
            yield _credit(finder, "parenthesis", *match.span(), match["name"], text)


def _further(finder: Finder, rule: str, text: str, first: re.Match[str]) -> Iterator[Credit]:
    """More names in the same breath: "with inputs from Reuters and AFP"."""
    end = first.end() if first.end() == first.end("name") else len(text)
    while match := finder.further.match(text, end):
        if match["comma"] and rule not in LISTING_RULES:
            return
        end = match.end()
        yield _credit(finder, rule, *match.span("name"), match["name"], text)


def _signatures(finder: Finder, text: str, lines: Iterable[tuple[int, int]]) -> Iterator[Credit]:
    """Agencies that sign at the end: the whole text if there is one such place, else an item of a digest."""
    places = [spans for start, end in lines if (spans := _sign(finder, text, start, end))]
    is_whole = len(places) == 1 and places[0][-1][1] >= SIGNED_SHARE * len(text)
    for spans in places:
        for start, end in spans:
            form = finder.agency(text[start:end]) or text[start:end]
            yield _credit(finder, "credit_line" if is_whole else "parenthesis", start, end, form, text)


def _sign(finder: Finder, text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the agencies stand that sign a line; most lines end with no agency's last word."""
    if _last_word(text[max(start, end - MAX_LAST_WORD) : end]) not in finder.last_words:
        return []
    match = _SIGNATURE.search(text, max(start, end - MAX_SIGNATURE), end)
    if not match or _is_near_photo(finder, text, *match.span()):
        return []
    spans = _parts(finder, match)
    forms = [text[a:b] for a, b in spans]
    is_bracketed = match["mark"] in ("(", "[")
    is_list = len(forms) > 1
    is_bare = match["mark"] is None and not is_list
    is_last = not text[end:].strip() and bool(match["lead"]) and forms[-1].isupper()
    is_known = all((finder.agency(form) if is_bracketed else form in finder.names) for form in forms)
    return spans if is_known and (is_last if is_bare else True) else []


def _last_word(line: str) -> str:
    """Without the brackets and full stop behind it; nothing where a blank or a joint ends the line."""
    if line[-1].isspace():
        return ""
    return _JOINTS.split(line.rsplit(maxsplit=1)[-1])[-1].rstrip(").]")


def _parts(finder: Finder, match: re.Match[str]) -> list[tuple[int, int]]:
    """Spans of the names between the joints."""
    start, end = match.span("names")
    joints = [joint.span() for joint in finder.joint.finditer(match.string, start, end)]
    edges = [start, *(edge for joint in joints for edge in joint), end]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _is_place(text: str) -> bool:
    """Capitals, and the date's small words: "Madrid, 3 de marzo"."""
    words = re.findall(r"[\w’'.-]+", text)
    around = [" ".join(words[max(0, k - 2) : k + 3]) for k in range(len(words))]
    return len(words) <= MAX_PLACE_WORDS and all(
        not word[0].islower() or word in _SMALL_WORDS or re.search(r"\d", near)
        for word, near in zip(words, around, strict=True)
    )


def _datelines(finder: Finder, text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, agency), tried only where one can begin: at a parenthesis or a line."""
    head, mark = text[:HEAD], -1
    if not any(mark in head for mark in _DATELINE_MARKS):
        return
    for start in (0, *(found.start() for found in _DATELINE_START.finditer(text, 0, HEAD))):
        if mark < start:
            found = _DATELINE_MARK.search(text, start, HEAD)
            if not found:
                return
            mark = found.start()
        if mark > start + MAX_DATELINE:
            continue
        if match := _DATELINE.match(text, start, HEAD):
            printed = match["name"] or match["slashed"]
            desk = re.split(r"[/-]", printed, maxsplit=1)[0]
            is_known = printed in finder.names if match["name"] else _is_agency(finder, printed)
            form = printed if is_known else desk if _is_agency(finder, desk) else None
            place = _PLACE.search(text, max(0, match.start() - PLACE_REACH), match.start())
            is_unknown = _ACRONYM.fullmatch(printed) and place and match["name"] and match[0][-1] != ":"
            if form or is_unknown:
                yield (place or match).start(), match.end(), form or printed
        line = start + (text[start : start + 1] == "\n")
        opening = _OPENING.match(text, line, HEAD) if text[start : start + 1] != "(" else None
        if opening and _is_place(opening["place"]):
            form = opening["bare"] or opening["slashed"] or opening["listed"]
            if _is_agency(finder, form) and (not opening["listed"] or len(form) >= MIN_LISTED):
                yield *opening.span(), form


def _is_agency(finder: Finder, form: str) -> bool:
    return form in finder.names and finder.names[form].is_agency


def find_byline(finder: Finder, text: str, start: int, end: int) -> str | None:
    """Agency that a line names as its author: "By Ann Doe, Associated Press", or "ANN DOE Associated Press"."""
    by = _BY.search(text[start:end])
    if by:
        match = finder.byline.match(text, start + by.end(), end)
        return match["name"] if match else None
    words = text[start:end].split()
    if not words or words[-1] not in finder.last_words:
        return None
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
    """By what stands around the name: Bild is a paper, too."""
    before, after = text[max(0, match.start() - PHOTO_REACH) : match.start("name")], text[match.end("name") :]
    return any(finder.photo.search(near) for near in (before, after[: match.end() - match.end("name") + PHOTO_REACH]))


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
