"""What the mentions of one claim say about each other's origins: who repeats does not report a second time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

from wiretrace.claims.articles import Derivation, PlacedMention
from wiretrace.claims.extraction.outlets import is_press_room, name_document
from wiretrace.claims.extraction.quantities import is_compatible
from wiretrace.claims.extraction.spoken import QUOTED_KINDS
from wiretrace.claims.language.ideas import WORD
from wiretrace.claims.language.lexicon import load_lexicon
from wiretrace.claims.origins.tracing import COPYING, DOCUMENT, MentionOrigin, Origin, is_presumed
from wiretrace.overlap.credits.sources import slugify

SAME_OUTLET = "the outlet takes this claim from there"
QUOTED_BEFORE = "the same words were printed before"
ORPHAN = "not stated by the text that the article rewrites"
TAKEN_FROM = "the article copies from one that states it"
RELEASED = "stated by the press release"
RETOLD = "the article retells one that states it"
PASSED_ON = "whom it credits has it from there"
SECONDHAND = "the article quotes nobody of its own, and one that does states it"
TOLD_LATER = "narrated hours after another outlet had it"
STATEMENT, REPEATED = 0.95, 0.9  # confidences: shares that had one origin on the development stories and the sample
LATER = timedelta(hours=6)  # after which words are taken from print rather than heard at the same occasion
MIN_REPEATED_WORDS = 5
_REACH = 160  # characters around a mention in which "in a statement" belongs to it
_FOLDED = ("own", "agency", "derivation")  # rules by which an origin is inferred rather than named
_SPOKEN = (*QUOTED_KINDS, "indirect")


@dataclass(frozen=True)
class TextSources:
    """By article: what it copies from, held articles and origins; the held articles that it rewrites, and that it retells."""

    copied: Mapping[str, frozenset[str]]
    rewritten: Mapping[str, frozenset[str]]
    retold: Mapping[str, frozenset[str]]
    secondhand: frozenset[str]  # articles that show no reporting of their own


def list_sources(
    derivations: Iterable[Derivation], retold: Mapping[str, frozenset[str]], secondhand: frozenset[str]
) -> TextSources:
    copied, rewritten = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for d in derivations:
        if d.relation in COPYING:
            copied[d.derived_article_id] |= {s for s in (d.source_article_id, d.source_origin_id) if s}
        if d.relation == "rewrite" and d.source_article_id:
            rewritten[d.derived_article_id].add(d.source_article_id)
    return TextSources(_freeze(copied), _freeze(rewritten), retold, secondhand)


def _freeze(found: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {article: frozenset(sources) for article, sources in found.items()}


def settle_origins(
    mentions: Sequence[PlacedMention],
    traced: Sequence[MentionOrigin],
    names: Mapping[str, str],
    sources: TextSources,
) -> tuple[MentionOrigin, ...]:
    """Origins of one claim's mentions. `names`: speaker id → name."""
    issued = _fold_documents(mentions, _fold_releases(mentions, _fold_statements(mentions, traced, names)))
    followed = _follow_outlets(mentions, issued)
    printed = [_follow_print(mentions, followed, k, sources) for k in range(len(mentions))]
    passed = _follow_credits(mentions, _follow_sources(mentions, printed))
    doubted = _doubt_secondhand(mentions, passed, sources.secondhand)
    return _without_orphans(mentions, doubted, sources.rewritten)


def _follow_credits(mentions: Sequence[PlacedMention], after: Sequence[MentionOrigin]) -> list[MentionOrigin]:
    """What is credited to an outlet that has it from somebody else comes from there: `Reuters said, citing …`."""
    reported = {o.origin.origin_id for o in after if o.origin and o.rule_id in ("own", "agency")}
    passed: dict[str, MentionOrigin] = {}
    for m, o in sorted(zip(mentions, after, strict=True), key=lambda pair: pair[0].article.turn):
        if o.origin is not None and o.rule_id in ("credit", "derivation"):
            passed.setdefault(m.article.outlet_name, o)
    return [
        replace(passed[o.origin.name], mention_id=o.mention_id, evidence=f"{o.evidence}; {PASSED_ON}")
        if o.rule_id == "credit" and o.origin and o.origin.origin_id not in reported and o.origin.name in passed
        else o
        for o in after
    ]


