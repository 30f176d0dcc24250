"""Trains the forests of wiretrace.clean on pages with known main text, and reports held-out quality by domain.

    OMP_NUM_THREADS=1 PYTHONPATH=include python tests/clean/train_forests.py PAGES_DIR page_blocks doubted_blocks plain_lines

Needs scikit-learn, which the product does not. PAGES_DIR holds pages.jsonl (id, url, html, text). Pages of one
registered domain are never on both sides of a split. No text of a page goes into the forests: a node compares
one feature of wiretrace.clean.features with a number.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import zlib
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from lxml import etree
from scipy.sparse import csr_matrix  # type: ignore[import-not-found]
from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-not-found]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-not-found]

from wiretrace.clean.features import page_line_rows
from wiretrace.clean.forest import Forest
from wiretrace.clean.judging import block_rows, own_rows, voted_rows
from wiretrace.clean.page import BLOCK_TAGS, Block, parse, readable_address, visible_blocks
from wiretrace.clean.reconsidering import second_rows
from wiretrace.clean.surroundings import Page as Surroundings
from wiretrace.clean.titles import quick_title
from wiretrace.clean.votes import extractor_votes, line_words
from wiretrace.clean.wording import BUCKETS, WordOdds, count_words, word_buckets
from wiretrace.fetch.identity import registered_domain

LINES = "plain_lines"
KINDS = ("page_blocks", "doubted_blocks", LINES)
FOLDS = 3
PARTS = 3  # of what is trained on, to show one model what another says of pages that it does not know
WORD_FREEDOM = 2.0  # inverse of the weights' penalty
SEEDS = (0, 1, 2)  # a forest is three that look at other rows and features; their mean errs less than any of them
DRAWN = 0.7  # share of the rows that each of the three sees
PLAINLY_OUT_KEPT = 0.06  # share of the short lines and links that nothing speaks for: most of a page, and all alike
UNDUMPED = frozenset(["script", "style", "noscript", "template", "svg", "head", "textarea", "iframe"])
BLANKS = re.compile(r"\s+")
FORESTS = Path(__file__).parents[2] / "include" / "wiretrace" / "clean" / "forests"

Models = dict[str, Any]


@dataclass(frozen=True)
class Page:
    domain: str
    source: str
    gold: str
    texts: list[str]
    rows: Any
    buckets: list[list[int]]
    labels: Any
    line_weights: Any
    weights: Any  # those that make up for the lines that a forest does not see
    is_shown: Any


def grams(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def label(text: str, gold: set[tuple[str, ...]], lines: set[str]) -> bool:
    """At least 60 % of the block's 4-grams stand in the known text; a shorter block is one of its lines."""
    words = re.findall(r"\w+", text)
    own = [tuple(words[i : i + 4]) for i in range(len(words) - 3)]
    return sum(gram in gold for gram in own) >= 0.6 * len(own) if own else bool(words) and " ".join(words) in lines


def dumped_lines(tree: Any) -> list[str]:
    """The page's text as scrapers leave it that know no style sheet: hidden elements too, one line a block."""
    parts: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, node in walk:
        is_dumped = node.tag not in UNDUMPED
        parts.append("\n" if node.tag in BLOCK_TAGS or node.tag == "br" else "")
        if event == "start" and is_dumped:
            parts.append(BLANKS.sub(" ", node.text or ""))
        elif event == "start":
            walk.skip_subtree()
        else:
            parts.append(BLANKS.sub(" ", node.tail or ""))
    return [line.strip() for line in "".join(parts).split("\n") if line.strip()]


def page_rows(tree: Any, blocks: list[Block], url: str, kind: str) -> tuple[Any, Any]:
    """What the forest `kind` is shown of a page's blocks, and which blocks nothing speaks for."""
    words, own = [line_words(block.text) for block in blocks], own_rows(blocks)
    is_slight = np.array([len(line) < 6 or block.link_share > 0.5 for line, block in zip(words, blocks, strict=True)])
    if kind == "page_blocks":
        title_words = line_words(quick_title(tree, readable_address(url)) or "")
        return block_rows(own, Surroundings(blocks, words), title_words), is_slight
    votes = extractor_votes(tree, words)
    return voted_rows(own, blocks, words, votes), is_slight & (votes.max(axis=1) == 0)


