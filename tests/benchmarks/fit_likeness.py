"""Fits the weights by which two clauses are judged to state the same, on invented stories; prints what they reach.

    PYTHONPATH=include:tests/benchmarks:tests/claims python tests/benchmarks/fit_likeness.py

Each story is judged by weights fitted on the others; the weights kept are fitted on all of them.
"""

from __future__ import annotations

from itertools import combinations
from statistics import mean

import numpy as np
import numpy.typing as npt
from paraphrases import STORIES, tell_story
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from wiretrace.claims.lexicon import DATA
from wiretrace.claims.likeness import FEATURES, describe_pair
from wiretrace.claims.similarity import similar_between, weigh_grams
from wiretrace.claims.telling import read_texts

Examples = tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]
HEAD = """# How much each sign says that two clauses state the same; fitted by tests/benchmarks/fit_likeness.py.
"""


def describe_story(name: str) -> Examples:
    mentions, claims = tell_story(name)
    numbers = list(range(len(mentions)))
    matrix = weigh_grams([m.mention.text for m in mentions], [m.article.language for m in mentions])
    grams, read = similar_between(matrix, numbers, numbers), read_texts(mentions)
    pairs = list(combinations(numbers, 2))
    described = [describe_pair(mentions[a], mentions[b], read[a], read[b], grams[a, b]) for a, b in pairs]
    return np.array(described), np.array([claims[a] == claims[b] for a, b in pairs])


def fit(examples: list[Examples]) -> LogisticRegression:
    described, same = (np.concatenate(side) for side in zip(*examples, strict=True))
    return LogisticRegression(max_iter=5000).fit(described, same)


def main() -> None:
    told = {name: describe_story(name) for name in STORIES}
    reached = {}
    for name, (described, same) in told.items():
        model = fit([examples for other, examples in told.items() if other != name])
        reached[name] = average_precision_score(same, model.predict_proba(described)[:, 1])
        print(f"{name:12} average precision {reached[name]:.3f}, of letters alone {_alone(described, same):.3f}")
    print(f"mean {mean(reached.values()):.3f}")
    model = fit(list(told.values()))
    lines = [f"{name}: {weight:.2f}" for name, weight in zip(FEATURES, model.coef_[0], strict=True)]
    kept = "\n".join([f"intercept: {model.intercept_[0]:.2f}", *lines])
    (DATA / "likeness.en.yaml").write_text(f"{HEAD}{kept}\n", "utf-8")


def _alone(described: npt.NDArray[np.float64], same: npt.NDArray[np.bool_]) -> float:
    return float(average_precision_score(same, described[:, 0]))


if __name__ == "__main__":
    main()
