"""What people corrected in one story: which mentions are one claim or are not, who speaks, where it was first reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import sha256

from wiretrace.claims.articles import Derivation, PlacedMention, StoryArticle
from wiretrace.claims.extraction.outlets import Outlets, resolve_outlet
from wiretrace.claims.matching.similarity import similar_to, weigh_grams
from wiretrace.claims.origins.counts import ClaimCounts
from wiretrace.claims.origins.tracing import MentionOrigin, Origin, origin_of
from wiretrace.claims.speakers.resolution import Speaker, resolve_speakers
from wiretrace.overrides import Override

RULE = "override"
COUNTED = tuple(field.name for field in fields(ClaimCounts))


@dataclass(frozen=True)
class Corrections:
    """The corrections of one story's mentions."""

    merges: tuple[Override, ...] = ()
    splits: tuple[Override, ...] = ()
    speakers: tuple[Override, ...] = ()
    origins: tuple[Override, ...] = ()

    @property
    def every(self) -> tuple[Override, ...]:
        return (*self.merges, *self.splits, *self.speakers, *self.origins)

    @property
    def digest(self) -> str | None:
        """Changes when the story must be measured again; as `corrected_stories.sql` computes it."""
        ids = sorted(o.override_id for o in self.every)
        return sha256(" ".join(ids).encode()).hexdigest()[:16] if ids else None


@dataclass(frozen=True)
class Change:
    """A number of a claim without and with the corrections of its story."""

    claim_id: str
    column_name: str
    before: float
    after: float


def select_corrections(overrides: Iterable[Override], mentions: Iterable[PlacedMention]) -> Corrections:
    """Those whose mentions all stand in the story."""
    held = {m.mention_id for m in mentions}
    found: dict[str, list[Override]] = defaultdict(list)
    for override in overrides:
        if held.issuperset(corrected_mentions(override)):
            found[override.action].append(override)
    return Corrections(*(tuple(found[action]) for action in ("merge", "split", "speaker", "origin")))


def corrected_mentions(override: Override) -> tuple[str, ...]:
    """Ids of the mentions that a correction is about; none if it is about articles."""
    if override.action == "direction":
        return ()
    return override.pair if override.action in ("merge", "split") else (override.subject,)


def resolve_corrected(
    story_id: str, mentions: list[PlacedMention], corrections: Corrections
) -> tuple[list[PlacedMention], list[Speaker]]:
    """Speakers of a story, with the names that people gave; what is written of a speaker stays as it is written."""
    names = {o.subject: o.value for o in corrections.speakers}
    named = [_name_speaker(m, names[m.mention_id]) if m.mention_id in names else m for m in mentions]
    resolved, speakers = resolve_speakers(story_id, named)
    return [replace(m, speaker_id=r.speaker_id) for m, r in zip(mentions, resolved, strict=True)], speakers


def _name_speaker(m: PlacedMention, name: str) -> PlacedMention:
    return replace(m, mention=replace(m.mention, speaker=name))


def correct_groups(
    mentions: Sequence[PlacedMention], groups: Sequence[Sequence[int]], corrections: Corrections
) -> list[list[int]]:
    """Groups of indexes into `mentions` joined and parted as people said."""
    if not corrections.merges and not corrections.splits:
        return [list(group) for group in groups]
    index = {m.mention_id: i for i, m in enumerate(mentions)}
    merges = [(index[o.subject], index[o.value]) for o in corrections.merges]
    apart: dict[int, set[int]] = defaultdict(set)
    bound = _join([[i] for i in range(len(mentions))], merges)
    unit = {i: u for u, members in enumerate(bound) for i in members}
    for o in corrections.splits:
        one, other = unit[index[o.subject]], unit[index[o.value]]
        apart[one].add(other)
        apart[other].add(one)
    joined = _join(groups, merges)
    return sorted(part for group in joined for part in _part(mentions, group, unit, apart))


