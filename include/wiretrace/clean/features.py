"""What is known about a block or line before it is judged: one row of numbers each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache, reduce
from importlib.resources import files
from operator import or_

import numpy as np
import numpy.typing as npt
import yaml

from wiretrace.clean.furniture import recognise
from wiretrace.clean.page import Block

Matrix = npt.NDArray[np.float32]

SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
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
TAG_GROUPS = {"p": 0, "li": 1, "h1": 2, "h2": 3, "h3": 3, "h4": 4, "h5": 4, "h6": 4, "td": 5, "th": 5, "blockquote": 6, "figcaption": 7, "caption": 7, "pre": 8, "dd": 1, "dt": 4}  # fmt: skip
TAG_COUNT = 10
LINE_COLUMNS = 14
INNER_MARKS = 30  # words of marks nearest to the block


def line_features(texts: Sequence[str]) -> Matrix:
    """What the words alone tell: (n, LINE_COLUMNS)."""
    seen = Counter(texts)
    rows = np.zeros((len(texts), LINE_COLUMNS), np.float32)
    for number, text in enumerate(texts):
        words = text.split()
        count = len(words)
        found = recognise(text)
        ends = bool(SENTENCE_END.search(text))
        lower = sum(word[:1].islower() for word in words)
        rows[number] = (
            np.log1p(count) / 4,
            ends,
            text.endswith(":"),
            count >= 12 and ends,
            count >= 25,
            lower / count if count else 0,
            len(DIGIT.findall(text)) / len(text),
            min(1.0, text.count(",") / 4),
            min(1.0, (text.count(". ") + text.count("? ")) / 3),
            found is not None,
            found is not None and found.effect == "list",
            found is not None and found.effect == "end",
            seen[text] > 1,
            text.endswith(("?", "!")),
        )
    return rows


@lru_cache(maxsize=20_000)
def _flags_of(word: str) -> int:
    """Which of `MARKS` a single tag, class or id carries, as bits; class names recur on every page of a site."""
    return sum(1 << number for number, pattern in enumerate(MARKS.values()) if pattern.search(word))


@lru_cache(maxsize=4_000)
def _flags_around(marks: str) -> npt.NDArray[np.float32]:
    """Flags among the marks nearest to the block, then flags anywhere around it."""
    words = [_flags_of(word) for word in marks.split()]
    near, far = reduce(or_, words[-INNER_MARKS:], 0), reduce(or_, words, 0)
    return np.array([flags >> number & 1 for flags in (near, far) for number in range(len(MARKS))], np.float32)


def mark_features(blocks: Sequence[Block]) -> Matrix:
    """What the markup around tells: flags near the block, flags anywhere around it, its tag, its links."""
    flag_count = 2 * len(MARKS)
    rows = np.zeros((len(blocks), flag_count + TAG_COUNT + 2), np.float32)
    for number, block in enumerate(blocks):
        rows[number, :flag_count] = _flags_around(block.marks)
        rows[number, flag_count + TAG_GROUPS.get(block.tag, TAG_COUNT - 1)] = 1
        rows[number, -2] = block.link_share
        rows[number, -1] = block.link_share > 0.8
    return rows


def vote_features(blocks: Sequence[Block], votes: Matrix, weights: npt.NDArray[np.float32]) -> Matrix:
    """What extractors say about the block, about its siblings, and where it lies among what they kept.

    `votes` is (n, extractors) of coverages, `weights` the word counts.
    """
    parts = [votes, votes.min(axis=1, keepdims=True), votes.max(axis=1, keepdims=True)]
    groups: dict[str, list[int]] = defaultdict(list)
    for number, block in enumerate(blocks):
        groups[block.marks].append(number)
    siblings = np.zeros_like(votes)
    for members in groups.values():
        total = weights[members].sum()
        siblings[members] = (votes[members] * weights[members, None]).sum(axis=0) / max(1.0, float(total))
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


PROSE_WORDS = 12
FAR = 30  # lines; a sentence farther away than this counts as this far
SHORT_WORDS = 4


@cache
def _everyday() -> frozenset[str]:
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


def page_line_rows(texts: Sequence[str]) -> Matrix:
    """What the forest is shown for each line of a page without markup: its words, its neighbours, its place."""
    lines = line_features(texts)
    return np.concatenate(
        [with_neighbours(lines, range(lines.shape[1])), with_neighbours(place_features(texts), range(11, 15), 2)],
        axis=1,
    )


def place_features(texts: Sequence[str]) -> Matrix:
    """Where each line lies on its page: (n, 22).

    The stretch of lines richest in prose is the likely article; lines are told by their distance from it, from
    the nearest sentence, and by how dense prose is around them.
    """
    size = len(texts)
    words = [text.split() for text in texts]
    counts = np.array([len(line) for line in words], np.float64)
    is_sentence = np.array([bool(SENTENCE_END.search(text)) for text in texts])
    prose = (counts >= PROSE_WORDS) & is_sentence
    first, last, richness = _richest(
        np.where(prose, counts, np.where(is_sentence & (counts >= 5), 0.3 * counts, -6 - 0.3 * counts))
    )
    numbers = np.arange(size)
    everyday = [sum(word.lower() in _everyday() for word in line) / max(1, len(line)) for line in words]
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


def _richest(values: npt.NDArray[np.float64]) -> tuple[int, int, float]:
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
    distances = np.empty(len(marks))
    distance = FAR
    for number, is_marked in enumerate(marks.tolist()):
        distances[number] = distance
        distance = 0 if is_marked else min(FAR, distance + 1)
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
