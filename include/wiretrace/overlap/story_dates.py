"""Which dates' stories are to be settled anew after a change, and what comes out for each.

A change unsettles its date and those whose windows reach it. Dates are settled in order; where the outcome is not
what the warehouse holds, the days after are unsettled, too, and all later dates that the changed stories reach.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from hashlib import sha256
from typing import TypeVar

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.grouping import (
    Alike,
    Booleans,
    Integers,
    Joins,
    Links,
    Placing,
    Window,
    join_copies,
    place_articles,
    to_alike,
    to_links,
    to_numbers,
)
from wiretrace.overlap.queries import register, run_query
from wiretrace.overlap.texts import Numbering
from wiretrace.overlap.windows import WINDOW_DAYS

Evidence = TypeVar("Evidence", Links, Alike)
PLACED = pa.schema({"article_no": pa.int64(), "story_id": pa.string(), "joined_by": pa.string()}.items())


@dataclass(frozen=True)
class Held:
    """Articles of a date in the warehouse's stories; an article that is gone has number 0."""

    article_no: Integers
    story: Integers
    is_unit: Booleans


class StoryDates:
    """The story of each article as far as it is known: read date by date, or settled in this run.

    Stories go by number, too: that of their id in `story_ids`.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, numbering: Numbering) -> None:
        self._con = con
        self._ids = numbering.ids
        days = numbering.partition_keys.dictionary_encode()
        self._days: list[str] = sorted(days.dictionary.to_pylist())
        rank = np.searchsorted(self._days, days.dictionary.to_pylist())
        self._day_of = np.concatenate([[-1], rank[days.indices.to_numpy()]]).astype(np.int64)  # of each article
        self._story = np.full(len(self._day_of), -1, np.int64)
        self._is_unit = np.zeros(len(self._day_of), bool)
        self._story_ids: list[str] = []
        self._story_nos: dict[str, int] = {}
        self._held: dict[str, Held] = {}
        self._links: dict[str, Links] = {}
        self._alike: dict[str, Alike] = {}
        self._placed: dict[str, pa.Table] = {}

    def settle(self, unsettled: Iterable[str]) -> list[str]:
        """The dates that were settled, in order. Registers `settled_dates`, and `placed`: their articles' stories."""
        queue = [day for one in unsettled for day in (one, *self.days_after(one))]
        heapq.heapify(queue)
        while queue:
            day = heapq.heappop(queue)
            if day not in self._placed:
                self._settle(day)
                for later in self._depending(day):
                    heapq.heappush(queue, later)
        register(self._con, placed=pa.concat_tables([PLACED.empty_table(), *self._placed.values()]))
        register(self._con, settled_dates=_to_table(self._placed))
        return list(self._placed)

    @property
    def touched_stories(self) -> set[str]:
        """Ids of all stories that articles of the settled dates are in, or were in."""
        former = {self._story_ids[no] for day in self._placed for no in set(self._held[day].story.tolist())}
        return former.union(*(table["story_id"].to_pylist() for table in self._placed.values()))

    def days_after(self, day: str) -> list[str]:
        """Dates with articles whose windows reach the date."""
        return self._days[bisect_right(self._days, day) : bisect_right(self._days, shift(day, WINDOW_DAYS))]

    def read_evidence(self, days: Sequence[str]) -> tuple[Links, Alike]:
        missing = [day for day in days if day not in self._links]
        if missing:
            register(self._con, wanted_dates=_to_table(missing))
            links = run_query(self._con, "dated_links", method_version=METHOD_VERSION)
            alike = run_query(self._con, "dated_resemblances", method_version=METHOD_VERSION)
            self._links |= {day: to_links(_of_date(links, day)) for day in missing}
            self._alike |= {day: to_alike(_of_date(alike, day)) for day in missing}
        return _concat([self._links[day] for day in days]), _concat([self._alike[day] for day in days])

    def _settle(self, day: str) -> None:
        first = shift(day, -WINDOW_DAYS)
        before = self._days[bisect_left(self._days, first) : bisect_left(self._days, day)]
        self._read_stories([*before, day])
        new = self._articles_of([day])
        self._story[new], self._is_unit[new] = -1, False
        links, alike = self.read_evidence([*before, day])
        investigated = run_query(self._con, "investigated", partition_key=day)
        joins = self._find_joins(day, investigated)
        earlier = self._articles_of(before)
        members = np.union1d(earlier[self._story[earlier] >= 0], new)
        story = self._story[members]
        former = self._count_units(first, np.concatenate([story, joins.left_story, joins.right_story]))
        placing = place_articles(Window(members, story, links, alike, joins, former))
        self._place(day, placing, to_numbers(investigated["article_no"]))

    def _find_joins(self, day: str, investigated: pa.Table) -> Joins:
        """Articles of one investigation, then copies."""
        derived, source = join_copies(self._links[day])
        article, name = to_numbers(investigated["article_no"]), investigated["source_id"].combine_chunks()
        _, first, which = np.unique(name.dictionary_encode().indices, return_index=True, return_inverse=True)
        left, right = np.concatenate([article, derived]), np.concatenate([article[first][which], source])
        is_new = np.maximum(self._day_of[left], self._day_of[right]) == self._rank(day)
        left, right = left[is_new], right[is_new]
        reached = np.unique(self._day_of[np.concatenate([left, right])])
        self._read_stories([self._days[n] for n in reached.tolist()])
        return Joins(left, right, self._story[left], self._story[right])

    def _count_units(self, before: str, stories: Integers) -> Integers:
        """By story number: how many units that have no article from `before` on, of the stories given."""
        counts = np.zeros(len(self._story_ids), np.int64)
        wanted = np.unique(stories[stories >= 0]).tolist()
        ids = pa.array([self._story_ids[no] for no in wanted], pa.string())
        register(self._con, wanted_stories=pa.table({"story_id": ids}), settled_dates=_to_table(self._placed))
        held = run_query(self._con, "former_units", partition_key=before, method_version=METHOD_VERSION)
        counts[[self._story_nos[story_id] for story_id in held["story_id"].to_pylist()]] = held["unit_count"].to_numpy()
        settled = self._articles_of([day for day in self._placed if day < before])
        counts += np.bincount(self._story[settled[self._is_unit[settled]]], minlength=len(counts))
        return counts

    def _place(self, day: str, placing: Placing, investigated: Integers) -> None:
        article, story = placing.article_no, placing.story.copy()
        is_begun = story < 0
        begun, which = np.unique(placing.first[is_begun], return_inverse=True)
        story[is_begun] = self._to_numbers([_story_id(self._ids[n - 1].as_py()) for n in begun.tolist()])[which]
        joined_by = np.where(placing.is_joined, "derivation", "same_event").astype(object)
        joined_by[np.isin(article, investigated)] = "investigation"
        joined_by[article == placing.first] = "first"
        self._story[article], self._is_unit[article] = story, joined_by != "derivation"
        story_id = [self._story_ids[no] for no in story.tolist()]
        self._placed[day] = pa.table([article, story_id, pa.array(joined_by, pa.string())], schema=PLACED)

    def _depending(self, day: str) -> set[str]:
        """Later dates whose outcome may be another because that of the date is not what the warehouse holds."""
        if not self._days or day >= self._days[-1]:
            return set()
        held = self._held[day]
        former_story, was_unit = np.full(len(self._story), -1, np.int64), np.zeros(len(self._story), bool)
        former_story[held.article_no], was_unit[held.article_no] = held.story, held.is_unit
        here = self._articles_of([day])
        is_changed = (former_story[here] != self._story[here]) | (was_unit[here] != self._is_unit[here])
        gone = held.story[~np.isin(held.article_no, here)]
        changed = np.unique(np.concatenate([former_story[here[is_changed]], self._story[here[is_changed]], gone]))
        if not changed.size:
            return set()
        ids = [self._story_ids[no] for no in changed.tolist() if no >= 0]
        register(self._con, wanted_stories=pa.table({"story_id": pa.array(ids, pa.string())}))
        later = run_query(self._con, "later_dates", partition_key=day)["partition_key"].to_pylist()
        return {later_day for one in (day, *later) for later_day in (one, *self.days_after(one)) if later_day > day}

    def _read_stories(self, days: Iterable[str]) -> None:
        missing = [day for day in days if day not in self._held]
        if not missing:
            return
        register(self._con, wanted_dates=_to_table(missing))
        found = run_query(self._con, "held_stories", method_version=METHOD_VERSION)
        for day in missing:
            rows = _of_date(found, day)
            article, is_unit = to_numbers(rows["article_no"]), rows["is_unit"].to_numpy()
            story = self._to_numbers(rows["story_id"].to_pylist())
            self._held[day] = Held(article, story, is_unit)
            is_known = rows["is_current"].to_numpy() & (self._day_of[article] == self._rank(day)) & (article > 0)
            self._story[article[is_known]], self._is_unit[article[is_known]] = story[is_known], is_unit[is_known]

    def _articles_of(self, days: Iterable[str]) -> Integers:
        is_wanted = np.zeros(len(self._days) + 1, bool)
        is_wanted[[self._rank(day) for day in days]] = True
        is_wanted[-1] = False  # also of dates without articles
        return np.flatnonzero(is_wanted[self._day_of]).astype(np.int64)

    def _rank(self, day: str) -> int:
        rank = bisect_left(self._days, day)
        return rank if self._days[rank : rank + 1] == [day] else len(self._days)

    def _to_numbers(self, story_ids: Iterable[str]) -> Integers:
        for story_id in (ids := list(story_ids)):
            if story_id not in self._story_nos:
                self._story_nos[story_id] = len(self._story_ids)
                self._story_ids.append(story_id)
        return np.array([self._story_nos[story_id] for story_id in ids], np.int64)


def shift(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def _story_id(article_id: str) -> str:
    return sha256(f"story {article_id}".encode()).hexdigest()[:16]


def _to_table(days: Iterable[str]) -> pa.Table:
    return pa.table({"partition_key": pa.array(list(days), pa.string())})


def _of_date(table: pa.Table, day: str) -> pa.Table:
    return table.filter(pc.equal(table["partition_key"], day))


def _concat(parts: Sequence[Evidence]) -> Evidence:
    return type(parts[0])(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(parts[0])))
