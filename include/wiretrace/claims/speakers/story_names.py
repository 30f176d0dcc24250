"""The full names of a story: whom a last name, initials or a title mean in any of its articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from wiretrace.claims.language.lexicon import load_lexicon
from wiretrace.claims.language.names import Written, gender_of, read_phrase

_PREVAILS = 5  # times as often as the next full name with the same last word


@dataclass(frozen=True)
class KnownNames:
    """Full names of a story: of persons by their last word, of bodies by their first word or initials."""

    persons: Mapping[str, Counter[str]] = field(default_factory=dict)
    bodies: Mapping[str, str] = field(default_factory=dict)
    described: Mapping[str, frozenset[str]] = field(
        default_factory=dict
    )  # by key: words that the story has for a person
    genders: Mapping[str, str] = field(default_factory=dict)  # by key
    _completed: dict[Written, Written] = field(default_factory=dict, repr=False, compare=False)

    def complete(self, written: Written) -> Written:
        """With the full name, and the words that the story has for it."""
        if written not in self._completed:
            self._completed[written] = self._complete(written)
        return self._completed[written]

    def _complete(self, written: Written) -> Written:
        if written.is_plural:
            return written
        if written.kind == "body" and not written.is_alone:
            name, kind = self.bodies.get(written.name, written.name), "body"
        else:
            name, kind = self._full_name(written), written.kind
            if written.is_alone and (name in self.persons.get(name.split()[-1], ())):
                kind = "person"
        kind = "body" if frozenset(name.lower().split()) & load_lexicon().titles["body_words"] else kind
        key = name.lower()
        return replace(
            written, name=name, key=key, kind=kind, described=written.described | self.described.get(key, frozenset())
        )

    def _full_name(self, written: Written) -> str:
        """The full name that prevails among those with that last word; an ambiguous last name stays alone."""
        name, gender = written.name, gender_of(written)
        candidates = self.persons.get(name.rsplit(maxsplit=1)[-1], Counter()).most_common(5)
        if gender is not None:  # "Mr Moss" is not Helen Moss
            candidates = [
                c
                for c in candidates
                if gender_of(replace(written, name=c[0], kind="person", described=frozenset())) in (None, gender)
            ]
        if " " in name:
            return next((c for c, _ in candidates if c.split()[0] == name.split(maxsplit=1)[0]), name)
        if not candidates:
            return self.bodies.get(name, name)
        prevails = len(candidates) == 1 or candidates[0][1] >= _PREVAILS * candidates[1][1]
        return candidates[0][0] if prevails else name


def read_written(phrase: str, known: KnownNames) -> Written:
    """What a phrase names in a story: a person, a body, or whom it describes without a name."""
    written = read_phrase(phrase)
    return known.complete(written) if written.is_named and written.kind in ("person", "body") else written


def collect_names(phrases: Iterable[str]) -> KnownNames:
    """Full names as speakers and texts write them."""
    persons: dict[str, Counter[str]] = {}
    bodies: dict[str, Counter[str]] = {}
    described: dict[str, frozenset[str]] = {}
    for phrase in phrases:
        written = read_phrase(phrase)
        if not written.is_named or " " not in written.name or written.kind == "thing":
            continue
        words = written.name.split()
        if written.kind == "person" and len(words) <= 4:
            persons.setdefault(words[-1], Counter())[written.name] += 1
            described[written.key] = described.get(written.key, frozenset()) | written.described
        elif written.kind == "body":
            for short in {words[0], "".join(w[0] for w in words if w[0].isupper())}:
                bodies.setdefault(short, Counter())[written.name] += 1
    short_forms = {s: max(names, key=lambda n: (names[n], n)) for s, names in bodies.items() if len(names) == 1}
    return KnownNames({last: _shortest_forms(names) for last, names in persons.items()}, short_forms, described)


def _shortest_forms(names: Counter[str]) -> Counter[str]:
    """`Joseph R. Biden` and `Joe Biden` differ; `Mark A. Milley` and `Mark Milley` are one: first and last word decide."""
    merged: Counter[str] = Counter()
    by_ends: dict[tuple[str, str], str] = {}
    for name, count in sorted(names.items(), key=lambda item: (-item[1], item[0])):
        ends = (name.split()[0], name.split()[-1])
        merged[by_ends.setdefault(ends, name)] += count
    return merged
