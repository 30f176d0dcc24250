"""Asks the index: the best entries of one kind for some words."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from wiretrace.search.index import KINDS

MOST_WORDS = 12
# A shorter beginning stands for too many words.
BEGINNING = 4
# Of more matches than these only the latest are ranked: who asks for a word of every article wants the news.
MOST_RANKED = 4000
_TERM = re.compile(r'"([^"]+)"|(\S+)')
_WORD = re.compile(r"\w+")


class NoIndex(LookupError):
    """Nothing was indexed yet."""


def find_entries(path: Path, kind: str, text: str, limit: int, offset: int = 0) -> tuple[str, ...]:
    """Keys of the entries that hold all the words, best and most widely printed first; "words in quotation marks" stand together.

    The last word may be the beginning of one, from four letters. Raises `NoIndex` where there is no index, `ValueError` for another kind.
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
    if chosen and not text.rstrip().endswith('"') and len(chosen[-1]) >= BEGINNING + 2:
        chosen[-1] += "*"
    return " ".join(chosen)


_QUERY = f"""
with latest as (
    select rowid as number, bm25({{kind}}_words, 4.0, 1.0) as likeness
    from {{kind}}_words
    where {{kind}}_words match ?
    order by rowid desc
    limit {MOST_RANKED}
)
select entries.key
from latest
join entries using (number)
order by likeness * (1 + entries.weight), number desc
limit ? offset ?
"""
