"""The row of ops.fetches in which every URL seen ends."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from wiretrace.fetch.archive import KeptPage


def outcome_row(  # noqa: PLR0913, PLR0917
    page: KeptPage, partition_key: str, source_id: str, outcome: str, cause: str | None, article_id: str | None
) -> dict[str, Any]:
    """Columns of `ops.FETCHES`; `article_id` falls back to the article that the page was known as."""
    sighting = page.sighting
    return {
        "partition_key": partition_key,
        "source_id": source_id,
        "url": sighting.url,
        "outcome": outcome,
        "cause": cause,
        "http_status": sighting.status,
        "byte_count": page.byte_count,
        "article_id": article_id or sighting.article_id,
        "fetched_at": _naive(sighting.seen_at),
        "announced_at": _naive(sighting.announced_at),
        "etag": page.etag,
        "last_modified": page.last_modified,
    }


def _naive(moment: datetime | None) -> datetime | None:
    """Tables hold UTC without a zone."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment else None
