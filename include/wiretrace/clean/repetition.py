"""Blocks that a host prints on several of its pages belong to the site, not to one article.

Counted only within a host: the same paragraph on two hosts is syndication, which is what Wiretrace looks for.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from wiretrace.clean.maintext import MainText, RemovedBlock
from wiretrace.fetch.identity import stable_id

SIGHTING = (
    2.0  # log odds that each other page with a block speaks against it: on two pages what was kept below .88 goes
)
RECURRING = 3  # other pages that a block of earlier dates counts for
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
    """The pages of one host without the blocks that they share and that were not surely the article's.

    Leads, credits and editors' notes stay. `recurring` has hashes of the host's earlier dates, see `block_hashes`.
    """
    keys = [[_key(paragraph) for paragraph in page.text.split("\n\n") if paragraph] for page in pages]
    counts = Counter(key for number in _distinct(keys) for key in set(keys[number]))
    found = []
    for page, own in zip(pages, keys, strict=True):
        remembered = _remembered(own, recurring)
        found.append(_without(page, [counts[key] - 1 + RECURRING * (key in remembered) for key in own]))
    return found


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


def _without(page: MainText, sightings: Sequence[int]) -> MainText:
    """`sightings`: on how many other pages of the host each paragraph stands."""
    paragraphs = page.text.split("\n\n")
    is_doubted = [
        count > 0 and odds < SIGHTING * count for odds, count in zip(_log_odds(page), sightings, strict=False)
    ]
    end = max((number for number, doubted in enumerate(is_doubted) if not doubted), default=-1)
    kept: list[tuple[int, str]] = []
    dropped: list[tuple[int, str]] = []
    for number, paragraph in enumerate(paragraphs):
        is_inner_heading = number < end and paragraph.count(" ") < HEADING_WORDS
        is_protected = number < PROTECTED_LEADS or is_inner_heading or not _may_go(paragraph)
        (kept if is_protected or not is_doubted[number] else dropped).append((number, paragraph))
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
        shares=tuple(page.shares[number] for number, _ in kept),
        removed=tuple(sorted((*page.removed, *removed), key=lambda block: block.number)),
    )


def _log_odds(page: MainText) -> list[float]:
    return [math.log(max(share, 1e-9) / max(1 - share, 1e-9)) for share in page.shares]


def _may_go(paragraph: str) -> bool:
    return paragraph.count(" ") < LONGEST_WORDS and not CREDIT.search(paragraph)
