"""Every way in which a server misbehaves ends in its named outcome, soon."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hostile import CASES, packed, raw, redirect_to
from loopback import Site

from wiretrace.fetch.client import FetchFailed, Limits, WebClient, decompressed, retry_after_seconds, user_agent
from wiretrace.fetch.connection import Permission
from wiretrace.fetch.robots import Robots

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


@pytest.mark.parametrize("case", CASES)
def test_misbehaviour_ends_in_its_named_cause_in_bounded_time(site: Site, hasty: Limits, case: str) -> None:
    answer, cause = CASES[case]
    site.answers["/page"] = answer
    started = time.monotonic()
    assert cause_of(site, replace(hasty, retries=0, total_seconds=0.6, silence_seconds=0.4)) == cause
    assert time.monotonic() - started < 4


def test_redirects_are_followed_up_to_a_limit(site: Site, hasty: Limits) -> None:
    for number in range(12):
        site.answers[f"/{number}"] = redirect_to(f"/{number + 1}")
    site.answers["/12"] = (200, {}, b"arrived")
    assert get(site, hasty, "http://paper.example/9") == b"arrived"
    assert cause_of(site, hasty, "http://paper.example/0") == "too_many_redirects"


def test_asking_for_the_rules_of_a_redirects_host_gives_no_more_time_for_the_page(site: Site, hasty: Limits) -> None:
    def slowly(answer: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
        def send(handler: BaseHTTPRequestHandler) -> None:
            time.sleep(0.5)
            handler.wfile.write(answer)

        return send

    site.answers["/page"] = slowly(b"HTTP/1.1 302 Go\r\nLocation: http://other.example/on\r\nContent-Length: 0\r\n\r\n")
    site.answers["/on"] = slowly(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    for seconds, cause in ((0.8, "timeout"), (1.9, None)):
        with client(site, replace(hasty, total_seconds=seconds, silence_seconds=5, retries=0)) as web:
            try:
                web.get(URL, check=Robots(web).check)
                assert cause is None
            except FetchFailed as failure:
                assert failure.cause == cause


@pytest.mark.parametrize(
    "body", [gzip.compress(b"text"), gzip.compress(b"te") + gzip.compress(b"xt")], ids=["one", "two"]
)
def test_compressed_bodies_are_unpacked(site: Site, hasty: Limits, body: bytes) -> None:
    site.answers["/page"] = packed(body)
    assert get(site, hasty) == b"text"


@pytest.mark.parametrize("cut", range(1, 60))
def test_members_of_a_packed_body_are_joined_wherever_the_network_cuts_it(cut: int) -> None:
    body = gzip.compress(b"te") + gzip.compress(b"xt")
    assert b"".join(decompressed(iter([body[:cut], body[cut:]]), "gzip")) == b"text"


def test_a_redirect_may_name_its_target_in_plain_utf_8(site: Site, hasty: Limits) -> None:
    site.answers["/page"] = raw("HTTP/1.1 302 Found\r\nLocation: /caf\u00e9\r\nContent-Length: 0\r\n\r\n".encode())
    site.answers["/caf%C3%A9"] = (200, {}, b"coffee")
    assert get(site, hasty) == b"coffee"


def test_no_message_repeats_the_account_in_a_broken_redirect(site: Site, hasty: Limits) -> None:
    for target in (
        "http://desk:s3cr3t@[half",
        "http://desk:s3cr3t@paper.example:port/",
        "//desk:s3cr3t@paper.example/gone",
    ):
        site.answers["/page"] = redirect_to(target)
        with pytest.raises(FetchFailed) as failure:
            get(site, hasty)
        assert "s3cr3t" not in f"{failure.value} {failure.value.detail}"


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
    assert retry_after_seconds("\u00b2") is None
    assert retry_after_seconds("9" * 500) is None


def test_a_host_that_asks_for_a_long_pause_is_left_alone(site: Site, hasty: Limits) -> None:
    site.answers["/page"] = (429, {"Retry-After": "3600"}, b"")
    site.answers["/other"] = (200, {}, b"text")
    with client(site, hasty) as web:
        for url, cause in ((URL, "http_429"), ("http://paper.example/other", "asked_to_wait")):
            with pytest.raises(FetchFailed, match=cause):
                web.get(url)
    assert site.asked("/other") == 0


def test_time_and_byte_budgets_of_a_host_hold(site: Site) -> None:
    site.answers["/page"] = (200, {}, b"x" * 1000)
    for limits, cause in ((Limits(host_bytes=900), "host_byte_budget"), (Limits(host_seconds=0.0), "host_time_budget")):
        with client(site, limits) as web:
            web.get(URL)
            with pytest.raises(FetchFailed, match=cause):
                web.get(URL)
            assert web.get("http://other.example/page").body


def test_all_misbehaviour_together_stays_below_300_megabytes() -> None:
    """In a process of its own, as a worker is one."""
    tests = Path(__file__).parent
    path = os.pathsep.join((str(tests), str(tests.parents[1] / "include")))
    program = [sys.executable, "-m", "hostile_worker"]
    result = subprocess.run(program, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": path})
    cost = json.loads(result.stdout.splitlines()[-1])
    assert cost["wrong"] == []
    assert cost["case_count"] >= 80
    assert cost["peak_megabytes"] < 300
    assert cost["longest_seconds"] < 7
