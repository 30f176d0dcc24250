"""The demo's list of sources: every sample outlet, reachable only through the server's loopback address."""

from __future__ import annotations

from typing import Any

import yaml

from sample.corpus import Outlet, load_corpus

CLOSED_ADDRESS = "127.0.0.1:1"


def _describe_outlet(outlet: Outlet) -> dict[str, Any]:
    described = {"name": outlet.name, "kind": outlet.kind, "country": outlet.country, "language": outlet.language}
    return described | ({"aliases": [outlet.short]} if outlet.short else {})


def _describe_source(outlet: Outlet, address: str) -> dict[str, Any]:
    feeds = [
        {"url": f"http://{outlet.host}{feed.path}", "type": feed.format.removesuffix("_malformed")}
        for feed in outlet.feeds
    ]
    return {"id": outlet.id, "outlet": _describe_outlet(outlet), "feeds": feeds, "address": address}


def _describe_dead_source() -> dict[str, Any]:
    return {
        "id": "drowned-bell",
        "outlet": {"name": "Drowned Bell Weekly", "kind": "newspaper", "country": "XC", "language": "en"},
        "feeds": [{"url": "http://www.drowned-bell.example/feed", "type": "rss"}],
        "address": CLOSED_ADDRESS,
    }


def sources_yaml(address: str, with_dead_source: bool = False) -> str:
    """The list as `wiretrace.fetch.sources` reads it. The dead source points to a port where nobody listens."""
    sources = [_describe_source(outlet, address) for outlet in load_corpus().outlets.values()]
    if with_dead_source:
        sources.append(_describe_dead_source())
    return yaml.safe_dump({"sources": sources}, sort_keys=False, allow_unicode=True)
