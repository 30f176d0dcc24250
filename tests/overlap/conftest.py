"""A warehouse in memory for each test."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest
from overlap_texts import Newsroom

from wiretrace.warehouse.schema import create_schema


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with duckdb.connect() as con:
        create_schema(con)
        yield Newsroom(con)
