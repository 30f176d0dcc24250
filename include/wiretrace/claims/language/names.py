"""A speaker as an article writes it: the plain name or the noun that stands for it, and what kind of speaker that is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from wiretrace.claims.language.lexicon import load_lexicon

_NAME_RUN = re.compile(
    r"\b[A-ZÀ-Þ][\w’'-]*(?:\.(?= [A-Z]))?(?: (?:(?:de|von|van|al|bin|la|der|el|&) )?[A-ZÀ-Þ][\w’'-]*(?:\.(?= [A-Z]))?)*"
)
_ADMINISTRATION = re.compile(r"\b([A-Z]\w+)(?:['’]s)? administration\b")
_SEGMENT = re.compile(r",\s+|\s+(?:—|--|–)\s+|\s*\(|\s+who\s+")
_PARTITIVE = re.compile(
    r"^(?:one|two|three|some|many|most|several|another|none|all|\d+) of (?:the|his|her|its|their|those) ", re.IGNORECASE
)
# "One of them", "the other": some of those who were named before.
MEMBER = re.compile(
    r"(?:the )?(?:one|another|other|others|first|second|third|latter|two|three|some|many|both|several|most)(?: of (?:them|these|those|us|whom))?",
    re.IGNORECASE,
)
# "Helen Moss and Tom Okafor": both together.
_JOINT = re.compile(r"(?!The |A )[A-ZÀ-Þ][\w’-]+(?: [A-ZÀ-Þ][\w’-]+){0,2} and [A-ZÀ-Þ][\w’-]+(?: [A-ZÀ-Þ][\w’-]+){0,2}")
_RELATIVE = re.compile(r",?\s(?:who|which|whose)\s")
_TAIL = re.compile(
    r"(?<=\w) (?:of|from|at|in|for|on|by|with|to|about|below|above|near|along|around|outside|that|which|whose|seen|"
    r"behind|under|between|after|before|against|inside|across|familiar|close|involved|based|and)\b"
)
# "Chancellor of the Exchequer Ada Pike": the last two words are the holder's.
_OFFICE_OF = re.compile(
    r"(?:the |a )?(\w+) (?:of|for) (?:the )?(?:[A-ZÀ-Þ][\w’'-]* (?:of )?)+?([A-ZÀ-Þ][\w’'-]* [A-ZÀ-Þ][\w’'-]*)$"
)
POSSESSIVE_ENDINGS = ("'s", "’s", "s'", "s’")
_POSSESSIVE = re.compile(r"['’]s?$")
_PLAIN_WORD = re.compile(r"[\w.’'-]+")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_WHEN = re.compile(r" (?:on|since|last|this|late|early)(?: late| early)? [A-Z]?[a-z]+day\b.*$")
_LONGEST_UNKNOWN = 5  # words of a description whose noun is not listed
_PLURALS = {"men": "man", "women": "woman", "people": "person", "children": "child", "media": "medium", "buses": "bus"}
_SPELLED = {
    "defense": "defence", "labor": "labour", "center": "centre", "gen": "general", "sen": "senator", "gov": "governor",
    "retired": "former", "ex": "former", "adm": "admiral", "rep": "congressman", "col": "colonel", "lt": "officer", "prof": "professor", "dr": "doctor",
}  # fmt: skip


@dataclass(frozen=True)
class Written:
    """A speaker as written. `described`: the words of the phrase; `head`: the noun of a description, in the singular."""

    name: str  # "Mark Milley", "White House", "Defense analysts"
    key: str
    kind: str  # person, office, body or unnamed; thing: no speaker
    described: frozenset[str]
    head: str = ""
    is_plural: bool = False
    is_alone: bool = False  # one word, of which a story tells whether it is a last name or a body's

    @property
    def is_named(self) -> bool:
        return not self.head


def gender_of(w: Written) -> str | None:
    titles = load_lexicon().titles
    words = w.described - titles["owning"]  # "her brother"
    if words & titles["female"]:
        return "female"
    if words & titles["male"]:
        return "male"
    if w.kind != "person" or " " not in w.name:
        return None
    given = w.name.split(maxsplit=1)[0].lower()
    if given in titles["female_names"]:
        return "female"
    return "male" if given in titles["male_names"] else None


def plain_name(phrase: str) -> str:
    """`U.S. Army Gen. Mark Milley, chairman of …` → `Mark Milley`; empty if the phrase's head is no name."""
    segment = _SEGMENT.split(_undotted(phrase), maxsplit=1)[0]
    institution = _institution().fullmatch(segment)
    return institution.group(1) if institution else _trailing_name(_core(_behind_institution(segment)))


