"""Where the evaluation data lies, and how its scorers are called."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[3]


class DataMissing(Exception):
    """The evaluation data is not there; it is not part of the repository."""


@dataclass(frozen=True)
class Scene:
    """`shared` holds eval, gold and seeds. `is_quick` asks for a part of the data only."""

    shared: Path = ROOT.parent / "shared"
    is_quick: bool = False

    def path(self, name: str) -> Path:
        found = self.shared / name
        if not found.exists():
            raise DataMissing
        return found


def load_module(path: Path) -> ModuleType:
    """A scorer, imported by its path: they lie outside every package."""
    name = f"bench_{path.parent.name}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load {path.name}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up there
    spec.loader.exec_module(module)
    return module


def say(text: str) -> None:
    print(f"  {text}", flush=True)
