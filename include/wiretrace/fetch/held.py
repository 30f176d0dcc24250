"""What is remembered of a page that was fetched before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from wiretrace.fetch.identity import canonical_url


@dataclass(frozen=True)
class HeldPage:
    """Times in UTC. `announced_at` is the latest time a feed gave for the page when it was last fetched;
    `etag` and `last_modified` are what the server said of the bytes that are held."""

    fetched_at: datetime
    announced_at: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    article_id: str | None = None

    @property
    def conditions(self) -> dict[str, str]:
        """Headers that let the server answer `304 Not Modified`. Never our own clock: it need not be the server's."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}

    def is_older_than(self, announced_at: datetime | None) -> bool:
        """Does a feed that announces `announced_at` speak of a later state?

        Feed times are compared with feed times: outlets' clocks are wrong, and a run for a past date
        fetches years after what the feed speaks of.
        """
        return announced_at is not None and announced_at > (self.announced_at or self.fetched_at)


def by_identity(known: Mapping[str, HeldPage]) -> dict[str, HeldPage]:
    """Held pages by canonical address; of several links to one article the latest fetch counts."""
    ordered = sorted(known.items(), key=lambda item: item[1].fetched_at)
    return {canonical_url(url): page for url, page in ordered}
