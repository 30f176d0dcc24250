"""Records of a WARC file that may be cut, corrupted or made to exhaust memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed

LINE_BYTES = 16_384
LINES_BETWEEN_BODIES = 2_000  # header lines of one record, and blank lines after it


class _BoundedReader(DecompressingBufferedReader):  # type: ignore[misc]
    """warcio reads header lines of any length and number into memory; a small file can unpack to gigabytes of them."""

    line_count = 0

    def read(self, length: int | None = None) -> bytes:
        self.line_count = 0
        return bytes(super().read(length))

    def readline(self, length: int | None = None) -> bytes:
        self.line_count += 1
        if self.line_count > LINES_BETWEEN_BODIES:
            raise ArchiveLoadFailed("too many header lines")
        line = bytes(super().readline(min(length or LINE_BYTES, LINE_BYTES)))
        if len(line) == LINE_BYTES:
            raise ArchiveLoadFailed("a header line has no end")
        return line


def read_records(file: BinaryIO, check_digests: bool = False) -> Iterator[Any]:
    """warcio's records, each to be read before the next; raises whatever warcio raises on damage."""
    records = ArchiveIterator(file, check_digests="raise" if check_digests else False)
    records.reader = _BoundedReader(file, block_size=LINE_BYTES)
    yield from records
