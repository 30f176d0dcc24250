"""Pages: what they say about themselves, and pages that are no articles."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiretrace.clean.article import clean_html, clean_page
from wiretrace.clean.bylines import read_authors
from wiretrace.clean.credits import read_credit
from wiretrace.clean.times import read_time
from wiretrace.clean.titles import strip_site

URL = "https://www.courier.example/politics/2026/03/02/dam-audit"
PARAGRAPHS = [
    "The dam across the Tern Basin will cost about 2.4 billion crowns, twice the sum that the ministry promised when work began, an audit said on Monday.",
    "“Nobody asked what the rock was made of,” said Ilse Varga, who led the audit, in a hall that had been booked for a celebration of the first concrete.",
    "The ministry did not dispute the figure but said that the work would go on, because stopping now would cost even more than finishing what was begun.",
    "Opposition deputies asked for a hearing before the spring recess, and two of them said that they would publish letters that the ministry had ignored.",
]
LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Northport Courier"},
        {"@type": "Person", "@id": "#ada", "name": "Ada Lund"},
        {
            "@type": ["NewsArticle"], "headline": "Dam will cost twice as much", "datePublished": "2026-03-02T09:30:00+01:00", "dateModified": "2026-03-02T12:00:00Z",
            "author": [{"@id": "#ada"}, {"@type": "Person", "name": "By Tom Ek"}], "articleSection": "Opinion", "isAccessibleForFree": "False",
        },
    ],
}  # fmt: skip


def page(body: str = "", head: str = "", paragraphs: list[str] | None = None) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in (PARAGRAPHS if paragraphs is None else paragraphs))
    return f"""<!DOCTYPE html><html lang="en"><head><title>Dam will cost twice as much | Northport Courier</title>{head}</head><body>
