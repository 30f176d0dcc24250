"""One polite GET at a time: bounded in bytes, time, redirects and retries."""

from __future__ import annotations

import email.utils
import os
import random
import re
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import httpcore
import httpx

from wiretrace.fetch.connection import AddressRefused, GuardedBackend, GuardedTransport, Permission
from wiretrace.fetch.identity import without_credentials
from wiretrace.fetch.pace import Pace

CONTACT_VARIABLE = "WIRETRACE_CONTACT"
RETRIED_STATUSES = frozenset({429, 500, 502, 503, 504})
RETRIED_CAUSES = frozenset({"connect_failed", "timeout", "protocol_error", "http_429", "http_5xx"})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
READ_STATUSES = frozenset({200, 203})  # of other answers the body is not read
TOO_LONG_HEAD = "Receive buffer too long"  # h11: the head of an answer exceeds 100 kB
CHUNK_BYTES = 64 * 1024
GZIP_MEMBERS = 1_000  # parallel packers write one for each 64 kB or more; each costs a copy of what follows it
GZIP_MARK = b"\x1f\x8b"


@dataclass(frozen=True)
class Limits:
    """Bounds of one request, unless a field says otherwise."""

    body_bytes: int = 8_000_000  # after decompression; the longest live blogs stay under 4 MB
    total_seconds: float = 45.0  # all redirects together, headers included
    silence_seconds: float = 15.0  # between two reads
    redirects: int = 5
    retries: int = 2
    longest_wait_seconds: float = 30.0  # a longer Retry-After is left to the next run
    pause_seconds: float = 1.0  # between two requests to one public host
    source_seconds: float = 1_800.0  # of one source in one run
    source_bytes: int = 500_000_000
    host_seconds: float = 1_200.0  # of one host in one run of a source, the pauses included
    host_bytes: int = 300_000_000
    header_count: int = 200
    header_bytes: int = 64_000


