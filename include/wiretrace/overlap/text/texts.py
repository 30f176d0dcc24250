"""Articles as tokens, addressed by the integers that stand for them inside one run."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.queries import register, run_query, store_query
from wiretrace.overlap.text.tokens import Tokens, tokenize


@dataclass(frozen=True)
class Numbering:
    """`numbered` has a row an article, in order of `article_no`, which counts from 1; the others are columns of it."""

    numbered: pa.Table
    ids: pa.Array
    partition_keys: pa.Array


def number_articles(con: duckdb.DuckDBPyConnection) -> Numbering:
    """Also registers `numbered`, which the SQL reads. Needs `staged_changes`."""
    found = run_query(con, "numbered", method_version=METHOD_VERSION)
    numbered = found.append_column("article_no", pa.array(np.arange(1, found.num_rows + 1, dtype=np.int32)))
    register(con, numbered=numbered)
    return Numbering(numbered, *(numbered[name].combine_chunks() for name in ("article_id", "partition_key")))


@dataclass(frozen=True)
class Texts:
    """Tokens of some articles; row `i` is the article with number `article_no[i]`, ascending."""

    article_no: npt.NDArray[np.int64]
    tokens: Tokens

    def rows(self, article_no: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        return np.searchsorted(self.article_no, article_no).astype(np.int64)


def want_articles(con: duckdb.DuckDBPyConnection, article_no: npt.NDArray[np.int64]) -> None:
    """Leaves `wanted_articles` behind: those with these numbers, unique. Needs `numbered`."""
    register(con, wanted_numbers=pa.table({"article_no": article_no}))
    store_query(con, "wanted_articles")


def read_texts(con: duckdb.DuckDBPyConnection, article_no: npt.NDArray[np.int64]) -> Texts:
    """Tokens of the articles with these numbers, ascending and unique."""
    want_articles(con, article_no)
    found = run_query(con, "texts")
    return Texts(found["article_no"].to_numpy().astype(np.int64), tokenize(found["text"]))
