from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from warehouse.rows import row_of
from wiretrace.layout import Layout
from wiretrace.quality.verdict import Verdict
from wiretrace.warehouse.loading import IngestedDay
from wiretrace.warehouse.run import Run
from wiretrace.warehouse.tables import core, ops

OUTLET = row_of(core.OUTLETS, outlet_id="courier.example", name="Courier", kind="newspaper", aliases=[])


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(tmp_path / "data")


def run(partition_key: str = "2026-03-02", dag_id: str = "ingest_news") -> Run:
    return Run(dag_id, partition_key, "daily", "run-1", datetime(2026, 3, 5))


def day(revisions: list[dict[str, Any]], fetches: list[dict[str, Any]], **changes: Any) -> IngestedDay:
    parts = {
        "source_ids": ("courier",),
        "outlets": core.OUTLETS.table([OUTLET]),
        "revisions": core.REVISIONS.table(revisions),
        "removed_blocks": core.REMOVED_BLOCKS.table([]),
        "fetches": ops.FETCHES.table(fetches),
        "discards": ops.DISCARDS.table([]),
    }
    return IngestedDay(**{**parts, **changes})


def verdict(gate: str = "articles", quarantine: list[dict[str, Any]] | None = None) -> Verdict:
    checks: pa.Table = ops.VALIDATION_RESULTS.table([])
    return Verdict(gate, ops.QUARANTINE.table(quarantine or []), checks)
