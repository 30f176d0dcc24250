"""Stories: articles on one event, and its copies.

Copies, rewrites and the articles of one investigation are one unit whatever their dates; of an article's
copied parents only the largest joins it. Units are grouped by how alike they are as wholes (`linkage`), so
that neither a quotation, a place nor a namesake merges two stories, and days of a continuing event join.
A quotation, an excerpt or a template never joins two stories. A story's id comes from its first article
(by date, then id), so growth keeps it; when two stories merge the older id stays. Every member's own
would-be id is an alias, so that any id ever published still leads to its articles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.clusters import label_components
from wiretrace.overlap.events import WINDOW_DAYS
from wiretrace.overlap.linkage import group_alike
from wiretrace.overlap.queries import register, run_query
from wiretrace.overlap.texts import number_articles
from wiretrace.overlap.tracing import COPY_SHARE
from wiretrace.warehouse.tables import overlap

INVESTIGATION: Final = "investigation:"
COPY_RELATIONS: Final = frozenset({"mirror", "wire_copy", "rewrite", "excerpt", "common_source"})
Row = dict[str, object]
Likeness = Mapping[tuple[int, int], float]


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

    @property
    def is_investigated(self) -> bool:
        return self.source_id.startswith(INVESTIGATION)


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
        is_joining = self.relation in COPY_RELATIONS and (is_strong or self.relation == "rewrite")
        return self.source_no is not None and is_joining


@dataclass(frozen=True)
class Story:
    """Members by rank; `copied` are the numbers of those that a copy or rewrite joined; `links` start among them."""

    members: Sequence[Member]
    copied: frozenset[int]
    links: Sequence[Link]
    title: str

    @property
    def story_id(self) -> str:
        return self.members[0].own_story_id

    @property
    def evidence_hash(self) -> str:
        """Of all that the story, its claims and their origins are made from."""
        articles = [
            f"{m.article_id} {m.text_hash} {m.title} {m.outlet_id} {m.source_id} {m.first_seen_at}"
            for m in self.members
        ]
        links = [
            f"{k.derivation_id} {k.relation} {k.derived_article_id} {k.source_article_id} {k.confidence} "
            f"{k.derived_containment} {k.source_origin_id}"
            for k in self.links
        ]
        return sha256("\n".join([METHOD_VERSION, self.title, *articles, *links]).encode()).hexdigest()[:16]


def joining_links(links: Iterable[Link]) -> list[Link]:
    """Copies that make two articles one story: of an article's parents only the largest, and what it rewrites.

    A page stitched from two stories makes them no one story.
    """
    largest: dict[int, Link] = {}
    rewrites = []
    for link in links:
        best = largest.get(link.derived_no)
        if link.is_copy and link.evidence == "event":
            rewrites.append(link)
        elif link.is_copy and (best is None or (link.derived_containment or 0) > (best.derived_containment or 0)):
            largest[link.derived_no] = link
    return [*largest.values(), *rewrites]


def group_stories(con: duckdb.DuckDBPyConnection, staged: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Stories that changed; all others stay as they are.

    Staged: `stories`, `story_articles`, `story_aliases`, and `replaced_stories` (story_id).
    """
    register(con, **{f"staged_{name}": table for name, table in staged.items()})
    number_articles(con)
    links, alike = run_query(con, "current_links", method_version=METHOD_VERSION), _read_likeness(con)
    held = run_query(con, "held_stories")
    reached = _reach(con, links, alike, held)
    stories = {s.story_id: s for s in _group(con, links, alike, reached)}
    former = _former_hashes(held, reached)
    changed = {story_id for story_id, story in stories.items() if former.get(story_id) != story.evidence_hash}
    kept = [stories[story_id] for story_id in sorted(changed)]
    return {
        "stories": overlap.STORIES.table([_story_row(story) for story in kept]),
        "story_articles": overlap.STORY_ARTICLES.table([row for story in kept for row in _member_rows(story)]),
        "story_aliases": overlap.STORY_ALIASES.table([row for story in kept for row in _alias_rows(story)]),
        "replaced_stories": pa.table(
            {"story_id": pa.array(sorted(changed | (former.keys() - stories.keys())), pa.string())}
        ),
    }


