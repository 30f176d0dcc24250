"""Corrections from the pages: what a form says becomes rows of overrides.csv, and which of them wait for a run."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newsroom.access import Visitor
from newsroom.database import Reading
from wiretrace.overrides import Override, OverridesError, RefusedOverride, RefusedRow, append_override, read_overrides

WORDS = {
    "merge": "is the same claim as",
    "split": "is another claim than",
    "speaker": "was said by",
    "origin": "was first reported by",
    "direction": "took its text from",
}


@dataclass(frozen=True)
class Correction:
    """One row of the file with its state; `page` is the path of the claim or comparison that it is about."""

    override: Override
    state: str
    note: str
    page: str

    @property
    def words(self) -> str:
        return WORDS[self.override.action]


@dataclass(frozen=True)
class File:
    """All of the corrections file; `fault` says why it could not be read as a whole."""

    corrections: tuple[Correction, ...]
    refused: tuple[RefusedRow, ...]
    fault: str = ""


def record(path: Path, visitor: Visitor, form: Mapping[str, str]) -> None:
    """Append what the form asks for. Raises `RefusedOverride` or `OverridesError` with a reason for the visitor."""
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    reason, action, subject, value = (form.get(name, "").strip() for name in ("reason", "action", "subject", "value"))
    append_override(path, Override(now, visitor.name, reason, action, subject, value))


def read_file(reading: Reading, path: Path) -> File:
    """Every correction, latest first: in the state that the last run left it in, else pending."""
    try:
        overrides = read_overrides(path)
    except OverridesError as error:
        return File((), (), str(error))
    states = _states(reading)
    pages = _pages(reading, [o.subject for o in overrides.applicable])
    corrections = (
        Correction(o, *states.get(o.override_id, ("pending", "")), pages.get(o.subject, ""))
        for o in reversed(overrides.applicable)
    )
    return File(tuple(corrections), overrides.refused)


def pending_for(reading: Reading, path: Path, ids: Collection[str]) -> tuple[Correction, ...]:
    """The corrections about these mentions or articles that no run has applied yet."""
    try:
        overrides = [o for o in read_overrides(path).applicable if o.subject in ids or o.value in ids]
    except OverridesError:
        return ()
    if not overrides:
        return ()
    states = _states(reading)
    return tuple(
        Correction(o, "pending", "", "")
        for o in overrides
        if states.get(o.override_id, ("pending", ""))[0] == "pending"
    )


def _states(reading: Reading) -> dict[str, tuple[str, str]]:
    """What the last run did with each correction; nothing in a database published before there were any."""
    found = reading.cursor.execute(
        "select count(*) from duckdb_tables() where schema_name = 'ops' and table_name = 'overrides'"
    ).fetchone()
    if not found or not found[0]:
        return {}
    rows: tuple[Mapping[str, Any], ...] = reading.mappings("override_states")
    return {row["override_id"]: (row["state"], row["note"] or "") for row in rows}


def _pages(reading: Reading, subjects: list[str]) -> dict[str, str]:
    rows = reading.mappings("override_pages", subjects=subjects)
    return {row["subject"]: f"/{row['page']}/{row['page_id']}" for row in rows}


__all__ = ["Correction", "File", "OverridesError", "RefusedOverride", "pending_for", "read_file", "record"]
