"""The demo's sources are a list that the product accepts, and its feeds list what a day brought."""

from __future__ import annotations

from pathlib import Path

import feedparser
import pytest
from lxml import etree

from sample.corpus import DATES, Feed, Outlet, load_corpus
from sample.server import SampleWeb
from sample.sources import CLOSED_ADDRESS, sources_yaml
from wiretrace.fetch.sources import load_sources

CORPUS = load_corpus()
FEEDS = [(outlet, feed) for outlet in CORPUS.outlets.values() for feed in outlet.feeds]


def test_the_product_accepts_the_list(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(sources_yaml("127.0.0.1:8031"), "utf-8")
    sources = load_sources(path)
    assert [s.id for s in sources] == list(CORPUS.outlets)
    assert all(s.address == "127.0.0.1:8031" and s.feeds for s in sources)
    assert all(".example/" in feed.url for s in sources for feed in s.feeds)
    assert next(s for s in sources if s.id == "npa").outlet.aliases == ("NPA",)


def test_a_dead_source_can_be_added(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(sources_yaml("127.0.0.1:8031", with_dead_source=True), "utf-8")
    assert [s.id for s in load_sources(path) if s.address == CLOSED_ADDRESS] == ["drowned-bell"]


def listed_links(body: bytes, feed: Feed) -> list[str]:
    if feed.format == "sitemap":
        return [loc.text for loc in etree.fromstring(body).iter("{*}loc")]
    return [entry.link for entry in feedparser.parse(body).entries]


@pytest.mark.parametrize(("outlet", "feed"), FEEDS, ids=lambda value: getattr(value, "path", getattr(value, "id", "")))
def test_feeds_list_the_articles_of_their_days(sample_web: SampleWeb, get, outlet: Outlet, feed: Feed) -> None:
    for number, day in enumerate(DATES):
        sample_web.set_date(day)
        first = DATES[max(0, number - feed.days + 1)]
        due = {
            a.path
            for a in CORPUS.articles.values()
            if a.outlet == outlet and any(first <= r.at.date().isoformat() <= day for r in a.revisions)
        }
        links = listed_links(get(f"http://{outlet.host}{feed.path}").body, feed)
        found = {
            link.partition("?utm_")[0].removeprefix(f"http://{outlet.host}").removeprefix("/amp") for link in links
        }
        assert found == due
        for link in links:
            assert get(f"http://{outlet.host}{link}" if link.startswith("/") else link).status == 200


def test_feeds_come_in_all_kinds() -> None:
    assert {feed.format for _, feed in FEEDS} == {"rss", "rss_malformed", "atom", "sitemap"}
    assert {feed.links for _, feed in FEEDS} == {"plain", "relative", "tracking", "amp"}
    assert max(feed.days for _, feed in FEEDS) == 3


def test_the_malformed_feed_is_malformed_and_others_are_not(sample_web: SampleWeb, get) -> None:
    for outlet, feed in FEEDS:
        if feed.format != "sitemap":
            parsed = feedparser.parse(get(f"http://{outlet.host}{feed.path}").body)
            assert bool(parsed.bozo) == (feed.format == "rss_malformed"), outlet.id


def test_a_corrected_article_is_listed_with_a_later_time(sample_web: SampleWeb, get) -> None:
    radio = CORPUS.outlets["radio-calder"]
    sample_web.set_date(DATES[1])
    entries = feedparser.parse(get(f"http://{radio.host}{radio.feeds[0].path}").body).entries
    entry = next(e for e in entries if e.link == CORPUS.articles["radio-dam-1"].url)
    assert entry.updated_parsed > entry.published_parsed


def test_robots_disallow_one_path_that_a_feed_lists(sample_web: SampleWeb, get) -> None:
    sample_web.set_date(DATES[1])
    (article,) = [a for a in CORPUS.articles.values() if not a.is_fetchable]
    robots = get(f"http://{article.outlet.host}/robots.txt").body.decode()
    assert f"Disallow: {article.outlet.disallowed}" in robots
    assert article.path in get(f"http://{article.outlet.host}{article.outlet.feeds[0].path}").body.decode()


def test_front_pages_link_to_the_days_articles(sample_web: SampleWeb, get) -> None:
    for outlet in CORPUS.outlets.values():
        page = get(f"http://{outlet.host}/")
        assert page.status == 200
        body = page.body
        for article in CORPUS.at_outlet(outlet.id, DATES[0]):
            assert article.path.partition("?")[0].encode() in body or outlet.is_gzipped
