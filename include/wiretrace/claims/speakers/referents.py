"""Somebody whom an article names or describes, and whether a name and a description can be one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from wiretrace.claims.language.lexicon import load_lexicon
from wiretrace.claims.language.names import Written, actor_kind, gender_of, words_of
from wiretrace.claims.speakers.discourse import OBJECT

_FADING = 0.5  # of an appearance's weight, by sentence
_CAPITALISED = re.compile(r"(?<!^)\b[A-ZÀ-Þ][\w’'-]+|^(?!The\b|Its\b|His\b|Her\b|Their\b)[A-ZÀ-Þ][\w’'-]+")


@dataclass
class Referent:
    """Somebody whom the article names or describes, with how present he is at the sentence last read."""

    written: Written
    gender: str | None
    salience: float = 0.0
    sentence: int = 0
    is_quoted: bool = False
    introduced: int = 0
    acts: bool = False  # is more than where or for whom something happens
    subjects: list[tuple[int, float]] = field(default_factory=list)  # of the sentence last read: start, weight

    @property
    def is_person(self) -> bool:
        w = self.written
        return (w.kind == "person" and not w.is_plural) or (
            w.kind in ("office", "unnamed") and not w.is_plural and actor_kind(w.head) == "person"
        )

    @property
    def is_surely_person(self) -> bool:
        """Not only two words with capitals, as `Broad Street` is."""
        told = self.gender is not None or self.is_quoted or not self.written.is_named
        return self.is_person and (told or bool(roles_of(self.written)))

    @property
    def may_be_company(self) -> bool:
        w = self.written
        return w.is_named and not self.is_surely_person and not has_sort(w)

    @property
    def may_be_person(self) -> bool:
        """A single name of which the story does not tell what it is, and which speaks."""
        return self.written.is_alone and self.acts

    @property
    def is_body(self) -> bool:
        return self.written.kind == "body"

    @property
    def is_document(self) -> bool:
        return actor_kind(self.written.head) == "document"

    def presence(self, sentence: int) -> float:
        return self.salience * _FADING ** (sentence - self.sentence)

    def appear(self, start: int, sentence: int, weight: float) -> None:
        if sentence != self.sentence:
            self.subjects.clear()
        self.salience = self.presence(sentence) + weight
        self.sentence = sentence
        self.acts = self.acts or weight >= OBJECT
        self.subjects.append((start, weight))


def merge(one: Written, other: Written) -> Written:
    """One speaker from two of its phrases: a name says more than a description."""
    described = one.described | other.described
    named = other if other.is_named and not one.is_named else one
    if one.is_named == other.is_named and len(other.name) > len(one.name):
        named = other
    kind = "body" if any(w.kind == "body" and not w.is_alone for w in (one, other)) else named.kind
    if (described, kind) == (named.described, named.kind):
        return named
    return replace(named, described=described, kind=kind)


def same_sort(one: Written, other: Written) -> bool:
    """Whether a name and a description can be one: a person and a person's noun, a body and a body's."""
    name, description = (one, other) if one.is_named else (other, one)
    sort = actor_kind(description.head)
    if sort == "body":
        return name.kind == "body" or not (gender_of(name) or roles_of(name))
    return sort in ("person", None) and name.kind == "person"


def roles_of(w: Written) -> frozenset[str]:
    persons: frozenset[str] = load_lexicon().titles["persons"]
    return persons & w.described


def can_be(known: Written, description: Written) -> bool:
    """Whether a description that comes later can take up one that is known."""
    head = description.head
    if known.is_plural != description.is_plural or (head != known.head and head not in known.described):
        return False
    if known.kind == "person":
        if head not in roles_of(known):
            return False
    elif not (known.head == description.head or (known.is_named and description.head in known.described)):
        return False
    modifiers = load_lexicon().titles["role_modifiers"] - {head}
    if not description.described & modifiers <= known.described:
        return False
    names = words_of(" ".join(_CAPITALISED.findall(description.name)))
    return names <= known.described or not (known.described - description.described) & modifiers


def is_told_apart(known: Written, description: Written) -> bool:
    """Whether both say which leader, and not the same one."""
    ending = f" {description.head}"
    ours = {pair for pair in description.described if pair.endswith(ending)}
    return bool(ours) and ours.isdisjoint(known.described) and any(pair.endswith(ending) for pair in known.described)


def modifiers_of(description: Written) -> frozenset[str]:
    """What a description says besides its noun."""
    grammar = load_lexicon().grammar
    return frozenset(w for w in description.described if " " not in w) - grammar["determiners"] - {description.head}


def has_sort(w: Written) -> bool:
    return bool(frozenset(w.key.split()) & load_lexicon().titles["body_words"])
