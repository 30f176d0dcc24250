"""Facts about articles as columns addressed by article number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.queries import register, run_query

NO_TIME = np.iinfo(np.int64).min
Integers = npt.NDArray[np.int64]
Value = TypeVar("Value")


@dataclass(frozen=True)
class Articles:
    """Every column is indexed by article number; row 0 stands for no article, and rows of articles that were not asked for
    say nothing. Times in seconds, UTC.

    `fetched_on` is the midnight of the date on which the article was first fetched: within a run, the order in which
    we fetched says nothing.
    """

    article_id: Sequence[str]
    partition_key: Sequence[str]
    outlet_id: Sequence[str]
    outlet_name: Sequence[str]
    outlet_kind: Sequence[str]
    urls: Sequence[tuple[str, str]]
    canonical_claim: Sequence[str | None]
    title: Sequence[str]
    source_id: Sequence[str]
    char_count: npt.NDArray[np.int64]
    published: npt.NDArray[np.int64]
    first_seen: npt.NDArray[np.int64]
    fetched_on: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.article_id)

    def addresses(self, number: int) -> frozenset[str]:
        """Asked for few of all articles: those that another page names as its original."""
        return frozenset(map(_plain_address, self.urls[number]))


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


def read_articles(con: duckdb.DuckDBPyConnection, numbers: Integers, count: int) -> Articles:
    """Those with these numbers, of numbers below `count`. Needs `numbered`."""
    register(con, wanted_articles=pa.table({"article_no": numbers}))
    facts = run_query(con, "article_facts")
    places = facts["article_no"].to_numpy().tolist()
    column = {name: facts[name].to_pylist() for name in facts.column_names if not name.endswith("_at")}

    def spread(values: Iterable[Value], nothing: Value) -> list[Value]:
        rows = [nothing] * count
        for place, value in zip(places, values, strict=True):
            rows[place] = value
        return rows

    def spread_numbers(values: npt.ArrayLike, nothing: int) -> Integers:
        rows = np.full(count, nothing, np.int64)
        rows[places] = np.asarray(values, np.int64)
        return rows

    return Articles(
        article_id=spread(column["article_id"], ""),
        partition_key=spread(column["partition_key"], ""),
        outlet_id=spread(column["outlet_id"], ""),
        outlet_name=spread(column["outlet_name"], ""),
        outlet_kind=spread(column["outlet_kind"], ""),
        urls=spread(zip(column["url"], column["canonical_url"], strict=True), ("", "")),
        canonical_claim=spread((c and _plain_address(c) for c in column["canonical_claim"]), None),
        title=spread((t or "" for t in column["title"]), ""),
        source_id=spread(column["source_id"], ""),
        char_count=spread_numbers(column["char_count"], 0),
        published=spread_numbers(_seconds(facts["published_at"], column["is_time_conflicted"]), NO_TIME),
        first_seen=spread_numbers(_seconds(facts["first_seen_at"], [False] * facts.num_rows), NO_TIME),
        fetched_on=spread_numbers(np.array(column["partition_key"], "datetime64[s]").astype(np.int64), NO_TIME),
    )


def _plain_address(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.").rstrip("/") or url


def _seconds(column: object, is_doubtful: list[bool]) -> Integers:
    """Null or doubtful times become NO_TIME."""
    micros = column.cast("int64").fill_null(NO_TIME).to_numpy()  # type: ignore[attr-defined]
    seconds = np.where(micros == NO_TIME, NO_TIME, micros // 1_000_000)
    return np.asarray(np.where(np.array(is_doubtful, bool), NO_TIME, seconds), np.int64)


def read_credits(con: duckdb.DuckDBPyConnection) -> Mapping[int, tuple[PrintedCredit, ...]]:
    """Credits by number of the articles that were read last, in order of position."""
    rows = run_query(con, "current_credits", method_version=METHOD_VERSION)
    names = list(PrintedCredit.__dataclass_fields__)
    credits: dict[int, list[PrintedCredit]] = {}
    for values in zip(*(rows[name].to_pylist() for name in names), strict=True):
        credits.setdefault(values[0], []).append(PrintedCredit(*values))
    return {number: tuple(found) for number, found in credits.items()}
