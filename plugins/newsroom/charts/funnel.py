"""How many places a claim stands in, and how few origins remain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from newsroom.svg import element, picture

WIDTH, ROW, LABEL, BAR = 420, 38, 132, 24


@dataclass(frozen=True)
class Step:
    """One row of the funnel. `more` is drawn behind the bar: what could not be told apart."""

    name: str
    number: int
    is_result: bool = False
    more: int = 0


def draw_funnel(steps: Sequence[Step]) -> Markup:
    """Rows from the widest reach to the origins, on one scale."""
    largest = max(1, *(step.number + step.more for step in steps))
    scale = (WIDTH - LABEL - 56) / largest
    rows = [mark for number, step in enumerate(steps) for mark in _draw_step(step, number * ROW, scale)]
    title = ", ".join(f"{step.number} {step.name}" for step in steps)
    return picture(WIDTH, ROW * len(steps), title, *rows, cls="funnel")


def _draw_step(step: Step, top: int, scale: float) -> list[Markup]:
    kind = "result" if step.is_result else "reach"
    width = max(step.number * scale, 3.0)
    middle = top + ROW / 2
    marks = [
        element("text", step.name, x=LABEL - 12, y=middle + 5, cls=f"funnel-name {kind}", text_anchor="end"),
        element("rect", x=LABEL, y=middle - BAR / 2, width=width, height=BAR, cls=f"funnel-{kind}"),
    ]
    if step.more:
        marks.append(
            element("rect", x=LABEL + width, y=middle - BAR / 2, width=step.more * scale, height=BAR, cls="funnel-more")
        )
    number = f"{step.number}–{step.number + step.more}" if step.more else str(step.number)
    end = LABEL + width + step.more * scale
    return [*marks, element("text", number, x=end + 8, y=middle + 6, cls=f"funnel-number {kind}")]
