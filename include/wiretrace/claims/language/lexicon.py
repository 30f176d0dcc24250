"""Word lists of one language, read from `data/*.<language>.yaml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parents[1] / "data"
DEFAULT_LANGUAGE = "en"
ACT = "act"  # frame of verbs that only tell of an act of speech
JOINT = "_"  # joins the words of a cue of several: rule_out


@dataclass(frozen=True)
class Cue:
    """An inflected form of an attributing verb."""

    lemma: str
    frame: str  # act, clause, addressee, object or thought
    strength: str
    tense: str  # base, present, past or participle (-ing)
    is_nounlike: bool
    needs_mark: bool


@dataclass(frozen=True, eq=False)  # one for each language: what is read with it can be remembered
class Lexicon:
    cues: Mapping[str, Cue]
    acts: frozenset[str]
    speech_acts: frozenset[str]
    counting: frozenset[str]
    refiguring: frozenset[str]
    figures: frozenset[str]
    nouns: frozenset[str]
    source_phrases: Mapping[str, tuple[str, ...]]  # longest word → `in`, `the`, `view`, `of`
    grammar: Mapping[str, frozenset[str]]
    titles: Mapping[str, Any]
    carriers: Mapping[str, Any]
    quantities: Mapping[str, Any]
    modality: Mapping[str, frozenset[str]]

    @cached_property
    def phrases(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """First word of a cue of several words → its other words, the longest first: `made` → (it, clear), (clear)."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for form in self.cues:
            first, *others = form.split(JOINT)
            if others:
                found.setdefault(first, []).append(tuple(others))
        return {first: tuple(sorted(rests, key=len, reverse=True)) for first, rests in found.items()}

    @cached_property
    def source_words(self) -> frozenset[str]:
        """Words by which phrases for a source are found."""
        return self.grammar["believed"].union(self.source_phrases)

    @cached_property
    def cue_words(self) -> frozenset[str]:
        """Words that are or begin a cue by themselves: verbs, speech's nouns, words of phrases for a source."""
        return frozenset(form for form in self.cues if JOINT not in form) | self.nouns | self.source_words

    @cached_property
    def second_words(self) -> Mapping[str, frozenset[str]]:
        """Second words of the cues of several words that begin with a word which is none by itself."""
        found = ((first, rests) for first, rests in self.phrases.items() if first not in self.cue_words)
        return {first: frozenset(rest[0] for rest in rests) for first, rests in found}

    @cached_property
    def beginnings(self) -> frozenset[str]:
        return self.cue_words | self.second_words.keys()

    @cached_property
    def act_words(self) -> frozenset[str]:
        """Words at which an act of speech can begin."""
        return frozenset(form.partition(JOINT)[0] for form, cue in self.cues.items() if self.is_act(cue))

    @cached_property
    def act_lemmas(self) -> frozenset[str]:
        return frozenset(cue.lemma for cue in self.cues.values() if cue.frame == ACT)

    def is_act(self, cue: Cue) -> bool:
        return cue.frame == ACT or cue.lemma in self.speech_acts

    def cue_at(self, words: Sequence[str], i: int) -> tuple[Cue | None, int]:
        """The cue that begins at a word, and the index after it."""
        for rest in self.phrases.get(words[i], ()):
            after = i + 1 + len(rest)
            if tuple(words[i + 1 : after]) == rest:
                return self.cues[JOINT.join((words[i], *rest))], after
        return self.cues.get(words[i]), i + 1

    @cached_property
    def finite_verbs(self) -> frozenset[str]:
        """Words that are finite verbs wherever they stand, besides the regular forms in -ed."""
        speaking = frozenset(form for form, cue in self.cues.items() if not cue.is_nounlike)
        return self.grammar["auxiliaries"] | self.grammar["finite_verbs"] | speaking


@lru_cache(maxsize=256)  # asked for every clause
def has_list(name: str, language: str | None) -> bool:
    """Whether a language has a word list of its own; a language that was not detected is read as the default one."""
    return (DATA / f"{name}.{language or DEFAULT_LANGUAGE}.yaml").exists()


