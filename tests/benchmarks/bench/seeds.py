"""Five scraped articles with hand-made answers: the cleaned text, and the claims with their origins."""

from __future__ import annotations

from difflib import SequenceMatcher
from statistics import mean
from typing import Any

import adapters

from bench.scene import Scene, load_module, say
from bench.tables import Measure, Table, compare

FEW = "Five articles, in sight while the rules were made: a perfect figure here says that nothing was broken, no more."


def measure_texts(scene: Scene) -> list[Table]:
    scorer = load_module(scene.path("eval/clean/score.py"))
    gold = scene.path("gold/seed_texts")
    raw = {path.name: path.read_text("utf-8") for path in sorted(scene.path("seeds").glob("*.txt"))}
    truth = {name: (gold / name).read_text("utf-8") for name in raw}
    ours = {name: adapters.clean_plain_text(text) for name, text in raw.items()}
    pairs = {side: [(truth[n], texts[n]) for n in truth] for side, texts in (("ours", ours), ("raw", raw))}
    words, grams = ({s: f(p, scorer) for s, p in pairs.items()} for f in (_aligned_f1, _gram_f1))
    measures = [
        Measure("word F1, side by side", words["ours"], {"raw text": words["raw"]}),
        Measure("4-gram F1", grams["ours"], {"raw text": grams["raw"]}, baseline="raw .925", goal="line scorer .951"),
    ]
    return [compare(f"{len(raw)} texts", measures, (FEW,))]


def _aligned_f1(pairs: list[tuple[str, str]], scorer: Any) -> float:
    """Mean over texts of words that stand in both in the same order."""
    return mean(
        SequenceMatcher(None, scorer.toks(truth), scorer.toks(text), autojunk=False).ratio() for truth, text in pairs
    )


def _gram_f1(pairs: list[tuple[str, str]], scorer: Any) -> float:
    return float(scorer.agg([scorer.prf(truth, text) for truth, text in pairs])[0])


def measure_claims(scene: Scene) -> list[Table]:
    scorer = load_module(scene.path("eval/claims/score_seeds.py"))
    files = {path.name: path.read_bytes().decode() for path in sorted(scene.path("seeds").glob("*.txt"))}
    say(f"{len(files)} texts through the whole chain ...")
    found = adapters.analyse_texts(files)
    ours, alone = scorer.score(found), scorer.score(_unmatched(found))
    measures = [
        Measure(
            name, _figure(ours, name), {"nothing matched": _figure(alone, name)}, {}, baseline, is_lower_better=is_lower
        )
        for name, (_, baseline, is_lower) in FIGURES.items()
    ]
    note = "*Nothing matched*: the same mentions, each a claim of its own with one origin."
    return [compare(f"{len(files)} texts, {len(found['claims'])} claims", measures, (FEW, note))]


def _unmatched(found: dict[str, Any]) -> dict[str, Any]:
    mentions = [m for claim in found["claims"] for m in claim["mentions"]]
    return {"claims": [{"independent_origins": 1, "mentions": [m]} for m in mentions]}


# Name: where the scorer's answer holds it, the known baseline, and whether less is better.
FIGURES: dict[str, tuple[tuple[str, ...], str, bool]] = {
    "mention recall": (("mention_recall",), ".94", False),
    "mention recall, attributed": (("mention_recall_attributed",), "", False),
    "mention recall, narrator": (("mention_recall_narrator",), "", False),
    "pair precision": (("pairs", "P"), "", False),
    "pair recall": (("pairs", "R"), "", False),
    "pair F1": (("pairs", "F1"), ".51", False),
    "B³ F1": (("bcubed", "F1"), ".77", False),
    "origin count exact": (("origins", "exact"), "nothing matched .73", False),
    "origin count mean error": (("origins", "mae"), "", True),
    "speaker right": (("speaker_acc",), "", False),
    "traps kept apart, of 3": (("traps",), "", False),
    "false alarms": (("false_alarms",), "", True),
}


def _figure(result: dict[str, Any], name: str) -> Any:
    value: Any = result
    for key in FIGURES[name][0]:
        value = value[key] if value else None
    return sum(kept is True for kept in value.values()) if isinstance(value, dict) else value
