"""Turns a view into a page: Jinja templates with every value escaped, and the links between pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from newsroom import wording
from newsroom.access import Visitor
from newsroom.charts.shares import Share, draw_shares
from newsroom.listing import Column
from wiretrace.export import safe_url

HERE = Path(__file__).parent
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
STATIC = {path.name: (path.read_bytes(), KINDS[path.suffix]) for path in sorted((HERE / "static").iterdir())}


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        number=wording.write_number,
        decimal=wording.write_decimal,
        share=wording.write_share,
        time=wording.write_time,
        day=wording.write_day,
        duration=wording.write_duration,
        age=wording.write_age,
        rule=wording.write_rule,
        address=safe_url,
    )
    environment.globals.update(
        relations=wording.RELATIONS,
        link_relations=wording.LINK_RELATIONS,
        cue_names=wording.CUES,
        headline_support=wording.HEADLINE_SUPPORT,
        write_origins=wording.write_origins,
        count=wording.count,
        cell_link=cell_link,
        cell_shares=cell_shares,
    )
    return environment


def render(request: Request, template: str, status: int = 200, **view: Any) -> HTMLResponse:
    """One page inside the frame of all. `visitor` is unknown only on pages without data."""
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    root = request.scope.get("root_path", "")
    text = ENVIRONMENT.get_template(f"{template}.html.j2").render(
        root=root,
        path=request.scope["path"].removeprefix(root) or "/",
        query=request.url.query,
        visitor=visitor,
        **view,
    )
    return HTMLResponse(text, status)


def cell_link(root: str, column: Column, row: Mapping[str, Any], values: Mapping[str, str]) -> str:
    """Where a cell leads: empty where the row has no id for it."""
    wanted = row.get(column.key) if column.key else None
    if not wanted:
        return ""
    if column.page == "compare":
        own = row.get("derived_article_id") or row.get("article_id") or values.get("article_id", "")
        return f"{root}/compare/{quote(str(own), safe='')}/{quote(str(wanted), safe='')}"
    if column.page == "source":
        return f"{root}/urls?source={quote(str(wanted), safe='')}"
    return f"{root}/{column.page}/{quote(str(wanted), safe='')}"


def cell_shares(row: Mapping[str, Any]) -> Markup:
    """The bar of a row that has shares of its words."""
    return draw_shares(
        [
            Share("own", "own", row["own_share"]),
            Share("agency", "agency", row["agency_share"]),
            Share("credited", "copied, credited", row["credited_copy_share"]),
            Share("uncredited", "copied, not credited", row["uncredited_copy_share"]),
        ]
    )


ENVIRONMENT = _environment()
