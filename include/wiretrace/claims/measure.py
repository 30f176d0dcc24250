"""The steps of a date: which stories changed, their mentions, their claims, the origins behind them.

```
extracted = extract_story_mentions(con, "2026-03-02")
matched = match_claims(con, extracted)
replacements = count_origins(con, "2026-03-02", extracted, matched)
```

Steps read the warehouse and write nothing. Every row is a function of its story's articles and derivations, never of
the order in which dates were run.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from wiretrace.claims import METHOD_VERSION
from wiretrace.claims.articles import PlacedMention, StoryArticle, hash_id, place
from wiretrace.claims.corrections import (
    Change,
    Corrections,
    compare_counts,
    corrected_mentions,
    resolve_corrected,
    select_corrections,
    turn_back,
)
from wiretrace.claims.extraction.mentions import Mention, extract_mentions
from wiretrace.claims.extraction.outlets import Outlets, read_outlets
from wiretrace.claims.extraction.quantities import Quantity
from wiretrace.claims.language.lexicon import has_rules
from wiretrace.claims.reading import (
    StoryEvidence,
    read_changed_stories,
    read_evidence,
    read_gone_stories,
    read_languages,
)
from wiretrace.claims.recording import Measured, record_overrides
from wiretrace.claims.rows import counts_by_mention, story_rows
from wiretrace.claims.speakers.resolution import Speaker
from wiretrace.claims.story import StoryClaims, build_claims, match_story
from wiretrace.overrides import Overrides
from wiretrace.warehouse.replacement import Replacement
from wiretrace.warehouse.tables import claims, ops

NO_OVERRIDES = Overrides()
_QUANTITY = pa.struct(
    [
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("unit", pa.string()),
        ("comparator", pa.string()),
        ("role", pa.string()),
    ]
)
EXTRACTED = pa.schema(
    [
        ("story_id", pa.string()),
        ("article_id", pa.string()),
        ("field", pa.string()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("text", pa.string()),
        ("kind", pa.string()),
        ("speaker", pa.string()),
        ("speaker_start", pa.int32()),
        ("cue", pa.string()),
        ("strength", pa.string()),
        ("via", pa.string()),
        ("modality", pa.string()),
        ("rule_id", pa.string()),
        ("confidence", pa.float64()),
        ("quantities", pa.list_(_QUANTITY)),
    ]
)
_SPEAKER = pa.struct(
    [
        ("speaker_id", pa.string()),
        ("name", pa.string()),
        ("kind", pa.string()),
        ("principal_id", pa.string()),
        ("aliases", pa.list_(pa.string())),
    ]
)
MATCHED = pa.schema(
    [
        ("story_id", pa.string()),
        ("mention_id", pa.string()),
        ("group", pa.int32()),
        ("uncorrected_group", pa.int32()),
        ("speaker", _SPEAKER),
    ]
)
UNNAMED_RUN = "unnamed run"


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """A story's millions of objects make no cycles, and looking for some took a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def measure_claims(
    con: duckdb.DuckDBPyConnection, partition_key: str, overrides: Overrides = NO_OVERRIDES, run_id: str = UNNAMED_RUN
) -> list[Replacement]:
    """All steps at once."""
    extracted = extract_story_mentions(con, partition_key, overrides)
    matched = match_claims(con, extracted, overrides)
    return count_origins(con, partition_key, extracted, matched, overrides, run_id)


@_no_garbage_collection()
def extract_story_mentions(
    con: duckdb.DuckDBPyConnection, partition_key: str, overrides: Overrides = NO_OVERRIDES
) -> pa.Table:
    """Mentions of every article of the stories that changed on a date; schema `EXTRACTED`."""
    changed = read_changed_stories(con, partition_key, METHOD_VERSION, overrides.applicable)
    dates = dict(zip(changed["story_id"].to_pylist(), changed["partition_key"].to_pylist(), strict=True))
    outlets = read_outlets(con)
    rows = [
        {"story_id": story.story_id, "article_id": article.article_id, **_mention_row(mention)}
        for story in read_evidence(con, list(dates))
        for article in story.articles
        for mention in extract_mentions(
            article.text, article.title, article.language, outlets.by(dates[story.story_id])
        )
    ]
    return pa.Table.from_pylist(rows, schema=EXTRACTED)