def read_pages(folder: Path, kind: str) -> list[Page]:
    pages, random = [], np.random.default_rng(0)
    for line in (folder / "pages.jsonl").open(encoding="utf-8"):
        entry = json.loads(line)
        tree = parse(gzip.decompress((folder / entry["html"]).read_bytes()).decode("utf-8", "replace"))
        blocks = visible_blocks(tree) if tree is not None else []
        if not blocks:
            continue
        if kind == LINES:
            texts = dumped_lines(tree)
            rows, is_out = None, np.array([count_words(text) < 6 for text in texts])
        else:
            texts = [block.text for block in blocks]
            rows, is_out = page_rows(tree, blocks, entry["url"], kind)
        gold, lines = (
            set(grams(entry["text"])),
            {" ".join(re.findall(r"\w+", part)) for part in entry["text"].split("\n")},
        )
        labels = np.array([label(text, gold, lines) for text in texts])
        counts = np.array([count_words(text) for text in texts], float)
        line_weights = weights = (counts + 2) / max(50.0, float((counts * labels).sum()))  # every page counts the same
        is_thinned = is_out & ~labels
        is_shown = ~is_thinned | (random.random(len(texts)) < PLAINLY_OUT_KEPT)
        weights = np.where(is_thinned, weights / PLAINLY_OUT_KEPT, weights)
        domain, buckets = registered_domain(entry["url"]), [word_buckets(text) for text in texts]
        pages.append(
            Page(domain, entry["source"], entry["text"], texts, rows, buckets, labels, line_weights, weights, is_shown)
        )
    return pages


def fit(pages: list[Page], seeds: tuple[int, ...] = SEEDS) -> Forest:
    rows = np.concatenate([page.rows[page.is_shown] for page in pages])
    labels = np.concatenate([page.labels[page.is_shown] for page in pages])
    weights = np.concatenate([page.weights[page.is_shown] for page in pages])
    models = [
        HistGradientBoostingClassifier(
            max_iter=100,
            learning_rate=0.13,
            max_leaf_nodes=16,
            max_bins=64,
            min_samples_leaf=60,
            l2_regularization=5,
            max_features=0.1,
            early_stopping=False,
            random_state=seed,
        )
        for seed in seeds
    ]
    for seed, model in zip(seeds, models, strict=True):
        is_drawn = np.random.default_rng(seed).random(len(rows)) < (DRAWN if len(seeds) > 1 else 1)
        model.fit(rows[is_drawn], labels[is_drawn], sample_weight=weights[is_drawn] / weights.mean())
    return as_forest(models)


def fit_words(pages: list[Page]) -> WordOdds:
    """Logistic regression on hashed words; every line is shown, as unlikely ones are what it has to know."""
    buckets = [buckets for page in pages for buckets in page.buckets]
    values = np.concatenate([np.full(len(line), max(1, len(line)) ** -0.5) for line in buckets])
    ends = np.cumsum([0, *map(len, buckets)])
    rows = csr_matrix((values, np.concatenate(buckets).astype(int), ends), shape=(len(buckets), BUCKETS))
    weights = np.concatenate([page.line_weights for page in pages])
    model = LogisticRegression(C=WORD_FREEDOM, max_iter=60, tol=1e-3)
    model.fit(rows, np.concatenate([page.labels for page in pages]), sample_weight=weights / weights.mean())
    return WordOdds(model.coef_[0].astype(np.float32), float(model.intercept_[0]))


def train(kind: str, pages: list[Page]) -> Models:
    """By the name of its file, each model that `kind` needs."""
    return _train_lines(pages) if kind == LINES else {kind: fit(pages)}


def _train_lines(pages: list[Page]) -> Models:
    """What one model says is shown to the next, and in training must come from one that did not know the page."""
    words, odds = fit_words(pages), _out_of_fold(pages, fit_words, lambda model, page: model.scores(page.texts))
    judged = [replace(page, rows=page_line_rows(page.texts, odd)) for page, odd in zip(pages, odds, strict=True)]
    first, scores = _fit_first(judged), _out_of_fold(judged, _fit_first, lambda model, page: model.scores(page.rows))
    again = [
        replace(page, rows=second_rows(page.rows, page.texts, score))
        for page, score in zip(judged, scores, strict=True)
    ]
    return {"line_words": words, LINES: first, f"{LINES}_again": fit(again)}


