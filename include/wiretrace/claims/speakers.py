"""Who the speakers of a story are: one entry per person, body or unnamed group, however it is written."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from wiretrace.claims.articles import PlacedMention, hash_id
from wiretrace.claims.lexicon import load_lexicon
from wiretrace.claims.names import NAME_RUN, head_of, plain_name, show_phrase

_APPOSITION = re.compile(r",\s+(?:[a-z][\w-]*\s+){0,4}((?:[A-ZÀ-Þ][\w’'-]*\.?\s+){1,3}[A-ZÀ-Þ][\w’'-]+)(?=[.,;!?]|$)")
_ADMINISTRATION = re.compile(r"\b([A-Z]\w+)(?:['’]s)? administration\b")
_SINGULAR = frozenset(["he", "she", "him", "her", "his", "i"])
_PREVAILS = 5  # times as often as the next full name with the same last word
_SENTENCE_END = re.compile(r"[.!?][”\"’]?\s+|\n+")
_WORD = re.compile(r"[a-z’'-]+")
_VERB_BEHIND = re.compile(r"(?:,[^,.;]{3,60},)? ([a-z]+)")
_ACTING_DISTANCE = 400  # characters before a pronoun in which a sentence can begin with its person
_MAX_DISTANCE = 1500  # characters within which a pronoun finds its person


@dataclass(frozen=True)
class Speaker:
    speaker_id: str
    name: str
    kind: str  # person, office, body or unnamed
    principal_id: str
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class _Written:
    """A speaker as written: the plain name, and the words that describe it."""

    name: str  # "Mark Milley", "White House", "Defense analysts"
    key: str
    kind: str  # that of a speaker, or thing: no speaker
    described: frozenset[str]


def resolve_speakers(story_id: str, mentions: list[PlacedMention]) -> tuple[list[PlacedMention], list[Speaker]]:
    """Mentions with their speaker ids, and the speakers of the story."""
    full_names = _collect_full_names(mentions)
    by_article: dict[str, list[PlacedMention]] = defaultdict(list)
    for m in mentions:
        by_article[m.article.article_id].append(m)
    chosen: dict[str, _Written] = {}
    for placed in by_article.values():
        chosen.update(_resolve_article(placed, full_names))
    speakers = _merge(story_id, mentions, chosen)
    by_key = {key: s.speaker_id for s, keys in speakers for key in keys}
    resolved = [
        replace(m, speaker_id=by_key[chosen[m.mention_id].key]) if m.mention_id in chosen else m for m in mentions
    ]
    return resolved, [s for s, _ in speakers]


def _read(phrase: str, full_names: dict[str, Counter[str]]) -> _Written:
    data = load_lexicon().titles
    described = frozenset(w.lower().strip(".") for w in re.findall(r"[\w.]+", phrase))
    lowered = phrase.lower()
    possessed = re.search(r"['’]s?\s+(?:[a-z]+\s+){0,3}[a-z]+$", phrase)
    body = next(
        (
            name
            for name, forms in data["bodies"].items()
            if not lowered.endswith("administration") and re.sub(r"^the\s+", "", lowered) in forms
        ),
        None,
    )
    if body:
        return _Written(body, body.lower(), "body", described)
    administration = _ADMINISTRATION.search(phrase)
    if administration:
        name = f"{administration.group(1)} administration"
        return _Written(name, name.lower(), "body", described)
    name = plain_name(phrase)
    unnamed = described & data["unnamed"]
    holder = _APPOSITION.search(f"{phrase}.") if not name or possessed else None
    if holder and "," not in phrase[: holder.start()]:
        named = _read(holder.group(1), full_names)
        if named.kind == "person":
            return replace(named, described=named.described | described)
    if not name or possessed or (unnamed and head_of(phrase).rsplit(maxsplit=1)[-1].lower() in data["unnamed"]):
        shown = show_phrase(phrase)
        plain = re.sub(r"^(?:the|a|an|some)\s+", "", shown.lower())
        kind = "thing" if plain in load_lexicon().grammar["determiners"] else "unnamed" if unnamed else "office"
        return _Written(shown, plain, kind, described)
    if _is_thing(name, described):
        return _Written(name, name.lower(), "thing", described)
    full = _full_name(name, full_names)
    is_body = bool(frozenset(full.lower().split()) & data["body_words"]) or phrase.lower() == f"the {full.lower()}"
    kind = (
        "body"
        if is_body
        else "person"
        if len(full.split()) > 1 or full in full_names.get(full.split()[-1], ()) or described & data["titles"]
        else "body"
    )
    return _Written(full, full.lower(), kind, described)


def _is_thing(name: str, described: frozenset[str]) -> bool:
    """Places, days and words that only began a sentence say nothing; `Captain Bay` has a title."""
    lexicon = load_lexicon()
    *first, last = name.lower().split()
    if first:
        return last in lexicon.titles["things"] and not described & lexicon.titles["titles"]
    return any(last in lexicon.grammar[listed] for listed in ("dated", "determiners", "pronouns"))


def _full_name(name: str, full_names: dict[str, Counter[str]]) -> str:
    """The story's full name with that last word, if one of them prevails; an ambiguous last name stays alone."""
    candidates = full_names.get(name.rsplit(maxsplit=1)[-1], Counter()).most_common(2)
    if len(name.split()) > 1:
        return next((c for c, _ in candidates if c.split()[0] == name.split(maxsplit=1)[0]), name)
    prevails = len(candidates) == 1 or (len(candidates) == 2 and candidates[0][1] >= _PREVAILS * candidates[1][1])
    return candidates[0][0] if prevails else name


