"""Main texts of several pages at once: pages of one host may inform each other."""

from __future__ import annotations

from collections.abc import Sequence

from wiretrace.clean.article import clean_html, is_plain
from wiretrace.clean.plain import clean_plain


def page_text(text: str, url: str) -> str:
    """Main text of one page, or of text whose markup is already gone."""
    return clean_plain(text).text if is_plain(text) else clean_html(text, url or "").text


def page_texts(pages: Sequence[tuple[str, str]]) -> list[str]:
    return [page_text(text, url) for text, url in pages]
