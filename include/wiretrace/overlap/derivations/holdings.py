"""Which credited outlets' own texts are held: the node of an absent origin becomes the article when its text arrives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import duckdb
import numpy as np

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.articles import Articles
from wiretrace.overlap.derivations.rows import Row
from wiretrace.overlap.derivations.tracing import Pairs, Region
from wiretrace.overlap.queries import run_query
from wiretrace.overlap.text.arrays import Integers

Holdings = frozenset[tuple[int, str]]  # (article, outlet) of which a text is held that the article took from


def held_credits(articles: Articles, pairs: Pairs, region: Region) -> Holdings:
    """Of articles whose credits are decided, by shared words."""
    numbers = np.concatenate([region.traced, region.partners])
    held: set[tuple[int, str]] = set()
    for one, other in ((pairs.left, pairs.right), (pairs.right, pairs.left)):
        rows = np.isin(one, numbers)
        held |= {(a, articles.outlet_id[b]) for a, b in zip(one[rows].tolist(), other[rows].tolist(), strict=True)}
    return frozenset(held)


@dataclass(frozen=True)
class Retellings:
    """Rewrites of held texts after the change; `changed` are the articles of which one came or went."""

    held: Holdings
    changed: Integers


def find_retellings(con: duckdb.DuckDBPyConnection, articles: Articles, rows: Iterable[Row]) -> Retellings:
    """`rows` are those that this run found, between `articles`. Needs `staged_event_dates`."""
    number = dict(zip(articles.article_id[articles.numbers], articles.numbers.tolist(), strict=True))
    former: set[tuple[int, int]] = set()
    held: set[tuple[int, str]] = set()
    for row in run_query(con, "retold", method_version=METHOD_VERSION).to_pylist():
        derived, source = row["derived_no"] or 0, row["source_no"] or 0
        if row["is_replaced"] or not (derived and source):
            former.add((derived, source))
        else:
            held.add((derived, row["source_outlet_id"]))
    found = {
        (number[str(row["derived_article_id"])], number[str(row["source_article_id"])])
        for row in rows
        if row["relation"] == "rewrite" and row["source_article_id"] is not None
    }
    held |= {(derived, str(articles.outlet_id[source])) for derived, source in found}
    return Retellings(frozenset(held), np.array(sorted({derived for derived, _ in found ^ former} - {0}), np.int64))
