"""Rows for tests: valid ones, with what a test changes."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from wiretrace.warehouse.tables import Table

DAY = "2026-03-02"
NOON = datetime(2026, 3, 2, 12)
DEFAULTS: dict[str, Any] = {
    "VARCHAR": "x",
    "BOOLEAN": False,
    "INTEGER": 0,
    "BIGINT": 0,
    "DOUBLE": 0.0,
    "TIMESTAMP": NOON,
}


def row_of(table: Table, **values: Any) -> dict[str, Any]:
    """A valid row of any table: what may be missing is missing, the rest is plain, except `values`."""
    plain = {c.name: DEFAULTS.get(c.type, []) if c.is_required else None for c in table.columns}
    if "partition_key" in plain:
        plain["partition_key"] = DAY
    return {**plain, **values}


def revision(number: int, **changes: Any) -> dict[str, Any]:
    text = changes.pop("text", f"The harbour board met on Monday and counted {number} boats. " * 5)
    url = f"http://courier.example/{number}"
    row = {
        "article_id": f"article-{number}",
        "partition_key": DAY,
        "source_id": "courier",
        "outlet_id": "courier.example",
        "url": url,
        "canonical_url": url,
        "canonical_claim": None,
        "title": f"Board counts {number} boats",
        "title_source": "h1",
        "authors": ["Ada Quill"],
        "language": "en",
        "section": None,
        "dateline": None,
        "agency_credit": None,
        "published_at": datetime(2026, 3, 2, 9),
        "published_at_source": "meta",
        "modified_at": None,
        "is_opinion": False,
        "is_live": False,
        "is_paywalled": False,
        "text": text,
        "text_hash": hashlib.sha256(text.encode()).hexdigest(),
        "page_hash": hashlib.sha256(text.encode()).hexdigest(),
        "word_count": len(text.split()),
        "correction_note": None,
        "fetched_at": NOON,
        "raw_path": "raw/2026-03-02/courier.warc.gz",
        "paragraph_starts": [0],
        "method_version": "clean-1",
    }
    return {**row, **changes}


def fetch(number: int, **changes: Any) -> dict[str, Any]:
    row = {
        "partition_key": DAY,
        "source_id": "courier",
        "url": f"http://courier.example/{number}",
        "outcome": "loaded",
        "cause": None,
        "http_status": 200,
        "byte_count": 1000,
        "article_id": f"article-{number}",
        "fetched_at": NOON,
        "announced_at": None,
        "etag": None,
        "last_modified": None,
    }
    return {**row, **changes}
