"""Cleaning a source's day costs the memory of a batch, however many pages it has."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wiretrace.fetch.archive import ArchiveWriter, Sighting
from wiretrace.fetch.client import Reply

MOMENT = datetime(2026, 3, 2, 9, tzinfo=UTC)
PROGRAM = """
import re, sys
from pathlib import Path
from wiretrace.clean import cleaning
from wiretrace.clean.cleaning import TABLES, clean_batches
from wiretrace.fetch.sources import Outlet, Source
from wiretrace.warehouse.staging import stage_batches

cleaning.KEPT_CHARACTERS = 1_000_000  # ten of the pages: the same bound, reached sooner
path = Path(sys.argv[1])
source = Source("courier", Outlet("Courier", "newspaper"), urls=("http://www.courier.example/",))
counts = stage_batches(TABLES, clean_batches(path, source, "2026-03-02"), path.parent / path.stem)
assert counts["revisions"] == counts["fetches"] == int(sys.argv[2]), counts
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text("utf-8"))[1]) // 1024)
"""


def peak_megabytes(path: Path, page_count: int) -> int:
    """Of pages whose texts make up 0.1 MB each."""
    with ArchiveWriter(path, "courier", "") as archive:
        for n in range(page_count):
            text = "".join(
                f"<p>Sentence {n} of part {part} is long. {'The harbour counted crabs again. ' * 150}</p>"
                for part in range(20)
            )
            url = f"http://www.courier.example/news/{n}-crabs"
            body = f"<html><body><h1>Crabs counted {n} times</h1><article>{text}</article></body></html>".encode()
            archive.write_reply(
                Sighting(url, "fetched", MOMENT), Reply(url, 200, (("Content-Type", "text/html"),), body, MOMENT)
            )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "include")}
    command = [sys.executable, "-c", PROGRAM, str(path), str(page_count)]
    result = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return int(result.stdout)


@pytest.mark.slow
@pytest.mark.timeout(1_200)
def test_three_times_the_pages_take_no_more_memory(tmp_path: Path) -> None:
    short = peak_megabytes(tmp_path / "short.warc.gz", 24)
    long = peak_megabytes(tmp_path / "long.warc.gz", 72)
    assert long < short + 20
