"""What is true about the sample web: who took what from whom, and how many origins stand behind a claim.

`load_truth` checks `truth.yaml` against the texts: every span stands verbatim in its article, every
count follows from its mentions, every name is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from sample.corpus import FOLDER, Article, Corpus, load_corpus

RELATIONS = ("mirror", "wire_copy", "rewrite", "excerpt", "shared_quotation", "common_source", "same_event")
KINDS = ("direct", "mixed", "indirect", "headline", "narrator")
UNKNOWN_ORIGIN = "?"
_FOLDED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


class TruthError(ValueError):
    """truth.yaml disagrees with the texts or with itself."""


@dataclass(frozen=True)
class Derivation:
    """`source` is an article id, or the name of an origin that no host serves.

    `alternatives` are sources that are as right: whole copies of one wire cannot be told apart.
    """

    derived: str
    source: str
    relation: str
    is_credited: bool
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mention:
    """One span in one article; `start` and `end` count characters of `field` (title or text) in its last revision.

    `relation` says how it relates to the claim: exact, paraphrase, variant, restates or contradicts.
    """

    article: str
    span: str
    field: str
    start: int
    end: int
    kind: str
    speaker: str | None
    origin: str
    relation: str
    via: str | None = None


@dataclass(frozen=True)
class Claim:
    """`origins` are names of agencies, outlets, briefings or documents; unknown ones are not counted."""

    id: str
    story: str
    text: str
    independent_origins: int
    origins: tuple[str, ...]
    principals: tuple[str, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class ClaimLink:
    """`relation`: contradicts, supersedes, or apart (they look alike and must not meet)."""

    claim: str
    other: str
    relation: str


@dataclass(frozen=True)
class Namesake:
    """Two persons of one name, and the articles in which each is meant."""

    name: str
    persons: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Truth:
    """`independent` pairs cover one event without copying; `unrelated` pairs are not even about one event.

    `page_furniture` are lines of pages that are no article text; `text_furniture` are lines inside
    texts that make no derivation; `shared_sayings` are quotations that independent stories share.
    """

    articles: dict[str, Article]
    stories: dict[str, tuple[str, ...]]
    derivations: tuple[Derivation, ...]
    claims: tuple[Claim, ...]
    claim_links: tuple[ClaimLink, ...]
    independent: tuple[tuple[str, str], ...]
    unrelated: tuple[tuple[str, str], ...]
    separate_stories: tuple[tuple[str, str], ...]
    namesakes: tuple[Namesake, ...]
    page_furniture: tuple[str, ...]
    text_furniture: tuple[str, ...]
    shared_sayings: tuple[str, ...]

    @property
    def absent_origins(self) -> frozenset[str]:
        """Sources of derivations that are named, not held."""
        return frozenset(d.source for d in self.derivations if d.source not in self.articles)

    @property
    def common_source_pairs(self) -> frozenset[frozenset[str]]:
        """Pairs that share text because both hold the same absent text, directly or through copies."""
        corpus = load_corpus()
        roots = {a.id: find_root(corpus, a) for a in self.articles.values()}
        held = {root: sorted(i for i, r in roots.items() if r == root) for root in corpus.wires}
        return frozenset(frozenset(pair) for ids in held.values() for pair in combinations(ids, 2))


def find_root(corpus: Corpus, article: Article) -> str:
    """Id of the wire or article whose words `article` copies in the end; its own id if it copies none."""
    source = article.copying.source if article.copying else article.id
    if source == article.id or source in corpus.wires:
        return source
    return find_root(corpus, corpus.articles[source])


def _locate(article: Article, span: str, field: str) -> tuple[str, str, int, int]:
    """Span (as this article writes it: copies may have straight quotation marks), field, start and end."""
    revision = article.revisions[-1]
    text = revision.title if field == "title" else revision.text
    start = text.translate(_FOLDED).find(span.translate(_FOLDED))
    if start < 0:
        raise TruthError(f"{article.id}: {span!r} does not stand in its {field}")
    end = start + len(span)
    return text[start:end], field, start, end


def _read_mentions(row: dict[str, Any], articles: dict[str, Article]) -> list[Mention]:
    if row["kind"] not in KINDS:
        raise TruthError(f"unknown kind {row['kind']!r}")
    field = "title" if row["kind"] == "headline" else "text"
    ids = row["in"] if isinstance(row["in"], list) else [row["in"]]
    rest = {"kind": row["kind"], "speaker": row.get("speaker"), "origin": row["origin"]}
    rest |= {"relation": row.get("relation", "exact"), "via": row.get("via")}
    return [Mention(i, *_locate(articles[i], row["span"], field), **rest) for i in ids]


def _read_claim(row: dict[str, Any], articles: dict[str, Article]) -> Claim:
    mentions = tuple(mention for part in row["mentions"] for mention in _read_mentions(part, articles))
    origins = tuple(sorted({m.origin for m in mentions} - {UNKNOWN_ORIGIN}))
    if len(origins) != row["origins"]:
        raise TruthError(f"{row['id']}: {row['origins']} origins stated, its mentions have {origins}")
    strays = {m.article for m in mentions if articles[m.article].story != row["story"]}
    if strays:
        raise TruthError(f"{row['id']}: mentions in articles of another story: {strays}")
    principals = tuple(row.get("principals", ()))
    return Claim(row["id"], row["story"], row["claim"], len(origins), origins, principals, mentions)


def _read_derivation(row: dict[str, Any], corpus: Corpus) -> Derivation:
    absent = set(corpus.wire_origins.values())
    for name in (row["source"], *row.get("or", ())):
        if name not in corpus.articles and name not in absent:
            raise TruthError(f"{row['derived']}: unknown source {name!r}")
    if row["derived"] not in corpus.articles or row["relation"] not in RELATIONS:
        raise TruthError(f"unknown article or relation: {row}")
    return Derivation(row["derived"], row["source"], row["relation"], row["credited"], tuple(row.get("or", ())))


def _read_pairs(rows: list[list[str]], known: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    for name in (name for row in rows for name in row):
        if name not in known:
            raise TruthError(f"unknown id {name!r} in a pair")
    return tuple((row[0], row[1]) for row in rows)


def _read_links(rows: list[dict[str, str]], claims: tuple[Claim, ...]) -> tuple[ClaimLink, ...]:
    known = {claim.id for claim in claims}
    for row in rows:
        if not {row["claim"], row["other"]} <= known:
            raise TruthError(f"unknown claim in {row}")
    return tuple(ClaimLink(**row) for row in rows)


@cache
def load_truth(folder: Path = FOLDER) -> Truth:
    """Raises `TruthError` where the truth does not fit the texts."""
    corpus = load_corpus(folder)
    stated = yaml.safe_load((folder / "truth.yaml").read_text(encoding="utf-8"))
    claims = tuple(_read_claim(row, corpus.articles) for row in stated["claims"])
    return Truth(
        articles=corpus.articles,
        stories={s: tuple(a.id for a in corpus.articles.values() if a.story == s) for s in corpus.stories},
        derivations=tuple(_read_derivation(row, corpus) for row in stated["derivations"]),
        claims=claims,
        claim_links=_read_links(stated["claim_links"], claims),
        independent=_read_pairs(stated["independent"], corpus.articles),
        unrelated=_read_pairs(stated["unrelated"], corpus.articles),
        separate_stories=_read_pairs(stated["separate_stories"], corpus.stories),
        namesakes=tuple(
            Namesake(row["name"], {who: tuple(ids) for who, ids in row["persons"].items()})
            for row in stated["namesakes"]
        ),
        page_furniture=tuple(stated["page_furniture"]),
        text_furniture=tuple(corpus.furniture[name] for name in stated["text_furniture"]),
        shared_sayings=tuple(stated["shared_sayings"]),
    )
