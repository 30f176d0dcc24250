"""What each passage is: narrative, quotation, or furniture, which many articles share without taking it from each other.

Furniture are a house's lines, menus, set phrases, formulas filled in anew, names with their offices, and titles of works.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wiretrace.overlap.passages.aligned import Aligned
from wiretrace.overlap.passages.candidates import (
    EDGE_SHARE,
    EDGE_WORDS,
    FURNITURE_LIMIT,
    FURNITURE_WORDS,
    PHRASE_WORDS,
    SHORT_SHARE,
)
from wiretrace.overlap.passages.engines import Engine
from wiretrace.overlap.passages.formulas import AGREEING, MANY_NUMBERS
from wiretrace.overlap.text.arrays import Flags, Integers
from wiretrace.overlap.text.grams import GRAM
from wiretrace.overlap.text.tokens import CAPITALISED, NUMERIC

QUOTED_SHARE: Final = 0.6  # quoted words, of those that are equal, of a passage that is a quotation
LONE_NARRATIVE: Final = 13  # words of the only narrative that a pair shares; shorter runs are not found for certain
FORMULA_SHARE: Final = 0.75  # equal words of a passage below which it is the same formula filled in anew
FORMULA_WORDS: Final = 90  # narrative words of a pair, from which formulas among them are no longer taken off
LONE_SENTENCE: Final = 20  # words
PHRASE_SHARE: Final = 0.03  # of the shorter text
NAME_SHARE: Final = 0.4  # capitalised words of a passage that names a speaker, office and firm
NAME_RATIO: Final = 1.5  # of that share to the text's own: German writes every noun so
TITLE_LETTERS: Final = 5  # of a word that has a capital wherever it stands in a title
COMMONPLACE_WORDS: Final = 10  # in quotation marks, of all that a pair shares, from which they are somebody's own
TELLING_WORDS: Final = 5  # that are no stopwords, from which a quotation is somebody's own
SPEAKER_WORDS: Final = 60  # before and after a quotation, where its speaker or subject is named
COPIED_SHARE: Final = 0.35  # of a text in narrative passages, from which it is a copy whatever its numbers
FRAGMENT_SHARE: Final = 0.5  # words of a passage that stand in menus and headlines


def tell_kinds(engine: Engine, aligned: Aligned) -> npt.NDArray[np.object_]:
    is_quotation = aligned.found.quoted >= QUOTED_SHARE * aligned.found.matched
    is_name, numbers = _is_name(aligned), aligned.count_numbers(~is_quotation)
    is_furniture = is_quotation & _is_title(aligned)
    is_furniture |= ~is_quotation & _is_furniture(engine, aligned, is_quotation, is_name, numbers)
    is_furniture |= ~is_quotation & _is_too_little(aligned, is_quotation, is_furniture, is_name, numbers)
    is_furniture |= _is_commonplace(aligned, ~is_furniture)
    return np.where(is_furniture, "furniture", np.where(is_quotation, "quotation", "narrative")).astype(object)


def _is_furniture(
    engine: Engine, aligned: Aligned, is_quotation: Flags, is_name: Flags, numbers: tuple[Integers, Integers]
) -> Flags:
    """What recurs, menus, set phrases, and the paragraph that opens or closes both texts, where little else is shared."""
    found, words = aligned.found, aligned.word_count
    is_menu = found.fragment >= FRAGMENT_SHARE * words
    is_formula = (found.matched < FORMULA_SHARE * words) & (found.longest < LONE_NARRATIVE)
    narrative = aligned.sum_over_pair(words, ~is_quotation)
    is_short = ~is_quotation & (narrative < FURNITURE_WORDS)
    may_recur = is_short & _may_recur(aligned, aligned.sum_over_pair(words, ~is_quotation & ~is_menu))
    is_furniture = is_short & (is_menu | is_formula)
    is_furniture |= is_short & (narrative == words) & _is_edge_paragraph(aligned)
    is_furniture[_recurring(engine, aligned, np.flatnonzero(may_recur))] = True
    # Formulas and names do not make little of both texts more: without them it may be short.
    is_little = narrative < np.minimum(FORMULA_WORDS, SHORT_SHARE * aligned.shorter)
    is_set = (is_formula & _changes_numbers(*numbers, 1)) | (is_name & (words < LONE_SENTENCE))
    is_set &= is_little & ~is_quotation
    return np.asarray(
        is_furniture | (is_set & (aligned.sum_over_pair(words, ~is_quotation & ~is_set) < FURNITURE_WORDS))
    )


def _is_too_little(
    aligned: Aligned, is_quotation: Flags, is_furniture: Flags, is_name: Flags, numbers: tuple[Integers, Integers]
) -> Flags:
    """Of the narrative that is left."""
    narrative = aligned.sum_over_pair(aligned.word_count, ~is_quotation & ~is_furniture)
    is_alone = aligned.sum_over_pair(aligned.word_count, is_quotation) == 0
    is_phrase = is_alone & _is_phrase(aligned, narrative, is_name)
    return np.asarray(
        is_phrase | _is_filled_in(aligned, narrative, *numbers) | _is_chance(aligned, narrative, ~is_furniture)
    )


def _is_name(aligned: Aligned) -> Flags:
    """Mostly a speaker's name and office, a case and its court, or who edited."""
    is_capitalised = (aligned.texts.tokens.flags & CAPITALISED) > 0
    capitals, words = aligned.count_tokens(is_capitalised)[0], aligned.word_count
    is_name = capitals >= NAME_SHARE * words
    rows = np.flatnonzero(is_name)
    is_name[rows] = capitals[rows] >= NAME_RATIO * aligned.share_of_text(rows, is_capitalised) * words[rows]
    return np.asarray(is_name)


