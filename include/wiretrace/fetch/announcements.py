"""What a source's feeds announce for a date, and what is remembered of the feeds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from wiretrace.fetch.client import FetchFailed, WebClient
from wiretrace.fetch.feeds import Entry, FeedRefused, Listing, read_listing
from wiretrace.fetch.identity import canonical_url, without_credentials
from wiretrace.fetch.robots import Robots
from wiretrace.fetch.sources import Feed

SITEMAPS_PER_FEED = 20
SITEMAP_DEPTH = 2  # an index of indexes is not allowed, yet large outlets have them
RECENT_DAYS = 4  # a sitemap lists years; older entries were never news to this run

Problem = FetchFailed | FeedRefused


@dataclass
class FeedMarks:
    """ETag and Last-Modified by feed, so that an unchanged feed costs one short answer.

    A mark holds for later dates only: a date that is fetched anew must see the feed's entries.
    """

    path: Path
    marks: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> FeedMarks:
        try:
            marks = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            return cls(path)
        return cls(path, {str(url): mark for url, mark in marks.items() if isinstance(mark, dict)})

    def conditions(self, url: str, partition_key: str) -> dict[str, str]:
        mark = self.marks.get(without_credentials(url), {})
        if mark.get("date", partition_key) >= partition_key:
            return {}
        return {name: value for name, value in mark.items() if name != "date"}

    def remember(self, url: str, partition_key: str, etag: str | None, last_modified: str | None) -> None:
        named = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        self.marks[without_credentials(url)] = {
            "date": partition_key,
            **{name: value for name, value in named.items() if value},
        }

    def write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps(self.marks, indent=1), "utf-8")
        part.replace(self.path)


@dataclass
class Announcements:
    """Reads feeds. `fail` hears of every list that could not be read, `skip` of entries left out and why."""

    web: WebClient
    robots: Robots
    marks: FeedMarks
    partition_key: str
    use_marks: bool
    fail: Callable[[str, Problem], None]
    skip: Callable[[str, str, str], None]

    def read(self, feed: Feed) -> Iterator[Entry]:
        """Raises `FetchFailed` or `FeedRefused`; nothing if the feed has not changed since the last date."""
        listing = self._listing(feed.url, is_feed=True)
        if listing is None:
            return
        if feed.type == "sitemap" or listing.sitemaps:
            entries = [*listing.entries, *self._read_sitemaps(listing.sitemaps, {canonical_url(feed.url)}, 1)]
            yield from self._recent(entries, feed.url)
        else:
            yield from listing.entries

    def _listing(self, url: str, is_feed: bool = False) -> Listing | None:
        self.robots.check(url)
        use_mark = is_feed and self.use_marks
        reply = self.web.get(url, self.marks.conditions(url, self.partition_key) if use_mark else {}, self.robots.check)
        if reply.status == 304:
            return None
        listing = read_listing(reply.body, reply.url)
        if is_feed:  # only what could be read: a broken feed that stays the same is to be reported each day
            self.marks.remember(url, self.partition_key, reply.header("etag"), reply.header("last-modified"))
        if listing.problem:
            self.skip(without_credentials(url), "feed_damaged", listing.problem)
        if listing.left_out_count:
            self.skip(
                without_credentials(url), "entries_left_out", f"{listing.left_out_count} entries without a web address"
            )
        return listing

    def _read_sitemaps(self, sitemaps: Sequence[Entry], visited: set[str], depth: int) -> Iterator[Entry]:
        """The newest lists first; what a sitemap index lists twice or in a circle is read once."""
        recent = sorted(filter(self._is_recent, sitemaps), key=_newest_first)
        for sitemap in recent:
            if canonical_url(sitemap.url) in visited:
                continue
            if len(visited) > SITEMAPS_PER_FEED:
                self.skip(without_credentials(sitemap.url), "too_many_sitemaps", f"more than {SITEMAPS_PER_FEED}")
                continue
            visited.add(canonical_url(sitemap.url))
            try:
                listing = self._listing(sitemap.url)
            except (FetchFailed, FeedRefused) as failure:
                self.fail(without_credentials(sitemap.url), failure)
                continue
            if listing is not None:
                yield from listing.entries
                if depth < SITEMAP_DEPTH:
                    yield from self._read_sitemaps(listing.sitemaps, visited, depth + 1)

    def _recent(self, entries: Sequence[Entry], url: str) -> Iterator[Entry]:
        recent = [entry for entry in entries if self._is_recent(entry)]
        if len(recent) < len(entries):
            self.skip(without_credentials(url), "too_old", f"{len(entries) - len(recent)} entries of a sitemap")
        yield from recent

    def _is_recent(self, entry: Entry) -> bool:
        moment = entry.announced_at
        first_day = datetime.fromisoformat(self.partition_key).replace(tzinfo=UTC) - timedelta(days=RECENT_DAYS)
        return moment is None or moment >= first_day


def _newest_first(entry: Entry) -> float:
    return -entry.announced_at.timestamp() if entry.announced_at else 0.0
