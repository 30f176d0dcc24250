"""Runs Great Expectations over staged rows and turns failures into quarantine rows.

Importing this module costs seconds (Great Expectations loads pandas, scipy and more): import it inside a task.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
import pyarrow as pa

logging.getLogger("great_expectations").setLevel(logging.WARNING)  # before its import: it logs hundreds of lines

import great_expectations as gx  # noqa: E402
from great_expectations.expectations import Expectation  # noqa: E402
from great_expectations.expectations.metadata_types import FailureSeverity  # noqa: E402

from wiretrace.quality.verdict import Verdict  # noqa: E402
from wiretrace.warehouse.tables import Table, ops  # noqa: E402

VALUE_LENGTH = 300  # characters of a value kept in the quarantine's `value`; `row_json` has all


class QuarantineShareError(ValueError):
    """Too many rows of a run broke critical rules to trust the rest of it."""


@dataclass(frozen=True)
class Gate:
    """The rules of one stage's rows. `key` is the column that names a row to a reader."""

    name: str
    table: Table
    key: str
    expectations: tuple[Expectation, ...]
    max_quarantine_share: float
    min_quarantine_count: int


@dataclass(frozen=True)
class Occasion:
    """When and for what a gate is run."""

    partition_key: str
    scope: str
    checked_at: datetime


@dataclass(frozen=True)
class Failure:
    """One row that broke one rule. `row_number` counts from 0 in the checked frame."""

    row_number: int
    rule: str
    column: str
    value: str


def check(gate: Gate, rows: pa.Table, occasion: Occasion) -> Verdict:
    """Check `rows` against the gate's rules.

    Rows that break a critical rule go to the quarantine, named by rule and value; warnings are only
    recorded. Rules over the whole table that fail, and faults inside Great Expectations itself
    (which it reports as mere failures), raise `RuntimeError`.
    """
    frame = rows.to_pandas(types_mapper=None)
    frame["row_number"] = range(len(frame))
    results = _validate(frame, gate)
    failures = [failure for result in results if _is_critical(result) for failure in _failures(result)]
    return Verdict(
        gate=gate.name,
        quarantine=ops.QUARANTINE.table(list(_quarantine_rows(gate, frame, failures, occasion))),
        checks=ops.VALIDATION_RESULTS.table([_check_row(gate, r, len(frame), occasion) for r in results]),
    )


def describe_unusual_share(gate: Gate, verdict: Verdict, row_count: int) -> str | None:
    """Why so many rows failed that the run itself may be wrong: how many of how many, and the rules; else None."""
    failed = verdict.failed_keys
    share = len(failed) / row_count if row_count else 0.0
    if len(failed) < gate.min_quarantine_count or share <= gate.max_quarantine_share:
        return None
    rules = pd.Series(verdict.quarantine["rule"].to_pylist()).value_counts()
    named = ", ".join(f"{rule} ({count})" for rule, count in rules.items())
    return (
        f"{len(failed)} of {row_count} rows of {gate.table.full_name} ({share:.0%}, usual is below"
        f" {gate.max_quarantine_share:.0%}) broke critical rules: {named}"
    )


def require_usual_share(gate: Gate, verdict: Verdict, row_count: int) -> None:
    """Raise `QuarantineShareError` when so many rows failed that the run itself must be wrong."""
    if unusual := describe_unusual_share(gate, verdict, row_count):
        raise QuarantineShareError(f"nothing was loaded, because {unusual}")


def _validate(frame: pd.DataFrame, gate: Gate) -> Sequence[Any]:
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("staged").add_dataframe_asset(gate.name)
    suite = context.suites.add(gx.ExpectationSuite(name=gate.name, expectations=list(gate.expectations)))
    definition = gx.ValidationDefinition(
        name=gate.name, data=asset.add_batch_definition_whole_dataframe("whole"), suite=suite
    )
    outcome = context.validation_definitions.add(definition).run(
        batch_parameters={"dataframe": frame},
        result_format={
            "result_format": "COMPLETE",
            "unexpected_index_column_names": ["row_number"],
            "return_unexpected_index_query": False,
        },
    )
    for result in outcome.results:
        _raise_fault(result)
    return list(outcome.results)


def _raise_fault(result: Any) -> None:
    """Great Expectations reports a fault of its own as a failed rule; a gate must not mistake it for bad data."""
    info = result.exception_info or {}
    nested = [value for value in info.values() if isinstance(value, dict)]
    if info.get("raised_exception") or any(value.get("raised_exception") for value in nested):
        raise RuntimeError(f"Great Expectations failed on {_rule(result)}: {info}")
    if not result.success and _is_critical(result) and result.result.get("unexpected_index_list") is None:
        raise RuntimeError(f"{_rule(result)} failed for the whole table: {result.result}")


def _failures(result: Any) -> Iterable[Failure]:
    column = _column(result)
    for entry in result.result.get("unexpected_index_list") or []:
        values = {name: value for name, value in entry.items() if name != "row_number"}
        value = ", ".join(f"{name}={value}" for name, value in values.items())
        yield Failure(int(entry["row_number"]), _rule(result), column, value)


def _quarantine_rows(
    gate: Gate, frame: pd.DataFrame, failures: Sequence[Failure], occasion: Occasion
) -> Iterable[dict[str, object]]:
    for failure in failures:
        row = frame.iloc[failure.row_number].drop("row_number").to_dict()
        row_json = json.dumps(row, default=str, ensure_ascii=False)
        identity = "|".join([occasion.partition_key, gate.name, row_json, failure.rule, failure.column])
        yield {
            "quarantine_id": hashlib.sha256(identity.encode()).hexdigest()[:16],
            "partition_key": occasion.partition_key,
            "gate": gate.name,
            "table_name": gate.table.full_name,
            "row_key": str(row[gate.key]),
            "source_id": row.get("source_id"),
            "url": row.get("url"),
            "rule": failure.rule,
            "column_name": failure.column,
            "value": failure.value[:VALUE_LENGTH],
            "row_json": row_json,
        }


def _check_row(gate: Gate, result: Any, row_count: int, occasion: Occasion) -> dict[str, object]:
    return {
        "partition_key": occasion.partition_key,
        "scope": occasion.scope,
        "gate": gate.name,
        "rule": _rule(result),
        "column_name": _column(result),
        "severity": FailureSeverity(result.expectation_config.severity).value,
        "is_success": bool(result.success),
        "row_count": row_count,
        "unexpected_count": int(result.result.get("unexpected_count") or 0),
        "checked_at": occasion.checked_at,
    }


def _is_critical(result: Any) -> bool:
    return FailureSeverity(result.expectation_config.severity) is FailureSeverity.CRITICAL


def _rule(result: Any) -> str:
    return str(result.expectation_config.type)


def _column(result: Any) -> str:
    config = result.expectation_config.kwargs
    pair = [config[name] for name in ("column_A", "column_B") if name in config]
    return config.get("column") or ", ".join(pair or config.get("column_list") or [])
