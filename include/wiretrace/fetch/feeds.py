"""Reads what announces articles: RSS, Atom, JSON Feed, news sitemaps and sitemap indexes."""

from __future__ import annotations

import calendar
import io
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import feedparser
from lxml import etree

UNPACKED_LIMIT = 50_000_000  # bytes; the sitemap protocol's own limit
ENTRY_LIMIT = 50_000  # URLs; the sitemap protocol's own limit
PROLOG_BYTES = 4_096
BLANKS = b"\xef\xbb\xbf\xff\xfe \t\r\n"  # marks of UTF-8 and UTF-16 among them
PREAMBLE = re.compile(rb"[\xef\xbb\xbf\xff\xfe \t\r\n]*(<!--|<\?)")
HTML_DOCTYPE = re.compile(rb"<!doctype\s+html\b")
SITEMAP_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:urlset|sitemapindex)\b")
# feedparser's time grows with the square of a tag's length and of the depth: a megabyte of either took minutes.
FEED_BYTES = 2_000_000  # RSS and Atom; the longest real ones stay under 1 MB
TAG_BYTES = 8_192
OPEN_TAGS = 1_000
LONG_TAG = re.compile(rb"<[^<>]{%d}" % TAG_BYTES)
TAG = re.compile(rb"<(/?)[a-zA-Z][^<>]*?(/?)>")


class FeedRefused(Exception):
    """Nothing could be read. `cause` is a short name for the tables."""

    def __init__(self, cause: str, detail: str = "") -> None:
        super().__init__(f"{cause} {detail}".strip())
        self.cause = cause
        self.detail = detail


@dataclass(frozen=True)
class Entry:
    """One announced article; times in UTC."""

    url: str
    title: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def announced_at(self) -> datetime | None:
        """The latest time given; outlets that have no update time move the publication time."""
        return max((t for t in (self.published_at, self.updated_at) if t is not None), default=None)


@dataclass(frozen=True)
class Listing:
    """`sitemaps` are further lists to read; `problem` says what was wrong with what could be read; `left_out_count`
    entries have no web address, or stand beyond the limit."""

    entries: tuple[Entry, ...]
    sitemaps: tuple[Entry, ...] = ()
    problem: str | None = None
    left_out_count: int = 0


def read_listing(body: bytes, url: str) -> Listing:
    """The announced articles, whatever the format; raises `FeedRefused` when nothing can be read."""
    body = _unpacked(body)
    start = body[:PROLOG_BYTES].lstrip(BLANKS)
    if not start:
        raise FeedRefused("empty_feed")
    if start.startswith(b"{"):
        return _read_json(body, url)
    prolog = _without_preamble(body.replace(b"\0", b""))[:PROLOG_BYTES].lower()  # UTF-16 as well
    if prolog.startswith(b"<!doctype"):
        if b"<!entity" in prolog:
            raise FeedRefused("entities_refused", "the XML declares entities")
        if HTML_DOCTYPE.match(prolog):
            raise FeedRefused("not_a_feed", "an HTML page")
        raise FeedRefused("doctype_refused", "no feed of today needs a DOCTYPE")
    if SITEMAP_ROOT.match(prolog):
        return _read_sitemap(body, url)
    return _read_feed(body, url)


def _without_preamble(body: bytes) -> bytes:
    """From the DOCTYPE or the first element on: declaration, instructions and comments, however long, say nothing."""
    at = 0
    while (found := PREAMBLE.match(body, at)) is not None:
        end = body.find(b"-->" if found[1] == b"<!--" else b"?>", found.end())
        if end < 0:
            return b""
        at = body.index(b">", end) + 1
    return body[at:].lstrip(BLANKS)


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        data = inflater.decompress(body, UNPACKED_LIMIT)
    except zlib.error as error:
        raise FeedRefused("bad_compression", str(error)) from error
    if inflater.unconsumed_tail:
        raise FeedRefused("too_large", f"more than {UNPACKED_LIMIT} bytes unpacked")
    return data


def _refuse_costly(body: bytes) -> None:
    plain = body.replace(b"\0", b"")  # UTF-16 as well
    if len(body) > FEED_BYTES:
        raise FeedRefused("too_large", f"{len(body)} bytes of RSS or Atom")
    if LONG_TAG.search(plain):
        raise FeedRefused("malformed_feed", f"a tag of more than {TAG_BYTES} bytes")
    depth = 0
    for match in TAG.finditer(plain):
        depth += -1 if match[1] else 0 if match[2] else 1
        if depth > OPEN_TAGS:
            raise FeedRefused("malformed_feed", f"more than {OPEN_TAGS} open tags")


