"""Reads a measured warehouse back in the terms of the evaluation contract."""

from __future__ import annotations

from typing import Any

import duckdb

from wiretrace.clean.plain import PlainArticle, clean_plain

Row = dict[str, Any]

CLAIMS = """
select
    c.claim_id,
    c.wording,
    c.origin_count_low,
    (
        select list(distinct o.name)
        from claims.mentions as m
        join claims.mention_origins as mo using (mention_id)
        join claims.origins as o on o.story_id = m.story_id and o.origin_id = mo.origin_id
        where m.claim_id = c.claim_id
    ) as origins,
    (
        select list(distinct s.principal_id)
        from claims.mentions as m
        join claims.speakers as s on s.speaker_id = m.speaker_id
        where m.claim_id = c.claim_id
    ) as principals
from claims.claims as c
order by c.claim_id
"""
MENTIONS = """
select
    m.claim_id,
    a.url,
    m.field,
    m.char_start,
    m.char_end,
    m.kind,
    coalesce(s.name, m.speaker) as speaker,
    o.name as origin
from claims.mentions as m
join core.articles as a using (article_id)
left join claims.speakers as s using (speaker_id)
left join claims.mention_origins as mo using (mention_id)
left join claims.origins as o on o.story_id = m.story_id and o.origin_id = mo.origin_id
order by m.claim_id, a.url, m.char_start
"""
DERIVATIONS = """
select
    derived.url as derived,
    coalesce(source.url, d.source_name) as source,
    d.relation,
    d.confidence,
    d.cues
from overlap.derivations as d
join core.articles as derived on derived.article_id = d.derived_article_id
left join core.articles as source on source.article_id = d.source_article_id
order by derived, source
"""


def describe(con: duckdb.DuckDBPyConnection, files: dict[str, str]) -> dict[str, list[Row]]:
    cleaned = {name: clean_plain(text) for name, text in files.items()}
    mentions: dict[str, list[Row]] = {}
    for row in _rows(con, MENTIONS):
        mentions.setdefault(row.pop("claim_id"), []).append(_mention(files, cleaned, row))
    return {
        "claims": [_claim(row, mentions) for row in _rows(con, CLAIMS)],
        "derivations": [_derivation(row) for row in _rows(con, DERIVATIONS)],
        "removed": [
            {"file": name, "start": span.raw_start, "end": span.raw_end, "reason": span.reason}
            for name, article in cleaned.items()
            for span in article.removed
        ],
    }


def _claim(row: Row, mentions: dict[str, list[Row]]) -> Row:
    return {
        "text": row["wording"],
        "independent_origins": row["origin_count_low"],
        "origins": row["origins"] or [],
        "principals": row["principals"] or [],
        "mentions": mentions.get(row["claim_id"], []),
    }


def _mention(files: dict[str, str], cleaned: dict[str, PlainArticle], row: Row) -> Row:
    name = _file(row["url"])
    start, end = _raw_offsets(files[name], cleaned[name], row["field"], row["char_start"], row["char_end"])
    return {"file": name, "start": start, "end": end, **{key: row[key] for key in ("kind", "speaker", "origin")}}


def _raw_offsets(raw: str, article: PlainArticle, field: str, start: int, end: int) -> tuple[int, int]:
    """A headline that a page prints twice is placed where it stands first, as a label of its words is."""
    if field == "title":
        shift = raw.index(article.title or "")
        return start + shift, end + shift
    return article.raw_offset(start), article.raw_offset(end - 1) + 1


def _derivation(row: Row) -> Row:
    return {**row, "derived": _file(row["derived"]), "source": _file(row["source"])}


def _file(url: str) -> str:
    """The file name of an article's address; names of sources stay as they are."""
    return url.rpartition("/")[2] if url.startswith(("investigation:", "https://")) else url


def _rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[Row]:
    rows: list[Row] = con.sql(sql).to_arrow_table().to_pylist()
    return rows
