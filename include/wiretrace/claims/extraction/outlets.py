"""Agencies and outlets as texts name them, by the names of the overlap stage: one origin has one id everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import duckdb

from wiretrace.claims.language.lexicon import load_lexicon
from wiretrace.claims.language.quotations import find_paragraphs, find_quoted
from wiretrace.overlap.credits.sources import (
    DatedNames,
    Names,
    Source,
    is_short_for,
    load_languages,
    plain_name,
    read_dated_names,
    resolve_name,
    slugify,
)

_MAX_NAME_WORDS = 6
_LONGEST_PHRASE = 5  # words of a phrase that as a whole can be an unlisted outlet's name
_JOINING = frozenset(["of", "and", "&", "the", "de", "la"])
_CITED = re.compile(r",|\s(?:citing|quoting)\s")
_DOCUMENT_TAIL = re.compile(r",|\s(?:of|by|from|on|into|for|in|seen|that|which)\s")
_OWNING = re.compile(r"['’]s?$")


@dataclass(frozen=True)
class Outlets:
    """`names`: printed form → source. `by_id`: core.outlets id → source."""

    names: Names
    by_id: Mapping[str, Source]

    def source_of(self, outlet_id: str, name: str) -> Source:
        """The source that an outlet of ours is when it reports itself."""
        return self.by_id.get(outlet_id) or Source(f"outlet:{slugify(name)}", name, outlet_id)


@dataclass
class DatedOutlets:
    """Outlets known by a date. A story is read with those known by its latest article, whenever it is measured."""

    dated: DatedNames
    _known: dict[str, Outlets]

    def by(self, partition_key: str) -> Outlets:
        if partition_key not in self._known:
            self._known[partition_key] = list_outlets(self.dated.names(partition_key))
        return self._known[partition_key]


def list_outlets(names: Names) -> Outlets:
    return Outlets(names, {s.outlet_id: s for s in names.values() if s.outlet_id})


def read_outlets(con: duckdb.DuckDBPyConnection) -> DatedOutlets:
    return DatedOutlets(read_dated_names(con), {})


@cache
def _last_words() -> frozenset[str]:
    """Last words of outlets' names in all languages: Gazette, News, Zeitung."""
    return frozenset(word for language in load_languages() for word in language["outlet_words"].split())


@cache
def _carrier_with_name() -> re.Pattern[str]:
    """`the Karvian agency KTA`, `The magazine "Basket"`, `the news site Harbour Now`."""
    carriers = load_lexicon().carriers
    nouns = "|".join(map(re.escape, sorted([*carriers["agencies"], *carriers["outlets"]], key=len, reverse=True)))
    return re.compile(
        rf"(?:[Tt]he |[Aa]n? )?(?:[\w-]+ ){{0,3}}?(?:{nouns}),? [“\"‘']?((?:[Tt]he )?[A-ZÀ-Þ][\w&’'-]*(?: [A-ZÀ-Þ][\w&’'-]*){{0,4}})[”\"’']?"
    )


def find_outlet(phrase: str, outlets: Outlets) -> str | None:
    """The outlet that a speaker's name consists of or begins with (`ABC News' Martha Raddatz`), as written."""
    if phrase.islower():
        return None
    described = _carrier_with_name().fullmatch(phrase.strip())
    phrase = described.group(1) if described else phrase
    words = [_OWNING.sub("", w.strip(",.;:")) for w in plain_name(phrase).split()]
    for count in range(min(len(words), _MAX_NAME_WORDS), 0, -1):
        form = " ".join(words[:count])
        if form[:1].isupper() and (form in outlets.names or f"The {form}" in outlets.names):
            has_ending = count < len(words) and words[count] in _last_words()
            return f"{form} {words[count]}" if has_ending else form
    capitals = [w for w in words if w[:1].isupper()]
    is_name = all(w[:1].isupper() or w in _JOINING for w in words) and len(words) <= _LONGEST_PHRASE
    is_named = is_name and bool(capitals) and capitals[-1] in _last_words()
    is_short = len(words) == 1 and phrase.strip().lower().startswith("the ")
    if described is not None:
        return phrase
    return plain_name(phrase) if is_named and (len(capitals) >= 2 or is_short) else None


def resolve_outlet(printed: str, own: Source, known: Iterable[Source], outlets: Outlets) -> Source:
    """Whom a printed name means in an article of `own`; first of all one of the sources that its story names."""
    described = _carrier_with_name().fullmatch(printed.strip())
    printed = described.group(1) if described else _without_carrier_noun(printed)
    plain, known = plain_name(printed), list(known)
    named = None if is_short_for(plain, own.name) else next((s for s in known if is_short_for(plain, s.name)), None)
    return named or find_carrier(printed, known) or resolve_name(outlets.names, printed, own)


def _without_carrier_noun(printed: str) -> str:
    """`The Ledger newspaper` is The Ledger."""
    name, _, last = printed.strip().rpartition(" ")
    listed = load_lexicon().carriers
    return name if name and last in (*listed["agencies"], *listed["outlets"]) and name[-1:].islower() else printed


