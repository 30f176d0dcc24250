"""What is known about a block or line before it is judged: one row of numbers each."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache, reduce
from importlib.resources import files
from operator import or_

import numpy as np
import numpy.typing as npt
import yaml

from wiretrace.clean.furniture import recognise
from wiretrace.clean.page import Block
from wiretrace.clean.wording import count_words

Matrix = npt.NDArray[np.float32]

SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
LONGEST_END = 16  # characters of a full stop and the marks that close after it
DIGIT = re.compile(r"\d")
BULLET_START = re.compile(r"[-–•*▪●·\d]")
MARKS = {
    "body": re.compile(r"article-?_*body|entry-content|post-?content|story-?body|body-?copy|rich-?text|prose|article-?_*content|post-?body|content-?body|articletext|article-text|story-content|td-post-content|wysiwyg"),
    "article": re.compile(r"(^| )article( |$)"),
    "main": re.compile(r"(^| )main( |$)"),
    "header": re.compile(r"(^| )header( |$)|masthead|site-header"),
    "footer": re.compile(r"foot"),
    "nav": re.compile(r"(^| )nav( |$)|navbar|navigation|menu|breadcrumb|pagination|toolbar"),
    "aside": re.compile(r"(^| )aside( |$)|sidebar|side-bar|rail|secondary"),
    "form": re.compile(r"(^| )(form|button|fieldset)( |$)|modal|popup|overlay|cookie|consent|banner"),
    "table": re.compile(r"(^| )(table|td|th)( |$)"),
    "comment": re.compile(r"comment|disqus|respond|reply"),
    "related": re.compile(r"related|recommend|popular|trending|most-?read|outbrain|taboola|read-?next|read-?more|more-?from|teaser|carousel|also|up-?next|recirc|in-?this"),
    "promo": re.compile(r"newsletter|subscri|sign-?up|promo|paywall|cta|donate|call-to|optin|opt-in|marketing"),
    "share": re.compile(r"share|social|follow|sharing"),
    "meta": re.compile(r"byline|by-line|meta|timestamp|dateline|publish|posted|date"),
    "author": re.compile(r"author|bio|contributor|profile"),
    "caption": re.compile(r"caption|figure|credit|gallery|image|photo|media|slideshow|video"),
    "ad": re.compile(r"(^|[ _-])(ad|ads|advert\w*|sponsor\w*|dfp|partner\w*)([ _-]|$)"),
    "tags": re.compile(r"(^|[ _-])(tags?|topics?|categor\w+|labels?|keywords)([ _-]|$)"),
    "widget": re.compile(r"widget|module|block-|embed|pullquote|pull-quote|infobox|callout|accordion|faq"),
    "toc": re.compile(r"(^|[ _-])toc([ _-]|$)|table-of-contents|contents|jump"),
    "title": re.compile(r"title|headline|heading"),
    "summary": re.compile(r"summary|standfirst|deck|dek|subtitle|sub-?head|excerpt|lead|lede|intro|teaser|description|abstract"),
}  # fmt: skip
ANY_MARK = re.compile("|".join(pattern.pattern for pattern in MARKS.values()))
TAG_GROUPS = {"p": 0, "li": 1, "h1": 2, "h2": 3, "h3": 3, "h4": 4, "h5": 4, "h6": 4, "td": 5, "th": 5, "blockquote": 6, "figcaption": 7, "caption": 7, "pre": 8, "dd": 1, "dt": 4}  # fmt: skip
TAG_COUNT = 10
LINE_COLUMNS = 14
PROSE_WORDS = 12
INNER_MARKS = 30  # words of marks nearest to the block


def ends_sentence(text: str) -> bool:
    return SENTENCE_END.search(text[-LONGEST_END:]) is not None


def line_features(texts: Sequence[str]) -> Matrix:
    """What the words alone tell: (n, LINE_COLUMNS)."""
    seen = Counter(texts)
    return np.array([_line_row(text, seen[text] > 1) for text in texts], np.float32).reshape(-1, LINE_COLUMNS)


def _line_row(text: str, is_repeated: bool) -> tuple[float, ...]:
    words = text.split()
    count, ends, found = count_words(text), ends_sentence(text), recognise(text)
    return (
        math.log1p(count) / 4,
        ends,
        text.endswith(":"),
        count >= PROSE_WORDS and ends,
        count >= 25,
        sum(map(str.islower, [word[0] for word in words])) / max(1, len(words)),
        len(DIGIT.findall(text)) / len(text),
        min(1.0, text.count(",") / 4),
        min(1.0, (text.count(". ") + text.count("? ")) / 3),
        found is not None,
        found is not None and found.effect == "list",
        found is not None and found.effect == "end",
        is_repeated,
        text.endswith(("?", "!")),
    )


@lru_cache(maxsize=20_000)
def _flags_of(word: str) -> int:
    """Which of `MARKS` a single tag, class or id carries, as bits; class names recur on every page of a site."""
    if not ANY_MARK.search(word):
        return 0
    return sum(1 << number for number, pattern in enumerate(MARKS.values()) if pattern.search(word))


@lru_cache(maxsize=4_000)
def _flags_around(marks: str) -> tuple[int, int]:
    """Flags among the marks nearest to the block, then flags anywhere around it."""
    words = list(map(_flags_of, marks.split()))
    return reduce(or_, words[-INNER_MARKS:], 0), reduce(or_, words, 0)


def mark_features(blocks: Sequence[Block]) -> Matrix:
    """What the markup around tells: flags near the block, flags anywhere around it, its tag, its links."""
    flags = np.array([_flags_around(block.marks) for block in blocks], np.int64).reshape(-1, 2, 1)
    bits = (flags >> np.arange(len(MARKS)) & 1).reshape(len(blocks), -1)
    tags = np.array([TAG_GROUPS.get(block.tag, TAG_COUNT - 1) for block in blocks], np.int64)
    links = np.array([block.link_share for block in blocks], np.float32)
    return np.concatenate(
        [bits, tags[:, None] == np.arange(TAG_COUNT), links[:, None], links[:, None] > 0.8], axis=1, dtype=np.float32
    )


def alike(blocks: Sequence[Block]) -> npt.NDArray[np.int64]:
    """For each block the number of its group: blocks with the same markup around."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(block.marks, len(numbers)) for block in blocks], np.int64)