def _read_feed(body: bytes, url: str) -> Listing:
    _refuse_costly(body)
    # a stream, because feedparser would open a string that looks like an address or a file name
    try:
        parsed = feedparser.parse(
            io.BytesIO(body), response_headers={"content-location": url, "content-type": "application/xml"}
        )
    except Exception as error:  # feedparser lets errors of its own parts escape on hostile input
        raise FeedRefused("malformed_feed", type(error).__name__) from error
    entries = tuple(entry for entry in (_feed_entry(item, url) for item in parsed.entries[:ENTRY_LIMIT]) if entry)
    is_damaged = parsed.get("bozo") and not isinstance(
        parsed.get("bozo_exception"), feedparser.CharacterEncodingOverride
    )
    problem = str(parsed.get("bozo_exception", ""))[:200] if is_damaged else None
    if not entries and (problem or not parsed.get("version")):
        raise FeedRefused("malformed_feed" if parsed.get("version") else "not_a_feed", problem or "")
    return Listing(entries, problem=problem, left_out_count=len(parsed.entries) - len(entries))


def _feed_entry(item: Any, url: str) -> Entry | None:
    # dict.get below, because feedparser's own falls back to the publication time
    link = str(item.get("link") or "").strip()
    if not link:
        link = next((str(a.get("href")) for a in item.get("links", ()) if a.get("href")), "")
    target = _absolute(url, link)
    if target is None:
        return None
    return Entry(
        target,
        _plain(item.get("title")),
        _moment(item.get("published_parsed")),
        _moment(dict.get(item, "updated_parsed")),
    )


def _absolute(base: str, link: str) -> str | None:
    try:
        target = urljoin(base, link.strip()) if link.strip() else ""
    except ValueError:
        return None
    return target if target.startswith(("http://", "https://")) else None


def _plain(title: object) -> str | None:
    text = " ".join(re.sub(r"<[^>]{0,200}>", "", str(title or "")).split())
    return text or None


def _moment(value: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(calendar.timegm(value), UTC) if value else None
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def _read_json(body: bytes, url: str) -> Listing:
    try:
        document = json.loads(body)
        items = document.get("items") or []
        entries = [_json_entry(item, url) for item in items[:ENTRY_LIMIT] if isinstance(item, dict)]
    except (ValueError, AttributeError, TypeError, RecursionError) as error:
        raise FeedRefused("malformed_feed", str(error)[:200]) from error
    if "jsonfeed" not in str(document.get("version", "")) and not entries:
        raise FeedRefused("not_a_feed", "JSON without feed items")
    found = tuple(entry for entry in entries if entry)
    return Listing(found, left_out_count=len(items) - len(found))


def _json_entry(item: dict[str, Any], url: str) -> Entry | None:
    target = _absolute(url, str(item.get("url") or item.get("external_url") or ""))
    if target is None:
        return None
    return Entry(
        target,
        _plain(item.get("title")),
        parse_moment(item.get("date_published")),
        parse_moment(item.get("date_modified")),
    )


def parse_moment(value: object) -> datetime | None:
    """An ISO 8601 time in UTC; one without zone is taken as UTC, as feeds mean it."""
    try:
        moment = datetime.fromisoformat(str(value).strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _read_sitemap(body: bytes, url: str) -> Listing:
    entries: list[Entry] = []
    sitemaps: list[Entry] = []
    problem = None
    try:
        for kind, entry in _sitemap_items(body, url):
            (entries if kind == "url" else sitemaps).append(entry)
            if len(entries) + len(sitemaps) >= ENTRY_LIMIT:
                problem = f"more than {ENTRY_LIMIT} entries"
                break
    except etree.XMLSyntaxError as error:
        problem = str(error)[:200]
    if problem and not entries and not sitemaps:
        raise FeedRefused("malformed_feed", problem)
    return Listing(tuple(entries), tuple(sitemaps), problem)


def _sitemap_items(body: bytes, url: str) -> Iterator[tuple[str, Entry]]:
    parser = etree.iterparse(
        io.BytesIO(body), events=("end",), resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
    )
    for _, element in parser:
        kind = _local(element)
        if kind not in ("url", "sitemap"):
            continue
        fields = {_local(child): (child.text or "").strip() for child in element.iter() if isinstance(child.tag, str)}
        target = _absolute(url, fields.get("loc", ""))
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
        if target:
            yield (
                kind,
                Entry(
                    target,
                    fields.get("title") or None,
                    parse_moment(fields.get("publication_date")),
                    parse_moment(fields.get("lastmod")),
                ),
            )


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
