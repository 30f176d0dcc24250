"""Pages that are no articles, and how that is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from wiretrace.clean.page import Block

SHORTEST_WORDS = 40  # below it neither origin nor language can be told; the shortest real news briefs have about 50
SOFT_404 = re.compile(
    r"(page|article|story|content|file) (was |is |has been |you('re| are) looking for |requested )?(could not be |can(no|')t be |not |isn't )?(found|removed|available|exist)|\b404\b|"
    r"seite (wurde )?nicht gefunden|page (introuvable|non trouvée)|página no encontrada|pagina non trovata|no longer available|doesn[’']t exist|does not exist",
    re.IGNORECASE,
)
CONSENT = re.compile(
    r"(accept|agree|manage|reject)[^.]{0,30}(all|cookies|consent)|before you continue|your privacy (choices|matters)|we (and our partners )?(use|store)[^.]{0,40}cookies|zustimmen|tout accepter|aceptar (todas|cookies)|datenschutzeinstellungen",
    re.IGNORECASE,
)
LOGIN = re.compile(
    r"(log|sign) in to (continue|read|your)|subscribe to (continue|read)|to continue reading|subscribers only|create (a free |an )?account|already a (subscriber|member)|register to (read|continue)|jetzt anmelden|abonnez-vous pour|suscríbete para",
    re.IGNORECASE,
)
BOT_WALL = re.compile(
    r"(are you|verify (that )?you are|confirm you are) (a |not a )?(human|robot)|checking your browser|enable javascript and cookies|unusual traffic|access (to this page has been )?denied|request blocked|captcha|ddos protection|attention required|just a moment",
    re.IGNORECASE,
)
INDEX_PATH = re.compile(
    r"^/?$|^/(news|world|politics|business|sport|sports|home|latest|category|tag|topics?|section|author|search|archive)s?(/[\w-]+)?/?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Refusal:
    """Why a page is discarded: `reason` is counted, `detail` shows what was seen."""

    reason: str
    detail: str


def refuse(text: str, title: str | None, url: str, blocks: list[Block]) -> Refusal | None:
    """A reason only with evidence: a long text is an article whatever words are around it."""
    words = text.split()
    if len(words) >= SHORTEST_WORDS * 3 and not _is_index(url, blocks, len(words)):
        return None
    seen = " ".join(block.text for block in blocks[:60])[:4000]
    shown = f"{title or ''} | {text[:600]}"
    shape = f"{len(blocks)} blocks, {len(words)} words of text"
    evidence = (
        ("soft_404", SOFT_404.search(title or "") or (len(words) < SHORTEST_WORDS and SOFT_404.search(shown))),
        ("bot_wall", BOT_WALL.search(shown)),
        ("consent_page", len(words) < SHORTEST_WORDS * 2 and CONSENT.search(text[:800] or seen)),
        ("login_wall", len(words) < SHORTEST_WORDS and LOGIN.search(f"{shown} {seen}")),
        ("index_page", _is_index(url, blocks, len(words))),
        ("empty", not words),
        ("too_short", len(words) < SHORTEST_WORDS),
    )
    reason = next((name for name, is_seen in evidence if is_seen), None)
    return Refusal(reason, f"{shape}: {(title or text)[:120]}") if reason else None


def _is_index(url: str, blocks: list[Block], word_count: int) -> bool:
    """A front or section page: its address is one, or most of its words are links to other pages."""
    linked = sum(len(block.text) for block in blocks if block.link_share > 0.8)
    total = sum(len(block.text) for block in blocks) or 1
    is_front = bool(INDEX_PATH.match(urlsplit(url).path)) and "?" not in url
    return linked / total > (0.5 if is_front else 0.85) and word_count < (600 if is_front else SHORTEST_WORDS * 2)
