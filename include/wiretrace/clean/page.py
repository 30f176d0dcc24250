"""A page as a list of visible blocks, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

from wiretrace.clean.furniture import recognise

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
EARLY_ENDS = re.compile(r"</(body|html)\s*>", re.IGNORECASE)  # what follows is lost to lxml; browsers read on
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
DEPTH_LIMIT = 200
SHORT_LINE_WORDS = 8
ARTICLE_CHARACTERS = 800


@dataclass(frozen=True)
class Block:
    """One paragraph-like piece.

    `marks` are the lower-cased tags, classes and ids around it, outermost first; `path` numbers the elements around
    it in the same order, so that blocks of one element can be told.
    """

    number: int
    text: str
    tag: str
    marks: str
    link_share: float
    path: tuple[int, ...] = ()


def parse(text: str) -> Any | None:
    """The page's tree; None when there is no element in it."""
    cleaned = EARLY_ENDS.sub("", FORBIDDEN.sub("", XML_DECLARATION.sub("", text)))
    if not cleaned.strip():
        return None
    try:
        return html.document_fromstring(
            cleaned, parser=html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def readable_address(url: str) -> str:
    """The address, or nothing for one that cannot be taken apart, such as `http://[`: its page can be read all the same."""
    try:
        return url if urlsplit(url).hostname or "://" not in url else ""
    except ValueError:
        return ""


def visible_blocks(tree: Any) -> list[Block]:
    body = tree.find("body")
    walk = _Walk([])
    walk.element(body if body is not None else tree, "", (), 0, False)
    walk.close("body", "", ())
    return walk.blocks


class _Walk:
    """Collects text until a block tag opens or closes."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.lines: list[_Line] = [_Line()]
        self.element_count = 0

    def element(self, node: Any, marks: str, path: tuple[int, ...], depth: int, in_link: bool) -> None:
        tag = node.tag
        if not isinstance(tag, str) or tag in UNSEEN_TAGS or depth > DEPTH_LIMIT or is_hidden(node):
            return
        is_block = tag in BLOCK_TAGS
        is_linked = in_link or tag == "a"
        inner, inner_path = marks, path
        if is_block:
            self.close("div", marks, path)  # text between two block children belongs to the element around them
            inner, inner_path = f"{marks} {_mark(node)}", (*path, self.element_count)
            self.element_count += 1
        if tag == "br":
            self.lines.append(_Line())
        self.add(node.text, is_linked)
        for child in node:
            self.element(child, inner, inner_path, depth + 1, is_linked)
            self.add(child.tail, is_linked)
        if is_block:
            self.close(tag, inner, inner_path)

    def add(self, text: str | None, in_link: bool) -> None:
        line = self.lines[-1]
        if text and (line.parts or not text.isspace()):
            line.parts.append(text)
            if in_link:
                line.linked += len("".join(text.split()))

    def close(self, tag: str, marks: str, path: tuple[int, ...]) -> None:
        if len(self.lines) == 1 and not self.lines[0].parts:
            return  # most elements hold only others
        for flat, linked in _joined(self.lines):
            solid = len(flat.replace(" ", ""))
            self.blocks.append(Block(len(self.blocks), flat, tag, marks, min(1.0, linked / solid), path))
        self.lines = [_Line()]


@dataclass
class _Line:
    """Text up to a line break; `linked` counts its characters inside links."""

    parts: list[str] = field(default_factory=list)
    linked: int = 0


def _joined(lines: list[_Line]) -> list[tuple[str, int]]:
    """Texts with their linked characters.

    Old pages make paragraphs of line breaks: two breaks separate; a single one does unless it cuts a sentence.
    """
    found: list[tuple[str, int]] = []
    is_apart = True
    for line in lines:
        flat = " ".join("".join(line.parts).split())
        if not flat:
            is_apart = True
        elif is_apart or _stands_alone(found[-1][0]) or line.linked or recognise(flat) is not None:
            found.append((flat, line.linked))
            is_apart = False
        else:
            above, linked = found[-1]
            found[-1] = f"{above} {flat}", linked + line.linked
    return found


def _stands_alone(text: str) -> bool:
    return text.count(" ") < SHORT_LINE_WORDS or text.endswith((".", "!", "?", ":", "”", '"', "…"))


def is_hidden(node: Any) -> bool:
    """Hidden by its own attributes, unless it holds the length of an article: streamed pages unhide their body by script."""
    style = node.get("style")
    says_hidden = (
        node.get("hidden") is not None or node.get("aria-hidden") == "true" or bool(style and HIDDEN.search(style))
    )
    return says_hidden and sum(len(item.text_content()) for item in node.iter("p")) < ARTICLE_CHARACTERS


def _mark(node: Any) -> str:
    names = (node.tag, node.get("class"), node.get("id"), node.get("role"), node.get("itemprop"))
    return " ".join(filter(None, names)).lower()
