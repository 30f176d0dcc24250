"""Stories: articles on one event, grouped by copies and by same-event evidence.

A quotation, an excerpt or a template never joins two stories. A story's id comes from its first article
(by date, then id), so growth keeps it; when two stories merge the older id stays. Every member's own
would-be id is an alias, so that any id ever published still leads to its articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

import duckdb
import numpy as np
import pyarrow as pa

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.clusters import label_components
from wiretrace.overlap.queries import read_query, register, run_query
from wiretrace.overlap.texts import number_articles
from wiretrace.overlap.tracing import COPY_SHARE
from wiretrace.warehouse.tables import overlap

INVESTIGATION: Final = "investigation:"
COPY_RELATIONS: Final = frozenset({"mirror", "wire_copy", "rewrite", "excerpt", "common_source"})
Row = dict[str, object]


@dataclass(frozen=True)
class Member:
    article_no: int
    article_id: str
    partition_key: str
    title: str | None
    outlet_id: str
    source_id: str
    first_seen_at: object
    text_hash: str

    @property
    def rank(self) -> tuple[str, str]:
        return self.partition_key, self.article_id

    @property
    def own_story_id(self) -> str:
        return sha256(f"story {self.article_id}".encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Link:
    """A derivation as far as stories need it; `source_no` is None for absent origins."""

    derivation_id: str
    relation: str
    evidence: str
    confidence: float
    derived_containment: float | None
    source_origin_id: str | None
    derived_article_id: str
    source_article_id: str | None
    derived_no: int
    source_no: int | None

    @property
    def is_copy(self) -> bool:
        is_strong = (self.derived_containment or 0.0) >= COPY_SHARE
        return self.source_no is not None and self.relation in COPY_RELATIONS and is_strong


def joining_links(links: Sequence[Link]) -> list[tuple[Link, str]]:
    """Links that make two articles one story, and how.

    Of an article's copied parents only the largest joins it: a page stitched from two stories makes them no one story.
    """
    largest: dict[int, Link] = {}
    for link in links:
        best = largest.get(link.derived_no)
        if link.is_copy and (best is None or (link.derived_containment or 0) > (best.derived_containment or 0)):
            largest[link.derived_no] = link
    events = [link for link in links if link.evidence == "event" and link.source_no is not None]
    return [(link, "derivation") for link in largest.values()] + [
        (link, "derivation" if link.relation == "rewrite" else "same_event") for link in events
    ]


def group_stories(con: duckdb.DuckDBPyConnection, staged: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Stories that changed; all others stay as they are.

    Staged: `stories`, `story_articles`, `story_aliases`, and `replaced_stories` (story_id).
    """
    register(con, **{f"staged_{name}": table for name, table in staged.items()})
    number_articles(con)
    members = _read(con, "story_members", Member)
    links = _read(con, "current_links", Link)
    groups = _group(members, links)
    held = dict(con.sql("select story_id, evidence_hash from overlap.stories").fetchall())
    stories = {group[0].own_story_id: (group, _hash(group, found)) for group, found in groups}
    changed = {story_id for story_id, (_, digest) in stories.items() if held.get(story_id) != digest}
    kept = [(group, found) for group, found in groups if group[0].own_story_id in changed]
    return {
        "stories": overlap.STORIES.table([_story_row(group, found) for group, found in kept]),
        "story_articles": overlap.STORY_ARTICLES.table(
            [row for group, found in kept for row in _member_rows(group, found)]
        ),
        "story_aliases": overlap.STORY_ALIASES.table([row for group, _ in kept for row in _alias_rows(group)]),
        "replaced_stories": pa.table(
            {"story_id": pa.array(sorted(changed | (held.keys() - stories.keys())), pa.string())}
        ),
    }


