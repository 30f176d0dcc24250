"""Every way in which news writes an amount is read: value, unit, how exact, and what it does in its clause."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from wiretrace.claims.extraction.amounts import find_quantities

CASES: dict[str, list[Any]] = yaml.safe_load((Path(__file__).parent / "data/amounts.yaml").read_text("utf-8"))


@pytest.mark.parametrize(("clause", "wanted"), [case for cases in CASES.values() for case in cases])
def test_an_amount_is_read(clause: str, wanted: list[Any]) -> None:
    read = find_quantities(clause, 0, len(clause))
    found = [[round(q.low, 2), round(q.high, 2), q.unit, q.comparator, q.role] for q in read]
    if wanted:
        assert wanted in [q[: len(wanted)] for q in found]
    else:
        assert found == []
