"""Main texts of several pages at once: pages of one host may inform each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from wiretrace.clean.article import is_plain
from wiretrace.clean.maintext import MainText, main_text
from wiretrace.clean.page import parse, readable_address, visible_blocks
from wiretrace.clean.plain import PLAIN_KEPT, clean_plain
from wiretrace.clean.repetition import drop_repeated
from wiretrace.clean.titles import quick_title
from wiretrace.fetch.identity import registered_domain


def page_text(text: str, url: str) -> str:
    """Main text of one page, or of text whose markup is already gone."""
    return _main(text, url or "").text


def page_texts(pages: Sequence[tuple[str, str]]) -> list[str]:
    """Main texts of a batch, without what recurs on the pages of one host and may not be the article."""
    mains = [_main(text, url or "") for text, url in pages]
    hosts: dict[str, list[int]] = defaultdict(list)
    for number, (_, url) in enumerate(pages):
        hosts[registered_domain(url) if url else str(number)].append(number)
    for numbers in hosts.values():
        for number, main in zip(numbers, drop_repeated([mains[number] for number in numbers]), strict=True):
            mains[number] = main
    return [main.text for main in mains]


def _main(text: str, url: str) -> MainText:
    if is_plain(text):
        article = clean_plain(text)
        starts = tuple(span.raw_start for span in article.spans)
        return MainText(article.text, (), tuple(range(len(starts))), starts, (PLAIN_KEPT,) * len(starts))
    tree = parse(text)
    if tree is None:
        return MainText("")
    title = quick_title(tree, readable_address(url))
    return main_text(tree, visible_blocks(tree), title)
