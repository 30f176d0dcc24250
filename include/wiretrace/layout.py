"""Where the files of one data directory lie."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Layout:
    """Paths below one data directory. Only `public` is meant for readers."""

    root: Path

    @classmethod
    def from_environment(cls) -> Layout:
        """The directory named by `WIRETRACE_DATA`; a missing variable is an error, not a guess."""
        return cls(Path(os.environ["WIRETRACE_DATA"]))

    @property
    def warehouse(self) -> Path:
        """The one file that loaders write. Nobody else opens it."""
        return self.root / "warehouse" / "wiretrace.duckdb"

    @property
    def public(self) -> Path:
        """The published copy: always complete, never locked, replaced atomically."""
        return self.root / "public" / "wiretrace.duckdb"

    @property
    def snapshots(self) -> Path:
        """Dated copies of the published file, each beside its checksum."""
        return self.root / "snapshots"

    @property
    def search(self) -> Path:
        """The full-text index of the published copy, replaced atomically too; rebuilt when lost."""
        return self.root / "public" / "search.sqlite"

    @property
    def lock(self) -> Path:
        return self.root / "warehouse" / "writer.lock"

    @property
    def overrides(self) -> Path:
        """Corrections by people, one a row; outside the warehouse, so that a backup catches and a diff shows them."""
        return self.root / "overrides.csv"

    @property
    def state(self) -> Path:
        """What only saves work, and is rebuilt when lost: feeds' validators, the pace of requests."""
        return self.root / "state"

    def raw(self, partition_key: str, source_id: str) -> Path:
        """The kept pages of one source on one date."""
        return self.root / "raw" / partition_key / f"{source_id.replace(':', '-')}.warc.gz"

    def staging(self, dag_id: str, partition_key: str) -> Path:
        return self.root / "staging" / dag_id / partition_key
