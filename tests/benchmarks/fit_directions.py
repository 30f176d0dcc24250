"""Fits the weights of the direction's cues and the confidences that follow; prints what both reach held out.

    PYTHONPATH=include:tests/benchmarks python tests/benchmarks/fit_directions.py SHARED/eval/overlap/dev

Folds never part articles that descend from one another. *Without times*: every labelled pair once more with all printed
times taken away, which is harder than the pairs that happen to lack one. The weights are printed, for `direction.WEIGHTS`;
`data/confidence.yaml` is written.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import numpy.typing as npt
from bench.overlap import BINS, GIVEN, find_roots, is_kin, read_truth
from documents import measure_documents
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from wiretrace.overlap import measure
from wiretrace.overlap.derivations import cues
from wiretrace.overlap.derivations import rows as derivations
from wiretrace.overlap.derivations.confidence import DATA, describe_certainty
from wiretrace.overlap.derivations.direction import CUES, WEIGHTS

KINDS = ("copies", "parts")
SET_BY_HAND = 4  # first cues, certain by their nature
PENALTY = 3.0  # inverse strength of the pull of weights to nothing
FOLDS = 10
LIMIT = 0.9995
COPY = 2.0  # added to the certainty of a whole copy on its way through a row
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Labelled:
    """Rows of features, whether each is right, and the family of articles that it belongs to."""

    features: Floats
    is_right: npt.NDArray[np.bool_]
    family: npt.NDArray[np.str_]

    def take(self, rows: npt.NDArray[Any]) -> Labelled:
        return Labelled(self.features[rows], self.is_right[rows], self.family[rows])


def fit_weights(known: Labelled) -> Floats:
    """By Newton's method, without intercept: a pair seen from the other side has all signs turned."""
    weights = np.array([of_copies for of_copies, _ in WEIGHTS.values()])  # what is set by hand is so for both kinds
    signs = np.where(known.is_right, 1.0, -1.0)
    given = known.features[:, :SET_BY_HAND] @ weights[:SET_BY_HAND] * signs
    free, fitted = known.features[:, SET_BY_HAND:] * signs[:, None], np.zeros(len(CUES) - SET_BY_HAND)
    for _ in range(50):
        right = 1.0 / (1.0 + np.exp(-(free @ fitted + given)))
        curvature = (free * (right * (1.0 - right))[:, None]).T @ free + np.eye(len(fitted)) / PENALTY
        fitted += np.linalg.solve(curvature, free.T @ (1.0 - right) - fitted / PENALTY)
    return np.concatenate([weights[:SET_BY_HAND], fitted])


def fit_confidence(known: Labelled) -> LogisticRegression:
    return LogisticRegression(C=1e3, max_iter=5000).fit(known.features, known.is_right)


def calibration_error(stated: Floats, is_right: npt.NDArray[np.bool_]) -> float:
    bins = np.digitize(stated, BINS)
    gaps = [abs(float(np.sum(stated[bins == b]) - np.sum(is_right[bins == b]))) for b in np.unique(bins)]
    return sum(gaps) / len(stated)


def folds(known: Labelled) -> Iterator[tuple[Labelled, npt.NDArray[np.int64]]]:
    """What to fit on, and the rows to judge."""
    for train, test in GroupKFold(FOLDS).split(known.features, groups=known.family):
        yield known.take(train), test


def read_cues(
    documents: Sequence[dict[str, Any]], directed: set[tuple[str, str]], roots: Mapping[str, set[str]]
) -> tuple[Labelled, Labelled]:
    """Cues of the labelled pairs, of copies and of those that share a part; right: the left article is the derived one."""
    seen: dict[str, Any] = {}

    def keep(con: Any, pairs: Any, articles: Any, credits: Any) -> Any:
        seen["cues"], seen["is_copy"] = cues.measure_cues(con, pairs, articles, credits), pairs.is_copy
        seen["pairs"] = [
            (articles.article_id[a], articles.article_id[b]) for a, b in zip(pairs.left, pairs.right, strict=True)
        ]
        return seen["cues"]

    with patch.object(measure, "measure_cues", keep):
        measure_documents(documents)
    rows = [k for k, (a, b) in enumerate(seen["pairs"]) if (a, b) in directed or (b, a) in directed]
    pairs = [seen["pairs"][k] for k in rows]
    family = np.array([min(roots.get(a, {a}) | roots.get(b, {b})) for a, b in pairs])
    every = Labelled(seen["cues"][rows], np.array([(b, a) in directed for a, b in pairs]), family)
    is_copy = seen["is_copy"][rows]
    return every.take(is_copy), every.take(~is_copy)


