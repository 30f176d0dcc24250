"""Trains the forests of wiretrace.clean on pages with known main text, and reports held-out quality by domain.

    PYTHONPATH=include python tests/clean/train_forests.py PAGES_DIR page_blocks|plain_lines

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
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-not-found]

from wiretrace.clean.features import page_line_rows
from wiretrace.clean.maintext import block_rows, line_words, votes_of
from wiretrace.clean.page import Block, parse, visible_blocks
from wiretrace.fetch.identity import registered_domain

FOLDS = 3
FORESTS = Path(__file__).parents[2] / "include" / "wiretrace" / "clean" / "forests"


@dataclass(frozen=True)
class Page:
    domain: str
    source: str
    gold: str
    texts: list[str]
    rows: Any
    labels: Any
    weights: Any


def grams(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def label(text: str, gold: set[tuple[str, ...]], lines: set[str]) -> bool:
    """At least 60 % of the block's 4-grams stand in the known text; a shorter block is one of its lines."""
    words = re.findall(r"\w+", text)
    own = [tuple(words[i : i + 4]) for i in range(len(words) - 3)]
    return sum(gram in gold for gram in own) >= 0.6 * len(own) if own else bool(words) and " ".join(words) in lines


def page_rows(tree: Any, blocks: list[Block]) -> Any:
    words = [line_words(block.text) for block in blocks]
    return block_rows(blocks, words, votes_of(tree, words))


def read_pages(folder: Path, kind: str) -> list[Page]:
    pages = []
    for line in (folder / "pages.jsonl").open(encoding="utf-8"):
        entry = json.loads(line)
        tree = parse(gzip.decompress((folder / entry["html"]).read_bytes()).decode("utf-8", "replace"))
        blocks = visible_blocks(tree) if tree is not None else []
        if not blocks:
            continue
        texts = [block.text for block in blocks]
        rows = page_rows(tree, blocks) if kind == "page_blocks" else page_line_rows(texts)
        gold, lines = (
            set(grams(entry["text"])),
            {" ".join(re.findall(r"\w+", part)) for part in entry["text"].split("\n")},
        )
        labels = np.array([label(text, gold, lines) for text in texts])
        counts = np.array([len(text.split()) for text in texts], float)
        weights = (counts + 2) / max(50.0, float((counts * labels).sum()))  # every page counts the same
        pages.append(
            Page(registered_domain(entry["url"]), entry["source"], entry["text"], texts, rows, labels, weights)
        )
    return pages


def train(pages: list[Page]) -> Any:
    model = HistGradientBoostingClassifier(
        max_iter=140,
        learning_rate=0.1,
        max_leaf_nodes=16,
        max_bins=64,
        min_samples_leaf=60,
        l2_regularization=5,
        random_state=0,
    )
    weights = np.concatenate([page.weights for page in pages])
    return model.fit(
        np.concatenate([page.rows for page in pages]),
        np.concatenate([page.labels for page in pages]),
        sample_weight=weights / weights.mean(),
    )


def quality(page: Page, shares: Any) -> tuple[float, float]:
    kept, gold = (
        grams("\n".join(text for text, share in zip(page.texts, shares, strict=True) if share >= 0.5)),
        grams(page.gold),
    )
    shared = sum((kept & gold).values())
    return shared / max(1, sum(kept.values())), shared / max(1, sum(gold.values()))


def report(pages: list[Page]) -> None:
    found: dict[str, list[tuple[float, float]]] = {}
    for fold in range(FOLDS):
        model = train([page for page in pages if zlib.crc32(page.domain.encode()) % FOLDS != fold])
        for page in pages:
            if zlib.crc32(page.domain.encode()) % FOLDS == fold:
                result = quality(page, model.predict_proba(page.rows)[:, 1])
                found.setdefault(page.source, []).append(result)
                found.setdefault("all", []).append(result)
    for source, results in found.items():
        precision, recall = np.mean(results, axis=0)
        print(
            f"{source}: held-out F1 {2 * precision * recall / (precision + recall):.4f} precision {precision:.3f} recall {recall:.3f}"
        )


def write(model: Any, path: Path) -> None:
    roots: list[int] = []
    nodes: list[tuple[int, float, int, int, float]] = []
    for (tree,) in model._predictors:
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
            nodes.append((*branch, float(node["value"])))
    features, thresholds, lefts, rights, values = (np.array(column) for column in zip(*nodes, strict=True))
    np.savez_compressed(
        path, roots=np.array(roots, np.int32), features=features.astype(np.int16), thresholds=thresholds.astype(np.float32),
        lefts=lefts.astype(np.int32), rights=rights.astype(np.int32), values=values.astype(np.float32),
        base=np.float32(np.ravel(model._baseline_prediction)[0]),
    )  # fmt: skip


def main() -> None:
    folder, kind = Path(sys.argv[1]), sys.argv[2]
    pages = read_pages(folder, kind)
    write(train(pages), FORESTS / f"{kind}.npz")
    print(f"{len(pages)} pages; wrote {FORESTS / kind}.npz")
    report(pages)


if __name__ == "__main__":
    main()
