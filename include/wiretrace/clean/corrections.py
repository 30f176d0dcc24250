"""The note in which an article says that it was corrected."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

NOTE_CHARACTERS = 900  # a longer paragraph is the story itself, which may tell of other people's corrections
SAID_CHARACTERS = 500
DASHES = re.compile(r"^[\s*_()\[\]–—-]+")


@cache
def _words() -> dict[str, dict[str, tuple[str, ...]]]:
    listed = yaml.safe_load(files("wiretrace.clean").joinpath("corrections.yaml").read_text("utf-8"))
    return {code: {kind: tuple(map(str, words)) for kind, words in kinds.items()} for code, kinds in listed.items()}


def read_correction(text: str, language: str | None) -> str | None:
    """The first paragraph of `text` that is a correction note, in the article's language; English where it is unknown."""
    words = _words().get(language or "en")
    if words is None:
        return None
    return next((paragraph for paragraph in text.split("\n\n") if _is_note(paragraph, words)), None)


def _is_note(paragraph: str, words: dict[str, tuple[str, ...]]) -> bool:
    if len(paragraph) > NOTE_CHARACTERS:
        return False
    plain = DASHES.sub("", paragraph.replace("’", "'").casefold())
    return plain.startswith(words["starts"]) or (
        len(plain) <= SAID_CHARACTERS and "“" not in plain and any(said in plain for said in words["says"])
    )
