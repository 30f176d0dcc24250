"""Which of a claim's mentions words it for a reader who sees nothing else, and how that wording is shown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from wiretrace.claims.articles import PlacedMention
from wiretrace.claims.extraction.attribution import read_paragraphs, read_piece, sentence_at
from wiretrace.claims.language.lexicon import DEFAULT_LANGUAGE, has_rules, load_lexicon, read_mapping, words
from wiretrace.claims.language.syntax import Sentence, has_finite_verb, is_adverb
from wiretrace.claims.origins.tracing import CARRIED_CREDIT, MentionOrigin

FULL_LENGTH = 240  # characters; what is longer words a claim no better
LONGEST_SHOWN_SENTENCE = 320  # characters of a sentence that is shown for a piece of it
_CLAUSE_REACH = 9  # tokens after a relative or a conjunction in which its verb stands
_CLOSING = {"”": "“", "»": "«", ")": "("}
_WORD = re.compile(r"[\w’'-]+")
_MARK = re.compile(r"[“”„«»\"()]")
_QUOTATION_MARK = re.compile(r"[“”„«»\"]")
_CLOSING_APOSTROPHE = re.compile(r"[’'](?!\w)")
_COMMA_INSIDE = re.compile(r",(?=[”\"»]$)")  # “more than a season,”
_EDGES = " ,;:—–-"


def rank_wordings(mentions: Sequence[PlacedMention], origins: Sequence[MentionOrigin]) -> list[PlacedMention]:
    """The mentions in the language of most, that read best alone; then in the origin's article or one that names it, in the body, and full."""
    if len(mentions) == 1:
        return [*mentions]
    traced = {o.mention_id: o for o in origins}
    written = Counter(m.article.language for m in mentions)

    def closeness(m: PlacedMention) -> tuple[int, int, bool, bool, int, str]:
        where = traced[m.mention_id]
        is_own = where.origin is not None and where.origin.article_id == m.article.article_id
        is_origin = is_own or (where.rule_id in ("agency", "credit") and where.confidence > CARRIED_CREDIT)
        length = min(len(m.mention.text), FULL_LENGTH)
        flaws = count_flaws(m.mention.text, m.article.language)
        return (-written[m.article.language], flaws, not is_origin, m.mention.field == "title", -length, m.mention_id)

    return sorted(mentions, key=closeness)


def word_claim(m: PlacedMention) -> str:
    """How a mention is shown as its claim's wording; a piece of a clause is shown with the sentence around it."""
    own = show_wording(m.mention.text, m.article.language)
    is_sentence = m.mention.field == "title" or (m.mention.kind == "direct" and _unwrap(m.mention.text)[:1].isupper())
    if is_sentence or not (_is_object(m) or is_piece(m.mention.text, m.article.language)):
        return own
    paragraphs = read_paragraphs(m.article.text, load_lexicon(m.article.language))
    s = sentence_at(paragraphs, m.mention.start)
    if s is None or s.end - s.start > LONGEST_SHOWN_SENTENCE or is_piece(s.text[s.start : s.end], m.article.language):
        return own
    return show_wording(s.text[s.start : s.end], m.article.language)


def _is_object(m: PlacedMention) -> bool:
    """What stands behind `accused`, `called`, `described` is the object of that verb, no clause."""
    cue = load_lexicon(m.article.language).cues.get((m.mention.cue or "").lower())
    if cue is None or cue.frame != "object" or m.mention.kind == "direct":
        return False
    return not m.article.text.endswith("that ", 0, m.mention.start)


@lru_cache(maxsize=32768)
def count_flaws(text: str, language: str | None) -> int:
    """What keeps a wording from reading alone: a lost mark, a question, a leading pronoun; twice a piece of a clause."""
    shown, bare = show_wording(text, language), _unwrap(text)
    flaws = any(0 < k < len(bare) - 1 for k in _lone_marks(bare)) + shown.endswith("?")
    if not has_rules(language):
        return flaws
    return flaws + (_first_word(shown) in _listed()["pronouns"]) + _lacking(text, language)


def is_piece(text: str, language: str | None) -> bool:
    """Whether a wording is no clause: it lacks its subject or its verb, or hangs on a clause beside it."""
    return has_rules(language) and _lacking(text, language) > 0


