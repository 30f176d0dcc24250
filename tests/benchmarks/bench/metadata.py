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
DEGREES = {
    *[
        "phd",
        "md",
        "rd",
        "ms",
        "msc",
        "ma",
        "mba",
        "jd",
        "dvm",
        "vmd",
        "fand",
        "cfp",
        "cepf",
        "cpp",
        "psp",
        "dacvb",
        "facs",
        "rn",
        "ph",
        "d",
        "m",
        "dr",
    ]
}
CHANGE = re.compile(r"updat|modif|revis|review|lastmod", re.IGNORECASE)
CHANGE_REACH = 70  # characters before a date in which its page says that it is one of a change
DECLARED = r"(?:datePublished\"\s*:\s*\"|published_time\"\s+content=\")"
DECLARED_CHANGE = r"(?:dateModified\"\s*:\s*\"|modified_time\"\s+content=\")"
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
NOTE = (
    "Over pages whose annotation has the field; a page without it says nothing. *Exact*: equal but for letter case, "
    "spaces and the form of quotation marks and dashes. *Author*: the same words, in any order. *Date*: the same day. "
    "Precision: share of the given values that are right; recall: share of the annotated values that are found. "
    "How the baseline compared values is not known; it may have been more lenient. *Borne out*: without labels whose day "
    "stands nowhere in the page's source ({unseen} of {dates}), or only where the page speaks of an update ({changes}): "
    'no reader of the page could give those as the day of publication. *Degrees aside*: "MD" after a name does not count.'
)


def measure(scene: Scene) -> list[Table]:
    folder = scene.path("eval/clean/dev")
    scorer = load_module(scene.path("eval/clean/score.py"))
    pages = [p for p in scorer.load(folder) if any(p.get(f) for f in ("title", "author", "date"))]
    pages = pages[:: QUICK_STEP if scene.is_quick else 1]
    kinds = [label_kind(p["date"], scorer.read_html(p["_path"])) if p.get("date") else "" for p in pages]
    found = {name: _extract_all(name, extract, pages, scorer) for name, extract in EXTRACTORS.items()}
    scores = {name: score_metadata(pages, answers, kinds) for name, answers in found.items()}
    known = {"title exact": ".82", "author recall": ".81", "date recall": ".96", "date precision": "1.0"}
    measures = [
        Measure(name, value, {p: scores[p][name] for p in scores if p != "Wiretrace"}, baseline=known.get(name, ""))
        for name, value in scores["Wiretrace"].items()
    ]
    note = NOTE.format(
        unseen=kinds.count("unseen"), changes=kinds.count("change"), dates=sum(bool(p.get("date")) for p in pages)
    )
    return [compare(f"{len(pages)} pages", measures, (note,))]


def label_kind(label: str, html: str) -> str:
    """seen, unseen, or change: the page declares the labelled day as that of a change and another as that of publication,
    or says before each place that has it that it is one of an update."""
    is_declared_change = re.search(DECLARED_CHANGE + re.escape(label), html) is not None
    if is_declared_change and re.search(DECLARED, html) and not re.search(DECLARED + re.escape(label), html):
        return "change"
    places = [place for form in _written(label) for place in re.finditer(re.escape(form), html)]
    if not places:
        return "unseen"
    said = [CHANGE.search(html[max(0, place.start() - CHANGE_REACH) : place.start()]) for place in places]
    return "change" if all(said) else "seen"


def _written(label: str) -> list[str]:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", label[:10]):
        return [label]
    year, month, day = (int(part) for part in label[:10].split("-"))
    name, short = MONTHS[month - 1], MONTHS[month - 1][:3]
    named = [f"{m} {d}{rest}" for m in (name, short, f"{short}.", "Sept", "Sept.") for d in (day, f"{day:02}", f"{day}th") for rest in (f", {year}", f" {year}")
             if not m.startswith("Sept") or month == 9]  # fmt: skip
    turned = [f"{d} {m}{rest}" for m in (name, short) for d in (day, f"{day:02}") for rest in (f", {year}", f" {year}")]
    joined = [f"{a:02}{j}{b:02}{j}{year}" for j in "/.-" for a, b in ((month, day), (day, month))]
    bare = [f"{a}/{b}/{y}" for a, b in ((month, day), (day, month)) for y in (year, f"{year % 100:02}")]
    return [*(f"{year}{j}{month:02}{j}{day:02}" for j in ("-", "/", ".", "")), *named, *turned, *joined, *bare]


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


def score_metadata(
    pages: Sequence[Metadata], answers: Sequence[Metadata], kinds: Sequence[str]
) -> dict[str, float | None]:
    both = list(zip(pages, answers, strict=True))
    titles = [(fold(p["title"]), fold(a.get("title"))) for p, a in both if p.get("title")]
    authors = [(_words([p["author"]]), _words(a.get("authors") or ())) for p, a in both if p.get("author")]
    dates = [(p["date"][:10], str(a.get("published_at") or "")[:10]) for p, a in both if p.get("date")]
    borne = [date for date, kind in zip(dates, (k for k in kinds if k), strict=True) if kind == "seen"]
    plain = [(_bare(truth), _bare(answer)) for truth, answer in authors]
    return {
        "title exact": _share(titles)[1],
        "author precision": _share(authors)[0],
        "author recall": _share(authors)[1],
        "author precision, degrees aside": _share(plain)[0],
        "author recall, degrees aside": _share(plain)[1],
        "date precision": _share(dates)[0],
        "date recall": _share(dates)[1],
        "date precision, labels borne out": _share(borne)[0],
        "date recall, labels borne out": _share(borne)[1],
    }


def _share(values: Sequence[tuple[Any, Any]]) -> tuple[float | None, float | None]:
    given = sum(bool(answer) for _, answer in values)
    right = sum(truth == answer for truth, answer in values)
    return (right / given if given else None), (right / len(values) if values else None)


def fold(text: str | None) -> str:
    unified = unicodedata.normalize("NFKC", text or "").translate(str.maketrans("“”‘’–—", "\"\"''--"))
    return " ".join(unified.casefold().split())


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in DEGREES)


def _words(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(set(re.findall(r"\w+", fold(" ".join(names)))) - NAME_NOISE))
