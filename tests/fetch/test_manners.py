"""What a site asks of robots in robots.txt is kept, also where a redirect leads, and nothing of an account is written down."""

from __future__ import annotations

import gzip
import json
import random
import time
from dataclasses import replace
from pathlib import Path

import pytest
from loopback import Site

from wiretrace.clean.article import clean_html
from wiretrace.clean.cleaning import clean_source
from wiretrace.fetch.client import FetchFailed, Limits, WebClient
from wiretrace.fetch.connection import Permission
from wiretrace.fetch.discovery import discover
from wiretrace.fetch.harvest import fetch_source
from wiretrace.fetch.pace import Pace
from wiretrace.fetch.robots import Robots
from wiretrace.fetch.sources import Feed, SourcesError, investigation
from wiretrace.layout import Layout

HOST = "http://paper.example"
DAY = "2026-03-02"
TEXT = (
    "The harbour board counted the crabs again on Monday and found more of them than in any year before, it said. " * 4
)


def robots(site: Site, limits: Limits, rules: str) -> Robots:
    site.answers["/robots.txt"] = (200, {}, rules.encode())
    return Robots(WebClient(Permission(site.address, frozenset({"paper.example"})), limits))


@pytest.mark.parametrize(
    ("rules", "path", "is_allowed"),
    [
        ("User-agent: *\nDisallow: /private", "/private/a", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf?x=1", True),
        ("User-agent: *\nDisallow: /a/*/c", "/a/b/c/d", False),
        ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/a", True),
        ("User-agent: *\nDisallow: /news\nAllow: /news/free", "/news/free/a", True),
        ("User-agent: Wiretrace\nDisallow: /\n\nUser-agent: *\nDisallow:", "/a", False),
        ("User-agent: OtherBot\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /%C3%BCber", "/über", False),
        ("\ufeffUser-agent: *\nDisallow: /private", "/private/a", False),
        ("User-agent: *\r\nDisallow: /private\r\n", "/private/a", False),
        ("User-agent: *\nDisallow: /private", "/open/../private/a", False),
        ("User-agent: *\nDisallow: /private", "/open/%2e%2E/private/a", False),
        ("User-agent: *\nDisallow: /private", "/%70rivate/a", False),
        ("User-agent: *\nDisallow: /private", "/open?of=../private", True),
        ("user-AGENT : wiretrace\ndisallow : /private", "/private/a", False),
        ("<html>not rules at all</html>", "/a", True),
    ],
)
def test_rules_with_wildcards_are_obeyed(site: Site, hasty: Limits, rules: str, path: str, is_allowed: bool) -> None:
    try:
        robots(site, hasty, rules).check(f"{HOST}{path}")
        assert is_allowed
    except FetchFailed as failure:
        assert (failure.cause, is_allowed) == ("robots_disallowed", False)


@pytest.mark.parametrize(("rules", "seconds"), [("Crawl-delay: 2.5", 2.5), ("Crawl-delay: 9000", 30.0), ("", None)])
def test_the_pause_that_a_site_asks_for_is_kept_within_reason(
    site: Site, hasty: Limits, rules: str, seconds: float | None
) -> None:
    asked = robots(site, hasty, f"User-agent: *\n{rules}\nDisallow: /private")
    asked.check(f"{HOST}/a")
    assert asked.web.pace.delays.get("paper.example") == seconds


@pytest.mark.parametrize(
    "host", ["müller.example", "xn--mller-kva.example", "xn--mller-kva.example.", "MÜLLER.example"]
)
def test_a_host_is_spaced_under_one_name_however_an_address_writes_it(site: Site, hasty: Limits, host: str) -> None:
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 2.5\n")
    web = WebClient(Permission(site.address, frozenset()), hasty)
    Robots(web).check(f"http://{host}/a")
    assert web.pace.delays == {"müller.example": 2.5}
    assert list(web.spent) == ["müller.example"]


def test_tasks_side_by_side_share_the_pace_and_a_wrong_clock_does_not_stop_them(tmp_path: Path) -> None:
    first, second = Pace(tmp_path), Pace(tmp_path)
    started = time.monotonic()
    for pace in (first, second, first):
        pace.wait("paper.example", 0.2)
    assert 0.4 <= time.monotonic() - started < 2
    (written,) = tmp_path.iterdir()
    written.write_text(str(time.time() + 1e9))
    started = time.monotonic()
    first.wait("paper.example", 0.2)
    assert time.monotonic() - started < 1


def test_discovery_does_not_follow_a_redirect_past_robots_txt(site: Site, hasty: Limits) -> None:
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /private")
    site.answers["/"] = (302, {"Location": "/private/home"}, b"")
    with WebClient(Permission(site.address, frozenset({"paper.example"})), hasty) as web, pytest.raises(FetchFailed):
        discover(f"{HOST}/", web)
    assert site.asked("/private/home") == 0


def test_a_redirect_does_not_lead_past_robots_txt(site: Site, layout: Layout, hasty: Limits) -> None:
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /private")
    site.answers["/open"] = (302, {"Location": "/private/page"}, b"")
    site.page("/private/page", TEXT)
    site.feed(("/open", ""))
    path = fetch_source(site.source(), DAY, layout, limits=hasty).path
    [row] = clean_source(path, site.source(), DAY).fetches.to_pylist()
    assert (row["url"], row["outcome"], row["cause"]) == (f"{HOST}/open", "failed", "robots_disallowed")
    assert site.asked("/private/page") == 0


def test_nothing_of_an_account_in_an_address_is_written_down(site: Site, layout: Layout, hasty: Limits) -> None:
    account = "http://desk:s3cr3t@paper.example"
    site.page("/news/crabs", TEXT, ETag='"1"')
    site.answers["/moved"] = (302, {"Location": f"{account}/news/crabs"}, b"")
    site.answers["/list.xml"] = (
        200,
        {},
        f"<sitemapindex><sitemap><loc>{account}/gone.xml</loc></sitemap></sitemapindex>".encode(),
    )
    site.feed((f"{account}/news/crabs", ""), ("/moved", ""), (f"{account}/missing", ""), ETag='"2"')
    source = site.source(
        feeds=(Feed(f"{account}/rss"), Feed(f"{account}/list.xml", "sitemap"), Feed(f"{account}/none"))
    )
    summary = fetch_source(source, DAY, layout, limits=replace(hasty, retries=0))
    tables = clean_source(summary.path, source, DAY)
    written = json.dumps([vars(tables)[name].to_pylist() for name in vars(tables)], default=str) + str(summary)
    files = [path for path in Path(layout.root).rglob("*") if path.is_file()]
    assert files
    assert "s3cr3t" not in written
    assert not [path for path in files if b"s3cr3t" in content(path)]
    claim = f'<html><head><link rel="canonical" href="{account}/a"></head><body><p>{TEXT}</p></body></html>'
    assert clean_html(claim, f"{HOST}/a").metadata.canonical_claim == f"{HOST}/a"
    with pytest.raises(SourcesError) as refused:
        investigation("Crabs", urls=["ftp://desk:s3cr3t@paper.example/a"])
    assert "s3cr3t" not in str(refused.value)


def content(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def test_entries_without_an_address_are_counted_and_lists_beyond_the_limit_named(
    site: Site, layout: Layout, hasty: Limits
) -> None:
    site.feed(("mailto:desk@paper.example", ""), ("", ""), ("/news/crabs", ""))
    site.page("/news/crabs", TEXT)
    lists = "".join(f"<sitemap><loc>/{n}.xml</loc></sitemap>" for n in range(30))
    site.answers["/index.xml"] = (200, {}, f"<sitemapindex>{lists}</sitemapindex>".encode())
    source = site.source(feeds=(Feed(f"{HOST}/rss"), Feed(f"{HOST}/index.xml", "sitemap")))
    rows = clean_source(fetch_source(source, DAY, layout, limits=hasty).path, source, DAY).fetches.to_pylist()
    causes = {row["url"].removeprefix(HOST): row["cause"] for row in rows}
    assert causes["/rss"] == "entries_left_out"
    assert sum(cause == "too_many_sitemaps" for cause in causes.values()) == 10
    assert sum(cause == "gone" for cause in causes.values()) == 20


@pytest.mark.parametrize("seed", range(3))
def test_whatever_a_feed_lists_each_address_ends_in_exactly_one_outcome(
    site: Site, layout: Layout, hasty: Limits, seed: int
) -> None:
    """Addresses repeated, tracked, mobile, redirected to one another, missing, broken and unreadable, in any order."""
    chance = random.Random(seed)  # noqa: S311
    listed = []
    for n in range(25):
        site.page(f"/news/{n}-crabs", f"{TEXT} {n} " * 2)
        kinds = [f"/news/{n}-crabs", f"{HOST}/news/{n}-crabs?utm_source=x", f"http://m.paper.example/news/{n}-crabs/",
                 f"/go/{n}", f"/missing/{n}", f"http://10.0.0.{n}/a", f"https://paper.example:99{n:02}/a", "http://[half", f"HTTP://PAPER.EXAMPLE/news/{n}-crabs#part"]  # fmt: skip
        site.answers[f"/go/{n}"] = (
            302,
            {"Location": chance.choice([f"/news/{n}-crabs", f"/go/{n - 1}", f"/go/{n}"])},
            b"",
        )
        listed += chance.choices(kinds, k=4)
    chance.shuffle(listed)
    site.feed(*((link, "") for link in listed))
    source = site.source()
    tables = clean_source(fetch_source(source, DAY, layout, limits=replace(hasty, retries=0)).path, source, DAY)
    ended = [row["url"] for row in tables.fetches.to_pylist()]
    readable = {link if "://" in link else HOST + link for link in listed if not link.startswith("http://[")}
    assert len(ended) == len(set(ended))
    assert {url.casefold() for url in ended} - {f"{HOST}/rss"} == {url.casefold() for url in readable}
    loaded = {row["article_id"] for row in tables.fetches.to_pylist() if row["outcome"] == "loaded"}
    assert loaded == set(tables.revisions["article_id"].to_pylist())
