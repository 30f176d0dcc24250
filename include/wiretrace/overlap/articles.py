"""Facts about articles as columns addressed by article number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.queries import run_query

NO_TIME = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Articles:
    """Every column is indexed by article number; row 0 stands for no article. Times in seconds, UTC.

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


def read_articles(con: duckdb.DuckDBPyConnection) -> Articles:
    """Needs `numbered`."""
    facts = run_query(con, "article_facts")
    column = {name: facts[name].to_pylist() for name in facts.column_names if not name.endswith("_at")}
    return Articles(
        article_id=["", *column["article_id"]],
        partition_key=["", *column["partition_key"]],
        outlet_id=["", *column["outlet_id"]],
        outlet_name=["", *column["outlet_name"]],
        outlet_kind=["", *column["outlet_kind"]],
        urls=[("", ""), *zip(column["url"], column["canonical_url"], strict=True)],
        canonical_claim=[None, *(c and _plain_address(c) for c in column["canonical_claim"])],
        title=["", *(t or "" for t in column["title"])],
        source_id=["", *column["source_id"]],
        char_count=np.array([0, *column["char_count"]], np.int64),
        published=_seconds(facts["published_at"], column["is_time_conflicted"]),
        first_seen=_seconds(facts["first_seen_at"], [False] * facts.num_rows),
        fetched_on=_midnights(column["partition_key"]),
    )


def _plain_address(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.").rstrip("/") or url


def _midnights(days: Sequence[str]) -> npt.NDArray[np.int64]:
    return np.array([NO_TIME, *np.array(days, "datetime64[s]").astype(np.int64)], np.int64)


def _seconds(column: object, is_doubtful: list[bool]) -> npt.NDArray[np.int64]:
    """Null or doubtful times become NO_TIME."""
    micros = column.cast("int64").fill_null(NO_TIME).to_numpy()  # type: ignore[attr-defined]
    seconds = np.where(micros == NO_TIME, NO_TIME, micros // 1_000_000)
    return np.concatenate([[NO_TIME], np.where(np.array(is_doubtful, bool), NO_TIME, seconds)]).astype(np.int64)


def read_credits(con: duckdb.DuckDBPyConnection) -> Mapping[int, tuple[PrintedCredit, ...]]:
    """Credits by article number, in order of position."""
    rows = run_query(con, "current_credits", method_version=METHOD_VERSION)
    names = list(PrintedCredit.__dataclass_fields__)
    credits: dict[int, list[PrintedCredit]] = {}
    for values in zip(*(rows[name].to_pylist() for name in names), strict=True):
        credits.setdefault(values[0], []).append(PrintedCredit(*values))
    return {number: tuple(found) for number, found in credits.items()}
