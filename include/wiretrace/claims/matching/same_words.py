"""Texts that quote the same words: one contains what another quotes, or both quote nearly the same.

Only texts with the rarest of a quotation's words are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

QUOTED_SHARE = 0.8  # share of the shorter quotation's words found in the other from which both are one quotation
MIN_ALTERED_WORDS = 5  # of a quotation that may differ in a word; shorter ones must be equal


@dataclass(frozen=True)
class _Index:
    """Word → numbers of the texts that have it."""

    holders: Mapping[str, list[int]]

    def find(self, words: Collection[str], count: int) -> set[int]:
        """Texts with one of the `count` rarest words."""
        rarest = sorted(words, key=lambda word: len(self.holders.get(word, ())))[:count]
        return {k for word in rarest for k in self.holders.get(word, ())}


def find_same_quotations(quoted: Sequence[Sequence[str]], plain: Sequence[str]) -> set[tuple[int, int]]:
    """Pairs of texts by number, the lower one first; `quoted` are their quotations, `plain` all their words."""
    quoting: dict[str, list[int]] = defaultdict(list)
    for k, found in enumerate(quoted):
        for quotation in found:
            quoting[quotation].append(k)
    pairs = [
        (a, b) for quotation, holders in _find_holders([*quoting], plain) for a in quoting[quotation] for b in holders
    ]
    for one, other in _find_altered([*quoting]):
        pairs += [(a, b) for a in quoting[one] for b in quoting[other]]
    return {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}


def _find_holders(quotations: Sequence[str], plain: Sequence[str]) -> Iterator[tuple[str, list[int]]]:
    """Quotations, each with the texts that contain it."""
    index = _read_index(plain)
    for quotation in quotations:
        inside = quotation.split()[1:-1]  # the first and the last word may be pieces of others
        yield quotation, [k for k in index.find(inside, 1) if quotation in plain[k]]


def _find_altered(quotations: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of quotations in nearly the same words."""
    index, words = _read_index(quotations), [set(quotation.split()) for quotation in quotations]
    for k, ours in enumerate(words):
        missing = sum((len(ours) - n) / len(ours) >= QUOTED_SHARE for n in range(1, len(ours)))
        others = index.find(ours, 1 + missing) if len(ours) >= MIN_ALTERED_WORDS else ()
        for other in others:
            if len(words[other]) >= len(ours) and len(ours & words[other]) / len(ours) >= QUOTED_SHARE:
                yield quotations[k], quotations[other]


def _read_index(texts: Sequence[str]) -> _Index:
    holders: dict[str, list[int]] = defaultdict(list)
    for k, text in enumerate(texts):
        for word in set(text.split()):
            holders[word].append(k)
    return _Index(holders)
