"""How surely a clause is stated, by its words: denied, possible, likely or asserted."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from wiretrace.claims.extraction.spoken import Attribution
from wiretrace.claims.language.lexicon import has_list, load_lexicon

_WORD = re.compile(r"[\w’'-]+")
_CONTRACTED_NOT = re.compile(r"n['’]t(?![\w’'-])")
_NO = re.compile(r"\bno ([\w’'-]+)")
_CAPITALS = 0.7  # of the longer words of a headline that begin with one, from which a capital says nothing
_MODAL_MAY = re.compile(r"(?<!\b(?:in|by|of) )(?<!\b(?:last|next) )(?<!\bsince )(?<!\d )\bmay\b(?! \d)", re.IGNORECASE)


def read_modality(span: str, a: Attribution | None, language: str | None) -> str:
    """How surely a clause is stated: denied, possible, likely or asserted."""
    if not has_list("modality", language):
        return "asserted"
    modality = load_lexicon(language).modality
    lowered = span.lower()
    words = set(_WORD.findall(lowered))
    if "’" in lowered or "'" in lowered:
        words = {w.strip("‘’'") for w in words}
    if "may" in words and not _is_modal(span):
        words.discard("may")
    if (
        (a is not None and (a.is_negated or a.strength == "denying"))
        or any(_denies(w, lowered, modality) for w in modality["negations"] & words)
        or (("n't" in lowered or "n’t" in lowered) and _CONTRACTED_NOT.search(lowered))
        or ("no" in words and _denies_with_no(lowered, modality["no_denial"]))
    ):
        return "denied"
    if not modality["possible"].isdisjoint(words):
        return "possible"
    return "asserted" if modality["likely"].isdisjoint(words) else "likely"


def _denies(word: str, lowered: str, modality: Mapping[str, Collection[str]]) -> bool:
    if word in modality["denying_to"]:
        return f"{word} to " in lowered
    following = re.findall(rf"(?<!\bin )(?<!\bno )\b{word} (\w+)", lowered) if word in modality["doubting"] else ()
    return word not in modality["doubting"] or any(w in modality["doubted"] for w in following)


def _denies_with_no(lowered: str, no_denial: Collection[str]) -> bool:
    """`no injuries`, but neither `no fewer than nine` nor `No. 9`."""
    return any(match.group(1) not in no_denial for match in _NO.finditer(lowered))


def _is_modal(span: str) -> bool:
    """Whether its `may` weakens it: neither `in May` nor `Theresa May`. A headline may have all words in capitals."""
    if re.search(r"\bmay\b", span):
        return True
    words = re.findall(r"[^\W\d_]{4,}", span)
    is_title = sum(w[0].isupper() for w in words) > _CAPITALS * len(words)
    return bool((is_title and _MODAL_MAY.search(span)) or span.lstrip("“\"‘'").startswith("May "))
