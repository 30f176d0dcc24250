"""Bad rows are named by rule and value; good rows go on; an unusual share stops the run."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

import pyarrow as pa
import pytest

from warehouse.rows import DAY, revision, row_of
from wiretrace.quality.articles import check_articles, describe_for_decision
from wiretrace.quality.gate import Occasion, QuarantineShareError, check, require_usual_share
from wiretrace.quality.measurements import check_claims, check_overlap
from wiretrace.quality.rules import articles_gate
from wiretrace.warehouse.replacement import Replacement
from wiretrace.warehouse.tables import claims, core, overlap

OCCASION = Occasion(DAY, "daily", datetime(2026, 3, 5))
GOOD = [revision(n) for n in range(20)]

BROKEN: list[tuple[str, dict[str, Any], str]] = [
    ("word_count", {"word_count": 3}, "expect_column_values_to_be_between"),
    ("word_count", {"word_count": 90_000}, "expect_column_values_to_be_between"),
    ("canonical_url", {"canonical_url": "ftp://courier.example/x"}, "expect_column_values_to_match_regex"),
    ("canonical_url", {"canonical_url": "http://me:secret@courier.example/x"}, "expect_column_values_to_match_regex"),
    ("text", {"text": "broken \x00 text " * 10}, "expect_column_values_to_not_match_regex"),
    ("partition_key", {"partition_key": "yesterday"}, "expect_column_values_to_match_regex"),
    ("text_hash", {"text_hash": "abc"}, "expect_column_value_lengths_to_equal"),
    ("outlet_id", {"outlet_id": None}, "expect_column_values_to_not_be_null"),
]


@pytest.mark.parametrize(("column", "changes", "rule"), BROKEN, ids=[f"{c}-{n}" for n, (c, _, _) in enumerate(BROKEN)])
def test_a_broken_article_is_quarantined_by_rule_and_value(column: str, changes: dict[str, Any], rule: str) -> None:
    rows = core.REVISIONS.table([*GOOD, revision(99, **changes)])
    checked = check_articles(rows, OCCASION)
    assert checked.passed.num_rows == len(GOOD)
    assert describe_for_decision(checked) == ""
    [row] = checked.verdict.quarantine.to_pylist()
    assert (row["row_key"], row["rule"], row["column_name"]) == ("article-99", rule, column)
    assert row["url"] == "http://courier.example/99"
    assert json.loads(row["row_json"])["article_id"] == "article-99"


def test_warnings_are_recorded_and_let_the_article_pass() -> None:
    checked = check_articles(core.REVISIONS.table([*GOOD, revision(99, title=None)]), OCCASION)
    assert checked.passed.num_rows == len(GOOD) + 1
    warned = [c for c in checked.verdict.checks.to_pylist() if c["severity"] == "warning" and not c["is_success"]]
    assert [(c["column_name"], c["unexpected_count"]) for c in warned] == [("title", 1)]


def test_an_unusual_share_of_broken_articles_is_put_to_a_person_with_the_reasons() -> None:
    rows = [*GOOD[:10], *(revision(50 + n, word_count=1) for n in range(6))]
    question = describe_for_decision(check_articles(core.REVISIONS.table(rows), OCCASION))
    first, *examples = [line for line in question.splitlines() if line]
    assert re.match(r"6 of 16 rows of core.revisions \(38%, usual is below .*between \(6\)", first)
    assert "http://courier.example/50" in examples[0]
    assert "word_count=1" in examples[0]
    assert "the other 10 articles" in question


def test_an_unusual_share_of_broken_measurements_stops_the_run_with_the_reasons() -> None:
    rows = core.REVISIONS.table([*GOOD[:10], *(revision(50 + n, word_count=1) for n in range(6))])
    gate = articles_gate()
    with pytest.raises(QuarantineShareError, match=r"nothing was loaded, because 6 of 16 rows .*between \(6\)"):
        require_usual_share(gate, check(gate, rows, OCCASION), rows.num_rows)


def test_an_empty_day_passes() -> None:
    checked = check_articles(core.REVISIONS.table([]), OCCASION)
    assert (checked.passed.num_rows, checked.verdict.quarantine.num_rows, checked.unusual) == (0, 0, None)


def test_a_fault_inside_the_engine_is_not_taken_for_bad_data() -> None:
    rows = core.REVISIONS.table(GOOD).drop_columns(["word_count"])
    with pytest.raises(RuntimeError, match="word_count"):
        check(articles_gate(), rows, OCCASION)


def derivation(number: int, **changes: Any) -> dict[str, Any]:
    return row_of(overlap.DERIVATIONS, **{"derivation_id": f"d{number}", "relation": "mirror", **changes})


@pytest.mark.parametrize("changes", [{"derived_containment": 1.2}, {"confidence": -0.1}, {"relation": "stolen"}])
def test_an_impossible_derivation_is_quarantined(changes: dict[str, Any]) -> None:
    rows = overlap.DERIVATIONS.table([*(derivation(n) for n in range(30)), derivation(99, **changes)])
    [kept], [verdict] = check_overlap([Replacement(overlap.DERIVATIONS, {}, rows)], OCCASION)
    assert kept.rows.num_rows == 30
    assert verdict.failed_keys == {"d99"}


def mention(number: int, claim_id: str, **changes: Any) -> dict[str, Any]:
    sound = {"mention_id": f"m{number}", "claim_id": claim_id, "article_id": "a", "field": "text", "char_end": 10}
    return row_of(claims.MENTIONS, **{**sound, "kind": "narrator", **changes})


def claim(claim_id: str, **changes: Any) -> dict[str, Any]:
    counts = dict.fromkeys(
        ("mention_count", "article_count", "outlet_count", "origin_count_low", "origin_count_high"), 1
    )
    return row_of(claims.CLAIMS, **{"claim_id": claim_id, "origin_count_expected": 1.0, **counts, **changes})


@pytest.mark.parametrize(
    ("mention_changes", "claim_changes"),
    [({"char_end": 500}, {}), ({"char_start": 12}, {}), ({}, {"origin_count_low": 2, "origin_count_high": 2})],
)
def test_a_broken_mention_or_count_takes_its_whole_claim_out(
    mention_changes: dict[str, Any], claim_changes: dict[str, Any]
) -> None:
    good = [(mention(n, f"c{n}"), claim(f"c{n}")) for n in range(40)]
    mentions = [m for m, _ in good] + [mention(99, "bad", **mention_changes)]
    counted = [c for _, c in good] + [claim("bad", **claim_changes)]
    lengths = pa.table({"article_id": ["a"], "field": ["text"], "field_length": pa.array([100], pa.int64())})
    kept, _ = check_claims(
        [
            Replacement(claims.MENTIONS, {}, claims.MENTIONS.table(mentions)),
            Replacement(claims.CLAIMS, {}, claims.CLAIMS.table(counted)),
        ],
        lengths,
        OCCASION,
    )
    assert [r.rows.num_rows for r in kept] == [40, 40]