@dataclass(frozen=True)
class Alike:
    """Pairs of articles of near dates, by number, and their cosines."""

    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    cosine: npt.NDArray[np.float64]


def _read_likeness(con: duckdb.DuckDBPyConnection) -> Alike:
    found = run_query(con, "current_resemblances", method_version=METHOD_VERSION)
    left, right = (found[name].to_numpy().astype(np.int64) for name in ("left_no", "right_no"))
    return Alike(left, right, found["cosine"].to_numpy())


def _reach(con: duckdb.DuckDBPyConnection, links: pa.Table, alike: Alike, held: pa.Table) -> npt.NDArray[np.bool_]:
    """By article number: whether its story may differ after the change. Stories depend on what their articles reach."""
    pairs = links.filter(pc.is_valid(links["source_no"]))
    members = held.filter(pc.is_valid(held["article_no"]))
    left = np.concatenate([_numbers(pairs, "derived_no"), alike.left, _numbers(members, "article_no")])
    right = np.concatenate([_numbers(pairs, "source_no"), alike.right, _numbers(members, "first_no")])
    touched = _numbers(run_query(con, "touched_by_stories"), "article_no")
    count = 1 + max(int(numbers.max(initial=0)) for numbers in (left, right, touched))
    label = label_components(count, left, right)
    return np.isin(label, np.unique(label[touched]))


def _numbers(table: pa.Table, name: str) -> npt.NDArray[np.int64]:
    return np.asarray(table[name].to_numpy(), np.int64)


def _former_hashes(held: pa.Table, reached: npt.NDArray[np.bool_]) -> dict[str, str]:
    """Stories in the warehouse with a member that is reached or that exists no more."""
    rows = (held[name].to_pylist() for name in ("story_id", "evidence_hash", "article_no"))
    return {story_id: digest for story_id, digest, n in zip(*rows, strict=True) if n is None or reached[n]}


def _group(
    con: duckdb.DuckDBPyConnection, links: pa.Table, alike: Alike, reached: npt.NDArray[np.bool_]
) -> list[Story]:
    register(con, reached_articles=pa.table({"article_no": np.flatnonzero(reached)}))
    members = sorted((Member(**row) for row in run_query(con, "story_members").to_pylist()), key=lambda m: m.rank)
    place = {member.article_no: n for n, member in enumerate(members)}
    near = [Link(**row) for row in links.filter(pa.array(reached[_numbers(links, "derived_no")])).to_pylist()]
    copies = joining_links(near)
    units = _units(members, place, copies)
    is_near = reached[alike.left] & reached[alike.right]
    pairs = zip(
        alike.left[is_near].tolist(), alike.right[is_near].tolist(), alike.cosine[is_near].tolist(), strict=True
    )
    stitched = _stitched(near, place)
    cosines = {_pair(place[a], place[b]): cosine for a, b, cosine in pairs if _pair(place[a], place[b]) not in stitched}
    groups = group_alike(len(units), _unit_likeness(members, units, cosines))
    return _stories(members, [sorted(n for u in group for n in units[u]) for group in groups], near, copies, cosines)


def _pair(a: int, b: int) -> tuple[int, int]:
    return min(a, b), max(a, b)


def _stitched(links: Sequence[Link], place: Mapping[int, int]) -> set[tuple[int, int]]:
    """Pairs that are alike only because one copied the other: such pages say nothing about two stories being one."""
    return {_pair(place[k.derived_no], place[k.source_no]) for k in links if k.source_no is not None and k.is_copy}


def _units(members: Sequence[Member], place: Mapping[int, int], copies: Sequence[Link]) -> list[list[int]]:
    """Places of the members of each unit, in order of their first members."""
    ends = [(place[k.derived_no], place[k.source_no]) for k in copies if k.source_no is not None]
    edges = np.array(ends + _investigations(members), np.int64).reshape(-1, 2)
    units: dict[int, list[int]] = {}
    for n, label in enumerate(label_components(len(members), edges[:, 0], edges[:, 1]).tolist()):
        units.setdefault(label, []).append(n)
    return list(units.values())


