from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiretrace.fetch.feeds import FeedRefused, read_listing

URL = "http://paper.example/feed"
RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>P</title>
<item><title>One &amp; two</title><link>/a</link><pubDate>Mon, 02 Mar 2026 08:00:00 +0100</pubDate></item>
<item><title>Three</title><link>http://paper.example/b</link></item></channel></rss>"""
SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>http://paper.example/a</loc><lastmod>2026-03-02T09:00:00Z</lastmod><news:news><news:publication_date>2026-03-02T08:00:00+01:00</news:publication_date>
<news:title>One</news:title></news:news></url></urlset>"""


def test_rss_entries_have_absolute_addresses_and_times_in_utc() -> None:
    one, two = read_listing(RSS, URL).entries
    assert (one.url, one.title, one.published_at) == (
        "http://paper.example/a",
        "One & two",
        datetime(2026, 3, 2, 7, tzinfo=UTC),
    )
    assert (two.url, two.published_at) == ("http://paper.example/b", None)


def test_atom_updates_are_read() -> None:
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>T</title><link href="/a"/><updated>2026-03-02T09:30:00Z</updated></entry></feed>"""
    assert read_listing(atom, URL).entries[0].updated_at == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def test_json_feeds_are_read() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"url": "/a", "title": "T", "date_published": "2026-03-02T08:00:00Z"}, {"id": 1}],
    }
    assert [entry.url for entry in read_listing(json.dumps(feed).encode(), URL).entries] == ["http://paper.example/a"]


@pytest.mark.parametrize("body", [SITEMAP, gzip.compress(SITEMAP)])
def test_news_sitemaps_are_read(body: bytes) -> None:
    (entry,) = read_listing(body, URL).entries
    assert (entry.url, entry.title, entry.published_at) == (
        "http://paper.example/a",
        "One",
        datetime(2026, 3, 2, 7, tzinfo=UTC),
    )


def test_sitemap_indexes_name_further_sitemaps() -> None:
    index = b"<sitemapindex><sitemap><loc>http://paper.example/s1.xml</loc></sitemap></sitemapindex>"
    assert [item.url for item in read_listing(index, URL).sitemaps] == ["http://paper.example/s1.xml"]


def test_what_can_be_read_of_a_malformed_feed_is_read() -> None:
    listing = read_listing(RSS.replace(b"One &amp; two", b"One & two <b>").replace(b"</channel></rss>", b""), URL)
    assert [entry.url for entry in listing.entries] == ["http://paper.example/a", "http://paper.example/b"]
    assert listing.problem


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        (b"", "empty_feed"),
        (b"<html><body>no feed</body></html>", "not_a_feed"),
        (b"just words", "not_a_feed"),
        (b"{broken", "malformed_feed"),
        (b'{"a": 1}', "not_a_feed"),
        (
            b'<!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"><channel><item><link>http://x/</link></item></channel></rss>',
            "entities_refused",
        ),
        (b'<!DOCTYPE urlset SYSTEM "http://x/"><urlset><url><loc>http://x/a</loc></url></urlset>', "doctype_refused"),
        (
            b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>&x;</loc></url></urlset>',
            "entities_refused",
        ),
        (b"<urlset", "malformed_feed"),
        (
            b"<?xml version='1.0'?><!--" + b"x" * 9000 + b"--><!DOCTYPE r [<!ENTITY a 'b'>]><rss>&a;</rss>",
            "entities_refused",
        ),
        (b"<!-- <rss> --><?a b?><!DOCTYPE rss SYSTEM 'http://x/'><rss version='0.91'></rss>", "doctype_refused"),
        (b"<!DOCTYPE html PUBLIC 'a>b' [<!ENTITY a 'b'>]><rss>&a;</rss>", "entities_refused"),
        (b"\xef\xbb\xbf <!doctype HTML><html><body>no feed</body></html>", "not_a_feed"),
        ("<?xml version='1.0'?><!DOCTYPE rss SYSTEM 'http://x/'><rss/>".encode("utf-16"), "doctype_refused"),
        (b"<!-- never closed", "not_a_feed"),
        (gzip.compress(bytes(60_000_000)), "too_large"),
        (b"\x1f\x8bnot gzip", "bad_compression"),
    ],
)
def test_what_is_no_feed_or_dangerous_is_refused_with_a_cause(body: bytes, cause: str) -> None:
    with pytest.raises(FeedRefused) as refused:
        read_listing(body, URL)
    assert refused.value.cause == cause


def test_links_that_lead_off_the_web_are_left_out() -> None:
    feed = RSS.replace(b"/a<", b"javascript:alert(1)<").replace(b"http://paper.example/b", b"file:///etc/passwd")
    assert not read_listing(feed, URL).entries


@given(
    st.one_of(
        st.binary(max_size=300),
        st.tuples(st.sampled_from([RSS, SITEMAP]), st.integers(0, 400), st.binary(max_size=9)).map(
            lambda t: t[0][: t[1]] + t[2] + t[0][t[1] + 5 :]
        ),
    )
)
def test_no_input_makes_the_reader_fail_otherwise(body: bytes) -> None:
    try:
        read_listing(body, URL)
    except FeedRefused as refused:
        assert refused.cause
