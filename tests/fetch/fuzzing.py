"""Random damage to everything that a stranger's server or disk can hand to a parser of fetch or clean.

`python -m fuzzing 240` runs for 240 seconds and prints, by parser, how many inputs it met and how long the slowest took.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from wiretrace.clean import jsonld
from wiretrace.clean.article import clean_page
from wiretrace.clean.bylines import read_authors
from wiretrace.clean.charset import decode
from wiretrace.clean.corrections import read_correction
from wiretrace.clean.plain import clean_plain
from wiretrace.clean.times import find_time, read_time, time_of_url
from wiretrace.fetch.archive import ArchiveUnreadable, read_archive, read_request
from wiretrace.fetch.client import FetchFailed, decompressed, retry_after_seconds
from wiretrace.fetch.crawls import CrawlUnreadable, read_crawl
from wiretrace.fetch.discovery import find_links
from wiretrace.fetch.feeds import FeedRefused, read_listing
from wiretrace.fetch.identity import canonical_url, registered_domain, trusted_canonical, without_credentials
from wiretrace.fetch.robots import parse_rules

URL = "http://paper.example/list"
RSS = b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>Paper</title><item><title>Dam &amp; lake</title><link>/a?b=1</link><pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate>
<atom:updated>2026-03-02T14:00:00Z</atom:updated><description><![CDATA[<p>Text</p>]]></description></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://paper.example/"><title>Paper</title><entry>
<title type="html">&lt;b&gt;Dam</title><link rel="alternate" href="/a"/><id>x</id><published>2026-03-02T14:00:00+02:00</published>
<updated>2026-03-02T14:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">x</div></content></entry></feed>"""
JSON = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [
    {"url": "/a", "title": "Dam", "date_published": "2026-03-02T14:00:00Z", "date_modified": "2026-03-03"}]}).encode()  # fmt: skip
SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://paper.example/a</loc>
<lastmod>2026-03-02</lastmod></url></urlset>"""
INDEX = b"<sitemapindex><sitemap><loc>/a.xml</loc><lastmod>2026-03-02</lastmod></sitemap></sitemapindex>"
ROBOTS = b"User-agent: *\nDisallow: /*private$\nAllow: /a%20b\nCrawl-delay: 2.5\nSitemap: http://paper.example/s.xml\n"
HOME = b"""<html lang="en"><head><title>Paper</title><link rel="alternate" type="application/rss+xml" href="/rss">
<meta property="og:site_name" content="Paper"></head><body><a href="/feed.xml">RSS</a></body></html>"""
ARTICLE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Dam costs double | Paper</title>
<link rel="canonical" href="https://paper.example/news/dam"><meta property="article:published_time" content="2026-03-02T08:00:00+01:00">
<meta name="author" content="By Ada Lund and Tom Ek, Staff Writers"><script type="application/ld+json">{"@context": "https://schema.org", "@graph":
[{"@type": "NewsArticle", "headline": "Dam costs double", "datePublished": "2026-03-02", "author": [{"@id": "#ada"}, "Tom Ek"]},
{"@type": "Person", "@id": "#ada", "name": "Ada Lund"}]}</script></head><body><nav><ul><li><a href="/a">News</a></li></ul></nav><article>
<h1>Dam costs double</h1><p class="byline">By <a rel="author" href="/authors/ada">Ada Lund</a> · 2 March 2026, 8.15 pm</p><p>ASHMERE (NPA) —
The dam will cost “twice” as much, an audit of the ministry’s own books said on Monday, 2026-03-02.</p><p>Correction: an earlier version of
this story gave a wrong sum.</p></article><aside class="related"><a href="/b">Ten soups</a></aside><p>Accept all cookies.</p></body></html>""".encode()
LINES = (
    "Home > News\nDam costs double\nBy Ada Lund, Staff Writer\nPublished 2 March 2026 20:15 CET\n"
    "ASHMERE (NPA) — The dam will cost twice as much, an audit of the ministry's own books said on Monday.\n"
    "Correction: an earlier version gave a wrong sum.\nRelated\nTen soups\n© 2026 Paper\n"
).encode()
ADDRESSES = b"https://user:pw@www.m.paper.co.uk:8443/amp/2026/03/a-b.html?utm_source=x&id=%C3%BC&b#top"
SPLICES = (
    b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]>", b"&a;", b"\0", b"\xff\xfe", b"\r\n",
    b"<!--", b"<?xml version='1.0' encoding='utf-16'?>", b"\xef\xbb\xbf", b"99999999999999999999", b"-1", b"%", b"[::",
    b"xmlns:a='b'", b"\xed\xa0\x80", b"WARC/1.0\r\n", b"Content-Length: 99999999999\r\n", b"1e999", b"T25:61:61Z",
    b"\xf0\x9f\x92\xa9", b"//", b"javascript:", b"\x1f\x8b\x08", b"{", b"[", b'"', b"*", b"$", b"http://", b"0001-01-01",
)  # fmt: skip


def warc() -> bytes:
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=True)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), ("ETag", '"a"')], protocol="HTTP/1.1")
    for name in "ab":
        page = io.BytesIO(b"<p>Text of the page</p>" * 20)
        writer.write_record(writer.create_warc_record(URL + name, "response", payload=page, http_headers=headers))
        note = io.BytesIO(
            json.dumps({"url": URL, "outcome": "failed", "seen_at": "2026-03-02T10:00:00+00:00"}).encode()
        )
        writer.write_record(writer.create_warc_record(URL, "metadata", payload=note))
    return file.getvalue()


