"""Fetches one source for one date: what it announces, what is new among that, and the pages."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import quote

from wiretrace.fetch.archive import ArchiveWriter, Sighting, read_archive, read_request
from wiretrace.fetch.client import FetchFailed, Limits, WebClient
from wiretrace.fetch.connection import Permission
from wiretrace.fetch.feeds import Entry, FeedRefused, read_listing
from wiretrace.fetch.identity import canonical_url, registered_domain, without_credentials
from wiretrace.fetch.pace import Pace
from wiretrace.fetch.robots import Robots
from wiretrace.fetch.sources import Feed, Source
from wiretrace.layout import Layout

FILE_TYPES = {".html": "text/html", ".htm": "text/html", ".txt": "text/plain"}
FILE_LIMIT = 8_000_000  # bytes, as for a page
SITEMAPS_PER_FEED = 20
RECENT_DAYS = 4  # a sitemap lists years; older entries were never news to this run
PERMANENT_CAUSES = frozenset(
    {"gone", "robots_disallowed", "bad_url", "scheme_refused", "port_refused", "address_refused"}
)


class SourceFailed(Exception):
    """Nothing of a source could be read: its feeds, and why each failed, stand in the message."""


@dataclass(frozen=True)
class FetchSummary:
    """What `path` holds. `is_kept` is true when an earlier run had already fetched it."""

    path: Path
    is_kept: bool
    fetched_count: int
    unchanged_count: int
    failed_count: int

    @property
    def seen_count(self) -> int:
        return self.fetched_count + self.unchanged_count + self.failed_count


@dataclass
class FeedMarks:
    """ETag and Last-Modified by feed, kept between runs so that an unchanged feed costs one short answer."""

    path: Path
    marks: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> FeedMarks:
        try:
            return cls(path, json.loads(path.read_text("utf-8")))
        except (OSError, ValueError):
            return cls(path)

    def write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps(self.marks, indent=1), "utf-8")
        part.replace(self.path)


def fetch_source(  # noqa: PLR0913
    source: Source,
    partition_key: str,
    layout: Layout,
    known: Mapping[str, datetime] | None = None,
    *,
    refetch: bool = False,
    limits: Limits | None = None,
) -> FetchSummary:
    """Keep what `source` announces on a date as WARC; pages already kept for that date are not asked for again.

    `known` maps addresses of articles already held to when they were last fetched (UTC): such an
    article is fetched again only if the feed says that it was updated since. Raises `SourceFailed`
    when no feed could be read; no file is left then, so that the next try starts afresh.
    """
    path = layout.raw(partition_key, source.id)
    request = request_of(source)
    if path.exists() and not refetch and (not source.is_investigation or request in (None, read_request(path))):
        return _summarise(path, is_kept=True)
    held = {canonical_url(url): _utc(moment) for url, moment in (known or {}).items()}
    with ArchiveWriter(path, source.id, request or "") as archive:
        run = _Run(source, archive, held, layout, limits or Limits(), _day(partition_key), bool(held) and not refetch)
        run.keep_folder()
        run.keep_pages()
    run.save_marks()
    return _summarise(path, is_kept=False)


def request_of(source: Source) -> str | None:
    """Fingerprint of an investigation's folder and addresses; None when its folder is no longer there."""
    if source.folder is not None and not source.folder.is_dir():
        return None
    digest = hashlib.sha256("\n".join((*source.urls, *(feed.url for feed in source.feeds))).encode())
    for file in _files(source.folder):
        digest.update(f"{file.name}\0{file.stat().st_size}\0".encode("utf-8", "surrogateescape"))
        digest.update(file.read_bytes()[:FILE_LIMIT])
    return digest.hexdigest()[:32]


def _files(folder: Path | None) -> list[Path]:
    return sorted(item for item in folder.iterdir() if item.is_file()) if folder else []


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _summarise(path: Path, is_kept: bool) -> FetchSummary:
    counts = Counter(page.sighting.outcome for page in read_archive(path))
    failed = sum(count for outcome, count in counts.items() if outcome not in ("fetched", "unchanged"))
    return FetchSummary(path, is_kept, counts["fetched"], counts["unchanged"], failed)


