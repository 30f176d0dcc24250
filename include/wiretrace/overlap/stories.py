"""Stories: articles on one event, and its copies.

Copies, rewrites and the articles of one investigation are one unit whatever their dates; of an article's
copied parents only the largest joins it. Units are grouped by how alike they are as wholes (`linkage`), so
that neither a quotation, a place nor a namesake merges two stories, and days of a continuing event join.
A quotation, an excerpt or a template never joins two stories. A story's id comes from its first article
(by date, then id), so growth keeps it; when two stories merge the older id stays. Every member's own
would-be id is an alias, so that any id ever published still leads to its articles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import duckdb
import numba
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.clusters import label_components
from wiretrace.overlap.linkage import group_alike
from wiretrace.overlap.queries import register, run_query
from wiretrace.overlap.texts import number_articles
from wiretrace.overlap.tracing import COPY_SHARE
from wiretrace.overlap.windows import WINDOW_DAYS
from wiretrace.warehouse.tables import overlap

INVESTIGATION: Final = "investigation:"
COPY_RELATIONS: Final = ("mirror", "wire_copy", "rewrite", "excerpt", "common_source")
Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]


def group_stories(con: duckdb.DuckDBPyConnection, staged: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Stories that changed; all others stay as they are.

    Staged: `stories`, `story_articles`, `story_aliases`, and `replaced_stories` (story_id).
    """
    register(con, **{f"staged_{name}": table for name, table in staged.items()})
    number_articles(con)
    derivations = run_query(con, "current_links", method_version=METHOD_VERSION)
    register(con, current_links=derivations)
    links, alike = to_links(derivations), _read_likeness(con)
    held = run_query(con, "held_stories")
    reached = _reach(con, links, alike, held)
    register(con, grouped=_group(con, links, alike, reached))
    stories = run_query(con, "story_evidence", method_version=METHOD_VERSION)
    found = dict(zip(stories["story_id"].to_pylist(), stories["evidence_hash"].to_pylist(), strict=True))
    former = _former_hashes(held, reached)
    changed = [story_id for story_id, digest in found.items() if former.get(story_id) != digest]
    register(con, changed_stories=stories.filter(pc.is_in(stories["story_id"], pa.array(changed, pa.string()))))
    tables = (overlap.STORIES, overlap.STORY_ARTICLES, overlap.STORY_ALIASES)
    replaced = pa.array(sorted({*changed, *(former.keys() - found.keys())}), pa.string())
    return {
        table.name: run_query(con, f"changed_{table.name}", method_version=METHOD_VERSION).cast(table.arrow_schema)
        for table in tables
    } | {"replaced_stories": pa.table({"story_id": replaced})}


