"""The gate between cleaning and loading. Import inside a task: see `gate`."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from wiretrace.quality.gate import Occasion, check, require_usual_share
from wiretrace.quality.rules import articles_gate
from wiretrace.quality.verdict import Verdict


def check_articles(revisions: pa.Table, occasion: Occasion) -> tuple[pa.Table, Verdict]:
    """Revisions that break no critical rule, and the verdict on all of them.

    Raises `QuarantineShareError` when an unusual share of them failed.
    """
    gate = articles_gate()
    verdict = check(gate, revisions, occasion)
    require_usual_share(gate, verdict, revisions.num_rows)
    failed = pa.array(verdict.failed_keys, pa.string())
    return revisions.filter(pc.invert(pc.is_in(revisions[gate.key], failed))), verdict
