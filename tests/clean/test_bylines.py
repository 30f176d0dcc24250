"""Who wrote an article, and when: what pages of many makes say, and what they get wrong."""

from __future__ import annotations

import json

import pytest

from wiretrace.clean.article import clean_html
from wiretrace.clean.metadata import Metadata

URL = "https://www.courier.example/politics/dam-audit"
HEADLINE = "Dam will cost twice as much"
PARAGRAPH = (
    "The dam across the Tern Basin will cost about 2.4 billion crowns, twice the sum that was promised, an audit said."
)


def read(body: str = "", head: str = "", url: str = URL, language: str = "en", foot: str = "") -> Metadata:
    return clean_html(
        f"<html lang={language}><head><title>{HEADLINE}</title>{head}</head><body><main><h1>{HEADLINE}</h1>{body}"
        f"{''.join(f'<p>{PARAGRAPH}</p>' for _ in range(4))}</main>{foot}</body></html>",
        url,
    ).metadata


def article(**fields: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": HEADLINE, **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


PERSON = {"@type": "Person", "name": "Ada Lund"}
NEWSROOM = {"@type": "Organization", "name": "Northport Courier"}


@pytest.mark.parametrize(
    ("head", "names"),
    [
        (article(author=[PERSON, {"@type": "Person", "name": "Tom Ek, Staff Writer"}]), ("Ada Lund", "Tom Ek")),
        (article(author="Ada Lund and Tom Ek, Northport Courier"), ("Ada Lund", "Tom Ek")),
        (article(author=[PERSON, NEWSROOM]), ("Ada Lund",)),
        (article(author=[PERSON, {"name": "The Tern Gardening Network"}]), ("Ada Lund",)),
        (article(author={"@type": "Person", "name": "Ada Lund, Ph.D., CFP"}), ("Ada Lund",)),
        (article(author=NEWSROOM), ("Northport Courier",)),
        (article(author={"@type": "Organization", "name": "Center for Dams and Rivers"}), ("Center for Dams and Rivers",)),
        ('<meta name="citation_author" content="Ada Lund"><meta name="citation_author" content="Tom Ek">', ("Ada Lund", "Tom Ek")),
        ('<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ada Lund">', ("Ada Lund",)),
        ('<meta name="twitter:label1" content="Reading time"><meta name="twitter:data1" content="Ada Lund">', ()),
        ('<meta property="article:author" content="https://social.example/ada.lund">', ()),
        ('<meta name="author" content="ada lund">', ("ada lund",)),
    ],
)  # fmt: skip
def test_declared_authors_are_persons_and_whole(head: str, names: tuple[str, ...]) -> None:
    assert read(head=head).authors == names


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("<p>Posted by the skipper | <a>Comments (2)</a> | <a>TrackBack (0)</a></p>", ()),
        ("<p>Posted by Ada Lund | <a>Comments (2)</a> | <a>Permalink</a></p>", ("Ada Lund",)),
        ("<div>By</div><div>Ada Lund</div>", ("Ada Lund",)),
        ("<h6>Author(s)</h6><ul><li>Ada Lund</li><li>Tom B. Ek</li><li>Read more</li></ul>", ("Ada Lund", "Tom B. Ek")),
        ("<div>Ada LundPublished 2 March 2026</div>", ("Ada Lund",)),
        ("<p>By Ada Lund and Tom Ek, Staff Writers</p>", ("Ada Lund", "Tom Ek")),
        ("<p>By Ada Lund, with Tom Ek</p>", ("Ada Lund", "Tom Ek")),
        ("<p>Von Ada Lund und Tom Ek</p>", ("Ada Lund", "Tom Ek")),
        ("<p>Por Ada Lund y Tom Ek</p>", ("Ada Lund", "Tom Ek")),
        ('<div class="elementor-widget-box"><h4 class="elementor-author-box__name">Ada Lund</h4></div>', ("Ada Lund",)),
        ("<p>By the Courier Team</p>", ("the Courier Team",)),
        ("<p>By Courier staff and Kestrel</p>", ("Kestrel",)),
        ("<p>Most Popular</p><p>2 March 2026</p>", ()),
        ("<div>Dec 17, 2025Ada Lund</div>", ("Ada Lund",)),
        ("<div>Dec 17, 2025 Northport Harbour</div>", ()),
        ('<div class="date-author">Dec. 19, 2025 · Ada Lund on behalf of the River Group</div>', ("Ada Lund",)),
        ("<p>Ada Lund, MD; Tom B. Ek, DVM &amp; Mia Roe, PhD</p>", ("Ada Lund", "Tom B. Ek", "Mia Roe")),
        ("<p>Ada Lund, University of Northport</p>", ("Ada Lund",)),
        ("<figure><figcaption>Ada Lund, University of Northport</figcaption></figure>", ()),
        ("<p>by kestrel | Apr 21, 2025</p>", ("kestrel",)),
        ("<p>By Northport Courier</p>", ("Northport Courier",)),
        ("<p>Автор: Иван Петров, корреспондент</p>", ("Иван Петров",)),
        ("<p>Συντάκτης: Άννα Ιωάννου</p>", ("Άννα Ιωάννου",)),
        ("<p>Yazar: Şule İnan</p>", ("Şule İnan",)),
        ("<div>By</div><div>The Courier Team</div>", ("The Courier Team",)),
    ],
)
def test_printed_bylines_are_read(body: str, names: tuple[str, ...]) -> None:
    language = {"V": "de", "P": "es"}.get(body[3], "en")
    assert read(body, language=language).authors == names


