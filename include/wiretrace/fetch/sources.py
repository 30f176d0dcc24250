"""Who is read: outlets with their feeds, pasted addresses, folders of files."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from wiretrace.fetch.identity import registered_domain, without_credentials

FEED_TYPES = ("rss", "atom", "json", "sitemap")
OUTLET_KINDS = (
    "agency", "broadcaster", "newspaper", "tabloid", "magazine", "digital", "aggregator", "blog", "mirror", "official", "unknown",
)  # fmt: skip
SOURCE_ID = re.compile(r"^[a-z0-9][a-z0-9._-]*$")
INVESTIGATION_PREFIX = "investigation:"
REVISIT_PREFIX = "revisit:"


class SourcesError(ValueError):
    """A source list that cannot be used; the message names file and line."""


@dataclass(frozen=True)
class Outlet:
    """Who publishes. Without `id` the registered domain of an article's address identifies the outlet."""

    name: str
    kind: str = "unknown"
    country: str | None = None
    language: str | None = None
    aliases: tuple[str, ...] = ()
    id: str | None = None


@dataclass(frozen=True)
class Feed:
    """`type` is what the outlet announces; what arrives is read as what it is."""

    url: str
    type: str = "rss"


@dataclass(frozen=True)
class Source:
    """`address` ("127.0.0.1:8000") permits connecting this source's hosts to a loopback address; names stay as they are.

    `warc` is a WARC file of another crawler or a folder of them; a daily source takes the pages of its date.
    """

    id: str
    outlet: Outlet
    feeds: tuple[Feed, ...] = ()
    urls: tuple[str, ...] = ()
    folder: Path | None = None
    address: str | None = None
    warc: Path | None = None

    @property
    def is_investigation(self) -> bool:
        return self.id.startswith(INVESTIGATION_PREFIX)

    @property
    def is_of_many_outlets(self) -> bool:
        """Pages belong to the outlets of their domains: investigations, and archives without an `outlet.id`."""
        return self.is_investigation or (self.warc is not None and self.outlet.id is None)

    @property
    def is_only_feeds(self) -> bool:
        return not self.urls and self.folder is None and self.warc is None


def investigation(name: str, folder: Path | str | None = None, urls: Sequence[str] = ()) -> Source:
    """A story to look into: a folder of .txt, .html and .warc.gz files, pasted addresses, or both."""
    slug = _slug(name)
    if not slug:
        raise SourcesError(f"investigation name {name!r} has no letter or digit")
    path = Path(folder) if folder else None
    if path is not None and not path.is_dir():
        raise SourcesError(f"investigation {name!r}: no such folder: {path}")
    cleaned = tuple(dict.fromkeys(url.strip() for url in urls if url.strip()))
    if path is None and not cleaned:
        raise SourcesError(f"investigation {name!r}: give a folder or addresses")
    for url in cleaned:
        if not url.startswith(("http://", "https://")):
            raise SourcesError(f"investigation {name!r}: not an http(s) address: {without_credentials(url)}")
    return Source(f"{INVESTIGATION_PREFIX}{slug}", Outlet(name.strip()), urls=cleaned, folder=path)


def revisit(source: Source, urls: Sequence[str]) -> Source:
    """The source's articles at `urls`, to be looked at again; a source of its own, so that it replaces only its own rows."""
    return replace(source, id=f"{REVISIT_PREFIX}{source.id}", feeds=(), urls=tuple(urls), folder=None, warc=None)


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60]