def _doubt_secondhand(
    mentions: Sequence[PlacedMention], after: Sequence[MentionOrigin], secondhand: frozenset[str]
) -> list[MentionOrigin]:
    """Where others had it first, nobody can tell where an article has it from that shows no reporting of its own.

    Nor where a narrator has it from who tells it hours after another outlet; an agency reports by trade.
    """
    both = list(zip(mentions, after, strict=True))
    doubtful = {o.mention_id for m, o in both if is_presumed(o) and m.article.article_id in secondhand}
    first = min((m.article.turn[:2] for m, o in both if o.origin and o.mention_id not in doubtful), default=None)
    reasons = {
        o.mention_id: SECONDHAND
        for m, o in both
        if o.mention_id in doubtful and first is not None and first <= m.article.turn[:2]
    }
    told_later = {o.mention_id for m, o in both if _is_told_later(m, o, mentions)}
    own = {
        m.article.article_id for m, o in both if is_presumed(o) and o.mention_id not in {*reasons, *told_later}
    }  # who asks somebody for a thing need not take from others what he narrates of it
    reasons |= {
        o.mention_id: TOLD_LATER for m, o in both if o.mention_id in told_later and m.article.article_id not in own
    }
    return [
        replace(o, origin=None, rule_id="derivation", evidence=reasons[o.mention_id]) if o.mention_id in reasons else o
        for o in after
    ]


def _is_told_later(m: PlacedMention, o: MentionOrigin, mentions: Sequence[PlacedMention]) -> bool:
    """Whether others had it hours before; an amount that none of them told is not from there."""
    if m.mention.kind != "narrator" or not is_presumed(o) or o.is_agency:
        return False
    earlier = [
        other.mention
        for other in mentions
        if m.article.outlet_id != other.article.outlet_id and m.article.lag_behind(other.article) >= LATER
    ]
    ours, theirs = m.mention.quantities, [q for other in earlier for q in other.quantities]
    return bool(earlier) and (not ours or any(a.low == b.low or is_compatible(a, b) for a in ours for b in theirs))


def _follow_sources(mentions: Sequence[PlacedMention], after: Sequence[MentionOrigin]) -> list[MentionOrigin]:
    """What derives from an article whose words turned out to be another's derives from that one too."""
    own = {m.article.article_id for m, o in zip(mentions, after, strict=True) if o.rule_id == "own"}
    moved = {
        m.article.article_id: o
        for m, o in zip(mentions, after, strict=True)
        if m.article.article_id not in own and o.origin is not None and o.origin.article_id != m.article.article_id
    }
    return [
        replace(
            moved[o.origin.article_id],
            mention_id=o.mention_id,
            rule_id="derivation",
            evidence=f"{o.evidence}; {SAME_OUTLET}",
        )
        if o.rule_id == "derivation" and o.origin is not None and o.origin.article_id in moved
        else o
        for o in after
    ]


def _without_orphans(
    mentions: Sequence[PlacedMention], traced: Sequence[MentionOrigin], rewritten: Mapping[str, frozenset[str]]
) -> tuple[MentionOrigin, ...]:
    """Whom only a rewrite quotes, and nothing in the text that it rewrites, spoke nowhere that we know of."""
    holders = {m.article.article_id for m in mentions}
    is_orphan = all(a in rewritten and not rewritten[a] & holders for a in holders)
    return tuple(
        replace(o, origin=None, rule_id="derivation", evidence=ORPHAN)
        if is_orphan and o.rule_id in ("agency", "derivation") and m.speaker_id is not None
        else o
        for m, o in zip(mentions, traced, strict=True)
    )


def _fold_statements(
    mentions: Sequence[PlacedMention], traced: Sequence[MentionOrigin], names: Mapping[str, str]
) -> list[MentionOrigin]:
    """A written statement is one origin for all who print it."""
    issuers = [m.speaker_id for m in mentions if m.speaker_id in names and _is_statement(m)]
    if not issuers:
        return list(traced)
    name = f"{names[str(issuers[0])]} statement"
    issued = Origin(f"{DOCUMENT}{slugify(name)}", name, "document", None)
    return [
        replace(o, origin=issued, rule_id="credit", evidence=name, confidence=STATEMENT)
        if o.rule_id in _FOLDED and m.mention.kind != "narrator" and m.speaker_id in (issuers[0], None)
        else o
        for m, o in zip(mentions, traced, strict=True)
    ]


def _fold_releases(mentions: Sequence[PlacedMention], traced: Sequence[MentionOrigin]) -> list[MentionOrigin]:
    """What stands in a press release was written there for all after it; words quoted from somebody else were not."""
    both = list(zip(mentions, traced, strict=True))
    released = next(((m, o) for m, o in both if o.rule_id == "own" and is_press_room(m.article.outlet_name)), None)
    if released is None:
        return list(traced)
    speakers = {m.speaker_id for m, _ in both if m.article.outlet_id == released[0].article.outlet_id}
    return [
        replace(released[1], mention_id=o.mention_id, rule_id="derivation", evidence=RELEASED, confidence=STATEMENT)
        if is_presumed(o)
        and not m.article.is_printed_before(released[0].article)
        and (m.mention.kind != "direct" or m.speaker_id in speakers)
        else o
        for m, o in both
    ]


