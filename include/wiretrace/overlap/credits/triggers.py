"""Where any of some words stand in texts: one compiled pass over their bytes, whatever the number of words.

Most articles name no source. Looking for a few telling words first spares them the patterns over hundreds of names.
"""

# ruff: noqa: PLR0913, PLR0917 - compiled code: arrays go in one by one, loops stay together
from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numba
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wiretrace.overlap.text.arrays import grow
from wiretrace.overlap.text.tokens import text_buffers

NOTHING: Final = -1


@dataclass(frozen=True)
class Automaton:
    """Aho and Corasick's: `step[state, kind[byte]]` is the next state, small enough to stay in the processor's cache.

    `end[state]` is the state of the longest word that ends there, `word[end]` its number, and `link[end]` the state of
    the next shorter word; NOTHING where there is none.
    """

    words: Sequence[str]
    length: npt.NDArray[np.int64]  # of each word, in characters
    kind: npt.NDArray[np.uint8]  # 0 for bytes that stand in no word
    step: npt.NDArray[np.int16]
    end: npt.NDArray[np.int16]
    word: npt.NDArray[np.int16]
    link: npt.NDArray[np.int16]


@dataclass(frozen=True)
class Hits:
    """Occurrences in a batch, by text and position. Those of text `i` are rows `splits[i]:splits[i + 1]`."""

    splits: npt.NDArray[np.int64]
    position: npt.NDArray[np.int64]  # in characters
    word: npt.NDArray[np.int64]  # index into the automaton's words


def build_automaton(words: Iterable[str]) -> Automaton:
    """Of lower-case words; letters of the texts meet them in either case."""
    listed = sorted(set(words))
    tree: list[dict[int, int]] = [{}]
    ends: dict[int, int] = {}
    for number, word in enumerate(listed):
        for spelling in _spellings(word):
            state = 0
            for byte in spelling:
                if byte not in tree[state]:
                    tree[state][byte] = len(tree)
                    tree.append({})
                state = tree[state][byte]
            ends[state] = number
    kind = _byte_kinds({byte for node in tree for byte in node})
    step, link = _complete(tree, ends, kind)
    number_of = np.array([ends.get(state, NOTHING) for state in range(len(tree))], np.int16)
    end = np.where(number_of >= 0, np.arange(len(tree)), link).astype(np.int16)
    return Automaton(listed, np.array([len(w) for w in listed], np.int64), kind, step, end, number_of, link)


def _byte_kinds(used: set[int]) -> npt.NDArray[np.uint8]:
    kind = np.zeros(256, np.uint8)
    for number, byte in enumerate(sorted(used), 1):
        kind[byte] = number
        if ord("a") <= byte <= ord("z"):
            kind[byte - 32] = number
    return kind


def _spellings(word: str) -> Iterable[bytes]:
    """ASCII letters are folded by the scan itself; others begin with a capital, or are all capitals."""
    cases = {word, word.capitalize(), word.upper()}
    return sorted({"".join(c.lower() if c.isascii() else c for c in spelling).encode() for spelling in cases})


def _complete(
    tree: Sequence[dict[int, int]], ends: dict[int, int], kind: npt.NDArray[np.uint8]
) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.int16]]:
    """Transitions of every state for every kind of byte, and the longest proper suffix at which a word ends."""
    step = np.zeros((len(tree), int(kind.max()) + 1), np.int16)
    link = np.full(len(tree), NOTHING, np.int16)
    suffix = [0] * len(tree)
    queue = deque([0])
    while queue:
        state = queue.popleft()
        if state:
            step[state] = step[suffix[state]]
        for byte, child in tree[state].items():
            suffix[child] = int(step[suffix[state], kind[byte]]) if state else 0
            link[child] = suffix[child] if suffix[child] in ends else link[suffix[child]]
            step[state, kind[byte]] = child
            queue.append(child)
    return step, link


def find_hits(automaton: Automaton, texts: pa.Array | pa.ChunkedArray) -> Hits:
    data, offsets = text_buffers(texts)
    a = automaton
    splits, found = _scan(data, offsets, a.kind, a.step, a.end, a.word, a.link, a.length)
    return Hits(splits, found[:, 0], found[:, 1])


@numba.njit(cache=True, nogil=True)
def _scan(data, offsets, kind, step, end, word, link, length):  # type: ignore[no-untyped-def]
    splits = np.zeros(len(offsets), np.int64)
    found = np.empty((1024, 2), np.int64)
    n = 0
    for t in range(len(offsets) - 1):
        state, position = np.uint64(0), np.int64(0)
        for at in range(offsets[t], offsets[t + 1]):
            byte = data[at]
            if byte & 0xC0 != 0x80:
                position += 1
            state = np.uint64(step[state, kind[byte]])
            at_end = np.int64(end[state])
            while at_end >= 0:
                if n == len(found):
                    found = grow(found, n)
                found[n, 0], found[n, 1] = position - length[word[at_end]], word[at_end]
                n += 1
                at_end = np.int64(link[at_end])
        splits[t + 1] = n
    return splits, found[:n].copy()
