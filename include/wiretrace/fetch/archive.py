"""Kept pages: one WARC file per source and date, from which any cleaning can be repeated.

Every URL seen has one JSON `metadata` record (outcome, cause, what the feed said); the bytes of a
fetched page follow it as `response`, those of a folder's file as `resource`. Bodies are stored
decompressed, without the transport headers that would no longer be true.
"""

from __future__ import annotations

import fcntl
import io
import json
import os
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from wiretrace.fetch.client import Reply
from wiretrace.fetch.identity import without_credentials
from wiretrace.fetch.records import read_records

TRANSPORT_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection", "set-cookie"})
BODY_LIMIT = 20_000_000  # bytes read back from one record; foreign WARC files may hold anything


class ArchiveUnreadable(Exception):
    """A WARC file that is cut off or no WARC file; what came before the damage has been yielded."""


@dataclass(frozen=True)
class Sighting:
    """One URL seen by a run. `outcome` is fetched, unchanged, removed, duplicate, discarded or failed; times are UTC.

    `article_id` names the article that the address was known as before this run.
    """

    url: str
    outcome: str
    seen_at: datetime
    cause: str | None = None
    detail: str | None = None
    status: int | None = None
    feed_url: str | None = None
    feed_title: str | None = None
    feed_published_at: datetime | None = None
    feed_updated_at: datetime | None = None
    article_id: str | None = None

    @property
    def announced_at(self) -> datetime | None:
        """The latest time the feed gives; outlets that have no update time move the publication time."""
        return max((t for t in (self.feed_published_at, self.feed_updated_at) if t is not None), default=None)

    def as_json(self) -> bytes:
        values = {k: v.isoformat() if isinstance(v, datetime) else v for k, v in vars(self).items() if v is not None}
        return json.dumps(values, ensure_ascii=False).encode("utf-8", "replace")

    @classmethod
    def from_json(cls, body: bytes) -> Sighting:
        values: dict[str, Any] = json.loads(body)
        for name in ("seen_at", "feed_published_at", "feed_updated_at"):
            if name in values:
                values[name] = datetime.fromisoformat(values[name])
        return cls(**values)


@dataclass(frozen=True)
class KeptPage:
    """A sighting with what was fetched. `url` of the page is the address after redirects."""

    sighting: Sighting
    url: str
    content_type: str | None = None
    body: bytes | None = None
    byte_count: int | None = None
    etag: str | None = None
    last_modified: str | None = None

    def as_reply(self) -> Reply:
        """As it is written again into another archive."""
        named = {"Content-Type": self.content_type, "ETag": self.etag, "Last-Modified": self.last_modified}
        headers = tuple((name, value) for name, value in named.items() if value)
        return Reply(self.url, self.sighting.status or 200, headers, self.body or b"", self.sighting.seen_at)


class ArchiveWriter:
    """Writes beside `path` and renames at the end: a WARC file is complete or not there.

    What a killed writer leaves beside it can be read with `read_interrupted`.
    """

    def __init__(self, path: Path, source_id: str, request: str) -> None:
        self.path = path
        self._part = path.with_name(f".{path.name}.{uuid.uuid4().hex}.part")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: BinaryIO = self._part.open("wb")
        fcntl.flock(self._file, fcntl.LOCK_EX)  # tells a writer that lives from one that was killed
        self._writer = WARCWriter(self._file, gzip=True)
        self.outcomes: Counter[str] = Counter()
        info = {"software": "Wiretrace", "format": "WARC File Format 1.0", "source": source_id, "request": request}
        self._writer.write_record(self._writer.create_warcinfo_record(path.name, info))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self._file.flush()
            os.fsync(self._file.fileno())
        self._file.close()
        if error is None:
            self._part.replace(self.path)
        elif isinstance(error, Exception):  # not an interruption, after which the pages count
            self._part.unlink(missing_ok=True)

    def write_sighting(self, sighting: Sighting) -> None:
        self.outcomes[sighting.outcome] += 1
        self._write("metadata", sighting.url, sighting.as_json(), "application/json", sighting.seen_at)

    def write_reply(self, sighting: Sighting, reply: Reply) -> None:
        self.write_sighting(sighting)
        kept = [(name, value) for name, value in reply.headers if name.lower() not in TRANSPORT_HEADERS]
        headers = StatusAndHeaders(f"{reply.status} Fetched", kept, protocol="HTTP/1.1")
        record = self._writer.create_warc_record(
            without_credentials(reply.url),
            "response",
            payload=io.BytesIO(reply.body),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": _warc_date(reply.fetched_at)},
        )
        self._writer.write_record(record)

    def write_file(self, sighting: Sighting, body: bytes, content_type: str) -> None:
        self.write_sighting(sighting)
        self._write("resource", sighting.url, body, content_type, sighting.seen_at)

    def _write(self, kind: str, url: str, body: bytes, content_type: str, moment: datetime) -> None:
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(body),
            warc_content_type=content_type,
            warc_headers_dict={"WARC-Date": _warc_date(moment)},
        )
        self._writer.write_record(record)


