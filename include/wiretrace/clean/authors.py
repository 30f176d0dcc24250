"""Who wrote a page: the persons it declares, completed and corrected by the byline that it prints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile
from typing import Any

from wiretrace.clean import jsonld
from wiretrace.clean.bylines import (
    LEADING_DATE,
    RUN_ON,
    is_body,
    is_degree,
    is_desk,
    is_person,
    read_authors,
    reads_as_name,
)
from wiretrace.clean.head import FURNITURE, Head, inner_marks, is_furniture, key, marks_of, plain, text_of
from wiretrace.clean.page import Block
from wiretrace.clean.times import find_time
from wiretrace.fetch.identity import registered_domain

META_NAMES = (
    "author", "article:author", "og:article:author", "og:author", "parsely-author", "dc.creator", "dcterms.creator", "sailthru.author", "byl",
    "byline", "article.author", "citation_author", "citation_authors", "authors", "dc.creator.personalname", "cxenseparse:author", "rnews:author",
)  # fmt: skip
WRITTEN_BY = re.compile(
    r"^(written by|author|autor|auteur|geschrieben von|verfasst von|escrito por|écrit par|scritto da)$", re.IGNORECASE
)
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
    r"|^(?:authors?|author\(s\)|written by|words|text|autor|auteur|von|por|par|di|автор|авторы|текст|συντάκτης|yazar|szerző|contributors?)\s*:\s*(?P<other>\S.{2,70})$",
    re.IGNORECASE,
)
FOREIGN_BY = {
    "de": "von",
    "es": "por",
    "pt": "por",
    "fr": "par",
    "it": "di",
    "nl": "door",
    "sv": "av",
    "no": "av",
    "nb": "av",
}
STAMPED = re.compile(r"\bby:?\s+(?P<name>(?-i:[A-Z]).{1,60})", re.IGNORECASE)
ALONE = re.compile(
    r"^(by|written by|article by|words by|story by|posted by|author|authors|author\(s\)|von|par|por|di)\s*:?$",
    re.IGNORECASE,
)
AT_THE_END = re.compile(
    r"^(?:(?:(?:this|the) (?:post|article|story) was )?(?:written|posted) by|contributors?:|authors?:):?\s+(?P<name>(?-i:[A-Z]).{2,60})$",
    re.IGNORECASE,
)
SCHOLAR = re.compile(
    r"^(?P<name>[^,]{5,40}), [^,.]{0,40}(?:universit|college|institut|school)[^,.]{0,40}$", re.IGNORECASE
)
BESIDE = 8  # blocks after the headline where a name needs no more than its letters or its university to be a byline
ACCOUNT_STAMP = re.compile(r"^by (?P<name>[\w.-]{3,30}) \| ", re.IGNORECASE)  # as a widespread theme writes it
REACH = (10, 25)  # blocks before and after the headline where a byline stands
MOST_AUTHORS = 6  # of a printed byline; a longer list is a masthead
CONTAINERS = ("html", "body", "article", "main", "script", "meta", "link", "img", "section", "form")


@dataclass(frozen=True)
class Authors:
    """`names` are persons; an organisation only where no person is named. `bylines` is what was read, as it stood."""

    names: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()


def read_page_authors(head: Head, title: str | None, site_name: str | None) -> Authors:
    declared = _declared(head)
    printed = _explicit_line(head, title)
    named = _without_bodies(
        read_authors([text for text in declared if not _is_outlet(text, head, site_name)], site_name)
    )
    if any(is_person(name) for name in named):
        names = _reconciled(named, read_authors(printed or _listed_with(named, head, title), site_name), head)
    elif named:  # an account or a newsroom: the page may print who it was
        shown = _printed(head, title, site_name, SURE_LOOKS)
        names = next((found for found in shown if any(is_person(name) for name in found)), named)
    else:
        outlet = [text for text in printed if _is_outlet(text, head, site_name)][:1]
        names = printed_authors(head, title, site_name) or _bodies(head, site_name) or outlet
    return Authors(tuple(names), tuple(dict.fromkeys([*declared, *printed])))


def _listed_with(declared: list[str], head: Head, title: str | None) -> list[str]:
    """The line below the headline that begins with the declared author and names others: "Ada Lund, Tom Ek & Ida Falk"."""
    at = head.headline_at(title)
    near = (block.text for block in head.blocks[at + 1 : at + BESIDE] if len(block.text) < 140)
    lines = ((line, read_authors([line])) for line in near if key(line).startswith(key(declared[0])))
    return [line for line, names in lines if len(names) > 1 and all(map(is_person, names))][:1]


def _reconciled(declared: list[str], printed: list[str], head: Head) -> list[str]:
    """Declared names, unless the byline names persons and the declared is somebody whom the page never shows, or only
    the first of several."""
    persons = [name for name in printed if is_person(name)]
    if not persons:
        return declared
    spelled = tuple(key(name) for name in persons)
    is_part = len(persons) > len(declared) and all(  # "Dr Ada Lund" prints the declared "Ada Lund"
        any(spelling.endswith(key(name)) for spelling in spelled) for name in declared
    )
    return persons if is_part or not _is_shown(declared, head) else declared


def _is_outlet(text: str, head: Head, site_name: str | None) -> bool:
    """The site's own name, as it or its domain spells it, of two words or more: "Tern Valley News" of ternvalleynews.example."""
    spelled, label = key(text), key(registered_domain(head.url).partition(".")[0])
    if is_person(text):
        return False  # a person's own site
    return spelled == key(site_name or "") or (
        len(text.split()) > 1 and spelled in label and len(spelled) > len(label) - 5
    )


