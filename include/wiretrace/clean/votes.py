"""What published extractors take for the article, as opinions on each block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

import numpy as np
import numpy.typing as npt
import trafilatura
from trafilatura.readability_lxml import Document as ReadabilityDocument

from wiretrace.clean.page import parse, visible_blocks

Matrix = npt.NDArray[np.float32]
WORD = re.compile(r"[^\W_]+")
GRAM = 4


class Vote:
    """What one extractor kept, as word 4-grams and short lines."""

    def __init__(self, text: str) -> None:
        self._grams: set[tuple[str, ...]] = set()
        self._lines: set[str] = set()
        for line in text.split("\n"):
            words = line_words(line)
            self._grams.update(zip(*(words[shift:] for shift in range(GRAM)), strict=False))
            if len(words) <= 2 * GRAM:
                self._lines.add(" ".join(words))

    def coverage(self, words: Sequence[str]) -> float:
        """Share of the block that the extractor kept, 0 to 1; short blocks must match as whole lines."""
        if len(words) < GRAM:
            return float(" ".join(words) in self._lines and bool(words))
        grams = list(zip(*(words[shift:] for shift in range(GRAM)), strict=False))
        return sum(gram in self._grams for gram in grams) / len(grams)


def line_words(line: str) -> list[str]:
    return WORD.findall(line.casefold())


def extractor_votes(tree: Any, words: Sequence[Sequence[str]]) -> Matrix:
    """Coverage of each block by the readability algorithm and by trafilatura: (n, 2). `tree` is used up.

    Trafilatura without its own comparison with readability, which takes a third of its time and changes one page in 25.
    """
    readable = _readability_text(deepcopy(tree))
    extracted = trafilatura.extract(tree, favor_precision=True, include_comments=False, fast=True) or ""
    return np.stack([_votes(readable, words), _votes(extracted, words)], axis=1)


def _votes(text: str, words: Sequence[Sequence[str]]) -> Matrix:
    vote = Vote(text)
    return np.array([vote.coverage(line) for line in words], np.float32)


def _readability_text(tree: Any) -> str:
    """In trafilatura's port, which fails in many ways on odd trees; without its vote the rest decides."""
    try:
        found = parse(ReadabilityDocument(tree).summary())
    except Exception:
        return ""
    return "\n".join(block.text for block in visible_blocks(found)) if found is not None else ""
