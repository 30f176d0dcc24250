"""How texts name their sources: patterns over all known names, compiled from the data files of all languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from wiretrace.overlap.sources import Names, load_languages
from wiretrace.overlap.triggers import Automaton, build_automaton

_GAP: Final = r"[^\S\n]+"  # a name never runs on into the next paragraph
_NAME_WORD: Final = r"(?:(?:[A-Z]\.)+|St\.|[A-ZÀ-Ý][\w&’'-]*)"
_BODY: Final = rf"(?:[Tt]he{_GAP})?(?P<name>{_NAME_WORD}(?:{_GAP}(?:of{_GAP}|for{_GAP}|and{_GAP})?{_NAME_WORD}){{1,5}})"
_LINK: Final = r"(?:(?:de[l]?|du|des|d[aio]|della|van)\s|d[’']|de l[’']|dell[’'])?"  # Courrier de l'Ouest
_DASH: Final = r"\s*(?:\.?(?:—|–|--|-|―)|=)"  # "(EFE).-", "(BELGA) ="
_SENTENCE_END: Final = r"(?<=[.!?…”»\"’')。])"
_SHORT: Final = 2  # characters of a name in a script without spaces that is a common word as well


@dataclass(frozen=True)
class Phrase:
    """`pattern` is only tried within reach of one of the `triggers`: names are many, credits are few."""

    rule: str
    triggers: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Finder:
    """Compiled patterns over all known names, and the triggers of all phrases.

    `dateline` begins at its parenthesis or line; `opening` is a line that begins with a place and an agency;
    `signature` ends a line, with one of the `last_words`, and `last_signature` the text, where an acronym needs no dash
    before it; `further` is one more name after a credited one.
    """

    names: Names
    triggers: Automaton
    dateline: re.Pattern[str]
    opening: re.Pattern[str]
    place: re.Pattern[str]
    byline: re.Pattern[str]
    signature: re.Pattern[str]
    last_signature: re.Pattern[str]
    last_words: frozenset[str]
    agency: re.Pattern[str]
    parenthesis: re.Pattern[str]
    further: re.Pattern[str]
    phrases: tuple[Phrase, ...]
    uses: Mapping[str, frozenset[int]]  # of each trigger: numbers of phrases
    photo: re.Pattern[str]
    generic: frozenset[str]


def build_finder(names: Names) -> Finder:
    """Compile the patterns of all languages over these names."""
    languages = load_languages()
    agencies = _any_of((form for form in names if names[form].is_agency and not _is_short(form)), " ")
    listed_after_place = _any_of((form for form in names if names[form].is_agency and len(form) > _SHORT), " ")
    signed = _any_of(_signed_forms(names), " ")
    name = _name_pattern(names)
    joined = _words(languages, "joined_by")
    listed = rf"(?:{signed})(?:\s*(?:[/,;&]|\b(?:{joined})\b)\s*(?:{signed})){{1,3}}"
    acronyms = _any_of((form for form in names if names[form].is_agency and form.isupper()), " ")
    marked = rf"(?:(?:{_SENTENCE_END}|^)\s*(?:(?:—|–|--|-|―)\s*(?:{agencies}|{listed})|[(\[](?:{signed}|{listed})[)\]])|^{listed})"
    places = {
        "{name}": rf"(?-i:{name})",
        "{org}": rf"(?-i:{_BODY})",
        "{known}": rf"(?-i:(?P<name>{_any_of((f for f in names if not _is_short(f)), ' ')})(?![A-Za-z]))",
        "{mark}": rf"(?-i:(?P<name>{_any_of(names, ' ')})(?![A-Za-z]))",
    }
    phrases = [phrase for language in languages for phrase in language["phrases"]]
    triggers = {trigger for phrase in phrases for trigger in phrase["triggers"].split(", ")}
    return Finder(
        names=names,
        triggers=build_automaton(triggers),
        dateline=re.compile(
            rf"\((?:(?P<name>{agencies}|[A-Z][A-Z-]{{1,6}})|(?P<desk>{agencies})[/-][\w/-]{{1,20}})\)(?:{_DASH}|:(?=\s))"
            rf"|(?:^|\n)\s*/?(?P<slashed>{agencies})/?{_DASH}"
        ),
        opening=re.compile(
            r"(?P<place>[A-ZÀ-ÝА-Я][^()\n/!?:;“\"«]{1,70}?)"
            rf"(?:\s\((?P<bare>{agencies})\)\s+(?=[A-ZÀ-Ý“\"«„])|\s/(?P<slashed>{agencies})/[.\s]|[,.]\s+(?P<listed>{listed_after_place}){_DASH}\s)"
        ),
        place=re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý’'.-]{2,}[^()\n]{0,60}$"),
        byline=re.compile(rf"\s*[Bb][Yy]:?\s+(?:.{{0,100}}?[\s,|/(])?(?:[Tt]he\s+)?(?P<name>{agencies})\b"),
        signature=re.compile(rf"{marked}\.?$", re.MULTILINE),
        last_signature=re.compile(rf"(?:{marked}|{_SENTENCE_END}{_GAP}(?:{acronyms}|{listed}))\.?$", re.MULTILINE),
        last_words=frozenset(re.split(r"[\s]", form)[-1] for form in _signed_forms(names)),
        agency=re.compile(signed),
        parenthesis=re.compile(rf"\((?:[Ss]ource:\s*|[Vv]ia\s+)?{name}\)(?=\s*(?:\n|$|###))"),
        further=re.compile(
            rf"(?:\s*(?P<comma>,|/|&)\s*|\s+(?:{joined})\s+)(?:l[’']|la |le |el |die |der |das |het |a )?{name}"
        ),
        phrases=tuple(
            Phrase(phrase["rule"], tuple(phrase["triggers"].split(", ")), _phrase_pattern(phrase["pattern"], places))
            for phrase in phrases
        ),
        uses={
            trigger: frozenset(n for n, phrase in enumerate(phrases) if trigger in phrase["triggers"].split(", "))
            for trigger in triggers
        },
        photo=re.compile("|".join(_whole(w) for lang in languages for w in lang["photo_words"].split()), re.IGNORECASE),
        generic=frozenset(
            n.split(maxsplit=1)[1]
            for language in languages
            if "generic_names" in language
            for n in re.split(r",\s*", language["generic_names"])
        ),
    )


def _phrase_pattern(pattern: str, places: Mapping[str, str]) -> re.Pattern[str]:
    for place, names in places.items():
        pattern = pattern.replace(place, names)
    return re.compile(rf"(?i:{pattern})")


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