def _read(con: duckdb.DuckDBPyConnection, query: str, kind: type[Any]) -> list[Any]:
    parameters = {"method_version": METHOD_VERSION} if "$method_version" in read_query(query) else {}
    rows = run_query(con, query, **parameters)
    names = list(kind.__dataclass_fields__)
    return [kind(*values) for values in zip(*(rows[name].to_pylist() for name in names), strict=True)]


Group = tuple[Sequence[Member], Sequence[Link]]


def _group(members: Sequence[Member], links: Sequence[Link]) -> list[Group]:
    """Members by rank, and the links that start among them, of each story."""
    edges = [(link.derived_no, link.source_no) for link, _ in joining_links(links)] + _investigations(members)
    ends = np.array(edges, np.int64).reshape(-1, 2)
    count = max((m.article_no for m in members), default=0) + 1
    label = label_components(count, ends[:, 0], ends[:, 1]).tolist()
    stories: dict[int, tuple[list[Member], list[Link]]] = {}
    for member in sorted(members, key=lambda m: m.rank):
        stories.setdefault(label[member.article_no], ([], []))[0].append(member)
    for link in links:
        is_inside = link.source_no is None or label[link.source_no] == label[link.derived_no]
        if is_inside and label[link.derived_no] in stories:
            stories[label[link.derived_no]][1].append(link)
    return list(stories.values())


def _investigations(members: Sequence[Member]) -> list[tuple[int, int]]:
    """Articles of one investigation are one story because a person said so."""
    first: dict[str, int] = {}
    declared = [m for m in members if m.source_id.startswith(INVESTIGATION)]
    return [(m.article_no, first.setdefault(m.source_id, m.article_no)) for m in declared]


def _hash(group: Sequence[Member], links: Sequence[Link]) -> str:
    articles = [f"{m.article_id} {m.text_hash} {m.title} {m.outlet_id} {m.source_id} {m.first_seen_at}" for m in group]
    derivations = [
        f"{k.derivation_id} {k.relation} {k.derived_article_id} {k.source_article_id} {k.confidence} {k.derived_containment} {k.source_origin_id}"
        for k in links
    ]
    return sha256("\n".join([METHOD_VERSION, *articles, *derivations]).encode()).hexdigest()[:16]


def _story_row(group: Sequence[Member], links: Sequence[Link]) -> Row:
    degree = Counter(n for link, _ in joining_links(links) for n in (link.derived_no, link.source_no))
    central = max(group, key=lambda m: (m.title is not None, degree[m.article_no]))
    seen = sorted(m.first_seen_at for m in group)  # type: ignore[type-var]
    return {
        "story_id": group[0].own_story_id,
        "title": central.title or central.article_id,
        "first_seen_at": seen[0],
        "last_seen_at": seen[-1],
        "article_count": len(group),
        "outlet_count": len({m.outlet_id for m in group}),
        "evidence_hash": _hash(group, links),
        "partition_key": max(m.partition_key for m in group),
        "method_version": METHOD_VERSION,
    }


def _member_rows(group: Sequence[Member], links: Sequence[Link]) -> list[Row]:
    joined: dict[int, str] = {}
    for link, how in joining_links(links):
        for number in (link.derived_no, link.source_no):
            if number is not None and joined.get(number) != "derivation":
                joined[number] = how
    return [
        {
            "story_id": group[0].own_story_id,
            "article_id": member.article_id,
            "joined_by": "first" if member is group[0] else _joined_by(member, joined),
            "partition_key": member.partition_key,
            "method_version": METHOD_VERSION,
        }
        for member in group
    ]


def _joined_by(member: Member, joined: Mapping[int, str]) -> str:
    if member.source_id.startswith(INVESTIGATION):
        return "investigation"
    return joined[member.article_no]


def _alias_rows(group: Sequence[Member]) -> list[Row]:
    return [
        {
            "alias_story_id": member.own_story_id,
            "story_id": group[0].own_story_id,
            "partition_key": member.partition_key,
            "method_version": METHOD_VERSION,
        }
        for member in group[1:]
    ]
