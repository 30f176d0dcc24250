"""Cleans scraped text that has no markup left: keeps title, standfirst and body, and says why the rest goes."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from wiretrace.clean.authors import name_in_byline
from wiretrace.clean.furniture import recognise
from wiretrace.clean.judging import judge_lines
from wiretrace.clean.wording import count_words

PROSE_WORDS = 12
LONG_PROSE_WORDS = 25  # a headline in a list of links is shorter, even one that ends with a full stop
TITLE_WORDS = (3, 28)
ENDING = re.compile(r"[.!?…。！？][\"'”’»)\]]*(\.\.|\s*\(?[A-Z]{2,}\)?)?$")
SENTENCES = re.compile(r"[.!?]['\"”’)]*\s+['\"“‘(]*[A-ZÀ-Þ]")
BULLET = re.compile(r"^\s*[-–—•*▪●·]\s+")
SEPARATOR = "\n\n"
PAGE_LINES = 20
PAGE_PROSE = 0.45  # share of prose lines up to which a text is a whole page
PLAIN_KEPT = 0.45
PLAIN_LEAST = 0.05
LIKELIEST = 0.5  # of the best line's probability


@dataclass(frozen=True)
class KeptSpan:
    """`raw_start` is where the piece of `text` that begins at `text_start` stands in the raw text."""

    text_start: int
    raw_start: int
    length: int


@dataclass(frozen=True)
class RemovedSpan:
    """Offsets in the raw text, end exclusive."""

    number: int
    raw_start: int
    raw_end: int
    text: str
    reason: str


@dataclass(frozen=True)
class PlainArticle:
    """`title_start` is the title's offset in the raw text; `text` has no title and blank lines between paragraphs."""

    title: str | None
    title_start: int | None
    text: str
    spans: tuple[KeptSpan, ...]
    removed: tuple[RemovedSpan, ...]

    @property
    def full_text(self) -> str:
        """Title and text, one paragraph a line, as a reader would copy them."""
        return (
            "\n".join([self.title] if self.title else [])
            + ("\n" if self.title and self.text else "")
            + self.text.replace(SEPARATOR, "\n")
        )

    def raw_offset(self, text_offset: int) -> int:
        """Offset in the raw text of a character of `text`; a separator maps to the end of the paragraph before it."""
        if not self.spans:
            raise ValueError("no text was kept")
        if not 0 <= text_offset <= len(self.text):
            raise ValueError(f"offset {text_offset} lies outside the text of {len(self.text)} characters")
        span = self.spans[max(0, bisect_right([item.text_start for item in self.spans], text_offset) - 1)]
        return span.raw_start + min(text_offset - span.text_start, span.length)

    def text_offset(self, raw_offset: int) -> int | None:
        """Offset in `text` of a raw character; None if that character was removed."""
        for span in self.spans:
            if span.raw_start <= raw_offset < span.raw_start + span.length:
                return span.text_start + raw_offset - span.raw_start
        return None


@dataclass
class _Line:
    start: int
    text: str
    reason: str | None = None
    effect: str | None = None

    @property
    def word_count(self) -> int:
        return count_words(self.text)

    @property
    def is_prose(self) -> bool:
        """Ends like a sentence and is longer than most headlines, or holds several sentences."""
        if BULLET.match(self.text):
            return self.word_count >= LONG_PROSE_WORDS and bool(ENDING.search(self.text))
        return self.word_count >= LONG_PROSE_WORDS or (
            self.word_count >= PROSE_WORDS and bool(ENDING.search(self.text))
        )

    @property
    def is_long_prose(self) -> bool:
        return self.word_count >= LONG_PROSE_WORDS and (
            bool(ENDING.search(self.text)) or bool(SENTENCES.search(self.text))
        )


def clean_plain(text: str) -> PlainArticle:
    lines = _lines(text)
    _mark_furniture(lines)
    _mark_repeated_captions(lines)
    _mark_lists(lines)
    _mark_ends(lines)
    title = _title(lines)
    _mark_outside(lines, title)
    if _is_whole_page(lines):
        _mark_by_forest(lines, title)
    return _article(lines, title)


def _lines(text: str) -> list[_Line]:
    lines = []
    for match in re.finditer(r"[^\r\n\u2028\u2029]+", text):
        stripped = match.group().strip(" \t\u00a0\u200b\ufeff")
        if stripped:
            lines.append(_Line(match.start() + match.group().index(stripped), stripped))
    return lines


def _mark_furniture(lines: list[_Line]) -> None:
    for line in lines:
        found = recognise(line.text)
        if found is not None:
            line.reason, line.effect = found.reason, found.effect


def _mark_repeated_captions(lines: list[_Line]) -> None:
    """A caption is often printed twice: as the picture's description ("PHOTO: …") and below it."""
    for line, following in pairwise(lines):
        if line.reason == "caption" and following.reason is None:
            words = re.sub(r"^[^:]{0,20}:\s*", "", line.text)
            if following.text in (words, line.text):
                following.reason = "caption"


