"""Search: claims, articles, speakers and outlets by their words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from newsroom.database import Reading
from newsroom.listing import PAGE_ROWS, Table, TablePage, page_number
from newsroom.marking import Word
from newsroom.tables import search as tables
from wiretrace.search.finding import find_entries

KINDS: dict[str, Table] = {
    "claim": tables.SEARCH_CLAIMS,
    "article": tables.SEARCH_ARTICLES,
    "speaker": tables.SEARCH_SPEAKERS,
    "outlet": tables.SEARCH_OUTLETS,
}
FIRST = 6
AROUND = 110
MOST_DOWNLOADED = 10_000


@dataclass(frozen=True)
class Found:
    """What was found of one kind; of articles also the words around the first hit, by article id."""

    kind: str
    page: TablePage
    snippets: Mapping[str, tuple[Word, ...]]


@dataclass(frozen=True)
class Search:
    text: str
    kind: str
    found: tuple[Found, ...]


def read_search(reading: Reading, index: Path, parameters: Mapping[str, str]) -> Search:
    """The first few of each kind, or page after page of one. Raises `NoIndex` where there is none."""
    text = parameters.get("q", "").strip()[:200]
    kind = parameters.get("kind", "")
    kinds = [kind] if kind in KINDS else list(KINDS)
    return Search(text, kind, tuple(_find(reading, index, each, text, parameters) for each in kinds) if text else ())


def read_found(index: Path, table: Table, text: str) -> list[str]:
    """Keys for a download."""
    kind = next(kind for kind, each in KINDS.items() if each is table)
    return list(find_entries(index, kind, text[:200], MOST_DOWNLOADED))


def _find(reading: Reading, index: Path, kind: str, text: str, parameters: Mapping[str, str]) -> Found:
    table = KINDS[kind]
    size = PAGE_ROWS if parameters.get("kind") == kind else FIRST
    number = page_number(parameters.get(f"{table.name}_page", "1"))
    keys = find_entries(index, kind, text, size + 1, (number - 1) * size)
    rows = reading.mappings(table.name, keys=list(keys[:size]), limit=size, offset=0) if keys else ()
    snippets = {row["article_id"]: cut_snippet(row["text"], text) for row in rows} if kind == "article" else {}
    page = TablePage(table, rows, {"q": text}, number, len(keys) > size, dict(parameters))
    return Found(kind, page, snippets)


def cut_snippet(text: str, wanted: str) -> tuple[Word, ...]:
    """The text around the first wanted word that stands in it, with all wanted words marked."""
    words = re.findall(r"\w+", wanted)
    if not words:
        return ()
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")\w*", re.IGNORECASE)
    hit = pattern.search(text)
    start = max(hit.start() - AROUND, 0) if hit else 0
    piece = " ".join(text[start : start + 2 * AROUND + 40].split())
    marked, last = [Word("… ", False)] if start else [], 0
    for match in pattern.finditer(piece):
        marked += [Word(piece[last : match.start()], False), Word(match.group(), True)]
        last = match.end()
    return (*marked, Word(piece[last:] + " …", False))
