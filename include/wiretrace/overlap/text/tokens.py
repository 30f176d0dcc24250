"""Text to word tokens with exact character offsets, compiled, a batch at a time.

Words are case-folded and stripped of accents, apostrophes inside a word and thousands separators
are dropped, so that copies that passed through different editors still meet. Scripts without
spaces give one token a character. Offsets count characters, as Python's `str` does.
"""

# ruff: noqa: PLR0912, PLR0913, PLR0915, PLR0917, PLR1714 - compiled code: arrays go in one by one, loops stay together
from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

import numba
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wiretrace.overlap.text import characters as ch
from wiretrace.overlap.text.vocabulary import load_vocabularies

QUOTED: Final = 1
CAPITALISED: Final = 2
NUMERIC: Final = 4
SENTENCE_START: Final = 8
SPACELESS: Final = 16
PARAGRAPH_START: Final = 32
STOPWORD: Final = 64
FRAGMENT: Final = 128  # in a short line without a full stop: headline, link, menu

FRAGMENT_WORDS: Final = 20  # of the longest such line

LONGEST_QUOTATION: Final = 150  # tokens; an unbalanced mark must not turn the rest of the text into a quotation

THREADS: Final = 2
PARALLEL_BYTES: Final = 1_000_000

_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)
_SEED: Final = np.uint64(0xCBF29CE484222325)


@dataclass(frozen=True)
class Tokens:
    """Tokens of a batch. Those of text `i` are rows `splits[i]:splits[i + 1]` of the other arrays.

    `head` and `tail` are the number of punctuation characters that cling to the word on each side.
    """

    splits: npt.NDArray[np.int64]
    word: npt.NDArray[np.int64]
    start: npt.NDArray[np.int32]
    end: npt.NDArray[np.int32]
    head: npt.NDArray[np.int8]
    tail: npt.NDArray[np.int8]
    flags: npt.NDArray[np.uint8]


def tokenize(texts: pa.Array | pa.ChunkedArray) -> Tokens:
    """Tokens of each text; a null counts as empty."""
    data, offsets = text_buffers(texts)
    tables = (*ch.character_tables(), *_word_lists())
    cuts = np.searchsorted(offsets, np.linspace(offsets[0], offsets[-1], _part_count(offsets) + 1)[1:-1])
    edges = [0, *cuts.tolist(), len(offsets) - 1]
    with ThreadPoolExecutor(THREADS) as pool:
        parts = list(pool.map(lambda e: _tokenize(data, offsets[e[0] : e[1] + 1], *tables), pairwise(edges)))
    return Tokens(*parts[0]) if len(parts) == 1 else _join(parts)


def text_buffers(texts: pa.Array | pa.ChunkedArray) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """UTF-8 bytes of all texts, and the offsets in them at which each begins, closed by the last end."""
    column = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    column = column.fill_null("").cast(pa.large_string())
    _, offset_buffer, data_buffer = column.buffers()
    offsets = np.frombuffer(offset_buffer, np.int64)[column.offset : column.offset + len(column) + 1]
    return np.frombuffer(data_buffer or b"\0", np.uint8), offsets


def _part_count(offsets: npt.NDArray[np.int64]) -> int:
    """Threads are worth their while from a few hundred articles on."""
    return THREADS if offsets[-1] - offsets[0] >= PARALLEL_BYTES else 1


def _join(parts: Sequence[tuple[npt.NDArray[Any], ...]]) -> Tokens:
    ends = np.cumsum([0, *(part[0][-1] for part in parts)])
    splits = [part[0][:-1] + end for part, end in zip(parts, ends, strict=False)]
    return Tokens(
        np.concatenate([*splits, ends[-1:]]),
        *(np.concatenate(columns) for columns in list(zip(*parts, strict=True))[1:]),
    )


@lru_cache(maxsize=1)
def _word_lists() -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Hash tables of all languages' abbreviations and stopwords."""
    vocabularies = load_vocabularies()
    abbreviations = sorted({word for v in vocabularies for word in v.abbreviations})
    stopwords = sorted({word for v in vocabularies for word in v.stopwords})
    return _to_slots(hash_words(abbreviations)), _to_slots(hash_words(stopwords))


def hash_words(words: list[str]) -> npt.NDArray[np.int64]:
    """Token hash of each single word, as `tokenize` gives it; 0 for what is no single word."""
    kind, fold = ch.character_tables()
    data = np.frombuffer("\n".join(words).encode() or b"\0", np.uint8)
    lengths = np.array([0, *(len(w.encode()) + 1 for w in words)], np.int64)
    splits, word, *_ = _tokenize(
        data, np.minimum(np.cumsum(lengths), len(data)), kind, fold, np.zeros(1, np.int64), np.zeros(1, np.int64)
    )
    counts = np.diff(splits)
    return np.array([word[splits[i]] if counts[i] == 1 else 0 for i in range(len(words))], np.int64)


