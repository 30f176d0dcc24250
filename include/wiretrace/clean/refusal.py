"""Pages that are no articles, and how that is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import yaml

from wiretrace.clean.page import Block
from wiretrace.clean.wording import UNSPACED, count_words

SHORTEST_WORDS = 40  # below it neither origin nor language can be told; the shortest real news briefs have about 50
BRIEF_WORDS = 120  # the usual article is longer
FRONT_WORDS = 600  # teasers of a section page add up to as many
BRIEF_DENSITY = 15  # words a phrase, at most, in a brief notice
LONG_DENSITY = 15  # and in a long one, where the same phrases recur
TITLED_DENSITY = 25  # of one whose title says what it is
LONG_PHRASES = 5  # different ones
BANNER_PHRASES = 3  # of a cookie banner, which articles have as well
WALLS = ("soft_404", "bot_wall", "consent_page", "login_wall")
STUB_WORDS = 250  # a teaser is seldom longer
OFFER_BLOCKS = 4
HANGUL = re.compile("[\uac00-\ud7a3]")
TITLE_NOISE = re.compile(r"[\d\W_]+|\b(error|fehler|erreur|errore|erro|http)\b", re.IGNORECASE)
NUMBERED = re.compile(r"\W*(error|fehler|erreur|http)?\W*(404|410)\W*(error|gone|not found)?\W*", re.IGNORECASE)
TITLE_JOINT = re.compile(r"\s+[|–—·•»:-]\s+|\s*\|\s*")
PHRASE_GAP = r"[^.!?\n]{0,40}?"
LINKED = 0.8
MOST_INDEX = 0.5  # share of a section page's characters that lie in links to other pages
MOST_ANYWHERE = 0.85


@dataclass(frozen=True)
class Refusal:
    """Why a page is discarded: `reason` is counted, `detail` shows what was seen."""

    reason: str
    detail: str


@cache
def page_words(name: str) -> Any:
    """A list of pages.yaml."""
    return yaml.safe_load(files("wiretrace.clean").joinpath("pages.yaml").read_text("utf-8"))[name]


@cache
def _titles(reason: str) -> frozenset[str]:
    return frozenset(_bare(title) for listed in page_words(reason)["titles"].values() for title in listed)


@cache
def _phrases(reason: str) -> re.Pattern[str]:
    """Whole words, in scripts that set spaces between them; Korean joins its particles to them."""
    phrases = {_unified(str(phrase)) for listed in page_words(reason)["phrases"].values() for phrase in listed}
    joined = {phrase for phrase in phrases if UNSPACED.search(phrase) or HANGUL.search(phrase)}
    # one boundary for all: alternatives that begin with letters are searched many times faster
    return re.compile(rf"\b(?:{_either(phrases - joined)})\b|{_either(joined) or '(?!)'}")


def _either(phrases: set[str]) -> str:
    forms = (re.escape(phrase) for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))
    return "|".join(form.replace(r"\ …\ ", rf"\b{PHRASE_GAP}\b") for form in forms)


def refuse(
    text: str, title: str | None, url: str, blocks: Sequence[Block], is_declared: bool = False
) -> Refusal | None:
    """A reason only with evidence. `is_declared`: the page calls itself an article, with a headline or a date."""
    words = count_words(text)
    reason = _wall(text, title, words, blocks, is_declared)
    if reason is None and not is_declared and _is_index(url, blocks, words):
        reason = "index_page"
    if reason is None and words < SHORTEST_WORDS:
        reason = "too_short" if words else "empty"
    return Refusal(reason, f"{len(blocks)} blocks, {words} words of text: {(title or text)[:120]}") if reason else None


def _wall(text: str, title: str | None, words: int, blocks: Sequence[Block], is_declared: bool) -> str | None:
    """A lost page by its title alone; else by phrases: one where there is hardly a text, and a notice's density of
    them where there is, since news is written about walls and banners too."""
    said = f"{_unified(title or '')} | {_unified(text)}"
    page = _unified(" ".join(block.text for block in blocks[:60])[:4000])
    is_lost = words < SHORTEST_WORDS and all(count_words(block.text) < SHORTEST_WORDS // 2 for block in blocks[:60])
    for reason in WALLS:
        is_titled = _is_titled(title, reason) and not is_declared
        if is_titled and words < (BRIEF_WORDS if reason == "soft_404" else SHORTEST_WORDS):
            return reason
        found = _phrases(reason).findall(said)
        if is_titled and reason == "soft_404" and found:  # a long list of other stories below the notice
            return reason
        if not found and is_lost and reason != "soft_404":  # the notice itself was taken for furniture
            found = _phrases(reason).findall(page)
            found = found if reason != "consent_page" or len(set(found)) > BANNER_PHRASES else []
        if _is_enough(found, words, is_titled, is_declared):
            return reason
    return None


def _is_enough(found: list[str], words: int, is_titled: bool, is_declared: bool) -> bool:
    if words < SHORTEST_WORDS:
        return bool(found)
    if words < BRIEF_WORDS:
        return len(set(found)) >= (1 if is_titled else max(2, words // BRIEF_DENSITY) + is_declared)
    density = TITLED_DENSITY if is_titled else LONG_DENSITY
    return not is_declared and len(set(found)) >= LONG_PHRASES and len(found) >= words // density


def is_stub(text: str, blocks: Sequence[Block]) -> bool:
    """A teaser that ends in an offer to subscribe: two phrases of it within a few neighbouring blocks."""
    if count_words(text) >= STUB_WORDS:
        return False
    prose = [block for block in blocks if block.link_share < LINKED]  # not the menu's "Log in"
    said = [set(_phrases("login_wall").findall(_unified(block.text[:400]))) for block in prose]
    return any(len(set().union(*said[at : at + OFFER_BLOCKS])) > 1 for at, found in enumerate(said) if found)


def _is_titled(title: str | None, reason: str) -> bool:
    """The title, or its first or last part where a site's name is joined to it, is one of the reason's titles."""
    parts = TITLE_JOINT.split(title or "")
    named = (title or "", parts[0], parts[-1])
    if reason == "soft_404" and any(NUMBERED.fullmatch(part) for part in named):
        return True
    return any(_bare(part) in _titles(reason) for part in named if _bare(part))


def _bare(title: str) -> str:
    return " ".join(TITLE_NOISE.sub(" ", _unified(title)).split())


def _unified(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


def _is_index(url: str, blocks: Sequence[Block], words: int) -> bool:
    """A front or section page: its address is one, or nearly all of its words are links to other pages."""
    linked = sum(len(block.text) for block in blocks if block.link_share > LINKED)
    share = linked / (sum(len(block.text) for block in blocks) or 1)
    path = urlsplit(url).path.strip("/")
    if not path and "?" not in url:
        return share > MOST_INDEX
    if _is_section(path) and "?" not in url:
        return share > MOST_INDEX and words < FRONT_WORDS
    return share > MOST_ANYWHERE and words < 2 * SHORTEST_WORDS


def _is_section(path: str) -> bool:
    """ "world", "category/europe", "tag/climate-change/page/2"; a last part of several words is a headline."""
    parts = path.lower().split("/")
    is_named = parts[0].removesuffix(".html") in page_words("index_sections")
    return is_named and len(parts) <= 4 and parts[-1].count("-") < 3 and not re.search(r"\d{4,}", parts[-1])
