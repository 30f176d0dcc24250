"""Which mentions of a story state the same proposition.

Similarity on clause spans: character 4-grams weighted by how rare they are in the story, numbers, near-equal quotations
and the speaker. Sentence embeddings were worse on news clauses and need weights.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from wiretrace.claims.articles import PlacedMention
from wiretrace.claims.quantities import conflicts, shared_value
from wiretrace.claims.similarity import STOP_WORDS, WORD, similar_pairs

MATCH = 0.36  # similarity from which two mentions state the same; set on the development stories
REWRITE_MATCH = 0.22  # between the two sides of a derivation, if each is the other's best match
CLUSTER_SHARE = 0.7  # share of MATCH that the average over two merged groups must reach
SAME_SPEAKER = 0.05
OTHER_SPEAKER = -0.05
SHARED_NUMBER = 0.15
OTHER_NUMBER = -0.45
OPPOSITE = -0.05  # one denies, the other does not
QUOTED_SHARE = 0.8  # share of a quotation's words found in the other from which both are one quotation
MIN_QUOTED_WORDS = 3
MIN_ALTERED_WORDS = 5  # of a quotation that may differ in a word; shorter ones must be equal
SAME_QUOTATION = 0.95
LEAST_WORDING = 0.15  # likeness of wording below which no other evidence counts
_QUOTED = re.compile(r"[“\"„«']([^“”\"„»]{6,}?)[”\"»']")


def match_mentions(mentions: list[PlacedMention], parents: Sequence[tuple[str, str]] = ()) -> list[list[int]]:
    """Groups of indexes into `mentions`, each one claim. `parents` are (derived, source) article ids."""
    texts = [_normalise(m.mention.text) for m in mentions]
    unique = {text: k for k, text in enumerate(dict.fromkeys(texts))}
    copies: dict[int, list[int]] = defaultdict(list)
    for i, text in enumerate(texts):
        copies[unique[text]].append(i)
    scored = _score_pairs(copies, mentions)
    linked = _derived_links(scored, copies, mentions, frozenset(parents)) if parents else set()
    return _cluster(scored, linked, copies)


def _normalise(text: str) -> str:
    return " ".join(w for w in WORD.findall(text.lower().replace("’", "'")))


def _quotations(m: PlacedMention) -> tuple[str, ...]:
    """Quoted runs of a mention, normalised; runs too short to be told from common speech are left out."""
    spans = [m.mention.text] if m.mention.kind == "direct" else _QUOTED.findall(m.mention.text)
    found = (_normalise(span) for span in spans)
    return tuple(
        run for run in found if len(run.split()) >= MIN_QUOTED_WORDS and len(set(run.split()) - STOP_WORDS) >= 2
    )


def _score_pairs(copies: Mapping[int, list[int]], mentions: list[PlacedMention]) -> dict[tuple[int, int], float]:
    """Evidence that two distinct texts state the same, about 0 to 1.2; weak pairs are left out."""
    first = [mentions[holders[0]] for holders in copies.values()]
    quoted, texts = [_quotations(m) for m in first], [_normalise(m.mention.text) for m in first]
    speakers = [{mentions[i].speaker_id for i in holders} - {None} for holders in copies.values()]
    scored = {}
    for a, b, wording in similar_pairs([m.mention.text for m in first], LEAST_WORDING):
        if _is_same_quotation(quoted[a], texts[a], quoted[b], texts[b]):
            scored[a, b] = max(wording, SAME_QUOTATION)
            continue
        score = wording + _evidence(first[a], first[b]) + _speaker_evidence(speakers[a], speakers[b])
        if score >= REWRITE_MATCH * CLUSTER_SHARE:
            scored[a, b] = score
    return scored


def _is_same_quotation(quoted: Sequence[str], text: str, other_quoted: Sequence[str], other_text: str) -> bool:
    """One side quotes words that the other contains, or both quote nearly the same words."""
    if any(run in other_text for run in quoted) or any(run in text for run in other_quoted):
        return True
    return any(_share(set(a.split()), set(b.split())) >= QUOTED_SHARE for a in quoted for b in other_quoted)


def _share(left: set[str], right: set[str]) -> float:
    small = min(len(left), len(right))
    return len(left & right) / small if small >= MIN_ALTERED_WORDS else 0.0


def _evidence(a: PlacedMention, b: PlacedMention) -> float:
    """What numbers and denials say for or against: shared values bind, other values of one unit part."""
    opposed = OPPOSITE if (a.mention.modality == "denied") != (b.mention.modality == "denied") else 0.0
    ours, theirs = a.mention.quantities, b.mention.quantities
    if not ours or not theirs:
        return opposed
    if conflicts(ours, theirs):
        return opposed + OTHER_NUMBER
    return opposed + (SHARED_NUMBER if shared_value(ours, theirs) else 0.0)


def _speaker_evidence(left: set[str | None], right: set[str | None]) -> float:
    if not left or not right:
        return 0.0
    return SAME_SPEAKER if left & right else OTHER_SPEAKER


def _derived_links(
    scored: Mapping[tuple[int, int], float],
    copies: Mapping[int, list[int]],
    mentions: list[PlacedMention],
    parents: frozenset[tuple[str, str]],
) -> set[tuple[int, int]]:
    """Pairs across a derivation in which each is the other's best match: a rewrite restates its source, clause by clause."""
    articles = {k: {mentions[i].article.article_id for i in holders} for k, holders in copies.items()}
    best: dict[tuple[int, str], tuple[float, int]] = {}
    for (a, b), score in scored.items():
        for mine, other in ((a, b), (b, a)):
            for article in articles[other]:
                if score > best.get((mine, article), (0.0, -1))[0]:
                    best[mine, article] = (score, other)
    links = set()
    for (a, b), score in scored.items():
        if score < REWRITE_MATCH:
            continue
        for x in articles[a]:
            for y in articles[b]:
                if ((x, y) in parents or (y, x) in parents) and best[a, y][1] == b and best[b, x][1] == a:
                    links.add((a, b))
    return links


