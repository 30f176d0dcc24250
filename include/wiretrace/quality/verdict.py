"""What a gate says about the rows it checked."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True)
class Verdict:
    """Rows for ops.quarantine and ops.validation_results of one gate in one run."""

    gate: str
    quarantine: pa.Table
    checks: pa.Table

    @property
    def failed_keys(self) -> frozenset[str]:
        """Keys of the rows that may not be loaded."""
        return frozenset(str(key) for key in self.quarantine["row_key"].to_pylist())
