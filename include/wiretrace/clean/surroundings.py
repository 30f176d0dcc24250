"""Where a block stands on its page: in which elements, in which column of prose, how far from the headline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from wiretrace.clean.features import PROSE_WORDS, alike, ends_sentence, lines_since
from wiretrace.clean.furniture import recognise
from wiretrace.clean.page import Block

Matrix = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
LEVELS = 4  # elements around a block that are described, the nearest first
FEW_WORDS = 5
NEAR = 30  # blocks; a border farther away counts as this far
FAR_FROM_HEADLINE = 40
SAME_HEADLINE = 0.8  # share of common words from which a heading is taken for the page's title


@dataclass(frozen=True)
class Page:
    """The blocks with what is counted of them."""

    blocks: Sequence[Block]
    words: Sequence[Sequence[str]]

    @cached_property
    def counts(self) -> Numbers:
        return np.array([len(line) for line in self.words], np.float64)

    @cached_property
    def masses(self) -> Numbers:
        """(n, 5): words, words of prose, linked words, 1, whether it is short."""
        links = np.array([block.link_share for block in self.blocks])
        ends = np.array([ends_sentence(block.text) for block in self.blocks])
        prose = (self.counts >= PROSE_WORDS) & ends & (links < 0.5)
        short = self.counts < FEW_WORDS
        return np.stack([self.counts, prose * self.counts, links * self.counts, np.ones_like(links), short], axis=1)

    @cached_property
    def depths(self) -> npt.NDArray[np.int64]:
        return np.array([len(block.path) for block in self.blocks])

    @cached_property
    def pairs(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Block and element around it, for all of these pairs."""
        owners = np.repeat(np.arange(len(self.blocks)), self.depths)
        return owners, np.array([element for block in self.blocks for element in block.path], np.int64)

    @cached_property
    def sums(self) -> Numbers:
        """`masses` added up by element."""
        owners, elements = self.pairs
        count = int(elements.max()) + 1 if len(elements) else 1
        return np.stack([np.bincount(elements, mass[owners], count) for mass in self.masses.T], axis=1)


def surrounding_features(page: Page) -> Matrix:
    """(n, 48): place in the columns of prose; the four elements around; blocks marked alike; copies; whole page."""
    words, prose = 0, 1
    columns: list[Numbers] = []
    for mass, share in ((prose, 0.5), (prose, 0.9), (words, 0.5)):
        columns += _place_in(page, _smallest_holding(page, mass, share))
    for level in range(1, LEVELS + 1):
        columns += _around(page, level)
    return np.stack([*columns, *_alike(page), *_copies(page), *_whole(page)], axis=1).astype(np.float32)


def _smallest_holding(page: Page, mass: int, share: float) -> tuple[int, ...]:
    """Path of the deepest element that holds the share of the page's mass; empty if there is none."""
    total = page.masses[:, mass].sum()
    if total <= 0:
        return ()
    owners, elements = page.pairs
    depths = np.zeros(len(page.sums), np.int64)
    inside = np.zeros(len(page.sums), np.int64)
    depths[elements] = np.arange(len(elements)) - np.repeat(np.cumsum(page.depths) - page.depths, page.depths) + 1
    inside[elements] = owners
    holding = np.flatnonzero(page.sums[:, mass] >= share * total)
    if not len(holding):
        return ()
    deepest = holding[np.argmax(depths[holding])]
    return page.blocks[int(inside[deepest])].path[: int(depths[deepest])]


def _place_in(page: Page, column: tuple[int, ...]) -> list[Numbers]:
    """Levels outside and below the column's element, share of it passed, distance from its first and last block."""
    owners, elements = page.pairs
    is_of_column = np.zeros(len(page.sums))
    is_of_column[list(column)] = 1
    shared = np.bincount(owners, is_of_column[elements], len(page.blocks))
    inside = shared == len(column)
    numbers = np.arange(len(page.blocks))
    first, last = (numbers[inside][0], numbers[inside][-1]) if inside.any() else (0, len(numbers) - 1)
    return [
        len(column) - shared,
        page.depths - shared,
        (numbers - first) / max(1, last - first),
        np.minimum(NEAR, numbers - first) * inside,
        np.minimum(NEAR, last - numbers) * inside,
    ]


