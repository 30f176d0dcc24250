"""What a line's own words say, in any language: "all rights reserved" and "told reporters" without a list of either.

A word has no entry of its own: it shares one of `BUCKETS` weights with others that hash alike.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

BUCKETS = 1 << 13
LONGEST = 60  # words; those that follow tell nothing new
UNSPACED_SCRIPTS = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff"
UNSPACED = re.compile(f"[{UNSPACED_SCRIPTS}]")
UNSPACED_PER_WORD = 2.5  # characters of a word in scripts that set no spaces
WORD = re.compile(rf"\d|[{UNSPACED_SCRIPTS}]|[^\W\d_{UNSPACED_SCRIPTS}]+")


@dataclass(frozen=True)
class WordOdds:
    weights: Floats
    base: float

    def scores(self, texts: Sequence[str]) -> Floats:
        """Log odds that each line belongs to an article, by its words alone."""
        return np.array([self._score(word_buckets(text)) for text in texts], np.float32)

    def _score(self, buckets: Sequence[int]) -> float:
        return self.base + float(self.weights[buckets].sum()) / math.sqrt(max(1, len(buckets)))


@cache
def read_word_odds() -> WordOdds:
    with files("wiretrace.clean").joinpath("forests", "line_words.npz").open("rb") as file:
        stored = np.load(file, allow_pickle=False)
        return WordOdds(stored["weights"].astype(np.float32), float(stored["base"]))


def count_words(text: str) -> int:
    """Words as a reader would count them, also of Japanese, Chinese and Thai, which set no spaces."""
    spaced = len(text.split())
    return spaced if text.isascii() else spaced + int(len(UNSPACED.findall(text)) / UNSPACED_PER_WORD)


def list_words(text: str) -> list[str]:
    """Digits are all alike; a script that writes no blanks gives its characters."""
    return ["0" if word.isdigit() else word for word in WORD.findall(text.casefold())]


def word_buckets(text: str) -> list[int]:
    """One number for each different word and pair of neighbours; the first and the last word have one more."""
    words = list_words(text)[:LONGEST]
    signs = {*words, *map(" ".join, pairwise(words))}
    if words:
        signs |= {f"^{words[0]}", f"{words[-1]}$"}
    return sorted({zlib.crc32(sign.encode()) % BUCKETS for sign in signs})