def _is_title(aligned: Aligned) -> Flags:
    """A film, a book, an office in capitals that stands in quotation marks, where little else is shared."""
    tokens = aligned.texts.tokens
    is_small = (tokens.flags & (CAPITALISED | NUMERIC)) == 0
    is_long = tokens.end - tokens.start >= TITLE_LETTERS
    great, small = np.minimum(*aligned.count_tokens(~is_small)), np.maximum(*aligned.count_tokens(is_small & is_long))
    shared = aligned.sum_over_pair(aligned.word_count, np.ones(len(small), bool))
    return np.asarray((great >= NAME_SHARE * aligned.word_count) & (small == 0) & (shared < FURNITURE_WORDS))


def _is_commonplace(aligned: Aligned, is_left: Flags) -> Flags:
    """A few words in quotation marks, most of them small, around which the texts name nobody and nothing in common: "we have a
    lot of work to do" is said by many."""
    words = aligned.word_count
    may_be = is_left & (aligned.sum_over_pair(words, is_left) <= COMMONPLACE_WORDS)
    is_telling = may_be & (aligned.found.content >= TELLING_WORDS)
    rows = np.flatnonzero(may_be & ~is_telling)
    is_telling[rows] = aligned.name_the_same(rows, SPEAKER_WORDS)
    return np.asarray(may_be & (aligned.sum_over_pair(words, is_telling) == 0))


def _changes_numbers(smallest: Integers, agreeing: Integers, least: int) -> Flags:
    """Of the numbers in both sides' passages, `least` or more, most stand on one side alone."""
    return np.asarray((smallest >= least) & (agreeing < AGREEING * smallest))


def _may_recur(aligned: Aligned, narrative: Integers) -> Flags:
    """Furniture stands near the beginning or end of both texts, or is a set phrase; and all of it is little of either.

    A much-quoted sentence stands inside, and a copied caption makes up much of a short page.
    """
    found, (left_length, right_length) = aligned.found, aligned.lengths
    left = np.minimum(found.left_start, left_length - found.left_end)
    right = np.minimum(found.right_start, right_length - found.right_end)
    is_at_edge = (left <= _edge(left_length)) & (right <= _edge(right_length))
    is_little = narrative < SHORT_SHARE * aligned.shorter
    return np.asarray(is_little & (is_at_edge | (aligned.word_count < PHRASE_WORDS)))


