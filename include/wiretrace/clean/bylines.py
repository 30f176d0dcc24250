"""Names of authors out of bylines: without "By", roles, agencies' addresses and site names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from wiretrace.clean.head import Head, is_furniture, marks_of, text_of
from wiretrace.clean.page import Block
from wiretrace.clean.times import find_time
from wiretrace.clean.titles import key

BY = re.compile(
    r"^(?:(?:medically|fact|expert)?\s*(?:written|authored|reported|posted|story|words|text|article|analysis|opinion|published|recipe|created|contributed|insights)\s+)?(?:by|von|par|por|di|av|door)\b[:\s]+"
    r"|^(?:the )?(?:author|authors|writer|written by|words|text|autor|auteur|autore|content)\s*[:\-–]\s*|^(?:author|read more about|more about|insights from|more from|about the author)\s+",
    re.IGNORECASE,
)
SEPARATORS = re.compile(r"\s*(?:;|\||•|·|\n|\s/\s|,?\s+(?:and|und|et|y|&)\s+)\s*", re.IGNORECASE)
ROLE = re.compile(
    r"\b(correspondent|reporter|editor|writer|columnist|staff|contributor|bureau|chief|producer|journalist|analyst|author|"
    r"redakteur\w*|korrespondent\w*|rédacteur|journaliste|redactor\w*|photograph\w*|fellow|professor|director|manager|ceo|founder|"
    r"desk|team|newsroom|phd|md|rn|msc|ph\.d\.?|m\.d\.?|mba|jr|sr)\b",
    re.IGNORECASE,
)
OFFICE = re.compile(
    r"(?:head|chief|senior|sr|staff|lead|deputy|managing|associate|assistant|executive|former|certified|licensed|registered|digital|tech|marketing|content|director|manager|founder|co-?founder|ceo|cto|cfo|vp|president|editor|writer|reporter|correspondent|columnist|contributor|contributing|journalist|author|expert|analyst|consultant|attorney|trial|professor|gardener|winemaker|specialist|strategist|officer|scientist|engineer|rn|md|phd|usa|edtech|view|sponsored|last|updated|published|in|on|at|of|for|with|and)\b",
    re.IGNORECASE,
)
ANOTHER_HAND = re.compile(
    r"\b(?:medically |fact[- ]|expert )?(?:reviewed|edited|checked|photograph\w*|illustrat\w+|translated|updated|published|verified)\b.*",
    re.IGNORECASE,
)
ONLY_ROLE = re.compile(
    r"\b(expert|reviewer|specialist|consultant|astrologer|strategist|officer|founder|attorney|marketing|finance|login|development|grader|wellness|prevention|strategy|representative|security|newsroom)\b",
    re.IGNORECASE,
)
CREDENTIAL = re.compile(
    r"^(ph\.?d|m\.?d|r\.?n|mba|m\.?a|msc|esq|cpa|lcsw|lmft|j\.?d|rdn?|np|do|dds|cfp|pmp)\b\.?", re.IGNORECASE
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
NOBODY = re.compile(
    r"^(admin(istrator)?|editor(ial)?|editors|guest|user|author|staff|unknown|none|null|n/?a|anonymous|web ?master|name|your name|undefined|one|guide|written|the author|\S+\.\S+\.\S+|contents?|home|menu|share|blog|news|by|view all posts?.*|follow.*|contact.*|share.*)$",
    re.IGNORECASE,
)
LONGEST_NAME = 60
LONGEST_BYLINE = 400  # characters; longer fields are biographies or noise


def read_authors(values: Iterable[str], site_name: str | None = None) -> list[str]:
    """Distinct names in printed order. A name is never split at a comma that precedes a role or degree."""
    found: dict[str, str] = {}
    for value in values:
        for name in _split(value):
            cleaned = _cleaned(name)
            if cleaned and cleaned.casefold() != (site_name or "").casefold():
                found.setdefault(cleaned.casefold(), cleaned)
    return [
        name for key, name in found.items() if not any(key != other and key.startswith(f"{other} ") for other in found)
    ]


def _split(value: str) -> list[str]:
    text = BY.sub("", value[:LONGEST_BYLINE].strip().lstrip("-–—").strip())
    names: list[str] = []
    for part in SEPARATORS.split(text):
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        names += [piece for number, piece in enumerate(pieces) if number == 0 or _is_another(piece)]
    return names


def _is_another(piece: str) -> bool:
    return (
        len(piece.split()) > 1
        and not ROLE.search(piece)
        and not ONLY_ROLE.search(piece)
        and not CREDENTIAL.match(piece)
        and piece[:1].isupper()
    )


def _cleaned(name: str) -> str | None:
    text = " ".join(NOISE.sub(" ", BY.sub("", name.strip())).split())
    text = _without_role(ANOTHER_HAND.split(text)[0]).strip(" ,.-–—:|*⋅·")
    if not text or len(text) > LONGEST_NAME or NOBODY.match(text) or not re.search(r"[^\W\d_]{2}", text):
        return None
    return text.title() if text.isupper() and " " in text and len(text) > 5 else text


def _without_role(text: str) -> str:
    """ "Ada Lund Tech Reporter", "Ada Lund on", "Ada Lund - Deputy Editor": the words that read as a name, if two do."""
    words = re.split(r"\s+[-–—⋅·/]\s+", text)[0].split() if re.match(r"\S+\s+\S+", text) else text.split()
    for number, word in enumerate(words):
        if number >= 2 and (OFFICE.match(word) or not NAME_WORD.match(word.strip(",()"))):
            return " ".join(words[:number])
        if number == 1 and word.islower() and not NAME_WORD.match(word):
            return words[0]
    return " ".join(words)


MARK = re.compile(
    r"\b(by-?line\S*|author\S*|creator|writer\S*|c-byline|contributor\S*|\S+[-_](author|byline|writer)(?![a-z])\S*)",
    re.IGNORECASE,
)
AUTHOR_PATH = re.compile(
    r"/(authors?|staff|contributors?|writers?|profiles?|people|team|by|reporters?|journalists?)/[^/]+", re.IGNORECASE
)
BYLINE = re.compile(
    r"^(?:(?:this (?:post|article|story) was )?(?:written|authored|posted|reported|published) |words |story |article |text |recipe |guide )?by\b:?\s*(?P<name>\S.{1,70})$"
    r"|^(?:written |words |authored )?by(?P<joined>(?-i:[A-Z])\S*\s.{1,60})$"
    r"|^(?:authors?|written by|words|text|autor|auteur|von|por|par|di)\s*:\s*(?P<other>\S.{2,70})$",
    re.IGNORECASE,
)
STAMPED = re.compile(r"\bby:?\s+(?P<name>(?-i:[A-Z]).{1,60})", re.IGNORECASE)
NAME_WORD = re.compile(
    r"^(?:[A-ZÀ-ÞŁŚŻČŠŽ][\w.'’‑-]*|(?:de|del|della|di|da|van|von|der|den|la|le|bin|ibn|al|el|y|dos|du|ter|ten)|[A-Z]\.)$"
)
REACH = (10, 25)  # blocks before and after the headline where a byline stands


def printed_authors(head: Head, title: str | None, site_name: str | None) -> list[str]:
    """Names of marked elements, else of lines such as "By Ada Lund" around the headline, else at the article's end."""
    site = key(next((text_of(item) for item in head.elements if item.tag == "title"), ""))  # "Ada Lund, Radio Calder"
    for texts in (_itemprops(head), _lines_by(head, title), _marked(head), _profiles(head)):
        names = [name for name in read_authors(texts, site_name) if _reads_as_name(name)]
        if names:
            return [names[0], *(name for name in names[1:6] if key(name) not in site)]
    return []