def _undotted(phrase: str) -> str:
    return _DOTTED.sub(lambda m: m.group().replace(".", ""), phrase.strip().strip('“”"'))


def _core(segment: str) -> str:
    """The part of a phrase in front of what a preposition adds to it; `divers` of `one of the divers`."""
    segment = _PARTITIVE.sub("", segment)
    for match in _TAIL.finditer(segment):
        core = segment[: match.start()]
        if len(core.split()) > 1 or core.lower() not in load_lexicon().grammar["determiners"]:
            return core
    return segment


def _trailing_name(core: str) -> str:
    if not core or core.rsplit(maxsplit=1)[-1][:1].islower():
        return ""
    best: list[str] = []
    for run in _NAME_RUN.findall(core):
        tokens = without_titles(_after_owner(run.split()))
        if tokens and len(tokens) >= min(2, len(best)):
            best = tokens
    return _POSSESSIVE.sub("", " ".join(t if len(t) == 2 else t.strip(".") for t in best))


def _after_owner(tokens: list[str]) -> list[str]:
    """`the Times' Martha Raddatz`: the name behind the one that owns it."""
    if len(tokens) > 1 and tokens[-1].lower() in load_lexicon().titles["body_words"]:
        return tokens  # "Nurses’ League"
    owner = max((k for k, t in enumerate(tokens[:-1]) if t.endswith(POSSESSIVE_ENDINGS)), default=-1)
    return tokens[owner + 1 :]


def without_titles(tokens: list[str]) -> list[str]:
    """A run of capitals from its last title on: `Staff Gen. Mark Milley` → `Mark Milley`."""
    titles, grammar = load_lexicon().titles, load_lexicon().grammar
    last = max((k for k, t in enumerate(tokens[:-1]) if _is_title(t)), default=-1)
    if last == len(tokens) - 2 and tokens[-1].lower() in titles["body_nouns"]:
        return tokens[tokens[0].lower() in grammar["determiners"] :]  # "General Staff"
    tokens = tokens[last + 1 :]
    while tokens and any(
        tokens[0].lower() in grammar[listed] for listed in ("conjunctions", "determiners", "prepositions", "dated")
    ):
        tokens = tokens[1:]
    return [] if len(tokens) == 1 and tokens[0].lower().strip(".") in titles["titles"] else tokens


def _is_title(token: str) -> bool:
    titles, plain = load_lexicon().titles, token.lower().strip(".")
    return plain in titles["titles"] or (plain in titles["persons"] and plain not in titles["given_names"])


def singular(word: str) -> str:
    """What a word is the plural of, by its ending unless it is irregular; or the word itself."""
    if word in _PLURALS:
        return _PLURALS[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=20_000)
def actor_kind(noun: str) -> str | None:
    """person, body, group or document: what a noun stands for that can speak; None for all others."""
    titles = load_lexicon().titles
    for listed, kind in (
        ("group_nouns", "group"),
        ("persons", "person"),
        ("body_nouns", "body"),
        ("documents", "document"),
    ):
        if noun in titles[listed]:
            return kind
    if noun.endswith(("ologist", "ician", "woman", "person")):
        return "person"
    base = singular(noun)
    return actor_kind(base) if base != noun else None


def words_of(phrase: str) -> frozenset[str]:
    """Words in lower case; not those of a common owner: "the minister's aide" is no minister."""
    written = (w for w in _PLAIN_WORD.findall(phrase) if w[0].isupper() or not w.endswith(POSSESSIVE_ENDINGS))
    found = [_POSSESSIVE.sub("", w.lower().strip(".")) for w in written]
    return frozenset(_SPELLED.get(w, w) for w in found)


