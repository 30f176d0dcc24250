"""All sections, in the order of the pipeline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench import (
    claim_stories,
    cleaning,
    growth,
    metadata,
    overlap,
    pages,
    quotations,
    rewrites,
    sample_web,
    seed_drift,
    seeds,
    speed,
)
from bench.scene import Scene
from bench.tables import Table

EXTRACTORS = ("trafilatura", "newspaper4k", "readability-lxml", "resiliparse", "beautifulsoup4")


@dataclass(frozen=True)
class Section:
    title: str
    measure: Callable[[Scene], Sequence[Table]]
    packages: tuple[str, ...] = ()
    draw: Callable[[Sequence[Table]], str] | None = None  # an SVG of the tables, kept beside the document


SECTIONS = {
    "clean": Section("Main text of pages", cleaning.measure, (*EXTRACTORS, "scikit-learn")),
    "metadata": Section("Title, author and date", metadata.measure, ("trafilatura", "newspaper4k")),
    "seed_texts": Section("Scraped plain text", seeds.measure_texts),
    "overlap": Section("Derivations", overlap.measure, ("duckdb", "datasketch", "rensa")),
    "rewrites": Section("Rewrites", rewrites.measure, ("duckdb",)),
    "speed": Section("Speed of finding copies", speed.measure, ("duckdb", "datasketch", "rensa")),
    "growth": Section("Growth", growth.measure, ("duckdb",), growth.draw_growth),
    "quotations": Section("Attributions", quotations.measure),
    "seed_claims": Section("Claims of five articles", seeds.measure_claims),
    "claim_stories": Section("Claims of invented stories", claim_stories.measure),
    "seed_drift": Section("Drift and orphans of five articles", seed_drift.measure),
    "sample": Section("The sample web", sample_web.measure),
    "pages": Section("Pages of the newsroom", pages.measure, ("duckdb",)),
}
