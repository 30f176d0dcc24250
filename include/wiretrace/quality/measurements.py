"""The gates between measuring and loading. Import inside a task: see `gate`."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from wiretrace.quality.gate import Gate, Occasion, check, require_usual_share
from wiretrace.quality.rules import claims_gate, derivations_gate, mentions_gate
from wiretrace.quality.verdict import Verdict
from wiretrace.warehouse.replacement import Replacement
from wiretrace.warehouse.tables import Table, claims, overlap


def check_overlap(replacements: Sequence[Replacement], occasion: Occasion) -> tuple[list[Replacement], list[Verdict]]:
    """Keep derivations that break no critical rule."""
    verdict = _checked(derivations_gate(), _rows(replacements, overlap.DERIVATIONS), occasion)
    return [_without(r, "derivation_id", verdict.failed_keys) for r in replacements], [verdict]


def check_claims(
    replacements: Sequence[Replacement], field_lengths: pa.Table, occasion: Occasion
) -> tuple[list[Replacement], list[Verdict]]:
    """Keep claims of which every mention and count is sound.

    `field_lengths` has (article_id, field, field_length) in characters. A broken mention takes its
    whole claim into the quarantine: without it, the claim's counts would be wrong.
    """
    mentions = _rows(replacements, claims.MENTIONS)
    located = mentions.join(field_lengths, ["article_id", "field"], join_type="left outer")
    verdicts = [
        _checked(mentions_gate(), located, occasion),
        _checked(claims_gate(), _rows(replacements, claims.CLAIMS), occasion),
    ]
    failed_claims = verdicts[0].failed_keys | verdicts[1].failed_keys
    in_failed = pc.is_in(mentions["claim_id"], pa.array(failed_claims, pa.string()))
    failed_mentions = frozenset(str(key) for key in mentions.filter(in_failed)["mention_id"].to_pylist())
    kept = [_without(r, "claim_id", failed_claims) for r in replacements]
    kept = [_without(r, "other_claim_id", failed_claims) for r in kept]
    return [_without(r, "mention_id", failed_mentions) for r in kept], verdicts


def _checked(gate: Gate, rows: pa.Table, occasion: Occasion) -> Verdict:
    verdict = check(gate, rows, occasion)
    require_usual_share(gate, verdict, rows.num_rows)
    return verdict


def _rows(replacements: Sequence[Replacement], table: Table) -> pa.Table:
    found = [r.rows for r in replacements if r.table is table]
    return pa.concat_tables([table.arrow_schema.empty_table(), *found])


def _without(replacement: Replacement, column: str, keys: frozenset[str]) -> Replacement:
    if not keys or column not in replacement.rows.column_names:
        return replacement
    keep = pc.invert(pc.is_in(replacement.rows[column], pa.array(keys, pa.string())))
    return Replacement(replacement.table, replacement.scope, replacement.rows.filter(keep))
