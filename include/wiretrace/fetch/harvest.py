"""Fetches one source for one date: what it announces, what is new among that, and the pages."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from wiretrace.fetch.announcements import Announcements, FeedMarks
from wiretrace.fetch.archive import ArchiveWriter, KeptPage, Sighting, read_archive, read_interrupted, read_request
from wiretrace.fetch.client import FetchFailed, Limits, Reply, WebClient
from wiretrace.fetch.connection import Permission
from wiretrace.fetch.crawls import CrawledPage, CrawlUnreadable, crawl_files, is_crawl, read_crawl
from wiretrace.fetch.feeds import Entry, FeedRefused
from wiretrace.fetch.held import HeldPage, by_identity
from wiretrace.fetch.identity import canonical_url, registered_domain, without_credentials
from wiretrace.fetch.pace import Pace
from wiretrace.fetch.robots import Robots
from wiretrace.fetch.sources import Source
from wiretrace.layout import Layout

FILE_TYPES = {".html": "text/html", ".htm": "text/html", ".txt": "text/plain"}
FILE_LIMIT = 8_000_000  # bytes, as for a page
CAUSE_CHARACTERS = 300
PERMANENT_CAUSES = frozenset(
    {"gone", "robots_disallowed", "bad_url", "scheme_refused", "port_refused", "address_refused"}
)


class SourceFailed(Exception):
    """Nothing of a source could be read: its feeds, and why each failed, stand in message and `sightings`."""

    def __init__(self, message: str, sightings: tuple[Sighting, ...] = ()) -> None:
        super().__init__(message)
        self.sightings = sightings


@dataclass(frozen=True)
class FetchSummary:
    """What `path` holds. `is_kept` is true when an earlier run had already fetched it."""

    path: Path
    is_kept: bool
    fetched_count: int
    unchanged_count: int
    failed_count: int


def fetch_source(  # noqa: PLR0913
    source: Source,
    partition_key: str,
    layout: Layout,
    known: Mapping[str, HeldPage] | None = None,
    *,
    refetch: bool = False,
    limits: Limits | None = None,
) -> FetchSummary:
    """Keep what `source` announces on a date as WARC; pages already kept for that date are not asked for again.

    `known` maps addresses of pages already held to what is remembered of them. One that a feed lists is
    asked for again only if the feed announces a later state; one that the source itself names (`urls`)
    is always asked for, with its validators. Raises `SourceFailed` when no feed could be read; no file
    is left then, so that the next try starts afresh.
    """
    path = layout.raw(partition_key, source.id)
    request = request_of(source)
    if path.exists() and not refetch and (not source.is_investigation or request in (None, read_request(path))):
        return _summary(path, Counter(page.sighting.outcome for page in read_archive(path)), is_kept=True)
    held = by_identity(known or {})
    with ArchiveWriter(path, source.id, request or "") as archive:
        run = _Run(source, archive, held, layout, limits or Limits(), partition_key, bool(held) and not refetch)
        interrupted = read_interrupted(path, request or "")
        run.take_over(() if refetch else interrupted)
        run.keep_files()
        run.keep_pages()
    run.save_marks()
    return _summary(path, archive.outcomes, is_kept=False)


def request_of(source: Source) -> str | None:
    """Fingerprint of an investigation's folder and addresses; None when its folder is no longer there."""
    if source.folder is not None and not source.folder.is_dir():
        return None
    digest = hashlib.sha256("\n".join((*source.urls, *(feed.url for feed in source.feeds))).encode())
    for file in _files(source.folder):
        digest.update(f"{file.name}\0{file.stat().st_size}\0".encode("utf-8", "surrogateescape"))
        with file.open("rb") as opened:
            digest.update(opened.read(FILE_LIMIT))
    return digest.hexdigest()[:32]


def _files(folder: Path | None) -> list[Path]:
    return sorted(item for item in folder.iterdir() if item.is_file()) if folder else []


