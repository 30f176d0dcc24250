"""How one text of the sample web is taken from another: exactly, so that the truth about it is exact."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


@dataclass(frozen=True)
class Copying:
    """Paragraphs `keep` (numbered from 1) of `source`, changed by `replace`, between `before` and `after`."""

    source: str
    keep: tuple[int, ...] = ()
    replace: tuple[tuple[str, str], ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    is_straight: bool = False


def split_paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(block.split()) for block in re.split(r"\n\s*\n", text.strip()) if block.strip())


def parse_copying(row: dict[str, Any]) -> Copying | None:
    """The operation that a row of a story file declares; None if the row has its own text."""
    return read_copying(row["copy_of"], row) if "copy_of" in row else None


def read_copying(source: str, row: dict[str, Any]) -> Copying:
    return Copying(
        source=source,
        keep=tuple(row.get("keep", ())),
        replace=tuple((pair["from"], pair["to"]) for pair in row.get("replace", ())),
        before=split_paragraphs(row.get("before", "")),
        after=split_paragraphs(row.get("after", "")),
        is_straight=row.get("straight_quotes", False),
    )


def copy_paragraphs(source: tuple[str, ...], copying: Copying) -> tuple[str, ...]:
    """Raises ValueError if a replaced phrase does not stand in the kept paragraphs exactly once."""
    kept = "\n\n".join(source[number - 1] for number in copying.keep) if copying.keep else "\n\n".join(source)
    for old, new in copying.replace:
        if kept.count(old) != 1:
            raise ValueError(f"copy of {copying.source}: {old!r} stands {kept.count(old)} times, not once")
        kept = kept.replace(old, new)
    paragraphs = (*copying.before, *split_paragraphs(kept), *copying.after)
    return tuple(p.translate(_STRAIGHT) for p in paragraphs) if copying.is_straight else paragraphs
