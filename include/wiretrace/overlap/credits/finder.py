"""How texts name their sources: patterns over all known names, compiled from the data files of all languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

from wiretrace.overlap.credits.sources import Names, Source, load_languages
from wiretrace.overlap.credits.triggers import Automaton, build_automaton

_GAP: Final = r"[^\S\n]+"  # a name never runs on into the next paragraph
_NAME_WORD: Final = r"(?:(?:[A-Z]\.)+|St\.|[A-ZÀ-Ý][\w&’'-]*)"
_BODY: Final = rf"(?:[Tt]he{_GAP})?(?P<name>{_NAME_WORD}(?:{_GAP}(?:(?:of|for|and|de|del|du|des|der|für){_GAP})?{_NAME_WORD}){{1,5}})"
_LINK: Final = r"(?:(?:de[l]?|du|des|d[aio]|della|van)\s|d[’']|de l[’']|dell[’'])?"  # Courrier de l'Ouest
_SHORT: Final = 2  # characters of a name in a script without spaces that is a common word as well


@dataclass(frozen=True)
class Phrase:
    """`pattern` is only tried within reach of one of the `triggers`, and compiled when one is met for the first time: names
    are many, credits are few, and a day's news has few languages."""

    rule: str
    triggers: tuple[str, ...]
    source: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?i:{self.source})")


@dataclass(frozen=True)
class Finder:
    """Compiled patterns over all known names, and the triggers of all phrases.

    `further` is one more name after a credited one, and `joint` what stands between two.
    """

    names: Names
    triggers: Automaton
    byline: re.Pattern[str]
    parenthesis: re.Pattern[str]
    further: re.Pattern[str]
    joint: re.Pattern[str]
    last_words: frozenset[str]  # of agencies' names, as they sign
    phrases: tuple[Phrase, ...]
    uses: Mapping[str, frozenset[int]]  # of each trigger: numbers of phrases
    photo: re.Pattern[str]
    generic: frozenset[str]

    def agency(self, form: str) -> str | None:
        """The form under which an agency is known that signs so: also "(afp)"."""
        for known in (form, form.upper() if form.islower() and len(form) > _SHORT else form):
            if known in self.names and self.names[known].is_agency:
                return known
        return None


def build_finder(names: Names) -> Finder:
    """Patterns of all languages over these names; dates that know the same names share what is compiled."""
    return _build_finder(tuple(names.items()))


@lru_cache(maxsize=4)
def _build_finder(known: tuple[tuple[str, Source], ...]) -> Finder:
    names, languages = dict(known), load_languages()
    agencies = _any_of((form for form in names if names[form].is_agency and not _is_short(form)), " ")
    name, joined = _name_pattern(names), _words(languages, "joined_by")
    places = {
        "{name}": rf"(?-i:{name})",
        "{org}": rf"(?-i:{_BODY})",
        "{known}": rf"(?-i:(?P<name>{_any_of((f for f in names if not _is_short(f)), ' ')})(?![A-Za-z]))",
        "{mark}": rf"(?-i:(?P<name>{_any_of(names, ' ')})(?![A-Za-z]))",
    }
    phrases = [
        Phrase(p["rule"], tuple(p["triggers"].split(", ")), _fill(p["pattern"], places))
        for language in languages
        for p in language["phrases"]
    ]
    triggers = {trigger for phrase in phrases for trigger in phrase.triggers}
    return Finder(
        names=names,
        triggers=build_automaton(triggers),
        byline=re.compile(rf"\s*[Bb][Yy]:?\s+(?:.{{0,100}}?[\s,|/(])?(?:[Tt]he\s+)?(?P<name>{agencies})\b"),
        parenthesis=re.compile(rf"\((?:[Ss]ource:\s*|[Vv]ia\s+)?{name}\)(?=\s*(?:\n|$|###))"),
        further=re.compile(
            rf"(?:\s*(?P<comma>,|/|&)\s*|\s+(?:{joined})\s+)(?:l[’']|la |le |el |die |der |das |het |a )?{name}"
        ),
        joint=re.compile(rf"\s*(?:[/,;&]|\b(?:{joined})\b)\s*"),
        last_words=frozenset(form.split()[-1] for form in _signed_forms(names)),
        phrases=tuple(phrases),
        uses={t: frozenset(n for n, phrase in enumerate(phrases) if t in phrase.triggers) for t in triggers},
        photo=re.compile("|".join(_whole(w) for lang in languages for w in lang["photo_words"].split()), re.IGNORECASE),
        generic=frozenset(
            n.split(maxsplit=1)[1]
            for language in languages
            if "generic_names" in language
            for n in re.split(r",\s*", language["generic_names"])
        ),
    )


def _fill(pattern: str, places: Mapping[str, str]) -> str:
    for place, names in places.items():
        pattern = pattern.replace(place, names)
    return pattern


def _name_pattern(names: Names) -> str:
    """Of a known name or of words that look like an outlet's; group `name`."""
    languages = load_languages()
    ending, heads = _words(languages, "outlet_words"), _words(languages, "outlet_heads")
    guess = rf"(?:(?:{_NAME_WORD}{_GAP}){{0,4}}(?:{ending})|(?:{heads})(?:{_GAP}{_LINK}{_NAME_WORD}){{0,3}})"
    small = "|".join(sorted(re.escape(form) for form in names if form[0].islower()))
    start = rf"(?=[Tt]he\s|[^a-z\W]|(?:{small})\b)"
    known = _any_of((form for form in names if not _is_short(form)), _GAP)
    return rf"{start}(?:[Tt]he{_GAP})?(?P<name>(?:(?:{known})(?:{_GAP}(?:{ending}))?|{guess}))\b"


def _words(languages: Iterable[Mapping[str, Any]], key: str) -> str:
    return "|".join(word for language in languages for word in language[key].split())


def _whole(word: str) -> str:
    """Scripts without spaces have no boundaries of words."""
    return rf"\b{word}\b" if word[0] < "\u2e80" else word


def _is_short(form: str) -> bool:
    return len(form) <= _SHORT and form[0] >= "\u2e80"


def _signed_forms(names: Names) -> set[str]:
    """Names of agencies as they sign: also "(afp)"."""
    forms = {form for form in names if names[form].is_agency}
    return forms | {form.lower() for form in forms if form.isupper() and form.isascii() and len(form) > _SHORT}


def _any_of(names: Iterable[str], gap: str) -> str:
    """Pattern of the longest of the names: a tree of their letters, tried in steps that do not grow with the list."""
    tree: dict[str, Any] = {}
    for name in names:
        node = tree
        for letter in name:
            node = node.setdefault(gap if letter == " " else re.escape(letter), {})
        node[""] = {}
    return _branches(tree)


def _branches(node: Mapping[str, Any]) -> str:
    branches = [letter + _branches(child) for letter, child in sorted(node.items()) if letter]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)})" + ("?" if "" in node else "")