def _is_edge_paragraph(aligned: Aligned) -> Flags:
    """Whole paragraphs with which both texts begin or end, and all that they share: a house's disclaimer, a subscription
    line, a funder's notice. Two articles suffice to tell."""
    found, (left, right) = aligned.found, aligned.lengths
    is_closing = (found.left_end == left) & (found.right_end == right)
    is_opening = (found.left_start == 0) & (found.right_start == 0)
    opens_left, opens_right = aligned.begins_paragraph(found.left_start, found.right_start)
    closes_left, closes_right = aligned.begins_paragraph(found.left_end, found.right_end)
    is_edge = aligned.word_count <= EDGE_SHARE * aligned.shorter
    return np.asarray(is_edge & ((is_closing & opens_left & opens_right) | (is_opening & closes_left & closes_right)))


def _edge(length: Integers) -> npt.NDArray[np.float64]:
    return np.asarray(np.minimum(EDGE_WORDS, EDGE_SHARE * length))


def _is_filled_in(aligned: Aligned, narrative: Integers, smallest: Integers, agreeing: Integers) -> Flags:
    """The pair's sentences, with other numbers in each text."""
    is_filled_in = _changes_numbers(smallest, agreeing, MANY_NUMBERS)
    is_little = narrative < np.minimum(FURNITURE_WORDS, SHORT_SHARE * aligned.shorter)
    is_filled_in |= (smallest > 0) & (agreeing == 0) & is_little
    left, right = aligned.lengths
    is_part = np.maximum(narrative / np.maximum(1, left), narrative / np.maximum(1, right)) < COPIED_SHARE
    return np.asarray(is_filled_in & is_part)


def _is_phrase(aligned: Aligned, narrative: Integers, is_name: Flags) -> Flags:
    """One sentence's worth of words, little of both texts, or mostly a speaker's name and office: reporters of one desk
    write such things again and again."""
    is_little_name = is_name & (narrative < SHORT_SHARE * aligned.shorter)
    return np.asarray((narrative < LONE_SENTENCE) & (is_little_name | (narrative < PHRASE_SHARE * aligned.shorter)))


def _is_chance(aligned: Aligned, narrative: Integers, is_left: Flags) -> Flags:
    """Too few equal words besides furniture; or scattered short runs that are little of both texts: a house's and an
    office's set phrases."""
    matched = aligned.sum_over_pair(aligned.found.matched, is_left)
    longest = np.zeros(int(aligned.pair.max(initial=0)) + 1, np.int64)
    np.maximum.at(longest, aligned.pair, np.where(is_left, aligned.found.longest, 0))
    is_little = narrative < np.minimum(FURNITURE_WORDS, SHORT_SHARE * aligned.shorter)
    return np.asarray((matched < LONE_NARRATIVE) | ((longest[aligned.pair] < LONE_NARRATIVE) & is_little))


def _recurring(engine: Engine, aligned: Aligned, short: Integers) -> Integers:
    """Numbers of the passages half of whose fingerprints recur in many articles."""
    columns = {
        "passage_no": short,
        "left_no": aligned.left_no[short],
        "right_no": aligned.right_no[short],
        "left_start": aligned.found.left_start[short],
        "left_end": aligned.found.left_end[short],
    }
    engine.register(short_passages=pa.table(columns))
    engine.store("passage_grams", gram_words=GRAM)
    counts = engine.run("recurrence", furniture_limit=FURNITURE_LIMIT)
    is_recurring = pc.greater_equal(pc.multiply(counts["recurring_count"], 2), counts["gram_count"])
    return np.asarray(counts.filter(is_recurring)["passage_no"].to_numpy(), np.int64)
