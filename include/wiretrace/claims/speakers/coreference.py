"""Whom the pronouns and descriptions of one article mean: `she`, `the company`, `the mayor`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from wiretrace.claims.language.lexicon import load_lexicon
from wiretrace.claims.language.names import MEMBER, Written, actor_kind, gender_of
from wiretrace.claims.speakers.discourse import OBJECT, SUBJECT, Appearance, Discourse
from wiretrace.claims.speakers.referents import (
    Referent,
    can_be,
    is_told_apart,
    merge,
    modifiers_of,
    roles_of,
    same_sort,
)
from wiretrace.claims.speakers.story_names import KnownNames, read_written
from wiretrace.overlap.credits.sources import is_short_for

SPEAKING = 40  # of who was quoted last: the pronoun of the next tag means him rather than others
_TOLD = 0.5  # of that, for a pronoun that is no tag
_UNSURE = 0.6  # of a single name that may be a person's
_RECENT = 3  # sentences
_UNNAMED = 0.7  # a description is taken up by a pronoun less readily than a name
_RIVAL = 0.3  # of the presence of whom a pronoun means: another one present so much may be meant as well
_LEAST = 5.0  # below it nobody is meant
_OWN_CONTENT = 0.4  # "X met him, he said": X is seldom the one who says so
_RELATIVES = frozenset(["who", "which", "that"])
_HE, _SHE = frozenset(["he", "him", "his"]), frozenset(["she", "her"])
_THEY, _IT = frozenset(["they", "them", "their"]), frozenset(["it", "its"])
_RELATED = re.compile(r"(?:his|her|its|their)\b", re.IGNORECASE)
_OWNED = re.compile(r"[’']s\b|s[’'](?!\w)")  # "the minister's aide"
_INDEFINITE = re.compile(r"(?:an?|one|another|some|his|her|its|their)\b", re.IGNORECASE)
_BETWEEN_APPOSED = re.compile(r"(?: (?:of|at|for|from|in|with|behind) [^,.;:]{1,50})?, ")
_END = 1 << 60  # after all offsets
_LEAD, _AHEAD = 2, 4  # sentences: an office in the first ones gets its name in the next ones
_OUTSHONE = 0.6  # of the presence of who is told of most: others may not come nearer
_BRIDGED = 2  # sentences after a bare name in which "the engineer" can be its first description


class ArticleReferents:
    """The referents of one article, read from its beginning to its end."""

    def __init__(self, text: str, outlet: str, known: KnownNames) -> None:
        self.text = text
        self.outlet = outlet
        self.known = known
        self.paragraphs: list[int] = []  # first sentence of the paragraph, by sentence
        self.words: Mapping[int, Sequence[tuple[int, int]]] = {}
        self.openers: dict[int, Referent] = {}  # the first who acts in a paragraph, by its first sentence
        self.referents: dict[str, Referent] = {}
        self.meant: dict[int, Referent] = {}  # by the offset of a speaker or pronoun
        self.last: tuple[Appearance, Referent] | None = None
        self.head: tuple[Appearance, Referent] | None = None  # the last that no preposition leads in
        self.quoted: dict[bool, tuple[Referent, int]] = {}  # who was quoted last, a person or not, in which sentence

    def read(
        self, discourse: Discourse, speakers: Mapping[int, str], words: Mapping[int, Sequence[tuple[int, int]]]
    ) -> None:
        """`speakers`: phrases of those who are quoted, by their offset; `words`: where what each of them says stands."""
        self.words = words
        numbers = discourse.paragraphs
        self.paragraphs = [bisect_left(numbers, number) for number in numbers]
        spans = sorted((start, start + len(phrase)) for start, phrase in speakers.items())
        for a in _with_speakers(discourse, spans):
            if a.is_pronoun or MEMBER.fullmatch(self.text, a.start, a.end):
                self._read_pronoun(a, speakers)
            else:
                self._read_phrase(a, a.start in speakers)
        for referent in [*self.referents.values()]:
            self._look_ahead(referent)

    def meaning(self, start: int | None, phrase: str) -> Written | None:
        """Whom a phrase means: at its place, or anywhere in the article."""
        if start is not None:
            return self.meant[start].written if start in self.meant else None
        written = read_written(phrase, self.known)
        found = None if written.is_named else self.described(phrase, written, 0, is_speaker=False)
        return found.written if found else written

    def _look_ahead(self, referent: Referent) -> None:
        """`The top general` of the lead is the officer whom the next sentences quote by name."""
        w = referent.written
        if w.is_named or not referent.is_person:
            return
        if referent.is_quoted and (_RELATED.match(w.name) or w.head in ("woman", "man")):
            self._name_next(referent)
        if _INDEFINITE.match(w.name) or referent.introduced > _LEAD:
            return
        later = [
            r
            for r in self.referents.values()
            if r.written.kind == "person" and 0 <= r.introduced - referent.introduced <= _AHEAD and roles_of(r.written)
        ]
        fitting = [r for r in later if can_be(r.written, w)] or [r for r in later if r.is_quoted][:1]
        if len(fitting) == 1 and gender_of(w) in (None, fitting[0].gender):
            self._replace(referent, fitting[0])

    def _name_next(self, referent: Referent) -> None:
        """`…, says her cousin. Gareth Moss, who sat on the board, told …`: the next sentence tells the name."""
        named = [
            r
            for r in self.referents.values()
            if r.written.kind == "person" and r.introduced == referent.introduced + 1 and r.is_quoted
        ]
        if len(named) == 1 and referent.gender in (None, named[0].gender):
            self._replace(referent, named[0])

    def _read_pronoun(self, a: Appearance, speakers: Mapping[int, str]) -> None:
        pronoun = self.text[a.start : a.end].lower()
        pronoun = pronoun if a.is_pronoun else "they"  # "Neighbours were kind. “They kept bees,” said one."
        if pronoun not in _HE | _SHE and a.start not in speakers:
            return
        found = (
            self._relative(pronoun, a) if pronoun in _RELATIVES else self._antecedent(pronoun, a, a.start in speakers)
        )
        if found is None:
            return
        if pronoun in _HE | _SHE and found.gender is None and self._is_sole(found, pronoun, a.sentence):
            found.gender = "male" if pronoun in _HE else "female"
        self._appear(found, a, a.weight)
        if pronoun in _HE | _SHE and not found.is_person:
            found.written = replace(found.written, kind="person")  # "Pate claimed …, he said": a last name
        if a.start in speakers:
            self._quote(found, a)
        self.meant[a.start] = found

    def _is_sole(self, found: Referent, pronoun: str, sentence: int) -> bool:
        """Whether nobody else who is known to be a he or a she can be meant."""
        gender = "male" if pronoun in _HE else "female"
        least = _RIVAL * found.presence(sentence)
        return all(r is found or r.gender != gender or r.presence(sentence) < least for r in self.referents.values())

    def _appear(self, referent: Referent, a: Appearance, weight: int) -> None:
        referent.appear(a.start, a.sentence, weight)
        if weight >= SUBJECT:
            self.openers.setdefault(self.paragraphs[a.sentence], referent)

    def _quote(self, referent: Referent, a: Appearance) -> None:
        self.quoted[referent.is_person] = referent, a.sentence

    def _relative(self, pronoun: str, a: Appearance) -> Referent | None:
        if self.last is None or self.last[0].sentence != a.sentence:
            return None
        return self.last[1]

    def _antecedent(self, pronoun: str, a: Appearance, is_tag: bool) -> Referent | None:
        best, most = None, _LEAST
        opening = self.paragraphs[a.sentence]
        agreeing = [r for r in self.referents.values() if _agrees(pronoun, r)]
        opener = self.openers.get(opening)
        is_taken_over = opener is not None and _agrees(pronoun, opener)
        for referent in agreeing:
            presence = referent.presence(a.sentence) * (1 if referent.written.is_named else _UNNAMED)
            presence *= _sureness(pronoun, referent)
            last, quoted_in = self.quoted.get(pronoun in _HE | _SHE, (None, 0))
            goes_on = referent.sentence >= opening or not is_taken_over
            speaks = referent is last and a.sentence - quoted_in <= _RECENT and goes_on
            presence += SPEAKING * speaks * (1 if is_tag else _TOLD)
            if is_tag and pronoun in _HE | _SHE and referent.sentence == a.sentence and len(self.referents) > 1:
                told = self.words.get(a.start, ())
                inside = (weight for at, weight in referent.subjects if any(x <= at < y for x, y in told))
                presence -= (1 - _OWN_CONTENT) * sum(inside)
            if presence > most:
                best, most = referent, presence
        return best

    def _read_phrase(self, a: Appearance, is_speaker: bool) -> None:
        written = read_written(self.text[a.start : a.end], self.known)
        is_nobody = self.text[a.start : a.start + 3].lower() == "no "
        if written.kind == "thing" or (not is_speaker and (is_nobody or is_short_for(written.name, self.outlet))):
            return
        apposed = self._apposed(written, a)
        is_apposed, found = apposed is not None, apposed or self._find(written, a, is_speaker=is_speaker)
        if found is None:
            gender = gender_of(written) or self.known.genders.get(written.key)
            found = Referent(written, gender, sentence=a.sentence, introduced=a.sentence)
            self.referents[written.key] = found
        else:
            found.written = merge(found.written, written)
            if actor_kind(written.head) == "body" and found.written.kind == "person":
                found.written = replace(found.written, kind="body")  # "Halden Marine", then "the company"
            found.gender = found.gender or gender_of(found.written)
        self._appear(found, a, 0 if is_apposed else a.weight)
        self.meant[a.start] = found
        self.last = (a, found)
        if a.weight >= OBJECT:
            self.head = (a, found)
        if is_speaker:
            found.is_quoted = True
            self._quote(found, a)

    def _is_apposed(self, a: Appearance) -> bool:
        if self.head is None or self.head[0].sentence != a.sentence:
            return False
        return bool(_BETWEEN_APPOSED.fullmatch(self.text, self.head[0].end, a.start))

    def _apposed(self, written: Written, a: Appearance) -> Referent | None:
        """`The site director, Lena Torvik`, `Ines Falk, the chief engineer`: one person."""
        if self.head is None or not self._is_apposed(a):
            return None
        before = self.head[1]
        if written.is_named == before.written.is_named or before.written.is_plural or written.is_plural:
            return None
        if not same_sort(before.written, written):
            return None
        if written.is_named and written.key in self.referents:
            self._replace(before, self.referents[written.key])
            return self.referents[written.key]
        if written.is_named:
            self.referents.pop(before.written.key, None)
            before.written = merge(before.written, written)
            self.referents[before.written.key] = before
        return before

    def _replace(self, old: Referent, new: Referent) -> None:
        """Everything said of one referent was said of the other."""
        if old is new:
            return
        self.referents.pop(old.written.key, None)
        new.salience += old.presence(max(old.sentence, new.sentence))
        new.written = merge(new.written, old.written)
        for at, referent in self.meant.items():
            if referent is old:
                self.meant[at] = new

    def _find(self, written: Written, a: Appearance, *, is_speaker: bool) -> Referent | None:
        if written.key in self.referents:
            return self.referents[written.key]
        if written.is_named:
            return self._namesake(written)
        return self.described(self.text[a.start : a.end], written, a.sentence, is_speaker=is_speaker)

    def _namesake(self, written: Written) -> Referent | None:
        """The one person or body of the article with that last or first word."""
        if " " in written.name:
            return None
        gender = gender_of(written)  # "Mr Moss" is not Helen
        found = [
            r
            for r in self.referents.values()
            if r.written.is_named
            and written.name.lower() in (r.written.key.split()[-1], r.written.key.split()[0])
            and (gender is None or r.gender in (None, gender))
        ]
        return found[0] if len(found) == 1 else None

    def described(self, phrase: str, written: Written, sentence: int, *, is_speaker: bool) -> Referent | None:
        """Whom a definite description takes up: who has that office, or a body of that sort."""
        first = phrase.split(maxsplit=1)[0].lower() if phrase.strip() else ""
        if first in ("a", "an", "one", "two", "three", "some", "another", "several", "many", "no"):
            return None
        alike = [r for r in self.referents.values() if can_be(r.written, written)]
        fitting = [r for r in alike if not is_told_apart(r.written, written)]
        if fitting:
            return max(fitting, key=lambda r: r.presence(sentence))
        is_one = actor_kind(written.head) == "person" and not written.is_plural and not _OWNED.search(phrase)
        bridged = self._bridged(written, sentence, is_speaker=is_speaker) if first == "the" and is_one else None
        if bridged or alike:
            return bridged or max(alike, key=lambda r: r.presence(sentence))
        titles = load_lexicon().titles
        if written.head in titles["generic_bodies"] and first in ("the", "this", "that"):
            named = [r for r in self.referents.values() if r.may_be_company]
            return max(named, key=lambda r: r.presence(sentence), default=None)
        return None

    def _bridged(self, written: Written, sentence: int, *, is_speaker: bool) -> Referent | None:
        """`Lucia Hartog counts things. When the statistician opened …`: a name gets its description late."""
        if written.head in load_lexicon().titles["offices"]:
            return None
        persons = [
            r
            for r in self.referents.values()
            if r.written.kind == "person"
            and not r.written.is_plural
            and (r.gender is not None or r.is_quoted or (is_speaker and r.acts))
            and gender_of(written) in (None, r.gender)
            and r.sentence >= sentence - _BRIDGED
        ]
        bare = [
            r
            for r in persons
            if sentence - r.introduced <= _BRIDGED and r.sentence >= sentence - 1 and not roles_of(r.written)
        ]
        if len(bare) == 1:
            return bare[0]
        if not is_speaker:
            return None
        return self._varied([r for r in persons if not is_told_apart(r.written, written)], written, sentence)

    def _varied(self, persons: list[Referent], written: Written, sentence: int) -> Referent | None:
        """Who is quoted as "the hotelier" has just been told of: the one of whom most was said, or who shares a word."""
        kindred = [r for r in persons if modifiers_of(written) & r.written.described] or persons
        ranked = sorted((r.presence(sentence) for r in kindred), reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[1] > _OUTSHONE * ranked[0]):
            return None
        return next(r for r in kindred if r.presence(sentence) == ranked[0])


def _with_speakers(discourse: Discourse, spans: list[tuple[int, int]]) -> list[Appearance]:
    """Appearances; those of speakers with the whole phrase that the attribution found."""
    pronouns = {(a.start, a.end) for a in discourse.appearances if a.is_pronoun}
    starts = [start for start, _ in discourse.sentences]
    quoted = [
        Appearance(start, end, bisect_right(starts, start) - 1, SUBJECT, (start, end) in pronouns)
        for start, end in spans
    ]
    inside = [bisect_right(spans, (a.start, _END)) - 1 for a in discourse.appearances]
    others = [a for a, k in zip(discourse.appearances, inside, strict=True) if k < 0 or a.start >= spans[k][1]]
    return sorted([*quoted, *others], key=lambda a: a.start)


def _agrees(pronoun: str, r: Referent) -> bool:
    if pronoun in _HE:
        return (r.is_person or r.may_be_person) and r.gender != "female"
    if pronoun in _SHE:
        return (r.is_person or r.may_be_person) and r.gender != "male"
    if pronoun in _IT:
        return (r.is_body and r.acts) or r.is_document
    return pronoun in _THEY and (r.written.is_plural or (r.is_body and r.acts))


def _sureness(pronoun: str, r: Referent) -> float:
    """Less than 1 for `he` of a name that may be a street's or a country's, and for `they` of one body."""
    if pronoun in _HE | _SHE:
        return 1 if r.is_surely_person else _UNSURE if r.is_person or r.is_quoted else _UNSURE**2
    return _UNSURE if pronoun in _THEY and not r.written.is_plural else 1
