"""How alike clauses are worded: character 4-grams of their content words, weighted by how rare they are in the story."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wiretrace.claims.ideas import read_tokens
from wiretrace.claims.lexicon import DEFAULT_LANGUAGE, read_mapping, words

NAME_WEIGHT = 0.6  # names say whom a clause is about rather than what it states
IDEA_SHARE = 0.5  # of a word's weight that its idea (arms, weapons) takes over from its letters
CONTAINMENT_SHARE = 0.3  # between cosine and containment: a short clause inside a longer one states the same
MAX_REPEAT = 2.5
LARGE_STORY = 1000  # texts, from which common grams are left out: comparing them is most of the work
COMMON_SHARE = 0.05  # of the texts of a large story; what more of them hold tells nothing apart
IDEA = "="
IDEA_LETTERS = 5  # 4-grams that an idea counts for: a word of usual length
STOP_WORDS = words(read_mapping("common_words", DEFAULT_LANGUAGE)["function"])
_Floats = npt.NDArray[np.float64]
_Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class WeightedGrams:
    """Grams of all texts as one sparse matrix, by text and by gram; `norms` are the lengths of the texts' vectors."""

    grams: tuple[_Integers, ...]  # by text: gram numbers
    weights: tuple[_Floats, ...]
    holders: tuple[_Integers, ...]  # by gram: text numbers, ascending
    held: tuple[_Floats, ...]  # by gram: its weight in each of them
    norms: _Floats


def count_grams(text: str, language: str | None = None) -> dict[str, float]:
    grams: dict[str, float] = defaultdict(float)
    for token in read_tokens(text, language):
        if token.word in STOP_WORDS:
            continue
        factor = NAME_WEIGHT if token.is_name else 1.0
        padded = f" {token.word} "
        letters = factor * (1.0 - IDEA_SHARE * bool(token.ideas))
        for k in range(max(1, len(padded) - 3)):
            grams[padded[k : k + 4]] += letters
        for idea in token.ideas:
            grams[IDEA + idea] += factor * IDEA_LETTERS * IDEA_SHARE * 2 / len(token.ideas) ** 0.5
    return grams


def weigh_grams(texts: Sequence[str], languages: Sequence[str | None] | None = None) -> WeightedGrams:
    """Frequency times rarity among `texts`; a gram that every text holds weighs nothing."""
    counted = [count_grams(t, language) for t, language in zip(texts, languages or [None] * len(texts), strict=True)]
    holders: Mapping[str, list[int]] = defaultdict(list)
    for k, grams in enumerate(counted):
        for gram in grams:
            holders[gram].append(k)
    if len(texts) > LARGE_STORY:
        holders = {gram: found for gram, found in holders.items() if len(found) <= COMMON_SHARE * len(texts)}
    numbers = {gram: n for n, gram in enumerate(holders)}
    rarity = {gram: math.log((len(texts) + 1) / len(found)) for gram, found in holders.items()}
    weights = [{g: _damp(g, n) * rarity[g] for g, n in grams.items() if g in rarity} for grams in counted]
    return WeightedGrams(
        grams=tuple(np.array([numbers[g] for g in row], np.int64) for row in weights),
        weights=tuple(np.array(list(row.values()), np.float64) for row in weights),
        holders=tuple(np.array(found, np.int64) for found in holders.values()),
        held=tuple(np.array([weights[k][gram] for k in found], np.float64) for gram, found in holders.items()),
        norms=np.array([math.sqrt(sum(w * w for w in row.values())) or 1.0 for row in weights], np.float64),
    )


def _damp(gram: str, count: float) -> float:
    return min(count, MAX_REPEAT * (IDEA_LETTERS if gram.startswith(IDEA) else 1))


def similar_pairs(matrix: WeightedGrams, least: float) -> Iterator[tuple[int, int, float]]:
    """Pairs (i, j, similarity) of texts with i < j whose similarity, 0 to 1, is at least `least`."""
    for i in range(len(matrix.grams)):
        alike = similar_to(matrix, i)
        for j in np.nonzero(alike[i + 1 :] >= least)[0]:
            yield i, i + 1 + int(j), float(alike[i + 1 + j])


def similar_to(matrix: WeightedGrams, i: int) -> _Floats:
    """Similarity of one text to every text, 0 to 1."""
    grams, weights, norms = matrix.grams[i], matrix.weights[i], matrix.norms
    if not len(grams):
        return np.zeros(len(norms))
    others = np.concatenate([matrix.holders[g] for g in grams])
    products = np.concatenate([matrix.held[g] * w for g, w in zip(grams, weights, strict=True)])
    dots = np.bincount(others, weights=products, minlength=len(norms))
    contained = np.minimum(1.0, dots / np.minimum(norms, norms[i]) ** 2)
    return np.asarray((1 - CONTAINMENT_SHARE) * dots / (norms * norms[i]) + CONTAINMENT_SHARE * contained)


def similar_between(matrix: WeightedGrams, rows: Sequence[int], columns: Sequence[int]) -> _Floats:
    """Similarity of some texts to some others, by row and column."""
    grams = np.unique(np.concatenate([matrix.grams[k] for k in columns]))
    left, right = _dense(matrix, rows, grams), _dense(matrix, columns, grams)
    norms = matrix.norms[list(rows)][:, None], matrix.norms[list(columns)][None, :]
    dots = left @ right.T
    contained = np.minimum(1.0, dots / np.minimum(*norms) ** 2)
    return np.asarray((1 - CONTAINMENT_SHARE) * dots / (norms[0] * norms[1]) + CONTAINMENT_SHARE * contained)


def _dense(matrix: WeightedGrams, texts: Sequence[int], grams: _Integers) -> _Floats:
    found = np.zeros((len(texts), len(grams)))
    for row, k in enumerate(texts):
        at = np.searchsorted(grams, matrix.grams[k])
        known = (at < len(grams)) & (grams[np.minimum(at, len(grams) - 1)] == matrix.grams[k])
        found[row, at[known]] = matrix.weights[k][known]
    return found