def _mark_lists(lines: list[_Line]) -> None:
    """A heading such as "Related" takes the headlines below it along, until prose begins again."""
    open_reason: str | None = None
    is_bulleted = False
    for line in lines:
        if line.effect == "list":
            open_reason, is_bulleted = line.reason, False
        elif open_reason is not None and line.reason is None:
            is_bulleted |= bool(BULLET.match(line.text))
            if line.is_long_prose or (is_bulleted and line.is_prose and not BULLET.match(line.text)):
                open_reason = None
            else:
                line.reason = open_reason


def _mark_ends(lines: list[_Line]) -> None:
    """After "Comments" or "Leave a Reply" nothing is the article's, unless most of the prose is still to come."""
    prose = [line.word_count if line.is_prose and line.reason is None else 0 for line in lines]
    for number, line in enumerate(lines):
        if line.effect == "end" and sum(prose[:number]) * 2 >= sum(prose):
            for later in lines[number:]:
                later.reason = later.reason or line.reason
            return


def _title(lines: list[_Line]) -> _Line | None:
    """The first kept line above the prose that reads as a headline; a breadcrumb that repeats it confirms it."""
    first = next((number for number, line in enumerate(lines) if line.reason is None and line.is_prose), len(lines))
    above = [line for line in lines[:first] if line.reason is None and _reads_as_title(line)]
    confirmed = [line for line in above if sum(line.text in other.text for other in lines) > 1]
    if confirmed:
        return confirmed[-1]
    if above:
        return max(above[-3:], key=lambda line: min(line.word_count, 12)) if len(above) > 1 else above[0]
    return None


def _reads_as_title(line: _Line) -> bool:
    shortest, longest = TITLE_WORDS
    return (
        shortest <= line.word_count <= longest
        and not line.text.endswith((".", ":", ",", ";"))
        and not BULLET.match(line.text)
        and name_in_byline(line.text) is None
    )


def _mark_outside(lines: list[_Line], title: _Line | None) -> None:
    """Short lines before the first and after the last prose are the page's, not the article's."""
    prose = [number for number, line in enumerate(lines) if line.reason is None and line.is_prose]
    if not prose:
        return
    for number, line in enumerate(lines):
        if line.reason is not None or line is title:
            continue
        if number < prose[0] and not ENDING.search(line.text):
            line.reason = "navigation"
        elif number > prose[-1] and not _is_short_sentence(line):
            line.reason = "boilerplate"


def _is_whole_page(lines: list[_Line]) -> bool:
    """The visible text of a page, menus and all, rather than an article with some pollution."""
    return len(lines) >= PAGE_LINES and sum(line.is_prose for line in lines) <= PAGE_PROSE * len(lines)


def _mark_by_forest(lines: list[_Line], title: _Line | None) -> None:
    """Footers, cookie notices and teasers are prose too; what surrounds a line tells them from the article.

    Of what the rules found, only lines that are furniture by their words stay out: among so many lines, a heading such
    as "Latest" or "Comments" says less of those below it than they do themselves.
    """
    judged = judge_lines([line.text for line in lines])
    shares = [(line, float(share)) for line, share in zip(lines, judged, strict=True) if line is not title]
    if not any(share >= PLAIN_KEPT and line.effect is None for line, share in shares):
        _keep_likeliest(shares)
        return
    for line, share in shares:
        if line.effect is None:
            line.reason = None if share >= PLAIN_KEPT else line.reason or "boilerplate"


def _keep_likeliest(shares: list[tuple[_Line, float]]) -> None:
    """Of a page that would end empty, a brief or an unknown script: what is most likely its article after all."""
    best = max((share for line, share in shares if line.effect is None), default=0.0)
    for line, share in shares:
        if line.effect is None:
            is_likely = best >= PLAIN_LEAST and share >= LIKELIEST * best
            line.reason = None if is_likely else line.reason or "boilerplate"


def _is_short_sentence(line: _Line) -> bool:
    return line.word_count >= 4 and bool(ENDING.search(line.text)) and not BULLET.match(line.text)


def _article(lines: list[_Line], title: _Line | None) -> PlainArticle:
    spans: list[KeptSpan] = []
    removed: list[RemovedSpan] = []
    position = 0
    for number, line in enumerate(lines):
        if line.reason is not None:
            removed.append(RemovedSpan(number, line.start, line.start + len(line.text), line.text, line.reason))
        elif line is not title:
            spans.append(KeptSpan(position, line.start, len(line.text)))
            position += len(line.text) + len(SEPARATOR)
    kept = [line.text for line in lines if line.reason is None and line is not title]
    return PlainArticle(
        title.text if title else None,
        title.start if title else None,
        SEPARATOR.join(kept),
        tuple(spans),
        tuple(removed),
    )