def pairs_of(phrase: str) -> frozenset[str]:
    """A noun for somebody with the word that tells which: `union leader`, where another may be the shift leader."""
    return frozenset(
        f"{one} {noun}"
        for one, noun in pairwise(phrase.lower().split())
        if actor_kind(noun) == "person" and one.isalpha() and one not in _opening_words()
    )


@lru_cache(maxsize=1)
def _opening_words() -> frozenset[str]:
    """Words before a noun for somebody that do not tell which one."""
    grammar, titles = load_lexicon().grammar, load_lexicon().titles
    found: frozenset[str] = (
        grammar["determiners"] | grammar["possessives"] | grammar["prepositions"] | titles["qualities"]
    )
    return found


@lru_cache(maxsize=20_000)  # matching and counting read the same phrases
def read_phrase(phrase: str) -> Written:
    """What a phrase says by itself."""
    segments = [s for s in _SEGMENT.split(_RELATIVE.split(_undotted(phrase), maxsplit=1)[0]) if s]
    if len(segments) > 1 and MEMBER.fullmatch(segments[0]):
        return read_phrase(phrase.strip()[len(segments[0]) :].lstrip(" ,"))  # "One of them, a naval officer"
    heads = [_behind_institution(s) for s in segments]
    cores = [*map(_core, heads)]
    described = frozenset[str]().union(*map(words_of, cores), *map(pairs_of, cores))
    body = _listed_body(phrase)
    if body is not None:
        return Written(body, body.lower(), "body", described)
    if _JOINT.fullmatch(segments[0] if segments else ""):
        return Written(segments[0], segments[0].lower(), "person", described, is_plural=True)
    for number, (segment, core) in enumerate(zip(heads[:3], cores, strict=False)):
        name = _trailing_name(core)
        is_noun = " " not in name and segment.startswith(name) and actor_kind(name.lower())  # "Opponents of the bridge"
        if name and not is_noun and not _is_owned(core, name):
            if number and _only_adds(core):
                break
            return _named(name, segment, phrase, described)
    return _describing(segments[0] if segments else phrase, described)


def _only_adds(core: str) -> bool:
    """`Critics, among them the economist Petra Lindahl`: a segment that names others than its phrase."""
    first = core.split(maxsplit=1)[0].lower() if core else ""
    return first.endswith("ing") or first in load_lexicon().grammar["prepositions"]


def _listed_body(phrase: str) -> str | None:
    administration = _ADMINISTRATION.search(phrase)
    if administration:
        return f"{administration.group(1)} administration"
    return listed_bodies().get(phrase.lower().removeprefix("the "))


@lru_cache(maxsize=1)
def listed_bodies() -> Mapping[str, str]:
    """Form in lower case → the body that it names."""
    bodies = load_lexicon().titles["bodies"]
    return {form: str(name) for name in reversed(bodies) for form in bodies[name]}


@lru_cache(maxsize=1)
def _institution() -> re.Pattern[str]:
    """`Ministry of Defence`, `Institute for Fiscal Studies`: a name that goes on behind its preposition."""
    words = "|".join(sorted(w.capitalize() for w in load_lexicon().titles["body_words"]))
    name = r"[A-ZÀ-Þ][\w&-]*"
    return re.compile(
        rf"(?:[Tt]he |[Aa]n? )?((?:{name} )*(?:{words})(?: (?:of|for) (?:the )?{name}(?: (?:and |& )?{name})*)+)(?![\w’'])"
    )


def _behind_institution(segment: str) -> str:
    """`governor Ada Pike` of the `Bank of Larkford governor Ada Pike`; else the segment."""
    institution = _institution().match(segment)
    rest = segment[institution.end() :].strip() if institution else ""
    holder = _OFFICE_OF.match(segment)
    if holder and _is_title(holder.group(1)) and actor_kind(holder.group(2).rsplit(maxsplit=1)[-1].lower()) != "body":
        return holder.group(2)
    return rest if rest and (_trailing_name(_core(rest)) or actor_kind(rest.lower().split()[-1])) else segment