@numba.njit(cache=True, nogil=True)
def mix(value):  # type: ignore[no-untyped-def]
    """Finaliser of splitmix64: every input bit changes every output bit with probability 1/2."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@numba.njit(cache=True, nogil=True)
def _decode(data, at):  # type: ignore[no-untyped-def]
    """(code point, bytes) of the UTF-8 character at `at`; Arrow guarantees valid UTF-8."""
    first = np.int64(data[at])
    if first < 0x80:
        return first, 1
    if first < 0xE0:
        return ((first & 0x1F) << 6) | (np.int64(data[at + 1]) & 0x3F), 2
    if first < 0xF0:
        return ((first & 0x0F) << 12) | ((np.int64(data[at + 1]) & 0x3F) << 6) | (np.int64(data[at + 2]) & 0x3F), 3
    point = ((first & 0x07) << 18) | ((np.int64(data[at + 1]) & 0x3F) << 12)
    return point | ((np.int64(data[at + 2]) & 0x3F) << 6) | (np.int64(data[at + 3]) & 0x3F), 4


@numba.njit(cache=True, nogil=True)
def _kind_of(point, kinds):  # type: ignore[no-untyped-def]
    return np.int64(kinds[point]) if point < ch.TABLE_SIZE else (ch.SINGLE if point < 0x40000 else ch.SEPARATOR)


@numba.njit(cache=True)
def _kind_at(data, at, stop, kinds):  # type: ignore[no-untyped-def]
    if at >= stop:
        return ch.NEWLINE
    point, _ = _decode(data, at)
    return _kind_of(point, kinds)


@numba.njit(cache=True, nogil=True)
def _mark_fragment(flags, first, last, is_terminated):  # type: ignore[no-untyped-def]
    if not is_terminated and last - first <= FRAGMENT_WORDS:
        for k in range(first, last):
            flags[k] |= FRAGMENT


@numba.njit(cache=True, nogil=True)
def _is_listed(word, slots):  # type: ignore[no-untyped-def]
    """`slots`: a hash table, see `_to_slots`; most words are told apart by its first look."""
    last = len(slots) - 1
    at = word & last
    while slots[at] != 0:
        if slots[at] == word:
            return True
        at = (at + 1) & last
    return False


def _to_slots(words: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Hashes in a table of a power of two, an eighth of it taken; 0 is a free slot."""
    slots = np.zeros(1 << max(4, int(8 * len(words)).bit_length()), np.int64)
    for word in words[words != 0].tolist():
        at = word & (len(slots) - 1)
        while slots[at] not in (0, word):
            at = (at + 1) & (len(slots) - 1)
        slots[at] = word
    return slots


