"""Cleans the kept pages of one source and date into the rows of the tables."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

import pyarrow as pa

from wiretrace.clean import METHOD_VERSION
from wiretrace.clean.article import Cleaned, clean_page, with_main_text
from wiretrace.clean.corrections import read_correction
from wiretrace.clean.credits import agency_named
from wiretrace.clean.repetition import block_hashes, drop_repeated
from wiretrace.clean.wording import count_words
from wiretrace.fetch.archive import ArchiveUnreadable, KeptPage, Sighting, read_archive
from wiretrace.fetch.identity import article_id, canonical_url, registered_domain, stable_id, trusted_canonical
from wiretrace.fetch.outcomes import outcome_row
from wiretrace.fetch.sources import INVESTIGATION_PREFIX, Source
from wiretrace.warehouse.tables import core, ops

Row = dict[str, Any]
DETAIL_CHARACTERS = 300


@dataclass(frozen=True)
class CleanedSource:
    """Arrow tables with the schemas of the warehouse's declarations."""

    revisions: pa.Table
    removed_blocks: pa.Table
    fetches: pa.Table
    discards: pa.Table
    outlets: pa.Table
    host_blocks: pa.Table


TABLES = {
    "outlets": core.OUTLETS,
    "revisions": core.REVISIONS,
    "removed_blocks": core.REMOVED_BLOCKS,
    "fetches": ops.FETCHES,
    "discards": ops.DISCARDS,
    "host_blocks": core.HOST_BLOCKS,
}
KEPT_CHARACTERS = 8_000_000  # of pages waiting for their host's other pages, and of rows waiting: some 500 pages
WAITING_ROWS = 5_000  # of any table
SEEN_BLOCKS = 100_000  # hashes remembered of pages that are rows by now, about 150 bytes each

Batch = tuple[str, pa.Table]  # name of a table, and some rows of it


@dataclass
class _Rows:
    waiting: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})
    urls: set[str] = field(default_factory=set)
    articles: dict[str, str] = field(default_factory=dict)
    outlets: set[str] = field(default_factory=set)
    waiting_characters: int = 0

    def add(self, name: str, rows: Iterable[Row]) -> None:
        for row in rows:
            self.waiting[name].append(row)
            self.waiting_characters += len(row.get("text") or "")

    @property
    def are_enough(self) -> bool:
        return self.waiting_characters >= KEPT_CHARACTERS or max(map(len, self.waiting.values())) >= WAITING_ROWS

    def hand_on(self) -> Iterator[Batch]:
        self.waiting_characters = 0
        for name, rows in self.waiting.items():
            if rows:
                yield name, TABLES[name].table(rows)
                self.waiting[name] = []


def clean_source(
    warc_path: Path, source: Source, partition_key: str, recurring: Mapping[str, frozenset[str]] = MappingProxyType({})
) -> CleanedSource:
    """All rows at once, of a file that is known to be small; see `clean_batches`."""
    parts: dict[str, list[pa.Table]] = {name: [table.table([])] for name, table in TABLES.items()}
    for name, rows in clean_batches(warc_path, source, partition_key, recurring):
        parts[name].append(rows)
    return CleanedSource(**{name: pa.concat_tables(tables) for name, tables in parts.items()})


def clean_batches(
    warc_path: Path, source: Source, partition_key: str, recurring: Mapping[str, frozenset[str]] = MappingProxyType({})
) -> Iterator[Batch]:
    """Rows of every URL in a WARC file, however many, in batches: of pages handed on only hashes and addresses stay in
    memory. A damaged file keeps what precedes the damage.

    `recurring` has hashes of the blocks that earlier dates saw again and again, by host.
    """
    cleaning = _Cleaning(source, partition_key, f"raw/{partition_key}/{warc_path.name}", recurring)
    try:
        for page in read_archive(warc_path):
            cleaning.add(page)
            if cleaning.rows.are_enough:
                yield from cleaning.rows.hand_on()
    except ArchiveUnreadable as error:
        cleaning.discard(warc_path.name, "archive_unreadable", str(error))
    cleaning.finish()
    yield from cleaning.rows.hand_on()


