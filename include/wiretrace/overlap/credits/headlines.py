"""Whom a headline names as its source: `The Harborview Ledger: Dam was known to leak`, `Ferry aground - Kestrel Wire`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wiretrace.overlap.credits.finder import Finder
from wiretrace.overlap.credits.sources import Source, plain_name, slugify

MIN_WORDS: Final = 3  # of what is told beside the name: "Reuters: contact us" is no report


def find_headline_credits(
    finder: Finder, title: str, outlet_id: str, own: Source | None
) -> Iterator[tuple[int, int, str]]:
    """(start, end, name as printed) in the title; only of known names, since a headline has colons and dashes of many kinds.

    Not where the name is the headline's subject (`The Ledger: publisher sells the paper`), nor where the site names itself.
    """
    for match in (finder.headline_start.match(title), finder.headline_end.search(title)):
        if match is None:
            continue
        told = (title[: match.start()] + title[match.end() :]).strip()
        is_told = len(told.split()) >= MIN_WORDS and match["name"] not in told
        if is_told and not finder.on_outlets.search(told) and not _is_own(match["name"], outlet_id, own):
            yield *match.span("credit"), match["name"]


def _is_own(name: str, outlet_id: str, own: Source | None) -> bool:
    """`BBC News` on bbc.co.uk, also where nobody wrote down what the site is called."""
    letters, label = slugify(plain_name(name)).replace("-", ""), outlet_id.partition(".")[0].replace("-", "")
    words = set(plain_name(name).casefold().split())
    return (
        letters.startswith(label)
        or label.startswith(letters)
        or (own is not None and words >= set(plain_name(own.name).casefold().split()))
    )
