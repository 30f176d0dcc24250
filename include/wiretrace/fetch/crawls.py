"""Pages from other crawlers' WARC files, such as the Common Crawl news archive on disk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wiretrace.fetch.archive import TRANSPORT_HEADERS
from wiretrace.fetch.client import Reply
from wiretrace.fetch.identity import without_credentials
from wiretrace.fetch.records import read_records

WARC_SUFFIXES = (".warc", ".warc.gz")
TEXT_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
PAGE_LIMIT = 8_000_000  # bytes, as for a page of the web


class CrawlUnreadable(Exception):
    """A file that is cut off, corrupted or no WARC file; what came before the damage has been yielded."""


@dataclass(frozen=True)
class CrawledPage:
    """`cause` says why a record is no page to keep; the body is empty then."""

    reply: Reply
    cause: str | None = None


def is_crawl(path: Path) -> bool:
    return path.name.lower().endswith(WARC_SUFFIXES)


def crawl_files(path: Path) -> list[Path]:
    """The file itself, or the WARC files anywhere below a folder."""
    return sorted(item for item in path.rglob("*") if item.is_file() and is_crawl(item)) if path.is_dir() else [path]


def read_crawl(path: Path, date: str | None = None) -> Iterator[CrawledPage]:
    """The pages of one file, of one UTC date if given (YYYY-MM-DD); one body in memory at a time.

    Requests, metadata and name look-ups are no pages. Raises `CrawlUnreadable`.
    """
    count = 0
    with path.open("rb") as file:
        try:
            for record in read_records(file):
                count += 1
                if record.rec_type not in ("response", "resource", "revisit"):
                    continue
                if (page := _page(record, date)) is not None:
                    yield page
        except Exception as error:  # warcio lets errors of every kind escape on damaged input
            raise CrawlUnreadable(f"{path.name}: after {count} records: {type(error).__name__} {error}") from error
    if count == 0:
        raise CrawlUnreadable(f"{path.name}: no records")


def _page(record: Any, date: str | None) -> CrawledPage | None:
    url = without_credentials(record.rec_headers.get_header("WARC-Target-URI", "").strip("<>"))
    moment = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date"))
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    if not url.startswith(("http://", "https://")) or (date is not None and moment.date().isoformat() != date):
        return None
    headers = record.http_headers or record.rec_headers
    status = record.http_headers.get_statuscode() if record.http_headers else "200"
    reply = Reply(url, int(status) if status.isdigit() else 0, _kept(headers.headers), b"", moment)
    if (cause := _refusal(record, reply)) is not None:
        return CrawledPage(reply, cause)
    body = record.content_stream().read(PAGE_LIMIT + 1)
    if len(body) > PAGE_LIMIT:
        return CrawledPage(reply, "too_large")
    return CrawledPage(Reply(url, reply.status, reply.headers, body, moment))


def _kept(headers: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(value)) for name, value in headers if name.lower() not in TRANSPORT_HEADERS)


def _refusal(record: Any, reply: Reply) -> str | None:
    if record.rec_type == "revisit":
        return "warc_revisit"  # the bytes lie in an earlier file, which the record merely names
    if reply.status != 200:
        return "gone" if reply.status in (404, 410) else f"http_{reply.status}"
    kind = (reply.header("content-type") or "text/html").lower()
    return None if kind.startswith(TEXT_TYPES) else "not_html"
