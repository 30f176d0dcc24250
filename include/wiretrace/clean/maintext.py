"""The article among the blocks of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
import trafilatura
from trafilatura.readability_lxml import Document as ReadabilityDocument

from wiretrace.clean.features import Matrix, line_features, mark_features, vote_features, with_neighbours
from wiretrace.clean.forest import read_forest
from wiretrace.clean.furniture import recognise
from wiretrace.clean.page import Block, parse, visible_blocks

WORD = re.compile(r"[^\W_]+")
GRAM = 4
INSERTED = frozenset({"related_links", "newsletter", "caption", "copyright", "navigation", "byline"})
BARE_LINK = 0.8  # share of a block's characters inside links
KEPT = 0.45  # probability from which a block belongs to the article
DOUBTED = 0.25  # prose that both extractors keep whole needs no more than this: a lost last paragraph costs claims
AGREED = 0.9
PROSE_WORDS = 12
HEADLINE_SPACES = 3
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


@dataclass(frozen=True)
class RemovedBlock:
    """`number` is the block's position on the page, `start` its offset in the page's visible text."""

    number: int
    text: str
    reason: str
    start: int = 0


@dataclass(frozen=True)
class MainText:
    """`text` has paragraphs separated by blank lines.

    `numbers` are their blocks' positions on the page, `starts` their offsets in its visible text: the texts of all
    blocks, kept or removed, joined by a line break.
    """

    text: str
    removed: tuple[RemovedBlock, ...] = ()
    numbers: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()


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


def main_text(tree: Any, blocks: Sequence[Block], title: str | None) -> MainText:
    """Blocks that the forest takes for the article. `tree` is used up: the extractors rebuild it."""
    if not blocks:
        return MainText("")
    words = [line_words(block.text) for block in blocks]
    votes = votes_of(tree, words)
    judged = read_forest("page_blocks").probabilities(block_rows(blocks, words, votes))
    is_agreed = (
        (votes.min(axis=1) >= AGREED) & (judged >= DOUBTED) & np.array([len(line) >= PROSE_WORDS for line in words])
    )
    chosen = (judged >= KEPT) | is_agreed
    kept = [
        block
        for block, is_kept in zip(blocks, chosen, strict=True)
        if is_kept and block.tag != "h1" and not is_title(block, title)
    ]
    listed = _listed(blocks) | _linked_elsewhere(blocks)
    return compose([block for block in kept if block.number not in listed and not _is_inserted(block)], blocks, title)


def _linked_elsewhere(blocks: Sequence[Block]) -> set[int]:
    """Headlines of other articles: short lines without a full stop that the page also prints as a bare link.

    Not headings: a table of contents links those.
    """
    links = {
        block.text for block in blocks if block.link_share > BARE_LINK and block.text.count(" ") >= HEADLINE_SPACES
    }
    return {
        block.number
        for block in blocks
        if block.text in links
        and block.tag not in HEADINGS
        and block.text.count(" ") < 2 * PROSE_WORDS
        and not block.text.endswith((".", ":"))
    }


def _listed(blocks: Sequence[Block]) -> set[int]:
    """Links below a heading such as "Most read", up to the first block that is no bare link."""
    found: set[int] = set()
    is_open = False
    for block in blocks:
        heading = recognise(block.text)
        is_open = (heading is not None and heading.effect == "list") or (is_open and block.link_share > BARE_LINK)
        if is_open:
            found.add(block.number)
    return found


def _is_inserted(block: Block) -> bool:
    """ "READ ALSO: …", "PHOTO: …" inside the body: extractors keep them, but they are other people's words."""
    found = recognise(block.text)
    return found is not None and found.effect == "line" and found.reason in INSERTED


def votes_of(tree: Any, words: Sequence[Sequence[str]]) -> Matrix:
    """Coverage of each block by readability and by trafilatura: (n, 2)."""
    voters = [Vote(readability_text(deepcopy(tree))), Vote(trafilatura_text(tree))]
    return np.array([[voter.coverage(line) for voter in voters] for line in words], np.float32)


def block_rows(blocks: Sequence[Block], words: Sequence[Sequence[str]], votes: Matrix) -> Matrix:
    """What the forest is shown for each block: its words, its markup, the extractors' votes, its neighbours."""
    weights = np.array([len(line) for line in words], np.float32)
    lines, marks = line_features([block.text for block in blocks]), mark_features(blocks)
    rows = np.concatenate([lines, marks, vote_features(blocks, votes, weights)], axis=1)
    first_vote = lines.shape[1] + marks.shape[1]
    return with_neighbours(rows, [*range(lines.shape[1]), first_vote - 2, first_vote, first_vote + 1])


def trafilatura_text(tree: Any) -> str:
    return trafilatura.extract(tree, favor_precision=True, include_comments=False) or ""


def readability_text(tree: Any) -> str:
    """What the readability algorithm, in trafilatura's port, takes for the article."""
    try:
        found = parse(ReadabilityDocument(tree).summary())
    except Exception:  # the port fails in many ways on odd trees; without its vote the others decide
        return ""
    return "\n".join(block.text for block in visible_blocks(found)) if found is not None else ""


def is_title(block: Block, title: str | None) -> bool:
    return bool(title) and line_words(block.text) == line_words(title or "")


def compose(kept: Iterable[Block], blocks: Sequence[Block], title: str | None) -> MainText:
    chosen = list(kept)
    numbers = {block.number for block in chosen}
    repeated = Counter(block.text for block in blocks)
    starts = list(accumulate((len(block.text) + 1 for block in blocks), initial=0))
    removed = tuple(
        RemovedBlock(block.number, block.text, reason_of(block, title, repeated), starts[block.number])
        for block in blocks
        if block.number not in numbers
    )
    return MainText(
        "\n\n".join(block.text for block in chosen),
        removed,
        tuple(block.number for block in chosen),
        tuple(starts[block.number] for block in chosen),
    )


REASONS = (
    ("comments", ("comment", "disqus", "respond", "kommentar")),
    ("newsletter", ("newsletter", "subscribe", "signup", "sign-up", "paywall", "piano", "promo")),
    ("caption", ("figcaption", "caption", "credit", "figure", "wp-caption", "gallery")),
    ("related_links", ("related", "recommend", "popular", "trending", "most-read", "mostread", "more-", "outbrain", "taboola", "read-next", "teaser", "sidebar", "aside", "rail", "carousel")),
    ("byline", ("byline", "author", "dateline", "timestamp", "publish", "post-meta", "entry-meta", "article-meta", "bio")),
    ("share", ("share", "social", "sharing", "follow")),
    ("advertisement", ("advert", "ad-slot", "sponsor", "dfp", "banner")),
    ("copyright", ("copyright", "legal")),
    ("consent", ("cookie", "consent", "gdpr")),
    ("navigation", ("nav", "menu", "breadcrumb", "footer", "header", "pagination", "tags", "tag-list", "toolbar", "search", "skip")),
)  # fmt: skip


def reason_of(block: Block, title: str | None, repeated: Counter[str]) -> str:
    """The words themselves first, then the markup around them, then what is left: links or boilerplate."""
    if is_title(block, title):
        return "title"
    found = recognise(block.text)
    if found is not None:
        return found.reason
    inner = " ".join(block.marks.split()[-40:])
    for reason, marks in REASONS:
        if any(mark in inner for mark in marks):
            return reason
    if block.link_share > 0.8:
        return "related_links" if len(block.text.split()) > 4 else "navigation"
    return "repeated" if repeated[block.text] > 1 else "boilerplate"
