"""Cuts a sentence into the clauses that each state one thing."""

from __future__ import annotations

import re

from wiretrace.claims.language.syntax import (
    BREAKS,
    MONEY,
    NOBODY,
    QUOTE,
    Sentence,
    has_finite_verb,
    is_adverb,
    is_number,
)

MIN_CLAUSE_WORDS = 4
_COORDINATORS = ("and", "but", "so", "yet", "while", "though", "although", "whereas")
_SUBORDINATORS = ("as", "when", "while", "after", "because", "although", "though", "since", "whereas")
_LEADING = ("while", "although", "though", "whereas", "because", "since")
_DASHES = ("—", "–", "--")
_TOGETHER = (("together", "with"), ("along", "with"))
_RESTRICTING = ("that", "which", "who")
_ANTECEDENT_REACH = 7  # tokens before a "that" in which the article of its noun stands
_DATED = re.compile(r"(?:19|20)\d\d|\d+(?:st|nd|rd|th)")
_RELATIVES = ("where", "which", "who")
_BOUNDARIES = frozenset(
    [*_COORDINATORS, *_SUBORDINATORS, ";", "—", "–", "--", ",", "that", "which", "alongside", "plus", "with", "out"]
)
_STOPPING = frozenset(
    ["and", "but", "or", "until", "if", "unless", "before", "after", "when", "because", ";"]
)  # between a subject and its verb
_BEFORE_AFTER = frozenset(
    ["just", "only", "even", "shortly", "soon", "long", "immediately", "directly", "moments", "right"]
)
_NUMBER_REACH = 8  # tokens from a relative or participle in which its amount stands
_AMOUNT_REACH = 40  # tokens before a conjunction in which the first of two amounts stands
_COMPARING = 4  # words of `no fewer than` and its number
_RANGE_REACH = 6  # tokens before a conjunction in which the range begins that it joins
_OUTCOME_REACH = 4  # words from a number to what became of the counted
_SITUATED = ("in", "inside", "at", "on", "under", "beneath", "near", "from")  # open a phrase that tells where
_SITUATING = ("in", "at", "during", "under")  # before a relative `which`
_CLOCK = ("a.m", "p.m", "decade", "century")
_RECENT = ("past", "last", "next")
_FIRST = ("worst", "first", "most")  # and words in -est
_CLOSING = ("prepositions", "conjunctions", "subordinators", "times", "determiners")  # behind a participle
_TIMES = ("minute", "hour", "day", "week", "month", "year")
_MIN_QUOTED_CLAUSE = 4  # words of a quotation that can be a clause


def split_clauses(s: Sentence, i: int, j: int) -> list[tuple[int, int]]:
    """Token ranges of the clauses in i to j; each has a finite verb of its own or its own amount of money."""
    found, begin, resulting = [], i, s.lexicon.grammar["resulting"]
    for k, word in enumerate(s.words[i + 1 : j], i + 1):
        if (
            (word in _BOUNDARIES or word in resulting)
            and k - begin >= 3
            and not _joins_range(s, begin, k, j)
            and _is_boundary(s, begin, k, j)
        ):
            opens = k - _follows_preposition(s, k)
            found.append((begin, opens - (s.words[opens - 1] == ",")))
            begin = _next_start(s, opens, j)
    if begin < j:
        found.append((begin, j))
    return found


def split_before_quotation(s: Sentence, i: int, j: int) -> int | None:
    """Token of the quotation that states something else than the clause before it: `although nobody should panic, "…"`."""
    for k in range(i + MIN_CLAUSE_WORDS, j):
        quoted = len(s.text[s.starts[k] : s.ends[k]].split()) if s.words[k] == QUOTE else 0
        if quoted >= _MIN_QUOTED_CLAUSE and (s.words[k - 1] in (",", ":") or _continues_with_quotation(s, k)):
            return k if QUOTE not in s.words[i:k] and has_finite_verb(s, i, k - 1) else None
    return None


def _continues_with_quotation(s: Sentence, k: int) -> bool:
    """`it had paid twice and | "could not do so again"`."""
    return s.words[k - 1] == "and" and _begins_with_verb(s, k)


def _begins_with_verb(s: Sentence, k: int) -> bool:
    """Whether the quotation at k is a predicate: `when the ferry “turned towards her”`."""
    first = re.match(r"\W*([\w’']+)", s.text[s.starts[k] : s.ends[k]])
    word = first.group(1) if first else ""
    return word in s.lexicon.finite_verbs or (word.endswith("ed") and word.islower() and len(word) > 3)


def _next_start(s: Sentence, k: int, j: int) -> int:
    while k < j - 1 and s.words[k] in (",", ";", "—", "–", "--", "and", "but", "so", "yet", "that", "alongside"):
        k += 1
    return k


