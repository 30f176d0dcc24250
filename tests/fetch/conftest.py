from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import Site, allow_other_networks, refuse_other_networks, serve

from wiretrace.fetch.client import Limits
from wiretrace.layout import Layout


@pytest.fixture(autouse=True)
def only_loopback() -> Iterator[None]:
    refuse_other_networks()
    yield
    allow_other_networks()


@pytest.fixture
def site() -> Iterator[Site]:
    yield from serve()


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return Layout(tmp_path)


@pytest.fixture
def hasty() -> Limits:
    """Bounds that a misbehaving server reaches within a test's patience."""
    return Limits(body_bytes=200_000, total_seconds=1.0, silence_seconds=0.6, retries=1, pause_seconds=0.0)
