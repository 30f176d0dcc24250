"""Agencies and outlets by the names under which texts print them.

What a text names is read with the outlets known by its date: those that had an article fetched on that date
or before. So a text means the same in whatever order dates are run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

import duckdb
import yaml

from wiretrace.overlap.queries import run_query

WORD_LISTS: Final = (
    "outlet_words",
    "outlet_heads",
    "joined_by",
    "agency_endings",
    "outlet_matters",
    "word_names",
)  # that a language need not have
_ARTICLE: Final = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_LITTLE_WORDS: Final = frozenset({"the", "of", "and", "de", "la", "le", "der", "die", "das"})


@dataclass(frozen=True)
class Source:
    """An agency or outlet that a text may name."""

    origin_id: str
    name: str
    outlet_id: str | None = None

    @property
    def is_agency(self) -> bool:
        return self.origin_id.startswith("agency:")


Names = Mapping[str, Source]  # printed form → source


def resolve_name(names: Names, printed: str, own: Source | None = None, known: Iterable[Source] = ()) -> Source:
    """Whom a printed name means in an article of `own`; a source made from the name if it is known to nobody.

    `the Ledger` in The Harborview Ledger is that paper itself. A short name means the first of `known`
    (sources that the article names in full) that it is short for.
    """
    plain = plain_name(printed)
    if own and is_short_for(plain, own.name):
        return own
    found = (
        names.get(plain) or names.get(f"The {plain}") or next((s for s in known if is_short_for(plain, s.name)), None)
    )
    return found or _new_source(plain)


def plain_name(printed: str) -> str:
    """`the Larkford Times'` → `Larkford Times`."""
    return _ARTICLE.sub("", re.sub(r"['’]s?$", "", re.sub(r"\s+", " ", printed).strip(" .,;:")))


@lru_cache(maxsize=100_000)  # asked for every phrase of a story that may be its outlet
def is_short_for(name: str, full: str) -> bool:
    words = set(name.casefold().split())
    return bool(words) and words <= set(full.casefold().split()) - _LITTLE_WORDS


def _new_source(plain: str) -> Source:
    is_abbreviation = re.fullmatch(r"[A-Z-]{2,7}", plain) is not None
    return Source(f"{'agency' if is_abbreviation else 'outlet'}:{slugify(plain)}", plain)


@lru_cache(maxsize=100_000)
def slugify(name: str) -> str:
    return re.sub(r"[^\w]+", "-", name.casefold()).strip("-")


Outlet = tuple[str, str, str, str, Sequence[str] | None]  # first date, outlet_id, name, kind, aliases


def name_outlets(outlets: Iterable[Outlet]) -> dict[str, Source]:
    """Every known name in the form it is printed. Configured outlets win over the lists."""
    known = dict(listed_sources())
    for _, outlet_id, name, kind, aliases in sorted(outlets, key=lambda o: o[1]):
        is_inferred = kind == "unknown" and _calls_itself_agency(name)
        is_agency = kind == "agency" or is_inferred
        listed = known.get(name)
        origin = listed.origin_id if listed else f"{'agency' if is_agency else 'outlet'}:{slugify(name)}"
        source = Source(origin, name, outlet_id)
        for form in {name, name.removeprefix("The "), *(aliases or ()), *(_abbreviations(name) if is_agency else ())}:
            if len(form) > 1 and not (is_inferred and form in known and form != name):
                known[form] = source
    return known


@dataclass(frozen=True)
class DatedNames:
    """Outlets in the order in which they were first met."""

    outlets: Sequence[Outlet]

    def names(self, partition_key: str) -> dict[str, Source]:
        return name_outlets(o for o in self.outlets if o[0] <= partition_key)

    def digests(self, dates: Iterable[str]) -> dict[str, str]:
        """A hash of the outlets known by each date."""
        digest, at, found = sha256(), 0, {}
        for date in sorted(dates):
            while at < len(self.outlets) and self.outlets[at][0] <= date:
                digest.update(repr(self.outlets[at]).encode())
                at += 1
            found[date] = digest.hexdigest()[:16]
        return found


def read_dated_names(con: duckdb.DuckDBPyConnection) -> DatedNames:
    rows = run_query(con, "outlet_names")
    outlets = zip(*(rows[name].to_pylist() for name in rows.column_names), strict=True)
    return DatedNames(sorted(outlets, key=lambda o: o[:2]))


def _calls_itself_agency(name: str) -> bool:
    """`Forum News Agency`: its datelines print initials that no list has."""
    return any(name.casefold().endswith(ending) for ending in _agency_endings())


@lru_cache(maxsize=1)
def _agency_endings() -> tuple[str, ...]:
    return tuple(
        sorted({e for language in load_languages() for e in re.split(r",\s*", language["agency_endings"]) if e})
    )


def _abbreviations(name: str) -> set[str]:
    """'Northern Press Agency (NPA)' → its stated abbreviation and its initials."""
    stated = set(re.findall(r"\(([A-Z]{2,6})\)", name))
    initials = "".join(word[0] for word in re.findall(r"\b[A-Z]\w*", re.sub(r"\(.*?\)|^The ", "", name)))
    return stated | ({initials} if len(initials) >= 2 else set()) | set(re.findall(r"^[A-Z]{2,6}\b", name))


@lru_cache(maxsize=1)
def listed_sources() -> Names:
    """Agencies of `agencies.yaml` and well-known outlets of all languages."""
    known: dict[str, Source] = {}
    for language in load_languages():
        for name in re.split(r",\s*", language["outlets"]):
            known[name] = Source(f"outlet:{slugify(name.removeprefix('The '))}", name)
    for entry in yaml.safe_load(_data("agencies.yaml")):
        for form in entry["names"]:
            for spelling in {form, form.upper()} if " " in form else {form}:
                known[spelling] = Source(f"agency:{entry['id']}", entry["name"])
    return known


def _data(name: str) -> str:
    return (files("wiretrace.overlap") / "data" / name).read_text("utf-8")


@lru_cache(maxsize=1)
def load_languages() -> tuple[dict[str, Any], ...]:
    """`data/credits.<language>.yaml` of all languages, in order of their names; no list of words is missing."""
    folder = files("wiretrace.overlap") / "data"
    names = sorted(e.name for e in folder.iterdir() if e.name.startswith("credits."))
    return tuple({**dict.fromkeys(WORD_LISTS, ""), **yaml.safe_load(_data(name))} for name in names)
