"""Blocks that a host prints on several of its pages belong to the site, not to one article.

Counted only within a host: the same paragraph on two hosts is syndication, which is what Wiretrace looks for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from wiretrace.clean.maintext import MainText, RemovedBlock

DIGITS = re.compile(r"\d+")
LONGEST_WORDS = 80  # a longer paragraph that recurs is told again by the newsroom: background, not furniture
SAME_ARTICLE = 0.5  # share of common paragraphs from which two pages are taken for one article
PROTECTED_LEADS = 1  # the first paragraph is the article's, even if a front page or an update repeats it
CREDIT = re.compile(
    r"\b(reporting by|editing by|contributed|correction|corrected|editor['’]s note|clarification|this (story|article) (was|has been|is))\b",
    re.IGNORECASE,
)


def drop_repeated(pages: Sequence[MainText]) -> list[MainText]:
    """The pages of one host without the blocks they share. Leads, credits and editors' notes stay."""
    keys = [[_key(paragraph) for paragraph in page.text.split("\n\n") if paragraph] for page in pages]
    distinct = _distinct(keys)
    counts = Counter(key for number in distinct for key in set(keys[number]))
    return [_without(page, {key for key, count in counts.items() if count > 1}) for page in pages]


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
    kept: list[tuple[int, str]] = []
    dropped: list[tuple[int, str]] = []
    for number, paragraph in enumerate(paragraphs):
        (dropped if number >= PROTECTED_LEADS and _is_furniture(paragraph, repeated) else kept).append(
            (number, paragraph)
        )
    if not dropped:
        return page
    removed = tuple(RemovedBlock(page.numbers[number], paragraph, "repeated_on_host") for number, paragraph in dropped)
    return replace(
        page,
        text="\n\n".join(paragraph for _, paragraph in kept),
        numbers=tuple(page.numbers[number] for number, _ in kept),
        removed=tuple(sorted((*page.removed, *removed), key=lambda block: block.number)),
    )


def _is_furniture(paragraph: str, repeated: set[str]) -> bool:
    return _key(paragraph) in repeated and paragraph.count(" ") < LONGEST_WORDS and not CREDIT.search(paragraph)
