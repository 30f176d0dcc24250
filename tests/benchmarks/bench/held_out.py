"""Forests that never saw the pages they are judged on.

The product's forests are trained on all pages of the development set, so its plain score there is one in sample
and may not stand beside peers that saw no page. Here each third of the registered domains is judged by forests
trained, by the product's own training script, on the other two.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.scene import ROOT, load_module, say
from wiretrace.fetch.identity import registered_domain

TRAINER = ROOT / "tests" / "clean" / "train_forests.py"


@dataclass(frozen=True)
class Fold:
    """`models` by the name of their file, trained without the domains of this fold."""

    number: int
    fold_of: Callable[[str], int]
    models: dict[str, Any]

    def holds(self, url: str) -> bool:
        return self.fold_of(registered_domain(url)) == self.number

    @contextmanager
    def in_use(self, expected: str) -> Iterator[None]:
        """Whatever of the product reads a forest gets this fold's.

        Raises RuntimeError if `expected` exists and was never read: the figures would then be those in sample.
        """
        read: set[str] = set()

        def read_model(name: str = "line_words") -> Any:
            read.add(name)
            return self.models[name]

        patches = [
            patch.object(module, reader, read_model)
            for name, module in list(sys.modules.items())
            for reader in ("read_forest", "read_word_odds")
            if name.startswith("wiretrace.clean") and hasattr(module, reader)
        ]
        for each in patches:
            each.start()
        try:
            yield
        finally:
            for each in patches:
                each.stop()
        if expected in self.models and expected not in read:
            raise RuntimeError(f"the held-out {expected} was not used")


def train_folds(folder: Path) -> list[Fold] | None:
    """None where scikit-learn, which only training needs, is not installed."""
    try:
        import sklearn  # type: ignore[import-untyped] # noqa: F401
    except ImportError:
        say("scikit-learn is not installed: no held-out figures")
        return None
    trainer = load_module(TRAINER)
    pages: dict[str, list[Any]] = {}
    for kind in trainer.KINDS:
        say(f"reading the pages for {kind} ...")
        pages[kind] = trainer.read_pages(folder, kind)
    return [Fold(number, trainer.fold_of, _train(trainer, pages, number)) for number in range(trainer.FOLDS)]


def _train(trainer: Any, pages: dict[str, list[Any]], fold: int) -> dict[str, Any]:
    models: dict[str, Any] = {}
    for kind, every in pages.items():
        say(f"training {kind} without fold {fold} ...")
        models |= trainer.train(kind, [page for page in every if trainer.fold_of(page.domain) != fold])
    return models
