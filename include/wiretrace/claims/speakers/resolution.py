"""Who the speakers of a story are: one entry per person, body or unnamed group, however it is written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

from wiretrace.claims.articles import PlacedMention, hash_id
from wiretrace.claims.language.lexicon import load_lexicon
from wiretrace.claims.language.names import Written, listed_bodies, read_phrase
from wiretrace.claims.speakers.coreference import ArticleReferents
from wiretrace.claims.speakers.discourse import read_discourse
from wiretrace.claims.speakers.referents import can_be
from wiretrace.claims.speakers.story_names import KnownNames, collect_names

_INDEFINITE = re.compile(r"(?:an?|one|another|some)\b", re.IGNORECASE)
# "a spokeswoman for the ministry", "the ministry's spokesman", "Halden Marine spokesman Ivo Brandl"
_SPOKESPERSON = re.compile(
    r"spokes(?:man|woman|person) (?:for|of) ((?:the )?[\w&’' -]+)|^(?!An? )((?:[Tt]he )?[\w&-][\w& -]*?)(?:['’]s?)? spokes(?:man|woman|person)"
)


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
    if len(by_article) > 1:  # what one article calls somebody, another may mean
        known = _learn(known, [_read_article(placed, known) for placed in by_article.values()])
    chosen: dict[str, Written] = {}
    for placed in by_article.values():
        chosen.update(_resolve_article(placed, known))
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


def _read_article(mentions: list[PlacedMention], known: KnownNames) -> ArticleReferents:
    article = mentions[0].article
    referents = ArticleReferents(article.text, article.outlet_name, known)
    written: dict[int, str] = {}
    words: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for m in mentions:
        start, phrase = _phrase_at(m)
        if start is not None:
            written[start] = phrase
            words[start].append((m.mention.start, m.mention.end))
    referents.read(read_discourse(article.text, article.language), written, words)
    return referents


def _learn(known: KnownNames, articles: Iterable[ArticleReferents]) -> KnownNames:
    """With the words that any article has for a person, and the gender where none contradicts."""
    described: dict[str, frozenset[str]] = dict(known.described)
    genders: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        for referent in article.referents.values():
            written = referent.written
            if written.is_named and referent.is_person:
                described[written.key] = described.get(written.key, frozenset()) | written.described
                genders[written.key] |= {referent.gender} if referent.gender else set()
    agreed = {key: found.pop() for key, found in genders.items() if len(found) == 1}
    return KnownNames(known.persons, known.bodies, described, agreed)


def _resolve_article(mentions: list[PlacedMention], known: KnownNames) -> dict[str, Written]:
    """Speaker of each attributed mention of one article."""
    spoken = [m for m in mentions if m.mention.speaker]
    if not spoken:
        return {}
    referents = _read_article(mentions, known)
    chosen = {m.mention_id: referents.meaning(*_phrase_at(m)) for m in spoken}
    return {mention_id: w for mention_id, w in chosen.items() if w is not None and w.kind != "thing"}


def _phrase_at(m: PlacedMention) -> tuple[int | None, str]:
    """The words for the speaker, and where the text has them: nowhere for a headline's, and for one set by a person."""
    phrase, start = m.mention.speaker or "", m.mention.speaker_start
    is_in_text = m.mention.field == "text" and start is not None and m.article.text.startswith(phrase, start)
    return start if is_in_text else None, phrase


def _with_holders(chosen: dict[str, Written]) -> dict[str, Written]:
    """An office named without its holder in one article, and with him in another."""
    known = {w.key: w for w in chosen.values()}
    described: dict[str, set[str]] = defaultdict(set)
    for w in chosen.values():
        described[w.key] |= w.described
    persons = [replace(w, described=frozenset(described[key])) for key, w in known.items() if w.kind == "person"]
    held = {key: _holder(w, persons) or w for key, w in known.items()}
    return {mention_id: held[w.key] if held[w.key].key != w.key else w for mention_id, w in chosen.items()}


def _holder(office: Written, persons: list[Written]) -> Written | None:
    """The one person of the story who has an office; `a spokesman` is left unnamed."""
    is_role = office.kind == "office" and office.head in load_lexicon().titles["role_nouns"]
    if not is_role or _INDEFINITE.match(office.name):
        return None
    holders = [p for p in persons if can_be(p, office)]
    return holders[0] if len(holders) == 1 else None


def _merge(story_id: str, mentions: list[PlacedMention], chosen: dict[str, Written]) -> dict[str, Speaker]:
    """One speaker per key, with every alias seen and the principal it stands for."""
    aliases: dict[str, set[str]] = defaultdict(set)
    forms: dict[str, list[Written]] = defaultdict(list)
    for m in mentions:
        if m.mention_id in chosen:
            written = chosen[m.mention_id]
            aliases[written.key].add((m.mention.speaker or "").strip())
            forms[written.key].append(written)
    principals = {key: _principal(forms[key], aliases[key], forms) for key in forms}
    return {key: _speaker(story_id, forms[key], aliases[key], principals[key]) for key in sorted(forms)}


def _speaker(story_id: str, forms: list[Written], aliases: set[str], principal: str) -> Speaker:
    written = max(forms, key=lambda w: (len(w.name), w.name))
    speaker_id, principal_id = (hash_id(f"{story_id}|{key}") for key in (written.key, principal))
    return Speaker(speaker_id, written.name, written.kind, principal_id, tuple(sorted(aliases)))


def _principal(forms: list[Written], aliases: set[str], speakers: Container[str]) -> str:
    """The body that a spokesperson or adviser speaks for, where an alias names both; else the speaker."""
    titles = load_lexicon().titles
    key = forms[0].key
    if key in listed_bodies():
        return listed_bodies()[key].lower()
    if not any(w.described & titles["spokes"] for w in forms):
        return key
    for name, listed in titles["bodies"].items():
        if any(form in alias.lower() for form in listed for alias in aliases):
            return str(name).lower()
    spoken_for = (match for alias in sorted(aliases) for match in [_SPOKESPERSON.search(alias)] if match)
    bodies = (read_phrase(match.group(1) or match.group(2)).key for match in spoken_for)
    return next((body for body in bodies if body in speakers), key)
