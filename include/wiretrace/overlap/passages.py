"""Which articles share text, and where exactly.

A pair of articles belongs to the later of their two dates. Everything about it is computed from the
articles fetched up to that date, so a date that is run again later finds what it found then.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from itertools import pairwise
from typing import Final

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.alignment import MIN_CONTENT_WORDS, MIN_QUOTED_WORDS, MIN_WORDS, Alignments, align_pairs
from wiretrace.overlap.candidates import (
    COMMON_LIMIT,
    EDGE_SHARE,
    EDGE_WORDS,
    FURNITURE_LIMIT,
    FURNITURE_WORDS,
    PHRASE_WORDS,
    SHORT_SHARE,
    count_common,
    find_candidates,
    find_touched,
)
from wiretrace.overlap.engines import DuckDB, Engine
from wiretrace.overlap.formulas import AGREEING, MANY_NUMBERS, count_numbers
from wiretrace.overlap.queries import register, run_query
from wiretrace.overlap.rewording import add_reworded
from wiretrace.overlap.sources import listed_sources
from wiretrace.overlap.texts import Numbering, Texts, number_articles, read_texts
from wiretrace.overlap.tokens import PARAGRAPH_START
from wiretrace.warehouse.tables import ops, overlap

QUOTED_SHARE: Final = 0.6  # quoted words, of those that are equal, of a passage that is a quotation
LONE_QUOTATION: Final = 8  # words of the only quotation that a pair shares
LONE_NARRATIVE: Final = 13  # words of the only narrative that a pair shares; shorter runs are not found for certain
FORMULA_SHARE: Final = 0.75  # equal words of a passage below which it is the same formula filled in anew
LONE_SENTENCE: Final = 20  # words; of all the narrative that a pair shares
PHRASE_SHARE: Final = 0.03  # of the shorter text
NAME_SHARE: Final = 0.4  # capitalised words of a passage that names a speaker, office and firm
COPIED_SHARE: Final = 0.35  # of a text in narrative passages, from which it is a copy whatever its numbers
FRAGMENT_SHARE: Final = 0.5  # words of a passage that stand in menus and headlines
THREADS: Final = 2
PAIRS: int = 10_000  # whose texts are in memory at a time


def find_passages(
    con: duckdb.DuckDBPyConnection, staged: Mapping[str, pa.Table], engine: Engine | None = None
) -> dict[str, pa.Table]:
    """Pairs of touched articles with all others; fingerprints are joined by `engine`, or else by DuckDB itself.

    Staged: `touched` (article_id: all their pairs are replaced), `passages`, `discards`.
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
    }


def _find_in_pairs(con: duckdb.DuckDBPyConnection, engine: Engine, numbering: Numbering, pairs: pa.Table) -> pa.Table:
    aligned = _align(con, pairs)
    return _passage_rows(numbering, aligned, _passage_kinds(engine, aligned))


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
    is_copy = words >= COPIED_SHARE * np.minimum(*aligned.lengths())
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


