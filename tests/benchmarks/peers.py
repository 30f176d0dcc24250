"""Published tools that do a part of what Wiretrace does, each behind one plain function."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Sequence
from typing import Any

SHINGLE = 5  # words
PERMUTATIONS = 128
Pair = tuple[int, int]
Metadata = dict[str, Any]


def trafilatura_precision(html: str, url: str) -> str:
    import trafilatura

    return trafilatura.extract(html, url=url, favor_precision=True, include_comments=False) or ""


def trafilatura_default(html: str, url: str) -> str:
    import trafilatura

    return trafilatura.extract(html, url=url, include_comments=False) or ""


def newspaper4k(html: str, url: str) -> str:
    return str(_newspaper_article(html, url).text or "")


def readability(html: str, url: str) -> str:
    from bs4 import BeautifulSoup
    from readability import Document

    logging.getLogger("readability").setLevel(logging.CRITICAL)
    return BeautifulSoup(Document(html, url=url).summary(html_partial=True), "lxml").get_text("\n")


def resiliparse(html: str, url: str) -> str:
    """Without readers' comments, alternative texts and bullets: its defaults score .03 lower."""
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(html, main_content=True, alt_texts=False, comments=False, list_bullets=False))


def paragraphs(html: str, url: str) -> str:
    """The text of all `<p>` by BeautifulSoup."""
    from bs4 import BeautifulSoup

    return "\n".join(p.get_text(" ", strip=True) for p in BeautifulSoup(html, "lxml").find_all("p"))


def trafilatura_metadata(html: str, url: str) -> Metadata:
    import trafilatura

    found = trafilatura.extract_metadata(html, default_url=url)
    authors = [name for name in (found.author or "").split(";") if name.strip()]
    return {"title": found.title, "authors": authors, "published_at": found.date}


def newspaper4k_metadata(html: str, url: str) -> Metadata:
    found = _newspaper_article(html, url)
    moment = found.publish_date
    return {
        "title": found.title,
        "authors": found.authors,
        "published_at": moment.isoformat() if hasattr(moment, "isoformat") else moment,
    }


def _newspaper_article(html: str, url: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import newspaper

        try:
            return _parse_newspaper(newspaper, html, url)
        except ImportError:  # its tokenizers for Korean, Japanese and others are extras that are not installed
            return _parse_newspaper(newspaper, html, url, language="en")


def _parse_newspaper(newspaper: Any, html: str, url: str, **options: str) -> Any:
    article = newspaper.Article(url or "https://page.example/", fetch_images=False, **options)
    article.download(input_html=html)
    article.parse()
    return article


def datasketch_pairs(texts: Sequence[str], threshold: float) -> set[Pair]:
    """Pairs of numbers of texts that MinHash-LSH takes for similar."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    shingles = ([s.encode() for s in _shingles(text)] for text in texts)
    sketches = MinHash.bulk(shingles, num_perm=PERMUTATIONS)
    for number, sketch in enumerate(sketches):
        index.insert(number, sketch)
    return _pairs(index.query(sketch) for sketch in sketches)


def rensa_pairs(texts: Sequence[str], threshold: float) -> set[Pair]:
    from rensa import RMinHash, RMinHashLSH

    sketches = RMinHash.from_token_sets([_shingles(text) for text in texts], PERMUTATIONS, 42)
    index = RMinHashLSH(threshold, PERMUTATIONS, _bands(threshold))
    index.insert_many(sketches)
    return _pairs(index.query_all(sketches))


def _shingles(text: str) -> list[str]:
    words = re.findall(r"\w+", text.lower())
    return list({" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))})


def _bands(threshold: float) -> int:
    """The division into equal bands whose even chance of meeting lies nearest the threshold."""
    divisors = [b for b in range(1, PERMUTATIONS + 1) if PERMUTATIONS % b == 0]
    return min(divisors, key=lambda b: abs((1 / b) ** (b / PERMUTATIONS) - threshold))


def _pairs(answers: Any) -> set[Pair]:
    return {(min(n, m), max(n, m)) for n, answer in enumerate(answers) for m in answer if m != n}
