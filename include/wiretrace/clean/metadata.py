"""What a page says about itself: title, authors, times, section, kind, and where each stood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, SoupStrainer, Tag

from wiretrace.clean import jsonld
from wiretrace.clean.bylines import read_authors
from wiretrace.clean.times import PrintedTime, read_time, time_of_url
from wiretrace.fetch.identity import registered_domain

TITLE_JOINTS = re.compile(r"\s+[|–—·•»:-]+\s+|\s*[|»]\s*|:\s+")
PUBLISHED_NAMES = (
    "article:published_time", "og:published_time", "og:article:published_time", "article:published", "parsely-pub-date", "datepublished", "publishdate", "publish-date", "publish_date",
    "pubdate", "date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date", "sailthru.date", "cxenseparse:recs:publishtime",
    "article_date_original", "originalpublicationdate", "publication_date", "date.issued", "dc.date.created", "release_date", "cxenseparse:publishtime", "article.published", "published", "bt:pubdate", "vr:published_time", "rnews:datepublished",
)  # fmt: skip
MODIFIED_NAMES = (
    "article:modified_time",
    "og:updated_time",
    "og:modified_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "article.updated",
)
AUTHOR_NAMES = (
    "author",
    "article:author",
    "og:article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "byl",
    "byline",
    "article.author",
    "citation_author",
    "twitter:data1",
)
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
INLINE_TAGS = re.compile(r"</?(b|i|em|strong|span|br|p|a|u|sup|sub|q|cite|h\d|font)\b[^>]*>", re.IGNORECASE)
BYLINE_MARK = re.compile(
    r"\b(by-?line\S*|author\S*|creator|writer\S*|c-byline|contributor\S*|article-author\S*)\b", re.IGNORECASE
)


class _DescribingTags(SoupStrainer):
    """Keeps only tags that describe the page: building all of them takes three times as long."""

    def allow_tag_creation(self, nsprefix: str | None, name: str, attrs: Any) -> bool:
        if name in ("html", "meta", "title", "link", "h1", "time", "base"):
            return True
        if name == "script":
            return "ld+json" in str((attrs or {}).get("type", "")).lower()
        if not attrs or name == "body":
            return False
        marked = f"{attrs.get('class', '')} {attrs.get('id', '')}"
        return "itemprop" in attrs or "author" in str(attrs.get("rel", "")) or bool(BYLINE_MARK.search(marked))

    def allow_string_creation(self, string: str) -> bool:
        return False


@dataclass(frozen=True)
class Metadata:
    """Times in UTC; `canonical_claim` is absolute and unchecked."""

    title: str | None = None
    title_source: str | None = None
    authors: tuple[str, ...] = ()
    published: PrintedTime | None = None
    modified_at: datetime | None = None
    canonical_claim: str | None = None
    site_name: str | None = None
    section: str | None = None
    declared_language: str | None = None
    is_opinion: bool = False
    is_live: bool = False
    is_paywalled: bool = False


@dataclass(frozen=True)
class _Head:
    """The parts of a page that describe it."""

    soup: BeautifulSoup
    url: str
    meta: dict[str, str]
    nodes: list[jsonld.Node]
    article: jsonld.Node

    def first(self, *names: str) -> str | None:
        return next((self.meta[name] for name in names if self.meta.get(name)), None)


def read_metadata(text: str, url: str) -> Metadata:
    head = _head(text, url)
    site_name = _site_name(head)
    title, title_source = _title(head, site_name)
    section = _section(head)
    return Metadata(
        title=title,
        title_source=title_source,
        authors=tuple(_authors(head, site_name)),
        published=_published(head),
        modified_at=_modified(head),
        canonical_claim=_canonical(head),
        site_name=site_name,
        section=section,
        declared_language=_language(head),
        is_opinion=_is_opinion(head, section),
        is_live=_is_live(head),
        is_paywalled=_is_paywalled(head),
    )


def quick_title(tree: Any, url: str) -> str | None:
    """The headline from the page's tree alone, where only the text is wanted."""
    printed = [" ".join(item.text_content().split()) for item in tree.iter("h1")]
    tag = tree.find(".//title")
    whole = " ".join(tag.text_content().split()) if tag is not None else ""
    return next((text for text in printed if text and text in whole), None) or strip_site(whole or None, None, url)


