"""Corrections by people: one row a correction in `overrides.csv`, applied by every run, undone by removing the row.

| action | subject | value | says |
|---|---|---|---|
| merge | mention id | mention id | their claims are one |
| split | mention id | mention id | they are never one claim |
| speaker | mention id | name | who says it |
| origin | mention id | name | where it was first reported |
| direction | article id | article id | the first took its text from the second |

The ids do not depend on how claims are grouped, so a correction outlives a better method.
"""

from __future__ import annotations

import csv
import fcntl
import hashlib
import io
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

HEADER: Final = ("recorded_at", "recorded_by", "reason", "action", "subject", "value")
ACTIONS: Final = ("merge", "split", "speaker", "origin", "direction")
NAMING_ACTIONS: Final = frozenset({"speaker", "origin"})  # their value is a name, that of the others an id
MAX_BYTES: Final = 5_000_000  # some twenty thousand corrections
MAX_LENGTH: Final = {"recorded_by": 100, "reason": 500, "value": 200}
_ID = re.compile(r"[0-9a-f]{16}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# At the start of a cell a spreadsheet takes these for a formula; one that separates cells otherwise starts
# cells inside ours. The wide forms are read as the narrow ones.
_FORMULA = re.compile(r"(?:^|[;|\"])\s*[=+\-@＝＋－＠]")


class OverridesError(ValueError):
    """The file as a whole cannot be read or written; the message says where and why."""


class RefusedOverride(ValueError):
    """A correction breaks a rule."""

    def __init__(self, rule: str, value: str) -> None:
        super().__init__(f"{rule}: {value!r}")
        self.rule, self.value = rule, value[:200]


@dataclass(frozen=True)
class Override:
    """One correction. `recorded_at` is UTC without a time zone; `line_number` is that in the file it was read from."""

    recorded_at: datetime
    recorded_by: str
    reason: str
    action: str
    subject: str
    value: str
    line_number: int = field(default=0, compare=False)

    @property
    def override_id(self) -> str:
        return hashlib.sha256("|".join(self.cells()).encode()).hexdigest()[:16]

    @property
    def pair(self) -> tuple[str, str]:
        """Subject and value in a fixed order: merging and splitting know no direction."""
        return min(self.subject, self.value), max(self.subject, self.value)

    def cells(self) -> tuple[str, ...]:
        return (
            f"{self.recorded_at.isoformat()}Z",
            self.recorded_by,
            self.reason,
            self.action,
            self.subject,
            self.value,
        )


@dataclass(frozen=True)
class RefusedRow:
    """A row of the file that is not applied; `line_number` counts from 1, the header's."""

    line_number: int
    rule: str
    value: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Overrides:
    """What the file says: corrections to apply, earliest first, and rows that are not."""

    applicable: tuple[Override, ...] = ()
    refused: tuple[RefusedRow, ...] = ()

    def of(self, *actions: str) -> tuple[Override, ...]:
        return tuple(o for o in self.applicable if o.action in actions)


def read_overrides(path: Path) -> Overrides:
    """The corrections of a file; none if it does not exist. A bad row is refused, the others go on.

    Of rows that contradict each other the later recorded counts, wherever they stand in the file.
    Raises `OverridesError` if the file as a whole cannot be read: to go on would undo every correction in it.
    """
    if not path.exists():
        return Overrides()
    read: list[Override] = []
    refused: list[RefusedRow] = []
    for line_number, cells in _rows(path, _read_bytes(path)):
        try:
            read.append(replace(_parse(cells), line_number=line_number))
        except RefusedOverride as error:
            refused.append(RefusedRow(line_number, error.rule, error.value, cells))
    kept, contradicting = _settle(read)
    return Overrides(kept, tuple(sorted([*refused, *contradicting], key=lambda row: row.line_number)))


def append_override(path: Path, override: Override) -> None:
    """Add a correction. Raises `RefusedOverride` if it breaks a rule, `OverridesError` if the file cannot take it.

    Writers wait for each other; readers see the file before or after, never between.
    """
    checked = _parse(override.cells())
    path.parent.mkdir(parents=True, exist_ok=True)
    with _locked(path):
        content = _read_bytes(path) if path.exists() else b""
        lines = b"" if content.strip() else _line(HEADER)
        if content.strip():
            next(_rows(path, content), None)  # under another header the row would say something else
            lines = b"" if content.endswith((b"\n", b"\r")) else b"\r\n"
        content += lines + _line(checked.cells())
        if len(content) > MAX_BYTES:
            raise OverridesError(f"{path}: more than {MAX_BYTES:,} bytes")
        _replace(path, content)


def _read_bytes(path: Path) -> bytes:
    if path.stat().st_size > MAX_BYTES:
        raise OverridesError(f"{path}: more than {MAX_BYTES:,} bytes")
    return path.read_bytes()


def _rows(path: Path, content: bytes) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(line number, cells) of every row below the header; empty lines are left out."""
    try:
        text = content.decode("utf-8-sig")  # spreadsheets write a byte order mark
    except UnicodeDecodeError as error:
        raise OverridesError(f"{path}: not UTF-8 at byte {error.start}") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = tuple(next(reader, ()))
        if header != HEADER:
            raise OverridesError(f"{path}, line 1: the header must be {','.join(HEADER)}, not {','.join(header)!r}")
        start = reader.line_num + 1
        for cells in reader:
            if any(cells):
                yield start, tuple(cells)
            start = reader.line_num + 1
    except csv.Error as error:
        raise OverridesError(f"{path}, line {reader.line_num}: {error}") from error


def _parse(cells: tuple[str, ...]) -> Override:
    if len(cells) != len(HEADER):
        raise RefusedOverride(f"a row has {len(HEADER)} cells", ",".join(cells))
    named = {name: cell.strip() for name, cell in zip(HEADER, cells, strict=True)}
    for name, cell in named.items():
        _require(bool(cell), f"{name} is missing", cell)
        _require(len(cell) <= MAX_LENGTH.get(name, 100), f"{name} is too long", cell)
        _require(not _CONTROL.search(cell), f"{name} holds a control character", cell)
        _require(not _FORMULA.search(cell), f"{name} would start a formula in a spreadsheet", cell)
    recorded_at, action = _read_time(named.pop("recorded_at")), named["action"]
    _require(action in ACTIONS, f"action is one of {', '.join(ACTIONS)}", action)
    for name in ("subject",) if action in NAMING_ACTIONS else ("subject", "value"):
        _require(bool(_ID.fullmatch(named[name])), f"{name} of {action} is an id of 16 hexadecimal digits", named[name])
    _require(named["subject"] != named["value"], "subject and value are the same", named["value"])
    return Override(recorded_at, named["recorded_by"], named["reason"], action, named["subject"], named["value"])


def _require(is_kept: bool, rule: str, value: str) -> None:
    if not is_kept:
        raise RefusedOverride(rule, value)


def _read_time(cell: str) -> datetime:
    try:
        time = datetime.fromisoformat(cell)
        return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time
    except (ValueError, OverflowError) as error:
        raise RefusedOverride("recorded_at is a time as 2026-03-02T09:30:00Z", cell) from error


def _settle(read: Iterable[Override]) -> tuple[tuple[Override, ...], list[RefusedRow]]:
    """Corrections that agree with each other, and the rows that a later one contradicts or repeats."""
    agreed = _Agreed()
    kept, refused = [], []
    for override in sorted(read, key=lambda o: (o.recorded_at, o.override_id, -o.line_number), reverse=True):
        objection = agreed.objection(override)
        if objection is None:
            agreed.add(override)
            kept.append(override)
        else:
            refused.append(RefusedRow(override.line_number, objection, override.value, override.cells()))
    return tuple(reversed(kept)), refused


class _Agreed:
    """The corrections accepted so far, and what they rule out."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, ...], tuple[int, str]] = {}  # topic → line number, value
        self._merged: dict[str, set[str]] = {}  # mention → all that it is one claim with
        self._apart: dict[str, dict[str, int]] = {}  # mention → mention it is split from → line number

    def objection(self, override: Override) -> str | None:
        """Why a correction cannot stand beside these."""
        line_number, value = self._said.get(_topic(override), (0, ""))
        if line_number:
            return f"{'repeats' if value == _said_value(override) else 'contradicts'} line {line_number}"
        if override.action == "split" and override.value in self._together(override.subject):
            return "contradicts later merges of the two"
        if override.action == "merge":
            others = self._together(override.value)
            splits = (self._apart.get(m, {}).items() for m in self._together(override.subject))
            found = min((line for split in splits for other, line in split if other in others), default=None)
            return f"contradicts line {found}" if found else None
        return None

    def add(self, override: Override) -> None:
        self._said[_topic(override)] = override.line_number, _said_value(override)
        if override.action == "split":
            for one, other in (override.pair, override.pair[::-1]):
                self._apart.setdefault(one, {})[other] = override.line_number
        if override.action == "merge":
            joined = self._together(override.subject) | self._together(override.value)
            self._merged.update(dict.fromkeys(joined, joined))

    def _together(self, mention_id: str) -> set[str]:
        return self._merged.get(mention_id, {mention_id})


def _topic(override: Override) -> tuple[str, ...]:
    """What a correction is about; two of one topic repeat or contradict each other."""
    if override.action in ("merge", "split"):
        return "grouping", *override.pair
    return (override.action, *(override.pair if override.action == "direction" else (override.subject,)))


def _said_value(override: Override) -> str:
    return override.action if override.action in ("merge", "split") else override.value


def _line(cells: Iterable[str]) -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target).writerow(cells)
    return target.getvalue().encode()


def _replace(path: Path, content: bytes) -> None:
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    if path.exists():
        shutil.copymode(path, fresh)
    fresh.replace(path)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.with_name(f".{path.name}.lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield  # closing the file releases the lock, also when the process dies
