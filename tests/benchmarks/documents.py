"""Documents of the overlap evaluation as a small warehouse, and measured derivations in the scorer's form."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from wiretrace.overlap.clusters import label_components
from wiretrace.overlap.measure import find_passages, fingerprint_articles, trace_derivations
from wiretrace.overlap.stories.grouping import is_joining, to_links
from wiretrace.warehouse.schema import create_schema
from wiretrace.warehouse.tables import core

WHOLE_SHARE = 0.85  # of a text, from which it has hardly a word of its own
PARTITION = "2000-01-01"
SHORT_EXCERPT = 45  # words; less is a borrowed sentence, not a part of the text
Document = dict[str, object]


def open_warehouse(documents: Sequence[Document]) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    create_schema(con)
    rows = core.ARTICLES.table([_article(document) for document in documents])
    con.register("documents", rows)
    con.execute("insert into core.articles select * from documents")
    return con


def _article(document: Document) -> dict[str, object]:
    text = str(document["text"])
    seen = datetime(2000, 1, 1)
    given = {
        "article_id": document["id"],
        "partition_key": PARTITION,
        "source_id": "evaluation",
        "outlet_id": document["host"],
        "url": document["url"],
        "canonical_url": document["url"],
        "canonical_claim": document.get("canonical"),
        "title": document.get("title"),
        "authors": [],
        "published_at": _utc(document.get("published_at")),
        "text": text,
        "text_hash": sha256(text.encode()).hexdigest(),
        "word_count": len(text.split()),
        "fetched_at": seen,
        "first_seen_at": seen,
        "is_opinion": False,
        "is_live": False,
        "is_paywalled": False,
        "is_time_conflicted": False,
        "revision_count": 1,
        "method_version": "evaluation",
    }
    return {column.name: given.get(column.name) for column in core.ARTICLES.columns}


def _utc(printed: object) -> datetime | None:
    if not printed:
        return None
    moment = datetime.fromisoformat(str(printed))
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def measure_documents(documents: Sequence[Document]) -> dict[str, pa.Table]:
    con = open_warehouse(documents)
    staged = fingerprint_articles(con, PARTITION)
    staged |= find_passages(con, staged)
    return staged | trace_derivations(con, staged)


def describe_overlaps(staged: dict[str, pa.Table]) -> list[dict[str, object]]:
    """One entry a pair, both ids in order; the strongest relation where text and event both speak."""
    spans: dict[tuple[str, str], list[list[int]]] = defaultdict(list)
    for row in staged["passages"].to_pylist():
        if row["kind"] in ("narrative", "quotation"):
            pair = row["left_article_id"], row["right_article_id"]
            spans[pair].append([row[side] for side in ("left_start", "left_end", "right_start", "right_end")])
    found: dict[tuple[str, str], dict[str, object]] = {}
    for row in sorted(staged["derivations"].to_pylist(), key=lambda r: r["evidence"] == "text"):
        source = row["source_article_id"] or _held_copy(row)
        if source is not None and row["relation"] != "same_event":
            a, b = sorted((row["derived_article_id"], source))
            kind = found.get((a, b), {}).get("class") if row["shared_word_count"] else None
            found[a, b] = {
                "a": a,
                "b": b,
                "spans": spans[a, b],
                "direction": "a>b" if source == a else "b>a",
                "class": "rewrite" if kind == "rewrite" else _class(row),
                "score": row["confidence"],
            }
    return list(found.values())


def _held_copy(row: dict[str, Any]) -> str | None:
    """The article by which the text of an absent origin was compared."""
    return next((c["article_id"] for c in row["cues"] or () if c["name"] == "held_copy"), None)


def _class(row: dict[str, object]) -> str:
    if row["evidence"] == "event" or row["relation"] == "rewrite":
        return "rewrite"
    if row["relation"] == "shared_quotation" or int(str(row["shared_word_count"])) < SHORT_EXCERPT:
        return "quote"
    return "verbatim" if float(str(row["derived_containment"])) >= 0.35 else "partial"


def describe_clusters(staged: dict[str, pa.Table]) -> tuple[dict[str, str], dict[str, str]]:
    """(cluster of each article, original of each cluster): copies under the article that most of them lead back to, or else
    that more took from than it took from others."""
    rows = [row for row in staged["derivations"].to_pylist() if row["source_article_id"] is not None]
    names = sorted({str(row[side]) for row in rows for side in ("derived_article_id", "source_article_id")})
    numbers = {name: n for n, name in enumerate(names)}
    pairs = _largest(rows, numbers).items()
    derived, source = (np.array([numbers[pair[side]] for pair in pairs], np.int64) for side in (0, 1))
    label = label_components(len(names), derived, source)
    clusters = {name: str(label[n]) for n, name in enumerate(names)}
    parents = _largest([row for row in rows if _leads_back(row)], numbers)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name, cluster in clusters.items():
        votes[cluster][_climb(name, parents)] += 1
    given = Counter(str(row["source_article_id"]) for row in rows if row["relation"] != "same_event")
    taken = Counter(str(row["derived_article_id"]) for row in rows if row["relation"] != "same_event")
    originals = {
        cluster: max(sorted(count), key=lambda name: (count[name], given[name] - taken[name]))
        for cluster, count in votes.items()
    }
    return clusters, originals


def _largest(rows: Sequence[Document], numbers: dict[str, int]) -> dict[str, str]:
    """Derived article to the source that joins it to a story."""
    if not rows:
        return {}
    columns = {name: [row[name] for row in rows] for name in ("relation", "evidence", "derived_containment")}
    sides = {f"{side}_no": [numbers[str(row[f"{side}_article_id"])] for row in rows] for side in ("derived", "source")}
    links = to_links(pa.table(columns | sides))
    joins = is_joining(links)
    order = [*np.flatnonzero(joins & ~links.is_event), *np.flatnonzero(joins & links.is_event)]
    return {str(rows[n]["derived_article_id"]): str(rows[n]["source_article_id"]) for n in order}


def _leads_back(row: Document) -> bool:
    """Where the direction is not known, neither leads to the other; and of two versions of one agency's story the later is no
    copy of the earlier, unless one is in the other as a whole."""
    shares = (float(str(row[name] or 0.0)) for name in ("derived_containment", "source_containment"))
    return bool(row["is_direction_known"]) and (row["relation"] != "common_source" or max(shares) >= WHOLE_SHARE)


def _climb(name: str, parents: dict[str, str]) -> str:
    seen = {name}
    while name in parents and parents[name] not in seen:
        name = parents[name]
        seen.add(name)
    return name
