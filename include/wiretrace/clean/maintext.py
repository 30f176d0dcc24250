"""The article among the blocks of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from typing import Any

from wiretrace.clean.furniture import recognise
from wiretrace.clean.judging import Shares, judge_blocks
from wiretrace.clean.page import Block
from wiretrace.clean.surroundings import HEADINGS
from wiretrace.clean.votes import line_words

INSERTED = frozenset({"related_links", "newsletter", "caption", "copyright", "navigation", "byline"})
BARE_LINK = 0.8  # share of a block's characters inside links
KEPT = 0.5  # probability from which a block belongs to the article
PROSE_WORDS = 12
LONG_TEXT = 80  # characters: scripts without blanks have no words to count
LEAST = 0.05
LIKELIEST = 0.5  # of the best block's probability
HEADLINE_SPACES = 3
INNER_MARKS = 40  # words of marks nearest to a block that can tell why it goes


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
    blocks, kept or removed, joined by a line break. `shares` are the probabilities with which they were kept.
    """

    text: str
    removed: tuple[RemovedBlock, ...] = ()
    numbers: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()
    shares: tuple[float, ...] = ()


def main_text(tree: Any, blocks: Sequence[Block], title: str | None) -> MainText:
    """Blocks that the forests take for the article. `tree` is used up: the extractors rebuild it."""
    if not blocks:
        return MainText("")
    judged = judge_blocks(tree, blocks, title)
    kept = [block for block, share in zip(blocks, judged, strict=True) if share >= KEPT] or _likeliest(blocks, judged)
    foreign = _listed(blocks) | _linked_elsewhere(blocks) | _titles(blocks, title) | _reprinted(kept)
    chosen = [block for block in kept if block.number not in foreign and not _is_inserted(block)]
    main = compose(chosen, blocks, title)
    return replace(main, shares=tuple(float(judged[number]) for number in main.numbers))


def _likeliest(blocks: Sequence[Block], judged: Shares) -> list[Block]:
    """Of a page that would end empty: its long texts that are most likely the article, in whatever script."""
    long = [
        (block, float(share))
        for block, share in zip(blocks, judged, strict=True)
        if len(block.text) >= LONG_TEXT and block.link_share < BARE_LINK and recognise(block.text) is None
    ]
    best = max((share for _, share in long), default=0.0)
    return [block for block, share in long if best >= LEAST and share >= LIKELIEST * best]


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


def _reprinted(kept: Sequence[Block]) -> set[int]:
    """Prose that stands above already: pages print their text once for phones and once for desks."""
    seen: set[str] = set()
    found = set()
    for block in kept:
        if block.text in seen and block.text.count(" ") >= PROSE_WORDS:
            found.add(block.number)
        seen.add(block.text)
    return found


def _is_inserted(block: Block) -> bool:
    """ "READ ALSO: …", "PHOTO: …" inside the body: extractors keep them, but they are other people's words."""
    found = recognise(block.text)
    return found is not None and found.effect == "line" and found.reason in INSERTED


def _titles(blocks: Sequence[Block], title: str | None) -> set[int]:
    words = line_words(title or "")
    return {block.number for block in blocks if block.tag == "h1" or (words and line_words(block.text) == words)}


def compose(kept: Iterable[Block], blocks: Sequence[Block], title: str | None) -> MainText:
    chosen = list(kept)
    numbers = {block.number for block in chosen}
    repeated, title_words = Counter(block.text for block in blocks), line_words(title or "") or None
    starts = list(accumulate((len(block.text) + 1 for block in blocks), initial=0))
    removed = tuple(
        RemovedBlock(block.number, block.text, reason_of(block, title_words, repeated), starts[block.number])
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


def reason_of(block: Block, title_words: Sequence[str] | None, repeated: Counter[str]) -> str:
    """The words themselves first, then the markup around them, then what is left: links or boilerplate."""
    if line_words(block.text) == title_words:
        return "title"
    found = recognise(block.text)
    if found is not None:
        return found.reason
    marked = _reason_of_marks(block.marks)
    if marked is not None:
        return marked
    if block.link_share > BARE_LINK:
        return "related_links" if len(block.text.split()) > 4 else "navigation"
    return "repeated" if repeated[block.text] > 1 else "boilerplate"


@lru_cache(maxsize=4_000)
def _reason_of_marks(marks: str) -> str | None:
    inner = " ".join(marks.split()[-INNER_MARKS:])
    return next((reason for reason, names in REASONS if any(name in inner for name in names)), None)
