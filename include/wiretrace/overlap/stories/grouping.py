"""Articles of a few days put into stories, given the stories of the days before.

Arrays only. Articles go by their place in order of date and id.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numba
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wiretrace.overlap.clusters import label_components
from wiretrace.overlap.derivations.tracing import COPY_SHARE
from wiretrace.overlap.events.windows import WINDOW_DAYS
from wiretrace.overlap.stories.linkage import group_alike
from wiretrace.overlap.text.arrays import Flags, Floats, Integers

COPY_RELATIONS: Final = ("mirror", "wire_copy", "rewrite", "excerpt", "common_source")


@dataclass(frozen=True)
class Links:
    """Derivations between held articles; `source` is 0 for an absent origin."""

    derived: Integers
    source: Integers
    containment: Floats
    is_copy: Flags
    is_event: Flags


@dataclass(frozen=True)
class Alike:
    """Pairs of articles of near dates, and their cosines."""

    left: Integers
    right: Integers
    cosine: Floats


@dataclass(frozen=True)
class Joins:
    """Pairs that are one story, the surest first. The story of an article that is to be placed is -1."""

    left: Integers
    right: Integers
    left_story: Integers
    right_story: Integers


@dataclass(frozen=True)
class Window:
    """Articles of successive dates from place `first` on; those that are to be placed come last and have story -1.

    `links` and `alike` are of all these dates. `former_units` counts, by story, the units of earlier dates.
    """

    first: int
    day: Integers  # of each, counted in calendar days
    story: Integers
    links: Links
    alike: Alike
    joins: Joins
    former_units: Integers


@dataclass(frozen=True)
class Placing:
    """Of each article placed: its story if that was there before, or else -1 and the first article of its new story."""

    story: Integers
    first: Integers
    is_joined: Flags  # to another article, by a copy or by an investigation


def to_links(found: pa.Table) -> Links:
    relation, containment = found["relation"], pc.fill_null(found["derived_containment"], 0.0)
    is_strong = pc.or_(pc.greater_equal(containment, COPY_SHARE), pc.equal(relation, "rewrite"))
    may_join = pc.and_(pc.is_in(relation, pa.array(COPY_RELATIONS)), pc.is_valid(found["source_no"]))
    return Links(
        to_numbers(found["derived_no"]),
        to_numbers(found["source_no"]),
        containment.to_numpy(),
        pc.and_(is_strong, may_join).to_numpy(),
        pc.equal(found["evidence"], "event").to_numpy(),
    )


def to_alike(found: pa.Table) -> Alike:
    return Alike(to_numbers(found["left_no"]), to_numbers(found["right_no"]), found["cosine"].to_numpy())


def to_numbers(column: pa.ChunkedArray) -> Integers:
    return np.asarray(pc.fill_null(column, 0).to_numpy(), np.int64)


def is_joining(links: Links) -> Flags:
    """Copies that make two articles one story: of an article's parents only the largest, and what it rewrites.

    A page stitched from two stories makes them no one story.
    """
    joins = links.is_copy & links.is_event
    copies = np.flatnonzero(links.is_copy & ~links.is_event)
    order = copies[np.lexsort((copies, -links.containment[copies], links.derived[copies]))]
    joins[order[np.unique(links.derived[order], return_index=True)[1]]] = True
    return joins


def join_copies(links: Links) -> tuple[Integers, Integers]:
    """Derived articles and the sources that these join, the largest copies first."""
    joins = np.flatnonzero(is_joining(links))
    joins = joins[np.lexsort((joins, -links.containment[joins]))]
    return links.derived[joins], links.source[joins]


def place_articles(window: Window) -> Placing:
    """No two stories that were there before become one."""
    is_new = window.story < 0
    count = int(np.count_nonzero(is_new))
    begin = window.first + len(is_new) - count
    stories = np.unique(np.concatenate([window.story, window.joins.left_story, window.joins.right_story]))
    stories = stories[stories >= 0]
    kept = len(stories)

    def to_node(place: Integers, story: Integers) -> Integers:
        """Stories that were there before come first, then articles that are to be placed."""
        return np.where(story < 0, kept + place - begin, np.searchsorted(stories, story)).astype(np.int64)

    left = to_node(window.joins.left, window.joins.left_story)
    right = to_node(window.joins.right, window.joins.right_story)
    label = label_components(kept + count, left, right, kept)
    node = to_node(window.first + np.arange(len(is_new)), window.story)
    smallest, group = np.unique(label[node], return_inverse=True)
    kept_groups = int(np.searchsorted(smallest, kept))
    former = np.zeros(len(smallest), np.int64)
    former[:kept_groups] = window.former_units[stories[smallest[:kept_groups]]]
    found = smallest[group_alike(*_sum_likeness(window, group, former), kept_groups)][group[is_new]]
    is_begun = found >= kept
    story, first = np.full(count, -1, np.int64), np.full(count, -1, np.int64)
    story[~is_begun] = stories[found[~is_begun]]
    first[is_begun] = found[is_begun] - kept + begin
    is_joined = np.zeros(kept + count, bool)
    is_same = label[left] == label[right]
    is_joined[left[is_same]] = is_joined[right[is_same]] = True
    return Placing(story, first, is_joined[kept:])


def _sum_likeness(
    window: Window, group: Integers, former: Integers
) -> tuple[Integers, Floats, Integers, Integers, Floats]:
    """Units of each group and the likeness summed over their pairs; pairs of groups, and theirs.

    Copies inside a group are one unit, and two units are as alike as their articles of near dates on average: a copy
    stamped years later is no evidence. A story's `former` units, out of reach, are taken to be as alike among each
    other as the others of the story and not at all to new ones. Without them, a subject that is in the news every day
    would be one story without end.
    """
    links, alike = window.links, without_copies(window.alike, window.links)
    is_copy = links.is_copy & (np.minimum(links.derived, links.source) >= window.first)
    derived, source = links.derived[is_copy] - window.first, links.source[is_copy] - window.first
    is_same = group[derived] == group[source]
    label = label_components(len(group), derived[is_same], source[is_same])
    _, representative, unit = np.unique(label, return_index=True, return_inverse=True)
    is_inside = np.minimum(alike.left, alike.right) >= window.first
    left, right = unit[alike.left[is_inside] - window.first], unit[alike.right[is_inside] - window.first]
    is_across = left != right
    a, b, total = _sum_pairs(left[is_across], right[is_across], alike.cosine[is_inside][is_across])
    order = np.lexsort((window.day, unit))
    starts = np.searchsorted(unit[order], np.arange(len(representative) + 1))
    mean = total / _near_pairs(window.day[order], starts, a, b, WINDOW_DAYS)
    group_of = group[representative]
    is_inside = group_of[a] == group_of[b]
    size = np.bincount(group_of, minlength=len(former))
    inner = _sum(group_of[a[is_inside]], mean[is_inside], len(former))
    whole = size + former
    inner *= whole * (whole - 1) / np.maximum(size * (size - 1), 1)
    return whole, inner, *_sum_pairs(group_of[a[~is_inside]], group_of[b[~is_inside]], mean[~is_inside])


def without_copies(alike: Alike, links: Links) -> Alike:
    """Without pairs of which one copied the other: such pages say nothing about two stories being one."""
    ends = (links.derived, links.source, alike.left, alike.right)
    count = 1 + max(int(numbers.max(initial=0)) for numbers in ends)
    copies = _keys(links.derived[links.is_copy], links.source[links.is_copy], count)
    is_kept = ~np.isin(_keys(alike.left, alike.right, count), copies)
    return Alike(alike.left[is_kept], alike.right[is_kept], alike.cosine[is_kept])


def _sum_pairs(left: Integers, right: Integers, value: Floats) -> tuple[Integers, Integers, Floats]:
    count = int(max(left.max(initial=0), right.max(initial=0))) + 1
    pairs, which = np.unique(_keys(left, right, count), return_inverse=True)
    return pairs // count, pairs % count, _sum(which, value, len(pairs))


def _keys(a: Integers, b: Integers, count: int) -> Integers:
    """One integer a pair, whichever comes first."""
    return np.asarray(np.minimum(a, b) * count + np.maximum(a, b), np.int64)


def _sum(which: Integers, value: Floats, count: int) -> Floats:
    return np.bincount(which, value, count).astype(np.float64)  # of nothing, numpy counts integers


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
