"""Compares a measured warehouse with what is true about the sample web."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import duckdb

from sample.truth import Mention, Truth
from wiretrace.fetch.identity import canonical_url

COPIES = ("mirror", "wire_copy", "rewrite", "excerpt")
COVERED = 0.6  # share of the true span, or of the found one, that must lie in the other
FOLDED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


@dataclass(frozen=True)
class Found:
    """A mention of the warehouse."""

    article: str
    field: str
    start: int
    end: int
    claim_id: str
    speaker: str | None


@dataclass(frozen=True)
class SampleScore:
    """Shares from 0 to 1; the lists name what to look at."""

    derivation_recall: float
    relation_accuracy: float
    false_copies: tuple[str, ...]
    missed_derivations: tuple[str, ...]
    story_pair_precision: float
    story_pair_recall: float
    mention_recall: float
    claim_pair_precision: float
    claim_pair_recall: float
    origin_exact: float
    origin_exact_shared: float
    merged_apart: tuple[str, ...]
    furniture_mentions: tuple[str, ...]

    @property
    def claim_pair_f1(self) -> float:
        p, r = self.claim_pair_precision, self.claim_pair_recall
        return 2 * p * r / (p + r) if p + r else 0.0


def score_sample(con: duckdb.DuckDBPyConnection, truth: Truth) -> SampleScore:
    names = _article_names(con, truth)
    edges = _edges(con, names)
    expected = {(t.derived, source): t.relation for t in truth.derivations for source in (t.source, *t.alternatives)}
    hits = [t for t in truth.derivations if any((t.derived, s) in edges for s in (t.source, *t.alternatives))]
    right = [t for t in hits if any(t.relation in edges.get((t.derived, s), ()) for s in (t.source, *t.alternatives))]
    related = truth.common_source_pairs | {frozenset(pair) for pair in expected}
    false = sorted(
        f"{derived} <- {source} ({', '.join(sorted(kinds & set(COPIES)))})"
        for (derived, source), kinds in edges.items()
        if kinds & set(COPIES) and frozenset((derived, source)) not in related
    )
    return SampleScore(
        derivation_recall=len(hits) / len(truth.derivations),
        relation_accuracy=len(right) / len(hits) if hits else 0.0,
        false_copies=tuple(false),
        missed_derivations=tuple(f"{t.derived} <- {t.source}" for t in truth.derivations if t not in hits),
        **_story_scores(con, truth, names),
        **_claim_scores(con, truth, names),
    )


def _article_names(con: duckdb.DuckDBPyConnection, truth: Truth) -> dict[str, str]:
    """Article id of the warehouse to its name in the truth."""
    held = dict(con.execute("select canonical_url, article_id from core.articles").fetchall())
    addresses = {name: canonical_url(article.url) for name, article in truth.articles.items()}
    return {held[address]: name for name, address in addresses.items() if address in held}


def _edges(con: duckdb.DuckDBPyConnection, names: dict[str, str]) -> dict[tuple[str, str], set[str]]:
    edges: dict[tuple[str, str], set[str]] = defaultdict(set)
    rows = con.execute(
        "select derived_article_id, coalesce(source_article_id, source_name), relation from overlap.derivations"
        " where relation <> 'same_event'"
    ).fetchall()
    for derived, source, relation in rows:
        edges[names.get(derived, derived), names.get(source, source)].add(relation)
    return edges


def _story_scores(con: duckdb.DuckDBPyConnection, truth: Truth, names: dict[str, str]) -> dict[str, float]:
    found = {
        names[article]: story
        for story, article in con.execute("select story_id, article_id from overlap.story_articles").fetchall()
        if article in names
    }
    right = {name: story for story, members in truth.stories.items() for name in members if name in found}
    precision, recall = _pair_scores([right[name] for name in sorted(right)], [found[name] for name in sorted(right)])
    return {"story_pair_precision": precision, "story_pair_recall": recall}


def _claim_scores(con: duckdb.DuckDBPyConnection, truth: Truth, names: dict[str, str]) -> dict[str, Any]:
    texts = _texts(con, names)
    found = _found_mentions(con, names)
    located = [(claim, m, _best(found, _locate(m, texts))) for claim in truth.claims for m in claim.mentions]
    matched = [(claim, m, f) for claim, m, f in located if f is not None]
    precision, recall = _pair_scores(
        [claim.id for claim, _, _ in located], [f.claim_id if f else f"-{n}" for n, (_, _, f) in enumerate(located)]
    )
    origins = dict(con.execute("select claim_id, origin_count_low from claims.claims").fetchall())
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for claim, _, f in matched:
        groups[claim.id][f.claim_id] += 1
    exact = {
        claim.id: origins.get(groups[claim.id].most_common(1)[0][0]) == claim.independent_origins
        for claim in truth.claims
        if groups[claim.id]
    }
    shared = [exact[c.id] for c in truth.claims if c.id in exact and len({m.article for m in c.mentions}) > 1]
    apart = [link for link in truth.claim_links if link.relation in ("apart", "contradicts")]
    return {
        "mention_recall": len(matched) / len(located),
        "claim_pair_precision": precision,
        "claim_pair_recall": recall,
        "origin_exact": sum(exact.values()) / len(exact) if exact else 0.0,
        "origin_exact_shared": sum(shared) / len(shared) if shared else 0.0,
        "merged_apart": tuple(
            f"{link.claim} + {link.other}" for link in apart if set(groups[link.claim]) & set(groups[link.other])
        ),
        "furniture_mentions": tuple(_furniture(con, truth)),
    }


def find_mentions(con: duckdb.DuckDBPyConnection, truth: Truth) -> Iterator[tuple[Mention, str, Found]]:
    """Mentions of the truth that were found, with the article's id in the warehouse."""
    names = _article_names(con, truth)
    texts, found = _texts(con, names), _found_mentions(con, names)
    ids = {name: article_id for article_id, name in names.items()}
    for mention in (m for claim in truth.claims for m in claim.mentions):
        best = _best(found, _locate(mention, texts))
        if best is not None:
            yield mention, ids[mention.article], best


