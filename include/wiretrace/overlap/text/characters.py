"""What each character is to the tokeniser, and what it folds to, as lookup tables for compiled code."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

SEPARATOR: Final = 0
WORD: Final = 1
CAPITAL: Final = 2
DIGIT: Final = 3
SINGLE: Final = 4  # stands for a word by itself: scripts written without spaces
IGNORED: Final = 5  # soft hyphen, zero-width characters, combining accents
APOSTROPHE: Final = 6  # joins "don't", closes ‘such quotations’
SPACE: Final = 7
NEWLINE: Final = 8
TERMINATOR: Final = 9
QUOTE_OPEN: Final = 10
QUOTE_CLOSE: Final = 11
QUOTE_STRAIGHT: Final = 12
FULL_STOP_WIDE: Final = 13  # 。 ends a sentence without a space after it
POINT: Final = 14  # . and , belong to a number between digits
SINGLE_QUOTE_OPEN: Final = 15

TABLE_SIZE: Final = 0x20000  # planes 0 and 1; all of plane 2 and 3 are ideographs
_COMBINING_ACCENTS = range(0x300, 0x370)
_SPACELESS: Final = (
    (0x0E00, 0x0E7F),  # Thai
    (0x0E80, 0x0EFF),  # Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # kana
    (0x3400, 0x4DBF),  # ideographs
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
)
_SPECIAL: Final = {
    **dict.fromkeys(
        "\t \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000", SPACE
    ),
    **dict.fromkeys("\n\r\u0085\u2028\u2029", NEWLINE),
    **dict.fromkeys("!?…", TERMINATOR),
    **dict.fromkeys(".,", POINT),
    **dict.fromkeys("。！？", FULL_STOP_WIDE),
    **dict.fromkeys("“„«「『‟", QUOTE_OPEN),
    **dict.fromkeys("”»」』", QUOTE_CLOSE),
    **dict.fromkeys('"＂', QUOTE_STRAIGHT),
    **dict.fromkeys("'’＇ʼ", APOSTROPHE),
    **dict.fromkeys("‘‚", SINGLE_QUOTE_OPEN),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", IGNORED),
}


def _kind(character: str) -> int:
    if character in _SPECIAL:
        return _SPECIAL[character]
    point = ord(character)
    if point in _COMBINING_ACCENTS or 0xFE00 <= point <= 0xFE0F:
        return IGNORED
    category = unicodedata.category(character)
    if any(low <= point <= high for low, high in _SPACELESS) and category[0] in "LM":
        return IGNORED if category[0] == "M" else SINGLE
    if category[0] == "L":
        return CAPITAL if category in ("Lu", "Lt") else WORD
    if category[0] == "M":
        return WORD  # vowel signs of Indic scripts are letters to a reader
    return DIGIT if category == "Nd" else WORD if category[0] == "N" else SEPARATOR


def _fold(character: str) -> tuple[int, int]:
    """Case-folded base letters: 'É' and 'e' + accent give the same, 'ß' gives 'ss'."""
    decomposed = unicodedata.normalize("NFKD", character)
    folded = "".join(c for c in decomposed if ord(c) not in _COMBINING_ACCENTS).casefold()
    if not 1 <= len(folded) <= 2:
        folded = character
    return ord(folded[0]), ord(folded[1]) if len(folded) == 2 else 0


@lru_cache(maxsize=1)
def character_tables() -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int32]]:
    """(kind, fold) by code point; `fold` has two columns, the second is 0 if one letter is enough."""
    characters = [chr(point) for point in range(TABLE_SIZE)]
    kind = np.array([_kind(c) for c in characters], np.uint8)
    fold = np.zeros((TABLE_SIZE, 2), np.int32)
    fold[:, 0] = np.arange(TABLE_SIZE)
    for point in np.flatnonzero((kind == WORD) | (kind == CAPITAL) | (kind == DIGIT)):
        fold[point] = _fold(characters[point])
    return kind, fold