@numba.njit(cache=True, nogil=True)
def _tokenize(data, offsets, kinds, folds, abbreviations, stopwords):  # type: ignore[no-untyped-def]
    texts = len(offsets) - 1
    room = np.int64(0)
    for t in range(texts):
        room += (offsets[t + 1] - offsets[t] + 1) // 2
    splits = np.zeros(texts + 1, np.int64)
    word = np.empty(room, np.int64)
    start = np.empty(room, np.int32)
    end = np.empty(room, np.int32)
    head = np.zeros(room, np.int8)
    tail = np.zeros(room, np.int8)
    flags = np.empty(room, np.uint8)
    n = np.int64(0)
    for t in range(texts):
        at, stop = offsets[t], offsets[t + 1]
        position = 0  # in characters
        cling = 0  # punctuation characters since the last space
        first_of_text = n
        first_of_line = n
        is_sentence_over, is_terminated, is_new_paragraph = True, False, True
        quote, quote_from, newlines = 0, np.int64(0), 0  # quote: 0 none, 1 double, 2 single
        previous = ch.NEWLINE
        is_gapped = True
        while at < stop:
            point, size = _decode(data, at)
            kind = _kind_of(point, kinds)
            if kind == ch.WORD or kind == ch.CAPITAL or kind == ch.DIGIT or kind == ch.SINGLE:
                value, begun = _SEED, position
                flag = 0
                if kind == ch.CAPITAL:
                    flag |= CAPITALISED
                is_single = kind == ch.SINGLE
                last = begun
                letters = 0
                while at < stop:
                    point, size = _decode(data, at)
                    kind = _kind_of(point, kinds)
                    if kind == ch.WORD or kind == ch.CAPITAL or kind == ch.DIGIT or (is_single and letters == 0):
                        if point < ch.TABLE_SIZE:
                            value = (value ^ np.uint64(folds[point, 0])) * _MULTIPLIER
                            if folds[point, 1]:
                                value = (value ^ np.uint64(folds[point, 1])) * _MULTIPLIER
                        else:
                            value = (value ^ np.uint64(point)) * _MULTIPLIER
                        if kind == ch.DIGIT:
                            flag |= NUMERIC
                        letters += 1
                        last = position + 1
                    elif kind == ch.IGNORED:
                        pass
                    elif kind == ch.APOSTROPHE and not is_single:
                        after = _kind_at(data, at + size, stop, kinds)
                        if after != ch.WORD and after != ch.CAPITAL:
                            break
                    elif kind == ch.POINT and flag & NUMERIC and _kind_at(data, at + size, stop, kinds) == ch.DIGIT:
                        if point == 46:
                            value = (value ^ np.uint64(46)) * _MULTIPLIER
                    else:
                        break
                    previous = kind
                    at += size
                    position += 1
                if is_single:
                    flag |= SPACELESS
                if is_terminated and n > first_of_text:
                    is_short = end[n - 1] - start[n - 1] == 1 and flags[n - 1] & CAPITALISED
                    is_abbreviated = _is_listed(word[n - 1], abbreviations)
                    starts_anew = flag & (CAPITALISED | NUMERIC | SPACELESS) or cling > 0
                    if is_gapped and starts_anew and not is_abbreviated and not is_short:
                        is_sentence_over = True
                if is_sentence_over:
                    flag |= SENTENCE_START
                if is_new_paragraph:
                    flag |= PARAGRAPH_START
                if quote and n - quote_from > LONGEST_QUOTATION:
                    quote = 0
                if quote:
                    flag |= QUOTED
                word[n] = np.int64(mix(value))
                if _is_listed(word[n], stopwords) or (last - begun == 1 and not is_single):
                    flag |= STOPWORD
                start[n], end[n] = begun, last
                head[n] = min(cling, 100)
                flags[n] = flag
                n += 1
                cling = 0
                is_terminated, is_sentence_over, is_new_paragraph, newlines = False, False, False, 0
                is_gapped = False
                continue
            if kind == ch.SPACE or kind == ch.NEWLINE:
                cling = 0
                is_gapped = True
                if kind == ch.NEWLINE:
                    _mark_fragment(flags, first_of_line, n, is_terminated)
                    first_of_line = n
                    newlines += 1
                    is_sentence_over = True
                    is_new_paragraph = True
                    if newlines >= 2:
                        quote = 0
            elif kind != ch.IGNORED:
                cling += 1
                if n > first_of_text and position - end[n - 1] == tail[n - 1] and tail[n - 1] < 100:
                    tail[n - 1] += 1
                is_after_gap = previous == ch.SPACE or previous == ch.NEWLINE or previous == ch.SEPARATOR
                if kind == ch.TERMINATOR or (kind == ch.POINT and point == 46):
                    is_terminated = True
                elif kind == ch.FULL_STOP_WIDE:
                    is_sentence_over = True
                    is_terminated = True
                elif kind == ch.QUOTE_OPEN:
                    if quote == 1 and not is_after_gap:  # „so“, »so«
                        quote = 0
                    else:
                        quote, quote_from = 1, n
                elif kind == ch.QUOTE_CLOSE:
                    if quote == 1:
                        quote = 0
                    elif is_after_gap:  # »so«, ”so”
                        quote, quote_from = 1, n
                elif kind == ch.QUOTE_STRAIGHT:
                    after = _kind_at(data, at + size, stop, kinds)
                    is_before_gap = after == ch.SPACE or after == ch.NEWLINE
                    if is_after_gap and not is_before_gap:
                        quote, quote_from = 1, n
                    elif not is_after_gap and (is_before_gap or quote == 1):
                        quote = 0 if quote == 1 else quote
                    elif quote == 1:
                        quote = 0
                    else:
                        quote, quote_from = 1, n
                elif kind == ch.SINGLE_QUOTE_OPEN and quote == 0 and is_after_gap:
                    quote, quote_from = 2, n
                elif kind == ch.APOSTROPHE and quote == 2:
                    after = _kind_at(data, at + size, stop, kinds)
                    if after != ch.WORD and after != ch.CAPITAL:
                        quote = 0
            previous = kind
            at += size
            position += 1
        _mark_fragment(flags, first_of_line, n, is_terminated)
        splits[t + 1] = n
    # memory beyond `n` was never written, so the system never gave it
    return splits, word[:n], start[:n], end[:n], head[:n], tail[:n], flags[:n]
