"""Who does what in a sentence: the noun phrases in front of a verb, behind it, and at the sentence's beginning."""

from __future__ import annotations

from wiretrace.claims.language.names import actor_kind
from wiretrace.claims.language.syntax import (
    BREAKS,
    CONTRACTIONS,
    QUOTE,
    TERMINAL,
    Sentence,
    has_finite_verb,
    is_adverb,
    skip_verb_group,
    stops_phrase,
    trim_phrase,
)

_RELATIVES = frozenset(["who", "which", "whose"])
_TITLE_WORDS = 4  # of the longest name in quotation marks
_OPENINGS = 2  # phrases in front of the subject that are skipped
_MAX_PHRASE = 30  # words of the longest speaker with its apposition


def _phrase_left(s: Sentence, end: int) -> tuple[int, int] | None:
    """Noun phrase whose last token is end - 1."""
    j = end
    while j > 0 and end - j < _MAX_PHRASE and not stops_phrase(s, j - 1):
        j -= 1
        if s.among(j, "pronouns"):
            break
    if j > 0 and s.among(j - 1, "auxiliaries"):
        # "would meet with Putin and an official told": what follows a bare auxiliary is a verb, the subject stands after "and".
        j = next((k + 1 for k in range(end - 1, j, -1) if s.words[k] in ("and", "or")), j)
    return trim_phrase(s, j, end)


def _opening_comma(s: Sentence, close: int) -> int | None:
    """The comma, dash or bracket that opens the apposition closed at `close`."""
    openers = {",": (",",), "—": ("—", "--", "–"), "--": ("--", "—"), "–": ("–", "—"), ")": ("(",), "-": ("-",)}.get(
        s.words[close]
    )
    if openers is None:
        return None
    for k in range(close - 1, max(-1, close - _MAX_PHRASE), -1):
        if s.words[k] in openers and k > 0:
            verb = next((m for m in range(k + 1, close) if s.among(m, "auxiliaries")), None)
            clause = verb is not None and _RELATIVES.isdisjoint(s.words[k + 1 : verb])
            if s.words[k] == "," and s.words[k - 1] == ",":
                continue
            return None if clause else k
        if s.words[k] == QUOTE:
            return None
    return None


def subject_before(s: Sentence, verb: int) -> tuple[int, int] | None:
    """Tokens of the subject in front of the verb, an apposition included; None if there is none."""
    found = _find_subject(s, verb)
    if found is None or found[0] > 0 or not _opens_participle(s, 0) or "," not in s.words[: found[1]]:
        return found
    return s.words.index(",") + 1, found[1]  # "Reached by telephone, the engineer"


def _find_subject(s: Sentence, verb: int) -> tuple[int, int] | None:
    j = skip_verb_group(s, verb)
    if j < 0:
        return None
    contracted = (
        s.words[j].endswith(CONTRACTIONS)
        and s.words[j].replace("’", "'").split("'")[0] in s.lexicon.grammar["pronouns"]
    )
    if contracted or (s.words[j] in ("who", "which", "that") and j > 0):
        return j, j + 1
    if s.words[j] in (",", "—", "--", "–", ")", "-"):
        return _subject_with_apposition(s, j)
    if s.words[j] == QUOTE and _is_title(s, j):
        head = _phrase_left(s, j)
        return (head[0], j + 1) if head else None
    if s.words[j] in BREAKS:
        return None
    return _with_antecedent(s, j + 1) or _phrase_left(s, j + 1)


def _with_antecedent(s: Sentence, end: int) -> tuple[int, int] | None:
    """`Two people who have seen it` of `Two people who have seen it said`; None if no such clause ends there."""
    if "who" not in s.words[:end] and "which" not in s.words[:end]:
        return None
    who = end - 1
    while who > 0 and s.words[who] not in BREAKS and s.words[who] not in ("who", "which"):
        who -= 1
    if who < 1 or s.words[who] in BREAKS or end - who < 3 or s.is_capital(who + 1):
        return None
    if s.among(who + 1, "pronouns") or s.among(who + 1, "determiners"):
        return None  # "a man whom Moss had told"
    cues = (s.lexicon.cues.get(word) for word in s.words[who:end])
    if any(cue and cue.frame in ("clause", "addressee") and not cue.needs_mark for cue in cues):
        return None  # "a man who said Moss had told"
    head = _phrase_left(s, who)
    return (head[0], end) if head else None