def _texts(con: duckdb.DuckDBPyConnection, names: dict[str, str]) -> dict[tuple[str, str], str]:
    rows = con.execute("select article_id, coalesce(title, ''), text from core.articles").fetchall()
    return {
        (names[article], field): value
        for article, title, text in rows
        if article in names
        for field, value in (("title", title), ("text", text))
    }


def _found_mentions(con: duckdb.DuckDBPyConnection, names: dict[str, str]) -> dict[tuple[str, str], list[Found]]:
    rows = con.execute(
        "select article_id, field, char_start, char_end, claim_id, speaker from claims.mentions order by all"
    ).fetchall()
    found: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for article, field, *rest in rows:
        if article in names:
            found[names[article], field].append(Found(names[article], field, *rest))
    return found


def _locate(mention: Mention, texts: dict[tuple[str, str], str]) -> tuple[tuple[str, str], int, int] | None:
    key = (mention.article, mention.field)
    start = texts.get(key, "").translate(FOLDED).find(mention.span.translate(FOLDED))
    return (key, start, start + len(mention.span)) if start >= 0 else None


def _best(found: dict[tuple[str, str], list[Found]], place: tuple[tuple[str, str], int, int] | None) -> Found | None:
    if place is None:
        return None
    key, start, end = place
    shared = [(min(f.end, end) - max(f.start, start), -(f.end - f.start), f) for f in found.get(key, ())]
    fitting = [s for s in shared if s[0] >= COVERED * min(end - start, -s[1])]
    return max(fitting, key=lambda s: (s[0], s[1]))[2] if fitting else None


def _pair_scores(right: Sequence[str], found: Sequence[str]) -> tuple[float, float]:
    """Precision and recall of "these two belong together"."""
    both = same_right = same_found = 0
    for a, b in combinations(range(len(right)), 2):
        is_right, is_found = right[a] == right[b], found[a] == found[b]
        both += is_right and is_found
        same_right += is_right
        same_found += is_found
    return both / same_found if same_found else 0.0, both / same_right if same_right else 0.0


def _furniture(con: duckdb.DuckDBPyConnection, truth: Truth) -> Iterable[str]:
    for line in truth.page_furniture:
        if con.execute(
            "select 1 from claims.mentions where contains($line, text) or contains(text, $line)", {"line": line}
        ).fetchone():
            yield line
