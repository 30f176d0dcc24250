"""The statements of a headline that tells of several: `Mill burns, two hurt`."""

from __future__ import annotations

from wiretrace.claims.extraction.attribution import read_piece
from wiretrace.claims.extraction.spoken import Span
from wiretrace.claims.extraction.statements import Told, find_colon_behind, find_semicolon, move, read_headline
from wiretrace.claims.language.lexicon import load_lexicon
from wiretrace.claims.language.syntax import Sentence, is_number

_MIN_WORDS = 2  # "four dead"
_MIN_LEFT = 3  # before a comma: "Mayor, four aides resign" names one subject


def read_statements(title: str, language: str | None) -> list[Told]:
    """The statements of a headline; who stands inside one of them (`Moss denies it; mayor resigns`) tells no other."""
    if not title.strip():
        return []
    parted = find_semicolon(title)
    if parted is not None:
        return read_statements(title[:parted], language) + _read_behind(title, parted + len("; "), language)
    told = read_headline(title, language)
    rest = find_colon_behind(title, told[0])
    if rest is None or not _tells(title[rest:], language):
        return _read_parts(title, told, language)
    return [*_read_parts(title, told, language), *_read_behind(title, rest, language)]


def _read_behind(title: str, start: int, language: str | None) -> list[Told]:
    return [move(told, start) for told in read_statements(title[start:], language)]


def _tells(rest: str, language: str | None) -> bool:
    """Whether what stands behind a quotation tells more than whose it is: `the night it rained`, `sailors tell of it`."""
    sentences = read_piece(rest, load_lexicon(language))
    s = sentences[0] if sentences else None
    return s is not None and not any(s.cue_places) and not s.among(0, "determiners") and _has_verb(s, 0, s.last())


def _read_parts(title: str, told: Told, language: str | None) -> list[Told]:
    span, speaker, cue = told
    parts = _split(title, span, language)
    if len(parts) == 1 or speaker is None or speaker[0] < span[0] or speaker[0] >= span[1]:
        return [(part, speaker, cue) for part in parts]
    return [move(told, start) for start, end in parts for told in read_statements(title[start:end], language)]


def _split(title: str, span: Span, language: str | None) -> list[Span]:
    """Parts that each have a verb or count something, cut at a semicolon, a comma, `as` and `after`."""
    start, end = span
    sentences = read_piece(title[start:end], load_lexicon(language))
    cuts = _find_cuts(sentences[0]) if len(sentences) == 1 else []
    begins, ends = [start, *(start + b for _, b in cuts)], [*(start + a for a, _ in cuts), end]
    return [_strip(title, a, b) for a, b in zip(begins, ends, strict=True)]


def _find_cuts(s: Sentence) -> list[Span]:
    """Characters of the marks and conjunctions between the parts."""
    cuts, begin, last = [], 0, s.last()
    for k in range(1, last):
        after = k + 1 + (s.words[k] in (",", ";") and s.words[k + 1 : k + 2] == ("and",))
        if min(k - begin, last - after) >= _MIN_WORDS and _is_boundary(s, begin, k, after, last):
            cuts.append(s.span(k, after))
            begin = after
    return cuts


def _strip(title: str, start: int, end: int) -> Span:
    part = title[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def _is_boundary(s: Sentence, begin: int, k: int, after: int, last: int) -> bool:
    word = s.words[k]
    if not _may_part(s, k):
        return False
    if word == ";":
        return True
    end = next((m for m in range(after, last) if _may_part(s, m)), last)
    if word == ",":
        return k - begin >= _MIN_LEFT and _states(s, begin, k) and _states(s, after, end)
    if word == "as" and (s.among(k - 1, "described_as") or s.among(after, "determiners")):
        return False
    return _states(s, begin, k) and _has_verb(s, after, end)


def _may_part(s: Sentence, k: int) -> bool:
    return s.words[k] in (",", ";") or s.among(k, "headline_joins")


def _states(s: Sentence, i: int, j: int) -> bool:
    return _has_verb(s, i, j) or _counts(s, i, j)


def _counts(s: Sentence, i: int, j: int) -> bool:
    """`four dead`, `2,340 jobs at risk`, but neither `9, saved` nor `40 miles from Larkford`."""
    return j - i >= _MIN_WORDS and is_number(s, i) and s.words[i + 1] not in s.lexicon.quantities["units"]


def _has_verb(s: Sentence, i: int, j: int) -> bool:
    """Whether a finite verb or a participle stands behind its subject."""
    return any(s.finite[k] or _looks_present(s, k, j) for k in range(i + 1, j))


def _looks_present(s: Sentence, k: int, j: int) -> bool:
    """`rams` of `frigate rams cutter`, `apologises` of `nobody apologises`."""
    word = s.words[k]
    if not word.isalpha() or not word.endswith("s") or word.endswith("ss") or not s.words[k - 1].isalpha():
        return False
    if s.among(k - 1, "indefinites"):
        return True
    begins = any(s.among(k - 1, listed) for listed in ("determiners", "possessives", "prepositions", "conjunctions"))
    return not begins and not is_number(s, k - 1) and k + 1 < j and s.words[k + 1] not in ("of", "and")
