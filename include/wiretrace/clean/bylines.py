"""Names of authors out of bylines: without "By", roles, agencies' addresses and site names."""

from __future__ import annotations

import re
from collections.abc import Iterable

BY = re.compile(
    r"^(?:(?:written|reported|posted|story|words|text|article|analysis|review|opinion|published)\s+)?(?:by|von|par|por|di|av|door)\b[:\s]+",
    re.IGNORECASE,
)
SEPARATORS = re.compile(r"\s*(?:;|\||•|·|\n|\s/\s|,?\s+(?:and|und|et|y|&)\s+)\s*", re.IGNORECASE)
ROLE = re.compile(
    r"\b(correspondent|reporter|editor|writer|columnist|staff|contributor|bureau|chief|producer|journalist|analyst|author|"
    r"redakteur\w*|korrespondent\w*|rédacteur|journaliste|redactor\w*|photograph\w*|fellow|professor|director|manager|ceo|founder|"
    r"desk|team|newsroom|phd|md|rn|msc|ph\.d\.?|m\.d\.?|mba|jr|sr)\b",
    re.IGNORECASE,
)
CREDENTIAL = re.compile(
    r"^(ph\.?d|m\.?d|r\.?n|mba|m\.?a|msc|esq|cpa|lcsw|lmft|j\.?d|rdn?|np|do|dds|cfp|pmp)\b\.?", re.IGNORECASE
)
NOISE = re.compile(
    r"(https?://\S+|www\.\S+|\S+@\S+|\(.*?\)|\b(?:updated|published|posted|last modified)\b.*|\bon\s+\w+ \d.*|\d{1,2}[:.]\d{2}.*|"
    r"\b(?:19|20)\d\d\b.*)",
    re.IGNORECASE,
)
NOBODY = re.compile(
    r"^(admin(istrator)?|editor(ial)?|editors|guest|user|author|staff|unknown|none|null|n/?a|anonymous|web ?master|by|view all posts?.*|follow.*|contact.*|share.*)$",
    re.IGNORECASE,
)
LONGEST_NAME = 60


def read_authors(values: Iterable[str], site_name: str | None = None) -> list[str]:
    """Distinct names in printed order. A name is never split at a comma that precedes a role or degree."""
    found: dict[str, str] = {}
    for value in values:
        for name in _split(value):
            cleaned = _cleaned(name)
            if cleaned and cleaned.casefold() != (site_name or "").casefold():
                found.setdefault(cleaned.casefold(), cleaned)
    return list(found.values())


def _split(value: str) -> list[str]:
    text = BY.sub("", value.strip().lstrip("-–—").strip())
    names: list[str] = []
    for part in SEPARATORS.split(text):
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        names += [piece for number, piece in enumerate(pieces) if number == 0 or _is_another(piece)]
    return names


def _is_another(piece: str) -> bool:
    return len(piece.split()) > 1 and not ROLE.search(piece) and not CREDENTIAL.match(piece) and piece[:1].isupper()


def _cleaned(name: str) -> str | None:
    text = " ".join(NOISE.sub(" ", BY.sub("", name.strip())).split()).strip(" ,.-–—:|*")
    if not text or len(text) > LONGEST_NAME or NOBODY.match(text) or not re.search(r"[^\W\d_]{2}", text):
        return None
    return text.title() if text.isupper() and " " in text and len(text) > 5 else text
