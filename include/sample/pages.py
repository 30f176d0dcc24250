"""Article texts as the pages of their outlets: with everything that stands around an article on the real web."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import jinja2
import yaml

from sample.corpus import FOLDER, Article, Corpus, Outlet, Revision

_GERMAN = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
_SPANISH = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
]


@cache
def load_labels() -> dict[str, dict[str, Any]]:
    labels: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "labels.yaml").read_text(encoding="utf-8"))
    return labels


@cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def printed_time(article: Article) -> datetime | None:
    """The publication time as the outlet prints it, in its own zone; not always the true one."""
    if article.printed == "none":
        return None
    true_time = article.revisions[0].at.astimezone(article.outlet.timezone)
    return datetime.fromisoformat(article.printed).replace(tzinfo=true_time.tzinfo) if article.printed else true_time


def write_date(moment: datetime | None, style: str) -> str:
    """`moment` in words, as readers see it."""
    if moment is None or style == "none":
        return ""
    clock = f"{(moment.hour - 1) % 12 + 1}:{moment:%M} {'a.m.' if moment.hour < 12 else 'p.m.'}"
    return {
        "iso": f"{moment:%Y-%m-%d %H:%M} UTC",
        "stamp": f"{moment:%Y-%m-%d %H:%M:%S}",
        "long": f"{moment:%B} {moment.day}, {moment.year} at {clock}",
        "german": f"{moment.day}. {_GERMAN[moment.month - 1]} {moment.year}, {moment:%H:%M} Uhr",
        "spanish": f"{moment.day} de {_SPANISH[moment.month - 1]} de {moment.year}",
    }[style]


def _draw(seed: str, key: str) -> bytes:
    """Order of a draw that is the same on every run."""
    return hashlib.sha256(f"{seed}|{key}".encode()).digest()


def pick_headlines(corpus: Corpus, article: Article, day: str, block: str, count: int) -> list[tuple[str, str]]:
    """Headlines of *other* stories for a sidebar, as (title, address); half of them lead nowhere of interest."""
    own = article.outlet.kind not in ("mirror", "aggregator")
    others = [
        other
        for other in corpus.articles.values()
        if other.story != article.story
        and other.day <= day
        and other.outlet.language == article.outlet.language
        and (not own or other.outlet.id == article.outlet.id)
    ]
    real = [
        (revision.title, other.path if own else f"/go/{other.id}.html")
        for other in sorted(others, key=lambda a: _draw(article.id + block, a.id))[: (count + 1) // 2]
        if (revision := other.on(day))
    ]
    evergreen = sorted(load_labels()[article.outlet.language]["evergreen"], key=lambda t: _draw(article.id + block, t))
    return real + [(title, f"/p/{number}") for number, title in enumerate(evergreen[: count - len(real)])]


def describe_as_json_ld(article: Article, revision: Revision, is_graph: bool) -> str:
    """schema.org NewsArticle, alone or inside an @graph. `<` is escaped so that no text can end the script."""
    moment, outlet = printed_time(article), article.outlet
    news: dict[str, Any] = {
        "@type": "OpinionNewsArticle" if article.is_opinion else "NewsArticle",
        "headline": revision.title,
        "mainEntityOfPage": article.url,
        "inLanguage": outlet.language,
        "articleSection": article.section,
        "publisher": {"@type": "NewsMediaOrganization", "name": outlet.name, "url": f"http://{outlet.host}/"},
    }
    if moment:
        news["datePublished"] = moment.isoformat()
        news["dateModified"] = (moment + (revision.at - article.revisions[0].at)).isoformat()
    if article.byline:
        news["author"] = [{"@type": "Person", "name": article.byline.removeprefix("By ").removeprefix("Von ")}]
    page = {"@type": "WebPage", "@id": article.url, "url": article.url, "name": f"{revision.title} - {outlet.name}"}
    crumbs = {
        "@type": "BreadcrumbList",
        "itemListElement": [{"@type": "ListItem", "position": 1, "name": article.section}],
    }
    graph = {"@graph": [page, {**news, "isPartOf": {"@id": article.url}}, crumbs]} if is_graph else news
    described = json.dumps({"@context": "https://schema.org", **graph}, ensure_ascii=False)
    return described.replace("<", "\\u003c")


def _neighbours(corpus: Corpus, article: Article, day: str) -> dict[str, Any]:
    read_also = corpus.articles[article.read_also].on(day) if article.read_also else None
    linked = corpus.articles.get(article.link)
    return {
        "related": pick_headlines(corpus, article, day, "related", 4),
        "popular": pick_headlines(corpus, article, day, "popular", 6),
        "ranking": pick_headlines(corpus, article, day, "ranking", 8),
        "read_also": read_also.title if read_also else "",
        "linked": (linked.outlet.name, linked.url) if linked else None,
    }


def _machine_metadata(article: Article, revision: Revision) -> dict[str, Any]:
    kinds, moment = article.outlet.metadata, printed_time(article)
    has_json_ld = "json_ld" in kinds or "json_ld_graph" in kinds
    return {
        "metadata": kinds,
        "json_ld": describe_as_json_ld(article, revision, "json_ld_graph" in kinds) if has_json_ld else "",
        "published": moment.isoformat() if moment else "",
        "modified": (moment + (revision.at - article.revisions[0].at)).isoformat() if moment else "",
        "summary": " ".join(revision.paragraphs[0].split()[:28]) + " …",
    }


def render_article(corpus: Corpus, article: Article, day: str, is_amp: bool = False) -> str:
    """The HTML of `article` as served at the end of `day`."""
    revision, outlet = article.on(day), article.outlet
    if revision is None:
        raise ValueError(f"{article.id} does not exist on {day}")
    changed = printed_time(article) if len(article.revisions) > 1 and revision is not article.revisions[0] else None
    style = outlet.date_style
    context = {
        "article": article,
        "revision": revision,
        "outlet": outlet,
        "labels": load_labels()[outlet.language],
        "printed": write_date(printed_time(article), style),
        "updated": write_date(changed + (revision.at - article.revisions[0].at), style) if changed else "",
        "number": int(hashlib.sha256(article.id.encode()).hexdigest()[:4], 16),
        **_machine_metadata(article, revision),
        **_neighbours(corpus, article, day),
    }
    return _templates().get_template("amp.html.j2" if is_amp else f"{outlet.template}.html.j2").render(context)


def render_home(corpus: Corpus, outlet: Outlet, day: str) -> str:
    """The front page: headlines of `day` first, then older ones."""
    articles = [(a, a.on(day)) for a in corpus.at_outlet(outlet.id, day)]
    labels = load_labels()[outlet.language]
    return _templates().get_template("home.html.j2").render(outlet=outlet, articles=articles, day=day, labels=labels)


def last_change(corpus: Corpus, outlet: Outlet, day: str) -> datetime:
    """When the outlet last published or corrected something, up to the end of `day`."""
    moments = [r.at for a in corpus.at_outlet(outlet.id, day) for r in a.revisions if r.at.date().isoformat() <= day]
    return max(moments, default=datetime.fromisoformat(f"{day}T00:00:00+00:00") - timedelta(days=1))
