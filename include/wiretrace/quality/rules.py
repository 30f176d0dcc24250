"""The rules of each gate. Import inside a task: see `gate`."""

from __future__ import annotations

from great_expectations import expectations as gxe
from great_expectations.expectations import Expectation

from wiretrace.quality.gate import Gate
from wiretrace.warehouse.tables import Table, claims, core, overlap

# Below eight words nothing can be said about copying: the overlap kernel needs 8-grams.
MIN_WORDS = 20
# The longest real article we know has 40,000 words; more is a dump or a broken extraction.
MAX_WORDS = 60_000
RELATIONS = [
    "mirror", "wire_copy", "rewrite", "excerpt", "shared_quotation", "common_source", "citation", "same_event",
]  # fmt: skip
MENTION_KINDS = ["direct", "mixed", "indirect", "headline", "narrator"]


def articles_gate() -> Gate:
    return Gate(
        name="articles",
        table=core.REVISIONS,
        key="article_id",
        expectations=(
            *_required(core.REVISIONS),
            gxe.ExpectColumnValuesToMatchRegex(
                column="canonical_url", regex=r"^(https?://[^\s@]+|investigation:\S+)$", severity="critical"
            ),
            gxe.ExpectColumnValuesToBeBetween(
                column="word_count", min_value=MIN_WORDS, max_value=MAX_WORDS, severity="critical"
            ),
            gxe.ExpectColumnValuesToNotMatchRegex(column="text", regex="\x00|\ufffd{3}", severity="critical"),
            gxe.ExpectColumnValuesToMatchRegex(column="partition_key", regex=r"^\d{4}-\d\d-\d\d$", severity="critical"),
            gxe.ExpectColumnValueLengthsToEqual(column="text_hash", value=64, severity="critical"),
            gxe.ExpectColumnValuesToNotBeNull(column="title", severity="warning"),
            gxe.ExpectColumnValuesToNotBeNull(column="published_at", severity="warning"),
            gxe.ExpectColumnPairValuesAToBeGreaterThanB(
                column_A="fetched_at",
                column_B="published_at",
                or_equal=True,
                ignore_row_if="either_value_is_missing",
                severity="warning",
            ),
        ),
        max_quarantine_share=0.2,
        min_quarantine_count=5,
    )


def derivations_gate() -> Gate:
    shares = ("derived_containment", "source_containment", "confidence")
    return Gate(
        name="derivations",
        table=overlap.DERIVATIONS,
        key="derivation_id",
        expectations=(
            *_required(overlap.DERIVATIONS),
            *(
                gxe.ExpectColumnValuesToBeBetween(column=name, min_value=0, max_value=1, severity="critical")
                for name in shares
            ),
            gxe.ExpectColumnValuesToBeInSet(column="relation", value_set=RELATIONS, severity="critical"),
            gxe.ExpectColumnValuesToBeUnique(column="derivation_id", severity="critical"),
        ),
        max_quarantine_share=0.05,
        min_quarantine_count=5,
    )


def mentions_gate() -> Gate:
    """Mentions joined with `field_length`, the length in characters of the field they lie in."""
    return Gate(
        name="mentions",
        table=claims.MENTIONS,
        key="claim_id",
        expectations=(
            *_required(claims.MENTIONS),
            gxe.ExpectColumnPairValuesAToBeGreaterThanB(
                column_A="field_length", column_B="char_end", or_equal=True, severity="critical"
            ),
            gxe.ExpectColumnPairValuesAToBeGreaterThanB(
                column_A="char_end", column_B="char_start", severity="critical"
            ),
            gxe.ExpectColumnValuesToBeBetween(column="char_start", min_value=0, severity="critical"),
            gxe.ExpectColumnValuesToBeInSet(column="kind", value_set=MENTION_KINDS, severity="critical"),
            gxe.ExpectColumnValuesToBeBetween(column="confidence", min_value=0, max_value=1, severity="critical"),
            gxe.ExpectColumnValuesToBeUnique(column="mention_id", severity="critical"),
        ),
        max_quarantine_share=0.05,
        min_quarantine_count=5,
    )


def claims_gate() -> Gate:
    """Counts that cannot be: more origins than mentions (one article may cite two), fewer expected than none."""
    at_least = (
        ("mention_count", "article_count"),
        ("article_count", "outlet_count"),
        ("mention_count", "origin_count_high"),
        ("origin_count_high", "origin_count_low"),
        ("mention_count", "origin_count_expected"),
    )
    return Gate(
        name="claims",
        table=claims.CLAIMS,
        key="claim_id",
        expectations=(
            *_required(claims.CLAIMS),
            *(
                gxe.ExpectColumnPairValuesAToBeGreaterThanB(
                    column_A=larger, column_B=smaller, or_equal=True, severity="critical"
                )
                for larger, smaller in at_least
            ),
            gxe.ExpectColumnValuesToBeBetween(column="copy_ratio", min_value=0, max_value=1, severity="critical"),
            gxe.ExpectColumnValuesToBeUnique(column="claim_id", severity="critical"),
        ),
        max_quarantine_share=0.05,
        min_quarantine_count=5,
    )


def _required(table: Table) -> list[Expectation]:
    """A rule for each column that the declaration says is never missing."""
    return [
        gxe.ExpectColumnValuesToNotBeNull(column=column.name, severity="critical")
        for column in table.columns
        if column.is_required
    ]
