"""What earlier dates already fetched."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import duckdb

from wiretrace.fetch.held import HeldPage
from wiretrace.layout import Layout
from wiretrace.warehouse.connection import open_public
from wiretrace.warehouse.queries import read_sql

REVISIT_AGES = (1, 2, 4, 7)  # days since the text last changed; most corrections come on the first two


def read_known_pages(layout: Layout, partition_key: str) -> dict[str, HeldPage]:
    """Pages by address, of the fortnight before the date.

    Read from the published copy, which is never locked; it may lag by a day, and then a page is merely
    fetched once more and found unchanged.
    """
    rows = _query(layout, "known_pages", {"partition_key": partition_key})
    return {url: _held(*fields) for url, *fields in rows}


def read_due_pages(layout: Layout, partition_key: str) -> dict[str, list[str]]:
    """Addresses of the articles to look at again on the date, by the source that led to them."""
    due: dict[str, list[str]] = {}
    for source_id, url in _query(layout, "due_pages", {"partition_key": partition_key, "ages": REVISIT_AGES}):
        due.setdefault(source_id, []).append(url)
    return due


def read_recurring_blocks(
    layout: Layout, partition_key: str, source_id: str, method_version: str
) -> dict[str, frozenset[str]]:
    """Hashes of the blocks that a host printed again and again before the date, by host of the source.

    Only hashes of `method_version` count: another version would hash the same block otherwise.
    """
    parameters = {"partition_key": partition_key, "source_id": source_id, "method_version": method_version}
    recurring: dict[str, set[str]] = {}
    for host, block_hash in _query(layout, "recurring_blocks", parameters):
        recurring.setdefault(host, set()).add(block_hash)
    return {host: frozenset(hashes) for host, hashes in recurring.items()}


def _query(layout: Layout, name: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    if not layout.public.exists():
        return []
    sql = read_sql("load", name)
    with open_public(layout.public) as con:
        try:
            return list(con.execute(sql, parameters).fetchall())
        except (
            duckdb.BinderException,
            duckdb.CatalogException,
        ):  # published by a version that did not remember this yet
            return []


def _held(
    fetched_at: datetime, announced_at: datetime | None, validators: dict[str, Any] | None, article_id: str | None
) -> HeldPage:
    return HeldPage(
        fetched_at.replace(tzinfo=UTC),
        announced_at.replace(tzinfo=UTC) if announced_at else None,
        **(validators or {}),
        article_id=article_id,
    )