def _is_shown(names: list[str], head: Head) -> bool:
    return any(name.casefold() in block.text.casefold() for name in names for block in head.blocks)


def _without_bodies(names: list[str]) -> list[str]:
    """An organisation beside a person is where the person works."""
    return [name for name in names if not is_body(name)] if any(is_person(name) for name in names) else names


def _declared(head: Head) -> list[str]:
    """JSON-LD persons, else meta tags, else the "Written by" label that content systems write for link previews."""
    listed = head.article.get("author") or head.article.get("creator")
    named = [value for name in META_NAMES for value in head.meta.get(name, ()) if "://" not in value]
    labels = [value for n in (1, 2, 3) if WRITTEN_BY.match(head.first(f"twitter:label{n}") or "")
              for value in head.meta.get(f"twitter:data{n}", ())]  # fmt: skip
    for values in (jsonld.names(_persons(listed, head), head.nodes), named, labels):
        texts = [text for value in values if (text := plain(value))]
        if read_authors(texts, None):
            return texts
    return []


def _persons(declared: Any, head: Head) -> list[Any]:
    nodes = [jsonld.referenced(item, head.nodes) for item in (declared if isinstance(declared, list) else [declared])]
    return [node for node in nodes if not (isinstance(node, dict) and "Organization" in jsonld.types_of(node))]


def _bodies(head: Head, site_name: str | None) -> list[str]:
    """The newsroom, agency or firm that a page declares where it names no person."""
    listed = head.article.get("author") or head.article.get("creator")
    found = [text for value in [*jsonld.names(listed, head.nodes), *_declared(head)] if (text := plain(value))]
    whole = [text for text in found[:2] if _is_outlet(text, head, site_name)]
    return whole[:1] or read_authors(found[:2])


def printed_authors(head: Head, title: str | None, site_name: str | None) -> list[str]:
    """Names of marked elements, else of lines such as "By Ada Lund" around the headline, else at the article's end."""
    groups: list[str] = []  # or the account that a printed line names
    for found in _printed(head, title, site_name, LOOKS):
        if any(reads_as_name(name) for name in found):
            return found
        groups = groups or found
    return groups


def _printed(head: Head, title: str | None, site_name: str | None, looks: Sequence[Look]) -> Iterator[list[str]]:
    site = key(next((text_of(item) for item in head.elements if item.tag == "title"), ""))  # "Ada Lund, Radio Calder"
    for look in looks:
        found = read_authors([text for text in look(head, title) if not _is_outlet(text, head, site_name)], site_name)
        names = [name for name in found if reads_as_name(name)]
        if names:
            yield [names[0], *(name for name in names[1:MOST_AUTHORS] if key(name) not in site)]
        else:
            yield [name for name in found if is_desk(name) or look is _explicit_line][:1]


def _itemprops(head: Head, _: str | None) -> list[str]:
    found = [item for item in head.elements if "author" in item.get("itemprop", "").lower() and not is_furniture(item)]
    return [text for item in found if 2 < len(text := _name_inside(item)) < 120][:4]


def _name_inside(item: Any) -> str:
    named = next(
        (inner for inner in item.iter() if isinstance(inner.tag, str) and "name" in inner.get("itemprop", "").split()),
        None,
    )
    return (named.get("content") or text_of(named)) if named is not None else item.get("content") or text_of(item)


def _marked(head: Head, _: str | None) -> list[str]:
    """Elements whose class, id or rel says author: the first outside sidebars and comments, and its equals beside it."""
    found: list[str] = []
    kind: str | None = None
    parent: Any = None
    for item in head.elements:
        if item.tag in CONTAINERS or not MARK.search(marks_of(item)):
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


def _profiles(head: Head, _: str | None) -> list[str]:
    """The first link to an author's page outside sidebars, if its words read as a name."""
    for item in head.elements:
        if (
            item.tag == "a"
            and (AUTHOR_PATH.search(item.get("href") or "") or "author" in (item.get("rel") or ""))
            and not is_furniture(item)
        ):
            text = text_of(item)
            if 4 < len(text) < 60 and " " in text and reads_as_name(text):
                return [text]
    return []


def _only_author(head: Head, _: str | None) -> list[str]:
    """All links marked as the author's, wherever they stand, if they name one person."""
    linked = {
        text_of(item) for item in head.elements if item.tag == "a" and "author" in (item.get("rel") or "").split()
    }
    names = [name for name in linked if is_person(name)]
    return names if len(names) == 1 else []


