"""Statements that their own article sets against the one before: `… united, she said. But lawmakers are divided.`"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np

from wiretrace.claims.articles import PlacedMention
from wiretrace.claims.language.lexicon import load_lexicon
from wiretrace.claims.matching.likeness import FEATURES, describe_pairs
from wiretrace.claims.matching.telling import read_texts
from wiretrace.claims.relations.links import ClaimLink

_OPENING, _LONGEST = 40, 8  # characters before a statement in which its sentence can begin; of the word that opens it
_Placed = tuple[PlacedMention, str]  # a mention and its claim


def find_rebuttals(claims: Mapping[str, Sequence[PlacedMention]]) -> list[ClaimLink]:
    """Links between claims that an article has from two voices, one right behind the other after a `but`, in contrary words."""
    placed: dict[str, list[_Placed]] = defaultdict(list)
    for claim_id, mentions in claims.items():
        for m in mentions:
            if m.mention.field == "text" and m.mention.modality == "asserted":
                placed[m.article.article_id].append((m, claim_id))
    pairs = [pair for article in sorted(placed) for pair in _set_against(placed[article])]
    texts = [m for pair in pairs for m, _ in pair]
    ones = np.arange(0, len(texts), 2)
    described = describe_pairs(read_texts(texts), ones, ones + 1)
    found: dict[frozenset[str], ClaimLink] = {}
    for ((_, claim), (_, other_claim)), values in zip(pairs, described.tolist(), strict=True):
        features = dict(zip(FEATURES, values, strict=True))
        if features["opposite"] and features["covered_less"]:
            link = ClaimLink(claim, other_claim, "contradicts", "contrary words, set against each other")
            found.setdefault(frozenset((claim, other_claim)), link)
    return [*found.values()]


def _set_against(placed: Sequence[_Placed]) -> Iterator[tuple[_Placed, _Placed]]:
    for before, after in pairwise(sorted(placed, key=lambda p: p[0].mention.start)):
        start, text = after[0].mention.start, after[0].article.text
        is_other = before[1] != after[1] and before[0].speaker_id != after[0].speaker_id
        if is_other and _adversative().search(text[max(0, start - _OPENING) : start + _LONGEST]):
            yield before, after


@lru_cache(maxsize=1)
def _adversative() -> re.Pattern[str]:
    """One that opens the sentence in which the statement begins."""
    words = "|".join(sorted(load_lexicon().grammar["adversatives"]))
    return re.compile(rf"(?:[.!?][”\"’']? |\n)(?:{words})\b[^.!?\n]*$", re.IGNORECASE)
