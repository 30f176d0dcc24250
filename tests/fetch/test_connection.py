"""A fetcher that follows strangers' links must not be led into its own network."""

from __future__ import annotations

import ipaddress
import socket

import pytest

from wiretrace.fetch.client import FetchFailed, Limits, WebClient
from wiretrace.fetch.connection import AddressRefused, Permission, checked_endpoints, is_public

FORBIDDEN = [
    "127.0.0.1", "127.8.9.1", "0.0.0.0",  # noqa: S104
    "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1",
    "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:db8::1", "64:ff9b:1::7f00:1", "::7f00:1", "::ffff:0:127.0.0.1", "2002:a9fe:a9fe::1",
    "2001::1", "2001:0:4136:e378:8000:63bf:80ff:fffe", "192.0.0.8", "192.88.99.1", "100.100.100.200", "168.63.129.16", "3fff::1", "5f00::1", "100::1", "ff0e::1",
]  # fmt: skip


@pytest.mark.parametrize("address", FORBIDDEN)
def test_addresses_inside_networks_are_refused(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:4700::1111"])
def test_public_addresses_are_allowed(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://0x7f.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://0/", "http://0177.0.0.1/", "http://0x7f000001/", "http://127.1/", "http://017700000001/",
        "http://127.0.0.1./", "http://localhost./", "http://LOCALHOST/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://host.invalid@127.0.0.1/", "http://host.invalid%40127.0.0.1/",
        "http://127.0.0.1:80#@host.invalid/", "http://[::ffff:7f00:1]/", "http://[64:ff9b::127.0.0.1]/", "http://[2002:7f00:1::]/", "http://[::127.0.0.1]/", "http://127.0.0.1\\@host.invalid/",
        "http://127.0.0.1%2f@host.invalid:1/", "https://[::1]:443/", "http://[fe80::1%25eth0]/", "http://localhost%00.paper.example/",
    ],
)  # fmt: skip
def test_no_spelling_of_a_private_address_is_fetched(url: str) -> None:
    with WebClient(limits=Limits(retries=0, pause_seconds=0)) as web, pytest.raises(FetchFailed) as failure:
        web.get(url)
    assert failure.value.cause in (
        "address_refused",
        "port_refused",
        "connect_failed",
        "bad_url",
    )  # the last two: a spelling that no resolver or no address knows


@pytest.mark.parametrize(("url", "cause"), [
    ("ftp://paper.example/x", "scheme_refused"), ("file:///etc/passwd", "scheme_refused"), ("gopher://paper.example/", "scheme_refused"),
    ("http://8.8.8.8:22/", "port_refused"), ("http://8.8.8.8:6379/", "port_refused"), ("http://", "scheme_refused"), ("http://exa mple/\x00", "bad_url"),
])  # fmt: skip
def test_other_schemes_ports_and_broken_addresses_are_refused(url: str, cause: str) -> None:
    with WebClient(limits=Limits(retries=0, pause_seconds=0)) as web, pytest.raises(FetchFailed) as failure:
        web.get(url)
    assert failure.value.cause == cause


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that answers first publicly, then privately, is asked only once."""
    answers = iter(["93.184.215.14", "127.0.0.1"])

    def resolve(*_: object, **__: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), 80))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert checked_endpoints("rebinding.org", 80, Permission()) == [("93.184.215.14", 80)]
    with pytest.raises(AddressRefused):
        checked_endpoints("rebinding.org", 80, Permission())


def test_permission_covers_the_sources_own_hosts_only() -> None:
    permission = Permission("127.0.0.1:9", frozenset({"paper.example"}))
    assert permission.endpoint("www.paper.example") == ("127.0.0.1", 9)
    assert permission.endpoint("localhost") is None
    assert permission.endpoint("169.254.169.254") is None
    assert permission.endpoint("bank.com") is None