def _head(text: str, url: str) -> _Head:
    soup = BeautifulSoup(text, "lxml", parse_only=_DescribingTags())
    meta: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        name = (
            _attribute(tag, "property")
            or _attribute(tag, "name")
            or _attribute(tag, "itemprop")
            or _attribute(tag, "http-equiv")
        )
        content = _attribute(tag, "content")
        if name and content:
            meta.setdefault(name.lower(), content)
    nodes = jsonld.read_nodes([tag.get_text() for tag in soup.find_all("script")])
    article = jsonld.article_node(nodes) or {}
    return _Head(soup, url, meta, nodes, article)


def _attribute(tag: Tag, name: str) -> str | None:
    value = tag.get(name)
    flat = " ".join(value) if isinstance(value, list) else value
    return " ".join(flat.split()) or None if flat else None


def _plain(value: str | None) -> str | None:
    """Text of a field in which some sites leave markup or entities."""
    if not value:
        return None
    if "<" in value or "&" in value:
        value = unescape(INLINE_TAGS.sub("", value))
    return " ".join(value.split()) or None


def _site_name(head: _Head) -> str | None:
    publisher = jsonld.names(head.article.get("publisher"), head.nodes)
    return _plain(head.first("og:site_name", "application-name") or next(iter(publisher), None))


def _title(head: _Head, site_name: str | None) -> tuple[str | None, str | None]:
    printed = [" ".join(tag.get_text(" ").split()) for tag in head.soup.find_all("h1")]
    tag = head.soup.find("title")
    candidates = [
        (jsonld.text_of(head.article.get("headline")), "json-ld"),
        (head.first("og:title", "twitter:title", "parsely-title", "dc.title"), "opengraph"),
        (printed[0] if len([text for text in printed if text]) == 1 else None, "h1"),
        (tag.get_text() if tag else None, "title"),
        (next((text for text in printed if text), None), "h1"),
        (jsonld.text_of(head.article.get("name")), "json-ld"),
    ]
    cleaned = [(strip_site(_plain(text), site_name, head.url), source) for text, source in candidates]
    known = [(text, source) for text, source in cleaned if text and not is_site_name(text, site_name, head.url)]
    shown = {_key(text) for text in printed}
    return next(((text, source) for text, source in known if _key(text) in shown), next(iter(known), (None, None)))


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def strip_site(title: str | None, site_name: str | None, url: str) -> str | None:
    """The headline without the site's name at its end or start."""
    if not title:
        return None
    names = {_key(site_name or ""), _key(registered_domain(url).split(".")[0]), _key(urlsplit(url).hostname or "")} - {
        ""
    }
    joints = list(TITLE_JOINTS.finditer(title))
    if len(joints) == 1:
        start, end = title[: joints[0].start()], title[joints[0].end() :]
        if is_site_name(start, site_name, url) != is_site_name(end, site_name, url):
            return (end if is_site_name(start, site_name, url) else start).strip()
    for joint in joints:
        tail = _key(title[joint.end() :])
        if tail in names or any(
            len(name) > 3 and (tail.startswith(name) or (name.startswith(tail) and len(tail) > 3)) for name in names
        ):
            return title[: joint.start()].strip() or title
    if joints and _key(title[: joints[0].start()]) in names:
        return title[joints[0].end() :].strip() or title
    return title


def is_site_name(text: str, site_name: str | None, url: str) -> bool:
    """ "La Gaceta de Sorrano" for gaceta-sorrano.example: a short text that says all words of the domain."""
    label = registered_domain(url).split(".")[0]
    words = set(re.findall(r"\w+", text.casefold()))
    named = {word for word in label.split("-") if len(word) > 2 and word not in ("blog", "news", "online")}
    spellings = (label.replace("-", ""), "".join(word for word in label.split("-") if word in named))
    is_named = bool(named) and (named <= words or _key(text) in spellings)
    has_domain = is_named and len(words) <= len(named) + 3
    return has_domain or (bool(site_name) and _key(text) == _key(site_name or ""))


def _authors(head: _Head, site_name: str | None) -> list[str]:
    declared = jsonld.names(head.article.get("author") or head.article.get("creator"), head.nodes)
    named = [
        value
        for name in AUTHOR_NAMES
        if name != "twitter:data1" and (value := head.meta.get(name)) and "://" not in value
    ]
    for values in (declared, named, _printed_bylines(head)):
        authors = read_authors([text for value in values if (text := _plain(value))], site_name)
        if authors:
            return authors
    return read_authors([text for value in declared if (text := _plain(value))])


