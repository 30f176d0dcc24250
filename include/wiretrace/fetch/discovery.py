"""Finds an outlet's feeds from its home page, and tries each before anybody relies on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from wiretrace.fetch.client import FetchFailed, WebClient
from wiretrace.fetch.feeds import FeedRefused, Listing, read_listing
from wiretrace.fetch.identity import canonical_url, registered_domain, without_credentials
from wiretrace.fetch.robots import Robots

FEED_TYPES = {
    "application/rss+xml": "rss", "application/atom+xml": "atom", "application/feed+json": "json", "application/rdf+xml": "rss",
}  # fmt: skip
FEED_PATH = re.compile(r"(/rss|/feeds?|/atom)(/|\.xml|$)|\.(rss|atom)$|(rss|feed|atom)\.(xml|json)$", re.IGNORECASE)
USUAL_PATHS = ("/rss", "/feed", "/rss.xml", "/feed.xml", "/atom.xml", "/feed.json", "/news-sitemap.xml", "/sitemap-news.xml", "/sitemap.xml")  # fmt: skip
CANDIDATES = 25  # a feed directory can link hundreds
COMMENTS = re.compile(r"comments?(/|-|_|$)", re.IGNORECASE)


@dataclass(frozen=True)
class TriedFeed:
    """`problem` is None for a feed that works; `newest_at` is the latest time among its entries."""

    url: str
    type: str
    entry_count: int = 0
    newest_at: datetime | None = None
    problem: str | None = None


@dataclass(frozen=True)
class HomePage:
    """What a home page says of its outlet. `feeds` are (type, address), announced ones first."""

    name: str | None
    language: str | None
    feeds: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Discovery:
    url: str
    name: str
    language: str | None
    tried: tuple[TriedFeed, ...]

    @property
    def working(self) -> tuple[TriedFeed, ...]:
        """Feeds that list articles; a sitemap only where nothing else does, since it repeats the rest."""
        found = [feed for feed in self.tried if feed.problem is None]
        return tuple(feed for feed in found if feed.type != "sitemap") or tuple(found)


def discover(url: str, web: WebClient) -> Discovery:
    """Looks at a home page (or a feed's own address) and tries what it finds; raises `FetchFailed`."""
    robots = Robots(web)
    robots.check(url)
    reply = web.get(url, check=robots.check)
    domain = registered_domain(reply.url)
    try:
        listing = read_listing(reply.body, reply.url)
    except FeedRefused:
        page = find_links(reply.body, reply.url)
        tried = tuple(_try_all(_candidates(page, reply.url, robots), web, robots))
        return Discovery(reply.url, page.name or domain, page.language, tried)
    return Discovery(reply.url, domain, None, (_described(url, _kind(listing, "rss"), listing),))


def find_links(body: bytes, url: str) -> HomePage:
    """Name, language and feeds of a home page; nothing of a page that is no HTML."""
    try:
        root = html.fromstring(body, base_url=url, parser=html.HTMLParser(huge_tree=False))
        return HomePage(_name(root), _language(root), tuple(dict.fromkeys(_links(root, url))))
    except (etree.LxmlError, ValueError, AssertionError):
        return HomePage(None, None, ())


def _name(root: html.HtmlElement) -> str | None:
    titles = [*root.xpath("//meta[@property='og:site_name']/@content"), *root.xpath("//title/text()")]
    plain = (" ".join(str(title).split()) for title in titles)
    return next((re.split(r" [|–—-] ", title)[0][:80] for title in plain if title), None)


def _language(root: html.HtmlElement) -> str | None:
    code = str(root.get("lang") or "")[:2].lower()
    return code if re.fullmatch("[a-z]{2}", code) else None


def _links(root: html.HtmlElement, url: str) -> Iterator[tuple[str, str]]:
    for link in root.xpath("//link[@href]"):
        kind = FEED_TYPES.get(str(link.get("type") or "").strip().lower())
        target = _absolute(url, link.get("href"))
        if kind and target and "alternate" in str(link.get("rel") or "").lower():
            yield kind, target
    for href in root.xpath("//a/@href"):
        target = _absolute(url, href)
        if target and FEED_PATH.search(urlsplit(target).path) and registered_domain(target) == registered_domain(url):
            yield "rss", target


def _absolute(base: str, href: str) -> str | None:
    try:
        target = without_credentials(urljoin(base, str(href).strip()))
        return target if urlsplit(target).scheme in ("http", "https") and urlsplit(target).hostname else None
    except ValueError:
        return None


def _candidates(page: HomePage, url: str, robots: Robots) -> list[tuple[str, str]]:
    """Announced feeds, else sitemaps of robots.txt and the usual places; feeds of comments are no news."""
    linked = [(kind, target) for kind, target in page.feeds if not COMMENTS.search(urlsplit(target).path)]
    sitemaps = [("sitemap", target) for target in robots.sitemaps(url)]
    usual = [("sitemap" if "sitemap" in path else "rss", urljoin(url, path)) for path in USUAL_PATHS]
    unique: dict[str, tuple[str, str]] = {}
    for kind, target in [*linked, *sitemaps, *([] if linked else usual)]:
        unique.setdefault(canonical_url(target), (kind, target))
    return list(unique.values())[:CANDIDATES]


def _try_all(candidates: list[tuple[str, str]], web: WebClient, robots: Robots) -> Iterator[TriedFeed]:
    for kind, url in candidates:
        try:
            robots.check(url)
            reply = web.get(url, check=robots.check)
            listing = read_listing(reply.body, reply.url)
        except (FetchFailed, FeedRefused) as failure:
            yield TriedFeed(url, kind, problem=str(failure)[:200])
            continue
        yield _described(url, _kind(listing, kind), listing)


def _described(url: str, kind: str, listing: Listing) -> TriedFeed:
    count = len(listing.entries) + len(listing.sitemaps)
    newest = max((e.announced_at for e in (*listing.entries, *listing.sitemaps) if e.announced_at), default=None)
    return TriedFeed(url, kind, count, newest, None if count else "lists nothing")


def _kind(listing: Listing, announced: str) -> str:
    return "sitemap" if listing.sitemaps else announced
