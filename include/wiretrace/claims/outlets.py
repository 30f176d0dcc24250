"""Agencies and outlets as texts name them."""

from __future__ import annotations

import re
from functools import lru_cache

from wiretrace.claims.lexicon import load_lexicon

_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


@lru_cache(maxsize=2)
def _forms() -> dict[str, tuple[str, str]]:
    """Written form → (origin id, name for readers)."""
    data = load_lexicon().outlets
    return {
        form: (f"{kind}:{key}", entry["name"])
        for kind, group in (("agency", data["agencies"]), ("outlet", data["outlets"]))
        for key, entry in group.items()
        for form in entry["forms"]
    }


@lru_cache(maxsize=2)
def _listed() -> re.Pattern[str]:
    forms = sorted(_forms(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b", re.IGNORECASE)


def find_outlet(text: str) -> str | None:
    """The outlet that a speaker's name consists of or begins with (`ABC News' Martha Raddatz`), as written."""
    match = _listed().search(text)
    if match and match.start() <= 4 and _is_written_as_name(match.group()):
        return match.group()
    words = [w for w in re.findall(r"[A-Z][\w&’'-]*", text) if w]
    named = (
        words
        and re.sub(r"['’]s?$", "", words[-1]).lower() in load_lexicon().outlets["outlet_words"]
        and len(words) >= 2
    )
    return _ARTICLE.sub("", text.strip(" .,;:'’")) if named and len(text.split()) <= 5 else None


def _is_written_as_name(form: str) -> bool:
    return any(c.isupper() for c in form.removeprefix("the ").removeprefix("The ")[:1])


def plain_outlet(name: str) -> str:
    """`The Larkford Times'` and `larkford times` are one outlet."""
    return _ARTICLE.sub("", re.sub(r"['’]s?$", "", name.strip(" .,;:"))).lower()


def listed_origin(name: str) -> tuple[str, str] | None:
    """Origin id and readers' name of a listed agency or outlet, None if the whole name is not listed."""
    return _forms().get(plain_outlet(name)) or _forms().get("the " + plain_outlet(name))


def origin_of(name: str) -> tuple[str, str]:
    """Origin id and readers' name of an outlet or agency as written; unlisted ones get an id from their name."""
    match = _listed().search(name)
    if match:
        return _forms()[match.group().lower()]
    return "outlet:" + re.sub(r"[^a-z0-9]+", "-", plain_outlet(name)).strip("-"), _ARTICLE.sub(
        "", name.strip(" .,;:'’")
    )