def _collect_full_names(mentions: Iterable[PlacedMention]) -> dict[str, Counter[str]]:
    """Last name → full names as speakers and texts write them."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    phrases = [m.mention.speaker for m in mentions if m.mention.speaker]
    seen = {m.article.article_id: m.article.text for m in mentions}
    surnames = {plain_name(p).split()[-1] for p in phrases if plain_name(p)}
    runs = [
        *phrases,
        *(run for text in seen.values() for run in NAME_RUN.findall(text) if run.split()[-1].strip(".") in surnames),
    ]
    for phrase in runs:
        name = plain_name(phrase)
        if 2 <= len(name.split()) <= 4 and name.split()[-1] in surnames:
            found[name.split()[-1]][name] += 1
    return {last: _shortest_forms(names) for last, names in found.items()}


def _shortest_forms(names: Counter[str]) -> Counter[str]:
    """`Joseph R. Biden` and `Joe Biden` differ; `Mark A. Milley` and `Mark Milley` are one: first and last word decide."""
    merged: Counter[str] = Counter()
    by_ends: dict[tuple[str, str], str] = {}
    for name, count in sorted(names.items(), key=lambda item: (-item[1], item[0])):
        ends = (name.split()[0], name.split()[-1])
        merged[by_ends.setdefault(ends, name)] += count
    return merged


def _resolve_article(mentions: list[PlacedMention], full_names: dict[str, Counter[str]]) -> dict[str, _Written]:
    """Speaker of each attributed mention of one article, in reading order; pronouns look back, offices both ways."""
    lexicon = load_lexicon()
    spoken = sorted(
        (m for m in mentions if m.mention.speaker),
        key=lambda m: (m.mention.field != "title", m.mention.speaker_start or 0),
    )
    named: list[tuple[int, _Written]] = []
    chosen: dict[str, _Written] = {}
    for m in spoken:
        phrase, at = m.mention.speaker or "", m.mention.speaker_start or 0
        lowered = phrase.lower().strip()
        if lowered in lexicon.grammar["pronouns"] | lexicon.grammar["possessives"] | {"which", "that"}:
            found = _antecedent(m, lowered, at, named, full_names)
        else:
            found = _read(phrase, full_names)
            if found.kind == "office":
                found = _named_behind(m, phrase, at, full_names) or found
            if found.kind in ("office", "unnamed") and re.match(r"the\s", lowered):
                found = _office_holder(found, at, named, spoken, full_names) or found
            if found.kind == "thing":
                continue
            named.append((at, found))
        if found is not None and found.kind != "thing":
            chosen[m.mention_id] = found
    return chosen


def _named_behind(m: PlacedMention, phrase: str, at: int, full_names: dict[str, Counter[str]]) -> _Written | None:
    """The person of `the leader of the study, marine biologist Eulalia Brandt`."""
    text = m.article.text if m.mention.field == "text" else m.mention.text
    match = _APPOSITION.match(text, at + len(phrase)) if text[at : at + len(phrase)] == phrase else None
    written = _read(match.group(1), full_names) if match else None
    if written is None or written.kind != "person":
        return None
    return replace(written, described=written.described | _read(phrase, full_names).described)


def _antecedent(
    m: PlacedMention, pronoun: str, at: int, named: list[tuple[int, _Written]], full_names: dict[str, Counter[str]]
) -> _Written | None:
    if pronoun in ("who", "which", "that"):
        runs = NAME_RUN.findall(m.article.text[max(0, at - 80) : at])
        return _read(runs[-1], full_names) if runs else None
    singular = pronoun in _SINGULAR
    acting = (
        _acting_before(m, at, named[-1][0] + 1 if named else 0, full_names) if singular and pronoun != "i" else None
    )
    if acting is not None and _gender_fits(pronoun, acting):
        return acting
    for position, written in reversed(named):
        if at - position > _MAX_DISTANCE:
            break
        if pronoun == "it" and (written.kind == "unnamed" or written.name.lower().split(" of ")[0].endswith("s")):
            continue  # "it" is none of the allies
        is_one = written.kind == "person" or (written.kind == "office" and _is_role(written))
        if is_one == singular and _gender_fits(pronoun, written):
            return written
    near = [written for position, written in named if at - position < _MAX_DISTANCE]
    if singular and pronoun != "i":
        near = [written for written in near if written.kind != "unnamed"]  # "he" is none of the officials
    return near[-1] if near else None


def _is_role(office: _Written) -> bool:
    """`the prosecutor`, `the minister’s aide`: one person, whom `she` can mean."""
    last = office.name.lower().split()[-1]
    return last in load_lexicon().titles["role_nouns"] or last in load_lexicon().titles["spokes"]


def _acting_before(m: PlacedMention, at: int, since: int, full_names: dict[str, Counter[str]]) -> _Written | None:
    """The last person who does something after the last speaker: `Mayor Ada Pike closed the bridge. She said …`."""
    if m.mention.field != "text":
        return None
    text = m.article.text
    begin = max(since, at - _ACTING_DISTANCE)
    sentences = [begin, *(s.end() for s in _SENTENCE_END.finditer(text, begin, at))]
    for start, end in reversed([*pairwise(sentences)]):  # not the pronoun's own: what stands there is said by it
        acting = _subject_person(text[start:end], full_names)
        if acting is not None:
            return acting
    return None


def _subject_person(sentence: str, full_names: dict[str, Counter[str]]) -> _Written | None:
    """The person whose name stands before the first verb of a sentence, and whose verb that is."""
    lexicon = load_lexicon()
    for run in NAME_RUN.finditer(sentence):
        before = _WORD.findall(sentence[: run.start()].lower())
        if any(w in lexicon.cues or w in lexicon.finite_verbs or w in lexicon.grammar["subordinators"] for w in before):
            return None
        behind = _VERB_BEHIND.match(sentence, run.end())
        verb = behind.group(1) if behind else ""
        if verb in lexicon.finite_verbs or (verb.endswith("ed") and verb != "ed") or verb in lexicon.cues:
            written = _read(run.group(), full_names)
            if written.kind == "person" and " " in written.name:
                return written
    return None


def _gender_fits(pronoun: str, written: _Written) -> bool:
    data = load_lexicon().titles
    opposite = data["male"] if pronoun in ("she", "her") else data["female"] if pronoun in ("he", "his", "him") else []
    return not written.described & frozenset(opposite)


def _office_holder(
    office: _Written,
    at: int,
    named: list[tuple[int, _Written]],
    spoken: list[PlacedMention],
    full_names: dict[str, Counter[str]],
) -> _Written | None:
    """The person whose title an office repeats (`the general`); an office in the lead also looks ahead to the next sentence."""
    roles = load_lexicon().titles["role_nouns"] & office.described
    if not roles:
        return None
    for _, written in reversed(named):
        if written.kind == "person" and _shares_role(roles, written):
            return written
    ahead = next(
        (
            m
            for m in spoken
            if (m.mention.speaker_start or 0) > at and _read(m.mention.speaker or "", full_names).kind == "person"
        ),
        None,
    )
    if ahead is None or (ahead.mention.speaker_start or 0) - at > 400:
        return None
    written = _read(ahead.mention.speaker or "", full_names)
    return written if _shares_role(roles, written) or len(written.described) > len(written.name.split()) + 1 else None


_ABBREVIATED = {
    "gen": "general",
    "sen": "senator",
    "gov": "governor",
    "adm": "admiral",
    "rep": "congressman",
    "col": "colonel",
    "lt": "officer",
    "prof": "professor",
}


def _shares_role(roles: frozenset[str], written: _Written) -> bool:
    return bool(roles & (written.described | {_ABBREVIATED[w] for w in written.described if w in _ABBREVIATED}))


def _merge(
    story_id: str, mentions: list[PlacedMention], chosen: dict[str, _Written]
) -> list[tuple[Speaker, frozenset[str]]]:
    """One speaker per key, with every alias seen and the principal it stands for."""
    aliases: dict[str, set[str]] = defaultdict(set)
    forms: dict[str, list[_Written]] = defaultdict(list)
    for m in mentions:
        if m.mention_id in chosen:
            written = chosen[m.mention_id]
            aliases[written.key].add((m.mention.speaker or "").strip())
            forms[written.key].append(written)
    merged = []
    for key in sorted(forms):
        written = max(forms[key], key=lambda w: (len(w.name), w.name))
        described = frozenset().union(*(w.described for w in forms[key]))
        principal = hash_id(f"{story_id}|{_principal(key, described, aliases[key])}")
        merged.append(
            (
                Speaker(
                    hash_id(f"{story_id}|{key}"), written.name, written.kind, principal, tuple(sorted(aliases[key]))
                ),
                frozenset([key]),
            )
        )
    return merged


def _principal(key: str, described: frozenset[str], aliases: set[str]) -> str:
    """The body that a spokesperson or adviser speaks for, where an alias names both; else the speaker."""
    data = load_lexicon().titles
    for name, forms in data["bodies"].items():
        if key in forms:
            return str(name).lower()
    if described & frozenset(data["spokes"]):
        for name, forms in data["bodies"].items():
            if any(f in alias.lower() for f in forms for alias in aliases):
                return str(name).lower()
    return key