def vote_features(blocks: Sequence[Block], votes: Matrix, weights: npt.NDArray[np.float32]) -> Matrix:
    """What extractors say about the block, about its siblings, and where it lies among what they kept.

    `votes` is (n, extractors) of coverages, `weights` the word counts.
    """
    parts = [votes, votes.min(axis=1, keepdims=True), votes.max(axis=1, keepdims=True)]
    groups = alike(blocks)
    totals = np.maximum(1.0, np.bincount(groups, weights))
    kept = [np.bincount(groups, vote * weights) / totals for vote in votes.T]
    siblings = np.stack(kept, axis=1).astype(np.float32)[groups]
    parts.append(siblings)
    parts.extend(_position(votes[:, column], weights) for column in range(votes.shape[1]))
    return np.concatenate(parts, axis=1)


def _position(vote: npt.NDArray[np.float32], weights: npt.NDArray[np.float32]) -> Matrix:
    """Inside the stretch that was kept; share of kept words before; distance from the stretch in blocks."""
    size = len(vote)
    kept = np.flatnonzero((vote > 0.5) & (weights >= 8))
    numbers = np.arange(size)
    if not len(kept):
        return np.zeros((size, 4), np.float32)
    first, last = kept[0], kept[-1]
    before = np.cumsum(vote * weights) / max(1.0, float((vote * weights).sum()))
    distance = np.minimum(1.0, np.maximum(first - numbers, numbers - last).clip(0) / 10)
    return np.stack([(numbers >= first) & (numbers <= last), numbers < first, before, distance], axis=1).astype(
        np.float32
    )


FAR = 30  # lines; a sentence farther away than this counts as this far
SHORT_WORDS = 4
CLEAREST_ODDS = 8.0  # log odds of words beyond which they tell no more


@cache
def everyday_words() -> frozenset[str]:
    return frozenset(_vocabulary()["everyday"])


@cache
def _notices() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(part) for part in _vocabulary()["notices"]), re.IGNORECASE)


@cache
def _vocabulary() -> dict[str, list[str]]:
    listed: dict[str, list[str]] = yaml.safe_load(
        files("wiretrace.clean").joinpath("vocabulary.yaml").read_text("utf-8")
    )
    return listed


