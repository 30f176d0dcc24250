"""Names as they are written: titles, offices and appositions around them left out."""

from __future__ import annotations

import re
from functools import lru_cache

from wiretrace.claims.lexicon import load_lexicon

NAME_RUN = re.compile(
    r"\b[A-ZÀ-Þ][\w’'-]*(?:\.(?= [A-Z]))?(?: (?:(?:de|von|van|al|bin|la|der|el) )?[A-ZÀ-Þ][\w’'-]*(?:\.(?= [A-Z]))?)*"
)
# "Chancellor of the Exchequer Ada Pike": the last two words are the holder's.
_OFFICE_OF = re.compile(
    r"(?:the |a )?(\w+) (?:of|for) (?:the )?(?:[A-ZÀ-Þ][\w’'-]* (?:of )?)+?([A-ZÀ-Þ][\w’'-]* [A-ZÀ-Þ][\w’'-]*)$"
)


_DAY_BEHIND = re.compile(r"\s+(?:on\s|late\s|early\s|last\s)*[A-Z][a-z]+day$")  # "the council on Tuesday said"


def plain_name(phrase: str) -> str:
    """`U.S. Army Gen. Mark Milley, chairman of …` → `Mark Milley`; empty if the phrase's head is no name."""
    institution = _institution().match(phrase)
    if institution:
        rest = phrase[institution.end() :].split(",", maxsplit=1)[0].strip()
        return plain_name(rest) if rest else institution.group(1)
    office = _OFFICE_OF.match(phrase)
    if office and office.group(1).lower() in load_lexicon().titles["titles"]:
        return office.group(2)
    head = head_of(phrase)
    if not head or head.split()[-1][:1].islower():
        return ""
    best: list[str] = []
    for run in NAME_RUN.findall(head):
        tokens = _without_titles(run.split())
        if tokens and len(tokens) >= min(2, len(best)):
            best = tokens
    return re.sub(r"['’]s?$", "", " ".join(t if len(t) == 2 else t.strip(".") for t in best))


@lru_cache(maxsize=1)
def _institution() -> re.Pattern[str]:
    """`Ministry of Defence`, `Institute for Fiscal Studies`: a name that goes on behind its preposition."""
    words = "|".join(sorted(w.capitalize() for w in load_lexicon().titles["body_words"]))
    name = r"[A-ZÀ-Þ][\w&-]*"
    return re.compile(
        rf"(?:[Tt]he |[Aa]n? )?((?:{name} )*(?:{words}) (?:of|for) (?:the )?{name}(?: (?:and |& )?{name})*)(?![\w’'])"
    )


def head_of(phrase: str) -> str:
    """The phrase without apposition and without what follows a preposition behind a name."""
    plain = re.sub(r"\b((?:[A-Z]\.){2,})", lambda m: m.group(1).replace(".", ""), phrase.strip())
    return re.split(
        r",| who | \(| — | -- |(?<=[a-z]) (?:of|from|at|in|for|on|below|above|near|along|around|outside) (?=the |[A-Z])(?!.*\b[A-Z][a-z]+\. [A-Z])",
        plain,
        maxsplit=1,
    )[0].strip()


def _without_titles(tokens: list[str]) -> list[str]:
    """A run of capitals from its last title on: `Staff Gen. Mark Milley` → `Mark Milley`."""
    titles = load_lexicon().titles["titles"]
    last = max((k for k, t in enumerate(tokens[:-1]) if t.lower().strip(".") in titles), default=-1)
    tokens = tokens[last + 1 :]
    while tokens and tokens[0].lower() in _sentence_openers():
        tokens = tokens[1:]
    return [] if len(tokens) == 1 and tokens[0].lower().strip(".") in titles else tokens


@lru_cache(maxsize=1)
def _sentence_openers() -> frozenset[str]:
    """Words that have their capital from the sentence that they begin: While Moss, Said Moss, Meanwhile Moss."""
    lexicon = load_lexicon()
    verbs = frozenset(form for form, cue in lexicon.cues.items() if cue.tense == "past" and not cue.is_nounlike)
    classes = ("conjunctions", "determiners", "prepositions", "subordinators", "adverbs", "possessives", "pronouns")
    weekdays = frozenset(day for day in lexicon.grammar["dated"] if day.endswith("day"))
    return verbs.union(weekdays, *(lexicon.grammar[listed] for listed in classes))


def show_phrase(phrase: str) -> str:
    """`The surveyor, reached at home,` → `the surveyor`, as it is read behind "said by"."""
    head = re.split(r",\s|\s(?:who|which)\s|\s[(—–]", phrase.strip(), maxsplit=1)[0].strip(" ,") or phrase.strip()
    head = _DAY_BEHIND.sub("", head)
    first, _, rest = head.partition(" ")
    is_common = first.lower() in load_lexicon().grammar["determiners"] | load_lexicon().grammar["possessives"]
    return f"{first.lower()} {rest}" if is_common and rest else head
