"""What stands at which address on which date."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from sample.corpus import Article, Charset, Corpus, Outlet, load_corpus
from sample.feeds import RENDERERS
from sample.pages import last_change, render_article, render_home

# As some content systems write typography, also inside JSON-LD.
ENTITIES = str.maketrans({"“": "&ldquo;", "”": "&rdquo;", "‘": "&#8216;", "’": "&#8217;", "—": "&mdash;"})
TRACKING = ("utm_", "fbclid", "gclid", "ref")


@dataclass(frozen=True)
class Document:
    """A response that a behaving server gives. `body` is compressed if `is_gzipped`."""

    body: bytes
    content_type: str
    modified_at: datetime
    is_gzipped: bool = False


def drop_tracking(target: str) -> str:
    """The request target that decides what is served: `?utm_…` and the like change nothing."""
    parts = urlsplit(target)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if not name.startswith(TRACKING)]
    return parts.path + (f"?{urlencode(kept)}" if kept else "")


def _html_type(charset: Charset) -> str:
    return f"text/html; charset={charset.header}" if charset.header else "text/html"


def _html_document(html: str, outlet: Outlet, modified_at: datetime) -> Document:
    written = html.translate(ENTITIES) if outlet.has_entities else html
    body = written.encode(outlet.charset.bytes, errors="xmlcharrefreplace")
    packed = gzip.compress(body, mtime=0) if outlet.is_gzipped else body
    return Document(packed, _html_type(outlet.charset), modified_at, outlet.is_gzipped)


def _article_document(corpus: Corpus, article: Article, day: str, is_amp: bool) -> Document | None:
    revision = article.on(day)
    if revision is None:
        return None
    return _html_document(render_article(corpus, article, day, is_amp), article.outlet, revision.at)


def _robots(corpus: Corpus, outlet: Outlet, day: str) -> Document:
    lines = ["User-agent: *", f"Disallow: {outlet.disallowed}"]
    lines += [f"Sitemap: http://{outlet.host}{feed.path}" for feed in outlet.feeds if feed.format == "sitemap"]
    return Document("\n".join([*lines, ""]).encode(), "text/plain; charset=utf-8", last_change(corpus, outlet, day))


def _outlet_document(corpus: Corpus, outlet: Outlet, path: str, day: str) -> Document | None:
    modified_at = last_change(corpus, outlet, day)
    if path == "/robots.txt":
        return _robots(corpus, outlet, day)
    if path == "/":
        return _html_document(render_home(corpus, outlet, day), outlet, modified_at)
    for feed in outlet.feeds:
        if path == feed.path:
            render, content_type = RENDERERS[feed.format]
            return Document(render(corpus, outlet, feed, day).encode(), content_type, modified_at)
    return None


@lru_cache(maxsize=1024)
def find_document(host: str, target: str, day: str) -> Document | None:
    """The document at `target` of `host` at the end of `day`; None: 404."""
    corpus = load_corpus()
    outlet = next((outlet for outlet in corpus.outlets.values() if outlet.host == host), None)
    if outlet is None:
        return None
    path = drop_tracking(target)
    if found := _outlet_document(corpus, outlet, path, day):
        return found
    is_amp = path.startswith("/amp/")
    wanted = path.removeprefix("/amp") if is_amp else path
    article = next((a for a in corpus.at_outlet(outlet.id, day) if a.path == wanted), None)
    return _article_document(corpus, article, day, is_amp) if article else None