class _Cleaning:
    def __init__(
        self, source: Source, partition_key: str, raw_path: str, recurring: Mapping[str, frozenset[str]]
    ) -> None:
        self.recurring = recurring
        self.source = source
        self.partition_key = partition_key
        self.raw_path = raw_path
        self.rows = _Rows()
        self.kept: dict[str, list[tuple[KeptPage, Cleaned]]] = {}
        self.kept_characters: Counter[str] = Counter()  # by host
        self.seen_blocks: dict[str, Counter[str]] = {}  # by host, of pages that are rows by now
        self.seen_count = 0
        self.seen_limit = SEEN_BLOCKS

    def add(self, page: KeptPage) -> None:
        """Each URL ends in exactly one row of fetches."""
        sighting = page.sighting
        if sighting.url in self.rows.urls:
            return
        self.rows.urls.add(sighting.url)
        if page.body is None:
            if sighting.outcome == "discarded":
                self.discard(sighting.url, sighting.cause or "unknown", sighting.detail)
            self._fetched(page, sighting.outcome, sighting.cause, None)
            return
        cleaned = clean_page(page.body, page.content_type, page.url)
        if cleaned.refusal is not None:
            self.discard(sighting.url, cleaned.refusal.reason, cleaned.refusal.detail)
            self._fetched(page, "discarded", cleaned.refusal.reason, None)
            return
        host = "" if is_file(page.url) else registered_domain(page.url)
        self.kept.setdefault(host, []).append((replace(page, body=None), cleaned))
        self.kept_characters[host] += len(cleaned.text) + sum(len(block.text) for block in cleaned.removed)
        if self.kept_characters.total() > KEPT_CHARACTERS:  # the fullest host has told enough of itself
            self._finish_host(self.kept_characters.most_common(1)[0][0])

    def finish(self) -> None:
        for host in list(self.kept):
            self._finish_host(host)

    def _finish_host(self, host: str) -> None:
        """Articles become rows when the pages of their host were seen: what recurs on them is the site's."""
        pages = self.kept.pop(host)
        del self.kept_characters[host]
        known = self.recurring.get(host, frozenset()) | set(_repeated(self.seen_blocks.get(host, {})))
        mains = [cleaned.main for _, cleaned in pages if cleaned.main is not None]
        fresh = iter(drop_repeated(mains, known) if host else mains)
        for page, cleaned in pages:
            if cleaned.main is None:
                self._keep(page, cleaned, cleaned.text)
            else:
                hashes = block_hashes(cleaned.main)
                self._remember(host, hashes)
                self._keep(page, with_main_text(cleaned, next(fresh)), cleaned.text, host, hashes)

    def _remember(self, host: str, hashes: Sequence[str]) -> None:
        """What a host repeats recurs soon: a block of one page only is forgotten when there are too many of them."""
        self.seen_blocks.setdefault(host, Counter()).update(hashes)
        self.seen_count += len(hashes)
        if self.seen_count > self.seen_limit:
            self.seen_blocks = {name: Counter(_repeated(seen)) for name, seen in self.seen_blocks.items()}
            self.seen_count = sum(map(len, self.seen_blocks.values()))
            self.seen_limit = max(SEEN_BLOCKS, 2 * self.seen_count)

    def _keep(
        self, page: KeptPage, cleaned: Cleaned, page_text: str, host: str = "", hashes: Iterable[str] = ()
    ) -> None:
        """An article's rows. `page_text` is what the page alone would give."""
        canonical = self._identity(page, cleaned)
        identity = article_id(canonical)
        if identity in self.rows.articles:
            self._fetched(page, "duplicate", f"of {self.rows.articles[identity]}"[:DETAIL_CHARACTERS], identity)
            return
        self.rows.articles[identity] = page.sighting.url
        outlet = self._outlet(page, cleaned)
        if outlet["outlet_id"] not in self.rows.outlets:
            self.rows.outlets.add(outlet["outlet_id"])
            self.rows.add("outlets", [outlet])
        self.rows.add(
            "revisions",
            [self._revision(page, cleaned, canonical, outlet["outlet_id"]) | {"page_hash": _hash(page_text)}],
        )
        self.rows.add("removed_blocks", self._removed(identity, cleaned))
        if host:
            self.rows.add("host_blocks", (self._host_block(host, block_hash, identity) for block_hash in hashes))
        self._fetched(page, "loaded", None, identity)

    def _identity(self, page: KeptPage, cleaned: Cleaned) -> str:
        """A user's file is itself, also when it is a saved copy of a page whose address it names."""
        if is_file(page.sighting.url):
            return page.sighting.url
        return trusted_canonical(page.url, cleaned.metadata.canonical_claim)

    def _outlet(self, page: KeptPage, cleaned: Cleaned) -> Row:
        configured, site_name = self.source.outlet, cleaned.metadata.site_name
        if not is_file(page.sighting.url):
            domain = registered_domain(page.url)
            if self.source.is_of_many_outlets:
                return _unlisted_outlet(domain, site_name or domain)
            return _outlet_row(
                configured.id or domain,
                configured.name,
                configured.kind,
                configured.country,
                configured.language,
                configured.aliases,
            )
        if not self.source.is_investigation:
            return _outlet_row(
                configured.id or self.source.id,
                configured.name,
                configured.kind,
                configured.country,
                configured.language,
                configured.aliases,
            )
        claimed = cleaned.metadata.canonical_claim or ""
        if claimed.startswith(("http://", "https://")):
            return _unlisted_outlet(registered_domain(claimed), site_name or registered_domain(claimed))
        file_name = unquote(page.sighting.url.rpartition("/")[2])
        return _outlet_row(stable_id(site_name) if site_name else page.sighting.url, site_name or file_name)

    def _revision(self, page: KeptPage, cleaned: Cleaned, canonical: str, outlet_id: str) -> Row:
        metadata, sighting = cleaned.metadata, page.sighting
        title, title_source = (
            (metadata.title, metadata.title_source) if metadata.title else (sighting.feed_title, "feed")
        )
        published, published_source = _published(cleaned, sighting)
        return {
            "article_id": article_id(canonical),
            "partition_key": self.partition_key,
            "source_id": self.source.id,
            "outlet_id": outlet_id,
            "url": page.url,
            "canonical_url": canonical,
            "canonical_claim": metadata.canonical_claim,
            "title": title,
            "title_source": title_source if title else None,
            "authors": list(metadata.authors),
            "language": cleaned.language,
            "section": metadata.section,
            "dateline": cleaned.credit.dateline,
            "agency_credit": cleaned.credit.agency,
            "published_at": published,
            "published_at_source": published_source,
            "modified_at": _utc(metadata.modified_at),
            "is_opinion": metadata.is_opinion,
            "is_live": metadata.is_live,
            "is_paywalled": metadata.is_paywalled,
            "text": cleaned.text,
            "text_hash": _hash(cleaned.text),
            "word_count": count_words(cleaned.text),
            "correction_note": read_correction(cleaned.text, cleaned.language),
            "fetched_at": _utc(sighting.seen_at),
            "raw_path": self.raw_path,
            "paragraph_starts": list(cleaned.paragraph_starts),
            "method_version": METHOD_VERSION,
        }

    def _removed(self, identity: str, cleaned: Cleaned) -> Iterator[Row]:
        for block in cleaned.removed:
            yield {
                "article_id": identity,
                "partition_key": self.partition_key,
                "source_id": self.source.id,
                "block_number": block.number,
                "text": block.text,
                "reason": block.reason,
                "char_start": block.char_start,
                "char_end": block.char_end,
                "method_version": METHOD_VERSION,
            }

    def _host_block(self, host: str, block_hash: str, identity: str) -> Row:
        return {
            "host": host,
            "block_hash": block_hash,
            "article_id": identity,
            "partition_key": self.partition_key,
            "source_id": self.source.id,
            "method_version": METHOD_VERSION,
        }

    def _fetched(self, page: KeptPage, outcome: str, cause: str | None, identity: str | None) -> None:
        known = article_id(canonical_url(page.url)) if outcome == "unchanged" and not page.sighting.article_id else None
        row = outcome_row(page, self.partition_key, self.source.id, outcome, cause, identity or known)
        self.rows.add("fetches", [row])

    def discard(self, subject: str, reason: str, detail: str | None) -> None:
        row = {
            "discard_id": stable_id("|".join((self.partition_key, "clean", self.source.id, subject))),
            "partition_key": self.partition_key,
            "stage": "clean",
            "source_id": self.source.id,
            "subject": subject,
            "reason": reason,
            "detail": detail[:DETAIL_CHARACTERS] if detail else None,
        }
        self.rows.add("discards", [row])