def _around(page: Page, level: int) -> list[Numbers]:
    """Prose and links of the element, as shares of it and of the page, and its size."""
    elements = np.array([block.path[-min(level, len(block.path))] if block.path else 0 for block in page.blocks])
    words, prose, links, count, short = page.sums[elements].T
    totals = np.maximum(1, page.masses.sum(axis=0))
    some = np.maximum(1, words)
    return [
        prose / some,
        links / some,
        np.log1p(words),
        prose / totals[1],
        np.log1p(count),
        short / np.maximum(1, count),
    ]


def _alike(page: Page) -> list[Numbers]:
    """Of the blocks with the same markup around: how many, their share of the prose, their length, their links."""
    groups = alike(page.blocks)
    words, prose, links, count, _ = (np.bincount(groups, mass) for mass in page.masses.T)
    total = max(1, page.masses[:, 1].sum())
    return [column[groups] for column in (np.log1p(count), prose / total, words / count, links / np.maximum(1, words))]


def _copies(page: Page) -> list[Numbers]:
    """How often the block's text stands above and below; what share of the page is printed twice, and is until here."""
    total = Counter(block.text for block in page.blocks)
    seen: Counter[str] = Counter()
    above = np.zeros(len(page.blocks))
    for number, block in enumerate(page.blocks):
        above[number] = seen[block.text]
        seen[block.text] += 1
    below = np.array([total[block.text] for block in page.blocks]) - above - 1
    doubled = page.counts * (page.counts >= PROSE_WORDS) * (above + below > 0)
    share = np.full_like(above, doubled.sum() / max(1, page.counts.sum()))
    return [above, below, share, np.cumsum(doubled) / max(1, doubled.sum())]


def _whole(page: Page) -> list[Numbers]:
    """Of the page: its prose, its words, its blocks."""
    size, (words, prose, *_) = len(page.blocks), page.masses.sum(axis=0)
    return [np.full(size, value) for value in (prose / max(1, words), np.log1p(prose), np.log1p(words), np.log1p(size))]


def headline_features(page: Page, title_words: Sequence[str]) -> Matrix:
    """(n, 11): place relative to the heading that is the title, nearest headings, headings of lists and ends above."""
    wanted = set(title_words)
    is_heading = np.array([block.tag in HEADINGS for block in page.blocks])
    common = np.array([len(wanted & set(line)) for line in page.words], np.float64)
    longest = np.array([max(len(wanted), len(set(line)), 1) for line in page.words])
    is_title = is_heading & (common >= SAME_HEADLINE * longest) & bool(wanted)
    found = [*np.flatnonzero(is_title), *(n for n, block in enumerate(page.blocks) if block.tag == "h1")]
    at = int(found[0]) if found else -1
    seen = np.cumsum(page.counts)
    effects = [furniture.effect if (furniture := recognise(block.text)) else "" for block in page.blocks]
    opens, ends = np.array([e == "list" for e in effects]), np.array([e == "end" for e in effects])
    size = len(page.blocks)
    columns = [
        np.clip(np.arange(size) - at, -FAR_FROM_HEADLINE, FAR_FROM_HEADLINE) if found else np.zeros(size),
        np.full(size, bool(found)),
        is_title,
        common / max(1, len(wanted)),
        (seen - (seen[at] if found else 0)) / max(1, seen[-1]),
        lines_since(is_heading),
        lines_since(is_heading[::-1])[::-1],
        lines_since(opens),
        lines_since(ends),
        np.cumsum(opens) > 0,
        np.cumsum(ends) > 0,
    ]
    return np.stack(columns, axis=1).astype(np.float32)
