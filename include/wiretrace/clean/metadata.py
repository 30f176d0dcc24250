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
from wiretrace.clean.page import Block
from wiretrace.clean.published import read_times
from wiretrace.clean.refusal import page_words
from wiretrace.clean.times import PrintedTime
from wiretrace.clean.titles import read_title
from wiretrace.fetch.identity import without_credentials

LIVE_PATH = re.compile(
    r"/(live|liveblog|live-updates|live-news|livestory|ticker)(/|$)|-live(-updates?|-blog)?(/|$)|live-updates",
    re.IGNORECASE,
)
LABELLED = re.compile(r"^\W*([^\W\d][\w -]{1,20}?)\s*(?::|\||–|—|\s-\s)\s*\S")
PAID_TIERS = ("locked", "metered", "paid")


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
    is_declared: bool = False  # the page calls itself an article
    is_opinion: bool = False
    is_live: bool = False
    is_paywalled: bool = False


def describe(text: str, url: str, tree: Any, blocks: list[Block]) -> Metadata:
    """Metadata of a page whose tree and blocks are already at hand; `tree` is left as it is."""
    head = read_head(text, url, tree, tuple(blocks))
    site_name = _site_name(head)
    title, title_source = read_title(head, site_name)
    section = _section(head)
    authors = read_page_authors(head, title, site_name)
    times = read_times(head, title)
    return Metadata(
        title=title,
        title_source=title_source,
        authors=authors.names,
        bylines=authors.bylines,
        published=times.published,
        modified_at=times.modified_at,
        canonical_claim=_canonical(head),
        site_name=site_name,
        section=section,
        declared_language=_language(head),
        is_declared=_is_declared(head),
        is_opinion=_is_opinion(head, section, title),
        is_live=_is_live(head, title),
        is_paywalled=_is_paywalled(head),
    )


def _site_name(head: Head) -> str | None:
    publisher = jsonld.names(head.article.get("publisher"), head.nodes)
    return plain(head.first("og:site_name", "application-name") or next(iter(publisher), None))


def _canonical(head: Head) -> str | None:
    tag = head.soup.find("link", rel="canonical")
    claimed = (attribute(tag, "href") if isinstance(tag, Tag) else None) or head.first("og:url")
    try:
        return without_credentials(urljoin(head.url, claimed)) if claimed else None
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


def _is_declared(head: Head) -> bool:
    """An article in its JSON-LD with headline and date, or for link previews, with a date or an author."""
    article = head.article
    is_marked = (head.first("og:type") or "").lower() == "article"
    return bool(article.get("headline") and article.get("datePublished")) or (
        is_marked and any(name in head.meta for name in ("article:published_time", "author", "article:author"))
    )


def _is_opinion(head: Head, section: str | None, title: str | None) -> bool:
    folders = urlsplit(head.url).path.casefold().split("/")[1:-1]
    named = re.split(r"[^\w-]+", (section or "").casefold())
    return (
        "OpinionNewsArticle" in jsonld.types_of(head.article)
        or any(word in page_words("opinion_sections") for word in (*named, *folders))
        or _label(title) in page_words("opinion_titles")
    )


def _label(title: str | None) -> str:
    """ "opinion" of "Opinion: Who pays for the dam"."""
    match = LABELLED.match(title or "")
    return match[1].casefold() if match else ""


def _is_live(head: Head, title: str | None) -> bool:
    return (
        any(kind == "LiveBlogPosting" for node in head.nodes for kind in jsonld.types_of(node))
        or bool(LIVE_PATH.search(urlsplit(head.url).path))
        or _label(title) in page_words("live_titles")
    )


def _is_paywalled(head: Head) -> bool:
    free = next(
        (node["isAccessibleForFree"] for node in (head.article, *head.nodes) if "isAccessibleForFree" in node), None
    )
    tier = head.first("article:content_tier", "og:article:content_tier") or ""
    return (
        str(free).lower() in ("false", "http://schema.org/false", "https://schema.org/false")
        or tier.lower() in PAID_TIERS
    )