def test_the_printed_byline_corrects_an_account_and_completes_a_list() -> None:
    account = '<meta name="author" content="KatieS">'
    first = article(author=PERSON)
    never_shown = article(author={"@type": "Person", "name": "Mia Roe"})
    assert read("<p>By Ada Lund</p>", account).authors == ("Ada Lund",)
    assert read("<p>By Ada Lund and Tom Ek</p>", first).authors == ("Ada Lund", "Tom Ek")
    assert read("<p>By Ada Lund</p>", never_shown).authors == ("Ada Lund",)
    doctor = "<p>Written by Dr Ada Lund, Tom Ek</p>"
    assert read(doctor, first).authors == ("Dr Ada Lund", "Tom Ek")
    assert read("<p>By Tom Ek</p><p>Additional reporting by Ada Lund</p>", first).authors == ("Ada Lund",)


def test_a_line_of_several_names_completes_the_one_that_is_declared_and_no_other_line_does() -> None:
    declared = article(author=PERSON)
    assert read("<div>Ada Lund, Tom Ek & Ida Falk</div>", declared).authors == ("Ada Lund", "Tom Ek", "Ida Falk")
    assert read("<div>Tom Ek & Ida Falk</div><p>Ada Lund</p>", declared).authors == ("Ada Lund",)


def test_a_page_that_is_open_for_comments_still_has_its_byline() -> None:
    assert read('<div class="comments-open">' + "<div>" * 31 + "<p>By Ada Lund</p>").authors == ("Ada Lund",)
    assert read('<div class="comments"><p>By Ada Lund</p></div>').authors != ("Ada Lund",)


def test_an_outlets_own_name_is_whole_and_only_given_where_nobody_is_named() -> None:
    head, url = '<meta name="author" content="Tern Valley Editor">', "https://ternvalleyeditor.example/a"
    assert read(head=head, url=url).authors == ("Tern Valley Editor",)
    assert read("<p>By Ada Lund</p>", head, url).authors == ("Ada Lund",)


def test_an_author_named_only_in_the_box_below_is_found_unless_readers_are_named_too() -> None:
    box = '<aside><a rel="author" href="/a/1">Ada Lund</a></aside>'
    assert read(foot=box).authors == ("Ada Lund",)
    assert read(foot=box + '<aside><a rel="author" href="/a/2">Tom Ek</a></aside>').authors == ()


@pytest.mark.parametrize(
    ("foot", "names"),
    [
        ("<footer><p>Posted by Ada Lund on 2025-12-18 in dams.</p></footer>", ("Ada Lund",)),
        ("<div>Contributors: Ada Lund</div>", ("Ada Lund",)),
        ("<p>Last updated March 3, 2025 by Ada Lund.</p>", ("Ada Lund",)),
        ('<div class="comments"><p>Posted by Ada Lund</p></div>', ()),
        ('<div class="related"><p>Posted by Ada Lund on 2025-12-18</p></div>', ()),
    ],
)
def test_a_byline_below_the_article_counts_outside_comments_and_lists(foot: str, names: tuple[str, ...]) -> None:
    assert read("<p>More text follows here.</p>" * 30, foot=foot).authors == names


def test_article_by_on_a_line_of_its_own_at_the_end_names_the_author() -> None:
    far = "<p>More text follows here.</p>" * 30
    assert read(far, foot="<h2>Article by</h2><div>Ada Lund</div>").authors == ("Ada Lund",)


def test_a_newsroom_yields_to_a_person_whom_a_byline_names_and_to_no_other_line() -> None:
    newsroom = article(author={"@type": "Person", "name": "Team Courier"})
    assert read(head=newsroom, foot="<p>Written by Ada Lund</p>").authors == ("Ada Lund",)
    assert read("<p>Northport Harbour</p><p>2 March 2026</p>", newsroom).authors == ("Team Courier",)


def test_a_menu_that_names_the_page_is_not_its_headline() -> None:
    menu = f"<li>{HEADLINE}</li>" + "<li>Ten soups</li>" * 30
    html = f"<html><body><ul>{menu}</ul><h1>{HEADLINE}</h1><p>Ada Lund</p><p>2 March 2026</p><p>{PARAGRAPH}</p></body></html>"
    assert clean_html(html, URL).metadata.authors == ("Ada Lund",)


def test_of_several_articles_in_json_ld_the_pages_own_counts() -> None:
    other = article(author={"@type": "Person", "name": "Mia Roe"}, datePublished="2020-01-01", url="/politics/bridge")
    own = article(author=PERSON, datePublished="2026-03-02", mainEntityOfPage={"@id": f"{URL}?utm_source=x"})
    found = read(head=other + own)
    assert (found.authors, day(found)) == (("Ada Lund",), ("2026-03-02", "json-ld"))