def load_sources(path: Path | str) -> list[Source]:
    """Sources of a YAML file, checked; raises `SourcesError` with file and line."""
    file = Path(path)
    try:
        root = yaml.compose(file.read_text("utf-8"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise SourcesError(f"{file}: cannot be read: {error}") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SourcesError(f"{file}:{line}: {error.problem}") from error
    return _Reader(file).sources(root)


@dataclass(frozen=True)
class _Reader:
    """Reads YAML nodes rather than values, because only nodes know their line."""

    file: Path

    def sources(self, root: Node | None) -> list[Source]:
        if root is None:
            raise SourcesError(f"{self.file}:1: empty; expected `sources:`")
        nodes = self.mapping(root, required=("sources",))["sources"]
        sources: dict[str, Source] = {}
        for node in self.items(nodes):
            source = self.source(node)
            if source.id in sources:
                raise self.error(node, f"source id {source.id!r} is used twice")
            sources[source.id] = source
        if not sources:
            raise self.error(nodes, "no source")
        return list(sources.values())

    def source(self, node: Node) -> Source:
        fields = self.mapping(node, ("id", "outlet"), ("feeds", "urls", "folder", "warc", "address"))
        source_id = self.text(fields["id"])
        if not SOURCE_ID.match(source_id):
            raise self.error(fields["id"], f"source id {source_id!r}: use lower-case letters, digits, '.', '_' and '-'")
        feeds = tuple(self.feed(item) for item in self.items(fields.get("feeds")))
        urls = tuple(self.address_of_page(item) for item in self.items(fields.get("urls")))
        folder = self.file.parent / self.text(fields["folder"]) if "folder" in fields else None
        warc = self.archive(fields["warc"]) if "warc" in fields else None
        if not feeds and not urls and folder is None and warc is None:
            raise self.error(node, f"source {source_id!r} has no feeds, urls, folder or warc")
        address = self.loopback(fields["address"]) if "address" in fields else None
        return Source(source_id, self.outlet(fields["outlet"]), feeds, urls, folder, address, warc)

    def outlet(self, node: Node) -> Outlet:
        fields = self.mapping(node, ("name", "kind"), ("id", "country", "language", "aliases"))
        kind = self.text(fields["kind"])
        if kind not in OUTLET_KINDS:
            raise self.error(fields["kind"], f"outlet kind {kind!r}: one of {', '.join(OUTLET_KINDS)}")
        return Outlet(
            name=self.text(fields["name"]),
            kind=kind,
            country=self.code(fields.get("country"), r"[A-Z]{2}", "ISO 3166-1 alpha-2, as GB"),
            language=self.code(fields.get("language"), r"[a-z]{2}", "ISO 639-1, as en"),
            aliases=tuple(self.text(item) for item in self.items(fields.get("aliases"))),
            id=self.code(fields.get("id"), r"[a-z0-9][a-z0-9._-]*", "a lower-case id"),
        )

    def feed(self, node: Node) -> Feed:
        fields = self.mapping(node, ("url",), ("type",))
        kind = self.text(fields["type"]) if "type" in fields else "rss"
        if kind not in FEED_TYPES:
            raise self.error(fields["type"], f"feed type {kind!r}: one of {', '.join(FEED_TYPES)}")
        return Feed(self.address_of_page(fields["url"]), kind)

    def address_of_page(self, node: Node) -> str:
        url = self.text(node)
        if not url.startswith(("http://", "https://")) or not registered_domain(url):
            raise self.error(node, f"not an http(s) address: {without_credentials(url)!r}")
        return url

    def archive(self, node: Node) -> Path:
        path = self.file.parent / self.text(node)
        if not path.exists():
            raise self.error(node, f"no such file or folder: {path}")
        return path

    def loopback(self, node: Node) -> str:
        host, _, port = self.text(node).rpartition(":")
        try:
            if ipaddress.ip_address(host.strip("[]")).is_loopback and 0 < int(port) < 2**16:
                return self.text(node)
        except ValueError:
            pass
        raise self.error(node, "address must be a loopback address with a port, as 127.0.0.1:8000")

    def code(self, node: Node | None, pattern: str, meaning: str) -> str | None:
        if node is None:
            return None
        value = self.text(node)
        if not re.fullmatch(pattern, value):
            raise self.error(node, f"{value!r} is not {meaning}")
        return value

    def mapping(self, node: Node, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, Node]:
        if not isinstance(node, MappingNode):
            raise self.error(node, f"expected fields {', '.join(required)}")
        fields = {self.text(key): value for key, value in node.value}
        for name in required:
            if name not in fields:
                raise self.error(node, f"{name!r} is missing")
        for key, _ in node.value:
            if key.value not in (*required, *optional):
                raise self.error(key, f"unknown field {key.value!r}; known: {', '.join((*required, *optional))}")
        return fields

    def items(self, node: Node | None) -> list[Any]:
        if node is None:
            return []
        if not isinstance(node, SequenceNode):
            raise self.error(node, "expected a list")
        return list(node.value)

    def text(self, node: Node) -> str:
        if not isinstance(node, ScalarNode) or not node.value.strip():
            raise self.error(node, "expected a text")
        return str(node.value).strip()

    def error(self, node: Node, problem: str) -> SourcesError:
        return SourcesError(f"{self.file}:{node.start_mark.line + 1}: {problem}")