def _fit_first(pages: list[Page]) -> Forest:
    return fit(pages, SEEDS[:1])


def _out_of_fold(pages: list[Page], fit_model: Any, answer: Any) -> list[Any]:
    """Each page's answers by a model that saw no page of its part, which is not its fold."""
    models = [fit_model([page for page in pages if part_of(page) != part]) for part in range(PARTS)]
    return [answer(models[part_of(page)], page) for page in pages]


def part_of(page: Page) -> int:
    return zlib.crc32(f"part {page.domain}".encode()) % PARTS


def fold_of(domain: str) -> int:
    return zlib.crc32(domain.encode()) % FOLDS


def judge(kind: str, models: Models, page: Page) -> Any:
    if kind != LINES:
        return models[kind].probabilities(page.rows)
    rows = page_line_rows(page.texts, models["line_words"].scores(page.texts))
    return models[f"{LINES}_again"].probabilities(second_rows(rows, page.texts, models[LINES].scores(rows)))


def quality(page: Page, shares: Any) -> tuple[float, float]:
    kept, gold = (
        grams("\n".join(text for text, share in zip(page.texts, shares, strict=True) if share >= 0.5)),
        grams(page.gold),
    )
    shared = sum((kept & gold).values())
    return shared / max(1, sum(kept.values())), shared / max(1, sum(gold.values()))


def report(kind: str, pages: list[Page]) -> None:
    found: dict[str, list[tuple[float, float]]] = {}
    for fold in range(FOLDS):
        models = train(kind, [page for page in pages if fold_of(page.domain) != fold])
        for page in pages:
            if fold_of(page.domain) == fold:
                result = quality(page, judge(kind, models, page))
                found.setdefault(page.source, []).append(result)
                found.setdefault("all", []).append(result)
    for source, results in found.items():
        precision, recall = np.mean(results, axis=0)
        print(
            f"{source}: held-out F1 {2 * precision * recall / (precision + recall):.4f} precision {precision:.3f} recall {recall:.3f}"
        )


def as_forest(models: list[Any]) -> Forest:
    """One table of nodes for the trees of all models, each with its part of the mean."""
    roots: list[int] = []
    nodes: list[tuple[int, float, int, int, float]] = []
    for tree in (tree for model in models for (tree,) in model._predictors):
        start = len(nodes)
        roots.append(start)
        for node in tree.nodes:
            is_leaf = bool(node["is_leaf"])
            branch = (
                (-1, 0.0, 0, 0)
                if is_leaf
                else (
                    int(node["feature_idx"]),
                    float(node["num_threshold"]),
                    start + int(node["left"]),
                    start + int(node["right"]),
                )
            )
            nodes.append((*branch, float(node["value"]) / len(models)))
    features, thresholds, lefts, rights, values = (np.array(column) for column in zip(*nodes, strict=True))
    return Forest(
        np.array(roots, np.int32), features.astype(np.int16), thresholds.astype(np.float32), lefts.astype(np.int32),
        rights.astype(np.int32), values.astype(np.float32),
        float(np.mean([np.ravel(model._baseline_prediction)[0] for model in models])),
    )  # fmt: skip


def write(models: Models) -> None:
    for name, model in models.items():
        arrays = vars(model) | {"base": np.float32(model.base)}
        if isinstance(model, WordOdds):
            arrays["weights"] = model.weights.astype(np.float16)
        np.savez_compressed(FORESTS / f"{name}.npz", **arrays)


def main() -> None:
    for kind in sys.argv[2:]:
        pages = read_pages(Path(sys.argv[1]), kind)
        models = train(kind, pages)
        write(models)
        print(f"{len(pages)} pages; wrote {', '.join(models)} to {FORESTS}", flush=True)
        report(kind, pages)


if __name__ == "__main__":
    main()
