"""What a page says about itself in JSON-LD, also when the JSON is slightly broken."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from wiretrace.fetch.identity import canonical_url

Node = dict[str, Any]

ARTICLE_TYPES = re.compile(r"(article|posting|report|reportage|review|story|recipe|liveblog|analysis)$", re.IGNORECASE)
PAGE_TYPES = re.compile(r"^(webpage|itempage|videoobject|podcastepisode)$", re.IGNORECASE)
WRAPPING = re.compile(
    r"^\s*(<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$"
)
TRAILING_COMMA = re.compile(r",\s*([}\]])")
NODE_LIMIT = 2_000


def read_nodes(scripts: list[str]) -> list[Node]:
    """All typed nodes of all scripts, flattened through @graph, lists and nesting."""
    nodes: list[Node] = []
    for script in scripts:
        document = _parse(script)
        for node in _walk(document):
            nodes.append(node)
            if len(nodes) >= NODE_LIMIT:
                return nodes
    return nodes


def _parse(script: str) -> Any:
    bare = WRAPPING.sub("", script.strip()).strip().rstrip(";")
    for attempt in (bare, TRAILING_COMMA.sub(r"\1", bare)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: Any) -> Iterator[Node]:
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            if types_of(item):
                yield item
            stack.extend(reversed([child for child in item.values() if isinstance(child, dict | list)]))
        elif isinstance(item, list):
            stack.extend(reversed(item))


def types_of(node: Node) -> tuple[str, ...]:
    value = node.get("@type")
    values = value if isinstance(value, list) else [value]
    return tuple(str(item).rpartition("/")[2] for item in values if item)


def article_node(nodes: list[Node], url: str = "") -> Node | None:
    """The page's own article: the one at its address, else the first with a headline; related articles are listed without
    a body or date."""
    articles = [node for node in nodes if any(ARTICLE_TYPES.search(kind) for kind in types_of(node))]
    dated = [node for node in articles if node.get("datePublished") and (node.get("headline") or node.get("name"))]
    titled = [node for node in articles if node.get("headline") or node.get("name")]
    own = [node for node in dated if len(dated) > 1 and _is_at(node, url)]
    return next(iter(own or dated or titled or articles), None)


def _is_at(node: Node, url: str) -> bool:
    named = (text_of(node.get(name)) for name in ("url", "mainEntityOfPage", "@id"))
    return any(canonical_url(_absolute(url, address)) == canonical_url(url) for address in named if address)


def _absolute(url: str, address: str) -> str:
    try:
        return urljoin(url, address)
    except ValueError:
        return address


def page_node(nodes: list[Node]) -> Node | None:
    pages = [node for node in nodes if any(PAGE_TYPES.search(kind) for kind in types_of(node))]
    return next((node for node in pages if node.get("datePublished")), next(iter(pages), None))


def referenced(node: Any, nodes: list[Node]) -> Any:
    """`{"@id": …}` replaced by the node it points to."""
    if isinstance(node, dict) and set(node) <= {"@id", "@type"} and "@id" in node:
        return next((item for item in nodes if item.get("@id") == node["@id"] and len(item) > len(node)), node)
    return node


def names(value: Any, nodes: list[Node]) -> list[str]:
    """Names of persons or organisations given as text, node, reference or a list of these."""
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        node = referenced(item, nodes)
        name = node.get("name") if isinstance(node, dict) else node
        for text in name if isinstance(name, list) else [name]:
            if isinstance(text, str) and text.strip():
                found.append(text)
    return found


def text_of(value: Any) -> str | None:
    """A plain string field; lists give their first string."""
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), None)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("@id") or value.get("url")
    return value.strip() or None if isinstance(value, str) else None
