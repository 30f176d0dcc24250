"""Fits the weights by which two clauses are judged to state the same, on invented stories; prints what they reach.

    PYTHONPATH=include:tests/benchmarks:tests/claims python tests/benchmarks/fit_likeness.py

Stories are those of tests/claims/data/paraphrases.yaml and the seen half of tests/claims/stories, as extracted from their
articles. Each story is judged by weights fitted on the others; the weights kept are fitted on all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import mean

import numpy as np
import numpy.typing as npt
from bench.claim_stories import list_files, list_imprints
from chain import DATE, measured_folder
from labelled import Mention, Story, half_of, read_stories
from paraphrases import STORIES, tell_story
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from wiretrace.claims.articles import PlacedMention, place
from wiretrace.claims.lexicon import DATA
from wiretrace.claims.likeness import FEATURES, describe_pair
from wiretrace.claims.mentions import extract_mentions
from wiretrace.claims.outlets import read_outlets
from wiretrace.claims.reading import read_evidence
from wiretrace.claims.speakers import resolve_speakers
from wiretrace.claims.telling import read_texts

EXTRACTED = 2.0  # weight of a pair of extracted mentions, which are like those to be judged
UNLABELLED = 0.5  # of its weight, where one of the two was not labelled and may state a claim all the same
COVERED = 0.6  # share of the labelled words, or of the mention, that must lie in the other
HEAD = """# How much each sign says that two clauses state the same; fitted by tests/benchmarks/fit_likeness.py.
"""


@dataclass(frozen=True)
class Examples:
    """Pairs of clauses of one story."""

    described: npt.NDArray[np.float64]
    same: npt.NDArray[np.bool_]
    weights: npt.NDArray[np.float64]


def describe_told(name: str) -> Examples:
    mentions, numbers = tell_story(name)
    return _describe(mentions, [{number} for number in numbers], 1.0)


def describe_labelled(story: Story) -> Examples:
    """Pairs of the distinct texts extracted from a story's articles."""
    with measured_folder(list_files(story), list_imprints(story)) as con:
        stories = con.sql("select distinct story_id from overlap.story_articles order by all").fetchall()
        evidence, outlets = read_evidence(con, [s for (s,) in stories]), read_outlets(con).by(DATE)
        files = dict(
            con.sql("select article_id, regexp_extract(url, '([^/]+)[.]txt$', 1) from core.articles").fetchall()
        )
    articles = [article for e in evidence for article in e.articles]
    found = [place(a, m) for a in articles for m in extract_mentions(a.text, a.title, a.language, outlets)]
    resolved, _ = resolve_speakers(story.name, found)
    claims: dict[str, set[object]] = defaultdict(set)
    texts = {m.mention.text: m for m in resolved}
    for claim in story.claims:
        for labelled in claim.mentions:
            best = _find(labelled, [m for m in resolved if files[m.article.article_id] == labelled.article])
            if best is not None:
                claims[best.mention.text].add(claim.id)
    return _describe(list(texts.values()), [claims[text] for text in texts], EXTRACTED)


def _find(labelled: Mention, mentions: Iterable[PlacedMention]) -> PlacedMention | None:
    """The mention that shares most with the labelled words."""
    shares = [(_shared(labelled.span, m), m) for m in mentions]
    fitting = [(n, m) for n, m in shares if n >= COVERED * min(len(labelled.span), len(m.mention.text))]
    return max(fitting, key=lambda found: found[0], default=(0, None))[1]


def _shared(span: str, m: PlacedMention) -> int:
    """Characters of the mention that lie in the first place where its field holds the words."""
    field = m.article.text if m.mention.field == "text" else m.article.title or ""
    start = field.find(span)
    return min(m.mention.end, start + len(span)) - max(m.mention.start, start) if start >= 0 else -1


def _describe(mentions: Sequence[PlacedMention], claims: Sequence[set[object]], weight: float) -> Examples:
    read = read_texts(mentions)
    pairs = [(a, b) for a, b in combinations(range(len(mentions)), 2) if claims[a] or claims[b]]
    return Examples(
        np.array([describe_pair(mentions[a], mentions[b], read[a], read[b]) for a, b in pairs]),
        np.array([bool(claims[a] & claims[b]) for a, b in pairs]),
        np.array([weight * (1.0 if claims[a] and claims[b] else UNLABELLED) for a, b in pairs]),
    )


def fit(examples: Sequence[Examples]) -> LogisticRegression:
    described, same, weights = (
        np.concatenate([getattr(e, name) for e in examples]) for name in ("described", "same", "weights")
    )
    return LogisticRegression(max_iter=5000).fit(described, same, sample_weight=weights)


def main() -> None:
    told = {name: describe_told(name) for name in STORIES}
    told |= {story.name: describe_labelled(story) for story in half_of(read_stories(), "seen")}
    reached = {}
    for name, examples in told.items():
        model = fit([others for other, others in told.items() if other != name])
        reached[name] = _reach(examples, model.decision_function(examples.described))
        print(f"{name:15} average precision {reached[name]:.3f}, of words alone {_reach_alone(examples):.3f}")
    print(f"mean {mean(reached.values()):.3f}")
    model = fit(list(told.values()))
    lines = [f"{name}: {weight:.2f}" for name, weight in zip(FEATURES, model.coef_[0], strict=True)]
    kept = "\n".join([f"intercept: {model.intercept_[0]:.2f}", *lines])
    (DATA / "likeness.en.yaml").write_text(f"{HEAD}{kept}\n", "utf-8")


def _reach(examples: Examples, judged: npt.NDArray[np.float64]) -> float:
    return float(average_precision_score(examples.same, judged, sample_weight=examples.weights))


def _reach_alone(examples: Examples) -> float:
    return _reach(examples, examples.described[:, FEATURES.index("words")])


if __name__ == "__main__":
    main()
