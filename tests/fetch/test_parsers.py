"""No input, however damaged, brings a parser down or holds it up."""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest
from fuzzing import PARSERS, fuzz
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wiretrace.fetch.crawls import CrawlUnreadable, read_crawl
from wiretrace.fetch.feeds import FeedRefused, read_listing

URL = "http://paper.example/list"
COSTLY = {
    "attributes": b"<rss " + b" ".join(b'a%d="x"' % number for number in range(90_000)) + b">",
    "depth": b"<rss>" + b"<a>" * 600_000,
    "size": b"<rss version='2.0'><channel>" + b"<item><title>t</title></item>" * 300_000,
    "sitemap_depth": b"<urlset>" + b"<a>" * 600_000,
    "json_depth": b'{"items":' + b"[" * 1_000_000,
    "entities": b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><rss>&b;</rss>",
    "entities_in_utf_16": "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'a'>]><rss>&a;</rss>".encode("utf-16"),
    "sitemap_doctype": b"<!DOCTYPE urlset SYSTEM 'http://10.0.0.1/x.dtd'><urlset></urlset>",
    "packed_bomb": gzip.compress(bytes(80_000_000)),
}


def test_random_damage_is_survived() -> None:
    accounts = fuzz(seconds=4, seed=20260302)
    assert {name: account.failures[:1] for name, account in accounts.items() if account.failures} == {}
    assert max(account.slowest_seconds for account in accounts.values()) < 5


@pytest.mark.parametrize("name", PARSERS)
@given(data=st.binary(max_size=300))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_noise_is_survived(name: str, data: bytes) -> None:
    PARSERS[name][0](data)


@pytest.mark.parametrize("name", COSTLY)
def test_lists_made_to_be_costly_are_refused_soon(name: str) -> None:
    started = time.monotonic()
    with pytest.raises(FeedRefused):
        read_listing(COSTLY[name], URL)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("line", [b"a" * 100_000_000, b"A: b\r\n" * 10_000_000], ids=["one_line", "many_lines"])
def test_an_archive_that_unpacks_to_endless_headers_is_unreadable(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "bomb.warc.gz"
    path.write_bytes(gzip.compress(b"WARC/1.0\r\n" + line, compresslevel=1))
    with pytest.raises(CrawlUnreadable):
        list(read_crawl(path))
