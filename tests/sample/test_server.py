"""The server shows what exists on its date, as messy as the web, and fails as told."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import socket
import subprocess
import sys
import zlib
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from sample.corpus import DATES, Article, load_corpus
from sample.misbehaviour import MODES
from sample.server import SampleWeb
from sample.truth import load_truth

CORPUS = load_corpus()
LEDGER = CORPUS.articles["ledger-dam-1"]
HOST = LEDGER.outlet.host


def read_page(article: Article, response) -> str:
    body = gzip.decompress(response.body) if response.headers["Content-Encoding"] == "gzip" else response.body
    return body.decode(article.outlet.charset.bytes)


def visible_text(html: str) -> str:
    return " ".join(BeautifulSoup(html, "lxml").get_text(" ").split())


def test_articles_exist_from_their_day_on(sample_web: SampleWeb, get) -> None:
    for day in DATES:
        sample_web.set_date(day)
        for article in CORPUS.articles.values():
            assert get(article.url).status == (200 if article.day <= day else 404), (article.id, day)


def test_pages_hold_the_text_and_the_spans(sample_web: SampleWeb, get) -> None:
    sample_web.set_date(DATES[-1])
    spans: dict[str, list[str]] = {}
    for claim in load_truth().claims:
        for mention in claim.mentions:
            spans.setdefault(mention.article, []).append(mention.span)
    for article in CORPUS.articles.values():
        page = visible_text(read_page(article, get(article.url)))
        for part in [*article.revisions[-1].paragraphs, *spans.get(article.id, [])]:
            assert " ".join(part.split()) in page, article.id


def test_page_furniture_is_on_some_page(sample_web: SampleWeb, get) -> None:
    sample_web.set_date(DATES[-1])
    pages = "\n".join(visible_text(read_page(a, get(a.url))) for a in CORPUS.articles.values())
    assert [line for line in load_truth().page_furniture if line not in pages] == []


def test_a_corrected_page_differs_from_the_day_before(sample_web: SampleWeb, get) -> None:
    article = CORPUS.articles["radio-dam-1"]
    before = read_page(article, get(article.url))
    sample_web.set_date(DATES[1])
    after = read_page(article, get(article.url))
    assert "1,400 households" in before and "1,400 households would" not in after
    assert "Correction:" in after and "Correction:" not in before


def test_no_page_needs_anything_from_elsewhere(sample_web: SampleWeb, get) -> None:
    sample_web.set_date(DATES[-1])
    hosts = {outlet.host for outlet in CORPUS.outlets.values()}
    for article in CORPUS.articles.values():
        soup = BeautifulSoup(read_page(article, get(article.url)), "lxml")
        loaded = [tag.get("src") or tag.get("href") for tag in soup.select("[src], link[href]")]
        named = {urlsplit(str(address)).netloc for address in loaded} - {""}
        assert named <= hosts, article.id


def test_hostile_text_is_inert(get, sample_web: SampleWeb) -> None:
    sample_web.set_date(DATES[1])
    for article_id in ("rocket-strike-2", "rocket-dam-1"):
        article = CORPUS.articles[article_id]
        soup = BeautifulSoup(read_page(article, get(article.url)), "lxml")
        assert not [s for s in soup.find_all("script") if "alert(1)" in s.text and s.get("type") is None]
        assert not soup.select("[onerror]")
        for script in soup.find_all("script", type="application/ld+json"):
            assert json.loads(script.text)


def test_charsets_are_as_odd_as_promised(sample_web: SampleWeb, get) -> None:
    sample_web.set_date(DATES[-1])

    def ask(article_id: str):
        return get(CORPUS.articles[article_id].url)

    declared = ask("radio-dam-1")
    assert b"charset=windows-1252" in declared.body and "charset" not in declared.headers["Content-Type"]
    undeclared = ask("gaceta-seagrass-3")
    assert b"charset" not in undeclared.body and "charset" not in undeclared.headers["Content-Type"]
    with pytest.raises(UnicodeDecodeError):
        undeclared.body.decode("utf-8")
    wrong = ask("plainview-dam-2")
    assert wrong.headers["Content-Type"].endswith("iso-8859-1") and "“" in wrong.body.decode("utf-8")
    assert ask("ashmere-dam-1").body.startswith(b"\xef\xbb\xbf")
    assert ask("examiner-dam-2").headers["Content-Encoding"] == "gzip"
    assert b"&ldquo;" in ask("gazette-dam-1").body


def test_metadata_is_rich_on_some_and_missing_on_others(sample_web: SampleWeb, get) -> None:
    sample_web.set_date(DATES[-1])
    pages = {i: read_page(a, get(a.url)) for i, a in CORPUS.articles.items()}
    assert '"@graph"' in pages["kestrel-dam-2"] and '"@graph"' not in pages["ledger-dam-1"]
    assert "application/ld+json" in pages["ledger-dam-1"]
    assert 'itemprop="datePublished"' in pages["examiner-dam-2"]
    assert not re.search(r"ld\+json|og:|itemprop|datetime", pages["tradeloom-dam-2"])
    assert "2026-03-03" not in pages["drydock-dam-2"]


def test_tracking_and_amp_variants_lead_to_the_article(sample_web: SampleWeb, get) -> None:
    assert get(f"{LEDGER.url}?utm_source=rss&utm_medium=feed").body == get(LEDGER.url).body
    interview = CORPUS.articles["halyard-dam-1"]
    amp = get(f"http://{interview.outlet.host}/amp{interview.path}")
    assert amp.status == 200
    assert f'<link rel="canonical" href="{interview.url}">' in amp.body.decode()


def test_unchanged_documents_are_not_sent_again(sample_web: SampleWeb, get) -> None:
    url = f"http://{HOST}/rss/national.xml"
    first = get(url)
    assert get(url, If_None_Match=first.headers["ETag"]).status == 304
    assert get(url, If_Modified_Since=first.headers["Last-Modified"]).status == 304
    sample_web.set_date(DATES[1])
    assert get(url, If_None_Match=first.headers["ETag"]).status == 200
    assert get(url, If_Modified_Since=first.headers["Last-Modified"]).status == 200


def test_unknown_hosts_and_paths_are_not_found_and_requests_are_kept(sample_web: SampleWeb, get) -> None:
    assert get("http://www.nobody.example/").status == 404
    assert get(f"http://{HOST}/nothing-here").status == 404
    assert get(f"http://{HOST}/").status == 200
    assert [(r.host, r.status) for r in sample_web.requests] == [
        ("www.nobody.example", 404),
        (HOST, 404),
        (HOST, 200),
    ]


def test_it_listens_on_loopback_only(sample_web: SampleWeb) -> None:
    assert sample_web.address.startswith("127.0.0.1:")


@pytest.mark.parametrize("how", ["404", "410", "429", "500", "503"])
def test_it_answers_error_codes_when_told(sample_web: SampleWeb, get, how: str) -> None:
    sample_web.misbehave(HOST, "*", how)
    response = get(LEDGER.url)
    assert response.status == int(how)
    assert (response.headers["Retry-After"] is not None) == (how == "429")


def test_misbehaviour_ends_after_the_given_times(sample_web: SampleWeb, get) -> None:
    sample_web.misbehave(HOST, LEDGER.path, "503", times=2)
    assert [get(LEDGER.url).status for _ in range(3)] == [503, 503, 200]
    sample_web.misbehave(HOST, "*", "410")
    sample_web.behave()
    assert get(LEDGER.url).status == 200


def open_stream(web: SampleWeb) -> socket.socket:
    host, port = web.address.split(":")
    stream = socket.create_connection((host, int(port)), timeout=5)
    stream.sendall(f"GET {LEDGER.path} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
    return stream


def test_it_drips(sample_web: SampleWeb) -> None:
    sample_web.misbehave(HOST, "*", "slow_drip")
    with open_stream(sample_web) as stream:
        stream.settimeout(0.8)
        received = b""
        with pytest.raises(TimeoutError):
            for _ in range(4000):
                received += stream.recv(1)
                stream.settimeout(0.8 if b"\r\n\r\n" not in received else 0.1)
    assert len(received.partition(b"\r\n\r\n")[2]) <= 3


def test_it_never_ends(sample_web: SampleWeb) -> None:
    sample_web.misbehave(HOST, "*", "endless")
    with open_stream(sample_web) as stream:
        received = 0
        while received < 3_000_000:
            received += len(stream.recv(1 << 16))
    assert received >= 3_000_000


def test_it_sends_a_gzip_bomb(sample_web: SampleWeb, get) -> None:
    sample_web.misbehave(HOST, "*", "gzip_bomb")
    response = get(LEDGER.url)
    assert response.headers["Content-Encoding"] == "gzip" and len(response.body) < 1_000_000
    assert len(zlib.decompressobj(31).decompress(response.body, 50_000_000)) == 50_000_000


def test_it_breaks_bodies(sample_web: SampleWeb, get) -> None:
    whole = get(LEDGER.url).body
    sample_web.misbehave(HOST, "*", "truncated")
    with pytest.raises(http.client.IncompleteRead):
        get(LEDGER.url)
    sample_web.misbehave(HOST, "*", "wrong_length")
    assert len(get(LEDGER.url).body) == len(whole) // 2
    sample_web.misbehave(HOST, "*", "empty")
    assert get(LEDGER.url).body == b""
    sample_web.misbehave(HOST, "*", "wrong_charset")
    assert get(LEDGER.url).headers["Content-Type"] == "text/html; charset=utf-16"


def test_it_redirects_badly(sample_web: SampleWeb, get) -> None:
    sample_web.misbehave(HOST, "*", "redirect_loop")
    assert get(LEDGER.url).headers["Location"] == LEDGER.path
    sample_web.misbehave(HOST, "*", "redirect_private")
    assert get(LEDGER.url).headers["Location"].startswith("http://169.254.169.254/")


def test_it_resets_connections(sample_web: SampleWeb, get) -> None:
    sample_web.misbehave(HOST, "*", "reset")
    with pytest.raises(ConnectionError):
        get(LEDGER.url)


def test_an_unknown_mode_is_refused_with_the_known_ones(sample_web: SampleWeb) -> None:
    with pytest.raises(ValueError, match="slow_drip"):
        sample_web.misbehave(HOST, "*", "explode")
    assert len(MODES) >= 12


def ask_server(address: str, method: str, host: str, body: bytes | None = None) -> tuple[int, dict]:
    connection = http.client.HTTPConnection(address, timeout=5)
    connection.request(method, "/__control", body=body, headers={"Host": host})
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer.status, json.loads(text) if text.startswith(b"{") else {}


def test_another_process_sets_the_date() -> None:
    include = Path(__file__).parents[2] / "include"
    command = [sys.executable, "-m", "sample.server", "--port", "0", "--date", DATES[0]]
    with subprocess.Popen(command, cwd=include, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = re.search(r"127\.0\.0\.1:\d+", process.stdout.readline())[0]  # type: ignore[index]
            assert ask_server(address, "POST", address, b'{"date": "2026-03-04"}') == (200, {"date": "2026-03-04"})
            assert ask_server(address, "GET", address)[1]["date"] == "2026-03-04"
            assert ask_server(address, "POST", address, b'{"date": "someday"}')[0] == 400
            assert ask_server(address, "POST", address, b"not json")[0] == 400
            assert ask_server(address, "POST", address, b"[]")[0] == 400
            assert ask_server(address, "POST", HOST, b'{"date": "2026-03-02"}')[0] == 404
        finally:
            process.terminate()
