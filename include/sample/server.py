"""The sample web on loopback: virtual hosts by the Host header, and a clock that decides what exists.

`python -m sample.server --port 8031 --date 2026-03-02` serves it to other processes. They move the clock
by `POST /__control` with `{"date": "2026-03-03"}` to the server's own address.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import threading
from dataclasses import dataclass, field
from datetime import date
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

from sample.corpus import DATES
from sample.misbehaviour import MODES, answer_status
from sample.sites import Document, find_document


@dataclass(frozen=True)
class Request:
    """One request that was answered; status 0 if the server misbehaved."""

    host: str
    target: str
    status: int


@dataclass
class _State:
    day: str
    faults: dict[tuple[str, str], tuple[str, int | None]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take_fault(self, host: str, path: str) -> str | None:
        """The mode for this request; "*" as a path stands for the whole host, as a host and a path for the whole web."""
        with self.lock:
            key = next((k for k in ((host, path), (host, "*"), ("*", "*")) if k in self.faults), None)
            if key is None:
                return None
            how, times = self.faults[key]
            if times == 1:
                del self.faults[key]
            elif times is not None:
                self.faults[key] = (how, times - 1)
            return how


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    state: _State

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no error of the server, and misbehaviour provokes it on purpose."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = 30

    def log_message(self, format: str, *args: object) -> None:
        """Requests are kept in `SampleWeb.requests` instead."""

    @property
    def _host(self) -> str:
        return self.headers.get("Host", "").lower()

    def _is_for_the_server(self) -> bool:
        port = self.server.server_address[1]
        return self.path == "/__control" and self._host in (f"127.0.0.1:{port}", f"localhost:{port}")

    def do_GET(self) -> None:
        if self._is_for_the_server():
            self._answer_json({"date": self.server.state.day, "requests": len(self.server.state.requests)})
            return
        host, state = self._host.split(":")[0], self.server.state
        document = find_document(host, self.path, state.day)
        fault = state.take_fault(host, self.path)
        status = 0 if fault else self._status_of(document)
        state.requests.append(Request(host, self.path, status))
        if fault:
            MODES[fault](self, document.body if document else b"<html><body>unknown</body></html>")
        elif document is None:
            answer_status(self, 404)
        else:
            self._answer_document(document, status)

    do_HEAD = do_GET

    def do_POST(self) -> None:
        if not self._is_for_the_server():
            answer_status(self, 404)
            return
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        try:
            control(self.server.state, json.loads(body))
        except (KeyError, ValueError) as error:
            self._answer_json({"error": str(error)}, 400)
        else:
            self._answer_json({"date": self.server.state.day})

    def _status_of(self, document: Document | None) -> int:
        if document is None:
            return 404
        etag, since = self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")
        if etag:
            return 304 if etag == _etag(document) else 200
        return 304 if since and document.modified_at <= parsedate_to_datetime(since) else 200

    def _answer_document(self, document: Document, status: int) -> None:
        self.send_response(status)
        self.send_header("ETag", _etag(document))
        self.send_header("Last-Modified", format_datetime(document.modified_at, usegmt=True))
        if status == 200:
            self.send_header("Content-Type", document.content_type)
            self.send_header("Content-Length", str(len(document.body)))
            if document.is_gzipped:
                self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if status == 200 and self.command != "HEAD":
            self.wfile.write(document.body)

    def _answer_json(self, answer: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _etag(document: Document) -> str:
    return f'"{hashlib.sha256(document.body).hexdigest()[:16]}"'


def control(state: _State, wanted: dict[str, Any]) -> None:
    """`date`, `misbehave` (host, path, how, times) or `behave`. Raises ValueError for an unknown date or mode."""
    if not isinstance(wanted, dict):
        raise ValueError("expected a JSON object")
    if "date" in wanted:
        state.day = date.fromisoformat(wanted["date"]).isoformat()
    if wanted.get("behave"):
        state.faults.clear()
    if fault := wanted.get("misbehave"):
        if fault["how"] not in MODES:
            raise ValueError(f"unknown mode {fault['how']!r}; known: {', '.join(MODES)}")
        state.faults[(fault["host"], fault["path"])] = (fault["how"], fault.get("times"))


class SampleWeb:
    """A running sample web; stop it by leaving its `with` block or by `stop()`."""

    def __init__(self, port: int = 0, day: str = DATES[0]) -> None:
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.state = _State(day)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return self._server.address

    @property
    def requests(self) -> list[Request]:
        """Everything that was asked so far, in order."""
        return list(self._server.state.requests)

    def set_date(self, day: str) -> None:
        control(self._server.state, {"date": day})

    def misbehave(self, host: str, path: str, how: str, times: int | None = None) -> None:
        """Fail requests for `path` ("*": all) of `host` ("*" with "*": the whole web), for ever or the next `times`. `how`: see `MODES`."""
        control(self._server.state, {"misbehave": {"host": host, "path": path, "how": how, "times": times}})

    def behave(self) -> None:
        control(self._server.state, {"behave": True})

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)

    def wait(self) -> None:
        self._thread.join()

    def __enter__(self) -> SampleWeb:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start_server(port: int = 0, day: str = DATES[0]) -> SampleWeb:
    """Serve on loopback; port 0 takes a free one."""
    return SampleWeb(port, day)


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve the sample web on loopback.")
    parser.add_argument("--port", type=int, default=8031, help="port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--date", default=DATES[0], help="date of the sample clock, YYYY-MM-DD")
    options = parser.parse_args()
    with start_server(options.port, options.date) as web:
        print(f"Sample web on {web.address}, date {options.date}", flush=True)
        try:
            web.wait()
        except KeyboardInterrupt:
            print("stopped", flush=True)


if __name__ == "__main__":
    main()
