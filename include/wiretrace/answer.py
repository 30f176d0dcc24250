"""Says in plain text what stands behind the claims of one story."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import duckdb

from wiretrace.warehouse.connection import open_public
from wiretrace.warehouse.queries import read_sql

CLAIMS_SHOWN = 12
WIDTH = 100
NOTHING = "Nothing to tell: the published database holds no such story."


def describe_biggest_story(public: Path) -> str:
    """The story with most articles, its claims by reach, each with its origins."""
    with open_public(public) as con:
        row = con.execute("from marts.story_summary order by article_count desc, story_id limit 1").fetchone()
        return _describe(con, row[0]) if row else NOTHING


def cite(public: Path) -> str:
    """The line that names the published state of the data in a paper."""
    with open_public(public) as con:
        row = con.execute("select citation from citation()").fetchone()
        return str(row[0]) if row else NOTHING


class NothingRead(LookupError):
    """An investigation of which no article was loaded; the message says what became of each address or file."""


def describe_investigation(public: Path, source_id: str) -> str:
    """The story that the articles of one investigation belong to, and what of it could not be read."""
    with open_public(public) as con:
        named = {"source_id": source_id}
        row = con.execute(read_sql("load", "story_of_investigation"), named).fetchone()
        losses = con.execute(read_sql("load", "losses_of_investigation"), named).fetchall()
        lost = "".join(f"\nNot read: {url} ({cause})" for url, cause in losses)
        if row is None:
            raise NothingRead(f"No article could be read.{lost}")
        return _describe(con, row[0]) + lost


def _describe(con: duckdb.DuckDBPyConnection, story_id: str) -> str:
    story = con.execute("from marts.story_summary where story_id = $id", {"id": story_id}).fetch_df().iloc[0]
    sql = read_sql("load", "claims_of_story")
    claims = con.execute(sql, {"story_id": story_id, "limit": CLAIMS_SHOWN}).fetch_df().to_dict("records")
    lines = [
        story["title"] or "(no headline)",
        f"{story['article_count']} articles in {story['outlet_count']} outlets, {story['own_article_count']} of them"
        f" no copies; {story['claim_count']} claims, {story['origin_count']} origins",
        "",
        "mentions  outlets  ORIGINS  claim",
        *(line for claim in claims for line in _claim_lines(claim)),
    ]
    if story["claim_count"] > CLAIMS_SHOWN:
        lines.append(
            f"… and {story['claim_count'] - CLAIMS_SHOWN} more: from marts.claim_origins where story_id = '{story_id}';"
        )
    return "\n".join(lines)


def _claim_lines(claim: dict[str, Any]) -> list[str]:
    low, high = claim["origin_count_low"], claim["origin_count_high"]
    origins = f"{low}" if low == high else f"{low}-{high}"
    wording = textwrap.shorten(claim["wording"], 2 * (WIDTH - 28), placeholder=" …")
    first, *rest = textwrap.wrap(wording, WIDTH - 28)
    names = ", ".join(claim["origin_names"]) or "origin unknown"
    speaker = f"said by {claim['speaker_name']}; " if isinstance(claim["speaker_name"], str) else ""
    indent = " " * 28
    return [
        f"{claim['mention_count']:>8}  {claim['outlet_count']:>7}  {origins:>7}  {first}",
        *(indent + line for line in rest),
        *textwrap.wrap(f"{speaker}from {names}", WIDTH, initial_indent=indent, subsequent_indent=indent),
        "",
    ]
