"""Numbers a day, as bars that are split by kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from newsroom.svg import element, picture

HEIGHT, BASE, TOP, SLOT, BAR, MARGIN = 170, 132, 22, 30, 20, 34
MOST_DAYS = 60


@dataclass(frozen=True)
class Part:
    """`kind` names the colour."""

    kind: str
    label: str
    value: float


@dataclass(frozen=True)
class Day:
    """One bar; `text` stands above it."""

    label: str
    parts: tuple[Part, ...]
    text: str = ""


def draw_days(title: str, days: Sequence[Day], top: float = 0.0) -> Markup:
    """Bars in order of time, the latest `MOST_DAYS`; `top` sets the scale where it is a share of 1."""
    shown = list(days)[-MOST_DAYS:]
    largest = top or max((sum(p.value for p in day.parts) for day in shown), default=0) or 1
    scale = (BASE - TOP) / largest
    slot = max(SLOT, 300 / max(len(shown), 1)) if len(shown) < 8 else SLOT
    width = MARGIN + slot * len(shown) + 6
    base = element("line", x1=MARGIN - 6, y1=BASE + 0.5, x2=width, y2=BASE + 0.5, cls="base")
    bars = [
        mark
        for number, day in enumerate(shown)
        for mark in _draw_day(day, MARGIN + number * slot, slot, scale, _has_label(number, len(shown), slot))
    ]
    return picture(width, HEIGHT, title, base, *bars, cls="days")


def _has_label(number: int, count: int, slot: float) -> bool:
    """Labels need about 60 units; the latest always has one."""
    return (count - 1 - number) % max(round(60 / slot), 1) == 0


def _draw_day(day: Day, left: float, slot: float, scale: float, has_label: bool) -> list[Markup]:
    bar = min(slot * 0.66, 44)
    x, bottom, marks = left + (slot - bar) / 2, float(BASE), []
    told = ", ".join(f"{part.label} {part.value:g}" for part in day.parts if part.value)
    for part in day.parts:
        height = part.value * scale
        if height > 0:
            bottom -= height
            marks.append(
                element("rect", x=x, y=bottom, width=bar, height=max(height - 1, 0.6), cls=f"part-{part.kind}")
            )
    middle = left + slot / 2
    if day.text and slot >= SLOT:
        marks.append(element("text", day.text, x=middle, y=bottom - 6, cls="day-number", text_anchor="middle"))
    if has_label:
        marks.append(element("text", day.label, x=middle, y=BASE + 20, cls="day-label", text_anchor="middle"))
    return [element("g", element("title", f"{day.label}: {told or 'nothing'}"), *marks)]
