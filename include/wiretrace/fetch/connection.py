"""Connections that are made only to addresses which were checked.

The name is resolved here and the socket is opened to the very address that passed the check, so a
name server that answers differently a moment later (rebinding) gains nothing. Every connection,
also after a redirect, goes through this one place.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from wiretrace.fetch.identity import registered_domain

WEB_PORTS = frozenset({80, 443, 8080, 8443})
RESERVED_SUFFIXES = (".example", ".test")  # RFC 2606: never public, so a permitted loopback may serve them all
# Not public, whatever the library's tables of this Python version say; the last answers inside a cloud only.
NEVER_PUBLIC = tuple(map(ipaddress.ip_network, (
    "192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "3fff::/20", "5f00::/16", "2001:20::/28", "168.63.129.16/32",
)))  # fmt: skip
LOCAL_NAME = re.compile(r"(^|\.)localhost\.?$", re.IGNORECASE)
NAT64 = ipaddress.ip_network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class AddressRefused(Exception):
    """The host leads somewhere a fetcher has no business to go. `cause` is a short name for the tables."""

    def __init__(self, cause: str, detail: str) -> None:
        super().__init__(f"{cause}: {detail}")
        self.cause = cause
        self.detail = detail


@dataclass(frozen=True)
class Permission:
    """`address` is the loopback address that hosts under `domains` may be connected to."""

    address: str | None = None
    domains: frozenset[str] = frozenset()

    def endpoint(self, host: str) -> tuple[str, int] | None:
        if self.address is None:
            return None
        name = host.lower().rstrip(".")
        if registered_domain(name) in self.domains or name.endswith(RESERVED_SUFFIXES):
            ip, _, port = self.address.rpartition(":")
            return ip.strip("[]"), int(port)
        return None


def is_public(address: Address) -> bool:
    """False for private, loopback, link-local, metadata, multicast and reserved addresses, however they are wrapped."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = _embedded(address)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    if any(address.version == network.version and address in network for network in NEVER_PUBLIC):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a mapped, 6to4, Teredo or NAT64 address leads to."""
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.teredo is not None:
        return address.teredo[1]
    return address.sixtofour


def checked_endpoints(host: str, port: int, permission: Permission) -> list[tuple[str, int]]:
    """Where a connection to `host:port` may go, best first; raises `AddressRefused` or `OSError`."""
    permitted = permission.endpoint(host)
    if permitted is not None:
        return [permitted]
    if port not in WEB_PORTS:
        raise AddressRefused("port_refused", f"{host}:{port}")
    if LOCAL_NAME.search(host):  # not asked for: some resolvers ask the network
        raise AddressRefused("address_refused", f"{host} is this machine")
    found = [entry[4][0] for entry in socket.getaddrinfo(_resolvable(host), port, type=socket.SOCK_STREAM)]
    addresses = list(dict.fromkeys(str(item).partition("%")[0] for item in found))
    public = [item for item in addresses if is_public(ipaddress.ip_address(item))]
    if not public:
        raise AddressRefused("address_refused", f"{host} is {', '.join(addresses) or 'nowhere'}")
    return [(item, port) for item in public]


def _resolvable(host: str) -> str:
    """Resolvers take "127.0.0.1." for a name and ask the network for it."""
    bare = host.rstrip(".")
    try:
        socket.inet_aton(bare)
    except (OSError, UnicodeError):
        return host
    return bare


class GuardedBackend(httpcore.NetworkBackend):
    """Opens sockets to checked addresses and ends everything at `deadline` (monotonic seconds)."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission
        self.deadline = float("inf")
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            endpoints = checked_endpoints(host, port, self.permission)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"name not resolved: {host}") from error
        problem: Exception = httpcore.ConnectError(f"no address: {host}")
        for ip, endpoint_port in endpoints[:3]:
            try:
                limit = remaining(self.deadline, timeout)
                return _DeadlineStream(self._sockets.connect_tcp(ip, endpoint_port, limit), self)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem


class _DeadlineStream(httpcore.NetworkStream):
    """A socket on which a peer that drips one byte at a time still runs out of time."""

    def __init__(self, stream: httpcore.NetworkStream, backend: GuardedBackend) -> None:
        self._stream = stream
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, remaining(self._backend.deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, remaining(self._backend.deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        limit = remaining(self._backend.deadline, timeout)
        return _DeadlineStream(self._stream.start_tls(ssl_context, server_hostname, limit), self._backend)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def remaining(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("total time is used up")
    return min(left, timeout) if timeout is not None else left


class GuardedTransport(httpx.BaseTransport):
    """httpx over the guarded sockets; no proxy settings from the environment, no connection of its own."""

    def __init__(self, backend: GuardedBackend) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False),
            max_connections=4,
            keepalive_expiry=15.0,
            network_backend=backend,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        response = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()