<nav class="menu"><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article><h1>Dam will cost twice as much</h1><div class="article-body">{text}</div>{body}</article></main>
<footer><p>© 2026 Northport Courier. All rights reserved.</p></footer></body></html>"""


def test_the_text_is_the_article_and_all_else_is_kept_aside_with_a_reason() -> None:
    related = '<aside class="related"><h3>Related</h3><ul><li><a href="/a">Minister opens a bridge</a></li><li><a href="/b">Tram comes late</a></li></ul></aside>'
    caption = "<figure><img src=x><figcaption>The dam on Monday. Photo: Ada Lund</figcaption></figure>"
    cleaned = clean_page(page(related + caption).encode(), "text/html", URL)
    assert cleaned.refusal is None
    assert cleaned.text.split("\n\n") == PARAGRAPHS
    reasons = {item.text: item.reason for item in cleaned.removed}
    assert reasons["Minister opens a bridge"] == "related_links"
    assert reasons["The dam on Monday. Photo: Ada Lund"] == "caption"
    assert reasons["© 2026 Northport Courier. All rights reserved."] == "copyright"
    assert reasons["Dam will cost twice as much"] == "title"
    assert reasons["Sport"] == "navigation"


def test_json_ld_graphs_are_read_with_references() -> None:
    metadata = clean_html(page(head=f'<script type="application/ld+json">{json.dumps(LD)}</script>'), URL).metadata
    assert (metadata.title, metadata.title_source) == ("Dam will cost twice as much", "json-ld")
    assert metadata.authors == ("Ada Lund", "Tom Ek")
    assert metadata.published is not None
    assert (metadata.published.moment.astimezone(UTC), metadata.published.source) == (
        datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
        "json-ld",
    )
    assert (metadata.section, metadata.is_opinion, metadata.is_paywalled, metadata.is_live) == (
        "Opinion",
        True,
        True,
        False,
    )


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: f"<!-- {text} -->",
        lambda text: text.replace("]}", ",]}"),
        lambda text: f"//<![CDATA[\n{text}\n//]]>",
    ],
)
def test_slightly_broken_json_ld_is_still_read(damage: object) -> None:
    script = damage(json.dumps(LD))  # type: ignore[operator]
    assert clean_html(page(head=f'<script type="application/ld+json">{script}</script>'), URL).metadata.authors == (
        "Ada Lund",
        "Tom Ek",
    )


@pytest.mark.parametrize(
    ("head", "body", "source"),
    [
        ('<meta property="article:published_time" content="2026-03-02T08:30:00Z">', "", "opengraph"),
        ('<meta name="pubdate" content="Mon, 02 Mar 2026 08:30:00 GMT">', "", "meta"),
        ("", '<time datetime="2026-03-02T08:30:00+00:00">2 March</time>', "time"),
        ("", "", "url"),
    ],
)
def test_each_time_tells_where_it_stood(head: str, body: str, source: str) -> None:
    published = clean_html(page(body, head), URL).metadata.published
    assert published is not None
    assert (published.source, published.moment.date().isoformat()) == (source, "2026-03-02")


def test_titles_lose_the_sites_name_only() -> None:
    assert strip_site("Dam costs double | Northport Courier", "Northport Courier", URL) == "Dam costs double"
    assert strip_site("Courier: Dam costs double", None, URL) == "Dam costs double"
    assert (
        strip_site("Analysis: who pays - and who does not", "Northport Courier", URL)
        == "Analysis: who pays - and who does not"
    )


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ada Lund and Tom Ek", ["Ada Lund", "Tom Ek"]),
        ("Ada Lund, Political Correspondent", ["Ada Lund"]),
        ("ADA LUND, TOM EK", ["Ada Lund", "Tom Ek"]),
        ("Ada Lund, Tom Ek & Mia Roe", ["Ada Lund", "Tom Ek", "Mia Roe"]),
        ("Von Ada Lund", ["Ada Lund"]),
        ("admin", []),
        ("Ada Lund ada@courier.example", ["Ada Lund"]),
        ("Ada Lund, Ph.D.", ["Ada Lund"]),
        ("Northport Courier", []),
    ],
)
def test_bylines_become_names(byline: str, names: list[str]) -> None:
    assert read_authors([byline], "Northport Courier") == names


@pytest.mark.parametrize(
    "text", ["", "2026", "March", "12:30", "soon", "0000-00-00", "99999999999999999999", "2026-13-45"]
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert read_time(text) is None


@pytest.mark.parametrize(
    ("text", "dateline", "agency"),
    [
        ("OSLO, Norway (AP) — The dam", "OSLO, Norway", "AP"),
        ("ASHMERE (NPA) - The dam", "ASHMERE", "NPA"),
        ("Berlin (dpa) – Der Damm", "Berlin", "dpa"),
        ("WASHINGTON — The dam", "WASHINGTON", None),
        ("The dam (which is new) — it stands", None, None),
        ("The dam costs more.\n\nReporting by Reuters", None, "Reuters"),
        ("The dam costs more, the Associated Press reported.\n\nIt will.", None, None),
    ],
)
def test_datelines_and_agencies_are_read_as_printed(text: str, dateline: str | None, agency: str | None) -> None:
    credit = read_credit(text)
    assert (credit.dateline, credit.agency) == (dateline, agency)


LINKS = "".join(
    f'<li><a href="/story-{number}">Headline number {number} of many that fill this page today</a></li>'
    for number in range(60)
)


@pytest.mark.parametrize(
    ("body", "content_type", "url", "reason"),
    [
        (b"\x89PNG\r\n", "image/png", URL, "not_html"),
        (b"%PDF-1.7", "text/html", URL, "not_html"),
        (b"", "text/html", URL, "empty"),
        (b"   \n ", "text/html", URL, "empty"),
        (page(paragraphs=[]).encode(), "text/html", URL, "empty"),
        (page(paragraphs=["The dam will cost twice as much, the audit said."]).encode(), "text/html", URL, "too_short"),
        (b"<html><head><title>Page not found</title></head><body><h1>Page not found</h1><p>The page you are looking for does not exist. Try the search.</p></body></html>", "text/html", URL, "soft_404"),
        (b"<html><head><title>Just a moment...</title></head><body><p>Checking your browser before accessing courier.example. Please enable JavaScript and cookies to continue.</p></body></html>", "text/html", URL, "bot_wall"),
        (b"<html><head><title>Courier</title></head><body><div><p>Before you continue: we and our partners use cookies to store data on your device. You may accept all or manage your choices.</p><button>Accept all</button></div></body></html>", "text/html", URL, "consent_page"),
        (b"<html><head><title>Dam</title></head><body><article><p>Sign in to continue reading this article. Already a subscriber? Log in here.</p></article></body></html>", "text/html", URL, "login_wall"),
        (f"<html><head><title>Politics</title></head><body><main><ul>{LINKS}</ul></main></body></html>".encode(), "text/html", "https://courier.example/politics/", "index_page"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_refused_with_its_reason(body: bytes, content_type: str, url: str, reason: str) -> None:
    refusal = clean_page(body, content_type, url).refusal
    assert refusal is not None
    assert refusal.reason == reason


def test_an_article_about_missing_pages_and_cookies_is_not_refused() -> None:
    paragraphs = [
        *PARAGRAPHS,
        "“Page not found” was all that readers saw, and a button to accept all cookies; to continue reading they had to sign in to their account.",
    ]
    assert clean_page(page(paragraphs=paragraphs).encode(), "text/html", URL).refusal is None


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2000), st.integers(0, 400), st.binary(max_size=12))
def test_damaged_pages_never_make_it_fail(start: int, length: int, noise: bytes) -> None:
    body = page(head=f'<script type="application/ld+json">{json.dumps(LD)}</script>').encode()
    cleaned = clean_page(body[:start] + noise + body[start + length :], "text/html", URL)
    assert cleaned.refusal is not None or cleaned.text


def test_absurdly_nested_pages_are_read_in_bounded_time() -> None:
    cleaned = clean_page(b"<div>" * 50_000 + b"words " * 100, "text/html", URL)
    assert cleaned.refusal is not None or "words" in cleaned.text


@pytest.mark.parametrize("url", ["http://[bad", "", "not an address", "https://ä.example/%ff"])
def test_an_unreadable_address_does_not_lose_the_page(url: str) -> None:
    assert clean_page(page().encode(), "text/html", url).text.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ('<div class="meta">By Ada Lund and Tom Ek</div>', ("Ada Lund", "Tom Ek")),
        ("<p>Posted on March 2, 2026 by Ada Lund</p>", ("Ada Lund",)),
        ("<div>Ada Lund, Northport Courier · March 2, 2026</div>", ("Ada Lund",)),
        ('<p>Written by<a href="/authors/ada-lund">Ada Lund</a></p>', ("Ada Lund",)),
        ('<div><span class="author-name">Ada Lund, Deputy Editor</span></div>', ("Ada Lund",)),
        ('<aside class="related"><p class="author">Tom Ek</p></aside>', ()),
        ('<div class="comment"><span class="comment-author">reader1</span></div>', ()),
    ],
)
def test_a_byline_that_is_only_printed_is_read(byline: str, names: tuple[str, ...]) -> None:
    html = page().replace("</h1>", f"</h1>{byline}")
    assert clean_html(html, "https://www.courier.example/a").metadata.authors == names


@pytest.mark.parametrize(
    ("stamp", "source", "day"),
    [
        ("<p>Published: March 2, 2026 at 8:15 p.m.</p>", "text", "2026-03-02"),
        ("<p>Updated 3 March 2026 · Published 2 March 2026</p><p>2 March 2026</p>", "text", "2026-03-02"),
        ("<p>Ada Lund · 2. März 2026 · Updated 5 March 2026</p>", "text", "2026-03-02"),
        ("<font size=1>Date:2028-03-09 09:02:17</font>", "text", "2028-03-09"),
    ],
)
def test_a_date_that_is_only_printed_is_read_and_a_later_change_is_none(stamp: str, source: str, day: str) -> None:
    published = clean_html(page().replace("</h1>", f"</h1>{stamp}"), "https://www.courier.example/a").metadata.published
    assert published is not None
    assert (published.source, published.moment.date().isoformat()) == (source, day)


def test_a_masthead_in_the_first_heading_is_not_the_title() -> None:
    html = "<title>Dry Rot: A minister and a plumb line</title><h1>Dry Rot</h1><h2>A minister and a plumb line</h2>"
    body = f"<html><body>{html}{''.join(f'<p>{text}</p>' for text in PARAGRAPHS)}</body></html>"
    assert clean_html(body, "https://dryrot-blog.example/1").metadata.title == "A minister and a plumb line"


def test_a_headline_may_speak_of_markup() -> None:
    html = page().replace("Dam will cost twice as much", "Boards flash ‘&lt;script&gt;alert(1)&lt;/script&gt;’ all day")
    assert clean_html(html, URL).metadata.title == "Boards flash ‘<script>alert(1)</script>’ all day"


def test_headlines_of_other_articles_are_not_kept() -> None:
    teaser = "<p>Minister opens a bridge in the north</p>"
    links = '<ul><li><a href="/a">Minister opens a bridge in the north</a></li></ul>'
    cleaned = clean_page(page(teaser + links).encode(), "text/html", URL)
    assert cleaned.text.split("\n\n") == PARAGRAPHS


def test_a_text_printed_once_for_phones_and_once_for_desks_is_kept_once() -> None:
    again = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    cleaned = clean_page(page(f'<div class="article-body">{again}</div>').encode(), "text/html", URL)
    assert cleaned.text.split("\n\n") == PARAGRAPHS
    assert [item.text for item in cleaned.removed if item.reason == "repeated"] == PARAGRAPHS


def test_a_header_that_closes_the_page_does_not_lose_the_text() -> None:
    html = page().replace("<main>", "</body></html><main>")
    assert clean_page(html.encode(), "text/html", URL).text.split("\n\n") == PARAGRAPHS


def test_blanks_without_end_take_no_time() -> None:
    started = time.process_time()
    clean_page(("<p>" + "1 " * 20_000 + " " * 200_000 + "</p>" + page()).encode(), "text/html", URL)
    clean_page((" " * 200_000 + "x\n" + "word " * 50).encode(), "text/plain", URL)
    assert time.process_time() - started < 10
