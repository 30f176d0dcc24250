"""When an article was published and changed: what the page declares, else what it prints near its headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from wiretrace.clean import jsonld
from wiretrace.clean.head import Head, is_furniture, marks_of, text_of
from wiretrace.clean.times import PrintedTime, find_time, read_time, starts_of_time, time_of_url
from wiretrace.clean.titles import key

OPENGRAPH_NAMES = ("article:published_time", "og:published_time", "og:article:published_time", "article:published")
META_NAMES = (
    "parsely-pub-date", "datepublished", "publishdate", "publish-date", "publish_date",
    "pubdate", "date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dcterms.date", "sailthru.date", "cxenseparse:recs:publishtime",
    "article_date_original", "originalpublicationdate", "publication_date", "citation_publication_date", "citation_date", "citation_online_date", "date.issued", "dc.date.created", "release_date", "cxenseparse:publishtime", "article.published", "published", "bt:pubdate", "vr:published_time", "rnews:datepublished",
)  # fmt: skip
MODIFIED_NAMES = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "lastmod", "last-modified", "dcterms.modified", "dc.date.modified", "article.updated",
)  # fmt: skip
CHANGED = re.compile(
    r"\b(updat|modif|revis|review|last edited|edited on|verified|aktualisiert|actualizado|mis à jour|aggiornato)",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"\b(publi|posted|written|created|released|veröffentlicht|publicado|publié|pubblicato|date)", re.IGNORECASE
)
FUTURE = re.compile(
    r"\b(copyright|©|event|deadline|expires|starts|begins|valid|register by|founded|since|born|ends)\b|©", re.IGNORECASE
)
DATE_MARK = re.compile(r"date|time|publish|posted|meta|byline|stamp|created|info")
STAMP_CHARACTERS = 160
REACH_BEFORE, REACH_AFTER = 6, 16  # blocks around the headline where a stamp is looked for


def read_published(head: Head, title: str | None) -> PrintedTime | None:
    page = jsonld.page_node(head.nodes) or {}
    declared = [
        (head.article.get("datePublished"), "json-ld"),
        (head.first(*OPENGRAPH_NAMES), "opengraph"),
        (head.first(*META_NAMES), "meta"),
        (page.get("datePublished") or head.article.get("dateCreated"), "json-ld"),
        (page.get("uploadDate"), "json-ld"),
        *((value, "time") for value in _marked_times(head)),
    ]
    for value, source in declared:
        moment = read_time(jsonld.text_of(value))
        if moment is not None:
            return PrintedTime(moment, source)
    stamps = list(_stamps(head, title))
    first = next((moment for is_change, moment in stamps if not is_change), None)
    if first is not None:
        return PrintedTime(first, "text")
    moment = time_of_url(head.url)
    if moment is not None:
        return PrintedTime(moment, "url")
    changed = read_modified(head) or next((moment for _, moment in stamps), None)
    return PrintedTime(changed, "modified") if changed is not None else None


def read_modified(head: Head) -> datetime | None:
    return read_time(jsonld.text_of(head.article.get("dateModified"))) or read_time(head.first(*MODIFIED_NAMES))


def _marked_times(head: Head) -> list[str]:
    """Microdata and `pubdate`; then `time` tags near the headline that are not said to be changes."""
    marked: list[str] = []
    plain: list[str] = []
    for item in head.elements:
        if "datepublished" in item.get("itemprop", "").lower() or item.get("pubdate") is not None:
            marked.append(item.get("datetime") or item.get("content") or text_of(item))
        elif (
            item.tag == "time" and len(plain) < 4 and not is_furniture(item) and not CHANGED.search(_surroundings(item))
        ):
            plain.append(item.get("datetime") or text_of(item))
    return [*marked, *plain]


def _surroundings(item: Any) -> str:
    """What is said just before a time, in its parent: "Updated <time>"."""
    previous = item.getprevious()
    parent = item.getparent()
    before = (
        f"{text_of(previous)} {previous.tail or ''}"
        if previous is not None
        else (parent.text or "")
        if parent is not None
        else ""
    )
    return f"{before[-60:]} {marks_of(item)} {text_of(item)[:40]}"


def _stamps(head: Head, title: str | None) -> Iterator[tuple[bool, datetime]]:
    """(is said to be a change, time) of short lines around the headline, the nearest kind of evidence first."""
    blocks = head.blocks
    wanted = key(title or "")
    at = next((block.number for block in blocks if wanted and key(block.text) == wanted), None)
    if at is None:
        at = next((block.number for block in blocks if block.tag == "h1"), 0)
    near = [*blocks[at : at + REACH_AFTER], *reversed(blocks[max(0, at - REACH_BEFORE) : at])]
    previous = ""
    for block in near:
        text = block.text
        moment = find_time(text) if len(text) <= STAMP_CHARACTERS and not FUTURE.search(text) else None
        lead = text[: starts_of_time(text) or 0]
        said = f"{previous} {lead}" if previous.endswith(":") or len(previous) < 24 else lead
        if moment is not None and _is_stamp(text, block.marks):
            yield bool(CHANGED.search(said)) and not PUBLISHED.search(lead), moment
        previous = text


def _is_stamp(text: str, marks: str) -> bool:
    """Little besides the date, or words or classes that say what date it is."""
    others = len(re.findall(r"[^\W\d_]{2,}", text))
    inner = " ".join(marks.split()[-12:])
    return others <= 9 or (
        others <= 16 and bool(PUBLISHED.search(text[:40]) or CHANGED.search(text[:40]) or DATE_MARK.search(inner))
    )
