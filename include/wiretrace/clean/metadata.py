"""What a page says about itself: title, authors, times, section, kind, and where each stood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import Tag

from wiretrace.clean import jsonld
from wiretrace.clean.authors import read_page_authors
from wiretrace.clean.head import Head, attribute, plain, read_head
from wiretrace.clean.page import Block, parse, readable_address, visible_blocks
from wiretrace.clean.published import read_modified, read_published
from wiretrace.clean.times import PrintedTime
from wiretrace.clean.titles import read_title

OPINION = re.compile(
    r"\b(opinions?|editorials?|op-?ed|comment(isfree|ary)?|columns?|columnists?|kommentare?|meinung|opinión|tribune|débats|voices|blogs?)\b",
    re.IGNORECASE,
)
OPINION_PATH = re.compile(
    r"/(opinions?|editorials?|op-ed|commentisfree|commentary|columns?|columnists|meinung|kommentar|opinion|voices)(/|$)",
    re.IGNORECASE,
)
LIVE_PATH = re.compile(
    r"/(live|liveblog|live-updates|live-news|livestory|ticker)(/|$)|-live(-updates?|-blog)?(/|$)|live-updates",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Metadata:
    """Times in UTC; `canonical_claim` is absolute and unchecked; `bylines` is what `authors` were read from."""

    title: str | None = None
    title_source: str | None = None
    authors: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    published: PrintedTime | None = None
    modified_at: datetime | None = None
    canonical_claim: str | None = None
    site_name: str | None = None
    section: str | None = None
    declared_language: str | None = None
    is_opinion: bool = False
    is_live: bool = False
    is_paywalled: bool = False


def read_metadata(text: str, url: str) -> Metadata:
    tree = parse(text)
    return describe(text, readable_address(url), tree, visible_blocks(tree) if tree is not None else [])


def describe(text: str, url: str, tree: Any, blocks: list[Block]) -> Metadata:
    """Metadata of a page whose tree and blocks are already at hand; `tree` is left as it is."""
    head = read_head(text, url, tree, tuple(blocks))
    site_name = _site_name(head)
    title, title_source = read_title(head, site_name)
    section = _section(head)
    authors = read_page_authors(head, title, site_name)
    return Metadata(
        title=title,
        title_source=title_source,
        authors=authors.names,
        bylines=authors.bylines,
        published=read_published(head, title),
        modified_at=read_modified(head),
        canonical_claim=_canonical(head),
        site_name=site_name,
        section=section,
        declared_language=_language(head),
        is_opinion=_is_opinion(head, section),
        is_live=_is_live(head),
        is_paywalled=_is_paywalled(head),
    )


def _site_name(head: Head) -> str | None:
    publisher = jsonld.names(head.article.get("publisher"), head.nodes)
    return plain(head.first("og:site_name", "application-name") or next(iter(publisher), None))


def _canonical(head: Head) -> str | None:
    tag = head.soup.find("link", rel="canonical")
    claimed = (attribute(tag, "href") if isinstance(tag, Tag) else None) or head.first("og:url")
    try:
        return urljoin(head.url, claimed) if claimed else None
    except ValueError:
        return None


def _section(head: Head) -> str | None:
    listed = jsonld.text_of(head.article.get("articleSection"))
    return plain(
        listed
        or head.first("article:section", "og:article:section", "parsely-section", "section", "cxenseparse:section")
    )


def _language(head: Head) -> str | None:
    declared = head.language_tag or head.first("og:locale", "content-language", "language") or ""
    match = re.match(r"[A-Za-z]{2}(?![A-Za-z])", declared)
    return match.group().lower() if match else None


def _is_opinion(head: Head, section: str | None) -> bool:
    types = jsonld.types_of(head.article)
    return bool(
        "OpinionNewsArticle" in types or OPINION.search(section or "") or OPINION_PATH.search(urlsplit(head.url).path)
    )


def _is_live(head: Head) -> bool:
    return any(kind == "LiveBlogPosting" for node in head.nodes for kind in jsonld.types_of(node)) or bool(
        LIVE_PATH.search(urlsplit(head.url).path)
    )


def _is_paywalled(head: Head) -> bool:
    free = next(
        (node["isAccessibleForFree"] for node in (head.article, *head.nodes) if "isAccessibleForFree" in node), None
    )
    tier = head.first("article:content_tier", "og:article:content_tier") or ""
    return str(free).lower() in ("false", "http://schema.org/false", "https://schema.org/false") or tier.lower() in (
        "locked",
        "metered",
        "paid",
    )
