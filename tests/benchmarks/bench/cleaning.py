"""Main text: ours, in sample and held out, beside published extractors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any

import adapters
import peers

from bench.held_out import Fold, train_folds
from bench.scene import Scene, load_module, say
from bench.tables import Measure, Table, compare

IN_SAMPLE = "Wiretrace in sample"
PEERS: Mapping[str, Callable[[str, str], str]] = {
    "trafilatura precision": peers.trafilatura_precision,
    "trafilatura": peers.trafilatura_default,
    "newspaper4k": peers.newspaper4k,
    "readability-lxml": peers.readability,
    "resiliparse": peers.resiliparse,
    "BeautifulSoup <p>": peers.paragraphs,
}
QUICK_STEP = 15
Results = list[dict[str, Any]]


@dataclass(frozen=True)
class Asked:
    """One way of asking: `ours` in sample and held out, the peers' results, and figures known from elsewhere."""

    how: str
    ours: tuple[Results, Results]
    others: Mapping[str, Results]
    known: tuple[str, str]


NOTES = (
    "F1 of word 4-grams, page means. The product's forests are trained on these very pages: its compared figures are "
    "held out (folds by registered domain, forests trained on the other folds; a dash without scikit-learn); *in sample* is what the shipped "
    "forests reach and says nothing about other pages. Pages a second are CPU time of one core with the shipped forests.",
    "Peers leave out readers' comments where they can; newspaper4k reads pages as English where its tokenizer for their "
    "language is not installed.",
    "*Visible text*: tags dropped, one line a block. *Batch*: pages of one host are given together.",
)


def measure(scene: Scene) -> list[Table]:
    folder = scene.path("eval/clean/dev")
    scorer = load_module(scene.path("eval/clean/score.py"))
    pages = list(scorer.load(folder))[:: QUICK_STEP if scene.is_quick else 1]
    folds = None if scene.is_quick else train_folds(folder)
    html, plain, batch = (_ours(scorer, pages, folds, **how) for how in ({}, {"plain_text": True}, {"batch": True}))
    others = {name: _run(scorer, name, pages, function) for name, function in PEERS.items()}
    raw = {"raw visible text": _run(scorer, "raw visible text", pages, lambda text, url: text, plain_text=True)}
    measures = [
        measure
        for asked in (
            Asked("", html, others, ("trafilatura precision .964", "agreement of three .973")),
            Asked(", visible text", plain, raw, ("raw .665", "line scorer .878")),
            Asked(", batch", batch, others, ("", "")),
        )
        for measure in _quality(scorer, pages, asked)
    ]
    return [compare(f"{len(pages)} pages", [*measures, _speed(html, others)], NOTES)]


def _ours(scorer: Any, pages: Sequence[Any], folds: Sequence[Fold] | None, **how: bool) -> tuple[Results, Results]:
    """Results in sample and held out; the latter are empty if no fold was trained."""
    function = adapters.extract_texts if how.get("batch") else adapters.extract_text
    expected = "plain_lines" if how.get("plain_text") else "page_blocks"
    shipped = _run(scorer, " ".join(["Wiretrace", *how]), pages, function, **how)
    held: Results = []
    for fold in folds or ():
        with fold.in_use(expected):
            part = [page for page in pages if fold.holds(page["url"])]
            held += _run(scorer, " ".join(["Wiretrace", *how, f"held out, fold {fold.number}"]), part, function, **how)
    return shipped, held


def _run(scorer: Any, name: str, pages: Sequence[Any], function: Callable[..., Any], **how: bool) -> Results:
    say(f"{name} on {len(pages)} pages ...")
    if pages and not how.get("batch"):
        scorer.run(pages[:1], function, **how)  # imports and compilation are not timed
    found: Results = scorer.run(pages, function, **how)
    return found


def _quality(scorer: Any, pages: Sequence[Any], asked: Asked) -> list[Measure]:
    ids = {p["id"]: p["source"] == "scrapinghub" for p in pages}
    subsets = {"scrapinghub": {i for i, is_known in ids.items() if is_known}, "all": set(ids)}
    measures = []
    for subset, members in subsets.items():
        shipped, held = (_f1(scorer, results, members) for results in asked.ours)
        others = {name: _f1(scorer, results, members) for name, results in asked.others.items()}
        known = asked.known if subset == "scrapinghub" else ("", "")
        measures.append(Measure(f"F1 {subset}{asked.how}", held, others, {IN_SAMPLE: shipped}, *known))
    shipped_errors, held_errors = (_error_count(results) for results in asked.ours)
    errors = {name: _error_count(results) for name, results in asked.others.items()}
    name = f"pages with an error{asked.how}"
    return [*measures, Measure(name, held_errors, errors, {IN_SAMPLE: shipped_errors}, is_compared=False)]


def _error_count(results: Results) -> int | None:
    return sum(bool(r["err"]) for r in results) if results else None


def _f1(scorer: Any, results: Results, ids: set[str]) -> float | None:
    rows = [r["m"] for r in results if r["id"] in ids]
    return float(scorer.agg(rows)[0]) if rows else None


def _speed(ours: tuple[Results, Results], others: Mapping[str, Results]) -> Measure:
    rates = {name: _rate(results) for name, results in others.items()}
    return Measure("pages a second and core", _rate(ours[0]), rates, {}, "trafilatura precision 65", "resiliparse 771")


def _rate(results: Results) -> float:
    return 1 / max(1e-9, mean(r["s"] for r in results))
