"""Sentence boundaries with offsets, never inside quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right

from wiretrace.claims.language.lexicon import load_lexicon
from wiretrace.claims.language.quotations import Quoted, find_paragraphs, find_quoted

# An end mark with what closes after it, blanks, and what can begin a sentence.
_BOUNDARY = re.compile(r"([.!?…]|\. \. \.)(['’\"”»«」』)\]]*)\s+(?=['‘\"“„«»「『(\[]*[A-Z0-9ÀÁÂÄÅÆÇÈÉÊÍÎÓÔÖØÚÜÝ$£€])")
_WORD_BEFORE = re.compile(r"[^\s\"“”('‘\[]+$")
_UNSPACED = re.compile(r"\S+")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]?")
_STARTERS = frozenset(
    [
        "the",
        "a",
        "an",
        "he",
        "she",
        "it",
        "they",
        "we",
        "i",
        "but",
        "and",
        "in",
        "on",
        "at",
        "his",
        "her",
        "their",
        "its",
        "this",
        "that",
        "these",
        "those",
        "there",
        "when",
        "while",
        "after",
        "as",
        "if",
        "then",
        "both",
        "some",
        "what",
        "who",
    ]
)
_NAMING = frozenset(["shares"])


def _word_after(text: str, position: int) -> str:
    match = _UNSPACED.search(text, position)
    return match.group().strip("\"“”'’‘(),.;:") if match else ""


def _is_abbreviation(text: str, mark: int, after: int) -> bool:
    """Whether the full stop at `mark` belongs to an abbreviation and the sentence goes on at `after`."""
    before = _WORD_BEFORE.search(text, max(0, mark - 20), mark)
    if before is None:
        return False
    word, following = before.group().lower(), _word_after(text, after)
    grammar = load_lexicon().grammar
    if word in grammar["never_final"] or (
        len(word) == 1 and word.isalpha() and word != "i" and text[mark - 1].isupper()
    ):
        return not (len(word) == 1 and following.lower() in _STARTERS)
    if word.isdigit() and len(word) <= 2:
        return following.lower() in grammar["numbered_months"]
    if word in ("no", "nos"):
        return following[:1].isdigit()
    if word in grammar["abbreviations"] or _INITIALS.fullmatch(word):
        return (
            following.lower() not in _STARTERS
            and (word not in ("a.m", "p.m") or following[:1].isalpha())
            and not _starts_clause(text, after, word)
        )
    return False


def _starts_clause(text: str, after: int, word: str) -> bool:
    """`Inc. Shares fell`: a capitalised common word and a verb begin a sentence after a company's mark."""
    following = _word_after(text, after).lower()
    return word in ("inc", "co", "corp", "ltd", "llc", "conn", "mass") and (
        following in _NAMING or following in _STARTERS
    )


def _quoted_at(quoted: list[Quoted], starts: list[int], position: int) -> bool:
    index = bisect_right(starts, position) - 1
    return index >= 0 and quoted[index].start < position < quoted[index].end - 1


def split_paragraph(text: str, start: int, end: int, quoted: list[Quoted]) -> list[tuple[int, int]]:
    """Sentences of one paragraph; marks inside a quotation end none."""
    starts, found, begin = [q.start for q in quoted], [], start
    for match in _BOUNDARY.finditer(text, start, end):
        mark = match.start(1)
        if match.group(2)[:1] not in ('"', "”", "»", "«", "」", "』", "'", "’") and _quoted_at(quoted, starts, mark):
            continue
        if match.group(2) and _quoted_at(quoted, starts, match.end(2)):
            continue
        if match.group(1) == "." and not match.group(2) and _is_abbreviation(text, mark, match.end()):
            continue
        found.append((begin, match.end(2)))
        begin = match.end()
    if text[begin:end].strip():
        found.append((begin, len(text[:end].rstrip())))
    return found


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Offsets of the sentences of a text, paragraph by paragraph."""
    return [s for a, b in find_paragraphs(text) for s in split_paragraph(text, a, b, find_quoted(text, a, b))]
