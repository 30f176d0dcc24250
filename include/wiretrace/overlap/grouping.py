"""One date's articles put into stories, given the stories of the days before. Arrays only; articles go by number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wiretrace.overlap.clusters import label_components
from wiretrace.overlap.linkage import group_alike
from wiretrace.overlap.tracing import COPY_SHARE

COPY_RELATIONS: Final = ("mirror", "wire_copy", "rewrite", "excerpt", "common_source")
Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Links:
    """Derivations between held articles; `source` is 0 for an absent origin."""

    derived: Integers
    source: Integers
    containment: Floats
    is_copy: Booleans
    is_event: Booleans


@dataclass(frozen=True)
class Alike:
    """Pairs of articles of near dates, and their cosines."""

    left: Integers
    right: Integers
    cosine: Floats


@dataclass(frozen=True)
class Joins:
    """Pairs that are one story, the surest first, each of an article of a date with one of that date or an earlier one.

    `left_story` and `right_story` are -1 for articles of the date.
    """

    left: Integers
    right: Integers
    left_story: Integers
    right_story: Integers


@dataclass(frozen=True)
class Window:
    """Articles of a date and of the days before, ascending; `story` is -1 for those of the date.

    `links` and `alike` are of all these dates. `former_units` counts, by story, the units of earlier dates.
    """

    article_no: Integers
    story: Integers
    links: Links
    alike: Alike
    joins: Joins
    former_units: Integers


@dataclass(frozen=True)
class Placing:
    """Articles of a date: the earlier story of each, or -1 and the first article of its new story."""

    article_no: Integers
    story: Integers
    first: Integers
    is_joined: Booleans  # to another article, by a copy or by an investigation


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


def is_joining(links: Links) -> Booleans:
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
    """No two earlier stories become one."""
    new = window.article_no[window.story < 0]
    stories = np.unique(np.concatenate([window.story, window.joins.left_story, window.joins.right_story]))
    stories = stories[stories >= 0]
    kept = len(stories)

    def to_node(article_no: Integers, story: Integers) -> Integers:
        """Earlier stories come first, then articles of the date."""
        earlier = np.searchsorted(stories, story)
        return np.where(story < 0, kept + np.searchsorted(new, article_no), earlier).astype(np.int64)

    left = to_node(window.joins.left, window.joins.left_story)
    right = to_node(window.joins.right, window.joins.right_story)
    label = label_components(kept + len(new), left, right, kept)
    first, group = np.unique(label[to_node(window.article_no, window.story)], return_inverse=True)
    kept_groups = int(np.searchsorted(first, kept))
    former = np.zeros(len(first), np.int64)
    former[:kept_groups] = window.former_units[stories[first[:kept_groups]]]
    final = first[group_alike(*_sum_likeness(window, group, former), kept_groups)]
    found = final[group[window.story < 0]]
    is_joined = np.zeros(len(label), bool)
    is_same = label[left] == label[right]
    is_joined[left[is_same]] = is_joined[right[is_same]] = True
    story, begun_by = np.full(len(new), -1, np.int64), np.full(len(new), -1, np.int64)
    is_begun = found >= kept
    story[~is_begun] = stories[found[~is_begun]]
    begun_by[is_begun] = new[found[is_begun] - kept]
    return Placing(new, story, begun_by, is_joined[kept:])


def _sum_likeness(
    window: Window, group: Integers, former: Integers
) -> tuple[Integers, Floats, Integers, Integers, Floats]:
    """Units of each group and the likeness summed over their pairs; pairs of groups, and theirs.

    Copies inside a group are one unit, and two units are as alike as their articles on average. A story's `former`
    units, out of reach, are taken to be as alike among each other as the others of the story and not at all to new
    ones. Without them, a subject that is in the news every day would be one story without end.
    """
    derived, source, _ = _find_places(
        window.article_no, window.links.derived[window.links.is_copy], window.links.source[window.links.is_copy]
    )
    is_same = group[derived] == group[source]
    label = label_components(len(window.article_no), derived[is_same], source[is_same])
    _, first, unit = np.unique(label, return_index=True, return_inverse=True)
    group_of = group[first]
    left, right, cosine = find_alike(window.article_no, window.links, window.alike)
    is_across = unit[left] != unit[right]
    a, b, total = _sum_pairs(unit[left[is_across]], unit[right[is_across]], cosine[is_across])
    articles = np.bincount(unit)
    mean = total / (articles[a] * articles[b])
    is_inside = group_of[a] == group_of[b]
    size = np.bincount(group_of, minlength=len(former))
    inner = _sum(group_of[a[is_inside]], mean[is_inside], len(former))
    whole = size + former
    inner *= whole * (whole - 1) / np.maximum(size * (size - 1), 1)
    return whole, inner, *_sum_pairs(group_of[a[~is_inside]], group_of[b[~is_inside]], mean[~is_inside])


def find_alike(article_no: Integers, links: Links, alike: Alike) -> tuple[Integers, Integers, Floats]:
    """Pairs that are alike, by place in `article_no`, without those of which one copied the other: such pages say nothing
    about two stories being one."""
    derived, source, _ = _find_places(article_no, links.derived[links.is_copy], links.source[links.is_copy])
    left, right, is_inside = _find_places(article_no, alike.left, alike.right)
    is_kept = ~np.isin(_keys(left, right, len(article_no)), _keys(derived, source, len(article_no)))
    return left[is_kept], right[is_kept], alike.cosine[is_inside][is_kept]


def _find_places(article_no: Integers, left: Integers, right: Integers) -> tuple[Integers, Integers, Booleans]:
    """Places of the pairs that have both ends in `article_no`, and which these are."""
    is_inside = np.isin(left, article_no) & np.isin(right, article_no)
    left, right = (np.searchsorted(article_no, side[is_inside]).astype(np.int64) for side in (left, right))
    return left, right, is_inside


def _sum_pairs(left: Integers, right: Integers, value: Floats) -> tuple[Integers, Integers, Floats]:
    count = int(max(left.max(initial=0), right.max(initial=0))) + 1
    pairs, which = np.unique(_keys(left, right, count), return_inverse=True)
    return pairs // count, pairs % count, _sum(which, value, len(pairs))


def _keys(a: Integers, b: Integers, count: int) -> Integers:
    """One integer a pair, whichever comes first."""
    return np.asarray(np.minimum(a, b) * count + np.maximum(a, b), np.int64)


def _sum(which: Integers, value: Floats, count: int) -> Floats:
    return np.bincount(which, value, count).astype(np.float64)  # of nothing, numpy counts integers
