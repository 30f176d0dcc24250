"""Which articles share text, and where exactly.

A pair of articles belongs to the later of their two dates. Everything about it is computed from the
articles fetched up to that date, so a date that is run again later finds what it found then.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from hashlib import sha256
from itertools import pairwise
from typing import Final

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.credits.sources import listed_sources
from wiretrace.overlap.passages.aligned import Aligned
from wiretrace.overlap.passages.alignment import MIN_CONTENT_WORDS, MIN_QUOTED_WORDS, MIN_WORDS, Alignments, align_pairs
from wiretrace.overlap.passages.candidates import (
    COMMON_LIMIT,
    FURNITURE_WORDS,
    count_common,
    find_candidates,
    find_touched,
    gather_partners,
    list_common,
)
from wiretrace.overlap.passages.engines import DuckDB, Engine
from wiretrace.overlap.passages.furniture import COPIED_SHARE, tell_kinds
from wiretrace.overlap.passages.rewording import add_reworded
from wiretrace.overlap.queries import register, run_query
from wiretrace.overlap.text.texts import Numbering, number_articles, read_texts
from wiretrace.warehouse.tables import ops, overlap

LONE_QUOTATION: Final = 8  # words of the only quotation that a pair shares
THREADS: Final = 2
PAIRS: int = 20_000  # whose texts are in memory at a time


def find_passages(
    con: duckdb.DuckDBPyConnection, staged: Mapping[str, pa.Table], engine: Engine | None = None
) -> dict[str, pa.Table]:
    """Pairs of touched articles with all others; fingerprints are joined by `engine`, or else by DuckDB itself.

    Staged: `touched` (article_id: all their pairs are replaced), `passages`, `discards`; `common_fingerprints`, and
    `recounted` (fingerprint: those that these replace).
    """
    register(con, **{f"staged_{name}": table for name, table in staged.items()})
    numbering = number_articles(con)
    engine = engine or DuckDB(con)
    engine.register(
        staged_changes=staged["changes"],
        staged_grams=_as_integers(numbering, staged["fingerprints"]),
        numbered=numbering.numbered,
    )
    touched = find_touched(con, engine)
    pairs = find_candidates(engine)
    parts = [_find_in_pairs(con, engine, numbering, pairs.slice(at, PAIRS)) for at in range(0, pairs.num_rows, PAIRS)]
    passages = pa.concat_tables([overlap.PASSAGES.arrow_schema.empty_table(), *parts])
    drops = count_common(engine)
    numbers = touched["article_no"].combine_chunks()
    return {
        "touched": pa.table({"article_id": numbering.ids.take(pc.subtract(numbers, 1))}),
        "passages": _mark_credit_lines(con, passages),
        "discards": _discard_rows(numbering, drops),
    } | _common_rows(con, numbering, list_common(engine))


def _find_in_pairs(con: duckdb.DuckDBPyConnection, engine: Engine, numbering: Numbering, pairs: pa.Table) -> pa.Table:
    aligned = _align(con, pairs)
    gather_partners(engine, aligned.texts)
    return _passage_rows(numbering, aligned, tell_kinds(engine, aligned))


def _as_integers(numbering: Numbering, fingerprints: pa.Table) -> pa.Table:
    """Fingerprints with article numbers, by which millions of rows are joined in a fraction of the time."""
    ids = fingerprints["article_id"].unify_dictionaries().combine_chunks()
    numbers = pc.add(pc.index_in(ids.dictionary, numbering.ids), 1)
    return pa.table(
        {
            "kind_no": pc.equal(fingerprints["kind"].cast(pa.string()), "quotation").cast(pa.int32()),
            "fingerprint": fingerprints["fingerprint"],
            "article_no": numbers.take(ids.indices),
            "token_position": fingerprints["token_position"],
        }
    )


def _align(con: duckdb.DuckDBPyConnection, pairs: pa.Table) -> Aligned:
    left, right = (pairs[name].to_numpy().astype(np.int64) for name in ("left_no", "right_no"))
    texts = read_texts(con, np.unique(np.concatenate([left, right])))
    rows_left, rows_right = texts.rows(left), texts.rows(right)
    bounds = _split_by_left(rows_left)
    with ThreadPoolExecutor(THREADS) as pool:
        parts = list(
            pool.map(lambda b: align_pairs(texts.tokens, rows_left[b[0] : b[1]], rows_right[b[0] : b[1]]), bounds)
        )
    found = [replace(part, pair=part.pair + bound[0]) for part, bound in zip(parts, bounds, strict=True)]
    joined = Alignments(*(np.concatenate([getattr(f, c.name) for f in found]) for c in fields(Alignments)))
    kept = add_reworded(texts.tokens, rows_left, rows_right, _keep_credible(joined))
    aligned = Aligned(kept, left[kept.pair], right[kept.pair], texts)
    return _drop_common_phrases(aligned, pairs["is_crowded"].to_numpy().astype(bool))


def _drop_common_phrases(aligned: Aligned, is_crowded: npt.NDArray[np.bool_]) -> Aligned:
    """What hundreds of articles hold is a house's furniture, unless one is a copy of the other."""
    found = aligned.found
    words = np.bincount(found.pair, aligned.word_count, minlength=len(is_crowded))[found.pair]
    is_copy = words >= COPIED_SHARE * aligned.shorter
    kept = np.flatnonzero(is_copy | ~is_crowded[found.pair])
    columns = Alignments(*(getattr(found, c.name)[kept] for c in fields(Alignments)))
    return Aligned(columns, aligned.left_no[kept], aligned.right_no[kept], aligned.texts)


