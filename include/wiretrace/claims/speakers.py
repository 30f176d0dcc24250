"""Who the speakers of a story are: one entry per person, body or unnamed group, however it is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from wiretrace.claims.articles import PlacedMention, StoryArticle, hash_id
from wiretrace.claims.coreference import ArticleReferents, can_be, collect_names
from wiretrace.claims.discourse import read_discourse
from wiretrace.claims.lexicon import load_lexicon
from wiretrace.claims.names import KnownNames, Written, actor_kind, plain_name, read_written

__all__ = ["Speaker", "plain_name", "resolve_speakers"]


@dataclass(frozen=True)
class Speaker:
    speaker_id: str
    name: str
    kind: str  # person, office, body or unnamed
    principal_id: str
    aliases: tuple[str, ...]


def resolve_speakers(story_id: str, mentions: list[PlacedMention]) -> tuple[list[PlacedMention], list[Speaker]]:
    """Mentions with their speaker ids, and the speakers of the story."""
    by_article: dict[str, list[PlacedMention]] = defaultdict(list)
    for m in mentions:
        by_article[m.article.article_id].append(m)
    known = collect_names(_phrases(by_article.values()))
    chosen: dict[str, Written] = {}
    for placed in by_article.values():
        chosen.update(_resolve_article(placed[0].article, placed, known))
    chosen = _with_holders(chosen)
    speakers = _merge(story_id, mentions, chosen)
    by_key = {key: s.speaker_id for key, s in speakers.items()}
    resolved = [
        replace(m, speaker_id=by_key[chosen[m.mention_id].key]) if m.mention_id in chosen else m for m in mentions
    ]
    return resolved, list(speakers.values())


def _phrases(articles: Iterable[list[PlacedMention]]) -> Iterable[str]:
    for placed in articles:
        article = placed[0].article
        yield from (m.mention.speaker for m in placed if m.mention.speaker)
        for a in read_discourse(article.text, article.language).appearances:
            if not a.is_pronoun and not a.is_place:
                yield article.text[a.start : a.end]


def _resolve_article(article: StoryArticle, mentions: list[PlacedMention], known: KnownNames) -> dict[str, Written]:
    """Speaker of each attributed mention of one article."""
    spoken = [m for m in mentions if m.mention.speaker]
    if not spoken:
        return {}
    referents = ArticleReferents(article.text, article.outlet_name, known)
    phrases = {m.mention.speaker_start: m.mention.speaker for m in spoken if m.mention.field == "text"}
    referents.read(
        read_discourse(article.text, article.language), {k: v for k, v in phrases.items() if k is not None and v}
    )
    chosen = {}
    for m in spoken:
        if m.mention.field == "title":
            written = read_written(m.mention.speaker or "", known)
            found = referents.described(m.mention.speaker or "", written, 0) if not written.is_named else None
            chosen[m.mention_id] = found.written if found else written
        elif m.mention.speaker_start in referents.meant:
            chosen[m.mention_id] = referents.meant[m.mention.speaker_start].written
    return {mention_id: w for mention_id, w in chosen.items() if w.kind != "thing"}


def _with_holders(chosen: dict[str, Written]) -> dict[str, Written]:
    """An office named without its holder in one article, and with him in another."""
    merged: dict[str, Written] = {}
    for w in chosen.values():
        if w.kind == "person":
            merged[w.key] = replace(w, described=w.described | merged[w.key].described) if w.key in merged else w
    held = {}
    for mention_id, w in chosen.items():
        holders = [
            p
            for p in merged.values()
            if w.kind == "office" and w.head in load_lexicon().titles["role_nouns"] and can_be(p, w)
        ]
        held[mention_id] = holders[0] if len(holders) == 1 and actor_kind(w.head) == "person" else w
    return held


def _merge(story_id: str, mentions: list[PlacedMention], chosen: dict[str, Written]) -> dict[str, Speaker]:
    """One speaker per key, with every alias seen and the principal it stands for."""
    aliases: dict[str, set[str]] = defaultdict(set)
    forms: dict[str, list[Written]] = defaultdict(list)
    for m in mentions:
        if m.mention_id in chosen:
            written = chosen[m.mention_id]
            aliases[written.key].add((m.mention.speaker or "").strip())
            forms[written.key].append(written)
    return {key: _speaker(story_id, key, forms[key], aliases[key]) for key in sorted(forms)}


def _speaker(story_id: str, key: str, forms: list[Written], aliases: set[str]) -> Speaker:
    written = max(forms, key=lambda w: (len(w.name), w.name))
    described = frozenset().union(*(w.described for w in forms))
    principal = hash_id(f"{story_id}|{_principal(key, described, aliases)}")
    return Speaker(hash_id(f"{story_id}|{key}"), written.name, written.kind, principal, tuple(sorted(aliases)))


def _principal(key: str, described: frozenset[str], aliases: set[str]) -> str:
    """The body that a spokesperson or adviser speaks for, where an alias names both; else the speaker."""
    titles = load_lexicon().titles
    for name, forms in titles["bodies"].items():
        if key in forms:
            return str(name).lower()
    if described & titles["spokes"]:
        for name, forms in titles["bodies"].items():
            if any(f in alias.lower() for f in forms for alias in aliases):
                return str(name).lower()
    return key