def _join(groups: Iterable[Sequence[int]], pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Groups united by pairs of their members."""
    members = {n: list(group) for n, group in enumerate(groups)}
    holder = {i: n for n, group in members.items() for i in group}
    for a, b in pairs:
        low, high = sorted((holder[a], holder[b]))
        if low != high:
            moved = members.pop(high)
            holder.update(dict.fromkeys(moved, low))
            members[low] += moved
    return [sorted(group) for group in members.values()]


def _part(
    mentions: Sequence[PlacedMention], group: list[int], unit: Mapping[int, int], apart: Mapping[int, set[int]]
) -> list[list[int]]:
    """A group as the parts that hold no two mentions to be kept apart; each other mention goes to the nearest part."""
    units = {unit[i] for i in group}
    anchors = sorted(u for u in units if units & apart.get(u, set()))
    if not anchors:
        return [group]
    parts: list[set[int]] = []
    for anchor in anchors:
        free = next((part for part in parts if not part & apart[anchor]), None)
        if free is None:
            parts.append({anchor})
        else:
            free.add(anchor)
    anchored = [[i for i in group if unit[i] in part] for part in parts]
    return _add_nearest(mentions, group, anchored)


def _add_nearest(
    mentions: Sequence[PlacedMention], group: list[int], anchored: Sequence[Sequence[int]]
) -> list[list[int]]:
    place = {i: k for k, i in enumerate(group)}
    matrix = weigh_grams([mentions[i].mention.text for i in group])
    parts = [list(part) for part in anchored]
    taken = {i for part in anchored for i in part}
    for i in group:
        if i not in taken:
            alike = similar_to(matrix, place[i])
            best = max(range(len(parts)), key=lambda p: (max(float(alike[place[j]]) for j in anchored[p]), -p))
            parts[best].append(i)
    return [sorted(part) for part in parts]


def correct_origins(
    mentions: Sequence[PlacedMention], traced: Sequence[MentionOrigin], corrections: Corrections, outlets: Outlets
) -> list[MentionOrigin]:
    """Origins of all mentions of a story, in their order, with those that people named."""
    said = {o.subject: o for o in corrections.origins}
    known = {t.origin.name.casefold(): t.origin for t in traced if t.origin is not None}
    articles = {m.article.article_id: m.article for m in mentions}
    return [
        replace(
            t,
            origin=known.get(said[m.mention_id].value.casefold())
            or _named_origin(said[m.mention_id].value, m.article, articles.values(), outlets),
            rule_id=RULE,
            evidence=f"{said[m.mention_id].recorded_by}: {said[m.mention_id].reason}",
            confidence=1.0,
        )
        if m.mention_id in said
        else t
        for m, t in zip(mentions, traced, strict=True)
    ]


def _named_origin(name: str, article: StoryArticle, articles: Iterable[StoryArticle], outlets: Outlets) -> Origin:
    """An outlet or agency as the story knows it, else as Wiretrace does, else a new one of that name."""
    held = [(outlets.source_of(a.outlet_id, a.outlet_name), a.article_id) for a in articles]
    own = outlets.source_of(article.outlet_id, article.outlet_name)
    source = own if own.name.casefold() == name.casefold() else resolve_outlet(name, own, [s for s, _ in held], outlets)
    reporting = next((article_id for s, article_id in held if s.origin_id == source.origin_id), None)
    return origin_of(source, reporting)


def turn_back(derivation: Derivation) -> Derivation:
    """A derivation as it would be had nobody turned its direction; which words are shared is not turned with it."""
    if not derivation.is_turned or derivation.source_article_id is None:
        return derivation
    derived, source = derivation.source_article_id, derivation.derived_article_id
    return replace(derivation, derived_article_id=derived, source_article_id=source, derived_spans=(), is_turned=False)


def compare_counts(
    mention_ids: Iterable[str], before: Mapping[str, Mapping[str, float]], after: Mapping[str, Mapping[str, float]]
) -> tuple[Change, ...]:
    """Numbers that differ of the claims with these mentions; `before` and `after`: mention id → counts and claim id."""
    found = {
        Change(str(after[m]["claim_id"]), name, float(before[m][name]), float(after[m][name]))
        for m in mention_ids
        for name in COUNTED
        if before[m][name] != after[m][name]
    }
    return tuple(sorted(found, key=lambda c: (c.claim_id, COUNTED.index(c.column_name), c.before)))
