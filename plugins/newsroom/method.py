"""The definitions of the numbers, taken from the declarations that also comment the database."""

from __future__ import annotations

from wiretrace.warehouse.tables.declaration import Mart
from wiretrace.warehouse.tables.marts import MARTS

EXPLAINED = ("claim_origins", "story_summary", "outlet_reuse", "copy_network", "quote_drift")


def read_columns() -> tuple[Mart, ...]:
    """The marts whose columns the pages show."""
    return tuple(mart for mart in MARTS if mart.name in EXPLAINED)
