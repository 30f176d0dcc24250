"""A running sample web and a plain client for it."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from sample.server import SampleWeb, start_server


@dataclass(frozen=True)
class Response:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


Get = Callable[..., Response]


@pytest.fixture
def sample_web() -> Iterator[SampleWeb]:
    with start_server() as web:
        yield web


@pytest.fixture
def get(sample_web: SampleWeb) -> Get:
    """Ask the sample web for a URL, whatever host stands in it."""

    def ask(url: str, **headers: str) -> Response:
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(sample_web.address, timeout=5)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", target, headers={"Host": parts.netloc, **named})
        answer = connection.getresponse()
        response = Response(answer.status, answer.headers, answer.read())
        connection.close()
        return response

    return ask
