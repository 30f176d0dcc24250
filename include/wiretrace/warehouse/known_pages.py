"""What earlier dates already fetched."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files

from wiretrace.layout import Layout
from wiretrace.warehouse.connection import open_public


def read_known_pages(layout: Layout, partition_key: str) -> dict[str, datetime]:
    """Address to last fetch (UTC), for the fortnight before the date.

    Read from the published copy, which is never locked; it may lag by a day, and then a page is merely
    fetched once more and found unchanged.
    """
    if not layout.public.exists():
        return {}
    sql = files("wiretrace.warehouse").joinpath("load", "known_pages.sql").read_text("utf-8")
    with open_public(layout.public) as con:
        return dict(con.execute(sql, {"partition_key": partition_key}).fetchall())