@dataclass
class _Run:
    """The state of one fetch: what was seen, and the one client all requests go through."""

    source: Source
    archive: ArchiveWriter
    held: Mapping[str, datetime]
    layout: Layout
    limits: Limits
    day: datetime
    use_marks: bool
    seen: set[str] = field(default_factory=set)
    is_retry_needed: bool = False

    def __post_init__(self) -> None:
        state = self.layout.root / "state"
        self.marks = FeedMarks.read(state / "feeds" / f"{self.source.id}.json")
        hosts = frozenset(registered_domain(url) for url in (*(f.url for f in self.source.feeds), *self.source.urls))
        permission = Permission(self.source.address, hosts)
        self.web = WebClient(permission, self.limits, Pace(state / "pace"))
        self.robots = Robots(self.web)

    def keep_folder(self) -> None:
        for file in _files(self.source.folder):
            url = f"{self.source.id}/{quote(file.name, errors='replace')}"
            content_type = FILE_TYPES.get(file.suffix.lower())
            if content_type is None:
                self._note(Sighting(url, "discarded", _now(), "not_text", f"{file.suffix or 'no'} file"))
            elif file.stat().st_size > FILE_LIMIT:
                self._note(Sighting(url, "discarded", _now(), "too_large", f"{file.stat().st_size} bytes"))
            else:
                self.archive.write_file(Sighting(url, "fetched", _now()), file.read_bytes(), content_type)

    def keep_pages(self) -> None:
        with self.web:
            for entry, feed_url in self._announced():
                url = without_credentials(entry.url)
                identity = canonical_url(url)
                if identity in self.seen:
                    continue
                self.seen.add(identity)
                self._keep_page(_sighting(entry, feed_url, url), self.held.get(identity))

    def save_marks(self) -> None:
        """Only after a run without passing failures: an unchanged feed would hide what is to be tried again."""
        if self.source.feeds and not self.is_retry_needed:
            self.marks.write()

    def _announced(self) -> Iterator[tuple[Entry, str | None]]:
        yield from ((Entry(url), None) for url in self.source.urls)
        problems: list[str] = []
        for feed in self.source.feeds:
            try:
                entries = self._read_feed(feed)
            except (FetchFailed, FeedRefused) as failure:
                problems.append(f"{without_credentials(feed.url)}: {failure}")
                self._fail(Sighting(without_credentials(feed.url), "failed", _now()), failure)
                continue
            yield from ((entry, feed.url) for entry in entries)
        if problems and len(problems) == len(self.source.feeds) and not self.source.urls:
            raise SourceFailed(f"{self.source.id}: no feed could be read: {'; '.join(problems)}")

    def _read_feed(self, feed: Feed) -> list[Entry]:
        self.robots.check(feed.url)
        mark = self.marks.marks.get(feed.url, {}) if self.use_marks else {}
        reply = self.web.get(feed.url, mark)
        if reply.status == 304:
            return []
        fresh = {"If-None-Match": reply.header("etag"), "If-Modified-Since": reply.header("last-modified")}
        self.marks.marks[feed.url] = {name: value for name, value in fresh.items() if value}
        listing = read_listing(reply.body, reply.url)
        entries = list(listing.entries)
        if feed.type == "sitemap" or listing.sitemaps:
            newest = sorted(
                listing.sitemaps, key=lambda item: item.updated_at or datetime.min.replace(tzinfo=UTC), reverse=True
            )
            entries += self._read_sitemaps(newest[:SITEMAPS_PER_FEED])
            entries = [entry for entry in entries if self._is_recent(entry)]
        return entries

    def _read_sitemaps(self, sitemaps: Iterable[Entry]) -> Iterator[Entry]:
        for sitemap in filter(self._is_recent, sitemaps):
            try:
                self.robots.check(sitemap.url)
                reply = self.web.get(sitemap.url)
                yield from read_listing(reply.body, reply.url).entries
            except (FetchFailed, FeedRefused) as failure:
                self._fail(Sighting(without_credentials(sitemap.url), "failed", _now()), failure)

    def _is_recent(self, entry: Entry) -> bool:
        moment = entry.published_at or entry.updated_at
        return moment is None or moment >= self.day - timedelta(days=RECENT_DAYS)

    def _keep_page(self, sighting: Sighting, held_at: datetime | None) -> None:
        if held_at is not None and not self._is_updated(sighting, held_at):
            self._note(replace(sighting, outcome="unchanged", cause="held"))
            return
        try:
            self.robots.check(sighting.url)
            reply = self.web.get(
                sighting.url, {"If-Modified-Since": format_datetime(held_at, usegmt=True)} if held_at else {}
            )
        except FetchFailed as failure:
            self._fail(sighting, failure)
            return
        if reply.status == 304:
            self._note(replace(sighting, outcome="unchanged", cause="not_modified", status=304))
        else:
            self.archive.write_reply(replace(sighting, status=reply.status), reply)

    def _is_updated(self, sighting: Sighting, held_at: datetime) -> bool:
        """Does the feed say that the article changed since? In a run for a past date `held_at` says
        nothing about that date: what was updated since the day before it counts as changed."""
        since = self.day - timedelta(days=1) if self._is_past(held_at) else held_at
        return sighting.feed_updated_at is not None and sighting.feed_updated_at > since

    def _is_past(self, held_at: datetime) -> bool:
        return held_at >= self.day + timedelta(days=1)

    def _condition(self, held_at: datetime | None) -> dict[str, str]:
        if held_at is None or self._is_past(held_at):
            return {}
        return {"If-Modified-Since": format_datetime(held_at, usegmt=True)}

    def _note(self, sighting: Sighting) -> None:
        self.archive.write_sighting(sighting)

    def _fail(self, sighting: Sighting, failure: FetchFailed | FeedRefused) -> None:
        self.is_retry_needed |= failure.cause not in PERMANENT_CAUSES
        status = failure.status if isinstance(failure, FetchFailed) else None
        self._note(
            replace(sighting, outcome="failed", cause=failure.cause, detail=failure.detail[:200] or None, status=status)
        )


def _sighting(entry: Entry, feed_url: str | None, url: str) -> Sighting:
    feed = without_credentials(feed_url) if feed_url else None
    return Sighting(
        url, "fetched", _now(), feed_url=feed, feed_title=entry.title, feed_published_at=entry.published_at, feed_updated_at=entry.updated_at
    )  # fmt: skip


def _day(partition_key: str) -> datetime:
    return datetime.fromisoformat(partition_key).replace(tzinfo=UTC)


def _now() -> datetime:
    return datetime.now(UTC)
