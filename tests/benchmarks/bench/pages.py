"""How long the newsroom's pages take, with the sample's three days and with 100,000 generated articles."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sample_days import run_days

from bench.scene import ROOT, Scene, say
from bench.tables import Measure, Table, compare
from newsroom.access import Visitor
from newsroom.app import Settings, create_app
from wiretrace.layout import Layout
from wiretrace.search.index import update_index
from wiretrace.warehouse.connection import open_public, open_writer
from wiretrace.warehouse.publishing import publish

ARTICLES, FEW_ARTICLES = 100_000, 6000
REPEATS = 7
LIMIT = 300.0
SAMPLE = "72 articles, ms"
CPU = "CPU at 100,000, ms"
NOTE = (
    f"Median of {REPEATS} requests after one, from the request to the last byte, over a real published file; the goal is {LIMIT:.0f} ms."
    " Generated in the sample's proportions (bench/pages.sql): 1.2 million mentions, a story of 1,500 articles and its widest"
    " claim, an article, a pair and an outlet of average size. CPU counts all threads."
)


def measure(scene: Scene) -> list[Table]:
    count = FEW_ARTICLES if scene.is_quick else ARTICLES
    with TemporaryDirectory(prefix="wiretrace-") as name:
        sample = run_days(Path(name) / "sample", report=say)
        index_time, _ = _timed(lambda: update_index(sample))
        large = Layout(Path(name) / "large")
        say(f"generating {count} articles")
        generate(large, count)
        generate_time, _ = _timed(lambda: publish(large, "2026-04-10", datetime(2026, 4, 10)))
        first, entries = _timed(lambda: update_index(large))
        again, _ = _timed(lambda: update_index(large))
        say(
            f"published in {generate_time:.1f} s; {entries} entries indexed in {first:.1f} s (the sample in {index_time:.1f} s), nothing new in {again:.1f} s"
        )
        small_times, times = time_pages(sample), time_pages(large)
        size = large.search.stat().st_size / 1e6
    rows = [
        Measure(page, times[page][0], aside={SAMPLE: small_times[page][0], CPU: times[page][1]}, goal=f"{LIMIT:.0f}")
        for page in times
    ]
    shown = f"The search index: {first:.0f} s from nothing, {again:.1f} s when nothing changed, {size:.0f} MB."
    return [compare(f"Pages at {count:,} articles, ms", rows, (NOTE, shown))]


def generate(layout: Layout, count: int) -> None:
    script = (ROOT / "tests" / "benchmarks" / "bench" / "pages.sql").read_text("utf-8")
    with open_writer(layout) as con:
        con.execute(f"set variable article_count = {count}")
        con.execute(script)


def time_pages(layout: Layout) -> dict[str, tuple[float, float]]:
    """Milliseconds of wall clock and of processor, by page."""
    settings = Settings(layout.public, layout.search, layout.overrides, "s" * 64)
    outer = FastAPI()
    outer.mount("/newsroom", create_app(settings, lambda: Visitor("1", "ada", True)))
    client = TestClient(outer, base_url="http://airflow.test/newsroom/")
    with open_public(layout.public) as con:
        pages = addresses(con)
    return {page: _time_page(client, address) for page, address in pages.items()}


def addresses(con: duckdb.DuckDBPyConnection) -> Mapping[str, str]:
    """The hardest page of each kind."""

    def one(query: str) -> tuple[str, ...]:
        row = con.execute(query).fetchone()
        assert row is not None
        return row

    story = one("select story_id from overlap.stories order by article_count desc limit 1")[0]
    usual = one("select story_id from overlap.stories order by article_count, story_id limit 1 offset 3")[0]
    claim = one("select claim_id from claims.claims order by mention_count desc, claim_id limit 1")[0]
    pair = one(
        "select derived_article_id, source_article_id from overlap.derivations"
        " where source_article_id is not null and relation = 'mirror' order by derivation_id limit 1"
    )
    outlet = one("select outlet_id from core.articles group by outlet_id order by count(*) desc, outlet_id limit 1")[0]
    word = one("select split_part(text, ' ', 2) from core.articles order by article_id limit 1")[0]
    return {
        "Today": "", "Stories by echo": "stories?sort=echo", "Story, the biggest": f"story/{story}", "Story, a small one": f"story/{usual}",
        "Claim, the widest": f"claim/{claim}", "Compare": f"compare/{pair[0]}/{pair[1]}?furniture=1", "Article": f"article/{pair[0]}",
        "Outlets": "outlets", "Outlet, the biggest": f"outlet/{outlet}", "Quality": "quality", "Addresses": "urls",
        "Run": "run?dag_id=ingest_news&run_id=run-2026-01-05", "Search, a word": f"search?q={word}", "Search, two letters": "search?q=w1",
        "Corrections": "corrections", "Method": "method",
    }  # fmt: skip


def _time_page(client: TestClient, address: str) -> tuple[float, float]:
    walls, processors = [], []
    for number in range(REPEATS + 1):
        wall, processor = time.perf_counter(), time.process_time()
        reply = client.get(address)
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        assert reply.status_code == 200, (address, reply.text[:300])
        if number:
            walls.append(wall * 1000)
            processors.append(processor * 1000)
    return round(statistics.median(walls), 1), round(statistics.median(processors), 1)


def _timed(act: Callable[[], object]) -> tuple[float, object]:
    start = time.perf_counter()
    result = act()
    return time.perf_counter() - start, result
