"""Drift, orphans and contradictions on the five seed articles, beside what their hand-made answer marks."""

from __future__ import annotations

import re
from typing import Any

import duckdb
import yaml
from chain import measured_folder

from bench.scene import Scene, say
from bench.tables import Measure, Table, compare

MARKED = ("variant", "contradicts", "unsupported")
SHARED = 0.5  # share of a span's words that a mention must hold to stand for it
FOUND = """
select a.url, m.text, array_to_string(d.kinds, ', ') as kind
from claims.drifts as d join claims.mentions as m using (mention_id) join core.articles as a on a.article_id = m.article_id
where len(d.kinds) > 0
union all
select a.url, m.text, 'orphan'
from claims.orphans as o join claims.mentions as m using (mention_id) join core.articles as a on a.article_id = m.article_id
union all
select a.url, m.text, l.relation
from claims.claim_links as l join claims.mentions as m on m.claim_id in (l.claim_id, l.other_claim_id)
join core.articles as a on a.article_id = m.article_id
where l.relation = 'contradicts'
"""


def measure(scene: Scene) -> list[Table]:
    gold = yaml.safe_load(scene.path("gold/seed_claims.yaml").read_text("utf-8"))
    files = {path.name: path.read_bytes().decode() for path in sorted(scene.path("seeds").glob("*.txt"))}
    marked = _marked(gold)
    with measured_folder(files) as con:
        found = _found(con)
    hits = {k for k, (file, span) in enumerate(marked) for f, text, _ in found if f == file and _stands_for(text, span)}
    extra = [row for row in found if not any(row[0] == f and _stands_for(row[1], span) for f, span in marked)]
    say(f"not marked: {'; '.join(f'{kind}: {text[:60]}' for _, text, kind in extra) or 'none'}")
    measures = [
        Measure("marked mentions found", len(hits), goal="9"),
        Measure("found and not marked", len(extra), goal="at most 3", is_lower_better=True),
    ]
    return [compare(f"{len(marked)} mentions marked", measures, ())]


def _marked(gold: dict[str, Any]) -> list[tuple[str, str]]:
    """(file, span) of mentions that drifted, or of claims that contradict each other; states over time are neither."""
    return [
        (gold["articles"][m["a"]]["file"], m["span"])
        for claim in gold["claims"]
        for m in claim["mentions"]
        if "state" not in m
        and (m["relation"] in MARKED or "drift" in m or "contradicts" in claim or "contradicted_by" in claim)
    ]


def _found(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    return [(url.rpartition("/")[2], text, kind) for url, text, kind in con.execute(FOUND).fetchall()]


def _stands_for(text: str, span: str) -> bool:
    ours, theirs = (set(re.findall(r"\w+", t.lower())) for t in (text, span))
    return len(ours & theirs) >= SHARED * min(len(ours), len(theirs))