def _reads_as_name(name: str) -> bool:
    words = name.split()
    return (
        1 <= len(words) <= 6
        and not re.search(r"\d", name)
        and sum(bool(NAME_WORD.match(word)) for word in words) >= max(1, len(words) - 1)
    )


def _itemprops(head: Head) -> list[str]:
    found = [item for item in head.elements if "author" in item.get("itemprop", "").lower() and not is_furniture(item)]
    return [text for item in found if 2 < len(text := _name_inside(item)) < 120][:4]


def _name_inside(item: Any) -> str:
    named = next(
        (inner for inner in item.iter() if isinstance(inner.tag, str) and "name" in inner.get("itemprop", "").split()),
        None,
    )
    return (named.get("content") or text_of(named)) if named is not None else item.get("content") or text_of(item)


def _marked(head: Head) -> list[str]:
    """Elements whose class, id or rel says author: the first outside sidebars and comments, and its equals beside it."""
    found: list[str] = []
    kind: str | None = None
    parent: Any = None
    for item in head.elements:
        if item.tag in (
            "html",
            "body",
            "article",
            "main",
            "script",
            "meta",
            "link",
            "img",
            "section",
            "form",
        ) or not MARK.search(marks_of(item)):
            continue
        text = text_of(item)
        if not 3 < len(text) < 90 or is_furniture(item) or not read_authors([text]):
            continue
        if kind is None:
            kind, parent = marks_of(item), _grandparent(item)
        if marks_of(item) == kind and _grandparent(item) is parent:
            found.append(text)
    return found[:4]


