"""When an article was published and changed: what the page declares, else what it prints near its headline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any

from wiretrace.clean import jsonld
from wiretrace.clean.head import FURNITURE, Head, inner_marks, is_furniture, key, marks_of, text_of
from wiretrace.clean.page import Block
from wiretrace.clean.times import PrintedTime, find_time, read_time, starts_of_time, time_of_url

OPENGRAPH_NAMES = ("article:published_time", "og:published_time", "og:article:published_time", "article:published")
META_NAMES = (
    "parsely-pub-date", "datepublished", "date-published", "date_published", "publishdate", "publish-date", "publish_date", "published-date", "published_date", "publisheddate",
    "pubdate", "pub_date", "date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dcterms.date", "sailthru.date", "cxenseparse:recs:publishtime",
    "article_date_original", "originalpublicationdate", "publication_date", "publication-date", "citation_publication_date", "citation_date", "citation_online_date", "date.issued", "dc.date.created", "release_date", "cxenseparse:publishtime", "article.published", "published", "bt:pubdate", "vr:published_time", "rnews:datepublished", "article.created",
)  # fmt: skip
MODIFIED_NAMES = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "lastmod", "last-modified", "dcterms.modified", "dc.date.modified", "article.updated",
)  # fmt: skip
CHANGED = re.compile(
    r"\b(updat|modif|revis|review|last edited|edited on|verified|aktualisiert|actualizado|mis à jour|aggiornato|atualizado)",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"\b(publi|posted|written|created|released|veröffentlicht|erschienen|publicado|publié|pubblicato|date)",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"\b(?:first |originally )?(published|posted|veröffentlicht|publicado|publié|pubblicato)( on| at| am| le| el| il| em)?\W{0,3}$",
    re.IGNORECASE,
)
LATEST_CHANGE = re.compile(
    r"\b(last (updated|modified|reviewed|revised)|updated|zuletzt (aktualisiert|geändert)|actualizado|mis à jour le|ultimo aggiornamento)( on| at| am| el| il| le)?\W{0,3}$",
    re.IGNORECASE,
)
FUTURE = re.compile(
    r"\b(copyright|©|event|deadline|expires|starts|begins|valid|register by|founded|since|born|ends)\b|©", re.IGNORECASE
)
DATE_MARK = re.compile(r"date|time|publish|posted|meta|byline|stamp|created|info")
OWN_MARK = re.compile(r"date(?!d)|time(?!line)|publish|posted|stamp")
SCRIPTED = re.compile(
    r"[\"\\](?:datePublished|publishDate|publishedAt|published_at|publishedDate|published_date|publicationDate|firstPublished\w*|publish_date|pubDate|date_published)"
    r"\\?\"\s*:\s*\\?\"(?P<moment>[12]\d{3}-[01]\d-[0-3]\d[^\"\\]{0,30})"
)
SCRIPT_CHARACTERS = 3_000_000
STAMP_CHARACTERS = 160
REACH_BEFORE, REACH_AFTER = 6, 16  # blocks around the headline where a stamp is looked for
BEFORE_WEIGHT = 4  # elements after the headline that weigh as one before it: what stands before it often ends a list
NEAR = 3  # blocks around the headline within which a plain date contradicts a declared one
SAME_BUILD = timedelta(days=3)
ANY_ZONES_DAY = timedelta(hours=38)  # a printed day and the declared instant, in whatever zones
BESIDE = 12  # elements after the headline: what stands there is its own, whatever the classes around both say


@dataclass(frozen=True)
class Times:
    """`modified_at` is the latest change that the page tells; it never stands in for a publication that it does not tell."""

    published: PrintedTime | None = None
    modified_at: datetime | None = None


def read_times(head: Head, title: str | None) -> Times:
    """Published: a declared time; else a printed one; else the address or a script."""
    at = head.headline_at(title)
    marked = [moment for value in _marked_times(head, title) if (moment := read_time(value, head.is_day_first))]
    changed = _read_modified(head)
    declared = next(_declared(head), None)
    if declared is not None:
        earlier = _printed_earlier(head, at, declared) if _is_stamped_by_machine(declared, changed) else None
        return Times(earlier or _as_printed(declared, marked), changed)
    if marked:
        return Times(PrintedTime(marked[0], "time"), changed)
    stamps = list(_stamps(head, _around(head.blocks, at)))
    stamps += [] if any(not is_change for is_change, _ in stamps) else _far_stamps(head, at)
    changed = changed or next((moment for is_change, moment in stamps if is_change), None)
    first = next((moment for is_change, moment in stamps if not is_change), None)
    if first is not None:
        return Times(PrintedTime(first, "text"), changed)
    if (moment := time_of_url(head.url)) is not None:
        return Times(PrintedTime(moment, "url"), changed)
    scripted = _scripted(head)
    return Times(PrintedTime(scripted, "script") if scripted is not None else None, changed)


def _read_modified(head: Head) -> datetime | None:
    return read_time(jsonld.text_of(head.article.get("dateModified"))) or read_time(head.first(*MODIFIED_NAMES))


def _declared(head: Head) -> Iterator[PrintedTime]:
    page = jsonld.page_node(head.nodes) or {}
    for value, source in (
        (head.article.get("datePublished"), "json-ld"),
        (head.first(*OPENGRAPH_NAMES), "opengraph"),
        (head.first(*META_NAMES), "meta"),
        (page.get("datePublished") or head.article.get("dateCreated"), "json-ld"),
        (page.get("uploadDate"), "json-ld"),
    ):
        moment = read_time(jsonld.text_of(value))
        if moment is not None:
            yield PrintedTime(moment, source)


def _as_printed(declared: PrintedTime, marked: list[datetime]) -> PrintedTime:
    """The same instant with the zone in which the page prints it, where the head gives it in UTC."""
    if declared.moment.utcoffset():
        return declared
    local = next((m for m in marked if m.utcoffset() and abs(m - declared.moment) < timedelta(minutes=1)), None)
    return PrintedTime(local, declared.source) if local is not None else declared


def _is_stamped_by_machine(declared: PrintedTime, changed: datetime | None) -> bool:
    """Published and changed at one time: page builders declare each new build so, whatever the article prints."""
    return changed is not None and abs(_utc(changed) - _utc(declared.moment)) < SAME_BUILD


def _printed_earlier(head: Head, at: int, declared: PrintedTime) -> PrintedTime | None:
    """The date beside the headline if it is days before the declared one."""
    near = [*head.blocks[at : at + 1 + NEAR], *reversed(head.blocks[max(0, at - NEAR) : at])]
    around = _around(head.blocks, at)
    dated = [block for block in around if _is_of_date(block)]
    stamps = chain(_stamps(head, near), _stamps(head, around, LABEL), _stamps(head, dated), _far_stamps(head, at))
    moment = next((moment for is_change, moment in stamps if not is_change), None)
    is_earlier = moment is not None and _utc(moment) + ANY_ZONES_DAY < _utc(declared.moment)
    return PrintedTime(moment, "text") if moment is not None and is_earlier else None


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _scripted(head: Head) -> datetime | None:
    """A publication date in a script's data, if the whole page names one day only."""
    if head.tree is None:
        return None
    scripts = (item.text or "" for item in head.tree.iter("script"))
    found = {match["moment"] for text in scripts for match in SCRIPTED.finditer(text[:SCRIPT_CHARACTERS])}
    moments = [moment for value in sorted(found) if (moment := read_time(value))]
    return moments[0] if len({moment.date() for moment in moments}) == 1 else None


