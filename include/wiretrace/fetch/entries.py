"""Appends an outlet to a list of sources, keeping the comments of the people who wrote the list."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from wiretrace.fetch.discovery import Discovery
from wiretrace.fetch.identity import registered_domain
from wiretrace.fetch.sources import Source, SourcesError, load_sources


def source_entry(found: Discovery, source_id: str) -> str:
    """The YAML item; JSON strings are YAML, whatever an outlet calls itself."""
    language = f", language: {found.language}" if found.language else ""
    lines = [f"- id: {source_id}", f"  outlet: {{name: {_quoted(found.name)}, kind: unknown{language}}}", "  feeds:"]
    lines += [f"  - {{url: {_quoted(feed.url)}, type: {feed.type}}}" for feed in found.working]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def add_entry(path: Path, found: Discovery) -> Source:
    """Append what was found and return it as read back; the file changes only if the whole list is still valid.

    Raises `SourcesError` if there is no working feed, or if the outlet is already on the list.
    """
    if not found.working:
        raise SourcesError(f"{found.url}: no feed works")
    sources = load_sources(path)
    domain = registered_domain(found.url)
    known = {registered_domain(feed.url): source.id for source in sources for feed in source.feeds}
    if domain in known:
        raise SourcesError(f"{path}: {domain} is already read, as source {known[domain]!r}")
    source_id = _free_id(domain, {source.id for source in sources})
    text = path.read_text("utf-8")
    part = path.with_name(f".{path.name}.part")
    part.write_text(f"{text.rstrip()}\n{_indented(source_entry(found, source_id), text)}", "utf-8")
    try:
        added = next(source for source in load_sources(part) if source.id == source_id)
    except SourcesError as error:
        part.unlink()
        raise SourcesError(f"{path}: cannot be appended to: {error}") from error
    os.chmod(part, path.stat().st_mode)  # noqa: PTH101
    part.replace(path)
    return added


def _free_id(domain: str, taken: set[str]) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", domain.rpartition(".")[0] or domain).strip("-") or "outlet"
    return next(name for name in (plain, *(f"{plain}-{n}" for n in range(2, 1000))) if name not in taken)


def _indented(entry: str, text: str) -> str:
    """As deep as the list's own items."""
    item = re.search(r"^( *)- id:", text, re.MULTILINE)
    return re.sub(r"^", item[1] if item else "", entry, flags=re.MULTILINE).rstrip() + "\n"
