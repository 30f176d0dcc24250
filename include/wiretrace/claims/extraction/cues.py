"""Which words of a sentence attribute something: cue verbs in a verbal position."""

from __future__ import annotations

from dataclasses import dataclass

from wiretrace.claims.language.lexicon import Cue
from wiretrace.claims.language.names import POSSESSIVE_ENDINGS, actor_kind, singular
from wiretrace.claims.language.subjects import subject_before
from wiretrace.claims.language.syntax import QUOTE, Sentence, is_adverb, skip_phrases, skip_verb_group


@dataclass(frozen=True)
class CueUse:
    """A cue verb at a token of a sentence. `after`: the token behind it, and behind what belongs to it (`ruled out`)."""

    index: int
    after: int
    cue: Cue
    is_passive: bool
    is_negated: bool


_MOTION = frozenset(["through", "into", "across", "along", "down", "off", "onto", "over"])
_SUBJECT_REACH = 8  # tokens before a verb in which its subject begins
_NOT = ("not", "never", "n't")


def _is_noun_here(s: Sentence, left: int) -> bool:
    """`the report`, `his claims`, `of calls`: the word stands where only a noun can stand."""
    if s.among(left, "determiners") and not s.among(left, "group_pronouns") and s.words[left] not in ("this", "that"):
        return True
    return (s.among(left, "possessives") and s.words[left] != "her") or (
        s.words[left].endswith(POSSESSIVE_ENDINGS)
        and s.words[left].split("'")[0].split("’")[0] not in s.lexicon.grammar["pronouns"]
    )


def _agrees(s: Sentence, i: int, cue: Cue, left: int) -> bool:
    """Whether the word left of the verb group can be its subject."""
    word = s.words[left]
    if word in (",", ")", "—", "--", "–", QUOTE, "who", "which", "that", "and", "but", "or", "-"):
        return not cue.is_nounlike or word in ("who", ",", "which", "that") or s.is_capital(i - 1)
    if s.among(left, "prepositions") or s.among(left, "subordinators") or (s.among(left, "times") and cue.is_nounlike):
        return s.among(left, "times") and not cue.is_nounlike
    if cue.tense == "base":
        opens = s.words[i + 1 : i + 2] == ("that",) or (
            not cue.is_nounlike and (s.among(i + 1, "determiners") or s.among(i + 1, "pronouns"))
        )
        if opens and _is_plural(s, left):
            return True
        return (
            s.among(left, "plural_subjects")
            or s.among(left, "group_pronouns")
            or word.endswith("%")
            or word in ("percent", "i", "we", "they", "you")
            or (word.endswith("s") and not word.endswith("ss") and not cue.is_nounlike)
            or (left < i - 1 and s.among(i - 1, "modals"))
        )
    if cue.tense == "present":
        singular = (
            s.is_capital(left)
            or word in ("he", "she", "it")
            or not word.endswith("s")
            or word.endswith("ss")
            or word.endswith("%")
        )
        is_subject = s.is_capital(left) or word in ("he", "she", "it") or word in s.lexicon.titles["documents"]
        is_subject = is_subject or (actor_kind(word) is not None and _opens_that_clause(s, i + 1))
        return singular and (not cue.is_nounlike or is_subject)
    return True


def _opens_that_clause(s: Sentence, k: int) -> bool:
    """`the office estimates that repairs cost …`, but not `the office estimates that were published`."""
    return s.words[k : k + 1] == ("that",) and k + 1 < len(s) and not s.finite[k + 1] and not is_adverb(s, k + 1)


def _is_tag(s: Sentence, i: int, after: int, left: int, cue: Cue) -> bool:
    """`…, the auditors note in May`, `“…,” residents report.`: between a comma and the clause's end the noun is a verb."""
    if not cue.is_nounlike or cue.frame not in ("clause", "addressee") or s.is_capital(i):
        return False
    kind = actor_kind(s.words[left])
    if kind is None or (cue.tense == "base") != (kind == "group" or singular(s.words[left]) != s.words[left]):
        return False
    k = skip_phrases(s, after, len(s))
    if k < len(s) and s.words[k] not in (",", ";", ".", QUOTE, "that", ":"):
        return False
    subject = subject_before(s, i)
    return subject is not None and subject[0] > 0 and s.words[subject[0] - 1] in (",", QUOTE, "—", "–")


