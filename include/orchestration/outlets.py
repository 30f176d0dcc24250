"""`make add-source URL=…`: find an outlet's feeds, try them, and put the outlet on the list."""

from __future__ import annotations

import os
from pathlib import Path

from wiretrace.fetch.client import FetchFailed, WebClient
from wiretrace.fetch.connection import Permission
from wiretrace.fetch.discovery import Discovery, TriedFeed, discover
from wiretrace.fetch.entries import add_entry
from wiretrace.fetch.sources import SourcesError


def add_source(url: str, permission: Permission | None = None) -> int:
    """Exit status 0, 1 after saying why nothing was added, or 2 when no address was given."""
    if not url:
        print("make add-source URL=… takes an outlet's address, or that of one of its feeds")
        return 2
    path = Path(os.environ["WIRETRACE_SOURCES"])
    try:
        with WebClient(permission or Permission()) as web:
            found = discover(url if "://" in url else f"https://{url}", web)
        print(describe(found))
        added = add_entry(path, found)
    except FetchFailed as failure:
        print(f"{url} could not be read: {failure}")
        return 1
    except SourcesError as error:
        print(f"Nothing was added: {error}")
        return 1
    print(f"\nAdded to {path.name} as {added.id!r}. Its kind is unknown: set kind, country and aliases there.")
    return 0


def describe(found: Discovery) -> str:
    lines = [f"{found.name} ({found.url}), language: {found.language or 'not stated'}", ""]
    return "\n".join([*lines, *(_line(feed) for feed in found.tried)])


def _line(feed: TriedFeed) -> str:
    if feed.problem is not None:
        return f"  no    {feed.url}: {feed.problem}"
    newest = f", newest {feed.newest_at:%Y-%m-%d %H:%M} UTC" if feed.newest_at else ", without times"
    return f"  works {feed.url} ({feed.type}): {feed.entry_count} entries{newest}"
