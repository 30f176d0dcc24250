"""A claim in the words of schema.org: a `Claim` with its appearances, and the beginning of a `ClaimReview`.

schema.org knows no origins: the counts stand beside its terms under the prefix `wiretrace:`, named as the columns of
`claims.claims`. Of the review only what Wiretrace knows is filled in; the rating, the reviewer and the address are the
fact-checker's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import duckdb

from wiretrace.clean.bylines import is_body
from wiretrace.fetch.identity import without_credentials
from wiretrace.warehouse.queries import read_sql

CONTEXT = ["https://schema.org", {"wiretrace": "urn:wiretrace:"}]
COUNTS = (
    "mention_count",
    "article_count",
    "outlet_count",
    "origin_count_low",
    "origin_count_high",
    "origin_count_expected",
    "principal_count",
    "copy_ratio",
)
# An office is the role in which somebody speaks; a group without a name is nobody who could be an author.
_SPEAKERS = {"person": ("Person", "name"), "office": ("Role", "roleName"), "body": ("Organization", "name")}
_UNSAFE = re.compile(r"[\s\x00-\x20\x7f-\x9f<>\"'`{}|\\^]")
Node = dict[str, Any]


def claim_jsonld(connection: duckdb.DuckDBPyConnection, claim_id: str) -> Node:
    """A claim of the published database as JSON-LD. Raises `LookupError` if it holds no such claim."""
    rows = _read(connection, "select * from marts.claim_origins where claim_id = $claim_id", claim_id)
    if not rows:
        raise LookupError(f"no claim {claim_id!r} in this database")
    articles = _read(connection, read_sql("load", "appearances_of_claim"), claim_id)
    speakers = _read(connection, read_sql("load", "speakers_of_claim"), claim_id)
    claim = _claim(rows[0], articles, speakers)
    review = {
        "@type": "ClaimReview",
        "@id": f"urn:wiretrace:claim:{claim_id}#review",
        "claimReviewed": claim["text"],
        "itemReviewed": {"@id": claim["@id"]},
        "reviewRating": {"@type": "Rating", "alternateName": "Not rated"},
    }
    return {"@context": CONTEXT, "@graph": [claim, review]}


def write_jsonld(document: Node) -> str:
    """JSON that can also stand inside a `<script type="application/ld+json">`."""
    return json.dumps(document, ensure_ascii=False, indent=2).replace("<", "\\u003c")


def safe_url(url: str | None) -> str | None:
    """A web address fit for a link, without credentials; None for any other."""
    if not url or _UNSAFE.search(url):
        return None
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return without_credentials(url) if is_web else None


def _read(connection: duckdb.DuckDBPyConnection, sql: str, claim_id: str) -> list[Node]:
    rows: list[Node] = connection.sql(sql, params={"claim_id": claim_id}).to_arrow_table().to_pylist()
    return rows


def _claim(row: Node, articles: list[Node], speakers: list[Node]) -> Node:
    appearances = [_article(a, row["origin_names"]) for a in articles]
    authors = _authors(row, speakers)
    languages = sorted({a["language"] for a in articles if a["language"]})
    claim = {
        "@type": "Claim",
        "@id": f"urn:wiretrace:claim:{row['claim_id']}",
        "text": row["wording"],
        "author": authors[0] if len(authors) == 1 else authors,
        "inLanguage": languages[0] if len(languages) == 1 else languages,
        "firstAppearance": {"@id": next(a["@id"] for a in appearances if a["@id"].endswith(row["first_article_id"]))},
        "appearance": appearances,
        **{f"wiretrace:{name}": row[name] for name in COUNTS},
        "wiretrace:origins": row["origin_names"],
        "wiretrace:first_seen_at": _time(row["first_seen_at"]),
    }
    return _without_blanks(claim)


def _authors(row: Node, speakers: Iterable[Node]) -> list[Node]:
    """Who is quoted for the claim; where the narrator speaks, the origins that reported it."""
    forms = ((s["name"], *_SPEAKERS[s["kind"]]) for s in speakers if s["kind"] in _SPEAKERS)
    if row["speaker_name"]:
        return [{"@type": kind, key: name} for name, kind, key in forms]
    return [{"@type": "Organization", "name": name} for name in row["origin_names"]]


def _article(row: Node, origin_names: Iterable[str]) -> Node:
    bodies = {*row["outlets_among_authors"], *origin_names}
    article = {
        "@type": "NewsArticle",
        "@id": f"urn:wiretrace:article:{row['article_id']}",
        "url": safe_url(row["url"]),
        "headline": row["title"],
        "datePublished": _time(row["published_at"]),
        "author": [
            # an agency, a newsroom or its desk in a byline is no person
            {"@type": "Organization" if name in bodies or is_body(name) else "Person", "name": name}
            for name in row["authors"] or ()
        ],
        "publisher": {"@type": "Organization", "name": row["outlet_name"]},
        "inLanguage": row["language"],
        "isBasedOn": safe_url(row["source_url"]),
        "wiretrace:first_seen_at": _time(row["first_seen_at"]),
    }
    return _without_blanks(article)


def _without_blanks(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, "", [])}


def _time(value: datetime | None) -> str | None:
    return value.replace(tzinfo=UTC).isoformat() if value else None
