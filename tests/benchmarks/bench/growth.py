"""What overlap costs as the corpus grows: invented news, day by day into a warehouse file, and one more day at the end.

Each size runs in a process of its own, so that the memory measured is its own: `python -m bench.growth COUNT`, which
takes any size (a million: most of an hour); and `python -m bench.growth COUNT pairs` for candidate pairs alone.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import documents
import duckdb
import generated
import pyarrow as pa

from bench.chart import Panel, Series, draw
from bench.scene import Scene, say
from bench.speed import find_candidates
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
STATUS = Path("/proc/self/status")  # Linux: tells the peak since it was last reset, so each stage's own
MOST_IN_MEMORY = 100_000  # texts of which candidate pairs are found without a warehouse
TITLE = "Growth"
CPU, PEAK, DISK = "CPU seconds", "peak, GB", "warehouse, GB"
DAY, DAY_CPU, DAY_PEAK = (f"a day of {LAST_DAY:,} more, {what}" for what in ("seconds", "CPU seconds", "peak, GB"))
CHART = "![Time and memory by number of articles](growth.svg)"
NOTE = (
    f"A whole history, loaded and measured in days of up to {PER_DAY:,} invented articles of 450 words, 15 % of which "
    f"copy an earlier one; DuckDB may use {MEMORY_LIMIT} and two threads, and spills to disk beyond. *Peak* is the most "
    f"memory of the whole process during a stage of any day. *A day of {LAST_DAY:,} more* is measured upon that history."
)

PAIRS_NOTE = (
    "As the baselines of the section on speed: all texts are in memory and of one date; the kernel and the join give pairs of "
    "numbers."
)


@dataclass
class Cost:
    """Seconds of wall clock and of CPU, all days together, and the highest peak of memory in GB."""

    wall: float = 0.0
    cpu: float = 0.0
    peak: float = 0.0


Costs = dict[str, Cost]


def no_costs() -> Costs:
    return {stage: Cost() for stage in STAGES}


@dataclass
class Growth:
    """By stage: of the whole history, and of the last, small day. `disk` is the warehouse in GB.

    `pairs`: of candidate pairs alone, from texts in memory.
    """

    count: int
    history: Costs = field(default_factory=no_costs)
    last_day: Costs = field(default_factory=no_costs)
    disk: float = 0.0
    pairs: Cost | None = None

    def total(self) -> Cost:
        return add_up(self.history)


def add_up(costs: Costs) -> Cost:
    every = costs.values()
    return Cost(sum(c.wall for c in every), sum(c.cpu for c in every), max(c.peak for c in every))


def measure(scene: Scene) -> list[Table]:
    return tell([_run_alone(size) for size in (QUICK_SIZES if scene.is_quick else SIZES)])


def tell(grown: Sequence[Growth]) -> list[Table]:
    return [_table(grown), *_pairs_table(grown), _stage_table(grown[-1])]


def draw_growth(tables: Sequence[Table]) -> str:
    """An SVG of the recorded table of sizes."""
    table = next(table for table in tables if table.title == TITLE)

    def series(name: str, column: str) -> Series:
        at = table.columns.index(column)
        return Series(name, [(float(str(row[0])), float(str(row[at]))) for row in table.rows])

    one_day = f"one day of {LAST_DAY:,} more"
    time_taken = Panel("CPU time", "seconds", [series("whole history", CPU), series(one_day, DAY_CPU)])
    size = Panel("Memory and disk", "GB", [series("peak memory", PEAK), series("warehouse file", DISK)])
    return draw("What measuring overlap costs as the corpus grows", "articles held", [time_taken, size])


def _run_alone(count: int) -> Growth:
    say(f"{count:,} articles ...")
    growth = read_growth(_last_line(str(count)))
    if count <= MOST_IN_MEMORY:
        growth.pairs = Cost(**json.loads(_last_line(str(count), "pairs")))
    return growth


def _last_line(*arguments: str) -> str:
    command = [sys.executable, "-m", "bench.growth", *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()[-1]


def read_growth(line: str) -> Growth:
    told = json.loads(line)
    parts = {part: {stage: Cost(**cost) for stage, cost in told[part].items()} for part in ("history", "last_day")}
    return Growth(told["count"], parts["history"], parts["last_day"], told["disk"])


def pair_up(count: int) -> Cost:
    """From texts in memory to candidate pairs."""
    batches = [batch.articles["text"] for batch in generated.generate_articles(count, count)]
    texts = pa.chunked_array([chunk for batch in batches for chunk in batch.chunks])
    find_candidates(texts.slice(0, 20))
    cost = Cost()
    with _measured(cost):
        find_candidates(texts)
    return cost


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
                measure_day(con, day, growth.last_day if day == _last_day(count) else growth.history)
        growth.disk = layout.warehouse.stat().st_size / 1e9
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


def measure_day(con: duckdb.DuckDBPyConnection, day: str, costs: Costs) -> None:
    steps = dict(
        zip(STAGES[1:4], (overlap.find_passages, overlap.trace_derivations, overlap.group_stories), strict=True)
    )
    with _measured(costs[STAGES[0]]):
        staged = overlap.fingerprint_articles(con, day)
    for name, step in steps.items():
        with _measured(costs[name]):
            staged |= step(con, staged)
    with _measured(costs["load"]):
        run = Run("measure_overlap", day, "daily", "growth", datetime(2026, 1, 1))
        load_measurement(con, run, overlap.list_replacements(staged), [])


@contextmanager
def _measured(cost: Cost) -> Iterator[None]:
    _forget_peak()
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    cost.wall += time.perf_counter() - wall
    cost.cpu += time.process_time() - cpu
    cost.peak = max(cost.peak, _peak())


def _forget_peak() -> None:
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "ascii")


def _peak() -> float:
    if not STATUS.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
    line = next(line for line in STATUS.read_text("ascii").splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024 / 1e9


def _table(grown: Sequence[Growth]) -> Table:
    columns = ("articles", "seconds", CPU, "articles a second", PEAK, DISK, DAY, DAY_CPU, DAY_PEAK)
    rows = []
    for one in grown:
        every, day = one.total(), add_up(one.last_day)
        rows.append(
            (
                one.count,
                every.wall,
                every.cpu,
                one.count / every.wall,
                every.peak,
                one.disk,
                day.wall,
                day.cpu,
                day.peak,
            )
        )
    return Table(TITLE, columns, rows, (NOTE, CHART))


def _pairs_table(grown: Sequence[Growth]) -> list[Table]:
    columns = ("articles", "seconds", CPU, PEAK)
    rows = [(one.count, one.pairs.wall, one.pairs.cpu, one.pairs.peak) for one in grown if one.pairs]
    return [Table("Text to candidate pairs", columns, rows, (PAIRS_NOTE,))] if rows else []


def _stage_table(growth: Growth) -> Table:
    columns = ("stage", "seconds", "CPU seconds", "peak, GB", "last day, seconds", "CPU seconds ", "peak, GB ")
    rows = []
    for stage in STAGES:
        whole, day = growth.history[stage], growth.last_day[stage]
        rows.append((stage, whole.wall, whole.cpu, whole.peak, day.wall, day.cpu, day.peak))
    return Table(f"{growth.count:,} articles by stage", columns, rows)


if __name__ == "__main__":
    size = int(sys.argv[1])
    print(json.dumps(asdict(pair_up(size) if sys.argv[2:] == ["pairs"] else grow(size))))
