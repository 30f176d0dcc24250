"""How alike clauses are worded: character 4-grams of their content words, weighted by how rare they are in the story."""

# ruff: noqa: PLR0913, PLR0917 - compiled code: arrays go in one by one
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numba
import numpy as np

from wiretrace.claims.language.ideas import Token, read_tokens
from wiretrace.claims.language.lexicon import DEFAULT_LANGUAGE, read_mapping, words
from wiretrace.claims.matching.pairs import Pairs, number_distinct
from wiretrace.overlap.text.arrays import Floats, Integers, in_parts

NAME_WEIGHT = 0.6  # names say whom a clause is about rather than what it states
IDEA_SHARE = 0.5  # of a word's weight that its idea (arms, weapons) takes over from its letters
CONTAINMENT_SHARE = 0.3  # between cosine and containment: a short clause inside a longer one states the same
MAX_REPEAT = 2.5
LARGE_STORY = 1000  # texts, from which common grams are left out: comparing them is most of the work
COMMON_SHARE = 0.05  # of the texts of a large story; what more of them hold tells nothing apart
WORTH_THREADS = 500  # texts
IDEA = "="
IDEA_LETTERS = 5  # 4-grams that an idea counts for: a word of usual length
STOP_WORDS = words(read_mapping("common_words", DEFAULT_LANGUAGE)["function"])


@dataclass(frozen=True)
class WeightedGrams:
    """Grams of all texts as one sparse matrix, by text and by gram; `norms` are the lengths of the texts' vectors."""

    splits: Integers  # text k has grams[splits[k]:splits[k + 1]]
    grams: Integers  # ascending in each text
    weights: Floats
    holder_splits: Integers  # the same by gram
    holders: Integers  # ascending for each gram
    held: Floats  # weight of the gram there
    norms: Floats

    @property
    def arrays(self) -> tuple[Integers | Floats, ...]:
        return tuple(vars(self).values())


def count_grams(text: str, language: str | None = None) -> dict[str, float]:
    grams: dict[str, float] = defaultdict(float)
    for token in read_tokens(text, language):
        if token.word not in STOP_WORDS:
            for gram, weight in _read_grams(token):
                grams[gram] += weight
    return grams


@lru_cache(maxsize=65536)
def _read_grams(token: Token) -> tuple[tuple[str, float], ...]:
    factor = NAME_WEIGHT if token.is_name else 1.0
    padded = f" {token.word} "
    letters = factor * (1.0 - IDEA_SHARE * bool(token.ideas))
    ideas = factor * IDEA_LETTERS * IDEA_SHARE * 2 / len(token.ideas) ** 0.5 if token.ideas else 0.0
    return (
        *((padded[k : k + 4], letters) for k in range(max(1, len(padded) - 3))),
        *((IDEA + idea, ideas) for idea in token.ideas),
    )


def weigh_grams(texts: Sequence[str], languages: Sequence[str | None] | None = None) -> WeightedGrams:
    """Frequency times rarity among `texts`; a gram that every text holds weighs nothing."""
    text, gram, count, grams = _count_all(texts, languages or [None] * len(texts))
    most = np.array([MAX_REPEAT * (IDEA_LETTERS if g.startswith(IDEA) else 1) for g in grams])
    held_by = np.bincount(gram, minlength=len(grams))
    weight = np.minimum(count, most[gram]) * np.log((len(texts) + 1) / held_by)[gram]
    if len(texts) > LARGE_STORY:
        telling = held_by[gram] <= COMMON_SHARE * len(texts)
        text, gram, weight = text[telling], gram[telling], weight[telling]
    by_gram = np.lexsort((text, gram))
    norms = np.sqrt(np.bincount(text, weight**2, len(texts)))
    return WeightedGrams(
        splits=_split(text, len(texts)),
        grams=gram,
        weights=weight,
        holder_splits=_split(gram, len(grams)),
        holders=text[by_gram],
        held=weight[by_gram],
        norms=np.where(norms > 0, norms, 1.0),
    )