@dataclass(frozen=True)
class Links:
    """Derivations between held articles, by number; `source` is 0 for an absent origin."""

    derived: Integers
    source: Integers
    containment: npt.NDArray[np.float64]
    is_copy: Booleans
    is_event: Booleans

    def take(self, rows: Booleans) -> Links:
        return Links(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class Alike:
    """Pairs of articles of near dates, by number, and their cosines."""

    left: Integers
    right: Integers
    cosine: npt.NDArray[np.float64]


def to_links(found: pa.Table) -> Links:
    relation, containment = found["relation"], pc.fill_null(found["derived_containment"], 0.0)
    is_strong = pc.or_(pc.greater_equal(containment, COPY_SHARE), pc.equal(relation, "rewrite"))
    may_join = pc.and_(pc.is_in(relation, pa.array(COPY_RELATIONS)), pc.is_valid(found["source_no"]))
    return Links(
        _numbers(found, "derived_no"),
        _numbers(found, "source_no"),
        containment.to_numpy(),
        pc.and_(is_strong, may_join).to_numpy(),
        pc.equal(found["evidence"], "event").to_numpy(),
    )


def _read_likeness(con: duckdb.DuckDBPyConnection) -> Alike:
    found = run_query(con, "current_resemblances", method_version=METHOD_VERSION)
    return Alike(_numbers(found, "left_no"), _numbers(found, "right_no"), found["cosine"].to_numpy())


def _numbers(table: pa.Table, name: str) -> Integers:
    return np.asarray(pc.fill_null(table[name], 0).to_numpy(), np.int64)


def _reach(con: duckdb.DuckDBPyConnection, links: Links, alike: Alike, held: pa.Table) -> Booleans:
    """By article number: whether its story may differ after the change. Stories depend on what their articles reach."""
    pairs = links.take(links.source > 0)
    members = held.filter(pc.is_valid(held["article_no"]))
    left = np.concatenate([pairs.derived, alike.left, _numbers(members, "article_no")])
    right = np.concatenate([pairs.source, alike.right, _numbers(members, "first_no")])
    touched = _numbers(run_query(con, "touched_by_stories"), "article_no")
    count = 1 + max(int(numbers.max(initial=0)) for numbers in (left, right, touched, links.derived))
    label = label_components(count, left, right)
    is_touched = np.zeros(count, bool)
    is_touched[label[touched]] = True
    return np.asarray(is_touched[label])


def _former_hashes(held: pa.Table, reached: Booleans) -> dict[str, str]:
    """Stories in the warehouse with a member that is reached or that exists no more."""
    number = _numbers(held, "article_no")
    is_gone = held["is_gone"].to_numpy()
    near = held.filter(pa.array(is_gone | ((number > 0) & reached[np.minimum(number, len(reached) - 1)])))
    return dict(zip(near["story_id"].to_pylist(), near["evidence_hash"].to_pylist(), strict=True))


def _group(con: duckdb.DuckDBPyConnection, links: Links, alike: Alike, reached: Booleans) -> pa.Table:
    """Reached articles in order of date and id: article_no, place, story_no (place of the story's first), joined_by, and
    their likeness to the rest of the story."""
    register(con, reached_articles=pa.table({"article_no": np.flatnonzero(reached)}))
    members = run_query(con, "story_members")
    count, numbers = members.num_rows, _numbers(members, "article_no")
    place = np.zeros(len(reached), np.int64)
    place[numbers] = np.arange(count)
    near = links.take(reached[links.derived])
    copies = near.take(is_joining(near))
    is_investigated = np.asarray(pc.starts_with(members["source_id"], INVESTIGATION), bool)
    unit = _units(members, is_investigated, place[copies.derived], place[copies.source])
    left, right, cosine = _alike_places(near, alike, reached, place)
    group = group_alike(int(unit.max(initial=-1)) + 1, *_unit_likeness(members, unit, left, right, cosine))[unit]
    _, first, story = np.unique(group, return_index=True, return_inverse=True)
    is_inside = story[left] == story[right]
    ends = np.concatenate([left[is_inside], right[is_inside]])
    is_copied = np.zeros(count, bool)
    is_copied[place[copies.derived]] = is_copied[place[copies.source]] = True
    joined_by = np.where(is_copied, "derivation", "same_event").astype(object)
    joined_by[is_investigated] = "investigation"
    joined_by[first] = "first"
    return pa.table(
        {
            "article_no": numbers,
            "place": np.arange(count),
            "story_no": first[story],
            "joined_by": pa.array(joined_by, pa.string()),
            "likeness": np.bincount(ends, np.tile(cosine[is_inside], 2), minlength=count).round(6),
        }
    )


def is_joining(links: Links) -> Booleans:
    """Copies that make two articles one story: of an article's parents only the largest, and what it rewrites.

    A page stitched from two stories makes them no one story.
    """
    joins = links.is_copy & links.is_event
    copies = np.flatnonzero(links.is_copy & ~links.is_event)
    order = copies[np.lexsort((copies, -links.containment[copies], links.derived[copies]))]
    joins[order[np.unique(links.derived[order], return_index=True)[1]]] = True
    return joins


def _units(members: pa.Table, is_investigated: Booleans, derived: Integers, source: Integers) -> Integers:
    """Number of each member's unit, in order of their first members. Articles of one investigation are one story because
    a person said so."""
    same = np.flatnonzero(is_investigated)
    investigation = members["source_id"].combine_chunks().take(pa.array(same)).dictionary_encode()
    _, first, which = np.unique(investigation.indices.to_numpy(False), return_index=True, return_inverse=True)
    label = label_components(
        members.num_rows, np.concatenate([derived, same]), np.concatenate([source, same[first][which]])
    )
    return np.asarray(np.unique(label, return_inverse=True)[1], np.int64)


def _alike_places(
    links: Links, alike: Alike, reached: Booleans, place: Integers
) -> tuple[Integers, Integers, npt.NDArray[np.float64]]:
    """Pairs that are alike, by places in order, without those of which one copied the other: such pages say nothing about
    two stories being one."""
    copies = links.take(links.is_copy)
    stitched = _keys(place[copies.derived], place[copies.source], len(place))
    rows = np.flatnonzero(reached[alike.left] & reached[alike.right])
    keys, first = np.unique(_keys(place[alike.left[rows]], place[alike.right[rows]], len(place)), return_index=True)
    is_kept = ~np.isin(keys, stitched)
    return keys[is_kept] // len(place), keys[is_kept] % len(place), alike.cosine[rows[first[is_kept]]]


def _keys(a: Integers, b: Integers, count: int) -> Integers:
    """One integer a pair, whichever comes first."""
    return np.asarray(np.minimum(a, b) * count + np.maximum(a, b), np.int64)


def _unit_likeness(
    members: pa.Table, unit: Integers, left: Integers, right: Integers, cosine: npt.NDArray[np.float64]
) -> tuple[Integers, Integers, npt.NDArray[np.float64]]:
    """Mean cosine of the articles of two units, over pairs of near dates: a copy stamped years later is no evidence."""
    is_across = unit[left] != unit[right]
    count = int(unit.max(initial=-1)) + 1
    keys = _keys(unit[left[is_across]], unit[right[is_across]], max(1, count))
    pairs, which = np.unique(keys, return_inverse=True)
    a, b = pairs // max(1, count), pairs % max(1, count)
    day = members["partition_key"].to_numpy().astype("datetime64[D]").astype(np.int64)
    order = np.lexsort((day, unit))
    starts = np.searchsorted(unit[order], np.arange(count + 1))
    sums = np.bincount(which, cosine[is_across], minlength=len(pairs))
    return a, b, sums / _near_pairs(day[order], starts, a, b, WINDOW_DAYS)


@numba.njit(cache=True, nogil=True)
def _near_pairs(day, starts, left, right, reach):  # type: ignore[no-untyped-def]
    """How many articles of two units are at most `reach` days apart; `day` ascends within each unit."""
    counts = np.zeros(len(left), np.int64)
    for p in range(len(left)):
        first, last = starts[right[p]], starts[right[p]]
        end = starts[right[p] + 1]
        for k in range(starts[left[p]], starts[left[p] + 1]):
            while first < end and day[first] < day[k] - reach:
                first += 1
            while last < end and day[last] <= day[k] + reach:
                last += 1
            counts[p] += last - first
    return counts
