"""Tables of figures: ours, each peer's, the ratio to the best of them, and what was measured elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

Cell = str | float | int | None
OURS = "Wiretrace"


@dataclass(frozen=True)
class Table:
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Measure:
    """One row. `aside` figures are shown but never compared. `baseline`: a known simple method; `goal`: the best known."""

    name: str
    ours: Cell
    peers: Mapping[str, Cell] = field(default_factory=dict)
    aside: Mapping[str, Cell] = field(default_factory=dict)
    baseline: str = ""
    goal: str = ""
    is_lower_better: bool = False
    is_compared: bool = True


def compare(title: str, measures: Sequence[Measure], notes: Sequence[str] = ()) -> Table:
    """Columns without any figure are left out."""
    columns: dict[str, Callable[[Measure], Cell]] = {"measure": lambda m: m.name, OURS: lambda m: m.ours}
    for name in dict.fromkeys(name for m in measures for name in m.aside):
        columns[name] = lambda m, name=name: m.aside.get(name)  # type: ignore[misc]
    for name in dict.fromkeys(name for m in measures for name in m.peers):
        columns[name] = lambda m, name=name: m.peers.get(name)  # type: ignore[misc]
    columns |= {
        "ratio to the best peer": ratio,
        "baseline": lambda m: m.baseline or None,
        "goal": lambda m: m.goal or None,
    }
    kept = {n: c for n, c in columns.items() if n == OURS or any(c(m) is not None for m in measures)}
    return Table(title, tuple(kept), [tuple(cell(m) for cell in kept.values()) for m in measures], tuple(notes))


def ratio(measure: Measure) -> str | None:
    """How many times better than the best peer; below 1 the peer is better."""
    ours, peers = measure.ours, [p for p in measure.peers.values() if isinstance(p, int | float)]
    if not measure.is_compared or not isinstance(ours, int | float) or not peers:
        return None
    better, worse = (min(peers), ours) if measure.is_lower_better else (ours, max(peers))
    return f"{better / worse:.2f}" if worse else None


def render(table: Table) -> str:
    lines = [f"**{table.title}**", "", _row(table.columns), _row(["---"] * len(table.columns))]
    lines += [_row([_show(cell) for cell in row]) for row in table.rows]
    return "\n".join([*lines, *(f"\n{note}" for note in table.notes)])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _show(cell: Cell) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, float):
        return f"{cell:.3f}" if abs(cell) < 2 else f"{cell:,.1f}"
    return f"{cell:,}" if isinstance(cell, int) else cell.replace("|", "\\|")
