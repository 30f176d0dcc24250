"""Word lists by language, kept as YAML that a journalist can read and extend."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml


@dataclass(frozen=True)
class Vocabulary:
    """`data/vocabulary.<language>.yaml`."""

    language: str
    abbreviations: frozenset[str]
    stopwords: frozenset[str]


@lru_cache(maxsize=1)
def load_vocabularies() -> tuple[Vocabulary, ...]:
    """All languages, in order of their file names: one batch holds articles of many languages."""
    folder = files("wiretrace.overlap") / "data"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.startswith("vocabulary."))
    return tuple(_read(name, (folder / name).read_text("utf-8")) for name in names)


def _read(name: str, content: str) -> Vocabulary:
    lists = yaml.safe_load(content)
    return Vocabulary(
        language=name.split(".")[1],
        abbreviations=frozenset(str(lists["abbreviations"]).split()),
        stopwords=frozenset(str(lists["stopwords"]).split()),
    )