@dataclass(frozen=True)
class Reply:
    """An answer with its body decompressed. `url` is the address after redirects."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name), None)


class FetchFailed(Exception):
    """No usable answer. `cause` is a short name for the tables; `detail` never holds credentials."""

    def __init__(
        self, cause: str, detail: str = "", status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(f"{cause} {detail}".strip())
        self.cause = cause
        self.detail = detail
        self.status = status
        self.retry_after = retry_after


def user_agent() -> str:
    """Who asks and how to reach them; the contact comes from WIRETRACE_CONTACT."""
    contact = os.environ.get(CONTACT_VARIABLE, "").strip()
    note = f"+{contact}" if contact else "news provenance research; operator left no contact"
    return f"Wiretrace/0.1 ({note})".encode("ascii", "replace").decode().replace("\n", " ").replace("\r", " ")


@dataclass
class Spent:
    """What one host has cost, and until when (monotonic seconds) it asked to be left alone."""

    seconds: float = 0.0
    byte_count: int = 0
    silent_until: float = 0.0


@dataclass
class WebClient:
    """GET for one source. `permission` opens a loopback address to that source's hosts."""

    permission: Permission = field(default_factory=Permission)
    limits: Limits = field(default_factory=Limits)
    pace: Pace = field(default_factory=Pace)
    agent: str = field(default_factory=user_agent)
    byte_count: int = 0
    spent: dict[str, Spent] = field(default_factory=dict)  # by host

    def __post_init__(self) -> None:
        self._backend = GuardedBackend(self.permission)
        silence = httpx.Timeout(self.limits.silence_seconds)
        self._transport = GuardedTransport(self._backend)
        self._http = httpx.Client(
            transport=self._transport,
            timeout=silence,
            headers={"User-Agent": self.agent, "Accept-Encoding": "gzip, deflate", "Accept-Language": "*"},
        )
        self._ends_at = time.monotonic() + self.limits.source_seconds

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def get(
        self, url: str, headers: Mapping[str, str] | None = None, check: Callable[[str], None] | None = None
    ) -> Reply:
        """The final answer, retried where that can help; 304 answers a conditional request, other statuses but 200 fail.

        `check` is asked for each address that a redirect leads to, and raises `FetchFailed` to stop there.
        """
        for attempt in range(self.limits.retries + 1):
            try:
                return self._follow(url, dict(headers or {}), check)
            except FetchFailed as failure:
                wait = self._wait(failure, attempt)
                if wait is None:
                    raise
                time.sleep(wait)
        raise AssertionError("unreachable")

    def _wait(self, failure: FetchFailed, attempt: int) -> float | None:
        """Seconds before the next attempt; None when another one is useless or impolite."""
        if failure.cause not in RETRIED_CAUSES or attempt >= self.limits.retries:
            return None
        if failure.retry_after is not None:
            return failure.retry_after if failure.retry_after <= self.limits.longest_wait_seconds else None
        return random.uniform(0.5, 1.0) * min(2.0**attempt, self.limits.longest_wait_seconds)  # noqa: S311

    def _follow(self, url: str, headers: dict[str, str], check: Callable[[str], None] | None) -> Reply:
        ends_at = time.monotonic() + self.limits.total_seconds
        visited: set[str] = set()
        for _ in range(self.limits.redirects + 1):
            if url in visited:
                raise FetchFailed("redirect_loop", without_credentials(url))
            visited.add(url)
            self._backend.deadline = ends_at
            reply = self._request(url, headers)
            ends_at = self._backend.deadline  # later by the pauses
            target = _as_sent(reply.header("location")) if reply.status in REDIRECTS else None
            if target is None:
                return _checked(reply, bool(headers))
            url = _joined(url, target)
            if check is not None:
                started = time.monotonic()
                check(url)  # may ask the new host for its robots.txt, by this client
                ends_at += time.monotonic() - started
        raise FetchFailed("too_many_redirects", without_credentials(url))

    def _check_budget(self, host: str) -> None:
        limits, spent = self.limits, self.spent.setdefault(host, Spent())
        if time.monotonic() > self._ends_at:
            raise FetchFailed("time_budget", f"{limits.source_seconds:.0f} s of this source are used up")
        if self.byte_count > limits.source_bytes:
            raise FetchFailed("byte_budget", f"{limits.source_bytes} bytes of this source are used up")
        if time.monotonic() < spent.silent_until:
            raise FetchFailed("asked_to_wait", f"{host} sent Retry-After")
        if spent.seconds > limits.host_seconds:
            raise FetchFailed("host_time_budget", f"{limits.host_seconds:.0f} s of {host} are used up")
        if spent.byte_count > limits.host_bytes:
            raise FetchFailed("host_byte_budget", f"{limits.host_bytes} bytes of {host} are used up")

    def _request(self, url: str, headers: dict[str, str]) -> Reply:
        request = self._build(url, headers)
        host = host_of(str(request.url))
        self._check_budget(host)
        started, before = time.monotonic(), self.byte_count
        try:
            if self.permission.endpoint(host) is None:
                self.pace.wait(host, self.limits.pause_seconds)
                self._backend.deadline += time.monotonic() - started
            return self._answer(request, url)
        finally:
            self.spent[host].seconds += time.monotonic() - started
            self.spent[host].byte_count += self.byte_count - before

    def _answer(self, request: httpx.Request, url: str) -> Reply:
        try:
            # not through httpx's client: it parses the target of every redirect, and keeps cookies
            response = self._transport.handle_request(request)
            try:
                self._check_headers(response)
                body = self._read(response) if response.status_code in READ_STATUSES else b""
            finally:
                response.close()
        except AddressRefused as refused:
            raise FetchFailed(refused.cause, refused.detail) from refused
        except (httpcore.TimeoutException, httpx.TimeoutException) as error:
            raise FetchFailed("timeout", str(error)) from error
        except (httpcore.ConnectError, httpcore.NetworkError, httpx.NetworkError) as error:
            raise FetchFailed("connect_failed", str(error)) from error
        except (httpcore.ProtocolError, httpx.HTTPError, httpx.StreamError, ValueError) as error:
            cause = "headers_too_large" if TOO_LONG_HEAD in str(error) else "protocol_error"
            raise FetchFailed(cause, str(error)) from error
        if response.status_code in RETRIED_STATUSES:
            self._heed(host_of(url), response.headers.get("retry-after"))
        kept = tuple((key.decode("latin-1"), value.decode("latin-1")) for key, value in response.headers.raw)
        return Reply(without_credentials(url), response.status_code, kept, body, datetime.now(UTC))

    def _build(self, url: str, headers: dict[str, str]) -> httpx.Request:
        if "\\" in url.partition("?")[0]:  # some readers take it for a slash, others for a part of the user's name
            raise FetchFailed("bad_url", "a backslash")
        try:
            request = self._http.build_request("GET", without_credentials(url), headers=headers)
        except (httpx.InvalidURL, ValueError, UnicodeError) as error:
            raise FetchFailed("bad_url", str(error)[:200]) from error
        if "%" in request.url.host:  # httpx escapes what cannot stand in a host's name
            raise FetchFailed("bad_url", request.url.host[:100])
        if request.url.scheme not in ("http", "https") or not request.url.host:
            raise FetchFailed("scheme_refused", f"{request.url.scheme or 'no scheme'}")
        return request

    def _heed(self, host: str, retry_after: str | None) -> None:
        """A host that asks for a long pause gets it from the rest of the source too."""
        seconds = retry_after_seconds(retry_after)
        if seconds is not None and seconds > self.limits.longest_wait_seconds:
            self.spent[host].silent_until = time.monotonic() + seconds

    def _check_headers(self, response: httpx.Response) -> None:
        headers = response.headers.raw
        size = sum(len(name) + len(value) for name, value in headers)
        if len(headers) > self.limits.header_count or size > self.limits.header_bytes:
            raise FetchFailed("headers_too_large", f"{len(headers)} headers, {size} bytes", response.status_code)

    def _read(self, response: httpx.Response) -> bytes:
        announced = response.headers.get("content-length", "")
        if announced.isdigit() and int(announced) > self.limits.body_bytes:
            raise FetchFailed("too_large", f"{announced} bytes announced", response.status_code)
        body = bytearray()
        encoding = response.headers.get("content-encoding", "")
        for chunk in decompressed(self._counted(response), encoding):
            body += chunk
            if len(body) > self.limits.body_bytes:
                raise FetchFailed("too_large", f"more than {self.limits.body_bytes} bytes", response.status_code)
        return bytes(body)

    def _counted(self, response: httpx.Response) -> Iterator[bytes]:
        """Packed bytes are bounded too: they may unpack to nothing for ever."""
        received = 0
        for chunk in response.iter_raw():
            self.byte_count += len(chunk)
            received += len(chunk)
            if received > self.limits.body_bytes:
                raise FetchFailed("too_large", f"more than {self.limits.body_bytes} bytes", response.status_code)
            yield chunk


