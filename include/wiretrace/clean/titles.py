"""The headline: what the page declares, what it prints, and the site's name taken off."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from wiretrace.clean import jsonld
from wiretrace.clean.head import Head, key, plain, text_of
from wiretrace.fetch.identity import registered_domain

JOINTS = re.compile(r"\s+[|–—·•»:⋆/-]+\s+|\s*[|»]\s*|:\s+")
TRAILING_ORNAMENTS = re.compile(r"[\s⋆★|·•»–—-]+$")
FILLERS = frozenset(
    [
        "the",
        "la",
        "le",
        "el",
        "los",
        "las",
        "die",
        "der",
        "das",
        "de",
        "of",
        "du",
        "des",
        "a",
        "an",
        "and",
        "&",
        "online",
        "news",
        "newspaper",
        "daily",
        "weekly",
        "magazine",
        "blog",
        "journal",
        "com",
        "www",
        "co",
        "inc",
    ]
)
LONGEST_TITLE = 600
SHORTEST_HEADING = 4  # words from which a heading inside a longer declared title is believed
Candidate = tuple[str, str]


def read_title(head: Head, site_name: str | None) -> tuple[str | None, str | None]:
    """(title, where it stood). A declared title that the page prints wins; then one declared twice; then the first."""
    printed = head.headings("h1")
    declared = _declared(head)
    candidates = [(strip_site(text, site_name, head.url), source) for text, source in declared]
    known = [(text, source) for text, source in candidates if text and not is_site_name(text, site_name, head.url)]
    named = [text for text in printed if not is_site_name(text, site_name, head.url)]
    return (
        _shown(known, printed)
        or _within(declared, [*named, *head.headings("h2")[:12]])
        or _contained(known, named)
        or (_agreed(known) if len(named) != 1 else None)
        or ((named[0], "h1") if len(named) == 1 else None)
        or next(iter(known), (named[0], "h1") if named else (None, None))
    )


def _declared(head: Head) -> list[Candidate]:
    tag = head.soup.find("title") or None
    named = (
        tag.get_text()
        if tag is not None
        else next((text_of(item) for item in head.elements if item.tag == "title"), None)
    )
    found = [
        (jsonld.text_of(head.article.get("headline")), "json-ld"),
        (head.first("og:title", "twitter:title", "parsely-title", "dc.title"), "opengraph"),
        (named, "title"),
        (jsonld.text_of(head.article.get("name")), "json-ld"),
    ]
    return [(text, source) for value, source in found if (text := plain(value))]


def _shown(known: list[Candidate], printed: list[str]) -> Candidate | None:
    spelled = {key(text): text for text in reversed(printed) if not text.isupper()}
    return next(
        ((spelled.get(key(text), text), source) for text, source in known if key(text) in map(key, printed)), None
    )


def _within(declared: list[Candidate], headings: list[str]) -> Candidate | None:
    """A heading with which a declared title begins or ends, the rest being set off: "Headline - Some Site, Section"."""
    for heading in headings:
        if len(heading.split()) < SHORTEST_HEADING:
            continue
        for text, source in declared:
            start, rest = text[: len(heading)], text[len(heading) :]
            if text == heading or (key(start) == key(heading) and JOINTS.match(rest)):
                return heading, source
            if text.endswith(heading) and JOINTS.search(text[: -len(heading)][-4:]):
                return heading, source
    return None


def _contained(known: list[Candidate], headings: list[str]) -> Candidate | None:
    """A heading into which date, byline or counters run: the declared title is the headline alone."""
    for text, source in known:
        if len(text.split()) >= SHORTEST_HEADING and any(key(text) in key(heading) for heading in headings):
            return text, source
    return None


def _agreed(known: list[Candidate]) -> Candidate | None:
    counts = Counter({key(text): 0 for text, _ in known})
    counts.update(spelling for spelling in counts for source in {s for t, s in known if key(t) == spelling})
    return next(((text, source) for text, source in known if counts[key(text)] > 1), None)


def quick_title(tree: Any, url: str) -> str | None:
    """The headline from the page's tree alone, where only the text is wanted."""
    printed = [text_of(item) for item in tree.iter("h1", "h2")]
    tag = tree.find(".//title")
    whole = text_of(tag) if tag is not None else ""
    inside = (text for text in printed if len(text.split()) >= SHORTEST_HEADING and text in whole)
    return next(inside, None) or strip_site(whole or None, None, url)


def strip_site(title: str | None, site_name: str | None, url: str) -> str | None:
    """The headline without the site's name at its end or start."""
    if not title:
        return None
    title = title[:LONGEST_TITLE]
    title = TRAILING_ORNAMENTS.sub("", title) or title
    joints = list(JOINTS.finditer(title))
    if len(joints) == 1:
        start, end = title[: joints[0].start()], title[joints[0].end() :]
        if is_site_name(start, site_name, url) != is_site_name(end, site_name, url):
            return (end if is_site_name(start, site_name, url) else start).strip()
    names = {key(site_name or ""), key(registered_domain(url).split(".")[0]), key(urlsplit(url).hostname or "")} - {""}
    for joint in joints:
        tail = key(title[joint.end() :])
        if tail in names or any(_begins(tail, name) for name in names):
            return title[: joint.start()].strip() or title
    if joints and (
        key(title[: joints[0].start()]) in names or is_site_name(title[: joints[0].start()], site_name, url)
    ):
        return title[joints[0].end() :].strip() or title
    if joints and is_site_name(title[joints[-1].end() :], site_name, url):
        return title[: joints[-1].start()].strip() or title
    return title


def _begins(tail: str, name: str) -> bool:
    return len(name) > 3 and (tail.startswith(name) or (name.startswith(tail) and len(tail) > 3))


def is_site_name(text: str, site_name: str | None, url: str) -> bool:
    """ "La Gaceta de Sorrano" for gaceta-sorrano.example: a short text that says all words of the domain."""
    label = registered_domain(url).split(".")[0]
    words = set(re.findall(r"\w+", text.casefold()))
    named = {word for word in label.split("-") if len(word) > 2 and word not in ("blog", "news", "online")}
    spellings = (label.replace("-", ""), "".join(word for word in label.split("-") if word in named))
    is_spelled = bool(named) and key(text) in spellings
    says_all = bool(named) and named <= words and len(words - named - FILLERS) <= 1
    return is_spelled or says_all or (bool(site_name) and key(text) == key(site_name or ""))
