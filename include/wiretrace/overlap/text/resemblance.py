"""How alike two articles are in what they tell, without shared runs of words: compiled measures over word rarity.

Words are weighed by their rarity among the articles of the same few days. A word's identity is its hash
modulo 2^22; two words of one article meet by chance about once in ten thousand articles.

Texts in two languages share names and numbers only, so these alone are compared.
"""

# ruff: noqa: PLR0913, PLR0917 - compiled code: arrays go in one by one, loops stay together
from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numba
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wiretrace.overlap.text.arrays import find_slot, in_parts, table_size
from wiretrace.overlap.text.tokens import CAPITALISED, NUMERIC, SENTENCE_START, STOPWORD, Tokens

BUCKETS: Final = 1 << 22
RARE_LIMITS: Final = (60, 150)  # articles; candidates must share words that no more than these use
RARE_WORK: Final = 300_000  # articles times such words' articles: in a large window only the rarer words propose pairs
PRIOR_TEXTS: Final = 1000  # imagined texts without the word, so that five articles on one event can be compared
MIN_RARE_WORDS: Final = 3
NOUN_SHARE: Final = 0.35  # of capitalised content words inside sentences: German has .5, English .1 to .25
ACROSS_LANGUAGES: Final = (
    0.55  # of a cosine of names and numbers: as rare between unrelated articles as one of all words
)
SENTENCE_MATCH: Final = 0.25  # rarity-weighted Dice similarity from which two sentences say the same
FEATURES: Final = ("cosine", "names", "numbers", "sentences", "order", "rare", "coverage")


