"""Fits the weights by which two clauses are judged to state the same, by words and by places; prints what they reach.

    PYTHONPATH=include:tests/benchmarks:tests/claims python tests/benchmarks/fit_likeness.py

Stories are those of tests/claims/data/paraphrases.yaml and the seen half of tests/claims/stories, as extracted from their
articles; only these have places. Each story is judged by weights fitted on the others; the weights kept are fitted on all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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
from wiretrace.claims.extraction.mentions import extract_mentions
from wiretrace.claims.extraction.outlets import read_outlets
from wiretrace.claims.language.lexicon import DATA
from wiretrace.claims.matching.grouping import collect_texts, compare_pairs
from wiretrace.claims.matching.likeness import FEATURES, describe_pairs, fitted_weights
from wiretrace.claims.matching.places import SIGNS, describe_places
from wiretrace.claims.matching.telling import read_texts
from wiretrace.claims.reading import read_evidence
from wiretrace.claims.speakers.resolution import resolve_speakers

EXTRACTED = 2.0  # weight of a pair of extracted mentions, which are like those to be judged
UNLABELLED = 0.5  # of its weight, where one of the two was not labelled and may state a claim all the same
COVERED = 0.6  # share of the labelled words, or of the mention, that must lie in the other
HEAD = "# How much each sign says that two clauses state the same{}; fitted by tests/benchmarks/fit_likeness.py."


@dataclass(frozen=True)
class Examples:
    """Pairs of clauses of one story."""

    described: npt.NDArray[np.float64]
    same: npt.NDArray[np.bool_]
    weights: npt.NDArray[np.float64]


def describe_told(name: str) -> Examples:
    mentions, numbers = tell_story(name)
    return _describe(mentions, [{number} for number in numbers], 1.0)


@dataclass(frozen=True)
class Labelled:
    """Mentions extracted from a story's articles, and the labelled claims that their texts state."""

    mentions: list[PlacedMention]
    claims: Mapping[str, set[object]]


def extract_labelled(story: Story) -> Labelled:
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
    for claim in story.claims:
        for labelled in claim.mentions:
            best = _find(labelled, [m for m in resolved if files[m.article.article_id] == labelled.article])
            if best is not None:
                claims[best.mention.text].add(claim.id)
    return Labelled(resolved, claims)


def describe_words(labelled: Labelled) -> Examples:
    """Pairs of distinct texts."""
    texts = {m.mention.text: m for m in labelled.mentions}
    return _describe([*texts.values()], [labelled.claims[text] for text in texts], EXTRACTED)


def describe_placed(labelled: Labelled) -> Examples:
    """Pairs of distinct texts on which the places have a say, by the weights of words as they are kept."""
    texts = collect_texts(labelled.mentions)
    claims = [{c for i in copies for c in labelled.claims[texts.mentions[i].mention.text]} for copies in texts.copies]
    compared = compare_pairs(texts)
    described = describe_places(texts.firsts, compared.pairs, compared.likeness)
    pairs = zip(compared.pairs.left.tolist(), compared.pairs.right.tolist(), strict=True)
    labelled_pairs = [(claims[a], claims[b]) for a, b in pairs]
    kept = compared.is_open & np.array([bool(ours or theirs) for ours, theirs in labelled_pairs])
    return _as_examples(described[kept], [labelled_pairs[p] for p in np.flatnonzero(kept)], 1.0)


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
    described = describe_pairs(read, *np.array(pairs).T)
    return _as_examples(described, [(claims[a], claims[b]) for a, b in pairs], weight)


def _as_examples(
    described: npt.NDArray[np.float64], claims: Sequence[tuple[set[object], set[object]]], weight: float
) -> Examples:
    return Examples(
        described,
        np.array([bool(a & b) for a, b in claims]),
        np.array([weight * (1.0 if a and b else UNLABELLED) for a, b in claims]),
    )


def fit(examples: Sequence[Examples]) -> LogisticRegression:
    described, same, weights = (
        np.concatenate([getattr(e, name) for e in examples]) for name in ("described", "same", "weights")
    )
    return LogisticRegression(max_iter=5000).fit(described, same, sample_weight=weights)


def main() -> None:
    labelled = {story.name: extract_labelled(story) for story in half_of(read_stories(), "seen")}
    worded = {name: describe_told(name) for name in STORIES}
    worded |= {name: describe_words(found) for name, found in labelled.items()}
    _keep("likeness", "", FEATURES, worded)
    fitted_weights.cache_clear()
    _keep("places", ", with their places", SIGNS, {name: describe_placed(found) for name, found in labelled.items()})


def _keep(file: str, what: str, names: Sequence[str], stories: Mapping[str, Examples]) -> None:
    """Prints what weights reach on stories that they were not fitted on, and writes those fitted on all."""
    reached = {}
    for name, examples in stories.items():
        model = fit([others for other, others in stories.items() if other != name])
        reached[name] = _reach(examples, model.decision_function(examples.described))
        alone = max(_reach(examples, examples.described[:, k]) for k in range(len(names)))
        print(f"{name:15} average precision {reached[name]:.3f}, of the best sign alone {alone:.3f}")
    print(f"mean{what} {mean(reached.values()):.3f}")
    model = fit([*stories.values()])
    lines = [f"{name}: {weight:.2f}" for name, weight in zip(names, model.coef_[0], strict=True)]
    kept = "\n".join([HEAD.format(what), f"intercept: {model.intercept_[0]:.2f}", *lines])
    (DATA / f"{file}.en.yaml").write_text(f"{kept}\n", "utf-8")


def _reach(examples: Examples, judged: npt.NDArray[np.float64]) -> float:
    return float(average_precision_score(examples.same, judged, sample_weight=examples.weights))


if __name__ == "__main__":
    main()