def damage(seed: bytes, chance: random.Random) -> bytes:
    """Cut, repeated, spliced, flipped or replaced by noise; often several of these."""
    data = bytearray(seed)
    for _ in range(chance.randint(1, 6)):
        at, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        match chance.randrange(7):
            case 0:
                del data[at : min(end, at + 200)]
            case 1:
                data[at:at] = data[at:end] * chance.choice((1, 2, 40))
            case 2:
                data[at:at] = chance.choice(SPLICES) * chance.choice((1, 1, 3, 500))
            case 3 if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
            case 4:
                del data[at:]
            case 5:
                data[at:at] = chance.randbytes(chance.randrange(64))
            case _:
                data = data[end:] + data[:end]
        del data[200_000:]
    return bytes(data)


def parse_warc(data: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".warc.gz") as file:
        path = Path(file.name)
        path.write_bytes(data)
        read_request(path)
        for read, error in ((read_archive, ArchiveUnreadable), (read_crawl, CrawlUnreadable)):
            try:
                for _ in read(path):  # type: ignore[operator]
                    pass
            except error:
                pass


def parse_feed(data: bytes) -> None:
    with suppress(FeedRefused):
        read_listing(data, URL)


def parse_address(data: bytes) -> None:
    url = data.decode("utf-8", "replace")
    if re.match(r"https://(user:pw@)?[a-z][a-z.]+(:8443)?/[^/]", url):
        assert canonical_url(canonical_url(url)) == canonical_url(url), url
    host = re.split("[/?#]", without_credentials(url).partition("://")[2])[0]
    assert not (url.startswith("https://") and "user:pw@" in host), url
    registered_domain(url)
    trusted_canonical(URL, url)
    retry_after_seconds(url)


def parse_body(data: bytes) -> None:
    for encoding in ("gzip", "deflate", data[:12].decode("latin-1")):
        try:
            for _ in decompressed(iter([data[:50], data[50:]]), encoding):
                pass
        except FetchFailed:
            pass


def parse_robots(data: bytes) -> None:
    with suppress(ValueError):
        rules = parse_rules(data)
        rules.can_fetch("http://paper.example/private/a", "Wiretrace")
        rules.crawl_delay("Wiretrace")


def parse_page(data: bytes) -> None:
    cleaned = clean_page(data, "text/html; charset=utf-8", URL)
    cleaned.text.encode()


def parse_lines(data: bytes) -> None:
    text = decode(data).text
    article = clean_plain(text)
    assert all(text[span.raw_start :].strip() for span in article.spans)
    for line in text.splitlines():
        read_authors([line])
        find_time(line)
        read_time(line)
        time_of_url(line)
        read_correction(line, "en")


PARSERS: dict[str, tuple[Callable[[bytes], object], tuple[bytes, ...]]] = {
    "feeds": (parse_feed, (RSS, ATOM, JSON, gzip.compress(RSS))),
    "sitemaps": (parse_feed, (SITEMAP, INDEX, gzip.compress(SITEMAP))),
    "warc": (parse_warc, (warc(), gzip.decompress(warc()))),
    "robots": (parse_robots, (ROBOTS,)),
    "addresses": (parse_address, (ADDRESSES,)),
    "compressed bodies": (parse_body, (gzip.compress(RSS * 9), RSS)),
    "pages": (parse_page, (ARTICLE, ARTICLE.decode().encode("utf-16"), ARTICLE.decode().encode("cp1252", "ignore"))),
    "json-ld": (
        lambda data: jsonld.article_node(jsonld.read_nodes([data.decode("utf-8", "replace")])),
        (JSON, ARTICLE),
    ),
    "plain texts and bylines": (parse_lines, (LINES, LINES.decode().encode("utf-16-le"))),
    "home pages": (lambda data: find_links(data, URL), (HOME,)),
}


@dataclass
class Account:
    count: int = 0
    slowest_seconds: float = 0.0  # of processor time
    failures: list[str] = field(default_factory=list)


def fuzz(seconds: float, seed: int) -> dict[str, Account]:
    """What happened by parser; `failures` name errors that escaped, with the input."""
    for parse, seeds in PARSERS.values():  # what is loaded once is not counted
        parse(seeds[0])
    chance, ends_at = random.Random(seed), time.monotonic() + seconds  # noqa: S311
    accounts = {name: Account() for name in PARSERS}
    while time.monotonic() < ends_at:
        for name, (parse, seeds) in PARSERS.items():
            data, account, started = damage(chance.choice(seeds), chance), accounts[name], time.process_time()
            try:
                parse(data)
            except Exception as error:
                account.failures.append(f"{type(error).__name__}: {error}; input {data[:2000]!r}")
            account.count += 1
            account.slowest_seconds = max(account.slowest_seconds, time.process_time() - started)
    return accounts


if __name__ == "__main__":
    for name, account in fuzz(float(sys.argv[1]), seed=int(sys.argv[2]) if len(sys.argv) > 2 else 1).items():
        print(
            f"{name}: {account.count} inputs, slowest {account.slowest_seconds:.2f} s, {len(account.failures)} escaped"
        )
        for failure in account.failures[:3]:
            print("   ", failure[:1500])
