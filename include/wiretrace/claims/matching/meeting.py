"""Which of one clause's telling words another one has too: all pairs of a story that are worth it, in compiled code."""

# ruff: noqa: PLR0913, PLR0917 - compiled code: arrays go in one by one
from __future__ import annotations

from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt

from wiretrace.claims.matching.telling import ReadTexts
from wiretrace.overlap.text.arrays import Flags, Floats, Integers, in_parts

WORTH_THREADS = 20_000  # pairs


@dataclass(frozen=True)
class Met:
    """By pair, weight of a text's words, and of its names, that another has too: themselves, a synonym or a relative."""

    words: Floats
    names: Floats


def meet(texts: ReadTexts, left: Integers, right: Integers) -> tuple[Met, Met]:
    """What each of two texts has of the other's words, by pair; quickest if pairs of one left text follow each other."""
    words, alike = (texts.splits, texts.words, texts.senses), vars(texts.alike).values()
    weighed = texts.weights, texts.is_name
    parts = in_parts(
        lambda first, last: _meet(*words, *alike, *weighed, left[first:last], right[first:last]),
        len(left),
        WORTH_THREADS,
    )
    met = np.concatenate(parts).T
    return Met(met[0], met[1]), Met(met[2], met[3])


@numba.njit(cache=True, nogil=True)
def _meet(splits, words, senses, alike_splits, others, likeness, weights, is_name, left, right):  # type: ignore[no-untyped-def]
    met = np.zeros((len(left), 4))
    share, other_share = np.zeros(len(words)), np.zeros(len(words))  # of the weight of each of a text's words
    place = np.full(len(words), -1)  # by word, where it stands in the left text
    newest = np.full(len(alike_splits), -1)  # by sense, the last entry of a word in the left text that is alike
    entries, values = np.empty((len(others) + 1, 2), np.int64), np.empty(len(others) + 1)
    held = -1
    for p in range(len(left)):
        a, b = splits[left[p]], splits[right[p]]
        end, other_end = splits[left[p] + 1], splits[right[p] + 1]
        if held != left[p]:
            if held >= 0:
                _leave(splits[held], splits[held + 1], words, senses, alike_splits, others, place, newest)
            _enter(a, end, words, senses, alike_splits, others, likeness, place, newest, entries, values)
            held = left[p]
        _share(words[b:other_end], senses[b:other_end], place, newest, entries, values, share[: end - a], other_share)
        for k in range(a, end):
            met[p, 1 if is_name[k] else 0] += share[k - a] * weights[k]
        for k in range(b, other_end):
            met[p, 3 if is_name[k] else 2] += other_share[k - b] * weights[k]
    return met


@numba.njit(cache=True, nogil=True)
def _enter(first, last, words, senses, alike_splits, others, likeness, place, newest, entries, values):  # type: ignore[no-untyped-def]
    """A chain of entries for each sense: the entry before, the place of the word that is alike, and how alike it is."""
    count = 0
    for k in range(first, last):
        place[words[k]] = k - first
        for s in range(alike_splits[senses[k]], alike_splits[senses[k] + 1]):
            entries[count, 0], entries[count, 1], values[count] = newest[others[s]], k - first, likeness[s]
            newest[others[s]] = count
            count += 1


@numba.njit(cache=True, nogil=True)
def _leave(first, last, words, senses, alike_splits, others, place, newest):  # type: ignore[no-untyped-def]
    for k in range(first, last):
        place[words[k]] = -1
        for s in range(alike_splits[senses[k]], alike_splits[senses[k] + 1]):
            newest[others[s]] = -1


@numba.njit(cache=True, nogil=True)
def _share(words, senses, place, newest, entries, values, share, other_share):  # type: ignore[no-untyped-def]
    """How far the entered text has each word of another, and the other of it; what both have stands for no synonym."""
    for i in range(len(share)):
        share[i] = 0.0
    for j in range(len(words)):
        i = place[words[j]]
        other_share[j] = 1.0 if i >= 0 else 0.0
        if i >= 0:
            share[i] = 1.0
    for j in range(len(words)):
        entry = newest[senses[j]] if other_share[j] < 1 else -1
        while entry >= 0:
            i = entries[entry, 1]
            if share[i] < 1:
                share[i], other_share[j] = max(share[i], values[entry]), max(other_share[j], values[entry])
            entry = entries[entry, 0]


def are_opposite(texts: ReadTexts, left: Integers, right: Integers) -> Flags:
    """`rose` here, `fell` there: a word of a pair of opposites on each side, and on neither both."""
    found = np.zeros(len(left), np.bool_)
    at = _having(texts.leanings, left, right)
    found[at] = (texts.leanings[left[at]] * texts.leanings[right[at]] < 0).any(axis=1)
    return found


def name_other_times(texts: ReadTexts, left: Integers, right: Integers) -> Flags:
    """Both name a day, month or year, and none that the other names."""
    found = np.zeros(len(left), np.bool_)
    at = _having(texts.times, left, right)
    found[at] = ~(texts.times[left[at]] & texts.times[right[at]]).any(axis=1)
    return found


def _having(signs: Flags | npt.NDArray[np.int8], left: Integers, right: Integers) -> Integers:
    """Pairs of which both texts have signs."""
    has_sign = np.asarray(signs.any(axis=1))
    return np.flatnonzero(has_sign[left] & has_sign[right])
