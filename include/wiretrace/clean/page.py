"""A page as a list of visible blocks, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree, html

BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
UNSEEN_TAGS = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "head",
        "textarea",
        "iframe",
        "object",
        "embed",
        "math",
        "video",
        "audio",
        "canvas",
        "select",
        "datalist",
    ]
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
DEPTH_LIMIT = 200
ARTICLE_CHARACTERS = 800


@dataclass(frozen=True)
class Block:
    """One paragraph-like piece. `marks` are the lower-cased tags, classes and ids around it, outermost first."""

    number: int
    text: str
    tag: str
    marks: str
    link_share: float


def parse(text: str) -> Any | None:
    """The page's tree; None when there is no element in it."""
    cleaned = FORBIDDEN.sub("", XML_DECLARATION.sub("", text))
    if not cleaned.strip():
        return None
    try:
        return html.document_fromstring(
            cleaned, parser=html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def visible_blocks(tree: Any) -> list[Block]:
    body = tree.find("body")
    walk = _Walk([])
    walk.element(body if body is not None else tree, "", 0, False)
    walk.close("body", "")
    return walk.blocks


class _Walk:
    """Collects text until a block tag opens or closes."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.text: list[str] = []
        self.linked = 0

    def element(self, node: Any, marks: str, depth: int, in_link: bool) -> None:
        tag = node.tag
        if not isinstance(tag, str) or tag in UNSEEN_TAGS or depth > DEPTH_LIMIT or is_hidden(node):
            return
        is_block = tag in BLOCK_TAGS
        inner = f"{marks} {_mark(node)}" if is_block else marks
        if is_block:
            self.close(*_owner(marks))
        if tag == "br":
            self.add("\n", in_link)
        self.add(node.text, in_link or tag == "a")
        for child in node:
            self.element(child, inner, depth + 1, in_link or tag == "a")
            self.add(child.tail, in_link or tag == "a")
        if is_block:
            self.close(tag, inner)

    def add(self, text: str | None, in_link: bool) -> None:
        if text:
            self.text.append(text)
            if in_link:
                self.linked += len("".join(text.split()))

    def close(self, tag: str, marks: str) -> None:
        joined = "".join(self.text)
        for line in joined.split("\n\n") if tag == "pre" else [joined]:
            flat = " ".join(line.split())
            if flat:
                solid = len(flat.replace(" ", ""))
                self.blocks.append(Block(len(self.blocks), flat, tag, marks, min(1.0, self.linked / solid)))
        self.text, self.linked = [], 0


def is_hidden(node: Any) -> bool:
    """Hidden by its own attributes, unless it holds the length of an article: streamed pages unhide their body by script."""
    style = node.get("style")
    says_hidden = (
        node.get("hidden") is not None or node.get("aria-hidden") == "true" or bool(style and HIDDEN.search(style))
    )
    return says_hidden and sum(len(item.text_content()) for item in node.iter("p")) < ARTICLE_CHARACTERS


def _mark(node: Any) -> str:
    names = (node.tag, node.get("class", ""), node.get("id", ""), node.get("role", ""), node.get("itemprop", ""))
    return " ".join(name for name in names if name).lower()


def _owner(marks: str) -> tuple[str, str]:
    """Text between two block children belongs to the element around them."""
    return "div", marks


def iter_text(blocks: list[Block]) -> Iterator[str]:
    return (block.text for block in blocks)
