"""Asks the index: the best entries of one kind for some words."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from wiretrace.search.index import KINDS

MOST_WORDS = 12
_TERM = re.compile(r'"([^"]+)"|(\S+)')
_WORD = re.compile(r"\w+")


class NoIndex(LookupError):
    """Nothing was indexed yet."""


def find_entries(path: Path, kind: str, text: str, limit: int, offset: int = 0) -> tuple[str, ...]:
    """Keys of the entries that hold all the words, best and most widely printed first; "words in quotation marks" stand together.

    The last word may be the beginning of one. Raises `NoIndex` where there is no index, `ValueError` for another kind.
    """
    if kind not in KINDS:
        raise ValueError(f"kind is one of {', '.join(KINDS)}, not {kind!r}")
    wanted = write_match(text)
    if not wanted:
        return ()
    try:
        # The file is replaced, never changed, so no lock is needed and none is left behind.
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as index:
            rows = index.execute(_QUERY.format(kind=kind), (wanted, limit, offset)).fetchall()
    except sqlite3.OperationalError as error:
        raise NoIndex(str(path)) from error
    return tuple(row[0] for row in rows)


def write_match(text: str) -> str:
    """The words as an FTS5 expression; nothing that a reader types has a meaning of its own in it."""
    terms = []
    for phrase, word in _TERM.findall(text):
        words = _WORD.findall(phrase or word)
        if words:
            terms.append('"' + " ".join(words) + '"')
    chosen = terms[:MOST_WORDS]
    if chosen and not text.rstrip().endswith('"'):
        chosen[-1] += "*"
    return " ".join(chosen)


_QUERY = """
select entries.key
from {kind}_words
join entries on entries.number = {kind}_words.rowid
where {kind}_words match ?
order by bm25({kind}_words, 4.0, 1.0) * (1 + entries.weight), entries.number desc
limit ? offset ?
"""
