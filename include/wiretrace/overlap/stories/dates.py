"""Which dates' stories are settled anew after a change, and what comes out for each.

The stories of a date's articles are settled once all articles are held that these are compared with, `WINDOW_DAYS`
later: until then, they are as if nothing would follow. A change unsettles all dates whose windows reach it. Dates are
settled in order; where the outcome is not what the warehouse holds, so are all later ones that depend on it.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import TypeVar

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.events.windows import WINDOW_DAYS
from wiretrace.overlap.queries import register, run_query
from wiretrace.overlap.stories.grouping import (
    Alike,
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
from wiretrace.overlap.text.arrays import Integers
from wiretrace.overlap.text.texts import Numbering

Evidence = TypeVar("Evidence", Links, Alike)
Objects = npt.NDArray[np.object_]
PLACED = pa.schema({"article_no": pa.int64(), "story_id": pa.string(), "joined_by": pa.string()}.items())


@dataclass(frozen=True)
class Held:
    """Articles of a date in the warehouse's stories; the place of one that is gone is -1."""

    place: Integers
    story: Integers
    joined_by: Objects


class StoryDates:
    """The story of each article as far as it is known: read date by date, or settled in this run.

    Articles go by their place in order of date and id, stories by that of their id in `_story_ids`.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, numbering: Numbering) -> None:
        self._con = con
        order = np.argsort(numbering.numbered["partition_no"].to_numpy(), kind="stable")
        self._number = order + 1
        self._place = np.full(len(order) + 1, -1, np.int64)  # of each article number; none has 0
        self._place[self._number] = np.arange(len(order))
        self._article_ids = numbering.ids
        dates = numbering.partition_keys.take(pa.array(order)).dictionary_encode()
        self._dates: list[str] = dates.dictionary.to_pylist()
        self._starts = np.searchsorted(dates.indices.to_numpy(), np.arange(len(self._dates) + 1)).astype(np.int64)
        self._day = np.array(self._dates, "datetime64[D]").astype(np.int64)[dates.indices.to_numpy()]
        self._date_of = dates.indices.to_numpy()
        self._story = np.full(len(order), -1, np.int64)
        self._is_unit = np.zeros(len(order), bool)
        self._is_investigated = np.zeros(len(order), bool)
        self._joined_by = np.full(len(order), None, object)
        self._story_ids: list[str] = []
        self._story_nos: dict[str, int] = {}
        self._held: dict[str, Held] = {}
        self._links: dict[str, Links] = {}
        self._alike: dict[str, Alike] = {}
        self._is_placed = np.zeros(len(order), bool)
        self._changed: dict[str, set[int]] = {}  # of dates that were settled: stories that articles left or joined

    def __len__(self) -> int:
        return len(self._number)

    def settle(self, unsettled: Sequence[str], newest: str | None) -> list[str]:
        """The dates that were settled, in order. Registers `settled_dates`, and `placed`: their articles' stories.

        `unsettled` are dates of which something changed, and `newest` is the last one that the warehouse has measured.
        """
        queue = [near for day in unsettled for near in (day, *self._around(day))] + self._reopened(newest)
        heapq.heapify(queue)
        first_open = shift(self._dates[-1], -WINDOW_DAYS) if self._dates else date.max.isoformat()
        while queue:
            day = heapq.heappop(queue)
            if day >= first_open:  # no article follows that any of these could be compared with
                self._settle(first_open, sorted({*self.between(first_open, self._dates[-1]), day, *queue}))
                break
            if day not in self._changed:
                self._settle(day, [day])
                for later in self._depending(day):
                    heapq.heappush(queue, later)
        self._register()
        return list(self._changed)

    def touched_stories(self, unsettled: Iterable[str]) -> set[str]:
        """Ids of the stories that articles left or joined, and of those that have articles of the dates given."""
        stories = set[int]().union(*self._changed.values())
        for day in unsettled:
            stories.update(self._story[self._start(day) : self._start(shift(day, 1))].tolist())
        return {self._story_ids[no] for no in stories}

    def place(self, article_no: Integers) -> Integers:
        return self._place[article_no]

    def between(self, first: str, last: str) -> list[str]:
        """Dates that have articles."""
        return self._dates[bisect_left(self._dates, first) : bisect_right(self._dates, last)]

    def read_evidence(self, days: Sequence[str]) -> tuple[Links, Alike]:
        """Derivations between held articles, and likeness, of one date or more."""
        missing = [day for day in days if day not in self._links]
        if missing:
            register(self._con, wanted_dates=_to_table(missing))
            links = run_query(self._con, "dated_links", method_version=METHOD_VERSION)
            bounds = {"first_date": min(missing), "last_date": max(missing)}
            alike = run_query(self._con, "dated_resemblances", method_version=METHOD_VERSION, **bounds)
            for day in missing:
                found = to_links(_of_date(links, day))
                self._links[day] = replace(found, derived=self._place[found.derived], source=self._place[found.source])
                pairs = to_alike(_of_date(alike, day))
                self._alike[day] = replace(pairs, left=self._place[pairs.left], right=self._place[pairs.right])
        return _concat([self._links[day] for day in days]), _concat([self._alike[day] for day in days])

    def _around(self, day: str) -> list[str]:
        return self.between(shift(day, -WINDOW_DAYS), shift(day, WINDOW_DAYS))

    def _reopened(self, newest: str | None) -> list[str]:
        """Dates that were not yet settled for good, or are no longer."""
        if newest is None or not self._dates or newest == self._dates[-1]:
            return []
        return self.between(shift(min(newest, self._dates[-1]), 1 - WINDOW_DAYS), self._dates[-1])

    def _settle(self, first: str, outcome: Sequence[str]) -> None:
        """Places the articles of `first` and of the days after, as far as these are compared, and keeps the outcome."""
        before, last = shift(first, -WINDOW_DAYS), shift(first, WINDOW_DAYS)
        self._read_stories([*self.between(before, first), *outcome])
        low, begin, kept, end = (self._start(day) for day in (before, first, shift(outcome[-1], 1), shift(last, 1)))
        if kept > begin:
            joins = self._find_joins(first, last)
            story = self._story[low:end].copy()
            story[begin - low :] = -1
            former = self._count_units(before, np.concatenate([story, joins.left_story, joins.right_story]))
            evidence = self.read_evidence(self.between(before, last))
            placing = place_articles(Window(low, self._day[low:end], story, *evidence, joins, former))
            self._keep(slice(begin, kept), placing)
        for day in outcome:
            self._changed[day] = self._compare(day)

    def _find_joins(self, first: str, last: str) -> Joins:
        """Articles of one investigation, then copies."""
        derived, source = join_copies(self.read_evidence(self.between(first, last))[0])
        investigated = run_query(self._con, "investigated", first_date=first, last_date=last)
        place = self._place[to_numbers(investigated["article_no"])]
        self._is_investigated[place] = True
        name = investigated["source_id"].combine_chunks().dictionary_encode().indices.to_numpy()
        oldest = np.full(int(name.max(initial=-1)) + 1, len(self._place))
        np.minimum.at(oldest, name, place)
        left, right = np.concatenate([place, derived]), np.concatenate([oldest[name], source])
        begin = self._start(first)
        is_new = np.maximum(left, right) >= begin
        left, right = left[is_new], right[is_new]
        ends = np.concatenate([left, right])
        self._read_stories({self._dates[n] for n in np.unique(self._date_of[ends[ends < begin]]).tolist()})
        story = np.where(ends < begin, self._story[ends], -1)
        return Joins(left, right, story[: len(left)], story[len(left) :])

    def _count_units(self, before: str, stories: Integers) -> Integers:
        """By story number: its units of earlier dates, for the stories given."""
        counts = np.zeros(len(self._story_ids), np.int64)
        self._want_stories(np.unique(stories[stories >= 0]).tolist())
        register(self._con, settled_dates=_to_table(self._changed))
        held = run_query(self._con, "former_units", partition_key=before, method_version=METHOD_VERSION)
        counts[self._to_story_nos(held["story_id"].to_pylist())] = held["unit_count"].to_numpy()
        placed = slice(0, self._start(before))
        is_unit = self._is_placed[placed] & self._is_unit[placed]
        return counts + np.bincount(self._story[placed][is_unit], minlength=len(counts))

    def _keep(self, rows: slice, placing: Placing) -> None:
        count = rows.stop - rows.start
        story, first, is_joined = (
            column[:count] for column in (placing.story.copy(), placing.first, placing.is_joined)
        )
        begun, which = np.unique(first[story < 0], return_inverse=True)
        ids = self._article_ids.take(pa.array(self._number[begun] - 1)).to_pylist()
        story[story < 0] = self._to_story_nos([_story_id(article_id) for article_id in ids])[which]
        joined_by = np.where(is_joined, "derivation", "same_event").astype(object)
        joined_by[self._is_investigated[rows]] = "investigation"
        joined_by[first == np.arange(rows.start, rows.stop)] = "first"
        self._story[rows], self._joined_by[rows] = story, joined_by
        self._is_unit[rows], self._is_placed[rows] = joined_by != "derivation", True

    def _compare(self, day: str) -> set[int]:
        """Stories that articles of the date left or joined, beside what the warehouse holds."""
        held = self._held[day]
        begin, end = self._start(day), self._start(shift(day, 1))
        former_story, former_joined_by = np.full(end - begin, -1, np.int64), np.full(end - begin, None, object)
        is_here = (held.place >= begin) & (held.place < end)
        former_story[held.place[is_here] - begin] = held.story[is_here]
        former_joined_by[held.place[is_here] - begin] = held.joined_by[is_here]
        story = self._story[begin:end]
        is_changed = (former_story != story) | (former_joined_by != self._joined_by[begin:end])
        changed = {*former_story[is_changed].tolist(), *story[is_changed].tolist(), *held.story[~is_here].tolist()}
        return changed - {-1}

    def _depending(self, day: str) -> set[str]:
        """Later dates whose outcome may be another since that of the date changed."""
        if not self._changed[day]:
            return set()
        self._want_stories(self._changed[day])
        later = run_query(self._con, "later_dates", partition_key=day)["partition_key"].to_pylist()
        return {near for one in (day, *later) for near in self._around(one) if near > day}

    def _read_stories(self, days: Iterable[str]) -> None:
        missing = [day for day in days if day not in self._held]
        if not missing:
            return
        register(self._con, wanted_dates=_to_table(missing))
        found = run_query(self._con, "held_stories", method_version=METHOD_VERSION)
        for day in missing:
            rows = _of_date(found, day)
            held = Held(
                self._place[to_numbers(rows["article_no"])],
                self._to_story_nos(rows["story_id"].to_pylist()),
                rows["joined_by"].to_numpy(),
            )
            self._held[day] = held
            begin, end = self._start(day), self._start(shift(day, 1))
            is_known = rows["is_current"].to_numpy() & (held.place >= begin) & (held.place < end)
            self._story[held.place[is_known]] = held.story[is_known]

    def _register(self) -> None:
        places = np.flatnonzero(self._is_placed)
        story_id = pa.array([self._story_ids[no] for no in self._story[places].tolist()], pa.string())
        columns = [self._number[places], story_id, pa.array(self._joined_by[places], pa.string())]
        register(self._con, placed=pa.table(columns, schema=PLACED), settled_dates=_to_table(self._changed))

    def _want_stories(self, stories: Iterable[int]) -> None:
        ids = pa.array([self._story_ids[no] for no in stories], pa.string())
        register(self._con, wanted_stories=pa.table({"story_id": ids}))

    def _start(self, day: str) -> int:
        """Place of the first article from a date on."""
        return int(self._starts[bisect_left(self._dates, day)])

    def _to_story_nos(self, story_ids: Sequence[str]) -> Integers:
        for story_id in story_ids:
            if story_id not in self._story_nos:
                self._story_nos[story_id] = len(self._story_ids)
                self._story_ids.append(story_id)
        return np.array([self._story_nos[story_id] for story_id in story_ids], np.int64)


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
