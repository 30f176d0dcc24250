"""What became of every correction: rows of `ops.overrides`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from wiretrace.claims.corrections import Change, corrected_mentions
from wiretrace.claims.reading import read_directions, read_recorded, read_stories_of_mentions
from wiretrace.overrides import HEADER, Override, Overrides, RefusedRow
from wiretrace.warehouse.replacement import Replacement
from wiretrace.warehouse.tables import ops

APPLIED, PENDING, NO_EFFECT, REFUSED = "applied", "pending", "no effect", "refused"
Row = dict[str, object]


@dataclass(frozen=True)
class Measured:
    """What a run measured: its stories, where their mentions stand, and what each correction changed there."""

    story_ids: Collection[str]  # also those that are gone
    story_of: Mapping[str, str]  # mention id → story
    changes: Mapping[str, tuple[Change, ...]]  # override id → changes


@dataclass(frozen=True)
class _State:
    state: str
    detail: str | None = None
    story_id: str | None = None


def record_overrides(
    con: duckdb.DuckDBPyConnection, overrides: Overrides, measured: Measured, run_id: str
) -> Replacement:
    """All rows of `ops.overrides`; nothing if they stand there already."""
    former = read_recorded(con)
    states = {**_mention_states(con, overrides, measured), **_direction_states(con, overrides)}
    by_id = {row["override_id"]: row for row in former if row["state"] == APPLIED}
    rows = [_refused_row(row) for row in overrides.refused]
    for override in overrides.applicable:
        rows.append(_row(override, states[override.override_id], by_id.get(override.override_id), measured, run_id))
    rows.sort(key=lambda row: int(str(row["line_number"])))
    if rows == former:
        return Replacement(ops.OVERRIDES, {}, ops.OVERRIDES.table([]))
    numbers = pa.array(sorted({row["line_number"] for row in [*rows, *former]}), pa.int32())
    return Replacement(ops.OVERRIDES, {"line_number": numbers}, ops.OVERRIDES.table(rows))


def _row(override: Override, found: _State, former: dict[str, Any] | None, measured: Measured, run_id: str) -> Row:
    is_applied = found.state == APPLIED
    before = former if former and is_applied else None
    kept = before["changes"] if before and found.story_id not in measured.story_ids else None
    changes = [vars(change) for change in measured.changes.get(override.override_id, ())] if is_applied else []
    return {
        "line_number": override.line_number,
        "override_id": override.override_id,
        "recorded_at": override.recorded_at,
        **{name: getattr(override, name) for name in HEADER[1:]},
        "state": found.state,
        "detail": found.detail,
        "story_id": found.story_id,
        # The run that applied it first: a story that is measured again does not apply it anew.
        "run_id": (before["run_id"] if before else run_id) if is_applied else None,
        "changes": changes if kept is None else kept,
    }


def _refused_row(refused: RefusedRow) -> Row:
    written = dict(zip(HEADER[1:], refused.cells[1:], strict=False))
    return {
        "line_number": refused.line_number,
        "override_id": None,
        "recorded_at": None,
        **{name: written.get(name) for name in HEADER[1:]},
        "state": REFUSED,
        "detail": f"{refused.rule}: {refused.value}",
        "story_id": None,
        "run_id": None,
        "changes": [],
    }


def _mention_states(con: duckdb.DuckDBPyConnection, overrides: Overrides, measured: Measured) -> dict[str, _State]:
    about = {o.override_id: corrected_mentions(o) for o in overrides.applicable if o.action != "direction"}
    held = read_stories_of_mentions(con, {m for ids in about.values() for m in ids})
    elsewhere = {m: story for m, story in held.items() if story not in measured.story_ids}
    return {key: _mention_state(ids, {**elsewhere, **measured.story_of}) for key, ids in about.items()}


def _mention_state(mention_ids: Iterable[str], story_of: Mapping[str, str]) -> _State:
    stories = {m: story_of.get(m) for m in mention_ids}
    gone = [m for m, story in stories.items() if story is None]
    if gone:
        return _State(NO_EFFECT, f"no such mention: {', '.join(gone)}")
    if len(set(stories.values())) > 1:
        return _State(NO_EFFECT, "the mentions stand in two stories")
    return _State(APPLIED, story_id=next(iter(stories.values())))


def _direction_states(con: duckdb.DuckDBPyConnection, overrides: Overrides) -> dict[str, _State]:
    return {row["override_id"]: _direction_state(row) for row in read_directions(con, overrides.of("direction"))}


def _direction_state(row: dict[str, Any]) -> _State:
    if row["article_count"] < 2:
        return _State(NO_EFFECT, "an article is not held")
    if not row["derivation_count"]:
        return _State(NO_EFFECT, "nothing relates the two articles", row["story_id"])
    if row["applied_count"]:
        return _State(APPLIED, story_id=row["story_id"])
    return _State(PENDING, "measure_overlap applies it", row["story_id"])