@_no_garbage_collection()
def match_claims(con: duckdb.DuckDBPyConnection, extracted: pa.Table, overrides: Overrides = NO_OVERRIDES) -> pa.Table:
    """Which mentions state the same, equal `group` within a story, and who speaks; schema `MATCHED`.

    `uncorrected_group` is the same without corrections by people; only set in stories that have some.
    """
    rows: list[dict[str, object]] = []
    for story, mentions in _stories(con, extracted):
        corrections = select_corrections(overrides.applicable, mentions)
        derivations = story.derivations
        resolved, speakers = resolve_corrected(story.story_id, mentions, corrections)
        group = _number_groups(match_story(resolved, derivations, corrections))
        uncorrected = {}
        if corrections.every or any(d.is_turned for d in derivations):
            before, _ = resolve_corrected(story.story_id, mentions, Corrections())
            uncorrected = _number_groups(match_story(before, [*map(turn_back, derivations)]))
        known = {s.speaker_id: vars(s) for s in speakers}
        rows += [
            {
                "story_id": story.story_id,
                "mention_id": m.mention_id,
                "group": group[i],
                "uncorrected_group": uncorrected.get(i),
                "speaker": known[m.speaker_id] if m.speaker_id else None,
            }
            for i, m in enumerate(resolved)
        ]
    return pa.Table.from_pylist(rows, schema=MATCHED)


def _number_groups(groups: Iterable[Iterable[int]]) -> dict[int, int]:
    return {i: number for number, group in enumerate(groups) for i in group}


@_no_garbage_collection()
def count_origins(  # noqa: PLR0913, PLR0917 - what each step staged, and who asks
    con: duckdb.DuckDBPyConnection,
    partition_key: str,
    extracted: pa.Table,
    matched: pa.Table,
    overrides: Overrides = NO_OVERRIDES,
    run_id: str = UNNAMED_RUN,
) -> list[Replacement]:
    """Rows of every claims table for the stories measured on a date, and the removal of stories that are gone.

    With what became of every correction by people.
    """
    stories = read_changed_stories(con, partition_key, METHOD_VERSION, overrides.applicable).to_pylist()
    changed, gone = {row["story_id"]: row for row in stories}, read_gone_stories(con)
    groups, uncorrected = _groups_by_story(matched, "group"), _groups_by_story(matched, "uncorrected_group")
    speakers = _read_speakers(matched)
    rows: dict[str, list[dict[str, object]]] = defaultdict(list)
    digests: dict[str, str | None] = {}
    changes: dict[str, tuple[Change, ...]] = {}
    outlets = read_outlets(con)
    for story, mentions in _stories(con, extracted):
        date = str(changed[story.story_id]["partition_key"])
        corrections = select_corrections(overrides.applicable, mentions)
        scene = _Scene(story, *_cast(mentions, speakers), outlets.by(date), corrections)
        measured = scene.build(groups[story.story_id])
        for name, found in story_rows(measured, date).items():
            rows[name] += found
        digests[story.story_id] = scene.corrections.digest
        if uncorrected[story.story_id]:
            before = scene.uncorrected().build(uncorrected[story.story_id])
            changes |= _list_changes(scene, overrides, before, measured)
    for row in changed.values():
        hashed = {"overrides_hash": digests.get(row["story_id"]), "method_version": METHOD_VERSION}
        rows["measured_stories"].append({**row, **hashed})
    story_of = dict(zip(matched["mention_id"].to_pylist(), matched["story_id"].to_pylist(), strict=True))
    return [
        *_replacements(rows, [*changed, *gone]),
        _language_discards(con, sorted(changed)),
        record_overrides(con, overrides, Measured({*changed, *gone}, story_of, changes), run_id),
    ]


@dataclass(frozen=True)
class _Scene:
    """A story with all that its claims are built from."""

    story: StoryEvidence
    mentions: list[PlacedMention]  # with their speakers
    speakers: list[Speaker]
    outlets: Outlets
    corrections: Corrections

    def build(self, groups: Iterable[Iterable[str]]) -> StoryClaims:
        """`groups`: mention ids of each claim."""
        index = {m.mention_id: i for i, m in enumerate(self.mentions)}
        numbered = [[index[m] for m in members] for members in groups]
        story_id, derivations = self.story.story_id, self.story.derivations
        return build_claims(
            story_id, self.mentions, self.speakers, numbered, derivations, self.outlets, self.corrections
        )

    def uncorrected(self) -> _Scene:
        story = replace(self.story, derivations=tuple(turn_back(d) for d in self.story.derivations))
        unspoken = [replace(m, speaker_id=None) for m in self.mentions]
        mentions, speakers = resolve_corrected(story.story_id, unspoken, Corrections())
        return replace(self, story=story, mentions=mentions, speakers=speakers, corrections=Corrections())


