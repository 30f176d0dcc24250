"""Facts about articles as columns addressed by article number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.queries import run_query
from wiretrace.overlap.text.arrays import Integers
from wiretrace.overlap.text.texts import want_articles

NO_TIME = np.iinfo(np.int64).min
Strings = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Articles:
    """Every column but `numbers` is indexed by article number; row 0 stands for no article, and rows of articles that were
    not asked for say nothing. Times in seconds, UTC.

    `numbers` are those of the articles asked for, ascending.

    `fetched_on` is the midnight of the date on which the article was first fetched: within a run, the order in which
    we fetched says nothing.
    """

    numbers: Integers
    article_id: Strings
    partition_key: Strings
    outlet_id: Strings
    outlet_name: Strings
    outlet_kind: Strings
    url: Strings
    canonical_url: Strings
    canonical_claim: Strings  # or None
    title: Strings
    char_count: npt.NDArray[np.int64]
    published: npt.NDArray[np.int64]
    first_seen: npt.NDArray[np.int64]
    fetched_on: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.article_id)

    def addresses(self, number: int) -> frozenset[str]:
        """Asked for few of all articles: those that another page names as its original."""
        return frozenset(map(_plain_address, (self.url[number], self.canonical_url[number])))


@dataclass(frozen=True)
class PrintedCredit:
    """A row of `overlap.credits`."""

    article_no: int
    origin_id: str
    origin_name: str
    outlet_id: str | None
    rule: str
    text: str
    char_start: int | None
    char_end: int | None
    field: str | None

    @property
    def is_agency(self) -> bool:
        return self.origin_id.startswith("agency:")


def read_articles(con: duckdb.DuckDBPyConnection, numbers: Integers, count: int) -> Articles:
    """Those with these numbers, of numbers below `count`. Needs `numbered`."""
    want_articles(con, numbers)
    facts = run_query(con, "article_facts")
    places = facts["article_no"].to_numpy().astype(np.int64)
    is_doubtful = facts["is_time_conflicted"].to_numpy()

    def spread(values: npt.ArrayLike, nothing: object, kind: npt.DTypeLike) -> npt.NDArray[Any]:
        rows = np.full(count, nothing, kind)
        rows[places] = values
        return rows

    def spread_strings(name: str) -> Strings:
        return spread(facts[name].to_numpy(), "", object)

    def spread_numbers(values: npt.ArrayLike, nothing: int) -> Integers:
        return spread(values, nothing, np.int64)

    return Articles(
        numbers=places,
        article_id=spread_strings("article_id"),
        partition_key=spread_strings("partition_key"),
        outlet_id=spread_strings("outlet_id"),
        outlet_name=spread_strings("outlet_name"),
        outlet_kind=spread_strings("outlet_kind"),
        url=spread_strings("url"),
        canonical_url=spread_strings("canonical_url"),
        canonical_claim=spread([c and _plain_address(c) for c in facts["canonical_claim"].to_pylist()], None, object),
        title=spread_strings("title"),
        char_count=spread_numbers(facts["char_count"].to_numpy(), 0),
        published=spread_numbers(_seconds(facts["published_at"], is_doubtful), NO_TIME),
        first_seen=spread_numbers(_seconds(facts["first_seen_at"], np.zeros(len(places), bool)), NO_TIME),
        fetched_on=spread_numbers(facts["partition_key"].to_numpy().astype("datetime64[s]").astype(np.int64), NO_TIME),
    )


def _plain_address(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.").rstrip("/") or url


def _seconds(column: object, is_doubtful: npt.NDArray[np.bool_]) -> Integers:
    """Null or doubtful times become NO_TIME."""
    micros = column.cast("int64").fill_null(NO_TIME).to_numpy()  # type: ignore[attr-defined]
    seconds = np.where(micros == NO_TIME, NO_TIME, micros // 1_000_000)
    return np.asarray(np.where(is_doubtful, NO_TIME, seconds), np.int64)


def read_credits(con: duckdb.DuckDBPyConnection) -> Mapping[int, tuple[PrintedCredit, ...]]:
    """Credits by number of the articles that were read last, in order of position."""
    rows = run_query(con, "current_credits", method_version=METHOD_VERSION)
    names = list(PrintedCredit.__dataclass_fields__)
    credits: dict[int, list[PrintedCredit]] = {}
    for values in zip(*(rows[name].to_pylist() for name in names), strict=True):
        credits.setdefault(values[0], []).append(PrintedCredit(*values))
    return {number: tuple(found) for number, found in credits.items()}
