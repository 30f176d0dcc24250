"""Every way in which a server misbehaves ends in its named outcome, soon."""

from __future__ import annotations

import gzip
import time
import zlib
from http.server import BaseHTTPRequestHandler

import pytest
from loopback import Site

from wiretrace.fetch.client import FetchFailed, Limits, WebClient, retry_after_seconds, user_agent
from wiretrace.fetch.connection import Permission

URL = "http://paper.example/page"


def client(site: Site, limits: Limits) -> WebClient:
    return WebClient(Permission(site.address, frozenset({"paper.example"})), limits)


def get(site: Site, limits: Limits, url: str = URL) -> bytes:
    with client(site, limits) as web:
        return web.get(url).body


def cause_of(site: Site, limits: Limits, url: str = URL) -> str:
    with pytest.raises(FetchFailed) as failure:
        get(site, limits, url)
    return failure.value.cause


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "500")
    handler.end_headers()
    for _ in range(500):
        handler.wfile.write(b"x")
        time.sleep(0.1)


def drip_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(500):
        handler.wfile.write(f"X-{number}: 1\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.1)


def cut_off(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"short")


def say_nothing(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(3)


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100_000):
        handler.wfile.write(b"and so on " * 1000)


def endless_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100_000):
        handler.wfile.write(f"X-{number}: {'y' * 100}\r\n".encode())


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.close()


def speak_nonsense(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"\x00\x01\x02 hello\r\n\r\n")


def redirect_to(target: str) -> tuple[int, dict[str, str], bytes]:
    return (302, {"Location": target}, b"")


def packed(body: bytes, encoding: str = "gzip") -> tuple[int, dict[str, str], bytes]:
    return (200, {"Content-Encoding": encoding}, body)


CASES = {
    "slow_body": (drip, "timeout"),
    "slow_headers": (drip_headers, "timeout"),
    "silence": (say_nothing, "timeout"),
    "endless_body": (endless, "too_large"),
    "endless_headers": (endless_headers, "protocol_error"),
    "hang_up": (hang_up, "protocol_error"),
    "nonsense": (speak_nonsense, "protocol_error"),
    "announced_too_large": ((200, {"Content-Length": "9999999999"}, b""), "too_large"),
    "truncated": (cut_off, "protocol_error"),
    "gzip_bomb": (packed(gzip.compress(bytes(50_000_000))), "too_large"),
    "gzip_bomb_in_parts": (packed(gzip.compress(bytes(150_000)) * 50), "too_large"),
    "deflate_bomb": (packed(zlib.compress(bytes(50_000_000)), "deflate"), "too_large"),
    "broken_gzip": (packed(b"\x1f\x8b\x08\x00garbage"), "bad_compression"),
    "cut_gzip": (packed(gzip.compress(bytes(range(256)) * 90)[:-40]), "bad_compression"),
    "unknown_encoding": (packed(b"x", "br"), "encoding_refused"),
    "stacked_encodings": (packed(b"x", "gzip, gzip, gzip"), "encoding_refused"),
    "redirect_loop": (redirect_to("/page"), "redirect_loop"),
    "redirect_to_private": (redirect_to("http://127.0.0.1/"), "address_refused"),
    "redirect_to_metadata": (redirect_to("http://169.254.169.254/latest/"), "address_refused"),
    "redirect_to_file": (redirect_to("file:///etc/passwd"), "scheme_refused"),
    "redirect_to_port": (redirect_to("http://8.8.8.8:25/"), "port_refused"),
    "redirect_to_nonsense": (redirect_to("http://[half"), "bad_url"),
    "gone": ((410, {}, b""), "gone"),
    "missing": ((404, {}, b""), "gone"),
    "forbidden": ((403, {}, b""), "http_403"),
    "broken_server": ((500, {}, b""), "http_5xx"),
    "long_wait": ((429, {"Retry-After": "86400"}, b""), "http_429"),
    "multiple_choices": ((300, {}, b""), "http_300"),
}


@pytest.mark.parametrize("case", CASES)
def test_misbehaviour_ends_in_its_named_cause_in_bounded_time(site: Site, hasty: Limits, case: str) -> None:
    answer, cause = CASES[case]
    site.answers["/page"] = answer
    started = time.monotonic()
    assert cause_of(site, hasty) == cause
    assert time.monotonic() - started < 7


def test_redirects_are_followed_up_to_a_limit(site: Site, hasty: Limits) -> None:
    for number in range(12):
        site.answers[f"/{number}"] = redirect_to(f"/{number + 1}")
    site.answers["/12"] = (200, {}, b"arrived")
    assert get(site, hasty, "http://paper.example/9") == b"arrived"
    assert cause_of(site, hasty, "http://paper.example/0") == "too_many_redirects"


@pytest.mark.parametrize("body", [gzip.compress(b"text"), gzip.compress(b"te") + gzip.compress(b"xt")])
def test_compressed_bodies_are_unpacked(site: Site, hasty: Limits, body: bytes) -> None:
    site.answers["/page"] = packed(body)
    assert get(site, hasty) == b"text"


@pytest.mark.parametrize("wbits", [15, -15])
def test_deflate_is_read_with_and_without_header(site: Site, hasty: Limits, wbits: int) -> None:
    packer = zlib.compressobj(wbits=wbits)
    site.answers["/page"] = packed(packer.compress(b"text") + packer.flush(), "deflate")
    assert get(site, hasty) == b"text"


def test_a_passing_failure_is_tried_again_and_a_lasting_one_is_not(site: Site, hasty: Limits) -> None:
    states = iter([(503, {"Retry-After": "0"}, b""), (200, {}, b"back")])

    def recover(handler: BaseHTTPRequestHandler) -> None:
        status, headers, body = next(states)
        handler.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    site.answers["/page"] = recover
    assert get(site, hasty) == b"back"
    assert cause_of(site, hasty, "http://paper.example/missing") == "gone"
    assert site.asked("/missing") == 1


def test_credentials_reach_neither_server_nor_messages(site: Site, hasty: Limits) -> None:
    with pytest.raises(FetchFailed) as failure:
        get(site, hasty, "http://user:secret@paper.example/missing")
    assert "secret" not in str(failure.value)
    assert not any("Authorization" in headers for _, _, headers in site.requests)


def test_the_user_agent_names_the_product_and_a_contact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIRETRACE_CONTACT", "mailto:desk@paper.example\r\nX-Injected: 1")
    assert user_agent().startswith("Wiretrace/")
    assert "desk@paper.example" in user_agent()
    assert "\n" not in user_agent()


def test_time_and_byte_budgets_of_a_source_hold(site: Site) -> None:
    site.answers["/page"] = (200, {}, b"x" * 1000)
    with client(site, Limits(source_bytes=1500)) as web:
        web.get(URL)
        web.get(URL)
        with pytest.raises(FetchFailed, match="byte_budget"):
            web.get(URL)
    with client(site, Limits(source_seconds=-1.0)) as web, pytest.raises(FetchFailed, match="time_budget"):
        web.get(URL)


def test_retry_after_is_read_in_both_forms() -> None:
    assert retry_after_seconds("7") == 7
    assert retry_after_seconds("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    assert retry_after_seconds("soon") is None
