"""Statements of a derived article that no held source supports: additions, other reporting, or inventions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from wiretrace.claims.articles import PlacedMention, StoryArticle
from wiretrace.claims.language.ideas import WORD
from wiretrace.claims.language.sentences import split_sentences
from wiretrace.claims.matching.similarity import STOP_WORDS, count_grams
from wiretrace.claims.origins.lineage import Descent
from wiretrace.claims.origins.tracing import UNCREDITING, MentionOrigin

# Share of a statement's letters found in two neighbouring sentences of a source; set on the sample.
SUPPORTED = 0.5
CLOSE_TO_TEXT = 0.5  # median over an article's statements; one that rewords more freely is judged by names and numbers
STANDING_OUT = 0.65  # of that median
WINDOW = 2  # sentences
UNDERIVED = frozenset(["credit", "override"])  # rules of origins by which a mention comes from elsewhere
_FACT = re.compile(r"(?<![\w’'-])[A-ZÀ-Þ][\w’-]+|^\W*\w+")  # a capital, not that of the first word
_NUMBER = re.compile(r"(?<![\w.,])\d\d+(?![\w])")
MIN_WORDS = 4  # content words; of a shorter statement nothing can be told


@dataclass(frozen=True)
class Orphan:
    """`support`: how much of the statement stands in the sentences that are nearest to it, 0 to 1."""

    mention_id: str
    source_article_id: str
    relation: str
    support: float
    nearest_text: str
    missing_words: tuple[str, ...]


@dataclass(frozen=True)
class _Source:
    text: str
    spans: list[tuple[int, int]]
    windows: list[frozenset[str]]
    words: frozenset[str]


def find_orphans(
    claims: Iterable[tuple[Sequence[PlacedMention], Sequence[MentionOrigin]]], descents: Iterable[Sequence[Descent]]
) -> list[Orphan]:
    """Mentions in whole copies and rewrites whose claim no source states, and whose words stand in none.

    What an article credits to somebody else by name is not derived from that source and is left out.
    """
    stated: dict[str, list[tuple[int, PlacedMention, MentionOrigin]]] = defaultdict(list)
    for number, (mentions, origins) in enumerate(claims):
        for m, o in zip(mentions, origins, strict=True):
            stated[m.article.article_id].append((number, m, o))
    read: dict[str, _Source] = {}
    orphans: list[Orphan] = []
    for known in descents:
        sources = [descent for descent in known if not descent.is_print]  # of what is not held nothing is missing
        if not sources or not sources[0].is_whole:
            continue
        texts = [_held(descent.source, read) for descent in sources]
        supported = {number for d in sources for number, _, _ in stated.get(d.source.article_id, ())}
        told = [(number, m, o) for number, m, o in stated.get(sources[0].derived.article_id, ()) if _is_statement(m)]
        found = [_support(m, texts) for _, m, _ in told]
        usual = median(one.support for one in found) if found else 0.0
        orphans += [
            _orphan(m, one, sources)
            for (number, m, o), one in zip(told, found, strict=True)
            if number not in supported and o.rule_id not in UNDERIVED and _is_alone(one, usual)
        ]
    return sorted(orphans, key=lambda o: o.mention_id)


def _is_statement(m: PlacedMention) -> bool:
    """In the text, long enough to be compared, and no line that says who helped."""
    credits = (c for c in m.article.credits if c.rule in UNCREDITING and c.start is not None)
    is_credit = any(m.mention.start <= (c.start or 0) < m.mention.end for c in credits)
    return m.mention.field == "text" and not is_credit and len(_content_words(m.mention.text)) >= MIN_WORDS


def _held(article: StoryArticle, read: dict[str, _Source]) -> _Source:
    if article.article_id not in read:
        read[article.article_id] = _read(article)
    return read[article.article_id]


def _read(article: StoryArticle) -> _Source:
    spans = split_sentences(article.text)
    grams = [frozenset(count_grams(article.text[a:b])) for a, b in spans]
    windows = [frozenset[str]().union(*grams[k : k + WINDOW]) for k in range(len(spans))]
    return _Source(article.text, spans, windows, _content_words(article.text))


@dataclass(frozen=True)
class _Support:
    support: float
    source: int  # number of the source
    nearest_text: str
    missing: frozenset[str]
    has_new_fact: bool  # a name or number that stands in no source


def _support(m: PlacedMention, texts: Sequence[_Source]) -> _Support:
    """The two sentences of the sources in which most of a statement stands."""
    if any(m.mention.text in text.text for text in texts):
        return _Support(1.0, 0, m.mention.text, frozenset(), False)
    wanted, content = count_grams(m.mention.text), _content_words(m.mention.text)
    share, n, k = max(
        (_share(wanted, window), -n, -k) for n, text in enumerate(texts) for k, window in enumerate(text.windows)
    )
    spans = texts[-n].spans[-k : -k + WINDOW]
    missing = content.difference(*(text.words for text in texts))
    facts = {w.lower() for w in _FACT.findall(m.mention.text)[1:]} | set(_NUMBER.findall(m.mention.text))
    return _Support(share, -n, texts[-n].text[spans[0][0] : spans[-1][1]], missing, bool(facts & missing))


def _is_alone(found: _Support, usual: float) -> bool:
    if found.support >= SUPPORTED or not found.missing:
        return False
    stands_out = usual >= CLOSE_TO_TEXT and found.support <= STANDING_OUT * usual
    return stands_out or found.has_new_fact


def _orphan(m: PlacedMention, found: _Support, sources: Sequence[Descent]) -> Orphan:
    ends = sources[found.source].source.article_id, sources[found.source].relation
    return Orphan(m.mention_id, *ends, round(found.support, 4), found.nearest_text, tuple(sorted(found.missing)))


def _share(wanted: Mapping[str, float], held: frozenset[str]) -> float:
    total = sum(wanted.values())
    return sum(weight for gram, weight in wanted.items() if gram in held) / total if total else 1.0


def _content_words(text: str) -> frozenset[str]:
    return frozenset(w.lower().removesuffix("'s") for w in WORD.findall(text.replace("’", "'"))) - STOP_WORDS
