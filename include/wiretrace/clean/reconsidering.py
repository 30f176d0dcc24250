"""A second look at the lines of a page: what the first answers for all of them tell about each.

A headline among teasers is told from a heading in the text by how its neighbours were judged, and a caption from prose
by whether the rest of the article speaks of the same things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from wiretrace.clean.features import Matrix, everyday_words, lines_since, richest_stretch
from wiretrace.clean.forest import probabilities_of
from wiretrace.clean.wording import count_words, list_words

Numbers = npt.NDArray[np.float64]

REACH = 5  # lines before and after whose answers are shown one by one
WIDTHS = (3, 7, 15, 31, 61)  # lines
FADING = 0.8  # from line to line
CLEAREST = 4.0  # log odds beyond which an answer weighs no more
UNKNOWN = -6.0  # log odds of lines before the first and after the last
SURE, SURE_WORDS = 0.7, 12
SUBJECT_CHARACTERS = 4


def second_rows(first_rows: Matrix, texts: Sequence[str], scores: Matrix) -> Matrix:
    """`scores` are the first answers, as log odds."""
    return np.concatenate([first_rows, answer_features(texts, scores.astype(np.float64))], axis=1)


def answer_features(texts: Sequence[str], scores: Numbers) -> Matrix:
    """(n, 42): answers around the line, its place among what is likely kept, what subjects it shares with that."""
    counts = np.array([count_words(text) for text in texts], np.float64)
    shares = probabilities_of(scores.astype(np.float32)).astype(np.float64)
    weights = np.sqrt(counts + 1)
    columns = [
        scores,
        *_one_by_one(scores),
        *_around(shares * counts, counts),
        *_place(scores, shares, counts),
        _faded(scores * weights),
        _faded((scores * weights)[::-1])[::-1],
        *_subjects([_subjects_of(text) for text in texts], shares),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _one_by_one(scores: Numbers) -> list[Numbers]:
    size = len(scores)
    padded = np.pad(scores, REACH, constant_values=UNKNOWN)
    return [padded[REACH + shift : REACH + shift + size] for shift in range(-REACH, REACH + 1) if shift]


def _around(kept: Numbers, counts: Numbers) -> list[Numbers]:
    """Words likely kept in windows of several widths: as shares of the window, and of all that is likely kept."""
    total = max(1.0, kept.sum())
    windows = [(_sum_around(kept, width), _sum_around(counts, width)) for width in WIDTHS]
    return [column for near, all_near in windows for column in (near / np.maximum(1, all_near), near / total)]


def _sum_around(values: Numbers, width: int) -> Numbers:
    sums = np.cumsum(np.pad(values, (width // 2 + 1, width // 2)))
    return sums[width:] - sums[:-width]


def _place(scores: Numbers, shares: Numbers, counts: Numbers) -> list[Numbers]:
    """Share of the kept words before the line; distance from the best stretch and the nearest sure line; whole page."""
    size, kept = len(scores), shares * counts
    total, numbers = max(1.0, kept.sum()), np.arange(size)
    first, last, _ = richest_stretch(np.clip(scores, -CLEAREST, CLEAREST) * np.sqrt(counts + 1))
    is_sure = (shares > SURE) & (counts >= SURE_WORDS)
    return [
        np.cumsum(kept) / total,
        np.full(size, np.log1p(total)),
        np.full(size, total / max(1.0, counts.sum())),
        (numbers >= first) & (numbers <= last),
        numbers - first,
        last - numbers,
        lines_since(is_sure),
        lines_since(is_sure[::-1])[::-1],
        np.full(size, shares.max()),
        scores - np.maximum.accumulate(scores),
        np.full(size, (kept * (1 - shares)).sum() / total),
    ]


def _faded(answers: Numbers) -> Numbers:
    """Sum of the answers before each line, the nearer the heavier."""
    found, total = [], 0.0
    for answer in answers.tolist():
        found.append(total)
        total = FADING * total + answer
    return np.array(found)


def _subjects_of(text: str) -> frozenset[str]:
    return frozenset(word for word in list_words(text) if len(word) >= SUBJECT_CHARACTERS) - everyday_words()


def _subjects(subjects: Sequence[frozenset[str]], shares: Numbers) -> list[Numbers]:
    """How often a line's subjects come up in the other lines, likely kept and likely not; how many of them; their count."""
    kept: dict[str, float] = defaultdict(float)
    left: dict[str, float] = defaultdict(float)
    for words, share in zip(subjects, shares.tolist(), strict=True):
        for word in words:
            kept[word] += share
            left[word] += 1 - share
    rows = np.zeros((len(subjects), 4))
    for number, (words, share) in enumerate(zip(subjects, shares.tolist(), strict=True)):
        if words:
            elsewhere = np.array([(kept[word] - share, left[word] - (1 - share)) for word in words]).clip(0)
            rows[number] = (*np.log1p(elsewhere).mean(axis=0), (elsewhere[:, 0] > SURE).mean(), len(words))
    return list(rows.T)