def decompressed(chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """The decoded body in pieces of at most 64 KiB, so that a bomb is noticed before it is unpacked."""
    names = [name for name in encoding.lower().replace(" ", "").split(",") if name not in ("", "identity")]
    if not names:
        yield from chunks
        return
    if len(names) > 1 or names[0] not in ("gzip", "x-gzip", "deflate"):
        raise FetchFailed("encoding_refused", encoding[:60])
    inflater, rest, member_count = None, b"", 0
    for chunk in chunks:
        rest += chunk
        while rest and (inflater is not None or _is_enough(rest)):
            inflater = inflater or _inflater(names[0], rest)
            try:
                piece = inflater.decompress(rest, CHUNK_BYTES)
            except zlib.error as error:
                raise FetchFailed("bad_compression", str(error)) from error
            if piece:
                yield piece
            rest = inflater.unconsumed_tail
            if inflater.eof:  # of gzip, a further member may follow
                rest = inflater.unused_data
                if names[0] == "deflate" or not GZIP_MARK.startswith(rest[:2]):
                    return
                inflater, member_count = None, member_count + 1
                if member_count >= GZIP_MEMBERS:
                    raise FetchFailed("bad_compression", f"more than {GZIP_MEMBERS} gzip members")
    if inflater is not None and not inflater.eof:
        raise FetchFailed("bad_compression", "the compressed body is cut off")


def _is_enough(start: bytes) -> bool:
    """Two bytes tell whether and how something is packed."""
    return len(start) > 1


def _inflater(name: str, start: bytes) -> zlib._Decompress:
    if name != "deflate":
        return zlib.decompressobj(16 + zlib.MAX_WBITS)
    has_header = len(start) > 1 and start[0] & 0x0F == 8 and (start[0] * 256 + start[1]) % 31 == 0
    return zlib.decompressobj(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)


def host_of(url: str) -> str:
    """The name under which a host's requests are counted and spaced, however an address writes it."""
    return httpx.URL(url).host.rstrip(".")


def _as_sent(location: str | None) -> str | None:
    """Header bytes are read as Latin-1, but servers that do not escape an address send UTF-8, as browsers expect."""
    try:
        return location.encode("latin-1").decode("utf-8") if location else location
    except UnicodeError:
        return location


def _joined(url: str, target: str) -> str:
    try:
        return without_credentials(str(httpx.URL(url).join(target)))
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise FetchFailed("bad_url", f"redirect to {without_credentials(target)[:100]!r}") from error


def _checked(reply: Reply, is_conditional: bool) -> Reply:
    """A part (206) is no page, and "not modified" is no answer to somebody who holds nothing."""
    status = reply.status
    if status in READ_STATUSES or (status == 304 and is_conditional):
        return reply
    cause = "http_5xx" if status >= 500 else "gone" if status in (404, 410) else f"http_{status}"
    raise FetchFailed(
        cause, "", status, retry_after_seconds(reply.header("retry-after")) if status in RETRIED_STATUSES else None
    )


def retry_after_seconds(value: str | None) -> float | None:
    """Seconds of a Retry-After header in either of its forms; None if it says nothing readable."""
    if value is None:
        return None
    if re.fullmatch(r"\s*[0-9]{1,9}\s*", value):
        return float(value)
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