@lru_cache(maxsize=32768)
def _lacking(text: str, language: str | None) -> int:
    """2 for a piece of a clause, 1 for what shows no verb: it may be one that is not listed."""
    shown = show_wording(text, language)
    first, verbs = _first_word(shown), _count_verbs(shown, language)
    hangs = first in _listed()["fragments"] and "," not in shown
    goes_on = text.strip()[:1].islower() and first.endswith("ing") and len(first) > 4  # "…, raising the toll"
    return 2 if hangs or goes_on or verbs is None else int(verbs == 0)


def show_wording(text: str, language: str | None) -> str:
    """A wording without the marks around it, those whose partner is missing, and the conjunction before it."""
    shown = _drop_lone_marks(_unwrap(text)).strip(_EDGES)
    if has_rules(language):
        shown = _drop_conjunction(shown)
    shown = _COMMA_INSIDE.sub("", shown)
    is_plain = shown[:1].islower() and not shown[1:2].isupper()
    return shown[:1].upper() + shown[1:] if is_plain else shown


@lru_cache(maxsize=1)
def _listed() -> Mapping[str, frozenset[str]]:
    return {name: words(value) for name, value in read_mapping("wording", DEFAULT_LANGUAGE).items()}


def _first_word(text: str) -> str:
    found = _WORD.search(text)
    return found.group().lower().replace("’", "'") if found else ""


def _drop_conjunction(text: str) -> str:
    first, _, rest = text.partition(" ")
    listed = _listed()
    is_leading = first.lower() in listed["conjunctions"] or (
        first.lower() in listed["subordinators"] and "," not in rest
    )
    return rest if is_leading and len(rest.split()) > 1 else text


def _unwrap(text: str) -> str:
    """Without the pair of marks that stands around the whole."""
    bare = text.strip(_EDGES)
    is_wrapped = bare[:1] in "“„«\"'‘" and bare[-1:] in "”“»\"'’" and len(bare) > 1
    inside = bare[1:-1].strip(_EDGES)
    return inside if is_wrapped and not _QUOTATION_MARK.search(inside) else bare


def _drop_lone_marks(text: str) -> str:
    lone = set(_lone_marks(text))
    return "".join(c for k, c in enumerate(text) if k not in lone) if lone else text


def _lone_marks(text: str) -> Iterator[int]:
    """Places of quotation marks and brackets without their partner; a single mark may be an apostrophe."""
    opened: list[tuple[str, int]] = []
    for found in _MARK.finditer(text):
        k, mark = found.start(), found.group()
        partner = "„" if mark == "“" and any(m == "„" for m, _ in opened) else _CLOSING.get(mark)
        is_straight = mark == '"' and any(m == '"' for m, _ in opened)
        if partner or is_straight:
            fits = [n for n, (m, _) in enumerate(opened) if m in (partner, '"' if mark in '"”' else partner)]
            if fits:
                opened.pop(fits[-1])
            else:
                yield k
        elif mark in '“„«"(':
            opened.append((mark, k))
    yield from (k for _, k in opened)
    if text[:1] in "‘'" and not _CLOSING_APOSTROPHE.search(text, 1):
        yield 0


def _count_verbs(text: str, language: str | None) -> int | None:
    """Main verbs seen; None if the text begins with one, whose subject it lacks."""
    sentences = [s for s in read_piece(text, load_lexicon(language)) if len(s)]
    if not sentences or _lacks_subject(sentences[0]):
        return None
    return max(0, *(_count_groups(s) - _count_relatives(s) for s in sentences))


def _lacks_subject(s: Sentence) -> bool:
    is_contracted = "'" in s.words[0] or "’" in s.words[0]  # I'd
    return has_finite_verb(s, 0, 1) and not is_contracted


def _count_groups(s: Sentence) -> int:
    """Finite verbs, each with its auxiliaries and adverbs: `would have been closed` is one."""
    groups, inside = 0, False
    for k in range(len(s)):
        is_finite = s.finite[k]
        groups += is_finite and not inside
        inside = is_finite or (inside and is_adverb(s, k))
    return groups


def _count_relatives(s: Sentence) -> int:
    """Clauses inside the sentence, each of which has a verb of its own; `that wall` opens none."""
    relatives = _listed()["relatives"]
    places = [k for k in range(len(s) - 1) if s.words[k] in relatives]
    return sum(_opens_clause(s, k) for k in places)


def _opens_clause(s: Sentence, k: int) -> bool:
    """`who left`, `before it rained`; `whether to leave`, `since Friday` and `that wall` open none."""
    if s.words[k] == "that":
        return k > 0 and has_finite_verb(s, k + 1, k + 2)
    return s.words[k + 1] != "to" and has_finite_verb(s, k + 1, k + _CLAUSE_REACH)
