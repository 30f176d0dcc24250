"""Outlets and articles of the sample web, read from YAML."""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sample.copying import Copying, copy_paragraphs, parse_copying, read_copying, split_paragraphs

FOLDER = Path(__file__).parent
DATES = ("2026-03-02", "2026-03-03", "2026-03-04")


@dataclass(frozen=True)
class Feed:
    """`links` says how it writes addresses: plain, relative, tracking (with utm parameters) or amp."""

    path: str
    format: str
    links: str = "plain"
    days: int = 1


@dataclass(frozen=True)
class Charset:
    """How pages are encoded, and what header and page say about it; None: they say nothing."""

    bytes: str = "utf-8"
    meta: str | None = None
    header: str | None = None


@dataclass(frozen=True)
class Outlet:
    id: str
    name: str
    host: str
    kind: str
    country: str
    language: str
    template: str
    address: str
    metadata: tuple[str, ...]
    date_style: str
    sections: tuple[str, ...]
    feeds: tuple[Feed, ...]
    short: str = ""
    utc_offset: str = "+00:00"
    charset: Charset = field(default_factory=lambda: Charset(meta="utf-8", header="utf-8"))
    newsletter: str = ""
    is_gzipped: bool = False
    has_entities: bool = False
    disallowed: str = ""

    @property
    def timezone(self) -> timezone:
        hours, minutes = self.utc_offset[1:].split(":")
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        return timezone(-offset if self.utc_offset.startswith("-") else offset)


@dataclass(frozen=True)
class Revision:
    """The article as it stands from `at` (UTC) on."""

    at: datetime
    title: str
    paragraphs: tuple[str, ...]
    correction: str = ""

    @property
    def text(self) -> str:
        """Main text without the title, as an ideal cleaner would return it."""
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True)
class Article:
    """`printed` overrides the printed time: an ISO time, or "none"."""

    id: str
    story: str
    outlet: Outlet
    path: str
    section: str
    byline: str
    revisions: tuple[Revision, ...]
    copying: Copying | None = None
    printed: str = ""
    caption: str = ""
    standfirst: str = ""
    read_also: str = ""
    link: str = ""
    comments: tuple[str, ...] = ()
    is_opinion: bool = False

    @property
    def url(self) -> str:
        return f"http://{self.outlet.host}{self.path}"

    @property
    def day(self) -> str:
        """Date of the sample clock from which on it exists."""
        return self.revisions[0].at.date().isoformat()

    @property
    def is_fetchable(self) -> bool:
        """False: robots.txt of its host disallows it."""
        return not (self.outlet.disallowed and self.path.startswith(self.outlet.disallowed))

    def on(self, day: str) -> Revision | None:
        """Its revision at the end of `day`; None if it does not exist yet."""
        known = [revision for revision in self.revisions if revision.at.date().isoformat() <= day]
        return known[-1] if known else None


@dataclass(frozen=True)
class Corpus:
    """Everything the sample web can show. `wires` are agency texts that no host serves."""

    outlets: dict[str, Outlet]
    articles: dict[str, Article]
    wires: dict[str, tuple[str, ...]]
    wire_origins: dict[str, str]
    stories: dict[str, str]
    furniture: dict[str, str]

    def at_outlet(self, outlet_id: str, day: str) -> list[Article]:
        """Articles of an outlet that exist on `day`, newest first."""
        found = [a for a in self.articles.values() if a.outlet.id == outlet_id and a.day <= day]
        return sorted(found, key=lambda article: (article.revisions[0].at, article.id), reverse=True)


def slugify(title: str, words: int = 9) -> str:
    plain = unicodedata.normalize("NFKD", title.lower().replace("ß", "ss")).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", plain))[:words])


def article_number(article_id: str) -> int:
    return 100_000 + zlib.crc32(article_id.encode()) % 900_000


def _read_outlet(row: dict[str, Any]) -> Outlet:
    converted: dict[str, Any] = {
        "metadata": tuple(row["metadata"]),
        "sections": tuple(row["sections"]),
        "feeds": tuple(Feed(**feed) for feed in row["feeds"]),
    }
    if "charset" in row:
        converted["charset"] = Charset(**row["charset"])
    return Outlet(**{**row, **converted})


def _article_path(outlet: Outlet, row: dict[str, Any]) -> str:
    if "path" in row:
        return str(row["path"])
    year, month, day = str(row["day"]).split("-")
    slug = row.get("slug") or slugify(row["title"])
    number = article_number(row["id"])
    return outlet.address.format(year=year, month=month, day=day, slug=slug, number=number)


def _instant(day: date | str, time: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=UTC)


def _read_paragraphs(
    row: dict[str, Any], sources: dict[str, tuple[str, ...]], furniture: dict[str, str]
) -> tuple[str, ...]:
    copying = parse_copying(row)
    paragraphs = copy_paragraphs(sources[copying.source], copying) if copying else split_paragraphs(row["text"])
    return paragraphs + tuple(furniture[name] for name in row.get("furniture", ()))


def _read_revisions(row: dict[str, Any], paragraphs: tuple[str, ...]) -> tuple[Revision, ...]:
    revisions = [Revision(_instant(row["day"], row["time"]), row["title"], paragraphs)]
    for later in row.get("revisions", ()):
        changed = copy_paragraphs(revisions[-1].paragraphs, read_copying(row["id"], later))
        title = later.get("title", revisions[-1].title)
        revisions.append(Revision(_instant(later["day"], later["time"]), title, changed, later.get("correction", "")))
    return tuple(revisions)


def _read_article(row: dict[str, Any], story: str, outlets: dict[str, Outlet], paragraphs: tuple[str, ...]) -> Article:
    outlet = outlets[row["outlet"]]
    return Article(
        id=row["id"],
        story=story,
        outlet=outlet,
        path=_article_path(outlet, row),
        section=row.get("section", outlet.sections[0]),
        byline=row.get("byline", ""),
        revisions=_read_revisions(row, paragraphs),
        copying=parse_copying(row),
        comments=tuple(row.get("comments", ())),
        is_opinion=row.get("is_opinion", False),
        **{key: row[key] for key in ("printed", "caption", "standfirst", "read_also", "link") if key in row},
    )


@cache
def load_corpus(folder: Path = FOLDER) -> Corpus:
    """Read `outlets.yaml` and `stories/*.yaml`. A text may copy any text that stands before it."""
    described = yaml.safe_load((folder / "outlets.yaml").read_text(encoding="utf-8"))
    outlets = {row["id"]: _read_outlet(row) for row in described["outlets"]}
    corpus = Corpus(outlets, {}, {}, {}, {}, described["furniture"])
    texts: dict[str, tuple[str, ...]] = {}
    for path in sorted((folder / "stories").glob("*.yaml")):
        story = yaml.safe_load(path.read_text(encoding="utf-8"))
        corpus.stories[story["id"]] = story["event"]
        for wire in story.get("wires", ()):
            texts[wire["id"]] = corpus.wires[wire["id"]] = split_paragraphs(wire["text"])
            corpus.wire_origins[wire["id"]] = wire["origin"]
        for row in story["articles"]:
            if row["id"] in texts:
                raise ValueError(f"{path.name}: {row['id']} stands twice")
            texts[row["id"]] = _read_paragraphs(row, texts, corpus.furniture)
            corpus.articles[row["id"]] = _read_article(row, story["id"], outlets, texts[row["id"]])
    return corpus
