"""What a section found, kept as JSON so that one section can be measured again by itself."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import wiretrace.claims
import wiretrace.clean
import wiretrace.overlap
from bench.scene import ROOT
from bench.tables import Table

MEASURED, ABSENT, FAILED = "measured", "absent", "failed"


@dataclass(frozen=True)
class Record:
    """`status` is measured, absent (no evaluation data) or failed; `detail` then says where."""

    section: str
    status: str
    detail: str
    measured_at: str
    seconds: float
    circumstances: str
    tables: Sequence[Table]


def write_record(record: Record, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{record.section}.json").write_text(json.dumps(asdict(record), ensure_ascii=False, indent=1), "utf-8")


def read_record(section: str, folder: Path) -> Record | None:
    path = folder / f"{section}.json"
    if not path.exists():
        return None
    stored = json.loads(path.read_text("utf-8"))
    return Record(**{**stored, "tables": [Table(**table) for table in stored["tables"]]})


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")


def describe_circumstances(packages: Sequence[str]) -> str:
    """Machine and versions. The load before the section tells how far wall-clock times can be trusted."""
    load = f", load {os.getloadavg()[0]:.1f} before" if hasattr(os, "getloadavg") else ""
    machine = f"{os.cpu_count()} cores{load}, Python {platform.python_version()}"
    methods = [m.METHOD_VERSION for m in (wiretrace.clean, wiretrace.overlap, wiretrace.claims)]
    peers = [f"{name} {_version(name)}" for name in packages]
    return f"{machine}; {', '.join([f'Wiretrace at {_commit()}', *methods, *peers])}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _commit() -> str:
    """The commit, marked if the product's files differ from it."""
    asked = ["git", "-C", str(ROOT), "describe", "--always", "--dirty=+changes", "--exclude=*"]
    try:
        return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "no commit"
