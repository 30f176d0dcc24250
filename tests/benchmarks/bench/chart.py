"""Log-log line charts as plain SVG, readable on a light and on a dark page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from xml.sax.saxutils import escape

WIDTH, HEIGHT, TOP, BOTTOM, LEFT, RIGHT = 440, 330, 64, 52, 62, 26  # of a panel, and around its plot, in pixels
STYLE = """
  svg { --page: #ffffff; --ink: #1f2328; --faint: #59636e; --grid: #d1d9e0; --a: #0550ae; --b: #b35900; }
  @media (prefers-color-scheme: dark) {
    svg { --page: #0d1117; --ink: #f0f6fc; --faint: #9198a1; --grid: #3d444d; --a: #79c0ff; --b: #ffa657; }
  }
  text { font: 12px system-ui, sans-serif; fill: var(--ink); }
  .heading { font-weight: 600; font-size: 14px; } .tick { fill: var(--faint); }
  .page { fill: var(--page); } .grid { stroke: var(--grid); } .line { fill: none; stroke-width: 2; }
  .a { stroke: var(--a); } .b { stroke: var(--b); }
  .b.line { stroke-dasharray: 7 4; }
  circle { stroke-width: 2; fill: var(--page); }
"""
Point = tuple[float, float]


@dataclass(frozen=True)
class Series:
    name: str
    points: Sequence[Point]


@dataclass(frozen=True)
class Panel:
    """One or two series. `unit` stands behind the numbers of the upright axis."""

    title: str
    unit: str
    series: Sequence[Series]


def draw(title: str, across: str, panels: Sequence[Panel]) -> str:
    """`across` names the level axis of all panels. A value that is not positive has no place on a log axis."""
    drawn = [f'<g transform="translate({WIDTH * n} 0)">{_panel(panel, across)}</g>' for n, panel in enumerate(panels)]
    size = f"{WIDTH * len(panels)} {HEIGHT}"
    told = " ".join(_tell(panel) for panel in panels)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" width="{WIDTH * len(panels)}" role="img" '
        f'aria-labelledby="title told">\n<title id="title">{escape(title)}</title>\n<desc id="told">{escape(told)}</desc>\n'
        f'<style>{STYLE}</style>\n<rect class="page" width="100%" height="100%"/>\n' + "\n".join(drawn) + "\n</svg>\n"
    )


def _tell(panel: Panel) -> str:
    every = (f"{s.name}: " + ", ".join(f"{x:,.0f}: {_round(y)}" for x, y in s.points) for s in panel.series)
    return f"{panel.title} ({panel.unit}). {'; '.join(every)}."


def _panel(panel: Panel, across: str) -> str:
    points = [point for series in panel.series for point in series.points]
    x_axis, y_axis = (_decades([point[k] for point in points]) for k in (0, 1))

    def place(x: float, y: float) -> Point:
        right, up = ((log10(v) - low) / (high - low) for v, (low, high) in zip((x, y), (x_axis, y_axis), strict=True))
        return LEFT + right * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)

    parts = [f'<text class="heading" x="{LEFT}" y="22">{escape(panel.title)}</text>']
    for power in range(x_axis[0], x_axis[1] + 1):
        x, low = place(10**power, 10 ** y_axis[0])
        parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{low:.1f}"/>')
        parts.append(f'<text class="tick" x="{x:.1f}" y="{low + 18:.1f}" text-anchor="middle">{10**power:,}</text>')
    for power in range(y_axis[0], y_axis[1] + 1):
        left, y = place(10 ** x_axis[0], 10.0**power)
        parts.append(f'<line class="grid" x1="{left}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(
            f'<text class="tick" x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{_round(10.0**power)}</text>'
        )
    parts.append(f'<text class="tick" x="{LEFT}" y="{HEIGHT - 12}">{escape(across)}</text>')
    parts.append(f'<text class="tick" x="{LEFT - 8}" y="{TOP - 10}" text-anchor="end">{escape(panel.unit)}</text>')
    at = float(LEFT)
    for kind, series in zip("ab", panel.series, strict=False):
        parts.append(f'<line class="{kind} line" x1="{at:.0f}" x2="{at + 22:.0f}" y1="40" y2="40"/>')
        parts.append(f'<text x="{at + 28:.0f}" y="44">{escape(series.name)}</text>')
        at += 44 + 6.6 * len(series.name)
        spots = [place(*point) for point in series.points]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
        parts.append(f'<polyline class="{kind} line" points="{line}"/>')
        parts += [f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>' for x, y in spots]
        parts += [
            f'<text x="{x:.1f}" y="{y - 9:.1f}" text-anchor="{_anchor(x)}">{_round(value)}</text>'
            for (x, y), (_, value) in zip(spots, series.points, strict=True)
        ]
    return "\n".join(parts)


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """Powers of ten around the values."""
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    return low, max(high, low + 1)


def _round(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def _anchor(x: float) -> str:
    """Figures at the sides of the plot stand inside it."""
    return "start" if x < LEFT + 8 else "end" if x > WIDTH - RIGHT - 8 else "middle"
