"""Which articles are compared: those that share fingerprints which say something.

Furniture is left out before any text is read: house lines and set phrases are held by so many articles that the
pairs which share nothing else would soon outnumber all others.
"""

from __future__ import annotations

from typing import Final

import duckdb
import pyarrow as pa

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.passages.engines import Engine
from wiretrace.overlap.queries import register, run_query
from wiretrace.overlap.text.grams import GRAM, WINDOW, select_grams
from wiretrace.overlap.text.texts import Texts

COMMON_LIMIT: Final = 300  # articles; a fingerprint held by more is a set phrase, furniture, or of a text all print
FIRST_HOLDERS: Final = 3  # with which articles that share many common fingerprints are compared
CROWD_GRAMS: Final = 12  # common fingerprints that a pair must share to be compared: about thirty words
FURNITURE_LIMIT: Final = 4  # articles in which a short passage must recur to be furniture
FURNITURE_WORDS: Final = 45  # a pair with more shared narrative words is never only furniture
EDGE_WORDS: Final = 60  # from the beginning or end of a text, where furniture stands
EDGE_SHARE: Final = 0.2  # of a text at most is an edge
SHORT_SHARE: Final = 0.1  # of the shorter text, from which a short passage is more than a phrase
LINE_WORDS: Final = 30  # from the beginning or end of a text, where a house's line stands
PHRASE_WORDS: Final = 25  # shorter runs that recur are set phrases wherever they stand


def find_touched(con: duckdb.DuckDBPyConnection, engine: Engine) -> pa.Table:
    """Changed articles, and those whose fingerprints became, or ceased to be, common through the change.

    Needs `staged_changes`, `staged_grams` and `numbered`; leaves `touched`, `former_grams`, `common_grams` and
    `current_grams` behind.
    """
    changed = run_query(con, "changed")
    former = run_query(con, "former_grams", method_version=METHOD_VERSION)
    register(con, former_grams=former)
    common = run_query(con, "common_grams", method_version=METHOD_VERSION)
    engine.register(former_grams=former, common_grams=common, touched=changed)
    _gather_grams(engine, changed)
    flipped = engine.run(
        "flipped", common_limit=COMMON_LIMIT, furniture_limit=FURNITURE_LIMIT, first_holders=FIRST_HOLDERS
    )
    touched = pa.concat_tables([changed, flipped.cast(changed.schema)]).sort_by("article_no")
    engine.register(touched=touched)
    if flipped.num_rows:
        _gather_grams(engine, touched)
    late = engine.run("late_holders")
    if late.num_rows:
        _gather_grams(engine, pa.concat_tables([touched, late.cast(touched.schema)]))
    return touched


def _gather_grams(engine: Engine, gathered: pa.Table) -> None:
    """In two steps: no optimiser may join all held fingerprints before it picks the few that are wanted."""
    engine.register(gathered=gathered)
    engine.store("held_grams", method_version=METHOD_VERSION)
    engine.store("current_grams")


def find_candidates(engine: Engine) -> pa.Table:
    """Pairs with a touched article (left_no, right_no, is_crowded). Needs what `find_touched` leaves, and `numbered`;
    leaves `holders` behind."""
    engine.store("holders", common_limit=COMMON_LIMIT)
    engine.store(
        "furniture_grams",
        furniture_limit=FURNITURE_LIMIT,
        furniture_words=FURNITURE_WORDS,
        gram_words=GRAM,
    )
    return engine.run(
        "candidates",
        common_limit=COMMON_LIMIT,
        first_holders=FIRST_HOLDERS,
        crowd_grams=CROWD_GRAMS,
        furniture_limit=FURNITURE_LIMIT,
        phrase_words=PHRASE_WORDS,
        short_share=SHORT_SHARE,
        line_words=LINE_WORDS,
        edge_share=EDGE_SHARE,
        gram_words=GRAM,
    )


def gather_partners(engine: Engine, texts: Texts) -> None:
    """What these articles hold of common fingerprints, by which furniture is told; leaves `partner_grams` behind.

    Their texts are in memory: selecting fingerprints again is cheaper than to look for them among all that are held.
    """
    tokens = texts.tokens
    row, position, value = select_grams(tokens.splits, tokens.word, tokens.flags, GRAM, WINDOW, False)
    columns = {"fingerprint": value, "article_no": texts.article_no[row], "token_position": position}
    engine.register(text_grams=pa.table(columns))
    engine.store("partner_grams")


def count_common(engine: Engine) -> pa.Table:
    """How many fingerprints of each touched article were too common to compare by."""
    return engine.run("common_drops", common_limit=COMMON_LIMIT)


def list_common(engine: Engine) -> pa.Table:
    """Fingerprints that are too common to compare by and were not known to be, and their first holders."""
    return engine.run("common_holders", common_limit=COMMON_LIMIT, first_holders=FIRST_HOLDERS)
