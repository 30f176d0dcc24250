"""The pages over a real published database: complete, exact, escaped, closed to strangers."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime

import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient
from lxml import html

from newsroom.access import Visitor
from newsroom.database import Published
from newsroom.tables import TABLES
from newsroom.views.story import Derivation, strongest_sources
from newsroom.wording import FOLDING, HEADLINE_SUPPORT
from plugins.conftest import DATE, HOSTILE, HOSTILE_CLAIM, HOSTILE_ID, Known, client_of
from wiretrace.layout import Layout
from wiretrace.warehouse.connection import open_public, open_writer
from wiretrace.warehouse.publishing import publish


def addresses(known: Known) -> dict[str, str]:
    return {
        "today": "", "stories": "stories?sort=echo", "story": f"story/{known.story}", "claim": f"claim/{known.claim}",
        "compare": f"compare/{known.taker}/{known.source}?furniture=1", "article": f"article/{known.taker}",
        "outlets": "outlets", "outlet": f"outlet/{known.outlet}", "quality": "quality", "urls": "urls?outcome=loaded",
        "search": "search?q=dam", "method": "method", "corrections": "corrections",
        "run": f"run?dag_id=ingest_news&run_id=sample_days&date={DATE}", "hostile article": f"article/{HOSTILE_ID}",
        "hostile claim": f"claim/{HOSTILE_CLAIM}", "hostile story": f"story/{HOSTILE_ID}",
    }  # fmt: skip


def test_every_page_is_whole_and_keeps_the_policy(editor: TestClient, known: Known) -> None:
    for name, address in addresses(known).items():
        reply = editor.get(address)
        assert reply.status_code == 200, (name, reply.text[:500])
        page = html.fromstring(reply.text)
        assert len(page.xpath("//h1")) == 1, name
        assert page.xpath("//main[@id='main']") and page.xpath("//nav[@aria-label]"), name
        assert not page.xpath("//@style | //style | //script[not(@src)] | //@*[starts-with(name(), 'on')]"), name
        outside = [a for a in page.xpath("//@src | //link/@href | //form/@action") if not a.startswith("/newsroom")]
        assert outside == [], name
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), (name, sorted(i for i in ids if ids.count(i) > 1))
        policy = reply.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy


def test_no_link_between_the_pages_leads_nowhere(editor: TestClient, known: Known) -> None:
    """From every page, every link of ours is followed once, also to the explanation of a number."""
    method_ids = set(html.fromstring(editor.get("method").text).xpath("//@id"))
    seen: set[str] = set()
    for address in addresses(known).values():
        for link in html.fromstring(editor.get(address).text).xpath("//main//a/@href"):
            path, _, anchor = link.partition("#")
            if path == "/newsroom/method":
                assert anchor in method_ids, link
            elif path.startswith("/newsroom") and len(seen) < 150:
                seen.add(path)
    for path in seen:
        assert editor.get(f"http://airflow.test{path}").status_code == 200, path


def test_nobody_sees_anything_without_signing_in(published: Layout, known: Known) -> None:
    stranger = client_of(published, None)
    paths = [*addresses(known).values(), "table/stories.csv", "static/newsroom.css", f"claim/{known.claim}.jsonld"]
    for path in paths:
        reply = stranger.get(path)
        assert reply.status_code == 401, path
        assert "Brennholm" not in reply.text and "Sign in" in reply.text
    assert stranger.post("corrections", content="action=merge").status_code == 401
    assert not published.overrides.exists()


def test_what_others_wrote_stays_text(editor: TestClient, known: Known) -> None:
    bad_outlet = html.fromstring(editor.get(f"article/{HOSTILE_ID}").text).xpath("//p[@class='kicker']/a/@href")[0]
    pages = [
        f"article/{HOSTILE_ID}", f"claim/{HOSTILE_CLAIM}", f"story/{HOSTILE_ID}", f"compare/{HOSTILE_ID}/{known.taker}?furniture=1",
        "quality", "outlets", "stories", "search?q=minister", f"search?q={HOSTILE}", f"http://airflow.test{bad_outlet}",
    ]  # fmt: skip
    for address in pages:
        reply = editor.get(address)
        assert reply.status_code == 200
        assert HOSTILE not in reply.text and "<img" not in reply.text, address
        assert "&lt;script&gt;" in reply.text, address
        assert not [
            h for h in html.fromstring(reply.text).xpath("//@href") if h.lower().strip().startswith("javascript")
        ]
    svg = editor.get(f"story/{HOSTILE_ID}").text
    assert "document.title" in svg  # the drawing names the outlet, as text


def test_a_claim_leads_to_its_origins_and_each_copy_to_its_proof(
    editor: TestClient, published: Layout, known: Known
) -> None:
    page = html.fromstring(editor.get(f"claim/{known.claim}").text)
    with open_public(published.public) as con:
        low, articles, outlets = con.execute(
            "select origin_count_low, article_count, outlet_count from claims.claims where claim_id = $c",
            {"c": known.claim},
        ).fetchone() or (0, 0, 0)
        carriers = con.execute(
            "select count(distinct article_id) from claims.mentions where claim_id = $c", {"c": known.claim}
        ).fetchone()
    funnel = " ".join(page.xpath("//figure//*[local-name()='svg']//*[local-name()='text']/text()"))
    assert funnel == f"mentions {page_mentions(page)} articles {articles} outlets {outlets} origins {low}".replace(
        "origins 1", "origin 1"
    )
    assert len(page.xpath("//section[@class='origin']")) == low
    assert len(page.xpath("//div[@class='carrier']")) == carriers[0]  # type: ignore[index]
    proofs = page.xpath("//a[@class='proof']/@href")
    assert proofs
    compared = html.fromstring(editor.get(f"http://airflow.test{proofs[0]}").text)
    assert compared.xpath("//h1/text()")[0].endswith(".")


def test_an_article_of_two_agencies_shows_the_claims_own_first_and_the_other_apart(editor: TestClient) -> None:
    page = html.fromstring(editor.get(f"claim/{HOSTILE_CLAIM}").text)
    own, other = (" ".join(line.text_content().split()) for line in page.xpath("//p[@class='who']"))
    assert f"citation of {HOSTILE}" in own and "Tern Wire" not in own
    assert other == "Also in this article: citation of Tern Wire not credited, 60 % sure"


def page_mentions(page: html.HtmlElement) -> int:
    return len(page.xpath("//p[@class='said']"))


def test_every_mention_stands_marked_in_its_article(editor: TestClient, published: Layout) -> None:
    """Also a claim of the headline, and one inside another's words: a count can be traced to each of its places."""
    with open_public(published.public) as con:
        mentions = con.execute(
            "select article_id, list(mention_id), list(field) from claims.mentions group by article_id"
        ).fetchall()
    assert any("title" in fields for _, _, fields in mentions)
    for article_id, ids, _ in mentions:
        page = html.fromstring(editor.get(f"article/{article_id}").text)
        assert {f"m-{mention_id}" for mention_id in ids} <= set(page.xpath("//@id")), article_id


