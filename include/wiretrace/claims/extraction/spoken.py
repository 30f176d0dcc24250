"""What attribution finds: content, speaker and cue, with the rule that found them."""

from __future__ import annotations

from dataclasses import dataclass

from wiretrace.claims.extraction.cues import CueUse
from wiretrace.claims.language.syntax import QUOTE, Sentence

Span = tuple[int, int]
QUOTED_KINDS = ("direct", "mixed")  # of content that has somebody's own words
# Share of each rule's findings that are right (span within half of the annotated one) on the development articles.
CONFIDENCE = {
    "clause-after-cue": 0.71,
    "tag-after": 0.91,
    "tag-inverted": 0.95,
    "tag-inside": 0.85,
    "tag-opening": 0.91,
    "according-to": 0.81,
    "carried-sentence": 0.99,
    "carried-paragraph": 0.9,
    "quotation-without-cue": 0.61,
    "by-noun": 0.68,
    "goes-on": 0.5,  # a handful there, most of a kind that is not annotated
    "speech-act": 0.6,  # not annotated there
}


@dataclass(frozen=True)
class Attribution:
    """Content attributed to a speaker. Several spans: the tag stands inside, or the quotation has paragraphs."""

    spans: tuple[Span, ...]
    kind: str  # direct, mixed or indirect
    speaker_span: Span | None
    cue_span: Span | None
    lemma: str
    strength: str
    is_negated: bool
    rule_id: str
    confidence: float

    @property
    def start(self) -> int:
        return self.spans[0][0]


def build(s: Sentence, parts: list[Span], subject: Span | None, use: CueUse, rule: str) -> Attribution | None:
    """An attribution of the tokens in `parts`; None if they are too few to state anything."""
    spans = tuple(s.span(a, b) for a, b in parts if b > a)
    if not spans or (sum(b - a for a, b in parts) < 2 and QUOTE not in s.words[parts[0][0] : parts[0][1]]):
        return None
    cue = s.span(use.index, use.after)
    kind = kind_of(s, parts)
    return Attribution(
        spans, kind, subject, cue, use.cue.lemma, use.cue.strength, use.is_negated, rule, CONFIDENCE[rule]
    )


def kind_of(s: Sentence, parts: list[Span]) -> str:
    """direct: all between quotation marks; mixed: part; indirect: none."""
    tokens = [w for a, b in parts for w in s.words[a:b] if w not in (",", ".", ":")]
    if all(w == QUOTE for w in tokens):
        return "direct"
    return "mixed" if QUOTE in tokens else "indirect"