def page_line_rows(texts: Sequence[str], word_odds: Matrix) -> Matrix:
    """What the forest is shown for each line of a page without markup: its words, its neighbours, its place."""
    lines, odds = line_features(texts), np.clip(word_odds, -CLEAREST_ODDS, CLEAREST_ODDS)[:, None]
    return np.concatenate(
        [
            with_neighbours(lines, range(lines.shape[1])),
            with_neighbours(place_features(texts), range(11, 15), 2),
            with_neighbours(odds, [0]),
        ],
        axis=1,
        dtype=np.float32,
    )


def place_features(texts: Sequence[str]) -> Matrix:
    """Where each line lies on its page: (n, 22).

    The stretch of lines richest in prose is the likely article; lines are told by their distance from it, from
    the nearest sentence, and by how dense prose is around them.
    """
    size = len(texts)
    words = [text.split() for text in texts]
    counts = np.array([count_words(text) for text in texts], np.float64)
    is_sentence = np.array([ends_sentence(text) for text in texts])
    prose = (counts >= PROSE_WORDS) & is_sentence
    first, last, richness = richest_stretch(
        np.where(prose, counts, np.where(is_sentence & (counts >= 5), 0.3 * counts, -6 - 0.3 * counts))
    )
    numbers = np.arange(size)
    everyday = [sum(word.lower() in everyday_words() for word in line) / max(1, len(line)) for line in words]
    capitals = [sum(word[:1].isupper() for word in line) / max(1, len(line)) for line in words]
    columns = [
        numbers / size,
        np.cumsum(counts) / max(1.0, counts.sum()),
        np.cumsum(counts * prose) / max(1.0, (counts * prose).sum()),
        np.full(size, np.log1p(size)),
        (numbers >= first) & (numbers <= last),
        numbers < first,
        np.minimum(2, np.maximum(first - numbers, numbers - last).clip(0) / 15),
        np.full(size, np.log1p(richness)),
        np.full(size, (counts * prose).sum() / max(1.0, counts.sum())),
        lines_since(prose),
        lines_since(prose[::-1])[::-1],
        everyday,
        capitals,
        [len(_notices().findall(text)) for text in texts],
        np.log1p(counts),
        [bool(BULLET_START.match(text)) for text in texts],
        [text[:1] in '"“‘«„' for text in texts],
        _mean_around(counts, 9),
        _mean_around(counts <= SHORT_WORDS, 9),
        _mean_around(prose, 9),
        _mean_around(counts, 31),
        _mean_around(prose, 31),
    ]
    return np.stack([np.asarray(column, np.float32) for column in columns], axis=1)


def richest_stretch(values: npt.NDArray[np.float64]) -> tuple[int, int, float]:
    """First and last index of the contiguous stretch with the greatest sum, and that sum (Kadane)."""
    best, current, start, bounds = 0.0, 0.0, 0, (0, 0)
    for number, value in enumerate(values.tolist()):
        if current <= 0:
            current, start = 0.0, number
        current += value
        if current > best:
            best, bounds = current, (start, number)
    return *bounds, best


def lines_since(marks: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """For each line, how many lines ago the last mark was, `FAR` at most."""
    numbers = np.arange(len(marks))
    last = np.maximum.accumulate(np.where(marks, numbers, -FAR - 1))
    above = np.concatenate([[-FAR - 1], last[:-1]])
    distances: npt.NDArray[np.float64] = np.minimum(FAR, numbers - above - 1).astype(np.float64)
    return distances


def _mean_around(values: npt.NDArray[np.generic], width: int) -> npt.NDArray[np.float64]:
    sums = np.convolve(values.astype(np.float64), np.ones(width), "full")
    return sums[width // 2 : width // 2 + len(values)] / width


def with_neighbours(rows: Matrix, columns: Sequence[int], reach: int = 3) -> Matrix:
    """The rows, and beside them `columns` of the rows up to `reach` before and after, and means over ten."""
    padded = np.pad(rows[:, list(columns)], ((10, 10), (0, 0)))
    size = len(rows)
    shifted = [padded[10 + shift : 10 + shift + size] for shift in range(-reach, reach + 1) if shift]
    sums = np.cumsum(np.pad(padded, ((1, 0), (0, 0))), axis=0)
    before = (sums[10 : 10 + size] - sums[:size]) / 10
    after = (sums[21 : 21 + size] - sums[11 : 11 + size]) / 10
    return np.concatenate([rows, *shifted, before, after], axis=1)
