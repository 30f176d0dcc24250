"""Directions that people set: a derivation is turned as a whole, whatever was measured for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256

import pyarrow as pa

from wiretrace.overlap.derivations.rows import Row, cue
from wiretrace.overrides import Override

TURNED = "override"  # cue of a derivation whose direction a person turned
CONFIRMED = "override_confirms"  # cue of one that was measured as the person says


def hash_by_article(overrides: Iterable[Override]) -> pa.Table:
    """article_id, overrides_hash: changes when an article's derivations must be traced again."""
    named: dict[str, list[str]] = defaultdict(list)
    for override in overrides:
        for article_id in override.pair:
            named[article_id].append(override.override_id)
    ids = sorted(named)
    hashes = [sha256(" ".join(sorted(named[i])).encode()).hexdigest()[:16] for i in ids]
    return pa.table({"article_id": pa.array(ids, pa.string()), "overrides_hash": pa.array(hashes, pa.string())})


def set_directions(rows: Iterable[Row], overrides: Iterable[Override], outlet_names: Mapping[str, str]) -> list[Row]:
    """Rows of overlap.derivations with the directions that people set; `outlet_names`: by article id."""
    said = {o.pair: o for o in overrides}
    return [_set_direction(row, said, outlet_names) if row["source_article_id"] else row for row in rows]


def _set_direction(row: Row, said: Mapping[tuple[str, str], Override], outlet_names: Mapping[str, str]) -> Row:
    derived, source = str(row["derived_article_id"]), str(row["source_article_id"])
    override = said.get((min(derived, source), max(derived, source)))
    if override is None:
        return row
    is_turned = override.subject != derived
    name = TURNED if is_turned else CONFIRMED
    cues = [cue(name, f"{override.recorded_by}: {override.reason}", override.subject), *row["cues"]]  # type: ignore[misc]
    decided = {**row, "is_direction_known": True, "confidence": 1.0, "cues": cues}
    return _turn(decided, outlet_names[derived]) if is_turned else decided


def _turn(row: Row, source_name: str) -> Row:
    lag = row["lag_seconds"]
    return {
        **row,
        "derived_article_id": row["source_article_id"],
        "source_article_id": row["derived_article_id"],
        "source_name": source_name,
        "derived_containment": row["source_containment"],
        "source_containment": row["derived_containment"],
        "lag_seconds": None if lag is None else -int(str(lag)),
        "is_credited": False,  # the credit that was found stands in the other article
    }