def _is_boundary(s: Sentence, begin: int, k: int, j: int) -> bool:
    word = s.words[k]
    joins = _joins_counts(s, begin, k, j)
    if joins or j - k < MIN_CLAUSE_WORDS:
        return joins
    if _parts_at_mark(s, begin, k, j) or _is_amount(s, begin, k, j) or _begins_amount(s, begin, k, j):
        return True
    if not has_finite_verb(s, begin, k):  # "and" goes on with the predicate before it
        return (word == "and" and s.among(k + 1, "auxiliaries")) or (word == "," and _follows_place(s, begin, k, j))
    if word == ",":
        starts = k + 1 if s.words[begin] in _LEADING else k + 2 if s.words[k + 1] in _COORDINATORS else None
        return _adds_amount(s, k + 1, j) or _ranks(s, k + 1, j) or (starts is not None and _opens_clause(s, starts, j))
    if (
        word in _SUBORDINATORS
        and (k - begin >= MIN_CLAUSE_WORDS or is_number(s, begin))
        and s.words[k - 1] not in ("such", "as", "well", "not", "just", "many", "much", "few", "little")
        and not (word == "as" and s.among(k - 1, "described_as"))
        and not (word == "after" and _measures_time(s, k - 1))
    ):
        compares = word == "as" and (
            is_adverb(s, k + 1) or s.words[k + 1] in ("a", "an", "much", "many", "well", "long", "soon", "far", "part")
        )
        return not compares and _opens_clause(s, k + 1, j)
    shares_object = s.finite[k - 1] and s.finite[k + 1] and not s.among(k + 1, "auxiliaries")  # "made and kept fire"
    return (
        word in ("and", "but")
        and not shares_object
        and (s.words[k + 1] == "that" or _continues_verb(s, k + 1, j) or _has_own_subject(s, k + 1, j))
    )


def _follows_preposition(s: Sentence, k: int) -> bool:
    return s.words[k] == "which" and s.words[k - 1] in _SITUATING


def _tells_of_event(s: Sentence, k: int, j: int) -> bool:
    """`she chaired the meeting | at which two million was granted`, `a clash | in which a man died`."""
    is_new = _follows_preposition(s, k) and (_follows_indefinite(s, k - 1) or _next_number(s, k + 1, j) is not None)
    return is_new and _opens_clause(s, k + 1, j)


def _follows_place(s: Sentence, begin: int, k: int, j: int) -> bool:
    """`In ash 14 metres inside the cave, | they found 41 bones`: where, and what, each with a count of its own."""
    if s.words[begin] not in _SITUATED or "," in s.words[begin:k]:
        return False
    verb = next((m for m in range(k + 1, j) if s.finite[m] or s.words[m] in BREAKS), j)
    is_clause = verb < j and s.finite[verb] and verb > k + 1
    return is_clause and _has_count(s, verb, j) and any(_counts(s, m) and not _times(s, m) for m in range(begin, k))


def _times(s: Sentence, k: int) -> bool:
    """Whether a number tells when or how long: `12 months`, `5 p.m.`, `the past two cycles`."""
    units = s.lexicon.quantities["units"]
    following = s.words[k + 1 : k + 3]
    return s.words[k - 1] in _RECENT or any(units.get(w) in _TIMES or w.strip(".") in _CLOCK for w in following)


def _ranks(s: Sentence, k: int, j: int) -> bool:
    """`…, in the worst clash since 1987`."""
    k += s.words[k] == "in"
    is_first = s.words[k] == "the" and (s.words[k + 1] in _FIRST or s.words[k + 1].endswith("est"))
    since = next((m for m in range(k + 2, j - 1) if s.words[m] == "since"), None) if is_first else None
    return since is not None and any(is_number(s, m) or s.is_capital(m) for m in range(since + 1, j))


def _parts_at_mark(s: Sentence, begin: int, k: int, j: int) -> bool:
    """`The wall held — nobody knew`, but not at the first of two dashes: `The wall — a ruin by now — held`."""
    if not _is_dash(s, k):
        return s.words[k] == ";"
    return has_finite_verb(s, begin, k) or not any(_is_dash(s, m) for m in (*range(begin, k), *range(k + 1, j)))


def _is_dash(s: Sentence, k: int) -> bool:
    """Some papers write – so –, and 2019–2023 is a range."""
    return s.words[k] in _DASHES and (s.words[k] != "–" or s.text[s.starts[k] - 1].isspace())


def _joins_range(s: Sentence, begin: int, k: int, j: int) -> bool:
    """`between $2 million and $3 million`: one amount."""
    opens = s.words[k] == "and" and any(
        s.words[m] == "between" and is_number(s, m + 1) for m in range(max(begin, k - _RANGE_REACH), k)
    )
    return opens and k + 1 < j and is_number(s, k + 1)