def test_an_agency_beside_a_person_is_credited_and_is_no_author() -> None:
    html = f"<html><head>{article(author='Ada Lund, Associated Press')}</head><body><h1>{HEADLINE}</h1>"
    cleaned = clean_html(f"{html}{f'<p>{PARAGRAPH}</p>' * 4}</body></html>", URL)
    assert (cleaned.metadata.authors, cleaned.credit.agency) == (("Ada Lund",), "Associated Press")


def day(metadata: Metadata) -> tuple[str, str] | None:
    return (metadata.published.moment.date().isoformat(), metadata.published.source) if metadata.published else None


@pytest.mark.parametrize(
    ("body", "language", "url", "found"),
    [
        ("<p>Posted on 03/10/2023</p>", "en-GB", URL, "2023-10-03"),
        ("<p>Posted on 03/10/2023</p>", "en-US", URL, "2023-03-10"),
        ("<p>Posted on 03/10/2023</p>", "en", "https://www.courier.co.uk/a/dam-audit", "2023-10-03"),
        ("<p>Publié le 03/10/2023</p>", "fr", URL, "2023-10-03"),
        ("<span>2023-10-03T08:10+02:00</span>", "en", URL, "2023-10-03"),
        ("<div>Oct 3, 2023Ada Lund</div>", "en", URL, "2023-10-03"),
        (f"{'<p>More text follows here.</p>' * 30}<div>Published on: 3 October 2023</div>", "en", URL, "2023-10-03"),
    ],
)
def test_printed_dates_are_read_as_their_readers_do(body: str, language: str, url: str, found: str) -> None:
    assert day(read(body, language=language, url=url)) == (found, "text")


def test_the_time_beside_the_headline_counts_not_the_first_of_the_page() -> None:
    listed = '<div><time datetime="2025-12-04T12:00:00Z">4 Dec</time></div>' * 3
    html = (
        f"<html><body>{listed}<article class='newsletter-item'><h1>{HEADLINE}</h1><time datetime='2017-03-01T12:00:00Z'>"
        f"1 March</time><p>{PARAGRAPH}</p></article></body></html>"
    )
    assert day(clean_html(html, URL).metadata) == ("2017-03-01", "time")


def test_a_build_time_yields_to_an_earlier_printed_date_and_an_edit_does_not() -> None:
    built = article(datePublished="2025-11-29T12:28:31Z", dateModified="2025-11-29T12:28:31Z")
    edited = article(datePublished="2025-06-01T10:00:00Z", dateModified="2025-11-29T12:28:31Z")
    assert day(read("<div>Published August 13, 2025</div>", built)) == ("2025-08-13", "text")
    assert day(read("<div>Published May 3, 2025</div>", edited)) == ("2025-06-01", "json-ld")


def test_the_zone_that_the_page_prints_is_kept() -> None:
    head = '<meta property="article:published_time" content="2025-12-19T03:05:00+00:00">'
    found = read('<time datetime="2025-12-18T19:05:00-08:00">December 18</time>', head).published
    assert found is not None
    assert found.moment.isoformat() == "2025-12-18T19:05:00-08:00"


def test_a_date_in_a_scripts_data_counts_only_if_the_page_names_no_other() -> None:
    one = '<script>window.page = {"publishDate":"2025-05-27","title":"Dam"}</script>'
    two = one.replace("2025-05-27", "2024-01-02")
    assert day(read(head=one)) == ("2025-05-27", "script")
    assert day(read(head=one + two)) is None


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", f"{'<p>More text follows here.</p>' * 30}<p>Last updated: November 13, 2025</p>"),
        ("", "<p>Updated November 13, 2025</p>"),
        ('<meta property="article:modified_time" content="2025-11-13T10:00:00Z">', ""),
        (article(dateModified="2025-11-13T10:00:00Z"), "<p>Updated <time>November 13, 2025</time></p>"),
    ],
)
def test_a_known_change_is_never_given_as_the_publication(head: str, body: str) -> None:
    found = read(body, head)
    assert found.published is None
    assert found.modified_at is not None
    assert found.modified_at.date().isoformat() == "2025-11-13"


def test_the_evening_before_in_the_readers_zone_is_no_earlier_publication() -> None:
    built = article(datePublished="2026-02-23T00:57:30Z", dateModified="2026-02-23T00:57:32Z")
    assert day(read("<div>February 22, 2026</div>", built)) == ("2026-02-23", "json-ld")


def test_a_labelled_date_in_a_sidebar_counts_if_it_is_the_only_one() -> None:
    more = "<p>More text follows here.</p>" * 30
    box = '<div class="post-sidebar"><h4>Published</h4><div>July {}, 2025</div></div>'
    assert day(read(more, foot=box.format(8))) == ("2025-07-08", "text")
    assert day(read(more, foot=box.format(8) + box.format(9))) is None
