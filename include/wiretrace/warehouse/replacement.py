"""What a measuring stage hands to the loader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from wiretrace.warehouse.tables import Table


@dataclass(frozen=True)
class Replacement:
    """Rows of `table` that replace all rows whose column is in `scope`, for any column of `scope`.

    Example: passages of changed articles replace those in which either side changed:
    `scope={"left_article_id": changed, "right_article_id": changed}`.
    """

    table: Table
    scope: Mapping[str, pa.Array[Any]]
    rows: pa.Table