def read_statements(
    documents: Sequence[dict[str, Any]],
    directed: set[tuple[str, str]],
    roots: Mapping[str, set[str]],
    natural: set[frozenset[str]],
) -> Labelled:
    """As `describe_certainty`, of each derivation by shared text that the labels can judge."""
    with patch.object(derivations, "calibrate", lambda certainty, is_copy: certainty + COPY * is_copy):
        rows = measure_documents(documents)["derivations"].to_pylist()
    features, right, family = [], [], []
    for row in rows:
        derived, source = row["derived_article_id"], row["source_article_id"]
        if row["evidence"] != "text" or source is None:
            continue
        is_true = (source, derived) in directed or (derived, source) in directed
        if not is_true and is_kin(roots, natural, derived, source):
            continue
        is_copy, certainty = row["confidence"] >= COPY, row["confidence"] % COPY
        features.append(describe_certainty(certainty, is_copy, LIMIT))
        right.append((source, derived) in directed)
        family.append(min(roots.get(derived, {derived}) | roots.get(source, {source})))
    return Labelled(np.array(features), np.array(right), np.array(family))


def main() -> None:
    folder = Path(sys.argv[1])
    documents = [{k: d.get(k) for k in GIVEN} for d in map(json.loads, (folder / "docs.jsonl").open(encoding="utf-8"))]
    directed, natural = read_truth(folder)
    roots = find_roots(directed)
    times = {"with times": documents, "without times": [d | {"published_at": None} for d in documents]}
    read = {name: read_cues(given, directed, roots) for name, given in times.items()}
    fitted = [_fit_kind(kind, {name: labelled[n] for name, labelled in read.items()}) for n, kind in enumerate(KINDS)]
    for name, *weights in zip(CUES, *fitted, strict=True):
        print(f'    "{name}": ({", ".join(f"{weight:.1f}" for weight in weights)}),')
    statements = read_statements(documents, directed, roots, natural)
    stated = np.zeros(len(statements.family))
    for known, test in folds(statements):
        stated[test] = fit_confidence(known).predict_proba(statements.features[test])[:, 1]
    print(f"calibration error held out {calibration_error(stated, statements.is_right):.3f}, {len(stated)} derivations")
    _write(fit_confidence(statements))


def _fit_kind(kind: str, read: Mapping[str, Labelled]) -> Floats:
    every = Labelled(
        *(np.concatenate([getattr(r, f) for r in read.values()]) for f in ("features", "is_right", "family"))
    )
    is_found = np.zeros(len(every.family), bool)
    for known, test in folds(every):
        is_found[test] = (every.features[test] @ fit_weights(known) > 0) == every.is_right[test]
    start = 0
    for name, labelled in read.items():
        end = start + len(labelled.family)
        print(f"{kind}, {name}: held out {np.mean(is_found[start:end]):.4f}, {end - start} pairs")
        start = end
    return fit_weights(every)


def _write(model: LogisticRegression) -> None:
    path = Path(str(DATA)) / "confidence.yaml"
    head = "".join(line + "\n" for line in path.read_text("utf-8").splitlines() if line.startswith("#"))
    slope, settled = model.coef_[0]
    values = {"intercept": model.intercept_[0], "slope": slope, "settled": settled}
    lines = [f"{name}: {value:.2f}" for name, value in values.items()] + [f"certainty_limit: {LIMIT}"]
    path.write_text(head + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
