"""What overlap costs as the corpus grows: invented news, day by day into a warehouse file, and one more day at the end.

Each size runs in a process of its own, so that the memory measured is its own: `python -m bench.growth COUNT`.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import documents
import duckdb
import generated

from bench.scene import Scene, say
from bench.tables import Table
from wiretrace.layout import Layout
from wiretrace.overlap import measure as overlap
from wiretrace.warehouse.connection import MEMORY_LIMIT, open_writer
from wiretrace.warehouse.loading import load_measurement
from wiretrace.warehouse.run import Run

SIZES, QUICK_SIZES = (1_000, 10_000, 100_000, 1_000_000), (1_000, 5_000)
PER_DAY = 10_000
LAST_DAY = 1_000
STAGES = ("fingerprints and credits", "passages", "derivations", "stories", "load")
COLUMNS = (
    "articles",
    *STAGES,
    "all",
    "articles a second",
    "memory, GB",
    "warehouse, GB",
    f"a day of {LAST_DAY:,} more",
)
NOTE = (
    f"Seconds of a whole history, loaded and measured in days of up to {PER_DAY:,} invented articles of 450 words, 15 % "
    f"of which copy an earlier one; DuckDB may use {MEMORY_LIMIT} and two threads, and spills to disk beyond. *Memory* is "
    "the peak of the whole process. The last column: all steps of one more day, with its load."
)


@dataclass
class Growth:
    """Seconds by stage, over all days; and of the last, small day."""

    count: int
    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))
    last_day: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))
    memory: float = 0.0
    disk: float = 0.0


def measure(scene: Scene) -> list[Table]:
    return [_table([_run_alone(size) for size in (QUICK_SIZES if scene.is_quick else SIZES)])]


def _run_alone(count: int) -> Growth:
    say(f"{count:,} articles ...")
    ran = subprocess.run([sys.executable, "-m", "bench.growth", str(count)], capture_output=True, text=True, check=True)
    return Growth(**json.loads(ran.stdout.splitlines()[-1]))


def grow(count: int) -> Growth:
    """Needs disk for `count` articles: about 20 KB each."""
    growth = Growth(count)
    overlap_warm_up()
    with TemporaryDirectory(prefix="wiretrace-growth-") as name:
        layout = Layout(Path(name))
        with open_writer(layout) as con:
            con.register("invented_outlets", generated.outlets())
            con.execute("insert into core.outlets select * from invented_outlets")
            for day in _insert_days(con, count):
                measure_day(con, day, growth.last_day if day == _last_day(count) else growth.seconds)
        growth.disk = layout.warehouse.stat().st_size / 1e9
    growth.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return growth


def overlap_warm_up() -> None:
    """Compiles what is compiled, once a machine."""
    documents.measure_documents(
        [{"id": str(n), "url": f"https://{n}.example/", "host": str(n), "text": "A few words."} for n in range(2)]
    )


def _last_day(count: int) -> str:
    return (generated.FIRST_DAY + timedelta(days=count // _per_day(count))).isoformat()


def _per_day(count: int) -> int:
    """Sizes are multiples of it, so that the articles of the small day have a date of their own."""
    return min(count, PER_DAY)


def _insert_days(con: duckdb.DuckDBPyConnection, count: int) -> Iterator[str]:
    """Each day once its articles are in the warehouse; then the small one."""
    day = ""
    for batch in generated.generate_articles(count + LAST_DAY, _per_day(count)):
        key = batch.articles["partition_key"][0].as_py()
        if day and key != day:
            yield day
        day = key
        con.register("invented", batch.articles)
        con.execute("insert into core.articles select * from invented")
    yield day


def measure_day(con: duckdb.DuckDBPyConnection, day: str, seconds: dict[str, float]) -> None:
    steps = dict(
        zip(STAGES[1:4], (overlap.find_passages, overlap.trace_derivations, overlap.group_stories), strict=True)
    )
    with _timed(seconds, STAGES[0]):
        staged = overlap.fingerprint_articles(con, day)
    for name, step in steps.items():
        with _timed(seconds, name):
            staged |= step(con, staged)
    with _timed(seconds, "load"):
        run = Run("measure_overlap", day, "daily", "growth", datetime(2026, 1, 1))
        load_measurement(con, run, overlap.list_replacements(staged), [])


@contextmanager
def _timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    seconds[name] += time.perf_counter() - start


def _table(grown: list[Growth]) -> Table:
    rows = [
        (
            g.count,
            *(g.seconds[stage] for stage in STAGES),
            sum(g.seconds.values()),
            g.count / sum(g.seconds.values()),
            g.memory,
            g.disk,
            sum(g.last_day.values()),
        )
        for g in grown
    ]
    return Table("Growth", COLUMNS, rows, (NOTE,))


if __name__ == "__main__":
    print(json.dumps(asdict(grow(int(sys.argv[1])))))