def _measures_time(s: Sentence, k: int) -> bool:
    """`minutes after the bell`, `shortly after it rang`: part of one clause."""
    word = s.words[k]
    return word in _BEFORE_AFTER or s.lexicon.quantities["units"].get(word) in _TIMES


def _adds_amount(s: Sentence, k: int, j: int) -> bool:
    """`…, where roughly 4,100 homes stand`, `…, raising the number of injured to nine`: a statement of its own."""
    opens = s.words[k] in _RELATIVES or (s.words[k].endswith("ing") and len(s.words[k]) > 4)
    return opens and any(is_number(s, m) for m in range(k + 1, min(j, k + _NUMBER_REACH)))


def _begins_amount(s: Sentence, begin: int, k: int, j: int) -> bool:
    """Whether what follows a clause tells an amount of its own."""
    word = s.words[k]
    if word == "out":
        tells = s.words[k + 1] == "of" and _counts_again(s, begin, k, j) and has_finite_verb(s, k + 3, j)
    elif word in _RESTRICTING:
        tells = (_acts_on_amount(s, k + 1, j) and _follows_indefinite(s, k)) or _tells_of_event(s, k, j)
    elif word in ("and", ",", "with"):
        tells = _lists_amount(s, begin, k, j)
    else:
        tells = s.among(k, "resulting") and not s.among(k - 1, "prepositions") and _next_number(s, k + 1, j) is not None
    return tells and has_finite_verb(s, 0, k)


def _follows_indefinite(s: Sentence, k: int) -> bool:
    """Whether the noun before a `that` is new to the reader: `a collision in the channel that killed four`."""
    begin = max(0, k - _ANTECEDENT_REACH)
    article = next((m for m in range(k - 2, begin - 1, -1) if s.words[m] in ("a", "an")), None)
    return article is not None and not has_finite_verb(s, article, k)


def _acts_on_amount(s: Sentence, k: int, j: int) -> bool:
    verb = next((m for m in range(k, min(j, k + 3)) if s.finite[m] and not s.among(m, "auxiliaries")), None)
    return verb is not None and _next_number(s, verb + 1, j) is not None


def _next_number(s: Sentence, k: int, j: int) -> int | None:
    """The number that stands next, in the same phrase and no date."""
    for m in range(k, min(j, k + _NUMBER_REACH)):
        if s.words[m] in BREAKS:
            return None
        if _counts(s, m):
            return m
    return None


def _counts(s: Sentence, k: int) -> bool:
    """Whether a number is none of a date."""
    return (
        is_number(s, k)
        and not _DATED.fullmatch(s.words[k])
        and not s.among(k - 1, "dated")
        and not s.among(k + 1, "dated")
    )


def _lists_amount(s: Sentence, begin: int, k: int, j: int) -> bool:
    """`40 million is owed to the bank | and 6 million to the fund`, `it closed | with debts of 9 million`."""
    if s.words[k] == "with":  # a noun or two, `of`, and a number
        of = next((m for m in range(k + 2, min(j, k + 4)) if s.words[m] == "of"), None)
        return of is not None and _next_number(s, of + 1, min(j, of + 4)) is not None
    if s.words[k] == "and" and s.among(k + 1, "prepositions") and _counts_again(s, begin, k, j):
        return True
    if s.words[k] == ",":
        return _tells_how_long(s, k + 1, j) or (_adds_to_count(s, k, j) and _has_count(s, begin, k))
    return (
        _counts(s, k + 1)
        and not is_number(s, k - 1)
        and s.words[k - 1] not in s.lexicon.quantities["hundred"]
        and any(s.among(m, "prepositions") for m in range(k + 2, min(j, k + 4)))
        and _has_count(s, begin, k)
    )


def _counts_again(s: Sentence, begin: int, k: int, j: int) -> bool:
    """`41 bones | out of some 2,300 that were dug up`, `it knew of 13 fires | and of nobody hurt`, but not `four out of seven`."""
    m = k + 2 + s.among(k + 2, "comparing")
    return m < j and (_counts(s, m) or s.words[m] in NOBODY) and not is_number(s, k - 1) and _has_count(s, begin, k)


def _tells_how_long(s: Sentence, k: int, j: int) -> bool:
    """`forty hours after the storm`, `some 300 years earlier than was known`."""
    number = next((m for m in range(k, min(j, k + _COMPARING)) if is_number(s, m)), None)
    if number is None or not all(s.among(m, "comparing") for m in range(k, number)):
        return False
    units = s.lexicon.quantities["units"]
    unit = next((m for m in range(number + 1, min(j - 1, number + 3)) if units.get(s.words[m]) in _TIMES), None)
    return unit is not None and s.words[unit + 1] in ("after", "before", "earlier", "later")


