"""The parts of a page that describe it: tags of its head, JSON-LD, headings, times and bylines in its body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any

from bs4 import BeautifulSoup, SoupStrainer, Tag

from wiretrace.clean import jsonld
from wiretrace.clean.page import Block, is_hidden
from wiretrace.fetch.identity import registered_domain

INLINE_TAGS = re.compile(
    r"</?(b|i|em|strong|span|br|p|a|u|sup|sub|q|cite|h\d|font)(\s+[a-z-]+\s*=[^>]*)?\s*/?>", re.IGNORECASE
)
INNER_MARKS = 20
HEAD_END = re.compile(r"</head\s*>|<body\b", re.IGNORECASE)
HEAD_CHARACTERS = 1_500_000
FURNITURE = re.compile(
    r"(^| )(aside|footer|nav|form)( |$)|comment|disqus|respond|related|recommend|sidebar|popular|trending|most-?read|teaser|carousel|(?<!elementor-)widget|newsletter|recirc|read-?next|you-may"
)


DAY_FIRST_COUNTRIES = frozenset(
    {"GB", "UK", "IE", "AU", "NZ", "IN", "ZA", "SG", "MY", "NG", "KE", "PK", "LK", "MT", "GH"}
)  # of those that write English


class _DescribingTags(SoupStrainer):
    """Keeps only tags that describe the page: building all of them takes three times as long."""

    def allow_tag_creation(self, nsprefix: str | None, name: str, attrs: Any) -> bool:
        return name in ("html", "meta", "title", "link", "base")

    def allow_string_creation(self, string: str) -> bool:
        return False


@dataclass(frozen=True)
class Head:
    """`tree` is the whole page as lxml sees it, `blocks` its visible blocks; both may be missing.

    `meta` holds all values of a name: papers of several authors name each in a tag of its own.
    """

    url: str
    soup: BeautifulSoup
    tree: Any
    blocks: tuple[Block, ...]
    meta: dict[str, list[str]]
    nodes: list[jsonld.Node]
    article: jsonld.Node

    def first(self, *names: str) -> str | None:
        return next((self.meta[name][0] for name in names if name in self.meta), None)

    @cached_property
    def language_tag(self) -> str:
        """What `<html lang>` says, as it says it: "en-GB"."""
        tag = self.soup.find("html")
        return (attribute(tag, "lang") if isinstance(tag, Tag) else None) or ""

    @cached_property
    def is_day_first(self) -> bool | None:
        """How the page's readers write all-numeric dates; None if neither its language nor its address tells."""
        language, _, region = self.language_tag.replace("_", "-").upper().partition("-")
        country = registered_domain(self.url).rpartition(".")[2].upper()
        if country in DAY_FIRST_COUNTRIES or (language and language != "EN"):
            return True
        if region in ("US", "PH"):
            return None  # the default of half the world's software, whoever uses it
        return True if region in DAY_FIRST_COUNTRIES else None

    @cached_property
    def elements(self) -> list[Any]:
        """Elements in reading order."""
        return [item for item in self.tree.iter() if isinstance(item.tag, str)] if self.tree is not None else []

    def headline_at(self, title: str | None) -> int:
        """Number of the block that is the headline, else of the first heading, else 0. A menu may name the page too."""
        wanted = key(title or "")
        titled = [block for block in self.blocks if wanted and key(block.text) == wanted]
        headings = (block for block in self.blocks if block.tag == "h1")
        return next((block.number for block in (*_by_rank(titled), *headings)), 0)

    def headings(self, *tags: str) -> list[str]:
        return [
            text
            for item in self.elements
            if item.tag in tags and (text := text_of(item)) and not (item.tag != "h1" and is_furniture(item))
        ]


def read_head(text: str, url: str, tree: Any, blocks: tuple[Block, ...]) -> Head:
    end = HEAD_END.search(text[:HEAD_CHARACTERS])
    soup = BeautifulSoup(text[: end.start() if end else HEAD_CHARACTERS], "lxml", parse_only=_DescribingTags())
    meta: dict[str, list[str]] = {}
    for tag in soup.find_all("meta"):
        _note(meta, {name: attribute(tag, name) for name in (*NAMING, "content")})
    if tree is not None:
        for item in tree.iter("meta"):  # some stand in the body
            _note(meta, {name: " ".join((item.get(name) or "").split()) for name in (*NAMING, "content")})
    scripts = [
        item.text or ""
        for item in (tree.iter("script") if tree is not None else ())
        if "ld+json" in item.get("type", "").lower()
    ]
    nodes = jsonld.read_nodes(scripts)
    return Head(url, soup, tree, blocks, meta, nodes, jsonld.article_node(nodes, url) or {})


def _by_rank(titled: list[Block]) -> list[Block]:
    return sorted(titled, key=lambda block: ("h1", "h2").index(block.tag) if block.tag in ("h1", "h2") else 2)


NAMING = ("property", "name", "itemprop", "http-equiv")


def _note(meta: dict[str, list[str]], attributes: dict[str, str | None]) -> None:
    name = next((value for key in NAMING if (value := attributes[key])), None)
    if name and (content := attributes["content"]) and content not in meta.setdefault(name.lower(), []):
        meta[name.lower()].append(content)


def attribute(tag: Tag, name: str) -> str | None:
    value = tag.get(name)
    flat = " ".join(value) if isinstance(value, list) else value
    return " ".join(flat.split()) or None if flat else None


def key(text: str) -> str:
    """Letters and digits alone, to compare what is printed with what is declared."""
    return re.sub(r"\W+", "", text).casefold()


def plain(value: str | None) -> str | None:
    """Text of a field in which some sites leave markup or entities; a headline that speaks of a tag keeps it."""
    if not value:
        return None
    if "<" in value or "&" in value:
        value = unescape(INLINE_TAGS.sub("", value))
    return " ".join(value.split()) or None


def text_of(element: Any) -> str:
    """Visible text of an element: without scripts, styles and what is hidden, with a space between its parts."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Any) -> Iterator[str]:
    if isinstance(element.tag, str) and element.tag not in ("script", "style", "noscript", "svg", "template"):
        yield element.text or ""
        for child in element.iterchildren():
            is_apart = child.tag not in (
                "b",
                "i",
                "em",
                "strong",
                "u",
                "sup",
                "sub",
                "font",
                "mark",
                "wbr",
                "q",
                "cite",
            )
            yield " " if is_apart else ""
            yield from _texts(child)
            yield (" " if is_apart else "") + (child.tail or "")


def marks_of(element: Any) -> str:
    names = (
        element.tag,
        element.get("class", ""),
        element.get("id", ""),
        element.get("itemprop", ""),
        element.get("rel", ""),
    )
    return " ".join(name for name in names if name).lower()


def inner_marks(block: Block) -> str:
    """The marks nearest to a block; those of the whole page, such as "with-sidebar", say nothing about it."""
    return " ".join(block.marks.split()[-INNER_MARKS:])


def is_furniture(element: Any) -> bool:
    """Inside a sidebar, a comment, a list of related articles or what is hidden."""
    item = element
    for _ in range(12):
        if item is None or item.tag in ("body", "html", "main"):
            return False
        if FURNITURE.search(f"{item.tag} {item.get('class', '')} {item.get('id', '')}".lower()) or is_hidden(item):
            return True
        item = item.getparent()
    return False
