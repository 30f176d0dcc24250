"""Corrections from the pages: what a form says becomes rows of overrides.csv, and which of them wait for a run."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from newsroom.access import Visitor
from newsroom.database import Reading
from newsroom.wording import COUNTS, write_share
from wiretrace.overrides import Override, OverridesError, RefusedOverride, RefusedRow, append_override, read_overrides

WORDS = {
    "merge": "is the same claim as",
    "split": "is another claim than",
    "speaker": "was said by",
    "origin": "was first reported by",
    "direction": "took its text from",
}


@dataclass(frozen=True)
class Change:
    """A number of a claim without and with the corrections of its story. One row of override_changes.sql."""

    override_id: str
    claim_id: str
    wording: str | None
    column_name: str
    before: float
    after: float

    @property
    def counts(self) -> str:
        """'origins 1 → 2'"""
        write = write_share if self.column_name == "copy_ratio" else "{:.3g}".format
        return f"{COUNTS.get(self.column_name, self.column_name)} {write(self.before)} → {write(self.after)}"


@dataclass(frozen=True)
class Correction:
    """One row of the file with its state, what it is about for readers, and the numbers that it changed.

    `page` is the path of the claim or article that it is about.
    """

    override: Override
    state: str
    note: str = ""
    subject: str = ""
    value: str = ""
    page: str = ""
    changes: tuple[Change, ...] = ()

    @property
    def words(self) -> str:
        return WORDS[self.override.action]

    @property
    def changed_claims(self) -> Mapping[tuple[str, str], list[str]]:
        """The changed numbers by claim: (id, wording) → counts."""
        found: dict[tuple[str, str], list[str]] = {}
        for change in self.changes:
            found.setdefault((change.claim_id, change.wording or ""), []).append(change.counts)
        return found


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
    states, changes = _states(reading), _changes(reading)
    named = _name(reading, reversed(overrides.applicable))
    corrections = (
        replace(c, state=state, note=note, changes=changes.get(c.override.override_id, ()))
        for c in named
        for state, note in [states.get(c.override.override_id, ("pending", ""))]
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
    pending = [o for o in overrides if states.get(o.override_id, ("pending", ""))[0] == "pending"]
    return tuple(_name(reading, pending))


def _states(reading: Reading) -> dict[str, tuple[str, str]]:
    """What the last run did with each correction."""
    rows: tuple[Mapping[str, Any], ...] = reading.mappings("override_states")
    return {row["override_id"]: (row["state"], row["note"] or "") for row in rows}


def _changes(reading: Reading) -> dict[str, tuple[Change, ...]]:
    rows = reading.rows(Change, "override_changes")
    return {key: tuple(group) for key, group in groupby(rows, key=lambda change: change.override_id)}


def _name(reading: Reading, overrides: Iterable[Override]) -> list[Correction]:
    """Corrections with what they are about; an id that is not held stays one."""
    listed = list(overrides)
    rows = reading.mappings("override_names", ids=[i for o in listed for i in (o.subject, o.value)])
    names = {row["id"]: row for row in rows}

    def name(written: str) -> str:
        return str(names[written]["name"]) if written in names else written

    def page(written: str) -> str:
        return f"/{names[written]['page']}/{names[written]['page_id']}" if written in names else ""

    return [
        Correction(o, "pending", subject=name(o.subject), value=name(o.value), page=page(o.subject)) for o in listed
    ]


__all__ = ["Change", "Correction", "File", "OverridesError", "RefusedOverride", "pending_for", "read_file", "record"]