def _at_the_end(head: Head, _: str | None) -> list[str]:
    # an article's own footer may hold it
    own = (block for block in reversed(head.blocks) if not FURNITURE.search(inner_marks(block).replace(" footer", " ")))
    lines = [block.text for block in own if len(block.text) < 110]
    found = [match["name"] for match in map(AT_THE_END.match, lines) if match]
    found += [name for name, above in pairwise(lines) if ALONE.match(above) and is_person(name)]  # read upwards
    stamped = (STAMPED.search(line) for line in lines if find_time(line) is not None)  # "Last updated 3 March 2026 by"
    return (
        found or [match["name"] for match in stamped if match and is_person((read_authors([match["name"]]) or [""])[0])]
    )[:1]


def _explicit_line(head: Head, title: str | None) -> list[str]:
    """The name of the first line around the headline that says "by"."""
    at = head.headline_at(title)
    before, after = REACH
    near = [*head.blocks[at : at + after], *reversed(head.blocks[max(0, at - before) : at])]
    for block in near:
        if len(block.text) < 140 and "comment" not in inner_marks(block):
            name = _named_in(block.text, head.language_tag[:2].lower()) or _named_after(block, head.blocks)
            if name:
                return [name]
    return []


def _named_after(block: Block, blocks: tuple[Block, ...]) -> str | None:
    """ "By" on a line of its own, the name on the next."""
    if not ALONE.match(block.text) or block.number + 1 >= len(blocks):
        return None
    following = blocks[block.number + 1 : block.number + 1 + MOST_AUTHORS]
    first = following[0].text
    if len(first) >= 90 or not any(reads_as_name(name) or is_desk(name) for name in read_authors([first])):
        return None
    others = takewhile(lambda other: other.tag == "li" and is_person(other.text), following[1:])
    return ", ".join([first, *(other.text for other in others)])


def _named_in(line: str, language: str) -> str | None:
    """The name of "By Ada Lund", "Posted on 3 March 2026 by Ada Lund" or "Ada Lund | 3 March 2026"."""
    by = FOREIGN_BY.get(language, "by").capitalize()
    if line.startswith(f"{by} ") and by != "By" and all(map(is_person, read_authors([line]) or [""])):
        return line
    account = ACCOUNT_STAMP.match(line)
    if account:
        return account["name"]
    if BYLINE.match(line):
        return name_in_byline(line)
    return _stamped_with(line) if find_time(line) is not None else None


def name_in_byline(line: str) -> str | None:
    """`Ada Lund` of "By Ada Lund"; None where what follows is nobody's name."""
    match = BYLINE.match(line)
    name = (match["name"] or match["joined"] or match["other"]) if match else ""
    return name if any(reads_as_name(author) or is_desk(author) for author in read_authors([name])) else None


def _stamped_with(line: str) -> str | None:
    """The name beside a date; without "by", a single word below a headline is a section, not a person."""
    stamped = STAMPED.search(line)
    if stamped:
        names = [stamped["name"]]
    elif RUN_ON.search(line):
        names = RUN_ON.split(line)[:1]
    elif (rest := LEADING_DATE.sub("", line)) != line and not line.endswith(f" {rest}"):  # adjoining spans
        return rest if is_person(rest) else None
    else:
        parts = re.split(r"\s[|•·–—-]\s", line) if len(line) < 70 else []
        names = [part for part in parts if find_time(part) is None]
    return next((name for name in names if any(_is_enough(author, stamped) for author in read_authors([name]))), None)


def _is_enough(author: str, match: re.Match[str] | None) -> bool:
    return reads_as_name(author) and (match is not None or " " in author)


def _bare_names(head: Head, title: str | None) -> list[str]:
    return list(islice(_lone_names(head, title), 1))


def _lone_names(head: Head, title: str | None) -> Iterator[str]:
    """A person's name alone on a line soon after the headline, beside the line that prints the date; or with letters or
    a university after it."""
    at = head.headline_at(title)
    blocks = head.blocks[at + 1 : at + REACH[1] // 2]
    for number, block in enumerate(blocks):
        if block.tag in ("h2", "h3", "li", "button", "figcaption"):
            continue
        scholar = SCHOLAR.match(block.text) if number < BESIDE else None
        if scholar and is_person(scholar["name"]):
            yield scholar["name"]
        if number < BESIDE and _has_letters(block.text):
            yield block.text
        around = blocks[max(0, number - 3) : number + 4]
        is_alone = is_desk(block.text) or _is_bare_name(block.text)
        if is_alone and any(len(near.text) < 60 and find_time(near.text) for near in around):
            yield block.text


def _is_bare_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 3 and is_person(text)


def _has_letters(text: str) -> bool:
    """ "Ada Lund, MD; Tom Ek, DVM" """
    if len(text) > 200 or not any(is_degree(word) for word in text.replace(";", " ").split()[2:]):
        return False
    return all(is_person(name) for name in read_authors([text])) and is_person(text.split(",", maxsplit=1)[0])


Look = Callable[[Head, str | None], list[str]]
SURE_LOOKS: tuple[Look, ...] = (_itemprops, _explicit_line, _marked, _profiles, _at_the_end)
LOOKS: tuple[Look, ...] = (_itemprops, _explicit_line, _bare_names, _marked, _profiles, _only_author, _at_the_end)
