"""Ways in which a server fails its readers. Each writes to the request handler and may leave it half-way."""

from __future__ import annotations

import gzip
import socket
import struct
import time
from collections.abc import Callable
from functools import cache
from http.server import BaseHTTPRequestHandler

_DRIP_SECONDS = 0.25
_ENDLESS_BYTES = 2_000_000_000
_BOMB_BYTES = 200_000_000


def _start(handler: BaseHTTPRequestHandler, status: int, headers: dict[str, str]) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Connection", "close")
    handler.end_headers()


def answer_status(handler: BaseHTTPRequestHandler, status: int, headers: dict[str, str] | None = None) -> None:
    body = f"<html><body><h1>{status}</h1></body></html>".encode()
    _start(handler, status, {"Content-Type": "text/html", "Content-Length": str(len(body)), **(headers or {})})
    handler.wfile.write(body)


def drip_slowly(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    """One byte every quarter of a second."""
    _start(handler, 200, {"Content-Type": "text/html", "Content-Length": str(len(body))})
    for byte in body:
        handler.wfile.write(bytes([byte]))
        handler.wfile.flush()
        time.sleep(_DRIP_SECONDS)


def send_endlessly(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    """No length, and two gigabytes before it gives up."""
    _start(handler, 200, {"Content-Type": "text/html"})
    line = b"<p>" + b"and so on " * 800 + b"</p>\n"
    for _ in range(_ENDLESS_BYTES // len(line)):
        handler.wfile.write(line)


@cache
def _build_bomb() -> bytes:
    return gzip.compress(b" " * _BOMB_BYTES, compresslevel=6, mtime=0)


def send_gzip_bomb(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    """About 200 kB that unpack to 200 MB."""
    bomb = _build_bomb()
    _start(handler, 200, {"Content-Type": "text/html", "Content-Encoding": "gzip", "Content-Length": str(len(bomb))})
    handler.wfile.write(bomb)


def truncate(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    """Promises the whole body, sends half and closes."""
    _start(handler, 200, {"Content-Type": "text/html", "Content-Length": str(len(body))})
    handler.wfile.write(body[: len(body) // 2])


def understate_length(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    _start(handler, 200, {"Content-Type": "text/html", "Content-Length": str(len(body) // 2)})
    handler.wfile.write(body)


def redirect_in_a_loop(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    _start(handler, 302, {"Location": handler.path, "Content-Length": "0"})


def redirect_to_private(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    """To the address from which cloud machines read their own credentials."""
    _start(handler, 302, {"Location": "http://169.254.169.254/latest/meta-data/", "Content-Length": "0"})


def state_wrong_charset(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    _start(handler, 200, {"Content-Type": "text/html; charset=utf-16", "Content-Length": str(len(body))})
    handler.wfile.write(body)


def send_nothing(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    _start(handler, 200, {"Content-Type": "text/html", "Content-Length": "0"})


def reset_connection(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    """Closes with RST instead of FIN."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.close_connection = True
    handler.connection.close()


MODES: dict[str, Callable[[BaseHTTPRequestHandler, bytes], None]] = {
    "404": lambda handler, body: answer_status(handler, 404),
    "410": lambda handler, body: answer_status(handler, 410),
    "429": lambda handler, body: answer_status(handler, 429, {"Retry-After": "1"}),
    "500": lambda handler, body: answer_status(handler, 500),
    "503": lambda handler, body: answer_status(handler, 503),
    "slow_drip": drip_slowly,
    "endless": send_endlessly,
    "gzip_bomb": send_gzip_bomb,
    "truncated": truncate,
    "wrong_length": understate_length,
    "redirect_loop": redirect_in_a_loop,
    "redirect_private": redirect_to_private,
    "wrong_charset": state_wrong_charset,
    "empty": send_nothing,
    "reset": reset_connection,
}