def _is_title(s: Sentence, j: int) -> bool:
    """`The magazine “Basket”`: a name in quotation marks behind its noun."""
    quoted = s.text[s.starts[j] : s.ends[j]].strip("“”\"‘’'")
    is_noun = j > 0 and s.words[j - 1].isalpha() and not s.is_capital(j - 1) and not has_finite_verb(s, j - 1, j)
    return is_noun and quoted[:1].isupper() and quoted[-1:].isalnum() and len(quoted.split()) <= _TITLE_WORDS


def _subject_with_apposition(s: Sentence, close: int) -> tuple[int, int] | None:
    opening = _opening_comma(s, close)
    for _ in range(3):
        if opening is None:
            return None
        head = _phrase_left(s, opening)
        if head is not None:
            # "Dukes, D-Mass., a friend, said": the head of the first apposition may be another apposition.
            lowercase = not any(s.is_capital(k) for k in range(*head)) and not s.among(head[0], "pronouns")
            if lowercase and head[0] > 1 and s.words[head[0] - 1] == ",":
                earlier = _phrase_left(s, head[0] - 1)
                if earlier is not None and any(s.is_capital(k) for k in range(*earlier)):
                    return earlier[0], close
            described = _description_before(s, head[0])
            return head[0] if described is None else described, close
        opening = _opening_comma(s, opening)
    return None


def _description_before(s: Sentence, i: int) -> int | None:
    """Where `one evacuee, Joyce Amador, 66, said` begins, if the name begins at i."""
    if i < 2 or s.words[i - 1] != "," or not s.is_capital(i) or not actor_kind(s.words[i - 2]):
        return None
    before = _phrase_left(s, i - 1)
    opens = before is not None and (s.among(before[0], "determiners") or s.words[before[0]] == "one")
    return before[0] if before and opens else None


def subject_after(s: Sentence, verb: int) -> tuple[int, int] | None:
    """Subject of an inverted tag: `said Sabrina Singh, a spokeswoman`."""
    i = verb + 1
    while i < len(s) and is_adverb(s, i):
        i += 1
    j = i
    while j < len(s) and j - i < _MAX_PHRASE and not stops_phrase(s, j) and s.words[j] not in TERMINAL:
        if j > i and (
            s.among(j, "times")
            or (s.among(j, "prepositions") and s.words[j] not in ("of", "for", "from", "at", "with", "in"))
        ):
            break
        j += 1
        if s.among(j - 1, "pronouns"):
            break
    if i < j and (s.among(i, "prepositions") or s.among(i, "times")):
        return None
    return trim_phrase(s, i, j)


def main_subject(s: Sentence, before: int) -> tuple[int, int] | None:
    """First noun phrase of the sentence: who acts in a clause that `saying …` goes on with."""
    i = int(s.among(0, "conjunctions"))
    for _ in range(_OPENINGS):
        if i < before and (s.among(i, "prepositions") or s.among(i, "subordinators") or _opens_participle(s, i)):
            i = next((k for k in range(i, before) if s.words[k] == ","), before) + 1
    j = i
    while j < before and not (stops_phrase(s, j) or is_adverb(s, j) or _looks_past(s, j) or _ends_name(s, i, j)):
        j += 1
        if s.among(j - 1, "pronouns"):
            break
    return trim_phrase(s, i, j) if i < j else None


def _opens_participle(s: Sentence, i: int) -> bool:
    """`printed as an annex`, `Reached by telephone`: before the comma somebody has not been named yet."""
    return s.words[i].endswith("ed") and (s.among(i + 1, "prepositions") or s.words[i + 1] == "as")


def _ends_name(s: Sentence, i: int, j: int) -> bool:
    """Whether token j is the lower-case word after a run of capitals: the verb, as a rule."""
    if j <= i or s.is_capital(j) or not s.is_capital(j - 1) or s.among(j, "prepositions") or s.words[j] == "and":
        return False
    if s.among(j - 1, "determiners") or s.words[j].endswith(("'s", "’s")) or actor_kind(s.words[j]):
        return False  # "The minister's aide", "Corvane boss"
    verbal = s.words[j].endswith("s") or j in s.cue_places or s.among(j, "finite_verbs")
    return verbal or (j + 1 < len(s) and (s.among(j + 1, "determiners") or s.among(j + 1, "possessives")))


def _looks_past(s: Sentence, i: int) -> bool:
    return not s.is_capital(i) and ((s.words[i].endswith("ed") and len(s.words[i]) > 3) or s.among(i, "finite_verbs"))