def _count_all(
    texts: Sequence[str], languages: Sequence[str | None]
) -> tuple[Integers, Integers, Floats, Sequence[str]]:
    """`count_grams` of all texts: text, gram and count in order, and the grams that are numbered."""
    read = [
        [token for token in read_tokens(text, language) if token.word not in STOP_WORDS]
        for text, language in zip(texts, languages, strict=True)
    ]
    token, distinct = number_distinct(token for tokens in read for token in tokens)
    listed = [_read_grams(token) for token in distinct]
    gram, grams = number_distinct(gram for found in listed for gram, _ in found)
    weight = np.array([weight for found in listed for _, weight in found])
    splits = np.cumsum([0, *map(len, listed)])
    size = np.diff(splits)[token]
    at = np.arange(size.sum()) + np.repeat(splits[token] - np.cumsum(size) + size, size)
    text = np.repeat(np.repeat(np.arange(len(texts)), [len(tokens) for tokens in read]), size)
    keys, place = np.unique(text * len(grams) + gram[at], return_inverse=True)
    held, holders = keys % max(1, len(grams)), keys // max(1, len(grams))
    return holders, held, np.asarray(np.bincount(place, weight[at], len(keys)), np.float64), grams


def _split(owners: Integers, count: int) -> Integers:
    return np.concatenate([[0], np.cumsum(np.bincount(owners, minlength=count))])


def similar_pairs(matrix: WeightedGrams, least: float) -> tuple[Pairs, Floats]:
    """Pairs of texts whose similarity, 0 to 1, is at least `least`, and their similarity."""
    count = len(matrix.norms)
    parts = in_parts(lambda first, last: _find_similar(*matrix.arrays, first, last, least), count, WORTH_THREADS)
    left, right, found = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return Pairs(left, right, count), found


def similar_to(matrix: WeightedGrams, i: int) -> Floats:
    """Similarity of one text to every text, 0 to 1."""
    dots = np.zeros(len(matrix.norms))
    _multiply(*matrix.arrays[:-1], i, 0, dots)
    return np.asarray(_as_similarity(dots, matrix.norms[i], matrix.norms))


def similar_between(matrix: WeightedGrams, left: Integers, right: Integers) -> Floats:
    """Similarity of pairs of texts."""
    return np.asarray(_compare(matrix.splits, matrix.grams, matrix.weights, matrix.norms, left, right))


@numba.njit(cache=True, nogil=True)
def _as_similarity(dot, norm, other_norm):  # type: ignore[no-untyped-def]
    contained = np.minimum(1.0, dot / np.minimum(norm, other_norm) ** 2)
    return (1 - CONTAINMENT_SHARE) * dot / (norm * other_norm) + CONTAINMENT_SHARE * contained


@numba.njit(cache=True, nogil=True)
def _multiply(splits, grams, weights, holder_splits, holders, held, text, first, dots):  # type: ignore[no-untyped-def]
    """Adds to `dots` the products of one text with all from the first on."""
    for k in range(splits[text], splits[text + 1]):
        gram, weight = grams[k], weights[k]
        start, end = holder_splits[gram], holder_splits[gram + 1]
        for h in range(start + np.searchsorted(holders[start:end], first), end):
            dots[holders[h]] += weight * held[h]


@numba.njit(cache=True, nogil=True)
def _find_similar(splits, grams, weights, holder_splits, holders, held, norms, first, last, least):  # type: ignore[no-untyped-def]
    left, right, found = [0], [0], [0.0]
    dots = np.zeros(len(norms))
    for i in range(first, last):
        _multiply(splits, grams, weights, holder_splits, holders, held, i, i + 1, dots)
        for j in range(i + 1, len(norms)):
            if dots[j] >= least * min(norms[i], norms[j]) ** 2:  # no similarity is more than their quotient
                similarity = _as_similarity(dots[j], norms[i], norms[j])
                if similarity >= least:
                    left.append(i)
                    right.append(j)
                    found.append(similarity)
            dots[j] = 0.0
    return np.array(left[1:]), np.array(right[1:]), np.array(found[1:])


@numba.njit(cache=True, nogil=True)
def _compare(splits, grams, weights, norms, left, right):  # type: ignore[no-untyped-def]
    found = np.zeros(len(left))
    for p in range(len(left)):
        a, b = splits[left[p]], splits[right[p]]
        dot = 0.0
        while a < splits[left[p] + 1] and b < splits[right[p] + 1]:
            if grams[a] == grams[b]:
                dot += weights[a] * weights[b]
            a, b = a + (grams[a] <= grams[b]), b + (grams[b] <= grams[a])
        found[p] = _as_similarity(dot, norms[left[p]], norms[right[p]])
    return found
