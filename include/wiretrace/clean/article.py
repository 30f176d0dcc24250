"""One kept page becomes one article, or a refusal with its reason."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

import py3langid

from wiretrace.clean.charset import decode
from wiretrace.clean.credits import Credit, read_credit
from wiretrace.clean.maintext import MainText, main_text
from wiretrace.clean.metadata import Metadata, describe
from wiretrace.clean.page import parse, readable_address, visible_blocks
from wiretrace.clean.plain import PlainArticle, clean_plain
from wiretrace.clean.refusal import Refusal, is_stub, refuse

MARKUP = re.compile(r"<(!doctype|html|head|body|div|p|article|section|span|a|meta|br|h[1-6])\b[^>]*>", re.IGNORECASE)
NOT_TEXT = re.compile(
    r"^(image|video|audio|font|application/(pdf|zip|octet-stream|msword|vnd|x-|json|rss|atom))", re.IGNORECASE
)
BINARY_STARTS = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b", b"RIFF")
LANGUAGE_CHARACTERS = 3_000


@dataclass(frozen=True)
class RemovedText:
    """Offsets count in the visible text: the raw text of a file, a page's blocks joined by line breaks."""

    number: int
    text: str
    reason: str
    char_start: int
    char_end: int


@dataclass(frozen=True)
class Cleaned:
    metadata: Metadata
    credit: Credit
    language: str | None
    text: str
    removed: tuple[RemovedText, ...]
    refusal: Refusal | None = None
    paragraph_starts: tuple[int, ...] = ()  # offsets in the visible text
    main: MainText | None = None  # of an HTML page: its blocks may yet turn out to recur on the host


def clean_page(body: bytes, content_type: str | None, url: str) -> Cleaned:
    """The article of a page's bytes; `refusal` is set when it is none."""
    if NOT_TEXT.match(content_type or "") or body.startswith(BINARY_STARTS):
        return _refused("not_html", content_type or "binary data")
    text = decode(body, content_type).text
    if not text.strip():
        return _refused("empty", f"{len(body)} bytes")
    if is_plain(text, content_type):
        return from_plain(clean_plain(text))
    return clean_html(text, url)


def is_plain(text: str, content_type: str | None = None) -> bool:
    """Text without markup, whatever the server calls it; a stray '<' does not make a page."""
    return not MARKUP.search(text) or (
        bool(content_type) and "text/plain" in str(content_type) and len(MARKUP.findall(text)) < 3
    )


def clean_html(text: str, url: str) -> Cleaned:
    # composed before anything counts its characters: outlets write the same name as one or as two of them
    text = unicodedata.normalize("NFC", text)
    tree = parse(text)
    if tree is None:
        return _refused("empty", "no element")
    url, blocks = readable_address(url), visible_blocks(tree)
    metadata = describe(text, url, tree, blocks)
    main = main_text(tree, blocks, metadata.title)
    if not metadata.is_paywalled and is_stub(main.text, blocks):
        metadata = replace(metadata, is_paywalled=True)
    return Cleaned(
        metadata,
        read_credit(main.text, (*metadata.authors, *metadata.bylines)),
        detect_language(main.text, metadata.declared_language),
        main.text,
        _removed(main),
        refuse(main.text, metadata.title, url, blocks, metadata.is_declared),
        main.starts,
        main,
    )


def from_plain(article: PlainArticle) -> Cleaned:
    removed = [
        RemovedText(item.number, item.text, item.reason, item.raw_start, item.raw_end) for item in article.removed
    ]
    if article.title is not None and article.title_start is not None:
        end = article.title_start + len(article.title)
        number = sum(item.char_start < article.title_start for item in removed)
        number += sum(span.raw_start < article.title_start for span in article.spans)
        removed.append(RemovedText(number, article.title, "title", article.title_start, end))
    metadata = Metadata(title=article.title, title_source="first-line" if article.title else None)
    refusal = refuse(article.text, article.title, "", [])
    return Cleaned(
        metadata,
        read_credit(article.text),
        detect_language(article.text, None),
        article.text,
        tuple(sorted(removed, key=lambda item: item.number)),
        refusal,
        tuple(span.raw_start for span in article.spans),
    )


def detect_language(text: str, declared: str | None) -> str | None:
    """By the text; what the page declares decides only when there is too little of it."""
    if len(text) < 80:
        return declared
    code, _ = py3langid.classify(text[:LANGUAGE_CHARACTERS])
    return str(code)


def _refused(reason: str, detail: str) -> Cleaned:
    return Cleaned(Metadata(), Credit(), None, "", (), Refusal(reason, detail))


def with_main_text(cleaned: Cleaned, main: MainText) -> Cleaned:
    return replace(cleaned, text=main.text, removed=_removed(main), paragraph_starts=main.starts, main=main)


def _removed(main: MainText) -> tuple[RemovedText, ...]:
    return tuple(
        RemovedText(block.number, block.text, block.reason, block.start, block.start + len(block.text))
        for block in main.removed
    )
