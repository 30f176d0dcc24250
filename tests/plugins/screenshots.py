"""Takes the README's screenshots anew: six pages over the sample's three days, in light and dark.

`python tests/plugins/screenshots.py` writes docs/screenshots/*.png; it needs Chromium, but no Airflow.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("include", "plugins", "tests", "tests/benchmarks")]

import uvicorn  # noqa: E402
from fastapi import FastAPI  # noqa: E402
from playwright.sync_api import Page  # noqa: E402
from sample_days import run_days  # noqa: E402

from newsroom.access import Visitor  # noqa: E402
from newsroom.app import Settings, create_app  # noqa: E402
from plugins.browser import open_browser  # noqa: E402
from wiretrace.layout import Layout  # noqa: E402
from wiretrace.search.index import update_index  # noqa: E402

PORT = 8093
WHERE = ROOT / "docs" / "screenshots"
SIZE = {"width": 1280, "height": 860}


def main() -> None:
    WHERE.mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="wiretrace-") as name:
        layout = run_days(Path(name))
        update_index(layout)
        serve(layout)
        with open_browser() as browser:
            for theme in ("light", "dark"):
                page = browser.new_page(viewport=SIZE, color_scheme=theme)
                take(page, theme)
                page.close()


def serve(layout: Layout) -> None:
    outer = FastAPI()
    settings = Settings(layout.public, layout.search, layout.overrides, "s" * 64)
    outer.mount("/newsroom", create_app(settings, lambda: Visitor("1", "Ada", True)))
    server = uvicorn.Server(uvicorn.Config(outer, host="127.0.0.1", port=PORT, log_level="warning"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.1)


def take(page: Page, theme: str) -> None:
    """Today, a story, its widest claim and the comparison behind a copy in light; a story and an article in dark."""
    page.goto(f"http://127.0.0.1:{PORT}/newsroom/")
    shots = {"light": ("today", "story", "claim", "compare"), "dark": ("story-dark", "article-dark")}[theme]
    for name in shots:
        if name.startswith("story"):
            page.locator("#stories tbody a").first.click()
            page.wait_for_url("**/story/**")
        if name == "claim":
            page.locator("#story_claims tbody a").first.click()
            page.wait_for_url("**/claim/**")
        if name == "compare":
            page.locator("a.proof").first.click()
            page.wait_for_url("**/compare/**")
        if name == "article-dark":
            page.locator("#story_articles td.k-title a").nth(2).click()
            page.wait_for_url("**/article/**")
        page.mouse.move(0, 0)
        page.screenshot(path=WHERE / f"{name}.png")


if __name__ == "__main__":
    main()
