"""Adding an outlet: its feeds are found and tried, and the list keeps what people wrote into it."""

from __future__ import annotations

from pathlib import Path

import pytest
from loopback import Site

from wiretrace.fetch.client import FetchFailed, Limits, WebClient
from wiretrace.fetch.connection import Permission
from wiretrace.fetch.discovery import Discovery, discover
from wiretrace.fetch.entries import add_entry
from wiretrace.fetch.sources import SourcesError, load_sources

HOME = "http://paper.example/"
LIST = """# Who is read.
sources:
- id: paper
  outlet: {name: Elsewhere, kind: blog}  # a friend's
  feeds:
  - {url: "http://elsewhere.example/rss"}
# the end
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    path = tmp_path / "sources.yaml"
    path.write_text(LIST)
    return path


def look(site: Site, limits: Limits, url: str = HOME) -> Discovery:
    with WebClient(Permission(site.address, frozenset({"paper.example"})), limits) as web:
        return discover(url, web)


def home(site: Site, head: str = "", body: str = "") -> None:
    page = f"<html lang='en-GB'><head><title>The Paper | Home</title>{head}</head><body>{body}</body></html>"
    site.answers["/"] = (200, {"Content-Type": "text/html"}, page.encode())


def test_announced_and_linked_feeds_are_tried(site: Site, hasty: Limits) -> None:
    home(
        site,
        "<link rel=alternate type='application/rss+xml' href='/news.xml'>"
        "<link rel=alternate type='application/feed+json' href='/feed.json'>"
        "<link rel=alternate type='application/rss+xml' href='/comments/feed/'>",
        "<a href='/world/rss.xml'>RSS</a><a href='http://other.example/rss'>Elsewhere</a>",
    )
    site.feed(("/a", "<pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate>"), path="/news.xml")
    site.answers["/feed.json"] = (200, {}, b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "/a"}]}')
    found = look(site, hasty)
    assert (found.name, found.language) == ("The Paper", "en")
    assert [(feed.url.removeprefix(HOME), feed.type, feed.entry_count) for feed in found.working] == [
        ("news.xml", "rss", 1),
        ("feed.json", "json", 1),
    ]
    assert [feed.problem for feed in found.tried if feed.url.endswith("/world/rss.xml")] == ["gone"]
    assert site.asked("/comments/feed/") == 0


def test_without_links_the_usual_places_and_the_sitemaps_of_robots_txt_are_tried(site: Site, hasty: Limits) -> None:
    home(site)
    site.answers["/robots.txt"] = (200, {}, b"Sitemap: http://paper.example/news.xml\n")
    site.answers["/news.xml"] = (200, {}, b"<urlset><url><loc>http://paper.example/a</loc></url></urlset>")
    assert [(feed.url, feed.type) for feed in look(site, hasty).working] == [(f"{HOME}news.xml", "sitemap")]
    site.feed(("/a", ""), path="/feed")
    assert [(feed.url, feed.type) for feed in look(site, hasty).working] == [(f"{HOME}feed", "rss")]


def test_the_address_of_a_feed_is_taken_as_it_is(site: Site, hasty: Limits) -> None:
    site.feed(("/a", ""))
    assert [feed.url for feed in look(site, hasty, f"{HOME}rss").working] == [f"{HOME}rss"]


def test_a_home_page_that_forbids_robots_is_not_read(site: Site, hasty: Limits) -> None:
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /\n")
    with pytest.raises(FetchFailed, match="robots_disallowed"):
        look(site, hasty)


def test_an_outlet_is_appended_and_every_comment_stays(site: Site, hasty: Limits, sources: Path) -> None:
    home(site, "<meta property='og:site_name' content='The \"Paper\": #1 {news}'>")
    site.feed(("/a", ""), path="/feed")
    added = add_entry(sources, look(site, hasty))
    assert sources.read_text().startswith(LIST.rstrip())
    assert load_sources(sources)[-1] == added
    assert (added.id, added.outlet.name, added.outlet.language) == ("paper-2", 'The "Paper": #1 {news}', "en")


def test_nothing_is_added_twice_or_without_a_feed(site: Site, hasty: Limits, sources: Path) -> None:
    home(site)
    with pytest.raises(SourcesError, match="no feed works"):
        add_entry(sources, look(site, hasty))
    assert sources.read_text() == LIST
    site.feed(("/a", ""), path="/feed")
    add_entry(sources, look(site, hasty))
    once = sources.read_text()
    with pytest.raises(SourcesError, match="already read, as source 'paper-2'"):
        add_entry(sources, look(site, hasty))
    assert sources.read_text() == once
