"""Attributions against human annotation."""

from __future__ import annotations

import adapters

from bench.scene import Scene, load_module, say
from bench.tables import Measure, Table, compare

EVERY, QUICK_EVERY = 4, 60
RULES, HUMANS = "rules without weights {}", "annotators {}"
NOTE = (
    "Fragments that overlap the annotated ones by half or more (intersection over union). *Core*: a reporting verb, and "
    "direct, mixed or at least five words long. Precision is against all annotations. No peer is run here; "
    "the Gender Gap Tracker's rules on CoreNLP parses reach F 70.4, and 57.6 with the speaker, on these articles."
)


def measure(scene: Scene) -> list[Table]:
    scorer = load_module(scene.path("eval/claims/score_quotes.py"))
    articles = scorer.load(scene.path("eval/claims/dev/quotes.jsonl"))[:: QUICK_EVERY if scene.is_quick else EVERY]
    say(f"Wiretrace on {len(articles)} articles ...")
    found = scorer.score(adapters.extract_quotations, articles)
    half, whole, speaker = found["iou50"], found["e2e"], found["speaker"]
    rows = [
        ("precision", half["P"], "84.5", ""),
        ("core recall", half["R_core"], "70.2", ""),
        ("recall, all annotations, beliefs and plans too", half["R"], "", ""),
        ("F, all annotations", half["F"], "", ""),
        ("core F", half["F_core"], "76.7", "86.6"),
        ("core F with speaker", whole["F_core"], "68.7", "83.3"),
        ("direct recall", half["R_direct"], "93.5", "98.7"),
        ("mixed recall", half["R_mixed"], "", ""),
        ("indirect recall", half["R_indirect"], "", ""),
        ("speaker right", speaker["acc"], "88.5", ""),
        ("speaker right, pronoun", speaker["pronoun"], "", ""),
        ("verb right", found["verb_acc"], "", ""),
        ("megabytes a second", found["speed"]["MB_s"], "", ""),
    ]
    measures = [
        Measure(name, ours, baseline=RULES.format(b) if b else "", goal=HUMANS.format(g) if g else "")
        for name, ours, b, g in rows
    ]
    return [compare(f"{len(articles)} articles, per cent", measures, (NOTE,))]