@dataclass(frozen=True)
class Terms:
    """Distinct content words of each text, sorted; those of text `i` are rows `splits[i]:splits[i + 1]`."""

    splits: npt.NDArray[np.int64]
    bucket: npt.NDArray[np.int32]
    kind: npt.NDArray[np.uint8]  # 1 a name, 2 a number
    frequency: npt.NDArray[np.int32]  # of each bucket: texts with the word
    rarity: npt.NDArray[np.float32]  # of each bucket: ln(texts / texts with the word)
    norm: npt.NDArray[np.float64]
    detail_norm: npt.NDArray[np.float64]  # of names and numbers alone
    language: npt.NDArray[np.int64]  # a number for each, 0 where it is not known

    def are_of_one_language(self, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Of pairs of texts; one whose language is not known is of any."""
        return ~np.asarray(_differ(self.language, left, right))


def list_words(tokens: Tokens) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
    """Content words of each text as `overlap.terms` keeps them; those of text `i` are rows `splits[i]:splits[i + 1]`."""
    return tuple(_list_words(tokens.splits, tokens.word, tokens.start, tokens.end, tokens.flags))


def weigh_words(splits: npt.NDArray[np.int64], words: npt.NDArray[np.int32], languages: pa.ChunkedArray) -> Terms:
    """Terms of all texts of a window, from words as of `list_words`."""
    bucket, kind = words >> 2, (words & 3).astype(np.uint8)
    frequency = np.bincount(bucket, minlength=BUCKETS).astype(np.int32)
    counts = np.maximum(1, np.arange(len(splits)))  # far fewer than buckets
    rarity = np.log((len(splits) - 1 + PRIOR_TEXTS) / counts).astype(np.float32)[frequency]
    norms = np.concatenate(in_parts(lambda a, b: _norms(splits[a : b + 1], bucket, kind, rarity), len(splits) - 1))
    codes = pc.fill_null(pc.add(languages.combine_chunks().dictionary_encode().indices, 1), 0)
    norm, detail_norm = norms.T.copy()
    return Terms(splits, bucket, kind, frequency, rarity, norm, detail_norm, codes.to_numpy(False).astype(np.int64))


@numba.njit(cache=True, nogil=True)
def _norms(splits, bucket, kind, rarity):  # type: ignore[no-untyped-def]
    """Length of each text's vector: of all words, and of its names and numbers alone."""
    norms = np.empty((len(splits) - 1, 2))
    for t in range(len(splits) - 1):
        total, details = 1e-9, 1e-9
        for k in range(splits[t], splits[t + 1]):
            weight = np.float64(rarity[bucket[k]])
            total += weight * weight
            details += weight * weight if kind[k] > 0 else 0.0
        norms[t] = np.sqrt(total), np.sqrt(details)
    return norms


@numba.njit(cache=True, nogil=True)
def _differ(language, a, b):  # type: ignore[no-untyped-def]
    """Whether two texts are in two languages that are known; `a` and `b` are their numbers, or arrays of these."""
    return (language[a] != language[b]) & (language[a] > 0) & (language[b] > 0)


@numba.njit(cache=True, nogil=True)
def _capitalises_nouns(first, last, flags):  # type: ignore[no-untyped-def]
    """Whether so many words inside sentences begin with a capital that one says little, as in German."""
    capitals, words = 0, 0
    for k in range(first, last):
        if not flags[k] & (STOPWORD | NUMERIC | SENTENCE_START):
            words += 1
            capitals += 1 if flags[k] & CAPITALISED else 0
    return capitals > NOUN_SHARE * words


@numba.njit(cache=True, nogil=True)
def _is_name(k, first, last, start, end, flags, is_pair_needed):  # type: ignore[no-untyped-def]
    """A capital inside a sentence; where all nouns have one, beside another capital: a person in full."""
    if not flags[k] & CAPITALISED or flags[k] & SENTENCE_START:
        return False
    if not is_pair_needed:
        return True
    before = k > first and flags[k - 1] & CAPITALISED and start[k] == end[k - 1] + 1
    after = k + 1 < last and flags[k + 1] & CAPITALISED and start[k + 1] == end[k] + 1
    return before or after


@numba.njit(cache=True, nogil=True)
def _list_words(splits, word, start, end, flags):  # type: ignore[no-untyped-def]
    words = np.empty(splits[-1] - splits[0], np.int32)
    out = np.zeros(len(splits), np.int64)
    n = np.int64(0)
    for t in range(len(splits) - 1):
        packed = np.empty(splits[t + 1] - splits[t], np.int32)
        m = 0
        is_pair_needed = _capitalises_nouns(splits[t], splits[t + 1], flags)
        for k in range(splits[t], splits[t + 1]):
            if flags[k] & STOPWORD:
                continue
            is_name = _is_name(k, splits[t], splits[t + 1], start, end, flags, is_pair_needed)
            what = 2 if flags[k] & NUMERIC else (1 if is_name else 0)
            packed[m] = (word[k] & (BUCKETS - 1)) * 4 + what
            m += 1
        packed = np.sort(packed[:m])
        for k in range(m):
            if k + 1 < m and packed[k + 1] >> 2 == packed[k] >> 2:
                continue  # the last of equals carries the strongest kind
            words[n] = packed[k]
            n += 1
        out[t + 1] = n
    return out, words[:n].copy()


def find_candidates(
    terms: Terms, is_new: npt.NDArray[np.bool_], time: npt.NDArray[np.int64], reach: int, floor: float
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Pairs (i < j), one of them new, that share rare words to a partial cosine of `floor`, within `reach` seconds.

    A negative time is unknown and never too far.
    """
    limit = int(np.clip(RARE_WORK // max(1, len(terms.norm)), *RARE_LIMITS))
    first, posting = _list_texts(terms.splits, terms.bucket, terms.frequency, limit)
    new = np.flatnonzero(is_new)
    texts = terms.splits, terms.bucket, terms.rarity, terms.norm, terms.detail_norm, terms.language
    parts = in_parts(lambda a, b: _candidates(*texts, first, posting, is_new, new[a:b], time, reach, floor), len(new))
    left, right = (np.concatenate([part[k] for part in parts]) for k in (0, 1))
    return np.minimum(left, right), np.maximum(left, right)


@numba.njit(cache=True, nogil=True)
def _list_texts(splits, bucket, frequency, limit):  # type: ignore[no-untyped-def]
    """Texts with each word that is neither in one only nor in more than `limit`; those of bucket b from first[b] on."""
    first = np.zeros(len(frequency) + 1, np.int64)
    for b in range(len(frequency)):
        first[b + 1] = first[b] + (frequency[b] if 2 <= frequency[b] <= limit else 0)
    fill = first[:-1].copy()
    posting = np.empty(first[-1], np.int32)
    for j in range(len(splits) - 1):
        for k in range(splits[j], splits[j + 1]):
            b = bucket[k]
            if fill[b] < first[b + 1]:
                posting[fill[b]] = j
                fill[b] += 1
    return first, posting


@numba.njit(cache=True, nogil=True)
def _candidates(splits, bucket, rarity, norm, detail_norm, language, first, posting, is_new, new, time, reach, floor):  # type: ignore[no-untyped-def]
    """Pairs of the texts `new` with all others; of two new ones from the later's side."""
    count = len(splits) - 1
    left, right = [np.int64(0) for _ in range(0)], [np.int64(0) for _ in range(0)]
    score = np.zeros(count)
    shared = np.zeros(count, np.int32)
    touched = np.empty(count, np.int32)
    for j in new:
        n = 0
        for k in range(splits[j], splits[j + 1]):
            b = bucket[k]
            for q in range(first[b], first[b + 1]):
                i = posting[q]
                if i == j or (i > j and is_new[i]):
                    continue
                if shared[i] == 0:
                    touched[n] = i
                    n += 1
                shared[i] += 1
                score[i] += rarity[b] * rarity[b]
        for q in range(n):
            i = touched[q]
            is_near = time[i] < 0 or time[j] < 0 or abs(time[i] - time[j]) <= reach
            norms = detail_norm if _differ(language, i, j) else norm
            if shared[i] >= MIN_RARE_WORDS and is_near and score[i] >= floor * norms[i] * norms[j]:
                left.append(np.int64(i))
                right.append(np.int64(j))
            shared[i] = 0
            score[i] = 0.0
    return np.array(left, np.int64), np.array(right, np.int64)


def compare_words(terms: Terms, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """One row a pair, columns as `FEATURES`, each 0 to 1; `order` -1 to 1; `sentences` and `order` are left at 0."""
    weight = terms.rarity[terms.bucket]  # in order: the table of all buckets is too large for the processor's cache
    sums = _sum_kinds(terms.splits, terms.kind, weight)
    norms = terms.norm, terms.detail_norm, terms.language
    features = terms.splits, terms.bucket, terms.kind, weight, sums, *norms
    parts = in_parts(lambda a, b: _compare_words(*features, left[a:b], right[a:b]), len(left))
    return np.concatenate(parts)


def compare_sentences(
    tokens: Tokens, terms: Terms, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """One row a pair of texts of `tokens`: `sentences` and `order` of `FEATURES`."""
    texts = tokens.splits, tokens.word, tokens.flags
    parts = in_parts(lambda a, b: _compare_texts(*texts, terms.rarity, left[a:b], right[a:b]), len(left))
    return np.concatenate(parts)


@numba.njit(cache=True, nogil=True)
def _sum_kinds(splits, kind, weight):  # type: ignore[no-untyped-def]
    """Weight of the words of each text, by kind."""
    sums = np.zeros((len(splits) - 1, 3))
    for t in range(len(splits) - 1):
        for k in range(splits[t], splits[t + 1]):
            sums[t, kind[k]] += weight[k]
    return sums


@numba.njit(cache=True, nogil=True)
def _mark_words(first, last, bucket, kind, kind_in_left, is_there):  # type: ignore[no-untyped-def]
    for k in range(first, last):
        kind_in_left[bucket[k]] = kind[k] + 1 if is_there else 0


@numba.njit(cache=True, nogil=True)
def _compare_words(splits, bucket, kind, weight, sums, norm, detail_norm, language, left, right):  # type: ignore[no-untyped-def]
    """Most words of two texts differ, which a look at a table tells sooner than walking through both lists."""
    values = np.zeros((len(left), 7))
    kind_in_left = np.zeros(BUCKETS, np.uint8)  # one more than the kind; 0 for words that the left text lacks
    done = np.int64(-1)
    for p in range(len(left)):
        a, b, out = left[p], right[p], values[p]
        if a != done:
            if done >= 0:
                _mark_words(splits[done], splits[done + 1], bucket, kind, kind_in_left, False)
            _mark_words(splits[a], splits[a + 1], bucket, kind, kind_in_left, True)
            done = a
        is_across = _differ(language, a, b)
        in_a, in_b = sums[a], sums[b]
        total, rare = 0.0, 0
        both = np.zeros(3)
        for k in range(splits[b], splits[b + 1]):
            other = kind_in_left[bucket[k]]
            if other == 0:
                continue
            what = max(kind[k], other - 1)
            if what > 0 or not is_across:
                total += weight[k] * weight[k]
            both[what] += weight[k]
            if weight[k] > 4.0:
                rare += 1
        if is_across:
            out[0] = min(1.0, ACROSS_LANGUAGES * total / (detail_norm[a] * detail_norm[b]))
        else:
            out[0] = total / (norm[a] * norm[b])
        out[1] = both[1] / max(1.0, min(in_a[1], in_b[1]))
        out[2] = both[2] / max(1.0, min(in_a[2], in_b[2]))
        out[5] = min(1.0, rare / 20.0)
        out[6] = both.sum() / max(1.0, min(in_a.sum(), in_b.sum()))
    return values


@numba.njit(cache=True, nogil=True)
def _weigh_sentences(first, last, word, flags, rarity):  # type: ignore[no-untyped-def]
    """Rarity of the content words of each sentence, summed."""
    weight = np.zeros(last - first + 1)
    sentence = -1
    for k in range(first, last):
        if flags[k] & SENTENCE_START or sentence < 0:
            sentence += 1
        if not flags[k] & STOPWORD:
            weight[sentence] += rarity[word[k] & (BUCKETS - 1)]
    return weight[: sentence + 1]


@numba.njit(cache=True, nogil=True)
def _enter_sentences(first, last, word, flags, keys, stamps, stamp, head, following, sentence_of):  # type: ignore[no-untyped-def]
    """Chains the content words of one text by bucket: `head` of a slot is the last such word, `following` leads on."""
    sentence = -1
    for k in range(first, last):
        if flags[k] & SENTENCE_START or sentence < 0:
            sentence += 1
        if flags[k] & STOPWORD:
            continue
        bucket = word[k] & (BUCKETS - 1)
        slot = find_slot(keys, stamps, stamp, bucket)
        following[k - first] = head[slot] if stamps[slot] == stamp else -1
        keys[slot], stamps[slot], head[slot] = bucket, stamp, k - first
        sentence_of[k - first] = sentence


@numba.njit(cache=True, nogil=True)
def _share_words(first, last, word, flags, rarity, keys, stamps, stamp, head, following, sentence_of, shared):  # type: ignore[no-untyped-def]
    """Adds to `shared` the rarity of each word that a sentence of the entered text has in common with one of this."""
    sentence = -1
    for k in range(first, last):
        if flags[k] & SENTENCE_START or sentence < 0:
            sentence += 1
        if flags[k] & STOPWORD:
            continue
        bucket = word[k] & (BUCKETS - 1)
        slot = find_slot(keys, stamps, stamp, bucket)
        if stamps[slot] != stamp:
            continue
        at = head[slot]
        while at >= 0:
            shared[sentence_of[at], sentence] += rarity[bucket]
            at = following[at]


@numba.njit(cache=True, nogil=True)
def _compare_sentences(shared, wa, wb, out):  # type: ignore[no-untyped-def]
    """Share of the shorter text's weight in sentences that have a counterpart, and Kendall's tau of their order."""
    is_a_shorter = wa.sum() <= wb.sum()
    rows = len(wa) if is_a_shorter else len(wb)
    place = np.empty(rows, np.int64)
    m = 0
    matched, total = 0.0, 0.0
    for r in range(rows):
        own = wa[r] if is_a_shorter else wb[r]
        best, best_value = -1, 0.0
        for c in range(len(wb) if is_a_shorter else len(wa)):
            both = shared[r, c] if is_a_shorter else shared[c, r]
            if both == 0.0:
                continue  # most sentences have no word in common
            value = both * 2.0 / max(1e-9, own + (wb[c] if is_a_shorter else wa[c]))
            if value > best_value:
                best, best_value = c, value
        total += own
        if best_value >= SENTENCE_MATCH:
            matched += own
            place[m] = best
            m += 1
    agree, pairs = 0, 0
    for p in range(m):
        for q in range(p + 1, m):
            if place[p] != place[q]:
                pairs += 1
                agree += 1 if place[q] > place[p] else -1
    out[0] = matched / max(1e-9, total)
    out[1] = agree / pairs if pairs else 0.0


@numba.njit(cache=True, nogil=True)
def _compare_texts(splits, word, flags, rarity, left, right):  # type: ignore[no-untyped-def]
    values = np.zeros((len(left), 2))
    longest = 0
    for p in range(len(left)):
        longest = max(longest, splits[left[p] + 1] - splits[left[p]])
    size = table_size(longest)
    keys, stamps, head = np.empty(size, np.int64), np.full(size, -1, np.int64), np.empty(size, np.int64)
    following, sentence_of = np.empty(longest, np.int64), np.empty(longest, np.int64)
    done, stamp = np.int64(-1), 0
    wa = _weigh_sentences(0, 0, word, flags, rarity)
    for p in range(len(left)):
        a, b = left[p], right[p]
        if a != done:
            wa = _weigh_sentences(splits[a], splits[a + 1], word, flags, rarity)
            stamp += 1
            _enter_sentences(splits[a], splits[a + 1], word, flags, keys, stamps, stamp, head, following, sentence_of)
            done = a
        wb = _weigh_sentences(splits[b], splits[b + 1], word, flags, rarity)
        if len(wa) * len(wb) > 4_000_000 or len(wa) == 0 or len(wb) == 0:
            continue  # whole books: no news article has two thousand sentences
        shared = np.zeros((len(wa), len(wb)))
        _share_words(
            splits[b], splits[b + 1], word, flags, rarity, keys, stamps, stamp, head, following, sentence_of, shared
        )
        _compare_sentences(shared, wa, wb, values[p])
    return values