def _is_owned(core: str, name: str) -> bool:
    """Whether the name only owns what follows."""
    return core.endswith(POSSESSIVE_ENDINGS) or not core.endswith(name.rsplit(maxsplit=1)[-1])


def head_of(segment: str) -> str:
    """The noun of a description that tells who speaks, as written: `a spokesman for the ministry` → `spokesman`."""
    words = [w.lower().strip("“”\"'’.,") for w in _core(_behind_institution(segment)).split()]
    return next((w for w in reversed(words) if actor_kind(w)), "")


def _named(name: str, segment: str, phrase: str, described: frozenset[str]) -> Written:
    titles = load_lexicon().titles
    if _is_thing(name, described):
        return Written(name, name.lower(), "thing", described)
    institution = _institution().search(segment)
    if institution and institution.group(1).startswith(name):
        name = institution.group(1)
    before = segment[: segment.find(name)].split() if name in segment else []
    role = next((w for w in (w.lower().strip(".,") for w in reversed(before)) if actor_kind(w)), "")
    behind = phrase.partition(",")[2].strip()
    is_related = behind.startswith("who ")  # what "who heads the Safety Office" names is not whom it stands beside
    apposed = "" if is_related else head_of(behind)
    is_titled = is_related or any(_is_title(w) for w in before[-2:]) or actor_kind(apposed) == "person"
    is_body = bool(frozenset(name.lower().split()) & titles["body_words"]) or (
        not is_titled and "body" in (actor_kind(role), actor_kind(apposed))
    )
    if not is_body and " " not in name and (is_titled or actor_kind(name.lower()) != "body"):
        is_titled = bool(described & titles["titles"]) or actor_kind(role) == "person"
        return Written(name, name.lower(), "person" if is_titled else "body", described, is_alone=True)
    is_body = is_body or " " not in name or phrase.lower() == f"the {name.lower()}"
    return Written(name, name.lower(), "body" if is_body else "person", described)


def _is_thing(name: str, described: frozenset[str]) -> bool:
    """Places, days and words that only began a sentence say nothing; `Captain Bay` has a title."""
    lexicon = load_lexicon()
    *first, last = name.lower().split()
    if first:
        return last in lexicon.titles["things"] and not described & lexicon.titles["titles"]
    return any(last in lexicon.grammar[listed] for listed in ("dated", "determiners", "pronouns"))


def _lower_first(phrase: str) -> str:
    """`The surveyor` → `the surveyor`, as it is read behind "said by"."""
    first, _, rest = phrase.partition(" ")
    grammar = load_lexicon().grammar
    is_common = first.lower() in grammar["determiners"] or first.lower() in grammar["possessives"]
    return f"{first.lower()} {rest}" if is_common and rest else phrase


def _is_no_actor(plain: str) -> bool:
    """`Stopping the trial`, `Five`, half a sentence: without a noun for somebody it names nobody."""
    words = plain.lower().split()
    counted = load_lexicon().quantities["numbers"]
    return (
        not words
        or words[0].endswith("ing")
        or len(words) > _LONGEST_UNKNOWN
        or all(w in counted or w[0].isdigit() for w in words)
    )


def _describing(segment: str, described: frozenset[str]) -> Written:
    titles = load_lexicon().titles
    plain = _lower_first(_WHEN.sub("", segment.strip(" ,"))).removeprefix("that ")
    noun = head_of(plain)
    kind = actor_kind(noun)
    head = singular(noun) if noun else (_core(plain).split() or [""])[-1].lower()
    is_plural = (kind == "group" or (bool(noun) and singular(noun) != noun)) and not plain.lower().startswith("one ")
    if kind == "body":
        found = "body"
    elif noun in titles["unnamed"] or (kind == "group" and described & titles["unnamed"]):
        found = "unnamed"
    else:
        found = "office"
    key = re.sub(r"^(?:the|a|an|some)\s+", "", plain.lower())
    if key in load_lexicon().grammar["determiners"] or (not noun and _is_no_actor(plain)):
        found = "thing"
    return Written(plain, key, found, described, head or "-", is_plural)