def test_a_printed_time_that_cannot_be_right_gives_way_to_the_first_sight(editor: TestClient) -> None:
    outlet = html.fromstring(editor.get(f"article/{HOSTILE_ID}").text).xpath("//p[@class='kicker']/a/@href")[0]
    for address in (
        f"article/{HOSTILE_ID}", f"claim/{HOSTILE_CLAIM}", f"story/{HOSTILE_ID}", "search?q=minister&kind=article",
        f"http://airflow.test{outlet}",
    ):  # fmt: skip
        page = html.fromstring(editor.get(address).text)
        times = page.xpath("//main//*[not(ancestor-or-self::aside)]/time[contains(../., 'first seen')]/@datetime")
        assert set(times) == {"2026-03-02T09:00:00Z"}, address
        assert not page.xpath("//time[starts-with(@datetime, '2099')]"), address


def test_each_passage_leads_to_its_counterpart(editor: TestClient, known: Known) -> None:
    page = html.fromstring(editor.get(f"compare/{known.taker}/{known.source}").text)
    passages = page.xpath("//a[starts-with(@class, 'passage')]")
    assert passages
    ids = set(page.xpath("//@id"))
    for passage in passages:
        assert passage.get("href").removeprefix("#") in ids


def test_removed_furniture_is_shown_only_on_request(editor: TestClient, known: Known) -> None:
    address = f"compare/{known.taker}/{known.source}"
    assert not html.fromstring(editor.get(address).text).xpath("//p[@class='furniture']")
    assert html.fromstring(editor.get(f"{address}?furniture=1").text).xpath("//p[@class='furniture']")


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_table_can_be_taken_whole_as_csv_and_parquet(editor: TestClient, known: Known, name: str) -> None:
    values = {
        "story_id": known.story, "claim_id": known.claim, "article_id": known.taker, "outlet_id": known.outlet,
        "a": known.taker, "b": known.source, "sort": "size", "latest": DATE, "date": DATE, "scope": "daily", "q": "dam",
    }  # fmt: skip
    given = {p: values[p] for p in TABLES[name].parameters if p in values}
    table = pq.read_table(io.BytesIO(editor.get(f"table/{name}.parquet", params=given).content))
    reply = editor.get(f"table/{name}.csv", params=given)
    rows = list(csv.reader(io.StringIO(reply.text)))
    assert "attachment" in reply.headers["content-disposition"]
    assert rows[0] == table.column_names
    assert len(rows) - 1 == table.num_rows
    assert {column.name for column in TABLES[name].columns} <= {*table.column_names, "own_share"}


