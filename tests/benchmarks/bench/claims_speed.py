"""What claims cost: one story of very many articles, and a day as large as a country's press."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import documents
import duckdb
import pyarrow.parquet as pq

from bench.scene import Scene, say
from bench.tables import Table
from wiretrace.claims.measure import measure_claims
from wiretrace.overlap import measure as overlap
from wiretrace.warehouse.loading import load_measurement
from wiretrace.warehouse.run import Run

STORY, DAY = 500, 5_000
QUICK_STORY, QUICK_DAY = 50, 300
NOW = datetime(2026, 3, 9)
COLUMNS = ("articles", "stories", "largest story", "mentions", "claims", "seconds", "CPU seconds", "goal, seconds")
STORY_GOAL, DAY_GOAL = 20, 300
NOTE = (
    "Mentions, matching, origins, links, drift and rows, with the warehouse in memory; overlap is measured before. *One "
    "story*: articles of many subjects, long and full of quotations, put into one story by hand, so that hardly any "
    "of their statements are one. *A day*: articles as they were found, many of them of the same events, in the stories "
    "that overlap makes of them."
)


@dataclass(frozen=True)
class Outcome:
    articles: int
    stories: int
    largest: int
    mentions: int
    claims: int
    wall: float
    cpu: float


def measure_claims_speed(scene: Scene) -> Table:
    _measure(_open(list(itertools.islice(_read_quoting(scene), 5))))  # compiles what is compiled
    story, day = (QUICK_STORY, QUICK_DAY) if scene.is_quick else (STORY, DAY)
    say(f"claims of one story of {story} articles ...")
    con = _open(list(_read_quoting(scene))[-story:])
    _merge_stories(con)
    rows = [("one story", _measure(con), STORY_GOAL)]
    say(f"claims of a day of {day} articles ...")
    articles = itertools.islice(itertools.chain(_read_events(scene), _read_quoting(scene), _read_others(scene)), day)
    rows.append(("a day", _measure(_open(list(articles))), DAY_GOAL))
    return Table("Claims", ("what", *COLUMNS), [(name, *vars(o).values(), goal) for name, o, goal in rows], (NOTE,))


def _open(articles: Sequence[documents.Document]) -> duckdb.DuckDBPyConnection:
    """A warehouse with the articles and their overlap."""
    con = documents.open_warehouse(articles)
    con.execute("update core.articles set language = 'en'")
    staged = overlap.fingerprint_articles(con, documents.PARTITION)
    for step in (overlap.find_passages, overlap.trace_derivations, overlap.group_stories):
        staged |= step(con, staged)
    load_measurement(con, _run("measure_overlap"), overlap.list_replacements(staged), [])
    return con


def _run(dag_id: str) -> Run:
    return Run(dag_id, documents.PARTITION, "daily", "speed", NOW)


def _merge_stories(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("update overlap.story_articles set story_id = (select min(story_id) from overlap.stories)")
    con.execute("delete from overlap.stories where story_id <> (select min(story_id) from overlap.stories)")


def _measure(con: duckdb.DuckDBPyConnection) -> Outcome:
    wall, cpu = time.perf_counter(), time.process_time()
    load_measurement(con, _run("measure_claims"), measure_claims(con, documents.PARTITION), [])
    spent = time.perf_counter() - wall, time.process_time() - cpu
    [found] = con.sql(
        """
        select count(*), count(distinct story_id), max(size),
            (select count(*) from claims.mentions), (select count(*) from claims.claims)
        from (select story_id, count(*) over (partition by story_id) as size from overlap.story_articles)
        """
    ).fetchall()
    return Outcome(*found, *spent)


def _read_quoting(scene: Scene) -> Iterator[documents.Document]:
    for n, line in enumerate(scene.path("eval/claims/dev/quotes.jsonl").read_text("utf-8").splitlines()):
        yield _document(f"q{n}", f"q{n % 60}.example", json.loads(line)["text"])


def _read_events(scene: Scene) -> Iterator[documents.Document]:
    for n, line in enumerate(scene.path("eval/overlap/dev/docs.jsonl").read_text("utf-8").splitlines()):
        found = json.loads(line)
        document = _document(f"e{n}", found.get("host") or f"e{n}.example", found["text"])
        yield document | {"title": found.get("title"), "published_at": found.get("published_at")}


def _read_others(scene: Scene) -> Iterator[documents.Document]:
    texts = pq.read_table(scene.path("eval/overlap/speed/corpus_20000.parquet"), columns=["text"])["text"]
    for n, text in enumerate(texts.slice(0, DAY).to_pylist()):
        yield _document(f"o{n}", f"o{n % 200}.example", text)


def _document(number: str, host: str, text: str) -> documents.Document:
    return {"id": number, "url": f"https://{host}/{number}", "host": host, "text": text}
