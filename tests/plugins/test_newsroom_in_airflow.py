"""The newsroom as a person meets it: Airflow's own UI in a real browser."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page

from plugins.browser import PASSWORDS, Server, find_browser, open_browser, serve_airflow
from plugins.conftest import DATE, HOSTILE_CLAIM, HOSTILE_ID, Known
from wiretrace.layout import Layout
from wiretrace.overrides import read_overrides

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(400),
    pytest.mark.skipif(find_browser() is None, reason="no Chromium is installed"),
]
WIDTHS = (1280, 390)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, published: Layout) -> Iterator[Server]:
    with serve_airflow(tmp_path_factory.mktemp("airflow"), published.root) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


def sign_in(browser: Browser, server: Server, name: str, width: int = 1280) -> BrowserContext:
    context = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.goto(f"{server.url}/")
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=password]").fill(PASSWORDS[name])
    page.locator("button[type=submit]").click()
    page.wait_for_url(lambda url: "login" not in url)
    page.close()
    return context


@pytest.fixture(scope="module")
def ada(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    context = sign_in(browser, server, "ada")
    yield context
    context.close()


def faults_of(page: Page) -> list[str]:
    """What the browser complains about: scripts, and whatever the content security policy stopped."""
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    return faults


def addresses(known: Known) -> list[str]:
    return [
        "", "stories", f"story/{known.story}", f"claim/{known.claim}", f"compare/{known.taker}/{known.source}?furniture=1",
        f"article/{known.taker}", "outlets", f"outlet/{known.outlet}", "quality", "urls", "search?q=dam", "method", "corrections",
        f"run?dag_id=ingest_news&run_id=sample_days&date={DATE}", f"article/{HOSTILE_ID}", f"claim/{HOSTILE_CLAIM}", f"story/{HOSTILE_ID}",
    ]  # fmt: skip


def frame_of(page: Page) -> Frame:
    page.locator("iframe").first.wait_for()
    frame = page.locator("iframe").first.element_handle().content_frame()
    assert frame is not None
    frame.wait_for_load_state()
    return frame


def test_without_signing_in_nothing_is_shown(server: Server, known: Known) -> None:
    for path in ("", f"claim/{known.claim}", "table/stories.csv", "static/newsroom.css"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{server.url}/newsroom/{path}", timeout=20)
        assert refused.value.code == 401
        assert b"Brennholm" not in refused.value.read()
    forged = urllib.request.Request(f"{server.url}/newsroom/", headers={"Cookie": "_token=eyJhbGciOiJub25lIn0.e30."})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(forged, timeout=20)
    assert refused.value.code in (401, 403)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_opens_without_complaint_and_without_scrolling_sideways(
    ada: BrowserContext, server: Server, known: Known, width: int
) -> None:
    page = ada.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    faults = faults_of(page)
    for address in addresses(known):
        page.goto(f"{server.url}/newsroom/{address}")
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (address, too_wide, page.title() == "taken") == (address, 0, False)
    assert faults == []
    page.close()


def test_from_the_navigation_to_a_claim_to_its_origin_to_the_compared_texts(
    ada: BrowserContext, server: Server, known: Known
) -> None:
    page = ada.new_page()
    faults = faults_of(page)
    page.goto(f"{server.url}/")
    page.get_by_role("link", name="Newsroom").click()
    frame = frame_of(page)
    frame.locator("#stories tbody a").first.click()
    frame.wait_for_url("**/story/**")
    frame.locator(f"#story_claims tbody a[href*='{known.claim}']").first.click()
    frame.wait_for_url("**/claim/**")
    assert frame.locator(".origin h3 .name").count() > 0
    frame.locator("a.proof").first.click()
    frame.wait_for_url("**/compare/**")
    assert frame.locator("h1").inner_text().endswith(".")
    frame.goto(f"{server.url}/newsroom/compare/{known.taker}/{known.source}")
    frame.locator("#a1").click()
    assert "here" in (frame.locator("#b1").get_attribute("class") or "")
    page.wait_for_url("**/plugin/newsroom/newsroom/compare/**")
    shared = page.url
    page.close()
    again = ada.new_page()
    again.goto(shared)
    assert "/compare/" in frame_of(again).url
    assert faults == []
    again.close()


def test_a_table_is_downloaded_from_inside_the_frame(ada: BrowserContext, server: Server, tmp_path: Path) -> None:
    page = ada.new_page()
    page.goto(f"{server.url}/plugin/newsroom/newsroom/quality")
    with page.expect_download() as download:
        frame_of(page).locator("#sources").get_by_role("link", name="CSV").click()
    download.value.save_as(tmp_path / "sources.csv")
    assert (tmp_path / "sources.csv").read_text("utf-8").startswith('"source_id"')
    page.close()


def test_the_pages_follow_airflows_light_and_dark(ada: BrowserContext, server: Server) -> None:
    page = ada.new_page()
    page.goto(f"{server.url}/plugin/newsroom")
    for theme in ("dark", "light"):
        page.evaluate(f"localStorage.setItem('theme', '{theme}')")
        page.reload()
        frame = frame_of(page)
        frame.wait_for_function(f"document.documentElement.dataset.theme === '{theme}'")
        colours = frame.evaluate(
            "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
        )
        assert (sum(map(int, colours[0][4:-1].split(","))) > 380) == (theme == "dark"), colours
    page.close()


def test_everything_is_reached_by_keyboard(ada: BrowserContext, server: Server, known: Known) -> None:
    page = ada.new_page()
    page.goto(f"{server.url}/newsroom/compare/{known.taker}/{known.source}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "a1":
            break
    assert page.evaluate("document.activeElement.id") == "a1"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "b1"
    page.close()


def test_a_dag_run_has_the_newsroom_beside_it(ada: BrowserContext, server: Server) -> None:
    page = ada.new_page()
    page.goto(f"{server.url}/dags/ingest_news/runs/by-hand")
    page.get_by_role("link", name="Newsroom").last.click()
    page.wait_for_url("**/plugin/newsroom-run**")
    assert "ingest_news" in frame_of(page).locator(".kicker").inner_text()
    page.close()


def test_an_editor_corrects_and_a_viewer_only_looks(
    ada: BrowserContext, browser: Browser, server: Server, published: Layout, known: Known
) -> None:
    page = ada.new_page()
    page.goto(f"{server.url}/newsroom/claim/{known.claim}")
    page.get_by_text("Another origin").click()
    page.locator("#o-name").fill("Calder Times")
    page.locator("#o-reason").fill("it was first printed there")
    page.locator("form.correct").filter(has=page.locator("#o-name")).get_by_role("button").click()
    assert "Pending" in page.locator("#corrections").inner_text()
    assert read_overrides(published.overrides).applicable[0].recorded_by == "ada"
    published.overrides.unlink()
    page.close()
    vera = sign_in(browser, server, "vera")
    look = vera.new_page()
    look.goto(f"{server.url}/newsroom/claim/{known.claim}")
    assert look.locator("h1").count() == 1
    assert look.locator("form.correct").count() == 0
    vera.close()


def test_hostile_text_takes_over_nothing(ada: BrowserContext, server: Server) -> None:
    page = ada.new_page()
    faults = faults_of(page)
    for address in (
        f"article/{HOSTILE_ID}",
        f"claim/{HOSTILE_CLAIM}",
        f"story/{HOSTILE_ID}",
        "quality",
        "search?q=minister",
    ):
        page.goto(f"{server.url}/newsroom/{address}")
        assert page.title() != "taken"
        assert page.locator("script:not([src])").count() == 0
        assert page.locator("[href^='javascript:' i]").count() == 0
    assert faults == []
    page.close()