def test_a_spreadsheet_runs_no_text_as_a_formula(editor: TestClient) -> None:
    reply = editor.get("table/story_articles.csv", params={"story_id": HOSTILE_ID})
    row = next(csv.DictReader(io.StringIO(reply.text)))
    assert row["title"].startswith("'=1+1")


def test_long_tables_turn_their_pages_and_miss_no_row(editor: TestClient, published: Layout, known: Known) -> None:
    seen: list[str] = []
    address = f"story/{known.story}"
    while address:
        page = html.fromstring(editor.get(address).text)
        seen += page.xpath("//section[@id='story_claims']//tbody/tr/td[1]//a/@href")
        following = page.xpath("//section[@id='story_claims']//a[@rel='next']/@href")
        address = f"story/{known.story}{following[0]}" if following else ""
    with open_public(published.public) as con:
        total = con.execute("select count(*) from claims.claims where story_id = $s", {"s": known.story}).fetchone()
    assert len(seen) == len(set(seen)) == total[0]  # type: ignore[index]


@pytest.mark.parametrize(
    "page",
    ["story/nope", "claim/nope", "article/nope", "outlet/nope", "compare/nope/none", "nowhere", "table/nope.csv"],
)
def test_an_unknown_address_says_so_inside_the_frame(editor: TestClient, page: str) -> None:
    reply = editor.get(page)
    assert reply.status_code == 404
    if "table" not in page:
        assert html.fromstring(reply.text).xpath("//header[@class='masthead']")


def test_odd_parameters_are_no_faults(editor: TestClient, known: Known) -> None:
    for address in (
        "stories?sort=drop&stories_page=-3", "stories?stories_page=99999999999", "urls?outcome=%27%20or%201", "run",
        f"story/{known.story}?story_claims_page=x", 'search?q="', "search?q=%00*", "search?q=a&kind=b", "search?q=NEAR(a b)",
    ):  # fmt: skip
        assert editor.get(address).status_code in (200, 400), address


def test_without_a_database_the_pages_say_how_to_get_one(empty_layout: Layout) -> None:
    client = client_of(empty_layout, Visitor("1", "ada", True))
    for path in ("", "quality", "story/x", "search?q=x"):
        reply = client.get(path)
        assert reply.status_code == 503
        assert "make demo" in reply.text
    with open_writer(empty_layout):
        pass
    publish(empty_layout, DATE, datetime(2026, 3, 2))
    reply = client.get("")
    assert reply.status_code == 200 and "make demo" in reply.text
    for path in ("stories", "outlets", "quality", "corrections"):
        assert client.get(path).status_code == 200
    assert "publish_warehouse" in client.get("search?q=x").text


def test_the_next_request_after_publishing_sees_the_new_state(empty_layout: Layout) -> None:
    with open_writer(empty_layout):
        pass
    publish(empty_layout, DATE, datetime(2026, 3, 2))
    client = client_of(empty_layout, Visitor("1", "ada", True))
    first = client.get("quality").text
    with open_writer(empty_layout) as con:
        con.execute("insert into ops.runs values ('ingest_news', '2026-03-05', 'daily', 'r', now()::timestamp, 3)")
    publish(empty_layout, "2026-03-05", datetime(2026, 3, 5))
    assert "5 March 2026" not in first
    assert "5 March 2026" in client.get("quality").text