@dataclass(frozen=True)
class Aligned:
    """Alignments, and the article numbers of both sides of each of them."""

    found: Alignments
    left_no: npt.NDArray[np.int64]
    right_no: npt.NDArray[np.int64]
    texts: Texts

    @property
    def word_count(self) -> npt.NDArray[np.int32]:
        return self.found.left_end - self.found.left_start

    def lengths(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Words of the left and of the right text of each alignment."""
        length = np.diff(self.texts.tokens.splits)
        return length[self.texts.rows(self.left_no)], length[self.texts.rows(self.right_no)]

    def count_numbers(self, pair: npt.NDArray[np.int64], is_counted: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        """As `formulas.count_numbers` over the passages that are counted; zeros for others."""
        counts = np.zeros((len(pair), 3), np.int64)
        rows, found = np.flatnonzero(is_counted), self.found
        left = self.texts.rows(self.left_no)[rows], found.left_start[rows], found.left_end[rows]
        right = self.texts.rows(self.right_no)[rows], found.right_start[rows], found.right_end[rows]
        counts[rows] = count_numbers(self.texts.tokens, pair[rows], left, right)
        return counts

    def begins_paragraph(
        self, left: npt.NDArray[np.int32], right: npt.NDArray[np.int32]
    ) -> list[npt.NDArray[np.bool_]]:
        """Whether a paragraph begins at these tokens of the left and of the right text of each alignment."""
        tokens, last = self.texts.tokens, len(self.texts.tokens.flags) - 1
        places = ((self.left_no, left), (self.right_no, right))
        flags = [tokens.flags[np.minimum(tokens.splits[self.texts.rows(n)] + at, last)] for n, at in places]
        return [(flag & PARAGRAPH_START) > 0 for flag in flags]


def _passage_kinds(engine: Engine, aligned: Aligned) -> npt.NDArray[np.object_]:
    found, words = aligned.found, aligned.word_count
    is_quotation = found.quoted >= QUOTED_SHARE * found.matched
    pair = aligned.left_no * (int(aligned.right_no.max(initial=0)) + 1) + aligned.right_no
    _, group = np.unique(pair, return_inverse=True)
    is_menu = found.fragment >= FRAGMENT_SHARE * words
    numbers = aligned.count_numbers(group, ~is_quotation)
    is_formula = (found.matched < FORMULA_SHARE * words) & (found.longest < LONE_NARRATIVE)
    telling = _telling_words(aligned, group, is_quotation, is_formula & ~_keeps_numbers(numbers))
    is_short = (telling < FURNITURE_WORDS) & ~is_quotation
    is_recurring = _recurring(engine, aligned, np.flatnonzero(is_short & _may_be_furniture(aligned, telling)))
    kinds = np.where(is_quotation, "quotation", "narrative").astype(object)
    kinds[is_recurring] = "furniture"
    kinds[is_short & (is_menu | is_formula)] = "furniture"
    kinds[is_short & (_sum_words(aligned, group, ~is_quotation) == words) & _is_edge_paragraph(aligned)] = "furniture"
    is_left = kinds != "furniture"
    is_narrative = is_left & ~is_quotation
    left_over = _sum_words(aligned, group, is_narrative)
    is_phrase = _is_phrase_or_filled_in(aligned, group, left_over, is_narrative, numbers, is_quotation)
    kinds[is_narrative & (is_phrase | _is_chance(aligned, group, left_over, is_left))] = "furniture"
    return kinds


def _telling_words(
    aligned: Aligned, group: npt.NDArray[np.int64], is_quotation: npt.NDArray[np.bool_], is_set: npt.NDArray[np.bool_]
) -> npt.NDArray[np.int64]:
    """Narrative words of each passage's pair; of a pair that shares little of both texts, without its set phrases."""
    narrative = _sum_words(aligned, group, ~is_quotation)
    is_little = narrative < np.minimum(2 * FURNITURE_WORDS, SHORT_SHARE * np.minimum(*aligned.lengths()))
    return np.where(is_little, _sum_words(aligned, group, ~is_quotation & ~is_set), narrative)


def _sum_words(
    aligned: Aligned, group: npt.NDArray[np.int64], is_counted: npt.NDArray[np.bool_]
) -> npt.NDArray[np.int64]:
    """Words of the counted passages of each passage's pair."""
    return np.bincount(group, np.where(is_counted, aligned.word_count, 0), minlength=1)[group].astype(np.int64)


def _keeps_numbers(numbers: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    smallest, agreeing, _ = numbers.T
    return np.asarray((smallest >= MANY_NUMBERS) & (agreeing >= AGREEING * smallest))


def _may_be_furniture(aligned: Aligned, narrative: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Furniture stands near the beginning or end of both texts, or is a set phrase; and all of it is little of either.

    A much-quoted sentence stands inside, and a copied caption makes up much of a short page.
    """
    found, words = aligned.found, aligned.word_count
    left_length, right_length = aligned.lengths()
    left = np.minimum(found.left_start, left_length - found.left_end)
    right = np.minimum(found.right_start, right_length - found.right_end)
    is_at_edge = (left <= _edge(left_length)) & (right <= _edge(right_length))
    is_little = narrative < SHORT_SHARE * np.minimum(left_length, right_length)
    return np.asarray(is_little & (is_at_edge | (words < PHRASE_WORDS)))


def _is_edge_paragraph(aligned: Aligned) -> npt.NDArray[np.bool_]:
    """Whole paragraphs with which both texts begin or end, and all that they share: a house's disclaimer, a subscription
    line, a funder's notice. Two articles suffice to tell."""
    found = aligned.found
    left, right = aligned.lengths()
    is_closing = (found.left_end == left) & (found.right_end == right)
    is_opening = (found.left_start == 0) & (found.right_start == 0)
    opens_left, opens_right = aligned.begins_paragraph(found.left_start, found.right_start)
    closes_left, closes_right = aligned.begins_paragraph(found.left_end, found.right_end)
    is_edge = aligned.word_count <= EDGE_SHARE * np.minimum(left, right)
    return np.asarray(is_edge & ((is_closing & opens_left & opens_right) | (is_opening & closes_left & closes_right)))


def _edge(length: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    return np.asarray(np.minimum(EDGE_WORDS, EDGE_SHARE * length))


def _is_phrase_or_filled_in(
    aligned: Aligned,
    group: npt.NDArray[np.int64],
    narrative: npt.NDArray[np.int64],
    is_narrative: npt.NDArray[np.bool_],
    numbers: npt.NDArray[np.int64],
    is_quotation: npt.NDArray[np.bool_],
) -> npt.NDArray[np.bool_]:
    """Formulas with other numbers; and one sentence's worth of words, little of both texts, or mostly a speaker's name
    and office: reporters of one desk write such things again and again."""
    left, right = aligned.lengths()
    smallest, agreeing, capitals = numbers.T
    is_filled_in = (smallest >= MANY_NUMBERS) & (agreeing < AGREEING * smallest)
    is_little = narrative < SHORT_SHARE * np.minimum(left, right)
    is_filled_in |= (smallest > 0) & (agreeing == 0) & (narrative < FURNITURE_WORDS) & is_little
    is_alone = np.bincount(group, is_quotation, minlength=1)[group] == 0
    is_name = capitals >= NAME_SHARE * aligned.word_count
    is_set = (is_name & is_little) | (narrative < PHRASE_SHARE * np.minimum(left, right))
    is_phrase = is_alone & (narrative < LONE_SENTENCE) & is_set
    is_part = np.maximum(narrative / np.maximum(1, left), narrative / np.maximum(1, right)) < COPIED_SHARE
    return np.asarray((is_filled_in & is_part) | is_phrase)


def _is_chance(
    aligned: Aligned,
    group: npt.NDArray[np.int64],
    narrative: npt.NDArray[np.int64],
    is_left: npt.NDArray[np.bool_],
) -> npt.NDArray[np.bool_]:
    """Too few equal words besides furniture; or scattered short runs that are little of both texts: a house's and an
    office's set phrases."""
    found = aligned.found
    matched = np.bincount(group, np.where(is_left, found.matched, 0), minlength=1)
    longest = np.zeros(len(matched), np.int64)
    np.maximum.at(longest, group, np.where(is_left, found.longest, 0))
    is_little = (narrative < FURNITURE_WORDS) & (narrative < SHORT_SHARE * np.minimum(*aligned.lengths()))
    return np.asarray((matched[group] < LONE_NARRATIVE) | ((longest[group] < LONE_NARRATIVE) & is_little))


def _recurring(engine: Engine, aligned: Aligned, short: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Numbers of the passages half of whose fingerprints recur in many articles."""
    columns = {
        "passage_no": short,
        "left_no": aligned.left_no[short],
        "right_no": aligned.right_no[short],
        "left_start": aligned.found.left_start[short],
        "left_end": aligned.found.left_end[short],
    }
    engine.register(short_passages=pa.table(columns))
    engine.store("passage_grams")
    counts = engine.run("recurrence", furniture_limit=FURNITURE_LIMIT)
    is_recurring = pc.greater_equal(pc.multiply(counts["recurring_count"], 2), counts["gram_count"])
    return np.asarray(counts.filter(is_recurring)["passage_no"].to_numpy(), np.int64)


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


def discard_id(article_id: str) -> str:
    return sha256(f"overlap common_fingerprints {article_id}".encode()).hexdigest()[:16]