def _repeated(counts: Mapping[str, int]) -> dict[str, int]:
    return {block: count for block, count in counts.items() if count > 1}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def is_file(url: str) -> bool:
    """An article that came from a folder: its address begins with the source, not with a scheme."""
    return "://" not in url or url.startswith(INVESTIGATION_PREFIX)


def _published(cleaned: Cleaned, sighting: Sighting) -> tuple[datetime | None, str | None]:
    """What the page prints, but its address only when the feed says nothing more exact."""
    printed = cleaned.metadata.published
    if printed is not None and (printed.source != "url" or sighting.feed_published_at is None):
        return _utc(printed.moment), printed.source
    if sighting.feed_published_at is not None:
        return _utc(sighting.feed_published_at), "feed"
    return None, None


def _utc(moment: datetime | None) -> datetime | None:
    """Tables hold UTC without a zone."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment else None


def _unlisted_outlet(outlet_id: str, name: str) -> Row:
    """An outlet known by its pages only. An agency's own page is its text, and not another paper that prints it."""
    agency = agency_named(name)
    return _outlet_row(outlet_id, agency or name, "agency" if agency else "unknown")


def _outlet_row(  # noqa: PLR0913, PLR0917 - the columns of core.outlets
    outlet_id: str,
    name: str,
    kind: str = "unknown",
    country: str | None = None,
    language: str | None = None,
    aliases: Sequence[str] = (),
) -> Row:
    return {
        "outlet_id": outlet_id,
        "name": name,
        "kind": kind,
        "country": country,
        "language": language,
        "aliases": list(aliases),
    }
