"""Stories: articles on one event, and its copies.

An article's story is decided by what is held up to its date: the articles of the date and of the few days before,
the stories that these earlier ones are in, and what it was copied from, whatever the date of that. So a date is
settled from one window (`grouping`), later articles change nothing, and the order of runs does not matter
(`story_dates`).

Copies, rewrites and the articles of one investigation are one unit; of an article's copied parents only the
largest counts. Units are grouped by how alike they are as wholes (`linkage`), so that neither a quotation, a place
nor a namesake merges two stories, and days of a continuing event join. A quotation, an excerpt or a template never
joins two stories, and two stories of earlier dates never become one.

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
from wiretrace.overlap.grouping import to_numbers, without_copies
from wiretrace.overlap.queries import register, run_query
from wiretrace.overlap.story_dates import StoryDates, shift
from wiretrace.overlap.texts import number_articles
from wiretrace.overlap.windows import WINDOW_DAYS
from wiretrace.warehouse.tables import overlap

TABLES: Final = (overlap.STORIES, overlap.STORY_ARTICLES, overlap.STORY_ALIASES)


def group_stories(con: duckdb.DuckDBPyConnection, staged: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Stories that changed; all others stay as they are.

    Staged: `stories`, `story_articles`, `story_aliases`, and `replaced_stories` (story_id).
    """
    register(con, **{f"staged_{name}": table for name, table in staged.items()})
    dates = StoryDates(con, number_articles(con))
    unsettled = run_query(con, "unsettled_dates", method_version=METHOD_VERSION)["partition_key"].to_pylist()
    newest = run_query(con, "newest_date", method_version=METHOD_VERSION)["partition_key"][0].as_py()
    settled = dates.settle(unsettled, newest)
    relinked = run_query(con, "relinked_stories", method_version=METHOD_VERSION)["story_id"].to_pylist()
    touched = pa.array(dates.touched_stories(unsettled).union(relinked), pa.string())
    register(con, touched_stories=pa.table({"story_id": touched}))
    members = run_query(con, "story_members", method_version=METHOD_VERSION)
    register(con, members=members.append_column("likeness", _measure_likeness(dates, settled, members)))
    evidence = run_query(con, "story_evidence", method_version=METHOD_VERSION)
    register(con, changed_stories=evidence.filter(evidence["is_changed"]))
    staged_tables = {
        table.name: run_query(con, f"changed_{table.name}", method_version=METHOD_VERSION).cast(table.arrow_schema)
        for table in TABLES
    }
    return staged_tables | {"replaced_stories": run_query(con, "replaced_stories")}


def _measure_likeness(dates: StoryDates, settled: Sequence[str], members: pa.Table) -> pa.Array:
    """Of each article of a story's first days: its likeness to the others of these. Null where none can have changed."""
    day, place = members["partition_key"].to_numpy(), to_numbers(members["place"])
    story = np.cumsum(place == 1) - 1
    begun, which = np.unique(day[place == 1], return_inverse=True)
    last = np.array([shift(one, WINDOW_DAYS) for one in begun.tolist()], object)
    is_open = np.array([any(a <= one <= b for one in settled) for a, b in zip(begun, last, strict=True)], bool)
    if not is_open.any():
        return pa.nulls(members.num_rows, pa.float64())
    is_early = is_open[which][story] & (day <= last[which][story])
    place = dates.place(to_numbers(members["article_no"]))
    row = np.full(place.max() + 1, -1)
    row[place[is_early]] = np.flatnonzero(is_early)
    links, alike = dates.read_evidence(
        sorted({one for span in zip(begun[is_open], last[is_open], strict=True) for one in dates.between(*span)})
    )
    alike = without_copies(alike, links)
    is_known = np.maximum(alike.left, alike.right) < len(row)
    left, right, cosine = row[alike.left[is_known]], row[alike.right[is_known]], alike.cosine[is_known]
    is_inside = (left >= 0) & (right >= 0) & (story[left] == story[right])
    ends = np.concatenate([left[is_inside], right[is_inside]])
    likeness = np.bincount(ends, np.tile(cosine[is_inside], 2), members.num_rows).round(6)
    return pa.array(likeness, pa.float64(), mask=~is_early)
