"""Cuts texts at what is marked in them, and finds the words in which two texts differ."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

_PARAGRAPH = re.compile(r"(?:(?!\n\n).)+", re.DOTALL)
_WORDS = re.compile(r"\w+(?:[’'\-.,]\w+)*|\W")


@dataclass(frozen=True)
class Span:
    """Something marked in a text. Of one layer, only the first span counts at any place."""

    start: int
    end: int
    layer: str
    kind: str
    target: str = ""
    anchor: str = ""
    label: str = ""


@dataclass(frozen=True)
class Piece:
    """Characters with the same marks; `starts` are the spans of which it is the first piece that shows them.

    A span that others cover all along starts at its last piece.
    """

    text: str
    marks: dict[str, Span]
    starts: tuple[Span, ...]


@dataclass(frozen=True)
class Word:
    text: str
    is_different: bool


def cut_paragraphs(text: str, spans: Iterable[Span]) -> tuple[tuple[Piece, ...], ...]:
    """Every paragraph as pieces, whose texts put together are the paragraph."""
    ordered = sorted(spans, key=lambda span: (span.start, -span.end))
    started: set[Span] = set()
    return tuple(tuple(_cut(text, match.start(), match.end(), ordered, started)) for match in _PARAGRAPH.finditer(text))


def _cut(text: str, start: int, end: int, spans: list[Span], started: set[Span]) -> Iterable[Piece]:
    inside = [span for span in spans if span.start < end and span.end > start]
    edges = sorted({start, end, *(max(s.start, start) for s in inside), *(min(s.end, end) for s in inside)})
    for left, right in pairwise(edges):
        here = [span for span in inside if span.start <= left and span.end >= right]
        marks: dict[str, Span] = {}
        for span in here:
            marks.setdefault(span.layer, span)
        shown = (span for span in here if span in marks.values() or span.end <= right)
        starts = tuple(span for span in shown if span not in started)
        started.update(starts)
        yield Piece(text[left:right], marks, starts)


def merge_spans(spans: Iterable[Span], kinds: tuple[str, ...]) -> tuple[Span, ...]:
    """Overlapping spans of a kind as one; where kinds overlap, cutting takes the one that starts first."""
    merged: list[Span] = []
    for kind in kinds:
        for span in sorted((s for s in spans if s.kind == kind), key=lambda s: s.start):
            last = merged[-1] if merged else None
            if last is not None and last.kind == kind and span.start <= last.end:
                merged[-1] = Span(last.start, max(last.end, span.end), last.layer, kind)
            else:
                merged.append(Span(span.start, span.end, span.layer, kind))
    return tuple(merged)


def mark_differences(base: str, text: str) -> tuple[Word, ...]:
    """`text` in runs of words, each either standing in `base` too or not."""
    left, right = _WORDS.findall(base.casefold()), _WORDS.findall(text)
    matcher = SequenceMatcher(None, left, [word.casefold() for word in right], autojunk=False)
    runs = []
    for tag, _, _, start, end in matcher.get_opcodes():
        if start < end:
            runs.append(Word("".join(right[start:end]), tag != "equal"))
    return tuple(runs)
