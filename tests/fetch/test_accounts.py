"""From the web to the tables: every address seen has one outcome, and what was lost is counted, however the web behaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hostile import CASES
from loopback import Site

from wiretrace.clean.cleaning import clean_source
from wiretrace.fetch.archive import ArchiveWriter, Sighting
from wiretrace.fetch.client import Limits, Reply
from wiretrace.fetch.crawls import crawl_files, read_crawl
from wiretrace.fetch.harvest import fetch_source
from wiretrace.fetch.sources import Feed, Source, investigation, revisit
from wiretrace.layout import Layout
from wiretrace.quality.verdict import Verdict
from wiretrace.warehouse.connection import open_public, open_writer
from wiretrace.warehouse.known_pages import read_due_pages, read_known_pages
from wiretrace.warehouse.loading import IngestedDay, load_day
from wiretrace.warehouse.publishing import publish
from wiretrace.warehouse.run import Run
from wiretrace.warehouse.tables import ops

MONDAY, TUESDAY, WEDNESDAY = "2026-03-02", "2026-03-03", "2026-03-04"
NOON = datetime(2026, 3, 2, 12)
QUIET = Verdict("articles", ops.QUARANTINE.table([]), ops.VALIDATION_RESULTS.table([]))
HOST = "http://paper.example"


def prose(subject: str) -> str:
    return "</p><p>".join(
        (
            f"The harbour board of Northport counted {subject} again on Monday and found more of it than in any year before.",
            f"“We had not expected so much {subject},” said Ida Brandt, who chairs the board, before the vote on the {subject}.",
            f"A second count of the {subject} is to follow in the autumn, and its result will be read out at the quay, the board said.",
        )
    )


def story(site: Site, path: str, subject: str, **headers: str) -> str:
    return site.page(path, prose(subject), **headers)


def ingest(layout: Layout, source: Source, day: str, limits: Limits) -> None:
    """Fetch, clean, load and publish, as the Dags do."""
    known = read_known_pages(layout, day)
    cleaned = clean_source(fetch_source(source, day, layout, known, limits=limits).path, source, day)
    with open_writer(layout) as con:
        load_day(con, Run("ingest_news", day, "daily", "run", NOON), IngestedDay((source.id,), **vars(cleaned)), QUIET)
    publish(layout, day, NOON)


def query(layout: Layout, sql: str, *values: object) -> Sequence[tuple[Any, ...]]:
    with open_public(layout.public) as con:
        return con.execute(sql, list(values)).fetchall()


def outcomes(layout: Layout, day: str) -> dict[str, tuple[str, str | None]]:
    rows = query(layout, "select url, outcome, cause from ops.fetches where partition_key = ?", day)
    return {url.removeprefix(HOST): (outcome, cause) for url, outcome, cause in rows}


def test_every_address_has_one_outcome_and_the_losses_add_up(site: Site, layout: Layout, hasty: Limits) -> None:
    limits = replace(hasty, retries=0, total_seconds=0.6, silence_seconds=0.4)
    for name, (answer, _) in CASES.items():
        site.answers[f"/{name}"] = answer
    story(site, "/news/crabs-counted", "crabs")
    site.answers["/news/login"] = (200, {"Content-Type": "text/html"}, b"<html><body><p>Log in</p></body></html>")
    site.answers["/news/photo"] = (200, {"Content-Type": "image/png"}, b"\x89PNG")
    site.answers["/old.xml"] = (200, {}, b"<urlset><url><loc>/old</loc><lastmod>2020-01-01</lastmod></url></urlset>")
    listed = ["/news/crabs-counted", "/news/crabs-counted?utm_source=rss", "/news/login", "/news/photo"]
    last = "long_wait"  # asks the whole host to be left alone
    listed += [f"/{name}" for name in CASES if name != last] + [
        "http://10.0.0.1/inside",
        "http://user:secret@paper.example/missing",
    ]
    listed.append(f"/{last}")
    site.feed(*((link, "") for link in listed))
    site.answers["/broken"] = (500, {}, b"")
    feeds = (Feed(f"{HOST}/broken"), Feed(f"{HOST}/old.xml", "sitemap"), Feed(f"{HOST}/rss"))
    ingest(layout, site.source(feeds=feeds), MONDAY, limits)

    seen = {link.replace("user:secret@", "").removeprefix(HOST) for link in listed} | {"/broken", "/old.xml"}
    ended = outcomes(layout, MONDAY)
    assert set(ended) == seen
    assert query(layout, "select count(*) from ops.fetches") == [(len(seen),)]
    assert {url for url, (_, cause) in ended.items() if cause is None} == {"/news/crabs-counted"}
    causes = {name: cause for name, (_, cause) in CASES.items()} | {"redirect_loop": "gone"}  # it leads to /page here
    assert {name: ended[f"/{name}"][1] for name in CASES} == causes
    assert ended["/news/crabs-counted?utm_source=rss"] == ("duplicate", f"of {HOST}/news/crabs-counted")
    assert ended["/broken"] == ("failed", "http_5xx")
    assert ended["/old.xml"] == ("discarded", "too_old")
    discarded = Counter((url, cause) for url, (outcome, cause) in ended.items() if outcome == "discarded")
    noted = query(layout, "select subject, reason from ops.discards")
    assert Counter((url.removeprefix(HOST), reason) for url, reason in noted) == discarded
    assert query(layout, "select count(*) from ops.fetches where url like '%secret%'") == [(0,)]


def test_a_correction_announced_in_another_year_than_ours_is_a_revision(
    site: Site, layout: Layout, hasty: Limits
) -> None:
    for day, subject, updated in (
        (MONDAY, "crabs", "2026-03-02T08:00:00Z"),
        (TUESDAY, "crabs", "2026-03-02T08:00:00Z"),
        (WEDNESDAY, "spider crabs", "2026-03-04T09:00:00Z"),
    ):
        story(site, "/news/crabs-counted", subject)
        mark = f'<atom:updated xmlns:atom="http://www.w3.org/2005/Atom">{updated}</atom:updated>'
        site.feed(("/news/crabs-counted", mark))
        ingest(layout, site.source(), day, hasty)
    ended = [outcomes(layout, day)["/news/crabs-counted"] for day in (MONDAY, TUESDAY, WEDNESDAY)]
    assert ended == [("loaded", None), ("unchanged", "held"), ("loaded", None)]
    assert site.asked("/news/crabs-counted") == 2
    assert query(layout, "select revision_count from core.articles") == [(2,)]


def test_revisits_find_corrections_and_removals_and_cost_little_otherwise(
    site: Site, layout: Layout, hasty: Limits
) -> None:
    for name in ("same", "corrected", "removed"):
        story(site, f"/news/{name}-crabs", f"{name} crabs", ETag=f'"{name}"')
    site.feed(*((f"/news/{name}-crabs", "") for name in ("same", "corrected", "removed")))
    ingest(layout, site.source(), MONDAY, hasty)
    note = "lobsters</p><p>Correction: An earlier version of this article counted crabs, which nobody had seen.</p><p>The board"
    story(site, "/news/corrected-crabs", note, ETag='"new"')
    del site.answers["/news/removed-crabs"]

    due = read_due_pages(layout, TUESDAY)
    assert len(due["paper"]) == 3
    ingest(layout, revisit(site.source(), due["paper"]), TUESDAY, hasty)
    assert outcomes(layout, TUESDAY) == {
        "/news/same-crabs": ("unchanged", "not_modified"),
        "/news/corrected-crabs": ("loaded", None),
        "/news/removed-crabs": ("removed", "gone"),
    }
    assert query(layout, "select count(*) from core.articles where revision_count = 2") == [(1,)]
    assert query(layout, "select url, removed_on from marts.removed_articles") == [
        (f"{HOST}/news/removed-crabs", TUESDAY)
    ]
    assert query(layout, "select count(*) from ops.fetches where article_id is null") == [(0,)]
    assert query(layout, "select distinct source_id from core.articles") == [("paper",)]
    assert query(layout, "select distinct source_id from core.revisions order by 1") == [("paper",), ("revisit:paper",)]
    [(gone, added, difference, note)] = query(
        layout, "select removed_sentences, added_sentences, difference, correction_note from marts.article_revisions"
    )
    assert [line[0] for line in difference.splitlines()][:2] == ["-", "+"]
    assert sorted(line[2:] for line in difference.splitlines()) == sorted([*gone, *added])
    assert note == "Correction: An earlier version of this article counted crabs, which nobody had seen."
    assert all("corrected crabs" in sentence for sentence in gone)
    assert any("lobsters" in sentence for sentence in added)


def test_articles_are_due_after_one_two_four_and_seven_days_of_their_last_change(
    site: Site, layout: Layout, hasty: Limits
) -> None:
    story(site, "/news/crabs-counted", "crabs")
    site.feed(("/news/crabs-counted", ""))
    ingest(layout, site.source(), MONDAY, hasty)
    days = [f"2026-03-{number:02d}" for number in range(2, 14)]
    assert [day[-2:] for day in days if read_due_pages(layout, day)] == ["03", "04", "06", "09"]


def test_a_page_that_redirects_is_loaded_and_not_its_own_duplicate(site: Site, layout: Layout, hasty: Limits) -> None:
    story(site, "/news/crabs-counted", "crabs")
    site.answers["/short"] = (302, {"Location": "/news/crabs-counted"}, b"")
    site.feed(("/short", ""))
    ingest(layout, site.source(), MONDAY, hasty)
    assert outcomes(layout, MONDAY) == {"/short": ("loaded", None)}


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    """An archive of another crawler: two outlets, two dates, a picture and a missing page."""
    path = tmp_path / "crawl" / "CC-NEWS-1.warc.gz"
    pages = [
        ("http://one.example/news/crabs-counted", 200, "text/html", prose("crabs"), MONDAY),
        ("http://two.example/news/lobster-count", 200, "text/html", prose("lobsters"), MONDAY),
        ("http://two.example/news/eel-count", 200, "text/html", prose("eels"), TUESDAY),
        ("http://two.example/logo", 200, "image/png", "\x89PNG", MONDAY),
        ("http://two.example/missing", 404, "text/html", "", MONDAY),
    ]
    with ArchiveWriter(path, "elsewhere", "") as archive:
        for url, status, kind, text, day in pages:
            moment = datetime.fromisoformat(f"{day}T10:00:00+00:00")
            body = f"<html><head><title>Count</title></head><body><article><p>{text}</p></article></body></html>"
            reply = Reply(url, status, (("Content-Type", kind),), body.encode(), moment)
            archive.write_reply(Sighting(url, "fetched", moment), reply)
    return path


def test_archives_of_other_crawlers_are_read_by_date_and_outlet(
    site: Site, layout: Layout, hasty: Limits, crawl: Path
) -> None:
    source = site.source(feeds=(), warc=crawl.parent)
    for day in (MONDAY, TUESDAY):
        ingest(layout, source, day, hasty)
    assert {url: outcome for url, (outcome, _) in outcomes(layout, MONDAY).items()} == {
        "http://one.example/news/crabs-counted": "loaded",
        "http://two.example/news/lobster-count": "loaded",
        "http://two.example/logo": "discarded",
        "http://two.example/missing": "failed",
    }
    assert set(outcomes(layout, TUESDAY)) == {"http://two.example/news/eel-count"}
    assert {row[0] for row in query(layout, "select distinct outlet_id from core.articles")} == {
        "one.example",
        "two.example",
    }


def test_an_investigation_may_hold_archives_and_a_cut_one_is_counted(
    layout: Layout, hasty: Limits, crawl: Path
) -> None:
    crawl.with_name("cut.warc.gz").write_bytes(crawl.read_bytes()[:-2500])
    crawl.with_name("none.warc").write_bytes(b"no archive")
    ingest(layout, investigation("Count", crawl.parent), MONDAY, hasty)
    ended = outcomes(layout, MONDAY)
    assert sum(outcome == "loaded" for outcome, _ in ended.values()) == 3
    assert ended["investigation:count/none.warc"] == ("failed", "archive_unreadable")


def test_requests_and_metadata_of_an_archive_are_no_pages(crawl: Path) -> None:
    assert [len(list(read_crawl(path))) for path in crawl_files(crawl.parent)] == [5]
    assert [page.reply.url for page in read_crawl(crawl, TUESDAY)] == ["http://two.example/news/eel-count"]
