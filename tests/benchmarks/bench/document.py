"""docs/BENCHMARKS.md: one block a section. A block that was not measured here stays as it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from bench.record import ABSENT, FAILED, Record, read_record
from bench.tables import render

BLOCK = re.compile(r"<!-- section (\w+) -->\n(.*?)<!-- end -->\n", re.DOTALL)
ABSENT_TEXT = "Evaluation data not present."
MEASURED_MARK = "<sub>"
HEAD = """# Benchmarks

Written by `make bench`; do not edit. One section again: `python -m bench NAME` with `PYTHONPATH=include:tests/benchmarks`.

- Peers run in the same process, on the same data, at settings as good as we found, named in `tests/benchmarks/peers.py`.
- *Ratio to the best peer*: how many times better; below 1 the peer is better. *Baseline* and *goal* were measured
  elsewhere on the same data: a known simple method, and the best known figure.
- All labelled data here is development data: rules and thresholds were made with it in sight, while the peers never
  saw it. Expect lower figures on other data. Where a model was *trained* on the scored pages, the compared figure is
  held out and the figure in sample stands beside it without a ratio.
- Quality does not depend on the machine's load; times do. CPU seconds suffer less than wall-clock seconds.
"""


def update_document(path: Path, titles: Mapping[str, str], folder: Path) -> None:
    held = dict(BLOCK.findall(path.read_text("utf-8"))) if path.exists() else {}
    blocks = [_block(name, title, read_record(name, folder), held.get(name)) for name, title in titles.items()]
    path.write_text("\n".join([HEAD, *blocks]), "utf-8")


def _block(name: str, title: str, record: Record | None, held: str | None) -> str:
    """An earlier measurement, which carries its own date, outlives a run without the evaluation data."""
    is_kept = held is not None and (record is None or (record.status == ABSENT and MEASURED_MARK in held))
    body = held if is_kept else f"## {title}\n\n{_body(record)}\n"
    return f"<!-- section {name} -->\n{body}<!-- end -->\n"


def _body(record: Record | None) -> str:
    if record is None:
        return "Not measured yet."
    if record.status == ABSENT:
        return ABSENT_TEXT
    when = f"{record.measured_at}, {record.seconds:.0f} s; {record.circumstances}."
    if record.status == FAILED:
        return f"| status | where |\n| --- | --- |\n| **failed** | {record.detail} |\n\n{when}"
    return "\n\n".join([*map(render, record.tables), f"{MEASURED_MARK}{when}</sub>"])