def _investigations(members: Sequence[Member]) -> list[tuple[int, int]]:
    """Articles of one investigation are one story because a person said so."""
    first: dict[str, int] = {}
    return [(n, first.setdefault(m.source_id, n)) for n, m in enumerate(members) if m.is_investigated]


def _unit_likeness(
    members: Sequence[Member], units: Sequence[Sequence[int]], cosines: Likeness
) -> dict[tuple[int, int], float]:
    """Mean cosine of the articles of two units, over pairs of near dates: a copy stamped years later is no evidence."""
    unit = {n: u for u, found in enumerate(units) for n in found}
    days = [Counter(date.fromisoformat(members[n].partition_key).toordinal() for n in found) for found in units]
    sums: dict[tuple[int, int], float] = defaultdict(float)
    for (a, b), cosine in sorted(cosines.items()):
        i, j = sorted((unit[a], unit[b]))
        if i != j:
            sums[i, j] += cosine
    return {(i, j): total / _near_pairs(days[i], days[j]) for (i, j), total in sums.items()}


def _near_pairs(days: Mapping[int, int], others: Mapping[int, int]) -> int:
    return sum(n * m for day, n in days.items() for other, m in others.items() if abs(day - other) <= WINDOW_DAYS)


def _stories(
    members: Sequence[Member],
    groups: Sequence[Sequence[int]],
    links: Sequence[Link],
    copies: Sequence[Link],
    cosines: Likeness,
) -> list[Story]:
    group = {n: g for g, found in enumerate(groups) for n in found}
    centrality: dict[int, float] = defaultdict(float)
    for (a, b), cosine in sorted(cosines.items()):
        if group[a] == group[b]:
            centrality[a] += cosine
            centrality[b] += cosine
    of_article = {members[n].article_no: g for n, g in group.items()}
    inside: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        g = of_article[link.derived_no]
        if link.source_no is None or of_article.get(link.source_no) == g:
            inside[g].append(link)
    copied = frozenset(n for k in copies for n in (k.derived_no, k.source_no) if n is not None)
    return [
        Story([members[n] for n in found], copied, inside[g], _title(members, found, centrality))
        for g, found in enumerate(groups)
    ]


def _title(members: Sequence[Member], found: Sequence[int], centrality: Mapping[int, float]) -> str:
    """That of the article most like the rest."""
    central = members[max(found, key=lambda n: (members[n].title is not None, round(centrality.get(n, 0.0), 6), -n))]
    return central.title or central.article_id


def _story_row(story: Story) -> Row:
    seen = sorted(m.first_seen_at for m in story.members)  # type: ignore[type-var]
    return {
        "story_id": story.story_id,
        "title": story.title,
        "first_seen_at": seen[0],
        "last_seen_at": seen[-1],
        "article_count": len(story.members),
        "outlet_count": len({m.outlet_id for m in story.members}),
        "evidence_hash": story.evidence_hash,
        "partition_key": max(m.partition_key for m in story.members),
        "method_version": METHOD_VERSION,
    }


def _member_rows(story: Story) -> list[Row]:
    return [
        {
            "story_id": story.story_id,
            "article_id": member.article_id,
            "joined_by": "first" if member is story.members[0] else _joined_by(story, member),
            "partition_key": member.partition_key,
            "method_version": METHOD_VERSION,
        }
        for member in story.members
    ]


def _joined_by(story: Story, member: Member) -> str:
    if member.is_investigated:
        return "investigation"
    return "derivation" if member.article_no in story.copied else "same_event"


def _alias_rows(story: Story) -> list[Row]:
    return [
        {
            "alias_story_id": member.own_story_id,
            "story_id": story.story_id,
            "partition_key": member.partition_key,
            "method_version": METHOD_VERSION,
        }
        for member in story.members[1:]
    ]