def _warc_date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_request(path: Path) -> str | None:
    """What the file was written for (see `harvest.request_of`); None for files of other crawlers."""
    with path.open("rb") as file, suppress(Exception):  # of a damaged file nothing is known
        record = next(iter(read_records(file)))
        for line in record.content_stream().read(10_000).decode("utf-8", "replace").splitlines():
            if line.startswith("request: "):
                return str(line[len("request: ") :])
    return None


def read_archive(path: Path) -> Iterator[KeptPage]:
    """Every URL seen, in order, one in memory at a time; pages of foreign WARC files count as fetched."""
    pending: Sighting | None = None
    with path.open("rb") as file:
        try:
            for record in read_records(file, check_digests=True):
                if record.rec_type == "metadata":
                    if pending is not None:
                        yield KeptPage(pending, pending.url)
                    pending = Sighting.from_json(record.content_stream().read(BODY_LIMIT))
                elif record.rec_type in ("response", "resource"):
                    yield _kept_page(record, pending)
                    pending = None
        except Exception as error:  # warcio lets errors of every kind escape on damaged input
            raise ArchiveUnreadable(f"{path}: {error}") from error
    if pending is not None and pending.outcome == "fetched":
        raise ArchiveUnreadable(f"{path}: ends before the page {pending.url}")
    if pending is not None:
        yield KeptPage(pending, pending.url)


def read_interrupted(path: Path, request: str) -> Iterator[KeptPage]:
    """Pages that earlier writers of `path` had fetched for the same request when they were killed; takes their files away."""
    for part in sorted(path.parent.glob(f".{path.name}.*.part")):
        with part.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:  # still being written
                continue
            if read_request(part) == request:
                with suppress(ArchiveUnreadable):  # cut off where it was killed
                    yield from (page for page in read_archive(part) if page.body is not None)
            part.unlink(missing_ok=True)


def _kept_page(record: Any, sighting: Sighting | None) -> KeptPage:
    url = without_credentials(record.rec_headers.get_header("WARC-Target-URI") or "")
    moment = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")).astimezone(UTC)
    headers = record.http_headers or record.rec_headers
    status = int(record.http_headers.get_statuscode()) if record.http_headers else None
    seen = sighting or Sighting(url, "fetched", moment, status=status)
    body = record.content_stream().read(BODY_LIMIT)
    if len(body) < BODY_LIMIT and record.raw_stream.limit > 0:  # digests are compared at the end, which never comes
        raise EOFError(f"the record of {url} is cut off")
    return KeptPage(
        replace(seen, seen_at=moment, status=status),
        url,
        headers.get_header("Content-Type"),
        body,
        len(body),
        etag=_validator(headers.get_header("ETag")),
        last_modified=_validator(headers.get_header("Last-Modified")),
    )


def _validator(value: str | None) -> str | None:
    """As it may be sent back: printable ASCII of a sensible length."""
    return value if value and len(value) <= 200 and value.isascii() and value.isprintable() else None
