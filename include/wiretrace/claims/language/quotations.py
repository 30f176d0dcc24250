"""Quoted runs of a text: which marks open and close them."""

from __future__ import annotations

import re
from dataclasses import dataclass

OPENING = {
    "“": "”", "„": "“", "«": "»", "»": "«", '"': '"', "''": "''", "``": "''",
    "「": "」", "『": "』", "《": "》", "‘": "’", "'": "'",
}  # fmt: skip
_MARK = re.compile(r"[“”„«»\"「」『』《》]|''|``|[‘'](?<![^\s(\[—–-].)(?=[^\W\d_])")
_ALWAYS_OPENING = frozenset(["“", "„", "«", "``", "「", "『", "《"])
# A single mark closes behind a sentence's or clause's mark: elsewhere it may be an apostrophe.
_SINGLE_CLOSE = re.compile(r"(?<=[,.?!…])[’'](?![^\W_])")
_RUN = re.compile(r"(„)?(?(1)|[“\"«])(?P<words>[^“”\"„»]+)(?(1)[“”\"]?|[”\"»]?)")  # “ closes what „ opened
_LINE = re.compile(r"[^\n]+")
_RUNS_ON = re.compile(r"\s*\n\s*‘")
_LONGEST_SINGLE = 1500  # characters between single marks
_MIN_SINGLE_WORDS = 3  # in single marks; less is a name or irony


_EDGES = " \t\r\n\"“”„«»「」『』《》'‘’,;:—–-"


@dataclass(frozen=True)
class Quoted:
    """A run between quotation marks, marks included.

    `is_closed` is false if the paragraph ended first: the next one may go on with the same quotation.
    """

    start: int
    end: int
    is_closed: bool = True


def quoted_runs(text: str) -> list[str]:
    """What stands between the marks of a short text; the last may be left open."""
    return [m["words"] for m in _RUN.finditer(text)]


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in _LINE.finditer(text) if not m[0].isspace()]


def _opens(text: str, position: int, end: int) -> bool:
    """Whether a straight mark opens: something follows, and a blank or bracket stands before."""
    after = text[end : end + 1]
    before = text[position - 1 : position] if position else " "
    return bool(after) and not after.isspace() and (before.isspace() or before in "([—–-,.:'‘" or not before)


def _closes(text: str, position: int, end: int) -> bool:
    """Whether a straight mark closes a typographic one: `“We won," he said`."""
    return not text[position - 1].isspace() and not text[end : end + 1].isalnum()


def _find_single(text: str, start: int, end: int) -> Quoted | None:
    """A quotation in single marks, as British papers print it; None if the mark is an apostrophe or around a word."""
    close = _SINGLE_CLOSE.search(text, start + 1, min(end, start + _LONGEST_SINGLE))
    if close is None and _RUNS_ON.match(text, end):
        return Quoted(start, len(text[:end].rstrip()), is_closed=False)  # the next paragraph opens with it again
    if close is None or len(text[start : close.start()].split()) < _MIN_SINGLE_WORDS:
        return None
    return Quoted(start, close.end())


def find_quoted(text: str, start: int, end: int) -> list[Quoted]:
    """Quotations of one paragraph. A mark that is never closed ends with its paragraph."""
    found: list[Quoted] = []
    opened: tuple[int, str] | None = None
    for match in _MARK.finditer(text, start, end):
        mark = match.group()
        if found and match.start() < found[-1].end:
            continue
        if mark in "‘'":
            single = _find_single(text, match.start(), end) if opened is None else None
            found += [single] if single else []
            continue
        if opened is None:
            if mark in OPENING and (mark in _ALWAYS_OPENING or _opens(text, match.start(), match.end())):
                opened = (match.start(), OPENING[mark])
            continue
        if (
            mark == opened[1]
            or (mark == "”" and opened[1] in '"“')
            or (mark == '"' and opened[1] == "”" and _closes(text, match.start(), match.end()))
        ):
            found.append(Quoted(opened[0], match.end()))
            opened = None
        elif mark == "“" and opened[1] == "”":
            # Opened twice: the first closing mark was lost; the longer reading would swallow narration.
            opened = (match.start(), "”")
    if opened is not None:
        found.append(Quoted(opened[0], len(text[:end].rstrip()), is_closed=False))
    return found


def opens_with_quotation(text: str, start: int, end: int) -> bool:
    """Whether a span begins with the mark of a quotation."""
    if not text.startswith(tuple(OPENING), start):
        return False
    quoted = find_quoted(text, start, end)
    return bool(quoted) and quoted[0].start == start


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without its marks, blanks and edge punctuation."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end
