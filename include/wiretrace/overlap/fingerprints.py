"""Which articles must be measured again, and the fingerprints of their texts."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.credits.reading import find_credits
from wiretrace.overlap.credits.sources import DatedNames, read_dated_names
from wiretrace.overlap.derivations.corrections import hash_by_article
from wiretrace.overlap.queries import register, run_query
from wiretrace.overlap.text.grams import GRAM, QUOTATION_GRAM, QUOTATION_WINDOW, WINDOW, select_grams
from wiretrace.overlap.text.resemblance import list_words
from wiretrace.overlap.text.tokens import Tokens, tokenize
from wiretrace.overrides import Override
from wiretrace.warehouse.tables import overlap

BATCH: int = 4000  # articles tokenised at a time: about 100 MB
STAGED: Final = pa.schema(
    [
        field.with_type(pa.dictionary(pa.int32(), pa.string())) if field.type == pa.string() else field
        for field in overlap.FINGERPRINTS.arrow_schema
    ]
)
"""Of millions of rows, all with one of a few ids: strings written out would take four times the memory."""


def fingerprint_articles(
    con: duckdb.DuckDBPyConnection, partition_key: str, directions: Iterable[Override] = ()
) -> dict[str, pa.Table]:
    """Measure the stale articles of a date.

    Stale: first fetched, or fetched again, on that date, and not yet measured in the present text, date and
    method; or naming an outlet that has become known by its date since; or measured with other `directions`
    set by people. Staged: `changes` (also measured articles that no longer exist), `dates`, `fingerprints`, `terms`,
    `credits`.
    """
    dated = read_dated_names(con)
    dates = _date_rows(con, dated, partition_key)
    register(con, renamed_dates=dates, article_overrides=hash_by_article(directions))
    changes = run_query(con, "changes", partition_key=partition_key, method_version=METHOD_VERSION)
    changes = pa.concat_tables([changes, _recredited(con, dated, changes)]).sort_by("article_id")
    register(con, staged_changes=changes)
    articles = run_query(con, "changed_texts")
    lengths = pc.utf8_length(articles["text"]).take(pc.index_in(changes["article_id"], articles["article_id"]))
    changes = changes.append_column("char_count", lengths)
    batches = [articles.slice(start, BATCH) for start in range(0, articles.num_rows, BATCH)]
    with ThreadPoolExecutor(1) as pool:  # compiled code leaves Python to the search for credits
        measured = pool.map(_measure_texts, batches)
        credits = _find_credits(articles, dated)
        fingerprints, terms = zip(
            (STAGED.empty_table(), overlap.TERMS.arrow_schema.empty_table()), *measured, strict=True
        )
    return {
        "changes": changes,
        "dates": dates,
        "fingerprints": pa.concat_tables(fingerprints),
        "terms": pa.concat_tables(terms),
        "credits": credits,
    }


def _date_rows(con: duckdb.DuckDBPyConnection, dated: DatedNames, partition_key: str) -> pa.Table:
    """Dates whose articles were last read with other names than those known by them now, and this date."""
    dates = run_query(con, "read_dates", partition_key=partition_key, method_version=METHOD_VERSION)
    held = dict(zip(*(dates[name].to_pylist() for name in ("partition_key", "names_hash")), strict=True))
    digests = dated.digests(held)
    rows: list[dict[str, object]] = [
        {"partition_key": day, "names_hash": digest, "method_version": METHOD_VERSION}
        for day, digest in digests.items()
        if held.get(day) != digest
    ]
    return overlap.MEASURED_DATES.table(rows)


def _recredited(con: duckdb.DuckDBPyConnection, dated: DatedNames, changes: pa.Table) -> pa.Table:
    """Measured articles of these dates that are not stale otherwise, but whose credits read otherwise now."""
    register(con, staged_changes=changes)
    articles = run_query(con, "renamed_texts", method_version=METHOD_VERSION)
    register(con, read_credits=_find_credits(articles, dated))
    return run_query(con, "recredited", method_version=METHOD_VERSION).cast(changes.schema)


def _find_credits(articles: pa.Table, dated: DatedNames) -> pa.Table:
    """Each article is read with the names known by its date."""
    keys = articles["partition_key"]
    parts = [
        find_credits(articles.filter(pc.equal(keys, day)), dated.names(day))
        for day in sorted(keys.unique().to_pylist())
    ]
    return pa.concat_tables([overlap.CREDITS.arrow_schema.empty_table(), *parts])


def _measure_texts(articles: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Fingerprints and terms."""
    tokens = tokenize(articles["text"])
    fingerprints = pa.concat_tables([
        _selected(articles, tokens, "text", GRAM, WINDOW),
        _selected(articles, tokens, "quotation", QUOTATION_GRAM, QUOTATION_WINDOW),
    ])  # fmt: skip
    return fingerprints, _terms(articles, tokens)


def _terms(articles: pa.Table, tokens: Tokens) -> pa.Table:
    splits, words = list_words(tokens)
    columns = {
        "article_id": articles["article_id"],
        "words": pa.ListArray.from_arrays(pa.array(splits, pa.int32()), words),
        "partition_key": articles["partition_key"],
        "method_version": pa.array([METHOD_VERSION] * articles.num_rows, pa.string()),
    }
    return pa.table(columns).cast(overlap.TERMS.arrow_schema)


def _selected(articles: pa.Table, tokens: Tokens, kind: str, size: int, window: int) -> pa.Table:
    text, position, value = select_grams(tokens.splits, tokens.word, tokens.flags, size, window, kind == "quotation")
    first = tokens.splits[text] + position
    columns = {
        "fingerprint": value,
        "article_id": _spread(articles["article_id"], text),
        "kind": _repeat(kind, len(value)),
        "token_position": position,
        "char_start": tokens.start[first],
        "char_end": tokens.end[first + size - 1],
        "partition_key": _spread(articles["partition_key"], text),
        "method_version": _repeat(METHOD_VERSION, len(value)),
    }
    return pa.table(columns).cast(STAGED)


def _spread(column: pa.ChunkedArray, row: npt.NDArray[np.int32]) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(row, column.combine_chunks())


def _repeat(value: str, count: int) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(np.zeros(count, np.int32), pa.array([value]))