def _split_by_left(left: npt.NDArray[np.int64]) -> list[tuple[int, int]]:
    """Slices of about equal size that never part the pairs of one left article."""
    cuts = (
        np.searchsorted(left, left[np.linspace(0, len(left) - 1, 4 * THREADS + 1).astype(int)[1:-1]])
        if len(left)
        else []
    )
    edges = sorted({0, *(int(c) for c in cuts), len(left)})
    return list(pairwise(edges)) or [(0, 0)]


def _keep_credible(found: Alignments) -> Alignments:
    """Drops chains of short runs in pairs that share no run long enough to be anything but chance."""
    is_quotation = (found.quoted >= MIN_QUOTED_WORDS) & (found.longest >= LONE_QUOTATION)
    is_anchor = ((found.longest >= MIN_WORDS) | is_quotation) & (found.content >= MIN_CONTENT_WORDS)
    is_kept = np.isin(found.pair, found.pair[is_anchor])
    return Alignments(*(getattr(found, c.name)[is_kept] for c in fields(Alignments)))


def _passage_rows(numbering: Numbering, aligned: Aligned, kinds: npt.NDArray[np.object_]) -> pa.Table:
    left, right = aligned.left_no - 1, aligned.right_no - 1
    left_start, left_end, right_start, right_end = _char_ranges(aligned)
    columns = {
        "left_article_id": numbering.ids.take(left),
        "right_article_id": numbering.ids.take(right),
        "left_start": left_start,
        "left_end": left_end,
        "right_start": right_start,
        "right_end": right_end,
        "word_count": aligned.word_count,
        "matched_word_count": aligned.found.matched,
        "kind": pa.array(kinds, pa.string()),
        "partition_key": pc.max_element_wise(numbering.partition_keys.take(left), numbering.partition_keys.take(right)),
        "method_version": pa.array([METHOD_VERSION] * len(left), pa.string()),
    }
    return pa.table(columns).cast(overlap.PASSAGES.arrow_schema)


def _mark_credit_lines(con: duckdb.DuckDBPyConnection, rows: pa.Table) -> pa.Table:
    """`rows` with kind credit where two articles share an agency's name and notice, and little else.

    Only listed agencies count, which are known on every date.
    """
    numbered = rows.append_column("passage_no", pa.array(np.arange(rows.num_rows)))
    is_short = pc.and_(pc.less(rows["word_count"], FURNITURE_WORDS), pc.not_equal(rows["kind"], "quotation"))
    agencies = sorted({s.origin_id for s in listed_sources().values() if s.is_agency})
    register(con, short_lines=numbered.filter(is_short), listed_agencies=pa.table({"origin_id": agencies}))
    found = run_query(con, "credit_passages", method_version=METHOD_VERSION)["passage_no"].to_numpy()
    kinds = np.array(rows["kind"].to_pylist(), object)
    kinds[found] = "credit"
    at = rows.column_names.index("kind")
    return rows.set_column(at, rows.schema.field("kind"), pa.array(kinds, pa.string()))


def _char_ranges(aligned: Aligned) -> tuple[npt.NDArray[np.int32], ...]:
    """Offsets of each passage on both sides, with the punctuation that clings to it on both."""
    tokens, texts, found = aligned.texts.tokens, aligned.texts, aligned.found
    left, right = tokens.splits[texts.rows(aligned.left_no)], tokens.splits[texts.rows(aligned.right_no)]
    a0, a1 = left + found.left_start, left + found.left_end - 1
    b0, b1 = right + found.right_start, right + found.right_end - 1
    head = np.minimum(tokens.head[a0], tokens.head[b0]).astype(np.int32)
    tail = np.minimum(tokens.tail[a1], tokens.tail[b1]).astype(np.int32)
    return tokens.start[a0] - head, tokens.end[a1] + tail, tokens.start[b0] - head, tokens.end[b1] + tail


def _discard_rows(numbering: Numbering, drops: pa.Table) -> pa.Table:
    """One row an article whose fingerprints were partly too common, so that nothing is dropped unseen."""
    rows = []
    for number, count in zip(drops["article_no"].to_pylist(), drops["dropped_count"].to_pylist(), strict=True):
        article, key = numbering.ids[number - 1].as_py(), numbering.partition_keys[number - 1].as_py()
        rows.append(
            {
                "discard_id": discard_id(article),
                "partition_key": key,
                "stage": "overlap",
                "source_id": None,
                "subject": article,
                "reason": "common_fingerprints",
                "detail": f"{count} fingerprints held by more than {COMMON_LIMIT} articles",
            }
        )
    return ops.DISCARDS.table(rows)


def _common_rows(con: duckdb.DuckDBPyConnection, numbering: Numbering, found: pa.Table) -> dict[str, pa.Table]:
    days = pc.strptime(found["common_no"].cast(pa.string()), "%Y%m%d", "s")
    rows = {
        "fingerprint": found["fingerprint"],
        "article_id": numbering.ids.take(pc.subtract(found["article_no"], 1).combine_chunks()),
        "kind": pc.if_else(pc.equal(found["kind_no"], 0), "text", "quotation"),
        "partition_key": pc.strftime(days, "%Y-%m-%d"),
        "method_version": pa.array([METHOD_VERSION] * found.num_rows, pa.string()),
    }
    register(con, common_holders=found)
    return {
        "common_fingerprints": pa.table(rows).cast(overlap.COMMON_FINGERPRINTS.arrow_schema),
        "recounted": run_query(con, "recounted"),
    }


def discard_id(article_id: str) -> str:
    return sha256(f"overlap common_fingerprints {article_id}".encode()).hexdigest()[:16]
