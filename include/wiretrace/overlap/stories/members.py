"""Stories: articles on one event, and its copies.

An article's story is settled once all articles are held that it is compared with: from those of its date and of the
days around, the stories that the earlier ones are in, and what it was copied from, whatever the date of that
(`grouping`). What comes later changes nothing, and the order of runs does not matter (`dates`).

Copies, rewrites and the articles of one investigation are one unit; of an article's copied parents only the
largest counts. Units are grouped by how alike they are as wholes (`linkage`), so that neither a quotation, a place
nor a namesake merges two stories, and days of a continuing event join. A quotation, an excerpt or a template never
joins two stories, and two settled stories never become one.

A story's id comes from its first article (by date, then id), so growth keeps it. Every other member's own would-be
id is an alias, so that any id ever published still leads to its articles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import duckdb
import numpy as np
import pyarrow as pa

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.events.windows import WINDOW_DAYS
from wiretrace.overlap.queries import register, run_query
from wiretrace.overlap.stories.dates import StoryDates, shift
from wiretrace.overlap.stories.grouping import COPY_RELATIONS, to_numbers, without_copies
from wiretrace.overlap.text.texts import number_articles
from wiretrace.warehouse.tables import overlap

TABLES: Final = (overlap.STORIES, overlap.STORY_ARTICLES, overlap.STORY_ALIASES)


def group_stories(con: duckdb.DuckDBPyConnection, staged: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Stories that changed; all others stay as they are.

    Staged: `stories`, `story_articles`, `story_aliases`, and `replaced_stories` (story_id).
    """
    register(con, **{f"staged_{name}": table for name, table in staged.items()})
    dates = StoryDates(con, number_articles(con))
    method, copies = METHOD_VERSION, list(COPY_RELATIONS)
    changed = run_query(con, "unsettled_dates", method_version=method, copy_relations=copies)
    unsettled = changed["partition_key"].to_pylist()
    newest = run_query(con, "newest_date", method_version=method)["partition_key"][0].as_py()
    settled = dates.settle(unsettled, newest)
    relinked = run_query(con, "relinked_stories", method_version=method)["story_id"].to_pylist()
    touched = pa.array(dates.touched_stories(unsettled).union(relinked), pa.string())
    register(con, touched_stories=pa.table({"story_id": touched}))
    members = run_query(con, "story_members", method_version=method)
    register(con, members=members.append_column("likeness", _measure_likeness(dates, settled, members)))
    evidence = run_query(con, "story_evidence", method_version=method)
    register(con, changed_stories=evidence.filter(evidence["is_changed"]))
    staged_tables = {
        table.name: run_query(con, f"changed_{table.name}", method_version=method).cast(table.arrow_schema)
        for table in TABLES
    }
    return staged_tables | {"replaced_stories": run_query(con, "replaced_stories")}


def _measure_likeness(dates: StoryDates, settled: Sequence[str], members: pa.Table) -> pa.Array:
    """Of each article of a story's first days: its likeness to the others of these. Null where none can have changed."""
    day, is_first = members["partition_key"].to_numpy(), to_numbers(members["place"]) == 1
    story = np.cumsum(is_first) - 1
    begun, which = np.unique(day[is_first], return_inverse=True)
    last = np.array([shift(first, WINDOW_DAYS) for first in begun.tolist()], object)
    spans = list(zip(begun.tolist(), last.tolist(), strict=True))
    is_open = np.array([any(a <= one <= b for one in settled) for a, b in spans], bool)
    if not is_open.any():
        return pa.nulls(members.num_rows, pa.float64())
    is_early = is_open[which][story] & (day <= last[which][story])
    wanted = {one for span, is_wanted in zip(spans, is_open, strict=True) if is_wanted for one in dates.between(*span)}
    links, alike = dates.read_evidence(sorted(wanted))
    pairs = without_copies(alike, links)
    row = np.full(len(dates), -1)
    row[dates.place(to_numbers(members["article_no"])[is_early])] = np.flatnonzero(is_early)
    left, right = row[pairs.left], row[pairs.right]
    is_inside = (left >= 0) & (right >= 0) & (story[left] == story[right])
    ends = np.concatenate([left[is_inside], right[is_inside]])
    likeness = np.bincount(ends, np.tile(pairs.cosine[is_inside], 2), members.num_rows).round(6)
    return pa.array(likeness, pa.float64(), mask=~is_early)