def _list_changes(
    scene: _Scene, overrides: Overrides, before: StoryClaims, after: StoryClaims
) -> dict[str, tuple[Change, ...]]:
    """Override id → the numbers that differ of the claims that it is about."""
    about = {o.override_id: corrected_mentions(o) for o in scene.corrections.every}
    for o in overrides.of("direction"):
        about[o.override_id] = tuple(m.mention_id for m in scene.mentions if m.article.article_id in o.pair)
    counted = counts_by_mention(before), counts_by_mention(after)
    return {key: compare_counts(ids, *counted) for key, ids in about.items() if ids}


def _language_discards(con: duckdb.DuckDBPyConnection, story_ids: list[str]) -> Replacement:
    """Articles in a language without rules: only their quotation marks and amounts were read."""
    articles = read_languages(con, story_ids).to_pylist()
    rows: list[dict[str, object]] = [
        {
            "discard_id": _discard_id(a["article_id"]),
            "partition_key": a["partition_key"],
            "stage": "claims",
            "source_id": None,
            "subject": a["article_id"],
            "reason": "language_without_rules",
            "detail": a["language"],
        }
        for a in articles
        if not has_rules(a["language"])
    ]
    scope = {"discard_id": pa.array([_discard_id(a["article_id"]) for a in articles], pa.string())}
    return Replacement(ops.DISCARDS, scope, ops.DISCARDS.table(rows))


def _discard_id(article_id: str) -> str:
    return hash_id(f"claims language_without_rules {article_id}")


def _replacements(rows: dict[str, list[dict[str, object]]], story_ids: Iterable[str]) -> list[Replacement]:
    scope = {"story_id": pa.array(sorted(story_ids), pa.string())}
    return [Replacement(table, scope, table.table(rows[table.name])) for table in claims.TABLES]


def _mention_row(m: Mention) -> dict[str, Any]:
    return {**vars(m), "quantities": [vars(q) for q in m.quantities]}


def _stories(
    con: duckdb.DuckDBPyConnection, extracted: pa.Table
) -> Iterator[tuple[StoryEvidence, list[PlacedMention]]]:
    """Stories with their mentions, in the order in which they were extracted."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in extracted.to_pylist():
        rows[row.pop("story_id")].append(row)
    for story in read_evidence(con, sorted(rows)):
        articles = {a.article_id: a for a in story.articles}
        yield story, [_read_mention(articles[row.pop("article_id")], row) for row in rows[story.story_id]]


def _read_mention(article: StoryArticle, row: dict[str, Any]) -> PlacedMention:
    quantities = tuple(Quantity(**q) for q in row.pop("quantities"))
    return place(article, Mention(**row, quantities=quantities))


def _read_speakers(matched: pa.Table) -> dict[str, Speaker]:
    """Mention id → who speaks; without the narrator's."""
    named = matched.filter(pc.is_valid(matched["speaker"]))
    speakers = (Speaker(**row | {"aliases": tuple(row["aliases"])}) for row in named["speaker"].to_pylist())
    return dict(zip(named["mention_id"].to_pylist(), speakers, strict=True))


def _cast(
    mentions: Iterable[PlacedMention], speakers: Mapping[str, Speaker]
) -> tuple[list[PlacedMention], list[Speaker]]:
    """The mentions of a story with their speakers' ids, and these speakers."""
    spoken = [(m, speakers.get(m.mention_id)) for m in mentions]
    resolved = [replace(m, speaker_id=s.speaker_id) if s else m for m, s in spoken]
    return resolved, [*{s.speaker_id: s for _, s in spoken if s}.values()]


def _groups_by_story(matched: pa.Table, column: str) -> dict[str, list[list[str]]]:
    groups: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in matched.to_pylist():
        found = groups[row["story_id"]]
        if row[column] is not None:
            found[row[column]].append(row["mention_id"])
    return {story: [members[n] for n in sorted(members)] for story, members in groups.items()}