def _marked_times(head: Head, title: str | None) -> list[str]:
    """Microdata and `pubdate`; then `time` tags that are not said to be changes, the nearest to the headline first."""
    marked: list[str] = []
    labelled: list[str] = []
    plain: list[tuple[int, str]] = []
    headline: int | None = None
    for number, item in enumerate(head.elements):
        if item.tag == "h1" and (headline is None or (title and key(text_of(item)) == key(title))):
            headline = number
        if "datepublished" in item.get("itemprop", "").lower() or item.get("pubdate") is not None:
            marked.append(item.get("datetime") or item.get("content") or text_of(item))
        elif item.tag == "time" and not CHANGED.search(said := _surroundings(item)):
            is_beside = headline is not None and number - headline <= BESIDE
            if is_furniture(item) and not is_beside:
                continue
            value = item.get("datetime") or text_of(item)
            labelled += [value] if LABEL.search(said[:60].strip()) else []
            plain.append((number, value))
    near = sorted(plain, key=lambda found: _distance(found[0], headline or 0))
    return [*marked, *labelled[:1], *(value for _, value in near[:4])]


def _distance(number: int, at: int) -> int:
    return number - at if number >= at else BEFORE_WEIGHT * (at - number)


def _surroundings(item: Any) -> str:
    """What is said just before a time, in its parent, in sixty characters; then its own marks and text: "Updated <time>"."""
    previous = item.getprevious()
    parent = item.getparent()
    before = (
        f"{text_of(previous)} {previous.tail or ''}"
        if previous is not None
        else (parent.text or "")
        if parent is not None
        else ""
    )
    return f"{before[-60:]:60} {marks_of(item)} {text_of(item)[:40]}"


