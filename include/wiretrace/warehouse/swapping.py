"""Puts a finished file where readers look for it, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def swap_in(copy: Path, target: Path) -> None:
    """`copy`, in the same folder, becomes `target`; on disk before the name changes, and the name after it."""
    _flush(copy)
    copy.replace(target)
    _flush(target.parent)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