def _fold_documents(mentions: Sequence[PlacedMention], traced: Sequence[MentionOrigin]) -> list[MentionOrigin]:
    """A report or an indictment from which two outlets print is one origin: they read it, nobody told them."""
    spoken = {m.mention_id: name for m in mentions if (name := name_document(m.mention.speaker or ""))}
    outlets = {m.article.outlet_id for m in mentions if m.mention_id in spoken}
    if len(outlets) <= 1:
        return list(traced)
    name = max(spoken.values(), key=lambda n: (len(n), n))
    read = Origin(f"{DOCUMENT}{slugify(name)}", name, "document", None)
    return [
        replace(o, origin=read, rule_id="credit", evidence=spoken[o.mention_id], confidence=STATEMENT)
        if o.mention_id in spoken and o.rule_id in _FOLDED
        else o
        for o in traced
    ]


def _is_statement(m: PlacedMention) -> bool:
    if m.mention.field == "title" or m.mention.kind not in _SPOKEN:
        return False
    text, start, end = m.article.text, m.mention.start, m.mention.end
    opens, closes = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    around = text[max(opens, start - _REACH) : min(closes if closes >= 0 else len(text), end + _REACH)].lower()
    return any(phrase in around for phrase in _issuing())


@lru_cache(maxsize=1)
def _issuing() -> tuple[str, ...]:
    return tuple(p.strip().lower() for p in load_lexicon().carriers["statements"].split("|"))


def _follow_outlets(mentions: Sequence[PlacedMention], traced: Sequence[MentionOrigin]) -> list[MentionOrigin]:
    """An outlet that credits somebody else for a claim has not reported it itself, there or later."""
    taken: dict[str, tuple[PlacedMention, MentionOrigin]] = {}
    for m, o in sorted(zip(mentions, traced, strict=True), key=lambda pair: pair[0].article.turn):
        if o.rule_id != "own":
            taken.setdefault(m.article.outlet_id, (m, o))
    return [_follow_own(m, o, taken.get(m.article.outlet_id), mentions) for m, o in zip(mentions, traced, strict=True)]


def _follow_own(
    m: PlacedMention,
    o: MentionOrigin,
    credited: tuple[PlacedMention, MentionOrigin] | None,
    mentions: Sequence[PlacedMention],
) -> MentionOrigin:
    if (
        not is_presumed(o)
        or credited is None
        or credited[0].article.turn > m.article.turn
        or _is_new_voice(m, mentions)
    ):
        return o
    return replace(credited[1], mention_id=m.mention_id, rule_id="derivation", evidence=SAME_OUTLET)


def _is_new_voice(m: PlacedMention, mentions: Iterable[PlacedMention]) -> bool:
    """Whether somebody speaks whom no other outlet had quoted with it: the outlet asked him, whomever it credits as well."""
    is_spoken = m.speaker_id is not None and m.mention.field == "text" and m.mention.kind in _SPOKEN
    return is_spoken and not any(
        other.speaker_id == m.speaker_id
        and other.article.outlet_id != m.article.outlet_id
        and other.article.turn < m.article.turn
        for other in mentions
    )


def _follow_print(
    mentions: Sequence[PlacedMention],
    traced: Sequence[MentionOrigin],
    k: int,
    sources: TextSources,
) -> MentionOrigin:
    """Own words that others had printed: quoted a day before, or in an article from which this one copies."""
    own = traced[k]
    if not is_presumed(own):
        return own
    article_id = mentions[k].article.article_id
    for m, o in zip(mentions, traced, strict=True):
        if o.origin is None or m.article.outlet_id == mentions[k].article.outlet_id:
            continue
        evidence = (
            TAKEN_FROM
            if {m.article.article_id, o.origin.origin_id} & sources.copied.get(article_id, frozenset())
            else RETOLD
            if m.article.article_id in sources.retold.get(article_id, ())
            else QUOTED_BEFORE
            if _is_quoted_later(mentions[k], m)
            else None
        )
        if evidence:
            return replace(o, mention_id=own.mention_id, rule_id="derivation", evidence=evidence, confidence=REPEATED)
    return own


def _is_quoted_later(m: PlacedMention, earlier: PlacedMention) -> bool:
    if m.mention.kind not in QUOTED_KINDS:
        return False
    if m.article.language != earlier.article.language:  # who translates words has them in print
        return earlier.mention.kind in QUOTED_KINDS and earlier.article.turn[:2] < m.article.turn[:2]
    if m.article.lag_behind(earlier.article) < LATER:
        return False
    words, others = (" ".join(WORD.findall(x.mention.text.lower())) for x in (m, earlier))
    return len(words.split()) >= MIN_REPEATED_WORDS and (words in others or others in words)