def _adds_to_count(s: Sentence, k: int, j: int) -> bool:
    """`41 bones, | together with flints of 600 degrees`, `seventeen died, | twelve of them at sea`."""
    following = s.words[k + 1 : k + 3]
    if following[-1:] == ("of",):
        return s.among(k + 3, "object_pronouns") and _counts(s, k + 1)
    return following in _TOGETHER and _has_count(s, k + 3, j)


def _has_count(s: Sentence, i: int, j: int) -> bool:
    return any(_counts(s, m) for m in range(i, j))


def _joins_counts(s: Sentence, begin: int, k: int, j: int) -> bool:
    """`23 people were killed and 140 injured`."""
    return s.words[k] == "and" and opens_count(s, k + 1, j) and any(opens_count(s, m, k) for m in range(begin, k))


def opens_count(s: Sentence, i: int, j: int) -> bool:
    """`more than 140 injured`, `seven people are missing`: so many, and what became of them."""
    number = next((k for k in range(i, min(j, i + _COMPARING)) if is_number(s, k)), None)
    if number is None or not all(s.among(k, "comparing") for k in range(i, number)):
        return False
    for k in range(number + 1, min(j, number + _OUTCOME_REACH)):
        if s.finite[k] or s.among(k, "outcomes"):
            ends = k + 1 == j or not s.words[k + 1].isalpha() or any(s.among(k + 1, listed) for listed in _CLOSING)
            return ends or s.among(k, "auxiliaries")
        if not s.words[k].isalpha() or any(s.among(k, listed) for listed in _CLOSING):
            return False
    return False


def _has_own_subject(s: Sentence, k: int, j: int) -> bool:
    """`seven were hurt and 212 were led ashore`, `it was rebuilt and the town has paid`."""
    opens = s.among(k, "determiners") or s.among(k, "possessives") or is_number(s, k)
    limit = min(j, k + 6)
    stop = next((m for m in range(k + 1, limit) if s.words[m] in _STOPPING), limit)
    return opens and any(
        s.among(m, "auxiliaries") or s.among(m, "finite_verbs") or _is_past(s, m, j) for m in range(k + 1, stop)
    )


def _is_past(s: Sentence, k: int, j: int) -> bool:
    """`the stock tanked 13%`, but neither `the injured men` nor `a man accused of theft`."""
    described = s.words[k - 1].endswith("ed") or is_adverb(s, k - 1) or is_number(s, k - 1)
    described = described or s.among(k - 1, "determiners") or s.among(k - 1, "possessives")
    return s.finite[k] and not described and k + 1 < j and not s.among(k + 1, "prepositions")


def _opens_clause(s: Sentence, k: int, j: int) -> bool:
    """Whether a subject and its finite verb follow within a few words, before another clause begins."""
    if k >= j or s.words[k] == QUOTE or s.words[k].endswith("ing"):
        return False
    limit = min(j, k + 9)
    stop = next((m for m in range(k + 1, limit) if s.words[m] in _STOPPING), limit)
    return any(s.finite[m] or (s.words[m] == QUOTE and _begins_with_verb(s, m)) for m in range(k + 1, stop))


def _continues_verb(s: Sentence, k: int, j: int) -> bool:
    """`launched tests and christened a submarine`, `said it and he went`."""
    while k < j and is_adverb(s, k):
        k += 1
    if k >= j:
        return False
    past = s.words[k].endswith("ed") and not s.is_capital(k)
    return (
        past
        or s.among(k, "finite_verbs")
        or (s.among(k, "unchanged_pasts") and k + 1 < j and (s.among(k + 1, "determiners") or is_number(s, k + 1)))
        or (s.among(k, "auxiliaries"))
        or (s.among(k, "pronouns") and _opens_clause(s, k, j))
    )


def _is_amount(s: Sentence, begin: int, k: int, j: int) -> bool:
    """`$13.1 billion in military aid and $8.5 billion for …`: each amount is a statement."""
    if not s.has_money or s.words[k] not in ("that", "which", "and", ",", "alongside", "plus"):
        return False
    if not any(w[0] in MONEY for w in s.words[max(begin, k - _AMOUNT_REACH) : k]):
        return False
    if s.words[k] in ("that", "which"):  # "paid $2 million for land that had been valued at $1 million"
        return any(w[0] in MONEY for w in s.words[k + 1 : min(j, k + 8)]) and has_finite_verb(s, k + 1, min(j, k + 5))
    return any(w[0] in MONEY for w in s.words[k + 1 : min(j, k + 3)])