def _grandparent(item: Any) -> Any:
    parent = item.getparent()
    above = parent.getparent() if parent is not None else None
    return above if above is not None else parent


def _profiles(head: Head) -> list[str]:
    """The first link to an author's page outside sidebars, if its words read as a name."""
    for item in head.elements:
        if (
            item.tag == "a"
            and (AUTHOR_PATH.search(item.get("href") or "") or "author" in (item.get("rel") or ""))
            and not is_furniture(item)
        ):
            text = text_of(item)
            if 4 < len(text) < 60 and " " in text and _reads_as_name(text):
                return [text]
    return []


def _lines_by(head: Head, title: str | None) -> list[str]:
    return next(([name] for name in _bylines(head, title)), [])


def _bylines(head: Head, title: str | None) -> Iterator[str]:
    wanted = key(title or "")
    at = next((block.number for block in head.blocks if wanted and key(block.text) == wanted), None)
    if at is None:
        at = next((block.number for block in head.blocks if block.tag == "h1"), 0)
    before, after = REACH
    blocks = head.blocks
    for block in (*blocks[at : at + after], *reversed(blocks[max(0, at - before) : at])):
        if len(block.text) < 140 and "comment" not in block.marks and (name := _named_in(block.text)):
            yield name
    yield from _bare_names(blocks[at + 1 : at + after // 2])


def _named_in(line: str) -> str | None:
    """The name of "By Ada Lund", "Posted on 3 March 2026 by Ada Lund" or "Ada Lund | 3 March 2026"."""
    match = BYLINE.match(line)
    stamped = None
    names = [match["name"] or match["joined"] or match["other"]] if match else []
    if not names and find_time(line) is not None:
        stamped = STAMPED.search(line)
        names = [stamped["name"]] if stamped else re.split(r"\s[|•·–—-]\s", line) if len(line) < 70 else []
        names = [name for name in names if find_time(name) is None or stamped]
    return next(
        (
            name
            for name in names
            if any(_reads_as_name(author) for author in read_authors([name]) if _is_enough(author, match or stamped))
        ),
        None,
    )


def _is_enough(author: str, match: re.Match[str] | None) -> bool:
    """Without "by", a single word below a headline is a section, not a person."""
    return match is not None or " " in author


def _bare_names(blocks: Sequence[Block]) -> Iterator[str]:
    """A person's name alone on a line soon after the headline, beside the line that prints the date."""
    for number, block in enumerate(blocks):
        words = block.text.split()
        is_name = (
            2 <= len(words) <= 3
            and block.tag not in ("h2", "h3", "li", "button")
            and all(NAME_WORD.match(word) for word in words)
        )
        around = blocks[max(0, number - 3) : number + 4]
        if (
            is_name
            and _reads_as_name(block.text)
            and any(len(near.text) < 60 and find_time(near.text) for near in around)
        ):
            yield block.text
