"""Blocks that a host prints on several of its pages belong to the site, not to one article.

Counted only within a host: the same paragraph on two hosts is syndication, which is what Wiretrace looks for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from wiretrace.clean.maintext import MainText, RemovedBlock
from wiretrace.fetch.identity import stable_id

DIGITS = re.compile(r"\d+")
LONGEST_WORDS = 80  # a longer paragraph that recurs is told again by the newsroom: background, not furniture
SAME_ARTICLE = 0.5  # share of common paragraphs from which two pages are taken for one article
HEADING_WORDS = 9  # shorter lines inside the text recur as headings: "The background", "What happens next"
PROTECTED_LEADS = 1  # the first paragraph is the article's, even if a front page or an update repeats it
CREDIT = re.compile(
    r"\b(reporting by|editing by|contributed|originally published|first published|adapted from|republished|correction|corrected|editor['’]s note|clarification|this (story|article) (was|has been|is))\b",
    re.IGNORECASE,
)


def drop_repeated(pages: Sequence[MainText], recurring: frozenset[str] = frozenset()) -> list[MainText]:
    """The pages of one host without the blocks they share, and without those of `recurring`, the host's earlier dates.

    Leads, credits and editors' notes stay. `recurring` has hashes, see `block_hashes`.
    """
    keys = [[_key(paragraph) for paragraph in page.text.split("\n\n") if paragraph] for page in pages]
    distinct = _distinct(keys)
    counts = Counter(key for number in distinct for key in set(keys[number]))
    shared = {key for key, count in counts.items() if count > 1}
    return [_without(page, shared | _remembered(own, recurring)) for page, own in zip(pages, keys, strict=True)]


def block_hashes(page: MainText) -> list[str]:
    """What is remembered of a page: one hash for each different paragraph, numbers aside."""
    return sorted({stable_id(_key(paragraph)) for paragraph in page.text.split("\n\n") if paragraph})


def _remembered(keys: Sequence[str], recurring: frozenset[str]) -> set[str]:
    """Not of an article that is printed again as a whole under a new address."""
    found = {key for key in keys if recurring and stable_id(key) in recurring}
    return found if sum(map(len, found)) < SAME_ARTICLE * sum(map(len, set(keys))) else set()


def _key(paragraph: str) -> str:
    return DIGITS.sub("0", paragraph.casefold())


def _distinct(keys: Sequence[Sequence[str]]) -> list[int]:
    """One page of each article: copies of a page under two addresses must not erase each other.

    Compared only with the pages that share their longest paragraph, so the work stays linear in the pages.
    """
    chosen: list[int] = []
    by_paragraph: dict[str, list[int]] = {}
    for number, paragraphs in enumerate(keys):
        longest = sorted(set(paragraphs), key=len, reverse=True)[:3]
        rivals = {rival for key in longest for rival in by_paragraph.get(key, ())[:20]}
        if not any(_is_same(paragraphs, keys[rival]) for rival in rivals):
            chosen.append(number)
            for key in longest:
                by_paragraph.setdefault(key, []).append(number)
    return chosen


def _is_same(some: Sequence[str], other: Sequence[str]) -> bool:
    shared = set(some) & set(other)
    return sum(map(len, shared)) >= SAME_ARTICLE * min(sum(map(len, set(some))), sum(map(len, set(other))))


def _without(page: MainText, repeated: set[str]) -> MainText:
    paragraphs = page.text.split("\n\n")
    end = max((number for number, text in enumerate(paragraphs) if _key(text) not in repeated), default=-1)
    kept: list[tuple[int, str]] = []
    dropped: list[tuple[int, str]] = []
    for number, paragraph in enumerate(paragraphs):
        is_inner_heading = number < end and paragraph.count(" ") < HEADING_WORDS
        is_protected = number < PROTECTED_LEADS or is_inner_heading
        (dropped if not is_protected and _is_furniture(paragraph, repeated) else kept).append((number, paragraph))
    if not dropped:
        return page
    removed = tuple(
        RemovedBlock(page.numbers[number], paragraph, "repeated_on_host", page.starts[number])
        for number, paragraph in dropped
    )
    return replace(
        page,
        text="\n\n".join(paragraph for _, paragraph in kept),
        numbers=tuple(page.numbers[number] for number, _ in kept),
        starts=tuple(page.starts[number] for number, _ in kept),
        removed=tuple(sorted((*page.removed, *removed), key=lambda block: block.number)),
    )


def _is_furniture(paragraph: str, repeated: set[str]) -> bool:
    return _key(paragraph) in repeated and paragraph.count(" ") < LONGEST_WORDS and not CREDIT.search(paragraph)
