"""Three days of the invented sample web, fetched, cleaned, loaded and measured, against its truth."""

from __future__ import annotations

from sample_days import measured_days
from sample_truth import score_sample

from bench.scene import Scene, say
from bench.tables import Measure, Table, compare
from sample.truth import load_truth

NOTE = "Invented for this project and in sight while it was made: a check that the traps are survived, no estimate."


def measure(scene: Scene) -> list[Table]:
    with measured_days(report=say) as con:
        score = score_sample(con, load_truth())
    shares = {
        "derivation recall": score.derivation_recall,
        "relation right": score.relation_accuracy,
        "story pair precision": score.story_pair_precision,
        "story pair recall": score.story_pair_recall,
        "mention recall": score.mention_recall,
        "claim pair precision": score.claim_pair_precision,
        "claim pair recall": score.claim_pair_recall,
        "claim pair F1": score.claim_pair_f1,
        "origin count exact": score.origin_exact,
        "origin count exact, claims of several articles": score.origin_exact_shared,
    }
    lists = {
        "derivations missed": score.missed_derivations,
        "false copies": score.false_copies,
        "claims merged that must stay apart": score.merged_apart,
        "lines of page furniture among the mentions": score.furniture_mentions,
    }
    for name, entries in lists.items():
        say(f"{name}: {'; '.join(entries) or 'none'}")
    measures = [Measure(n, v) for n, v in shares.items()] + [Measure(n, len(v)) for n, v in lists.items()]
    return [compare("Three days", measures, (NOTE,))]
