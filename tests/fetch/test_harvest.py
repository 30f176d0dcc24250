"""Fetching a source: what is kept, what is asked again, and that every URL has its outcome."""

from __future__ import annotations

import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from loopback import Site

from wiretrace.fetch.archive import ArchiveUnreadable, KeptPage, read_archive
from wiretrace.fetch.client import Limits
from wiretrace.fetch.harvest import SourceFailed, fetch_source
from wiretrace.fetch.held import HeldPage
from wiretrace.fetch.sources import Feed, investigation
from wiretrace.layout import Layout

DAY = "2026-03-02"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def fetch(site: Site, layout: Layout, limits: Limits, **options: object) -> dict[str, KeptPage]:
    fields = options.pop("source", {})
    summary = fetch_source(site.source(**fields), options.pop("day", DAY), layout, limits=limits, **options)  # type: ignore[arg-type]
    return {page.sighting.url.removeprefix("http://paper.example"): page for page in read_archive(summary.path)}


def test_every_announced_page_is_kept_with_what_the_feed_said(site: Site, layout: Layout, hasty: Limits) -> None:
    site.page("/a", "First text")
    site.feed(("/a", "<pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate>"), ("/missing", ""))
    pages = fetch(site, layout, hasty)
    assert b"First text" in (pages["/a"].body or b"")
    assert (pages["/a"].sighting.feed_title, pages["/a"].sighting.feed_published_at) == (
        "About /a",
        datetime(2026, 3, 2, 8, tzinfo=UTC),
    )
    assert (
        pages["/missing"].sighting.outcome,
        pages["/missing"].sighting.cause,
        pages["/missing"].sighting.status,
    ) == ("failed", "gone", 404)


def test_kept_pages_are_not_asked_for_again_unless_forced(site: Site, layout: Layout, hasty: Limits) -> None:
    site.page("/a", "Text")
    site.feed(("/a", ""))
    first = fetch(site, layout, hasty)
    asked = len(site.requests)
    assert fetch(site, layout, hasty) == first
    assert len(site.requests) == asked
    fetch(site, layout, hasty, refetch=True)
    assert len(site.requests) > asked


