"""Forests that never saw the pages they are judged on.

The product's forests are trained on all pages of the development set, so its plain score there is one in sample
and may not stand beside peers that saw no page. Here each third of the registered domains is judged by forests
trained, by the product's own training script, on the other two.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import numpy as np

from bench.scene import ROOT, load_module, say
from wiretrace.clean.forest import Forest
from wiretrace.fetch.identity import registered_domain

TRAINER = ROOT / "tests" / "clean" / "train_forests.py"
FORESTS = ROOT / "include" / "wiretrace" / "clean" / "forests"


@dataclass(frozen=True)
class Fold:
    """`forests` by name, trained without the domains of this fold."""

    number: int
    count: int
    forests: dict[str, Forest]

    def holds(self, url: str) -> bool:
        return zlib.crc32(registered_domain(url).encode()) % self.count == self.number

    @contextmanager
    def in_use(self, expected: str) -> Iterator[None]:
        """Whatever of the product reads a forest gets this fold's.

        Raises RuntimeError if `expected` exists and was never read: the figures would then be those in sample.
        """
        read: set[str] = set()

        def read_forest(name: str) -> Forest:
            read.add(name)
            return self.forests[name]

        readers = [
            module
            for name, module in list(sys.modules.items())
            if name.startswith("wiretrace.clean") and hasattr(module, "read_forest")
        ]
        patches = [patch.object(module, "read_forest", read_forest) for module in readers]
        for each in patches:
            each.start()
        try:
            yield
        finally:
            for each in patches:
                each.stop()
        if expected in self.forests and expected not in read:
            raise RuntimeError(f"the held-out {expected} was not used")


def train_folds(folder: Path) -> list[Fold] | None:
    """None where scikit-learn, which only training needs, is not installed."""
    try:
        import sklearn  # type: ignore[import-untyped] # noqa: F401
    except ImportError:
        say("scikit-learn is not installed: no held-out figures")
        return None
    trainer = load_module(TRAINER)
    names = sorted(path.stem for path in FORESTS.glob("*.npz"))
    pages: dict[str, list[Any]] = {}
    for name in names:
        say(f"reading the pages for {name} ...")
        pages[name] = trainer.read_pages(folder, name)
    return [
        Fold(number, trainer.FOLDS, {name: _train(trainer, pages[name], number) for name in names})
        for number in range(trainer.FOLDS)
    ]


def _train(trainer: Any, pages: Sequence[Any], fold: int) -> Forest:
    say(f"training without fold {fold} ...")
    others = [page for page in pages if zlib.crc32(page.domain.encode()) % trainer.FOLDS != fold]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "forest.npz"
        trainer.write(trainer.train(others), path)
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
    return Forest(**{**arrays, "base": float(arrays["base"])})
