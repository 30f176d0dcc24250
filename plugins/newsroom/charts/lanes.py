"""The articles of a story in time, a lane for each outlet and each absent agency, and arrows for who took from whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from markupsafe import Markup

from newsroom.svg import element, picture, shorten
from newsroom.wording import RELATIONS, write_time

WIDTH, LABEL, RIGHT = 1080, 196, 24
TOP, ROW, RADIUS = 44, 30, 6
MOST_LANES, MOST_ARTICLES = 40, 160
# Mirrors stamp what they like: a printed time further from the middle of the story than this many times the
# distance of most others is drawn at the edge.
REACH, MOST, LEAST_REACH = 3.0, 0.8, timedelta(days=1)
STEPS = tuple(timedelta(hours=h) for h in (1, 3, 6, 12, 24, 48, 168))


@dataclass(frozen=True)
class Dot:
    """One article. `relation` is how its strongest source gave it the text; empty for own reporting."""

    article_id: str
    lane: str
    title: str
    printed_at: datetime
    relation: str
    link: str


@dataclass(frozen=True)
class Lane:
    """One outlet, or an origin whose text is not held."""

    name: str
    kind: str
    link: str = ""

    @property
    def is_absent(self) -> bool:
        return self.kind == "absent"


@dataclass(frozen=True)
class Arrow:
    """From a source (an article's id, or the name of an absent lane) to the article that took from it."""

    source: str
    derived: str
    relation: str
    label: str
    link: str
    is_direction_known: bool = True


def draw_lanes(lanes: Sequence[Lane], dots: Sequence[Dot], arrows: Sequence[Arrow]) -> Markup:
    """The picture; empty without articles. Lanes and articles beyond the limits are left to the table."""
    shown_lanes = lanes[:MOST_LANES]
    heights = {lane.name: TOP + (number + 0.5) * ROW for number, lane in enumerate(shown_lanes)}
    shown = [dot for dot in dots if dot.lane in heights][:MOST_ARTICLES]
    if not shown:
        return Markup("")
    axis = _Axis.over([dot.printed_at for dot in shown])
    places = _place(shown, heights, axis)
    starts = _place_absent(shown_lanes, arrows, places, heights)
    drawn = [mark for arrow in arrows for mark in _draw_arrow(arrow, {**places, **starts})]
    marks = [_draw_dot(dot, places[dot.article_id], axis.is_beyond(dot.printed_at)) for dot in shown]
    absent = [_draw_absent(name, place) for name, place in starts.items()]
    height = TOP + ROW * len(shown_lanes) + 12
    return picture(
        WIDTH, height, f"{len(shown)} articles of {len(shown_lanes)} outlets and agencies in time",
        _markers(), *axis.draw(height), *(m for lane in shown_lanes for m in _draw_lane(lane, heights[lane.name])),
        *drawn, *absent, *marks, cls="lanes",
    )  # fmt: skip


@dataclass(frozen=True)
class _Axis:
    start: datetime
    end: datetime

    @classmethod
    def over(cls, times: Sequence[datetime]) -> _Axis:
        middle = sorted(times)[len(times) // 2]
        distances = sorted(abs(time - middle) for time in times)
        reach = max(distances[int(len(distances) * MOST) - 1 if len(distances) > 2 else -1] * REACH, LEAST_REACH)
        near = [time for time in times if abs(time - middle) <= reach]
        margin = max((max(near) - min(near)) * 0.03, timedelta(minutes=30))
        return cls(min(near) - margin, max(near) + margin)

    def is_beyond(self, time: datetime) -> bool:
        return not self.start <= time <= self.end

    def x(self, time: datetime) -> float:
        share = (time - self.start) / (self.end - self.start)
        return LABEL + min(max(share, 0.0), 1.0) * (WIDTH - LABEL - RIGHT)

    def draw(self, height: float) -> list[Markup]:
        """A vertical line at each step of the clock that leaves at most twelve of them."""
        length = self.end - self.start
        step = next((s for s in STEPS if length / s <= 12), timedelta(days=max(length.days // 8, 1)))
        midnight = self.start.replace(hour=0, minute=0, second=0, microsecond=0)
        ticks = [midnight + step * n for n in range(int(length / step) + 30)]
        return [mark for tick in ticks if self.start <= tick <= self.end for mark in self._tick(tick, height)]

    def _tick(self, tick: datetime, height: float) -> list[Markup]:
        x, is_day = self.x(tick), tick.hour == 0
        label = f"{tick.day} {tick:%b}" if is_day else f"{tick:%H:%M}"
        kind = "tick day" if is_day else "tick"
        return [
            element("line", x1=x, y1=TOP - 10, x2=x, y2=height - 8, cls=kind),
            element("text", label, x=x, y=TOP - 18, cls=f"{kind}-label", text_anchor="middle"),
        ]


def _place(dots: Sequence[Dot], heights: Mapping[str, float], axis: _Axis) -> dict[str, tuple[float, float]]:
    """Where each article stands; those of one lane that would cover each other move aside."""
    places: dict[str, tuple[float, float]] = {}
    last: dict[str, float] = {}
    for dot in sorted(dots, key=lambda d: (d.printed_at, d.article_id)):
        x = max(axis.x(dot.printed_at), last.get(dot.lane, 0.0) + 2 * RADIUS + 1)
        last[dot.lane] = x
        places[dot.article_id] = (min(x, WIDTH - RADIUS), heights[dot.lane])
    return places


def _place_absent(
    lanes: Sequence[Lane],
    arrows: Sequence[Arrow],
    places: Mapping[str, tuple[float, float]],
    heights: Mapping[str, float],
) -> dict[str, tuple[float, float]]:
    """An absent text was there before the first that took from it."""
    starts = {}
    for lane in lanes:
        taken = [places[a.derived][0] for a in arrows if a.source == lane.name and a.derived in places]
        if lane.is_absent and taken:
            starts[lane.name] = (max(min(taken) - 26, LABEL + RADIUS), heights[lane.name])
    return starts


def _draw_lane(lane: Lane, y: float) -> list[Markup]:
    name = element(
        "text", shorten(lane.name, 26), x=LABEL - 14, y=y + 4, cls=f"lane-name {lane.kind}", text_anchor="end"
    )
    full = element("title", f"{lane.name}: its text is not held" if lane.is_absent else lane.name)
    label = element("a", full, name, href=lane.link) if lane.link else element("g", full, name)
    return [element("line", x1=LABEL, y1=y, x2=WIDTH - RIGHT, y2=y, cls=f"lane {lane.kind}"), label]


def _draw_dot(dot: Dot, place: tuple[float, float], is_beyond: bool) -> Markup:
    x, y = place
    how = RELATIONS.get(dot.relation, "no copy")
    far = ", far from the others: drawn at the edge" if is_beyond else ""
    label = f"{dot.lane}, {write_time(dot.printed_at)}{far}: {dot.title} ({how})"
    circle = element(
        "circle", cx=x, cy=y, r=RADIUS, cls=f"dot rel-{dot.relation or 'own'}{' beyond' if is_beyond else ''}"
    )
    return element("a", element("title", label), circle, href=dot.link, aria_label=label)


def _draw_absent(name: str, place: tuple[float, float]) -> Markup:
    x, y = place
    shape = f"M{x:.1f} {y - 8:.1f}l8 8-8 8-8-8z"
    return element("g", element("title", f"{name}: its text is not held"), element("path", d=shape, cls="dot-absent"))


def _draw_arrow(arrow: Arrow, places: Mapping[str, tuple[float, float]]) -> list[Markup]:
    if arrow.source not in places or arrow.derived not in places:
        return []
    (x1, y1), (x2, y2) = places[arrow.source], places[arrow.derived]
    bend = max(abs(x2 - x1) * 0.5, 14.0)
    gap = RADIUS + 3
    if abs(y2 - y1) < 1:  # within one lane: an arc above it
        path = f"M{x1:.1f} {y1 - RADIUS:.1f}C{x1:.1f} {y1 - 22:.1f} {x2:.1f} {y2 - 22:.1f} {x2:.1f} {y2 - gap:.1f}"
    else:
        side = 1 if x2 >= x1 else -1  # a copy can be stamped before what it copies
        path = f"M{x1:.1f} {y1:.1f}C{x1 + side * bend:.1f} {y1:.1f} {x2 - side * bend:.1f} {y2:.1f} {x2 - side * gap:.1f} {y2:.1f}"
    marker = f"url(#head-{arrow.relation})" if arrow.is_direction_known else None
    line = element("path", d=path, cls=f"arrow rel-{arrow.relation}", marker_end=marker)
    return [element("a", element("title", arrow.label), line, href=arrow.link, tabindex="-1") if arrow.link else line]


def _markers() -> Markup:
    """An arrow head in each relation's colour."""
    heads = [
        element(
            "marker", element("path", d="M0 0L8 4L0 8z", cls=f"head rel-{relation}"),
            id=f"head-{relation}", viewBox="0 0 8 8", refX=7, refY=4, markerWidth=9, markerHeight=9, markerUnits="userSpaceOnUse", orient="auto",
        )
        for relation in RELATIONS
    ]  # fmt: skip
    return element("defs", *heads)
