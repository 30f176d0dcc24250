"""Agencies and outlets as texts name them, by the names of the overlap stage: one origin has one id everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import duckdb
import yaml

from wiretrace.claims.lexicon import load_lexicon
from wiretrace.overlap.credits import Source, read_sources, slugify

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_MAX_NAME_WORDS = 6
_JOINING = frozenset(["of", "and", "&", "the", "de", "la"])
_LONGEST_PHRASE = 5  # words of a phrase that as a whole can be an unlisted outlet's name


@dataclass(frozen=True)
class Outlets:
    """`names`: printed form → source. `by_id`: core.outlets id → source."""

    names: Mapping[str, Source]
    by_id: Mapping[str, Source]

    def source_of(self, outlet_id: str, name: str) -> Source:
        """The source that an outlet of ours is when it reports itself."""
        return self.by_id.get(outlet_id) or Source(f"outlet:{slugify(name)}", name, outlet_id)


def name_outlets(names: Mapping[str, Source]) -> Outlets:
    return Outlets(names, {s.outlet_id: s for s in names.values() if s.outlet_id})


def read_outlets(con: duckdb.DuckDBPyConnection) -> Outlets:
    return name_outlets(read_sources(con))


@lru_cache(maxsize=4)
def _last_words(language: str) -> frozenset[str]:
    """Last words of outlets' names: Gazette, News."""
    path = files("wiretrace.overlap") / "data" / f"credits.{language}.yaml"
    return frozenset(yaml.safe_load(path.read_text("utf-8"))["outlet_words"].split())


def plain_outlet(name: str) -> str:
    """`the Larkford Times'` → `Larkford Times`."""
    return _ARTICLE.sub("", re.sub(r"['’]s?$", "", name.strip(" .,;:")))


def find_outlet(phrase: str, outlets: Outlets) -> str | None:
    """The outlet that a speaker's name consists of or begins with (`ABC News' Martha Raddatz`), as written."""
    words = [re.sub(r"['’]s?$", "", w.strip(",.;:")) for w in _ARTICLE.sub("", phrase.strip()).split()]
    for count in range(min(len(words), _MAX_NAME_WORDS), 0, -1):
        form = " ".join(words[:count])
        if form[:1].isupper() and (form in outlets.names or f"The {form}" in outlets.names):
            return form
    capitals = [w for w in words if w[:1].isupper()]
    is_name = all(w[:1].isupper() or w in _JOINING for w in words) and len(words) <= _LONGEST_PHRASE
    is_named = is_name and bool(capitals) and capitals[-1] in _last_words("en")
    is_short = len(words) == 1 and phrase.strip().lower().startswith("the ")
    return plain_outlet(phrase) if is_named and (len(capitals) >= 2 or is_short) else None


def resolve_outlet(name: str, own: Source, known: Iterable[Source], outlets: Outlets) -> Source:
    """Whom a printed name means in an article of `own`: `the Gazette` is the Tern Valley Gazette's name for itself.

    `known` are sources that the article or its story names, in the order in which a short name looks for them.
    """
    plain = plain_outlet(name)
    exact = outlets.names.get(plain) or outlets.names.get(f"The {plain}")
    if exact and not _is_short_for(plain, own.name):
        return exact
    candidates = (own, *known)
    found = next((s for s in candidates if _is_short_for(plain, s.name)), None)
    return found or exact or Source(f"outlet:{slugify(plain)}", plain)


def _is_short_for(name: str, full: str) -> bool:
    words = name.casefold().split()
    return bool(words) and set(words) <= set(full.casefold().split()) - {"the", "of", "and"}


def is_carrier_noun(phrase: str, source: Source) -> bool:
    """Whether `the agency`, `the same paper` can take up a source named before."""
    nouns = load_lexicon().carriers["agencies" if source.is_agency else "outlets"]
    plain = re.split(r",|\s(?:citing|quoting)\s", phrase.strip().lower())[0]
    return any(re.fullmatch(rf"(?:the|this|that)\s+(?:same\s+|local\s+)?{re.escape(noun)}", plain) for noun in nouns)
