"""Invented stories whose claims, mentions and origins were labelled by hand: `tests/claims/stories`, one story a file.

* A mention lists every article that has its span; the span is the clause that states the claim, and stands there once.
* `speaker` is the fullest form that the article gives; narrators have none.
* `origin` is where the reporting act happened: an agency, an outlet with its own reporter, a document or written
  statement. "?" where the text lets nobody tell; `origins` of a claim does not count it.
* Not everything that an article says is a claim of the file, but a claim's mentions are complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[1] / "claims" / "stories"
HALVES = ("seen", "unseen")
KINDS = ("direct", "mixed", "indirect", "headline", "narrator")
ATTRIBUTED = ("direct", "mixed", "indirect")
RELATIONS = ("exact", "paraphrase", "variant", "restates", "contradicts", "unsupported")
DERIVED = ("mirror", "wire_copy", "rewrite", "excerpt", "shared_quotation")
UNKNOWN = "?"  # an origin that the text does not let anyone name


@dataclass(frozen=True)
class Article:
    id: str
    outlet: str
    published: datetime | None
    text: str


@dataclass(frozen=True)
class Derivation:
    """`source`: an article's id, or the name of an agency or outlet whose text is not held."""

    derived: str
    source: str
    relation: str


@dataclass(frozen=True)
class Span:
    """Words of one article; `start` counts in its text."""

    article: str
    span: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.span)


@dataclass(frozen=True)
class Mention(Span):
    kind: str
    origin: str
    speaker: str | None
    relation: str


@dataclass(frozen=True)
class Claim:
    id: str
    wording: str
    origins: int
    mentions: tuple[Mention, ...]

    @property
    def articles(self) -> frozenset[str]:
        return frozenset(mention.article for mention in self.mentions)


@dataclass(frozen=True)
class Story:
    """`half` is unseen for stories that nobody looks at while rules or weights are made.

    `furniture` must give no mention; `traps` are claims that look alike.
    """

    name: str
    half: str
    articles: tuple[Article, ...]
    derivations: tuple[Derivation, ...]
    claims: tuple[Claim, ...]
    furniture: tuple[Span, ...]
    traps: tuple[tuple[str, str], ...]


def read_stories(folder: Path = FOLDER) -> tuple[Story, ...]:
    """All stories by name. A story that `check` has something against reads as well."""
    return tuple(read_story(path) for path in sorted(folder.glob("*.yaml")))


def read_story(path: Path) -> Story:
    content = yaml.safe_load(path.read_text("utf-8"))
    articles = tuple(Article(a["id"], a["outlet"], a["published"], a["text"]) for a in content["articles"])
    texts = {article.id: article.text for article in articles}
    return Story(
        path.stem,
        content["half"],
        articles,
        tuple(Derivation(**d) for d in content["derivations"]),
        tuple(_claim(c, texts) for c in content["claims"]),
        tuple(Span(a, n["span"], _find(texts, a, n["span"])) for n in content["not_claims"] for a in n["in"]),
        tuple((one, other) for one, other in content["traps"]),
    )


def _claim(given: dict[str, Any], texts: dict[str, str]) -> Claim:
    mentions = tuple(
        Mention(
            article,
            m["span"],
            _find(texts, article, m["span"]),
            m["kind"],
            m["origin"],
            m.get("speaker"),
            m.get("relation", RELATIONS[0]),
        )
        for m in given["mentions"]
        for article in m["in"]
    )
    return Claim(given["id"], given["claim"], given["origins"], mentions)


def _find(texts: dict[str, str], article: str, span: str) -> int:
    return texts.get(article, "").find(span)


def check(story: Story) -> list[str]:
    """What is wrong with the labels; nothing if all is well."""
    return [f"{story.name}: {problem}" for problem in _problems(story)]


def _problems(story: Story) -> Iterator[str]:
    texts = {article.id: article.text for article in story.articles}
    ids = [claim.id for claim in story.claims]
    if story.half not in HALVES:
        yield f"half {story.half!r}"
    if len(texts) < len(story.articles) or len(set(ids)) < len(ids):
        yield "an id of an article or a claim is used twice"
    places: list[Span] = [*story.furniture, *(m for claim in story.claims for m in claim.mentions)]
    for place in places:
        count = texts.get(place.article, "").count(place.span)
        if count != 1:
            yield f"{place.article} holds {count} times: {place.span}"
    for derivation in story.derivations:
        if derivation.derived not in texts or derivation.relation not in DERIVED:
            yield f"derivation of {derivation.derived}: {derivation.relation}"
    for claim in story.claims:
        yield from _claim_problems(claim)
    yield from (f"trap of an unknown claim: {name}" for pair in story.traps for name in pair if name not in ids)


def _claim_problems(claim: Claim) -> Iterator[str]:
    origins = {mention.origin for mention in claim.mentions} - {UNKNOWN}
    if claim.origins != len(origins):
        yield f"{claim.id} counts {claim.origins} origins, its mentions name {len(origins)}"
    for m in claim.mentions:
        if m.kind not in KINDS or m.relation not in RELATIONS:
            yield f"{claim.id} in {m.article}: {m.kind}, {m.relation}"
        if bool(m.speaker) != (m.kind in ATTRIBUTED) and m.kind != "headline":
            yield f"{claim.id} in {m.article}: {m.kind} with speaker {m.speaker}"


def half_of(stories: Sequence[Story], half: str) -> list[Story]:
    return [story for story in stories if story.half == half]