@contextmanager
def python_interrupts() -> Iterator[None]:
    """A shell starts what it puts in the background with interrupts ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_killed_run_is_taken_up_where_it_stopped(site: Site, layout: Layout, hasty: Limits) -> None:
    for path in ("/a", "/b", "/c"):
        site.page(path, f"Text of {path}", ETag='"1"')
    site.feed(("/a", ""), ("/b", ""), ("/c", ""))
    whole = site.answers["/c"]

    def kill(handler: BaseHTTPRequestHandler) -> None:
        interrupted.set()
        time.sleep(2)

    interrupted = threading.Event()
    site.answers["/c"] = kill
    arguments = (site.source(), DAY, layout)
    with pytest.raises(KeyboardInterrupt), python_interrupts():
        threading.Thread(target=lambda: (interrupted.wait(), signal.raise_signal(signal.SIGINT)), daemon=True).start()
        fetch_source(*arguments, limits=replace(hasty, total_seconds=5, silence_seconds=5))
    site.answers["/c"] = whole
    pages = fetch(site, layout, hasty)
    assert {path: page.sighting.outcome for path, page in pages.items()} == dict.fromkeys(("/a", "/b", "/c"), "fetched")
    assert (site.asked("/a"), site.asked("/b")) == (1, 1)
    assert (pages["/a"].etag, pages["/a"].sighting.feed_title) == ('"1"', "About /a")
    assert [file.name for file in (layout.root / "raw").rglob("*.*")] == ["paper.warc.gz"]


def test_a_source_without_a_readable_feed_fails_and_leaves_no_file(site: Site, layout: Layout, hasty: Limits) -> None:
    site.answers["/rss"] = (500, {}, b"")
    with pytest.raises(SourceFailed, match=r"paper: no feed could be read: http://paper.example/rss: http_5xx"):
        fetch(site, layout, hasty)
    assert not list((layout.root / "raw").rglob("*.*"))
    site.feed()
    assert fetch(site, layout, hasty) == {}


def test_one_broken_feed_of_two_is_noted_and_the_other_read(site: Site, layout: Layout, hasty: Limits) -> None:
    site.page("/a", "Text")
    site.feed(("/a", ""))
    pages = fetch(
        site, layout, hasty, source={"feeds": (Feed("http://paper.example/broken"), Feed("http://paper.example/rss"))}
    )
    assert {path: page.sighting.outcome for path, page in pages.items()} == {"/broken": "failed", "/a": "fetched"}


def test_robots_rules_are_obeyed_and_counted(site: Site, layout: Layout, hasty: Limits) -> None:
    site.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /*private\n")
    site.page("/private/a", "Secret")
    site.page("/b", "Open")
    site.feed(("/private/a", ""), ("/b", ""))
    pages = fetch(site, layout, hasty)
    assert pages["/private/a"].sighting.cause == "robots_disallowed"
    assert pages["/b"].sighting.outcome == "fetched"
    assert site.asked("/private/a") == 0
    assert site.asked("/robots.txt") == 1


def test_an_article_already_held_is_fetched_again_only_when_the_feed_says_it_changed(
    site: Site, layout: Layout, hasty: Limits
) -> None:
    site.page("/same", "Text")
    site.page("/changed", "Text")
    site.feed(
        ("/same?utm_source=rss", "<pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate>"),
        ("/changed", '<atom:updated xmlns:atom="http://www.w3.org/2005/Atom">2026-03-02T14:00:00Z</atom:updated>'),
    )
    known = {"http://paper.example/same": HeldPage(NOON), "https://www.paper.example/changed": HeldPage(NOON)}
    pages = fetch(site, layout, hasty, known=known)
    assert pages["/same?utm_source=rss"].sighting.outcome == "unchanged"
    assert pages["/changed"].sighting.outcome == "fetched"
    assert site.asked("/same?utm_source=rss") == 0


def test_an_unchanged_feed_costs_one_short_answer(site: Site, layout: Layout, hasty: Limits) -> None:
    url = site.page("/a", "Text")
    site.feed(("/a", ""), ETag='"v1"')
    fetch(site, layout, hasty)
    assert fetch(site, layout, hasty, day="2026-03-03", known={url: HeldPage(NOON)}) == {}
    assert site.requests[-1][2].get("If-None-Match") == '"v1"'


def test_a_failed_page_is_tried_again_although_the_feed_did_not_change(
    site: Site, layout: Layout, hasty: Limits
) -> None:
    url = site.page("/a", "Text")
    site.answers["/b"] = (500, {}, b"")
    site.feed(("/a", ""), ("/b", ""), ETag='"v1"')
    assert fetch(site, layout, hasty)["/b"].sighting.cause == "http_5xx"
    site.page("/b", "Text")
    assert fetch(site, layout, hasty, day="2026-03-03", known={url: HeldPage(NOON)})["/b"].sighting.outcome == "fetched"


def test_files_of_a_folder_are_kept_without_machine_paths(layout: Layout, hasty: Limits, tmp_path: Path) -> None:
    folder = tmp_path / "material"
    folder.mkdir()
    (folder / "one.txt").write_text("Title\nText")
    (folder / "two ü.html").write_bytes(b"<p>caf\xe9</p>")
    (folder / "scan.pdf").write_bytes(b"%PDF")
    source = investigation("Dam", folder)
    pages = {page.sighting.url: page for page in read_archive(fetch_source(source, DAY, layout, limits=hasty).path)}
    assert set(pages) == {
        "investigation:dam/one.txt",
        "investigation:dam/two%20%C3%BC.html",
        "investigation:dam/scan.pdf",
    }
    assert pages["investigation:dam/two%20%C3%BC.html"].body == b"<p>caf\xe9</p>"
    assert (
        pages["investigation:dam/scan.pdf"].sighting.outcome,
        pages["investigation:dam/scan.pdf"].sighting.cause,
    ) == ("discarded", "not_text")


def test_a_changed_folder_is_read_again_and_a_vanished_one_replayed(layout: Layout, tmp_path: Path) -> None:
    folder = tmp_path / "material"
    folder.mkdir()
    (folder / "one.txt").write_text("first")
    source = investigation("Dam", folder)
    assert not fetch_source(source, DAY, layout).is_kept
    assert fetch_source(source, DAY, layout).is_kept
    (folder / "one.txt").write_text("second")
    assert not fetch_source(source, DAY, layout).is_kept
    (folder / "one.txt").unlink()
    folder.rmdir()
    summary = fetch_source(source, DAY, layout)
    assert summary.is_kept
    assert [page.body for page in read_archive(summary.path)] == [b"second"]


def test_a_cut_archive_gives_what_precedes_the_cut_and_says_so(site: Site, layout: Layout, hasty: Limits) -> None:
    for name in "abc":
        site.page(f"/{name}", f"Text {name} " * 300)
    site.feed(*((f"/{name}", "") for name in "abc"))
    path = fetch_source(site.source(), DAY, layout, limits=hasty).path
    path.write_bytes(path.read_bytes()[:-200])
    seen = []
    with pytest.raises(ArchiveUnreadable):
        for page in read_archive(path):
            seen.append(page.sighting.url)
    assert seen[:2] == ["http://paper.example/a", "http://paper.example/b"]


def test_a_source_never_connects_anywhere_but_to_its_permitted_address(
    site: Site, layout: Layout, hasty: Limits
) -> None:
    other = socket.create_server(("127.0.0.1", 0))
    port = other.getsockname()[1]
    site.feed((f"http://127.0.0.1:{port}/inside", ""), ("http://localhost/inside", ""))
    pages = fetch(site, layout, hasty)
    assert {page.sighting.cause for page in pages.values()} <= {"address_refused", "port_refused"}
    other.settimeout(0.1)
    with pytest.raises(TimeoutError):
        other.accept()
    other.close()
