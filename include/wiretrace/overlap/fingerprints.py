"""Which articles must be measured again, and the fingerprints of their texts."""

from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.credits import find_credits, read_sources
from wiretrace.overlap.grams import GRAM, QUOTATION_GRAM, QUOTATION_WINDOW, WINDOW, select_grams
from wiretrace.overlap.queries import register, run_query
from wiretrace.overlap.tokens import Tokens, tokenize
from wiretrace.warehouse.tables import overlap

BATCH: int = 4000  # articles tokenised at a time: about 100 MB


def fingerprint_articles(con: duckdb.DuckDBPyConnection, partition_key: str) -> dict[str, pa.Table]:
    """Measure the stale articles of a date.

    Stale: first fetched, or fetched again, on that date, and not yet measured in the present text,
    date and method. Staged: `changes` (also measured articles that no longer exist), `fingerprints`, `credits`.
    """
    changes = run_query(con, "changes", partition_key=partition_key, method_version=METHOD_VERSION)
    register(con, staged_changes=changes)
    articles = run_query(con, "changed_texts")
    sources = read_sources(con)
    batches = [articles.slice(start, BATCH) for start in range(0, articles.num_rows, BATCH)]
    return {
        "changes": changes,
        "fingerprints": pa.concat_tables(
            [overlap.FINGERPRINTS.arrow_schema.empty_table(), *map(_fingerprints, batches)]
        ),
        "credits": find_credits(articles, sources),
    }


def _fingerprints(articles: pa.Table) -> pa.Table:
    tokens = tokenize(articles["text"])
    return pa.concat_tables([
        _selected(articles, tokens, "text", GRAM, WINDOW),
        _selected(articles, tokens, "quotation", QUOTATION_GRAM, QUOTATION_WINDOW),
    ])  # fmt: skip


def _selected(articles: pa.Table, tokens: Tokens, kind: str, size: int, window: int) -> pa.Table:
    text, position, value = select_grams(tokens.splits, tokens.word, tokens.flags, size, window, kind == "quotation")
    first = tokens.splits[text] + position
    columns = {
        "fingerprint": value,
        "article_id": articles["article_id"].combine_chunks().take(text),
        "kind": pa.array(np.full(len(value), kind, object), pa.string()),
        "token_position": position,
        "char_start": tokens.start[first],
        "char_end": tokens.end[first + size - 1],
        "partition_key": articles["partition_key"].combine_chunks().take(text),
        "method_version": pa.array(np.full(len(value), METHOD_VERSION, object), pa.string()),
    }
    return pa.table(columns).cast(overlap.FINGERPRINTS.arrow_schema)