def has_rules(language: str | None) -> bool:
    """Whether speech can be attributed in a language: its verbs and grammar are listed."""
    return has_list("cue_verbs", language) and has_list("grammar", language)


def read_data(name: str, language: str) -> dict[str, Any]:
    """A word list; a language without its own list is read with the English one."""
    path = DATA / f"{name}.{language}.yaml"
    path = path if path.exists() else DATA / f"{name}.{DEFAULT_LANGUAGE}.yaml"
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def read_list(name: str, language: str) -> list[str]:
    """A word list of plain lines; none for a language that has none."""
    path = DATA / f"{name}.{language}.yaml"
    return list(yaml.safe_load(path.read_text(encoding="utf-8"))) if path.exists() else []


def read_mapping(name: str, language: str) -> dict[str, str]:
    """A word list of `word: its forms`; empty for a language that has none."""
    path = DATA / f"{name}.{language}.yaml"
    loaded = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {str(key): str(value) for key, value in loaded.items()}


def words(value: str | list[str]) -> frozenset[str]:
    return frozenset(str(w) for w in (value.split() if isinstance(value, str) else value))


def inflect(lemma: str, irregular: Mapping[str, list[str]]) -> dict[str, str]:
    """Form → tense of an English verb: regular unless listed. Of several words the first is inflected."""
    if JOINT in lemma:
        verb, _, rest = lemma.partition(JOINT)
        return {f"{form}{JOINT}{rest}": tense for form, tense in inflect(verb, irregular).items()}
    if lemma in irregular:
        present, *past, participle = irregular[lemma]
        return {
            participle: "participle",
            **dict.fromkeys(past, "past"),
            present: "present",
            **({} if lemma in past else {lemma: "base"}),
        }
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    if lemma.endswith("y") and lemma[-2] not in "aeou":
        return {lemma: "base", lemma[:-1] + "ies": "present", lemma[:-1] + "ied": "past", lemma + "ing": "participle"}
    present = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x")) else "s")
    return {lemma: "base", present: "present", stem + "ed": "past", stem + "ing": "participle"}


def _inflect_cues(data: Mapping[str, Any]) -> dict[str, Cue]:
    nounlike, needs_mark = words(data["nounlike"]), words(data["needs_mark"])
    cues: dict[str, Cue] = {}
    for frame in (ACT, "thought", "object", "clause", "addressee"):
        for strength, lemmas in data[frame].items():
            for lemma in sorted(words(lemmas)):
                for form, tense in inflect(lemma, data["irregular"]).items():
                    is_nounlike = form in nounlike or (frame == ACT and JOINT not in form)
                    cues[form] = Cue(lemma, frame, strength, tense, is_nounlike, lemma in needs_mark)
    return cues


def read_titles(language: str) -> dict[str, Any]:
    titles = {k: words(v) if isinstance(v, str) else v for k, v in read_data("titles", language).items()}
    return titles | {"given_names": titles["female_names"] | titles["male_names"]}


@lru_cache(maxsize=8)
def load_lexicon(language: str | None = DEFAULT_LANGUAGE) -> Lexicon:
    language = language or DEFAULT_LANGUAGE
    verbs = read_data("cue_verbs", language)
    return Lexicon(
        cues=_inflect_cues(verbs),
        acts=words(verbs["acts"]),
        speech_acts=words(verbs["speech_acts"]),
        refiguring=words(verbs["refiguring"]),
        figures=words(verbs["figures"]),
        counting=words(verbs["counting"]),
        nouns=words(verbs["nouns"]),
        source_phrases={max(p.split(), key=len): tuple(p.split()) for p in verbs["source_phrases"]},
        grammar={k: words(v) for k, v in read_data("grammar", language).items()},
        titles=read_titles(language),
        carriers=read_data("carriers", language),
        quantities={k: words(v) if isinstance(v, str) else v for k, v in read_data("quantities", language).items()},
        modality={k: words(v) for k, v in read_data("modality", language).items()},
    )
