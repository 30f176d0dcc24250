"""Title, author and date against annotated pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import adapters
import peers

from bench.scene import Scene, load_module, say
from bench.tables import Measure, Table, compare

Metadata = dict[str, Any]
EXTRACTORS: Mapping[str, Callable[[str, str], Metadata]] = {
    "Wiretrace": adapters.extract_metadata,
    "trafilatura": peers.trafilatura_metadata,
    "newspaper4k": peers.newspaper4k_metadata,
}
QUICK_STEP = 15
NAME_NOISE = {"by", "and", "the"}
NOTE = (
    "Over pages whose annotation has the field; a page without it says nothing. *Exact*: equal but for letter case, "
    "spaces and the form of quotation marks and dashes. *Author*: the same words, in any order. *Date*: the same day. "
    "Precision: share of the given values that are right; recall: share of the annotated values that are found. "
    "How the baseline compared values is not known; it may have been more lenient."
)


def measure(scene: Scene) -> list[Table]:
    folder = scene.path("eval/clean/dev")
    scorer = load_module(scene.path("eval/clean/score.py"))
    pages = [p for p in scorer.load(folder) if any(p.get(f) for f in ("title", "author", "date"))]
    pages = pages[:: QUICK_STEP if scene.is_quick else 1]
    found = {name: _extract_all(name, extract, pages, scorer) for name, extract in EXTRACTORS.items()}
    scores = {name: score_metadata(pages, answers) for name, answers in found.items()}
    known = {"title exact": ".82", "author recall": ".81", "date recall": ".96", "date precision": "1.0"}
    measures = [
        Measure(name, value, {p: scores[p][name] for p in scores if p != "Wiretrace"}, baseline=known.get(name, ""))
        for name, value in scores["Wiretrace"].items()
    ]
    return [compare(f"{len(pages)} pages", measures, (NOTE,))]


def _extract_all(
    name: str, extract: Callable[[str, str], Metadata], pages: Sequence[Metadata], scorer: Any
) -> list[Metadata]:
    say(f"{name} on {len(pages)} pages ...")
    return [_extract(extract, scorer.read_html(page["_path"]), page["url"]) for page in pages]


def _extract(extract: Callable[[str, str], Metadata], html: str, url: str) -> Metadata:
    """A page on which an extractor fails counts as one on which it found nothing."""
    try:
        return extract(html, url)
    except Exception:
        return {}


def score_metadata(pages: Sequence[Metadata], answers: Sequence[Metadata]) -> dict[str, float | None]:
    both = list(zip(pages, answers, strict=True))
    titles = [(fold(p["title"]), fold(a.get("title"))) for p, a in both if p.get("title")]
    authors = [(_words([p["author"]]), _words(a.get("authors") or ())) for p, a in both if p.get("author")]
    dates = [(p["date"][:10], str(a.get("published_at") or "")[:10]) for p, a in both if p.get("date")]
    return {
        "title exact": _share(titles)[1],
        "author precision": _share(authors)[0],
        "author recall": _share(authors)[1],
        "date precision": _share(dates)[0],
        "date recall": _share(dates)[1],
    }


def _share(values: Sequence[tuple[Any, Any]]) -> tuple[float | None, float | None]:
    given = sum(bool(answer) for _, answer in values)
    right = sum(truth == answer for truth, answer in values)
    return (right / given if given else None), (right / len(values) if values else None)


def fold(text: str | None) -> str:
    unified = unicodedata.normalize("NFKC", text or "").translate(str.maketrans("“”‘’–—", "\"\"''--"))
    return " ".join(unified.casefold().split())


def _words(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set(re.findall(r"\w+", fold(" ".join(names)))) - NAME_NOISE))