def test_an_article_shows_what_its_headline_states_beside_the_text(editor: TestClient, published: Layout) -> None:
    with open_public(published.public) as con:
        article_id, headline, support = con.execute(
            "select article_id, headline, support from marts.headline_support where support <> 'not_found' order by all limit 1"
        ).fetchall()[0]
    table = html.fromstring(editor.get(f"article/{article_id}").text).get_element_by_id("article_headline")
    assert headline in table.text_content()
    assert HEADLINE_SUPPORT[support] in table.text_content()


def test_the_pages_tell_the_numbers_of_the_marts(editor: TestClient, published: Layout, known: Known) -> None:
    with open_public(published.public) as con:
        [(own, outlets)] = con.execute(
            "select own_article_count, own_outlet_count from marts.story_summary where story_id = $story",
            {"story": known.story},
        ).fetchall()
        shares = con.execute("select outlet_id, own_share from marts.outlet_reuse order by outlet_id").fetchall()
    story = html.fromstring(editor.get(f"story/{known.story}").text)
    [stat] = story.xpath("//div[@class='stat'][dt//text()[contains(., 'no copies')]]")
    assert stat.findtext("dd") == str(own)
    assert f"in {outlets} outlet" in stat.text_content()
    listed = csv.DictReader(editor.get("table/outlets.csv").text.splitlines())
    listed_shares = {row["outlet_id"].lstrip("'"): float(row["own_share"]) for row in listed}
    assert listed_shares == pytest.approx({outlet_id: share or 0.0 for outlet_id, share in shares})


def test_the_picture_leads_each_article_from_the_source_that_the_mart_names(published: Layout, known: Known) -> None:
    with Published(published.public).reading() as reading:
        derivations = reading.rows(Derivation, "story_derivations", story_id=known.story, limit=600, offset=0)
    drawn = {d.derived_article_id: (d.relation, d.source_name) for d in strongest_sources(derivations)
             if d.relation in FOLDING}  # fmt: skip
    with open_public(published.public) as con:
        rows = con.execute(
            "select article_id, relation, source_name from marts.article_reuse where story_id = $s and relation is not null",
            {"s": known.story},
        ).fetchall()
    assert drawn == {article_id: (relation, name) for article_id, relation, name in rows}


def test_search_finds_words_phrases_beginnings_and_accents(editor: TestClient) -> None:
    def hits(query: str, kind: str) -> int:
        page = html.fromstring(editor.get("search", params={"q": query, "kind": kind}).text)
        return len(page.xpath(f"//section[@id='search_{kind}s']//tbody/tr"))

    assert hits("brennh", "article") > 0
    assert hits('"spring melt"', "article") > 0
    assert hits('"melt spring"', "article") == 0
    assert hits("falk", "speaker") > 0
    assert hits("kestrel", "outlet") == 1
    assert hits("MÍNISTER", "article") > 0
    assert "Nothing held says so" in editor.get("search", params={"q": "zzqx"}).text


def test_the_claim_as_json_ld(editor: TestClient, known: Known) -> None:
    reply = editor.get(f"claim/{known.claim}.jsonld")
    assert reply.headers["content-type"].startswith("application/ld+json")
    assert reply.json()["@graph"][0]["@type"] == "Claim"
    assert editor.get("claim/nope.jsonld").status_code == 404


def test_every_number_of_every_table_leads_to_its_explanation(editor: TestClient, known: Known) -> None:
    entries = set(html.fromstring(editor.get("method").text).xpath("//@id"))
    numbers = {"number", "share", "decimal", "lag", "origins", "origin_range", "shares", "time"}
    columns = [(t.name, c) for t in TABLES.values() for c in t.columns]
    assert [(name, c.name) for name, c in columns if c.kind in numbers and not c.method] == []
    assert {c.method for _, c in columns if c.method} <= entries
    page = html.fromstring(editor.get(f"story/{known.story}").text)
    assert page.xpath("//section[@id='story_claims']//th[contains(@class, 'k-origin')]//a[contains(@href, '/method#')]")


def test_every_drawing_has_a_name_and_its_data(editor: TestClient, known: Known) -> None:
    for address in (f"story/{known.story}", f"outlet/{known.outlet}", "quality"):
        page = html.fromstring(editor.get(address).text)
        for figure in page.xpath("//figure[@class='drawing']"):
            assert figure.xpath(".//*[local-name()='svg']/@aria-label")[0]
            assert figure.xpath("ancestor::section[1]//details/summary")
        assert not re.search(r"<rect[^>]*width=\"-", editor.get(address).text)
