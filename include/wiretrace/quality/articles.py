"""The gate between cleaning and loading. Import inside a task: see `gate`."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from wiretrace.quality.gate import Occasion, check, describe_unusual_share
from wiretrace.quality.rules import articles_gate
from wiretrace.quality.verdict import Verdict

EXAMPLES = 5  # rows shown to whoever decides
VALUE_WIDTH = 80  # characters


@dataclass(frozen=True)
class CheckedArticles:
    """Revisions that break no critical rule, the verdict on all, and why their share is unusual, if it is."""

    passed: pa.Table
    verdict: Verdict
    unusual: str | None


def check_articles(revisions: pa.Table, occasion: Occasion) -> CheckedArticles:
    gate = articles_gate()
    verdict = check(gate, revisions, occasion)
    failed = pa.array(verdict.failed_keys, pa.string())
    return CheckedArticles(
        passed=revisions.filter(pc.invert(pc.is_in(revisions[gate.key], failed))),
        verdict=verdict,
        unusual=describe_unusual_share(gate, verdict, revisions.num_rows),
    )


def describe_for_decision(checked: CheckedArticles) -> str:
    """What somebody needs in order to decide, as Markdown; empty when nothing is unusual."""
    if checked.unusual is None:
        return ""
    examples = checked.verdict.quarantine.slice(0, EXAMPLES).to_pylist()
    return "\n".join(
        [
            f"{checked.unusual}.",
            "",
            *(f"* `{row['url']}`: {row['rule']} on {row['column_name']}: `{_shown(row['value'])}`" for row in examples),
            "",
            f"Approve: the other {checked.passed.num_rows} articles are loaded, these are quarantined."
            " Reject: nothing of this run is loaded.",
        ]
    )


def _shown(value: str) -> str:
    """One short line that no markup of the fetched text can break out of."""
    return textwrap.shorten(value.replace("`", "'"), VALUE_WIDTH, placeholder=" …")
