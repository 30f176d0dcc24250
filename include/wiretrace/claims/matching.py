"""Which mentions of a story state the same proposition.

Similarity on clause spans: character 4-grams weighted by how rare they are in the story, numbers, near-equal quotations
and the speaker. Sentence embeddings were worse on news clauses and need weights.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wiretrace.claims.articles import PlacedMention
from wiretrace.claims.lexicon import load_lexicon
from wiretrace.claims.quantities import conflicts, shared_value

MATCH = 0.34  # similarity from which two mentions state the same; set on the development stories
REWRITE_MATCH = 0.22  # between the two sides of a derivation, if each is the other's best match
CLUSTER_SHARE = 0.5  # share of MATCH that the average over two merged groups must reach
NAME_WEIGHT = 0.6
IDEA_WEIGHT = 3.0  # of a shared idea against one shared 4-gram
CONTAINMENT_SHARE = 0.3
SAME_SPEAKER = 0.08
OTHER_SPEAKER = -0.08
SHARED_NUMBER = 0.15
OTHER_NUMBER = -0.45
OPPOSITE = -0.05  # one denies, the other does not
QUOTED_SHARE = 0.8  # share of a quotation's words found in the other from which both are one quotation
MIN_QUOTED_WORDS = 3
_RARE_GRAMS = 14  # rarest grams by which a mention looks for others
_MAX_FREQUENCY = 60  # a gram in more texts of the story finds nothing particular
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_QUOTED = re.compile(r"[“\"„«']([^“”\"„»]{6,}?)[”\"»']")
_STOP = frozenset(
    "the a an of in on at to for from by with and or but that this it its is was are were be been being as he she they his her their has have had will would not no who which said says".split()
)


@dataclass(frozen=True)
class _Profile:
    """What of a mention is compared; mentions with the same words share one."""

    grams: Mapping[str, float]
    norm: float
    quoted: tuple[frozenset[str], ...]


def match_mentions(mentions: list[PlacedMention], parents: Iterable[tuple[str, str]] = ()) -> list[list[int]]:
    """Groups of indexes into `mentions`, each one claim. `parents` are (derived, source) article ids."""
    texts = [_normalise(m.mention.text) for m in mentions]
    unique = {text: k for k, text in enumerate(dict.fromkeys(texts))}
    profiles = _profile(list(unique), mentions, texts)
    copies: dict[int, list[int]] = defaultdict(list)
    for i, text in enumerate(texts):
        copies[unique[text]].append(i)
    scored = _score_pairs(profiles, copies, mentions)
    linked = _derived_links(scored, copies, mentions, frozenset(parents))
    return _cluster(scored, linked, copies, mentions)


def similarity_of(texts: list[str]) -> dict[tuple[int, int], float]:
    """Similarity of wordings alone, by pairs of indexes that share a rare gram."""
    profiles = _weigh([_grams(t) for t in texts], [()] * len(texts))
    return {(a, b): _wording_similarity(profiles[a], profiles[b]) for a, b in _candidates(profiles)}


def _normalise(text: str) -> str:
    return " ".join(w for w in _WORD.findall(text.lower().replace("’", "'")))


def _grams(text: str) -> Counter[str]:
    """4-grams of every content word, and its idea; names weigh less: they say whom a clause is about, not what it states."""
    ideas = load_lexicon().ideas
    grams: Counter[str] = Counter()
    for number, written in enumerate(_WORD.findall(text.replace("’", "'"))):
        word = written.lower().removesuffix("'s")
        if word in _STOP:
            continue
        factor = NAME_WEIGHT if written[0].isupper() and number else 1.0
        padded = f" {word} "
        for k in range(max(1, len(padded) - 3)):
            grams[padded[k : k + 4]] += factor
        if word in ideas:
            grams["=" + ideas[word]] += factor * IDEA_WEIGHT
    return grams


def _profile(unique: list[str], mentions: list[PlacedMention], texts: list[str]) -> list[_Profile]:
    first: dict[str, PlacedMention] = {}
    for m, text in zip(mentions, texts, strict=True):
        first.setdefault(text, m)
    return _weigh([_grams(first[text].mention.text) for text in unique], [_quoted_words(first[text]) for text in unique])


def _weigh(counted: list[Counter[str]], quoted: Sequence[tuple[frozenset[str], ...]]) -> list[_Profile]:
    """Frequency times the rarity of each gram among the texts."""
    frequency = Counter(g for grams in counted for g in grams)
    total = len(counted) + 1
    profiles = []
    for grams, quotes in zip(counted, quoted, strict=True):
        weights = {g: min(n, 2.5) * math.log(total / frequency[g]) for g, n in grams.items()}
        profiles.append(_Profile(weights, math.sqrt(sum(w * w for w in weights.values())) or 1.0, quotes))
    return profiles


def _wording_similarity(left: _Profile, right: _Profile) -> float:
    """Between cosine and containment: a short clause inside a longer one states the same."""
    small, large = (left, right) if len(left.grams) <= len(right.grams) else (right, left)
    product = sum(w * large.grams.get(g, 0.0) for g, w in small.grams.items())
    cosine = product / (left.norm * right.norm)
    containment = product / min(left.norm, right.norm) ** 2
    return (1 - CONTAINMENT_SHARE) * cosine + CONTAINMENT_SHARE * min(1.0, containment)


def _quoted_words(m: PlacedMention) -> tuple[frozenset[str], ...]:
    spans = [m.mention.text] if m.mention.kind == "direct" else _QUOTED.findall(m.mention.text)
    found = (frozenset(_WORD.findall(span.lower().replace("’", "'"))) for span in spans)
    return tuple(words for words in found if len(words - _STOP) >= MIN_QUOTED_WORDS)


def _candidates(profiles: list[_Profile]) -> set[tuple[int, int]]:
    """Pairs that share one of their rarest grams."""
    holders: dict[str, list[int]] = defaultdict(list)
    for k, profile in enumerate(profiles):
        for gram in profile.grams:
            holders[gram].append(k)
    pairs: set[tuple[int, int]] = set()
    for k, profile in enumerate(profiles):
        rare = sorted((g for g in profile.grams if 1 < len(holders[g]) <= _MAX_FREQUENCY), key=lambda g: (-profile.grams[g], g))
        for gram in rare[:_RARE_GRAMS]:
            pairs.update((min(k, other), max(k, other)) for other in holders[gram] if other != k)
    return pairs


def _score_pairs(profiles: list[_Profile], copies: Mapping[int, list[int]], mentions: list[PlacedMention]) -> dict[tuple[int, int], float]:
    """Similarity of distinct texts, about 0 to 1.2; pairs below the lowest threshold are left out."""
    scored = {}
    for a, b in _candidates(profiles):
        score = _similarity(profiles[a], profiles[b], [mentions[i] for i in copies[a]], [mentions[i] for i in copies[b]])
        if score >= REWRITE_MATCH * CLUSTER_SHARE:
            scored[a, b] = score
    return scored


def _similarity(left: _Profile, right: _Profile, ours: list[PlacedMention], theirs: list[PlacedMention]) -> float:
    cosine = _wording_similarity(left, right)
    if _is_same_quotation(left, right):
        return max(cosine, 0.95)
    opposed = OPPOSITE if (ours[0].mention.modality == "denied") != (theirs[0].mention.modality == "denied") else 0.0
    return cosine + opposed + _number_evidence(ours[0], theirs[0]) + _speaker_evidence(ours, theirs)


def _is_same_quotation(left: _Profile, right: _Profile) -> bool:
    return any(len(a & b) >= QUOTED_SHARE * min(len(a), len(b)) for a in left.quoted for b in right.quoted)


def _number_evidence(a: PlacedMention, b: PlacedMention) -> float:
    ours, theirs = a.mention.quantities, b.mention.quantities
    if not ours or not theirs:
        return 0.0
    if conflicts(ours, theirs):
        return OTHER_NUMBER
    return SHARED_NUMBER if shared_value(ours, theirs) else 0.0


def _speaker_evidence(ours: list[PlacedMention], theirs: list[PlacedMention]) -> float:
    left, right = {m.speaker_id for m in ours} - {None}, {m.speaker_id for m in theirs} - {None}
    if not left or not right:
        return 0.0
    return SAME_SPEAKER if left & right else OTHER_SPEAKER


def _derived_links(scored: Mapping[tuple[int, int], float], copies: Mapping[int, list[int]], mentions: list[PlacedMention], parents: frozenset[tuple[str, str]]) -> set[tuple[int, int]]:
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


def _cluster(scored: Mapping[tuple[int, int], float], linked: set[tuple[int, int]], copies: Mapping[int, list[int]], mentions: list[PlacedMention]) -> list[list[int]]:
    """Joins pairs from the best down; two groups merge only if they are alike on average and no numbers conflict."""
    group = {k: [k] for k in copies}
    ordered = sorted(((s, pair) for pair, s in scored.items() if s >= MATCH or pair in linked), key=lambda item: (-item[0], item[1]))
    for score, (a, b) in ordered:
        left, right = group[a], group[b]
        if left is right or not _may_merge(left, right, scored, score, (a, b) in linked):
            continue
        left.extend(right)
        for k in right:
            group[k] = left
    distinct = {id(members): members for members in group.values()}
    return sorted(sorted(i for k in members for i in copies[k]) for members in distinct.values())


def _may_merge(left: list[int], right: list[int], scored: Mapping[tuple[int, int], float], score: float, is_linked: bool) -> bool:
    if len(left) == 1 and len(right) == 1:
        return True
    scores = [scored.get((min(a, b), max(a, b)), 0.0) for a in left for b in right]
    floor = (REWRITE_MATCH if is_linked else MATCH) * CLUSTER_SHARE
    return sum(scores) / len(scores) >= floor
