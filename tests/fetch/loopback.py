"""A loopback web server that answers as each test says, with the real client against it."""

from __future__ import annotations

import ipaddress
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from wiretrace.fetch.sources import Feed, Outlet, Source

Answer = tuple[int, dict[str, str], bytes] | Callable[[BaseHTTPRequestHandler], None]


class PacketRefused(AssertionError):
    """A test would have sent something to another machine."""


@dataclass
class _Guard:
    """Python's audit hooks stay for the life of the process; this says whether ours refuses anything."""

    is_installed: bool = False
    is_on: bool = False


_guard = _Guard()


def refuse_other_networks() -> None:
    """From now on this process connects to loopback addresses only, and asks no name server, whatever the code under test does."""
    if not _guard.is_installed:
        sys.addaudithook(_refuse_other_networks)
        _guard.is_installed = True
    _guard.is_on = True


def allow_other_networks() -> None:
    """What else runs in the process, Airflow among it, looks up the machine's own name."""
    _guard.is_on = False


def _refuse_other_networks(event: str, arguments: tuple[object, ...]) -> None:
    if not _guard.is_on:
        return
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        if isinstance(address, tuple) and not ipaddress.ip_address(str(address[0]).partition("%")[0]).is_loopback:
            raise PacketRefused(f"{event} to {address}")
    if event == "socket.getaddrinfo" and not is_known_without_a_name_server(arguments[0]):
        raise PacketRefused(f"looks up {arguments[0]!r}")


def is_known_without_a_name_server(host: object) -> bool:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host or "")
    try:
        return name == "" or bool(socket.inet_aton(name))
    except OSError:
        return ":" in name  # IPv6


class Site:
    """`answers` maps a path to (status, headers, body) or to a function that writes to the handler."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.answers: dict[str, Answer] = {}
        self.requests: list[tuple[str, str, dict[str, str]]] = []

    def page(self, path: str, text: str, **headers: str) -> str:
        body = f"<html><head><title>{path}</title></head><body><article><p>{text}</p></article></body></html>"
        self.answers[path] = (200, {"Content-Type": "text/html; charset=utf-8", **headers}, body.encode())
        return f"http://paper.example{path}"

    def feed(self, *items: tuple[str, str], path: str = "/rss", **headers: str) -> None:
        """`items` are (link, further XML)."""
        rows = "".join(
            f"<item><title>About {link.rpartition('@')[2]}</title><link>{link}</link>{more}</item>"
            for link, more in items
        )
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title>{rows}</channel></rss>'
        self.answers[path] = (200, {"Content-Type": "application/rss+xml", **headers}, body.encode())

    def asked(self, path: str) -> int:
        return sum(asked == path for _, asked, _ in self.requests)

    def source(self, **fields: object) -> Source:
        defaults = {"feeds": (Feed("http://paper.example/rss"),), "address": self.address}
        return Source("paper", Outlet("Paper", "newspaper"), **{**defaults, **fields})  # type: ignore[arg-type]


def serve() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            served.requests.append((self.headers["Host"], self.path, dict(self.headers)))
            answer = served.answers.get(self.path, (404, {}, b"nothing"))
            if callable(answer):
                self.close_connection = True
                answer(self)
                return
            status, headers, body = answer
            etag = headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                status, body = 304, b""
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    served = Site(f"127.0.0.1:{server.server_address[1]}")
    yield served
    server.shutdown()
    server.server_close()
