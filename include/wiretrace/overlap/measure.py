"""The steps of a date, each over what the steps before it staged.

```
staged = fingerprint_articles(con, "2026-03-02")
for step in (find_passages, trace_derivations, group_stories):
    staged |= step(con, staged)
replacements = list_replacements(staged)
```

Steps read the warehouse and write nothing. Results are functions of the articles held, never of the order
in which dates were run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.articles import Articles, read_articles, read_credits
from wiretrace.overlap.derivations.corrections import set_directions
from wiretrace.overlap.derivations.cues import measure_cues
from wiretrace.overlap.derivations.direction import probability_left_derived
from wiretrace.overlap.derivations.evidence import gather_evidence
from wiretrace.overlap.derivations.holdings import Retellings, find_retellings, held_credits
from wiretrace.overlap.derivations.rows import credit_rows, text_rows
from wiretrace.overlap.derivations.tracing import Pairs, find_region, read_pairs, take_context
from wiretrace.overlap.events.comparison import Events, find_event_dates, find_events
from wiretrace.overlap.fingerprints import fingerprint_articles
from wiretrace.overlap.passages.finding import discard_id, find_passages
from wiretrace.overlap.queries import register, run_query
from wiretrace.overlap.stories.members import group_stories
from wiretrace.overlap.text.texts import number_articles
from wiretrace.overrides import Override
from wiretrace.warehouse.replacement import Replacement
from wiretrace.warehouse.tables import ops, overlap

__all__ = ["find_passages", "fingerprint_articles", "group_stories", "list_replacements", "trace_derivations"]


def trace_derivations(
    con: duckdb.DuckDBPyConnection, staged: Mapping[str, pa.Table], directions: Iterable[Override] = ()
) -> dict[str, pa.Table]:
    """Relations of the touched articles, their copy clusters and all partners of these; and events of the days around.

    Staged: `derivations`, and `replaced_derivations` (derivation_id): rows of the warehouse that these replace;
    `resemblances`, which replace those of `event_dates` (partition_key). `directions` are those that people set.
    """
    register(con, **{f"staged_{name}": table for name, table in staged.items()})
    numbering = number_articles(con)
    count = len(numbering.numbered) + 1
    every_pair = read_pairs(con)
    events, retold, outlet_names = _trace_events(con, every_pair, count)
    touched = pc.add(pc.index_in(staged["touched"]["article_id"], numbering.ids), 1).to_numpy().astype(np.int64)
    region = find_region(con, every_pair, np.union1d(touched, retold.changed), count)
    credited = np.union1d(region.traced, region.partners)
    around = every_pair.touching(credited)
    pairs = take_context(every_pair, region)
    ends = [side for some in (around, pairs) for side in (some.left, some.right)]
    articles = read_articles(con, np.unique(np.concatenate([credited, *ends])), count)
    credits = read_credits(con)
    left_derived = probability_left_derived(measure_cues(con, pairs, articles, credits), pairs.is_copy)
    evidence = gather_evidence(articles, credits, pairs, left_derived, region.cluster)
    rows = text_rows(evidence, frozenset(region.traced.tolist()))
    rows += credit_rows(evidence, credited.tolist(), held_credits(articles, around, region) | retold.held)
    rows += events.rows
    rows = set_directions(rows, directions, outlet_names | _outlet_names(articles))
    register(con, staged_traced=_strings("article_id", articles.article_id[region.traced].tolist()))
    register(con, staged_credited=_strings("article_id", articles.article_id[credited].tolist()))
    return {
        "derivations": overlap.DERIVATIONS.table(rows),
        "replaced_derivations": run_query(con, "replaced_derivations", method_version=METHOD_VERSION),
        "resemblances": events.alike,
        "event_dates": _strings("partition_key", events.dates),
    }


def _trace_events(
    con: duckdb.DuckDBPyConnection, pairs: Pairs, count: int
) -> tuple[Events, Retellings, dict[str, str]]:
    """And the outlets' names of the articles looked at, of which nothing else is kept in memory."""
    dates, in_windows = find_event_dates(con)
    copies = pairs.take(pairs.is_copy).touching(in_windows)
    near = read_articles(con, np.unique(np.concatenate([in_windows, copies.left, copies.right])), count)
    events = find_events(con, dates, near, read_credits(con), copies)
    return events, find_retellings(con, near, events.rows), _outlet_names(near)


def _outlet_names(articles: Articles) -> dict[str, str]:
    """By the id of the article."""
    known = articles.numbers
    return dict(zip(articles.article_id[known], articles.outlet_name[known], strict=True))


def _strings(name: str, values: Sequence[str]) -> pa.Table:
    return pa.table({name: pa.array(values, pa.string())})


def list_replacements(staged: Mapping[str, pa.Table]) -> list[Replacement]:
    """What the loader replaces, in one transaction, once all steps are done."""
    changes, touched = staged["changes"], staged["touched"]["article_id"].combine_chunks()
    changed = changes["article_id"].combine_chunks()
    partners = pa.concat_arrays([touched, changed])
    stories = staged["replaced_stories"]["story_id"].combine_chunks()
    derivations = [staged[name]["derivation_id"].combine_chunks() for name in ("replaced_derivations", "derivations")]
    discards = pa.array([discard_id(article) for article in partners.to_pylist()], pa.string())
    return [
        Replacement(overlap.FINGERPRINTS, {"article_id": changed}, staged["fingerprints"]),
        Replacement(
            overlap.COMMON_FINGERPRINTS,
            {"fingerprint": staged["recounted"]["fingerprint"].combine_chunks()},
            staged["common_fingerprints"],
        ),
        Replacement(overlap.TERMS, {"article_id": changed}, staged["terms"]),
        Replacement(overlap.CREDITS, {"article_id": changed}, staged["credits"]),
        Replacement(overlap.MEASURED_ARTICLES, {"article_id": changed}, _measured_rows(changes)),
        Replacement(
            overlap.MEASURED_DATES,
            {"partition_key": staged["dates"]["partition_key"].combine_chunks()},
            staged["dates"],
        ),
        Replacement(overlap.PASSAGES, {"left_article_id": partners, "right_article_id": partners}, staged["passages"]),
        Replacement(overlap.DERIVATIONS, {"derivation_id": pa.concat_arrays(derivations)}, staged["derivations"]),
        Replacement(
            overlap.RESEMBLANCES,
            {
                "partition_key": staged["event_dates"]["partition_key"].combine_chunks(),
                "left_article_id": changed,
                "right_article_id": changed,
            },
            staged["resemblances"],
        ),
        Replacement(overlap.STORIES, {"story_id": stories}, staged["stories"]),
        Replacement(overlap.STORY_ARTICLES, {"story_id": stories}, staged["story_articles"]),
        Replacement(overlap.STORY_ALIASES, {"story_id": stories}, staged["story_aliases"]),
        Replacement(ops.DISCARDS, {"discard_id": discards}, staged["discards"]),
    ]


def _measured_rows(changes: pa.Table) -> pa.Table:
    present = changes.filter(pc.invert(changes["is_removed"])).drop_columns(["is_removed"])
    version = pa.array([METHOD_VERSION] * present.num_rows, pa.string())
    rows = present.append_column("method_version", version)
    return rows.select(overlap.MEASURED_ARTICLES.arrow_schema.names).cast(overlap.MEASURED_ARTICLES.arrow_schema)
