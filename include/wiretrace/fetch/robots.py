"""What a site allows: robots.txt, asked once per host and run."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx
from protego import Protego

from wiretrace.fetch.client import FetchFailed, WebClient, host_of

PRODUCT = "Wiretrace"  # the name that robots.txt rules address
REFUSED_CAUSES = frozenset({"address_refused", "port_refused", "scheme_refused", "bad_url"})
LONGEST_CRAWL_DELAY = 30.0  # seconds; a site that asks for more is served slowly, not never


@dataclass
class Robots:
    """Rules by origin. A site without robots.txt (4xx) allows all; an unreachable one allows nothing (RFC 9309)."""

    web: WebClient
    _rules: dict[str, Protego | FetchFailed] = field(default_factory=dict)

    def check(self, url: str) -> None:
        """Raises `FetchFailed` with cause `robots_disallowed` or `robots_unreachable`.

        Other schemes have no robots.txt; the connection refuses them by itself.
        """
        if not url.startswith(("http://", "https://")):
            return
        try:
            self._check(url)
        except (ValueError, httpx.InvalidURL) as error:
            raise FetchFailed("bad_url", str(error)[:200]) from error

    def _check(self, url: str) -> None:
        origin = _origin(url)
        if origin not in self._rules:
            self._rules[origin] = self._read(origin)
        rules = self._rules[origin]
        if isinstance(rules, FetchFailed):
            if rules.cause in REFUSED_CAUSES:  # nobody was asked: the address itself is the reason
                raise FetchFailed(rules.cause, rules.detail)
            raise FetchFailed("robots_unreachable", f"{origin}: {rules}", rules.status)
        if not rules.can_fetch(_as_served(url), PRODUCT):
            raise FetchFailed("robots_disallowed", origin)
        delay = rules.crawl_delay(PRODUCT)
        if delay:
            self.web.pace.delays[host_of(url)] = min(float(delay), LONGEST_CRAWL_DELAY)

    def _read(self, origin: str) -> Protego | FetchFailed:
        try:
            reply = self.web.get(f"{origin}/robots.txt")
        except FetchFailed as failure:
            if failure.status is not None and 400 <= failure.status < 500 and failure.status != 429:
                return Protego.parse("")
            return failure
        try:
            return parse_rules(reply.body)
        except ValueError as error:
            return FetchFailed("unreadable", str(error)[:200])

    def sitemaps(self, url: str) -> list[str]:
        """Sitemaps that the robots.txt of an address checked before names."""
        rules = self._rules.get(_origin(url))
        return list(rules.sitemaps) if rules is not None and not isinstance(rules, FetchFailed) else []


def parse_rules(body: bytes) -> Protego:
    """Rules of a robots.txt, of the first 500 kB as RFC 9309 asks for."""
    return Protego.parse(body[:500_000].decode("utf-8-sig", "replace"))


def _as_served(url: str) -> str:
    """Without "." and ".." in its path, however they are written: rules speak of what the server will find there."""
    return str(httpx.URL(re.sub("%2e", ".", url, flags=re.IGNORECASE)))


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