def _is_plural(s: Sentence, left: int) -> bool:
    """`opponents of the sale`, `the mayor and the buyer`: a subject of several, whatever its last word is."""
    for k in range(left, max(-1, left - _SUBJECT_REACH), -1):
        if s.words[k] in (",", ";", QUOTE) or s.among(k, "subordinators") or s.among(k, "auxiliaries"):
            return False
        if s.words[k] == "and" or (s.among(k, "prepositions") and k and s.words[k - 1].endswith("s")):
            return True
    return False


def use_of(s: Sentence, i: int) -> CueUse | None:
    """The cue verb at token i, or None if the word is no verb with a subject there."""
    cue, after = s.lexicon.cue_at(s.words, i)
    if cue is None or (s.is_capital(i) and i > 0 and s.is_capital(i - 1) and cue.is_nounlike):
        return None
    if cue.tense != "participle" and (i == 0 or s.words[i - 1] == "to" or _is_noun_here(s, i - 1)):
        return None
    left = skip_verb_group(s, i)
    group = s.words[left + 1 : i]
    if cue.tense == "participle" and not any(w in s.lexicon.grammar["be"] for w in group):
        return _participle_use(s, i, after, cue)
    if left < 0 or s.words[i - 1] == "to" or _is_noun_here(s, i - 1) or _says_nothing(s, i, after, left, cue):
        return None
    has_aux = any(w in s.lexicon.grammar["auxiliaries"] for w in group)
    if not (_is_verb_group(s, cue, group) if has_aux else _agrees(s, i, cue, left) or _is_tag(s, i, after, left, cue)):
        return None
    is_passive = cue.tense == "past" and any(w in s.lexicon.grammar["be"] for w in group)
    return CueUse(i, after, cue, is_passive, any(w in _NOT or w.endswith(("n't", "n’t")) for w in group))


def _says_nothing(s: Sentence, i: int, after: int, left: int, cue: Cue) -> bool:
    """`a company called …`, `streets known as …`, `fire ripped through …`: the verb names or moves something."""
    if left == i - 1 and s.words[i] in ("known", "seen", "meant"):
        return True
    if after > i + 1 and after < len(s) and s.among(after, "times") and s.among(after - 1, "prepositions"):
        return True  # "the last boat called on Monday"
    if left == i - 1 and s.words[i] == "called" and _is_common(s, left):
        return True
    if left == i - 1 and s.words[i] == "called" and s.words[left] == ",":
        return i + 1 >= len(s) or s.is_capital(i + 1) or s.words[i + 1] == QUOTE
    return cue.frame == "object" and i + 1 < len(s) and s.words[i + 1] in _MOTION


def _is_verb_group(s: Sentence, cue: Cue, group: tuple[str, ...]) -> bool:
    """`have reported` is a verb, `were reports` is not."""
    names = cue.is_nounlike and cue.tense in ("present", "base")
    return not (names and group[-1] in s.lexicon.grammar["be"])


def _is_common(s: Sentence, i: int) -> bool:
    """A singular common noun with an indefinite article: `a company`."""
    return any(
        s.words[k] in ("a", "an") and all(not s.is_capital(m) for m in range(k + 1, i + 1))
        for k in range(max(0, i - 4), i)
    )


def _participle_use(s: Sentence, i: int, after: int, cue: Cue) -> CueUse | None:
    """`, saying that …`, `by arguing that …`: a form in -ing that goes on with the sentence's subject."""
    if i and (s.is_capital(i) or s.words[i - 1] in s.lexicon.cues):
        return None  # "the Tern Reporting Fund", "denied asking for money"
    left = i - 1
    while left >= 0 and is_adverb(s, left):
        left -= 1
    if left < 0 or s.words[left] in (
        ",",
        "by",
        "and",
        "while",
        "—",
        "--",
        ";",
        "without",
        QUOTE,
        "statement",
        "in",
        "after",
        "before",
    ):
        return CueUse(i, after, cue, False, left >= 0 and s.words[left] == "without")
    if s.among(left, "determiners") or s.among(left, "prepositions") or s.among(left, "possessives") or cue.is_nounlike:
        return None
    return CueUse(i, after, cue, False, False)


def find_uses(s: Sentence) -> list[CueUse]:
    cues, seconds, words = s.lexicon.cues, s.lexicon.second_words, s.words
    places = (i for i in s.cue_places if words[i] in cues or words[i] in seconds)
    return [use for i in places if (use := use_of(s, i)) is not None]