def _summary(path: Path, counts: Counter[str], is_kept: bool) -> FetchSummary:
    failed = sum(count for outcome, count in counts.items() if outcome not in ("fetched", "unchanged"))
    return FetchSummary(path, is_kept, counts["fetched"], counts["unchanged"], failed)


@dataclass
class _Run:
    """The state of one fetch: what was seen, and the one client all requests go through."""

    source: Source
    archive: ArchiveWriter
    held: Mapping[str, HeldPage]
    layout: Layout
    limits: Limits
    partition_key: str
    use_marks: bool
    seen: dict[str, str] = field(default_factory=dict)  # identity to the address it was first seen under
    noted: set[str] = field(default_factory=set)
    skipped: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    is_retry_needed: bool = False

    def __post_init__(self) -> None:
        state = self.layout.state
        self.marks = FeedMarks.read(state / "feeds" / f"{self.source.id.replace(':', '-')}.json")
        hosts = frozenset(registered_domain(url) for url in (*(f.url for f in self.source.feeds), *self.source.urls))
        permission = Permission(self.source.address, hosts)
        self.web = WebClient(permission, self.limits, Pace(state / "pace"))
        self.robots = Robots(self.web)
        self.announcements = Announcements(
            self.web, self.robots, self.marks, self.partition_key, self.use_marks, self._fail_list, self._skip
        )

    def take_over(self, pages: Iterable[KeptPage]) -> None:
        """Pages that a killed run of the same request had fetched are not asked for again."""
        for page in pages:
            if "://" in page.url and page.sighting.url not in self.noted:
                self.seen.setdefault(canonical_url(page.sighting.url), page.sighting.url)
                self._keep_reply(page.sighting, page.as_reply())

    def keep_files(self) -> None:
        for file in _files(self.source.folder):
            if is_crawl(file):
                self._keep_crawl(file, None)
            else:
                self._keep_file(file)
        for file in crawl_files(self.source.warc) if self.source.warc else ():
            self._keep_crawl(file, None if self.source.is_investigation else self.partition_key)

    def _keep_file(self, file: Path) -> None:
        url = f"{self.source.id}/{quote(file.name, errors='replace')}"
        content_type = FILE_TYPES.get(file.suffix.lower())
        if content_type is None:
            self._note(Sighting(url, "discarded", _now(), "not_text", f"{file.suffix or 'no'} file"))
        elif file.stat().st_size > FILE_LIMIT:
            self._note(Sighting(url, "discarded", _now(), "too_large", f"{file.stat().st_size} bytes"))
        else:
            self.archive.write_file(Sighting(url, "fetched", _now()), file.read_bytes(), content_type)

    def _keep_crawl(self, file: Path, date: str | None) -> None:
        try:
            for page in read_crawl(file, date):
                self._keep_crawled(page)
        except (CrawlUnreadable, OSError) as error:
            url = f"{self.source.id}/{quote(file.name, errors='replace')}"
            detail = str(error).replace(str(file), file.name)[:CAUSE_CHARACTERS]
            self._note(Sighting(url, "failed", _now(), "archive_unreadable", detail))

    def _keep_crawled(self, page: CrawledPage) -> None:
        reply = page.reply
        sighting = Sighting(reply.url, "fetched", reply.fetched_at, status=reply.status or None)
        if self._is_duplicate(sighting):
            return
        if page.cause is None:  # no budget: the bytes lie on the disk, and one page at a time is in memory
            self._keep_reply(sighting, reply)
        else:
            is_refused = page.cause in ("not_html", "too_large", "warc_revisit")
            self._note(replace(sighting, outcome="discarded" if is_refused else "failed", cause=page.cause))

    def keep_pages(self) -> None:
        with self.web:
            for entry, feed_url in self._announced():
                sighting = _sighting(entry, feed_url)
                if not self._is_duplicate(sighting):
                    self._keep_page(sighting, self.held.get(canonical_url(sighting.url)))
        for url, reasons in self.skipped.items():
            detail = "; ".join(detail for _, detail in reasons)[:CAUSE_CHARACTERS]
            self._note(Sighting(url, "discarded", _now(), reasons[0][0], detail))

    def save_marks(self) -> None:
        """Only after a run without passing failures: an unchanged feed would hide what is to be tried again."""
        if self.source.feeds and not self.is_retry_needed:
            self.marks.write()

    def _announced(self) -> Iterator[tuple[Entry, str | None]]:
        yield from ((Entry(url), None) for url in self.source.urls)
        failures: list[Sighting] = []
        for feed in self.source.feeds:
            try:
                entries = list(self.announcements.read(feed))
            except (FetchFailed, FeedRefused) as failure:
                failures.append(self._fail(Sighting(without_credentials(feed.url), "failed", _now()), failure))
                continue
            yield from ((entry, feed.url) for entry in entries)
        if failures and len(failures) == len(self.source.feeds) and self.source.is_only_feeds:
            problems = "; ".join(" ".join(filter(None, (f"{s.url}: {s.cause}", s.detail))) for s in failures)
            raise SourceFailed(f"{self.source.id}: no feed could be read: {problems}", tuple(failures))

    def _keep_page(self, sighting: Sighting, held: HeldPage | None) -> None:
        if held is not None:
            sighting = replace(sighting, article_id=held.article_id)
            if sighting.feed_url is not None and not held.is_older_than(sighting.announced_at):
                self._note(replace(sighting, outcome="unchanged", cause="held"))
                return
        try:
            self.robots.check(sighting.url)
            reply = self.web.get(sighting.url, held.conditions if held else {}, self.robots.check)
        except FetchFailed as failure:
            self._fail(sighting, failure)
            return
        if reply.status == 304:
            self._note(replace(sighting, outcome="unchanged", cause="not_modified", status=304))
        else:
            self._keep_reply(replace(sighting, status=reply.status), reply)

    def _is_duplicate(self, sighting: Sighting) -> bool:
        """Whether another link to the same page was seen before; the further link is counted too."""
        identity = canonical_url(sighting.url)
        if identity not in self.seen:
            self.seen[identity] = sighting.url
            return sighting.url in self.noted  # a page at the address of a list that failed
        self._note(replace(sighting, outcome="duplicate", cause=f"of {self.seen[identity]}"[:CAUSE_CHARACTERS]))
        return True

    def _keep_reply(self, sighting: Sighting, reply: Reply) -> None:
        self.noted.add(sighting.url)
        self.archive.write_reply(sighting, reply)

    def _note(self, sighting: Sighting) -> None:
        """One record per address: what is noted first counts."""
        if sighting.url not in self.noted:
            self.noted.add(sighting.url)
            self.archive.write_sighting(sighting)

    def _skip(self, url: str, cause: str, detail: str) -> None:
        self.skipped.setdefault(url, []).append((cause, detail))

    def _fail_list(self, url: str, failure: FetchFailed | FeedRefused) -> None:
        self._fail(Sighting(url, "failed", _now()), failure)

    def _fail(self, sighting: Sighting, failure: FetchFailed | FeedRefused) -> Sighting:
        """A held article that the server no longer has was removed; everything else is a failure."""
        self.is_retry_needed |= failure.cause not in PERMANENT_CAUSES
        status = failure.status if isinstance(failure, FetchFailed) else None
        outcome = "removed" if failure.cause == "gone" and sighting.article_id else "failed"
        failed = replace(
            sighting, outcome=outcome, cause=failure.cause, detail=failure.detail[:200] or None, status=status
        )
        self._note(failed)
        return failed


def _sighting(entry: Entry, feed_url: str | None) -> Sighting:
    return Sighting(
        without_credentials(entry.url),
        "fetched",
        _now(),
        feed_url=without_credentials(feed_url) if feed_url else None,
        feed_title=entry.title,
        feed_published_at=entry.published_at,
        feed_updated_at=entry.updated_at,
    )


def _now() -> datetime:
    return datetime.now(UTC)
