"""RSS, Atom and sitemaps of the sample outlets; one RSS is malformed on purpose."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from email.utils import format_datetime
from typing import TypeAlias
from xml.sax.saxutils import escape

from sample.corpus import Article, Corpus, Feed, Outlet, Revision
from sample.pages import last_change

Entry: TypeAlias = tuple[Article, Revision]


def list_entries(corpus: Corpus, outlet: Outlet, feed: Feed, day: str) -> list[Entry]:
    """What a feed lists on `day`: articles published or corrected in its window, newest first."""
    oldest = (date.fromisoformat(day) - timedelta(days=feed.days - 1)).isoformat()
    found = [(article, revision) for article in corpus.at_outlet(outlet.id, day) if (revision := article.on(day))]
    recent = [entry for entry in found if entry[1].at.date().isoformat() >= oldest]
    return sorted(recent, key=lambda entry: entry[1].at, reverse=True)


def write_link(article: Article, links: str) -> str:
    if links == "relative":
        return article.path
    if links == "tracking":
        return f"{article.url}?utm_source=rss&utm_medium=feed&utm_campaign=news"
    if links == "amp":
        return f"http://{article.outlet.host}/amp{article.path}"
    return article.url


def _summary(revision: Revision) -> str:
    return " ".join(revision.paragraphs[0].split()[:24]) + " …"


def _rss_item(entry: Entry, feed: Feed) -> str:
    article, revision = entry
    creator = f"<dc:creator>{escape(article.byline)}</dc:creator>" if article.byline else ""
    updated = f"<atom:updated>{revision.at.isoformat()}</atom:updated>" if len(article.revisions) > 1 else ""
    return (
        f"<item><title>{escape(revision.title)}</title><link>{escape(write_link(article, feed.links))}</link>"
        f'<guid isPermaLink="false">{article.outlet.id}-{article.id}</guid>'
        f"<pubDate>{format_datetime(article.revisions[0].at)}</pubDate>{creator}{updated}"
        f"<description>{escape(escape(_summary(revision)))}</description></item>"
    )


def render_rss(corpus: Corpus, outlet: Outlet, feed: Feed, day: str) -> str:
    items = "\n".join(_rss_item(entry, feed) for entry in list_entries(corpus, outlet, feed, day))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:atom="http://www.w3.org/2005/Atom">\n<channel>'
        f"<title>{escape(outlet.name)}</title><link>http://{outlet.host}/</link><language>{outlet.language}</language>"
        f"<description>{escape(outlet.name)}</description>"
        f"<lastBuildDate>{format_datetime(last_change(corpus, outlet, day))}</lastBuildDate>\n{items}\n</channel></rss>\n"
    )


def render_malformed_rss(corpus: Corpus, outlet: Outlet, feed: Feed, day: str) -> str:
    """As some content systems write it: a bare ampersand, an HTML entity, an unknown prefix, no closing tags."""
    whole = render_rss(corpus, outlet, feed, day)
    broken = whole.replace("<description>", "<media:keywords>news & more&nbsp;news</media:keywords><description>")
    return broken.removesuffix("</channel></rss>\n")


def _atom_entry(entry: Entry, feed: Feed) -> str:
    article, revision = entry
    author = f"<author><name>{escape(article.byline)}</name></author>" if article.byline else ""
    return (
        f'<entry><title type="text">{escape(revision.title)}</title>'
        f'<link rel="alternate" type="text/html" href="{escape(write_link(article, feed.links))}"/>'
        f"<id>tag:{article.outlet.host},2026:{article.id}</id>"
        f"<published>{article.revisions[0].at.isoformat()}</published><updated>{revision.at.isoformat()}</updated>"
        f'{author}<summary type="html">{escape(escape(_summary(revision)))}</summary></entry>'
    )


def render_atom(corpus: Corpus, outlet: Outlet, feed: Feed, day: str) -> str:
    entries = "\n".join(_atom_entry(entry, feed) for entry in list_entries(corpus, outlet, feed, day))
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}">'
        f"<title>{escape(outlet.name)}</title><id>tag:{outlet.host},2026:feed</id>"
        f'<link rel="self" href="http://{outlet.host}{feed.path}"/>'
        f"<updated>{last_change(corpus, outlet, day).isoformat()}</updated>\n{entries}\n</feed>\n"
    )


def _sitemap_url(entry: Entry, feed: Feed) -> str:
    article, revision = entry
    moment: datetime = article.revisions[0].at
    return (
        f"<url><loc>{escape(write_link(article, feed.links))}</loc><lastmod>{revision.at.isoformat()}</lastmod>"
        f"<news:news><news:publication><news:name>{escape(article.outlet.name)}</news:name>"
        f"<news:language>{article.outlet.language}</news:language></news:publication>"
        f"<news:publication_date>{moment.isoformat()}</news:publication_date>"
        f"<news:title>{escape(revision.title)}</news:title></news:news></url>"
    )


def render_sitemap(corpus: Corpus, outlet: Outlet, feed: Feed, day: str) -> str:
    urls = "\n".join(_sitemap_url(entry, feed) for entry in list_entries(corpus, outlet, feed, day))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{urls}\n</urlset>\n'
    )


RENDERERS = {
    "rss": (render_rss, "application/rss+xml; charset=utf-8"),
    "rss_malformed": (render_malformed_rss, "text/html"),
    "atom": (render_atom, "application/atom+xml"),
    "sitemap": (render_sitemap, "application/xml"),
}
