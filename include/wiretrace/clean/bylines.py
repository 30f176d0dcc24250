"""Names of authors out of bylines: without "By", roles, degrees, agencies' addresses and site names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import yaml

BY = re.compile(
    r"^(?:(?:medically|fact|expert)?\s*(?:written|authored|reported|posted|story|words|text|article|analysis|opinion|published|recipe|created|contributed|insights)\s+)?(?:by|von|par|por|di|av|door)\b[:\s]+"
    r"|^(?:the )?(?:author|authors|author\(s\)|writer|written by|words|text|autor|auteur|autore|автор|авторы|текст|συντάκτης|yazar|szerző|content|contributors?)\s*[:\-–]\s*|^(?:author|about|read more about|more about|insights from|more from|about the author)\s+",
    re.IGNORECASE,
)
SEPARATORS = re.compile(r"\s*(?:;|\||•|·|⋅|\n|\s/\s|,?\s+(?:and|und|et|y|e|en|&|\+|with)\s+)\s*", re.IGNORECASE)
ANOTHER_HAND = re.compile(
    r"\b(?:medically |fact[- ]|expert )?(?:reviewed|edited|checked|photograph\w*|illustrat\w+|translated|updated|published|verified|sponsored)\b.*",
    re.IGNORECASE,
)
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
NOISE = re.compile(
    r"(\b\d{1,2}(?:st|nd|rd|th)?\s+"
    + MONTH
    + r"\b.*|\b"
    + MONTH
    + r"\s+\d{1,2}\b.*|\b(?:sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat)(?:day)?\b,?.*|\b\d+\s*min(?:ute)?s?\b.*|\blast\s*$|»|\s+says$|"
    r"https?://\S+|www\.\S+|\S+@\S+|\(.*?\)|\b(?:updated|published|posted|last modified)\b.*|\bon\s+\w+ \d.*|\d{1,2}[:.]\d{2}.*|"
    r"\b(?:19|20)\d\d\b.*)",
    re.IGNORECASE,
)
LEADING_DATE = re.compile(
    r"^\W*(?:\d{1,2}(?:st|nd|rd|th)?\s+"
    + MONTH
    + r"|"
    + MONTH
    + r"\s*\d{1,2}(?:st|nd|rd|th)?),?\s+(?:19|20)\d\d[\s·•|,–—-]*(?=[^\W\d_])",
    re.IGNORECASE,
)
ON_BEHALF = re.compile(r"\s+on behalf of\b", re.IGNORECASE)
LABEL = re.compile(r"^\w+:")  # "In: Politics", beside the name
CONTROLS = re.compile(r"^(\S+\.\S+\.\S+|(view all posts?|follow|contact|share|more from|see all)\b.*)$", re.IGNORECASE)
CAPITALS = "".join(filter(str.isupper, map(chr, range(0x41, 0x590))))  # Latin, Greek, Cyrillic, Armenian
NAME_WORD = re.compile(
    rf"^(?:[{CAPITALS}][\w.'’‑-]*|(?:de|del|della|di|da|van|von|der|den|la|le|bin|ibn|al|el|y|dos|du|ter|ten|zu|af)|[A-Z]\.)$"
)
RUN_ON = re.compile(
    r"(?<=[a-zà-ÿ])(?=(?:Published|Updated|Posted|Edited|Reviewed|Last [Uu]pdated|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* ?\d))"
)  # adjoining spans
LETTERS = re.compile(r"[^\W\d_]{2}")
LONGEST_NAME = 60
LONGEST_BYLINE = 400  # characters; longer fields are biographies or noise


@cache
def _words(kind: str) -> frozenset[str]:
    """roles, degrees, stops, desks, bodies or nobody, of all languages."""
    listed = yaml.safe_load(files("wiretrace.clean").joinpath("bylines.yaml").read_text("utf-8"))
    return frozenset(str(word).casefold() for word in listed[kind])


def read_authors(values: Iterable[str], site_name: str | None = None) -> list[str]:
    """Distinct names in printed order. A name is never split at a comma that precedes a role or degree."""
    found: dict[str, str] = {}
    for value in values:
        for name in _split(value):
            cleaned = _cleaned(_without_site(name, site_name))
            if cleaned and cleaned.casefold() != (site_name or "").casefold():
                found.setdefault(cleaned.casefold(), cleaned)
    return [
        name for key, name in found.items() if not any(key != other and key.startswith(f"{other} ") for other in found)
    ]


def _without_site(name: str, site_name: str | None) -> str:
    """ "Ada Lund Northport Courier": the outlet's name set behind the person's."""
    bare = name.strip()
    is_behind = bool(site_name) and bare.casefold().endswith(f" {str(site_name).casefold()}")
    return bare[: -len(str(site_name))] if is_behind and len(bare.split()) > len(str(site_name).split()) + 1 else bare


def is_desk(name: str) -> bool:
    """ "The Courier Team", "Web Staff"."""
    words = name.casefold().split()
    return 2 <= len(words) <= 5 and words[-1] in _words("desks")


def is_body(name: str) -> bool:
    """An organisation, a desk or an agency rather than a person."""
    words = [word.strip(",()").casefold() for word in name.split()]
    return any(word in _words("bodies") for word in words) or words[:1] == ["the"]


def is_role(word: str) -> bool:
    return word.strip(",.()®").casefold() in _words("roles")


def is_degree(word: str) -> bool:
    return word.strip(",.()®").casefold() in _words("degrees") and not word.islower()


def _split(value: str) -> list[str]:
    undated = LEADING_DATE.sub("", RUN_ON.sub(" ", value[:LONGEST_BYLINE]).strip().lstrip("-–—").strip())
    text = BY.sub("", ON_BEHALF.split(undated)[0])
    is_one_body = is_body(text) and not any(is_desk(part) for part in SEPARATORS.split(text))
    if is_one_body and not re.search(r"[,;|]", text):
        return [text]
    names: list[str] = []
    for part in SEPARATORS.split(text):
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        names += [piece for number, piece in enumerate(pieces) if number == 0 or _is_another(piece)]
    kept = [
        name for number, name in enumerate(names) if number == 0 or not (is_body(name) or is_role(name.split()[-1]))
    ]
    return kept


def _is_another(piece: str) -> bool:
    words = piece.split()
    return (
        len(words) > 1
        and piece[:1].isupper()
        and not is_body(piece)
        and not any(is_role(word) for word in words)
        and not is_degree(words[0])
        and not (words[0].isupper() and len(words[0]) > 2 and not piece.isupper())  # "VTS (Behaviour)"
        and all(NAME_WORD.match(word.strip("()")) or is_degree(word) for word in words)
    )


def _cleaned(name: str) -> str | None:
    text = " ".join(NOISE.sub(" ", BY.sub("", name.strip())).split())
    text = _without_role(ANOTHER_HAND.split(text)[0]).strip(" ,.-–—:|*⋅·")
    if not text or len(text) > LONGEST_NAME or not LETTERS.search(text):
        return None
    if text.casefold() in _words("nobody") or CONTROLS.match(text) or LABEL.match(text):
        return None
    return text.title() if text.isupper() and " " in text and len(text) > 5 else text


def _without_role(text: str) -> str:
    """ "Ada Lund Tech Reporter", "Ada Lund on", "Ada Lund - Deputy Editor": the words that read as a name, if two do."""
    if is_body(text):
        return text
    words = re.split(r"\s+[-–—⋅·/]\s+", text)[0].split() if re.match(r"\S+\s+\S+", text) else text.split()
    if all(word.islower() for word in words):
        return " ".join(words[:3])  # an account's name
    for number, word in enumerate(words):
        bare = word.strip(",()")
        is_end = is_role(bare) or is_degree(bare) or bare.casefold() in _words("stops")
        if number >= 2 and (is_end or not NAME_WORD.match(bare)):
            return " ".join(words[:number])
        if number == 1 and word.islower() and not NAME_WORD.match(word):
            return words[0]
    return " ".join(words)


def reads_as_name(name: str) -> bool:
    words = name.split()
    return (
        1 <= len(words) <= 6
        and not re.search(r"\d", name)
        and not (len(words) > 1 and is_role(words[-1]))
        and sum(bool(NAME_WORD.match(word)) for word in words) >= max(1, len(words) - 1)
    )


def is_person(name: str) -> bool:
    """A full name: two to five name words, none of them a role or an organisation's."""
    words = name.split()
    return (
        2 <= len(words) <= 5
        and not is_body(name)
        and not any(is_role(word) for word in words)
        and all(NAME_WORD.match(word) for word in words)
    )