def _cluster(
    scored: Mapping[tuple[int, int], float], linked: set[tuple[int, int]], copies: Mapping[int, list[int]]
) -> list[list[int]]:
    """Joins pairs from the best down; two groups merge only if their members are alike on average."""
    members = {k: [k] for k in copies}
    group = {k: k for k in copies}
    ties = _neighbours(scored)
    strong = ((s, pair) for pair, s in scored.items() if s >= MATCH or pair in linked)
    for _, (a, b) in sorted(strong, key=lambda item: (-item[0], item[1])):
        left, right = group[a], group[b]
        if left == right or not _may_merge(
            ties, left, right, len(members[left]) * len(members[right]), (a, b) in linked
        ):
            continue
        left, right = sorted((left, right), key=lambda g: (-len(members[g]), g))
        for k in members[right]:
            group[k] = left
        members[left] += members.pop(right)
        _join_ties(ties, left, right)
    return sorted(sorted(i for k in found for i in copies[k]) for found in members.values())


def _neighbours(scored: Mapping[tuple[int, int], float]) -> dict[int, dict[int, float]]:
    """Group → other group → sum of the scores between their members; each text is a group at first."""
    ties: dict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), score in scored.items():
        ties[a][b] = ties[b][a] = score
    return ties


def _may_merge(ties: Mapping[int, Mapping[int, float]], left: int, right: int, pairs: int, is_linked: bool) -> bool:
    floor = (REWRITE_MATCH if is_linked else MATCH) * CLUSTER_SHARE
    return pairs == 1 or ties[left].get(right, 0.0) / pairs >= floor


def _join_ties(ties: dict[int, dict[int, float]], left: int, right: int) -> None:
    for other, score in ties.pop(right).items():
        ties[other].pop(right)
        if other != left:
            ties[left][other] = ties[other][left] = ties[left].get(other, 0.0) + score