def _printed_bylines(head: _Head) -> list[str]:
    """Author links and microdata, else short elements whose class says byline."""
    soup = head.soup
    marked: list[Any] = soup.find_all(attrs={"itemprop": "author"}) or soup.find_all(attrs={"rel": "author"})
    if not marked:
        marked = [tag for tag in soup.find_all(class_=BYLINE_MARK) if 3 < len(tag.get_text(" ").strip()) < 80][:2]
    texts = [" ".join(tag.get_text(" ").split()) for tag in marked if tag.name != "meta"]
    return [text for text in texts if 3 < len(text) < 120][:4]


def _published(head: _Head) -> PrintedTime | None:
    page = jsonld.page_node(head.nodes) or {}
    found = [
        (head.article.get("datePublished"), "json-ld"),
        (head.first(*PUBLISHED_NAMES[:4]), "opengraph"),
        (head.first(*PUBLISHED_NAMES[4:]), "meta"),
        (page.get("datePublished") or head.article.get("dateCreated"), "json-ld"),
        (page.get("uploadDate"), "json-ld"),
        *((value, "time") for value in _time_tags(head)),
    ]
    for value, source in found:
        moment = read_time(jsonld.text_of(value))
        if moment is not None:
            return PrintedTime(moment, source)
    moment = time_of_url(head.url)
    return PrintedTime(moment, "url") if moment else None


def _time_tags(head: _Head) -> list[str]:
    """`itemprop=datePublished`, `pubdate` and class-marked times first; other `time` tags only if they all agree."""
    tags = [tag for tag in head.soup.find_all(["time", "meta", "span", "abbr", "div", "p"]) if isinstance(tag, Tag)]
    marked = [
        tag for tag in tags if "datepublished" in str(tag.get("itemprop", "")).lower() or tag.get("pubdate") is not None
    ]
    times = [tag for tag in tags if tag.name == "time"]
    named = [tag for tag in times if re.search(r"publish|posted|entry-date", str(tag.get("class", "")).lower())]
    days = {str(tag.get("datetime") or tag.get_text())[:10] for tag in times}
    plain = times[:1] if len(days) == 1 else []
    return [str(tag.get("datetime") or tag.get("content") or tag.get_text(" ")) for tag in (*marked, *named, *plain)]


def _modified(head: _Head) -> datetime | None:
    return read_time(jsonld.text_of(head.article.get("dateModified"))) or read_time(head.first(*MODIFIED_NAMES))


def _canonical(head: _Head) -> str | None:
    tag = head.soup.find("link", rel="canonical")
    claimed = (_attribute(tag, "href") if isinstance(tag, Tag) else None) or head.first("og:url")
    try:
        return urljoin(head.url, claimed) if claimed else None
    except ValueError:
        return None


def _section(head: _Head) -> str | None:
    listed = jsonld.text_of(head.article.get("articleSection"))
    return _plain(
        listed
        or head.first("article:section", "og:article:section", "parsely-section", "section", "cxenseparse:section")
    )


def _language(head: _Head) -> str | None:
    tag = head.soup.find("html")
    declared = (_attribute(tag, "lang") if isinstance(tag, Tag) else None) or head.first(
        "og:locale", "content-language", "language"
    )
    match = re.match(r"[A-Za-z]{2}(?![A-Za-z])", declared or "")
    return match.group().lower() if match else None


def _is_opinion(head: _Head, section: str | None) -> bool:
    types = jsonld.types_of(head.article)
    return bool(
        "OpinionNewsArticle" in types or OPINION.search(section or "") or OPINION_PATH.search(urlsplit(head.url).path)
    )


def _is_live(head: _Head) -> bool:
    return any(kind == "LiveBlogPosting" for node in head.nodes for kind in jsonld.types_of(node)) or bool(
        LIVE_PATH.search(urlsplit(head.url).path)
    )


def _is_paywalled(head: _Head) -> bool:
    free = next(
        (node["isAccessibleForFree"] for node in (head.article, *head.nodes) if "isAccessibleForFree" in node), None
    )
    tier = head.first("article:content_tier", "og:article:content_tier") or ""
    return str(free).lower() in ("false", "http://schema.org/false", "https://schema.org/false") or tier.lower() in (
        "locked",
        "metered",
        "paid",
    )
