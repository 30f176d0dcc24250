"""A warehouse in memory for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from overlap_texts import Newsroom

from warehouse.empty import open_empty


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with open_empty() as con:
        yield Newsroom(con)