def _around(blocks: tuple[Block, ...], at: int) -> list[Block]:
    return [*blocks[at : at + REACH_AFTER], *reversed(blocks[max(0, at - REACH_BEFORE) : at])]


def _stamps(
    head: Head, blocks: Iterable[Block], label: re.Pattern[str] | None = None
) -> Iterator[tuple[bool, datetime]]:
    """(is said to be a change, time) of short lines, in the order given; with `label`, only of lines that say it."""
    for block in filter(_may_be_stamp, blocks):
        text = block.text
        start = starts_of_time(text)
        if start is None or FUTURE.search(text) or not _is_stamp(text, text[:start], block.marks):
            continue
        lead, previous = text[:start], head.blocks[block.number - 1].text if block.number else ""
        said = f"{previous} {lead}" if previous.endswith(":") or len(previous) < 24 else lead
        moment = find_time(text, head.is_day_first) if label is None or label.search(said) else None
        if moment is not None:
            yield bool(CHANGED.search(said)) and not PUBLISHED.search(lead), moment


def _may_be_stamp(block: Block) -> bool:
    """Short, with a year of this age: sparing most lines a search for dates."""
    return len(block.text) <= STAMP_CHARACTERS and ("20" in block.text or "19" in block.text)


def _far_stamps(head: Head, at: int) -> Iterator[tuple[bool, datetime]]:
    """Farther down: lines that say "Posted on …", and those whose own class is a date's, outside of lists of articles."""
    far = [block for block in head.blocks[at + REACH_AFTER :] if not FURNITURE.search(inner_marks(block))]
    yield from _stamps(head, far, LABEL)
    labelled = {moment for _, moment in _stamps(head, head.blocks[at + REACH_AFTER :], LABEL)}
    yield from ((False, moment) for moment in labelled if len(labelled) == 1)  # a sidebar about this article
    yield from ((True, moment) for _, moment in _stamps(head, far, LATEST_CHANGE))
    changes = _stamps(head, [block for block in far if _is_of_date(block)])
    yield from ((True, moment) for is_change, moment in changes if is_change)
    if not any(block.tag == "h1" for block in head.blocks):  # the headline is a picture or a plain line
        yield from _stamps(
            head, [block for block in far if starts_of_time(block.text) == 0 and len(block.text) < 24][:1]
        )


def _is_of_date(block: Block) -> bool:
    """Its own class says that it holds a date."""
    return bool(OWN_MARK.search(" ".join(block.marks.split()[-3:])))


def _is_stamp(text: str, lead: str, marks: str) -> bool:
    """Little besides the date, or words or classes that say what date it is."""
    others = len(re.findall(r"[^\W\d_]{2,}", text))
    inner = " ".join(marks.split()[-12:])
    says_so = PUBLISHED.search(text[:40]) or CHANGED.search(text[:40]) or CHANGED.search(lead[-20:])
    return others <= 9 or (others <= 16 and bool(says_so or DATE_MARK.search(inner)))