def find_carrier(phrase: str, known: Iterable[Source]) -> Source | None:
    """The agency or outlet that a speaker is: one of `known` (`the Karvian agency KTA`), or an agency without a listed name."""
    plain = plain_name(_CITED.split(phrase.strip(), maxsplit=1)[0])
    for source in known:
        if plain.endswith(source.name):
            before = plain.removesuffix(source.name)
            if not before or _ends_with_carrier(before):
                return source
    listed = tuple(load_lexicon().carriers["news_agencies"])
    return Source(f"agency:{slugify(plain)}", plain) if plain.lower().endswith(listed) else None


def _ends_with_carrier(words: str) -> bool:
    listed = load_lexicon().carriers
    return words.rstrip().lower().endswith((*listed["agencies"], *listed["outlets"]))


def is_acronym(short: str, name: str) -> bool:
    """`IPS` of `Interpress Science`: its letters in order, the first of the name's first word and the last of its last."""
    first, *middle, last = map(re.escape, short)
    return (
        re.match(rf"{first}{''.join(f'.*{letter}' for letter in middle)}.*\b{last}\S*$", plain_name(name), re.I)
        is not None
    )


def is_press_room(name: str) -> bool:
    """Whether an outlet is the office of whom it writes about: `Lumeo Newsroom`, `Dale Police`, but not `Police Gazette`."""
    listed, words = load_lexicon().carriers, name.lower().split()
    is_office = not set(words).isdisjoint(listed["offices"])
    is_paper = bool(words) and name.rsplit(maxsplit=1)[-1] in _last_words()
    return any(noun in name.lower() for noun in listed["press_rooms"]) or (is_office and not is_paper)


def is_carrier_noun(phrase: str, source: Source) -> bool:
    """Whether `the agency`, `the same paper` can take up a source named before."""
    plain = _CITED.split(phrase.strip().lower(), maxsplit=1)[0]
    return _carrier_noun("agencies" if source.is_agency else "outlets").fullmatch(plain) is not None


@cache
def _carrier_noun(listed: str) -> re.Pattern[str]:
    nouns = "|".join(map(re.escape, load_lexicon().carriers[listed]))
    return re.compile(rf"(?:the|this|that)\s+(?:same\s+|local\s+)?(?:{nouns})")


def takes_up_document(words: str) -> bool:
    """Whether a clause begins with what stands for a document named before: `It found`, `The survey counted`."""
    return _document_again().match(words) is not None


@cache
def _document_again() -> re.Pattern[str]:
    listed = load_lexicon().carriers
    nouns = "|".join(map(re.escape, listed["documents"]))
    return re.compile(rf"(?:{'|'.join(listed['pronouns'])}|(?:the|this|its) (?:{nouns}))\b", re.IGNORECASE)


def name_document(phrase: str) -> str | None:
    """`internal report` of `an internal report of the commission`: a speaker that is a document, as one that anybody reads."""
    plain = plain_name(_DOCUMENT_TAIL.split(phrase.strip(), maxsplit=1)[0])
    head = plain.casefold().split()[-1:]
    return plain if head and head[0] in load_lexicon().carriers["written"] else None


def names_author(phrase: str) -> bool:
    """Whether a speaker is described by the document that he made: `the leader of the study`."""
    return _author().search(phrase) is not None


@cache
def _author() -> re.Pattern[str]:
    listed = load_lexicon().carriers
    nouns, makers = ("|".join(map(re.escape, listed[name])) for name in ("documents", "authors"))
    return re.compile(rf"\b(?:{makers})\b.* (?:of|behind) (?:the|this) (?:{nouns})\b", re.IGNORECASE)


def find_own_signs(text: str, outlet_name: str) -> list[tuple[int, int]]:
    """Where an article says that it asked or saw itself: `told us`, `told the Ledger` in The Harborview Ledger."""
    found = [match.span() for match in _own_sign(outlet_name).finditer(text)]
    quoted = [q for a, b in find_paragraphs(text) for q in find_quoted(text, a, b)] if found else []
    return [(a, b) for a, b in found if not any(q.start < a < q.end for q in quoted)]  # "They told us", she said


@lru_cache(maxsize=1024)
def _own_sign(outlet_name: str) -> re.Pattern[str]:
    carriers = load_lexicon().carriers
    words = plain_name(outlet_name).split()
    last = f"the {words[-1]}" if words else ""
    telling = "|".join(map(re.escape, carriers["telling"]))
    patterns = [rf"\b(?:{telling}) (?:the )?{re.escape(' '.join(words))}\b", *map(re.escape, carriers["own_reporting"])]
    if len(words) > 1 and last.casefold() not in _generic_names():
        asking = "|".join(map(re.escape, carriers["asking"]))
        patterns.append(rf"\b(?:{telling}) (?:{re.escape(last)}|{re.escape(words[0])})\b(?!\s[A-Z])")
        patterns.append(rf"\b(?:by {re.escape(last)}\b(?!\s[A-Z])|{re.escape(last)} (?:has |had )?(?:{asking})\b)")
    return re.compile("|".join(patterns))


@cache
def _generic_names() -> frozenset[str]:
    listed = (name for language in load_languages() for name in language.get("generic_names", "").split(","))
    return frozenset(name.strip().casefold() for name in listed)
