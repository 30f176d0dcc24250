"""`make demo`: three days of the invented sample web through all Dags, and the answer."""

from __future__ import annotations

import os
import time
from pathlib import Path

from orchestration.local import AirflowRuns, Console, DagFailed, quiet_console, run_chain
from orchestration.setup import prepare_airflow
from sample.corpus import DATES
from sample.server import SampleWeb, start_server
from sample.sources import sources_yaml
from wiretrace.answer import describe_biggest_story
from wiretrace.layout import Layout


def run_demo() -> int:
    """Exit status 0, or 1 after naming the task that failed and why."""
    layout = Layout.from_environment()
    started = time.monotonic()
    with quiet_console(layout.root / "logs" / "demo.log") as console, start_server() as web:
        try:
            _run_days(console, layout, web)
        except AirflowRuns as running:
            console.say(str(running))
            return 1
        except DagFailed as failure:
            console.say(f"\n\nThe demo failed in {failure}\nWhole log: {console.log}")
            return 1
        console.say(f"\nDone in {time.monotonic() - started:.0f} s.\n")
        console.say(describe_biggest_story(layout.public))
        console.say(WHERE_NEXT.format(public=_short(layout.public)))
    return 0


def _run_days(console: Console, layout: Layout, web: SampleWeb) -> None:
    console.say("Preparing Airflow's metadata database ...")
    sources = layout.root / "sample" / "sources.yaml"
    sources.parent.mkdir(parents=True, exist_ok=True)
    sources.write_text(sources_yaml(web.address), "utf-8")
    os.environ["WIRETRACE_SOURCES"] = str(sources)
    with console.log.open("a") as log:
        prepare_airflow(log)
    console.say(f"Serving the sample web on {web.address}; running {len(DATES)} days of its news:\n")
    for date in DATES:
        web.set_date(date)
        run_chain(console, date)


def _short(path: Path) -> str:
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


WHERE_NEXT = """
Where to look next
  make up                  the runs you just made, in the Airflow UI
  make story DIR=folder    your own articles
  docs/queries/            ready questions in SQL, for: duckdb -readonly {public}
  docs/METHOD.md           how an origin is decided, and where that ends
"""
