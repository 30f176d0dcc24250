"""An invented story for the claims tests: an agency, a paper that cites it, a rewriter, a paper of its own.

`measure_story` takes the steps of the Dag without a warehouse.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from wiretrace.claims.articles import Derivation, PrintedCredit, StoryArticle, place
from wiretrace.claims.extraction.mentions import extract_mentions
from wiretrace.claims.extraction.outlets import Outlets, list_outlets
from wiretrace.claims.speakers.resolution import resolve_speakers
from wiretrace.claims.story import StoryClaims, build_claims, match_story
from wiretrace.overlap.credits.sources import Source

ASSOCIATED_PRESS = Source("agency:associated-press", "Associated Press")
NORTHERN_WIRE = Source("agency:northern-wire", "Northern Wire", "northern-wire.example")
OUTLETS = list_outlets(
    {
        "Associated Press": ASSOCIATED_PRESS,
        "AP": ASSOCIATED_PRESS,
        "Reuters": Source("agency:reuters", "Reuters"),
        "Northern Wire": NORTHERN_WIRE,
    }
)
START = datetime(2026, 3, 2, 8)
AGENCY_TEXT = """The Larkford dam will be closed for nine months after engineers found cracks in its northern wall, the water board said on Monday.

“We will not gamble with the valley below us,” said Dr. Helen Moss, chairwoman of the Larkford Water Board. “The gates stay shut until the wall is safe.”

Moss said the repairs would cost $42 million. She said 1,300 households should expect lower pressure this summer.

Parliament has set aside $600 million for dams across the country."""
CITING_TEXT = """Repairs to the Larkford dam would cost $42 million, Helen Moss told Northern Wire.

“We will not gamble with the valley below us,” Moss said.

Farmers in Easter Vale said they had not been warned that the gates would be shut."""
OWN_TEXT = """Mayor Tom Okafor said on Tuesday that Easter Vale would sue the water board over the closed dam.

“Nobody asked us,” he told reporters. The town has spent $42 million on a flood wall since 2019."""


def article(
    article_id: str, outlet: str, text: str, hours: int, title: str | None = None, *credits: PrintedCredit
) -> StoryArticle:
    return StoryArticle(
        article_id,
        f"{outlet.lower().replace(' ', '-')}.example",
        outlet,
        title,
        text,
        "en",
        START + timedelta(hours=hours),
        START + timedelta(hours=hours),
        credits,
    )


WIRE = article("wire", "Northern Wire", AGENCY_TEXT, 0, "Larkford dam to close for nine months")
MIRROR = article("mirror", "Copy Farm", AGENCY_TEXT, 5, "Larkford dam to close for nine months")
CITING = article("citing", "Vale Post", CITING_TEXT, 6, "Moss: Dam repairs would cost $42 million")
OWN = article("own", "Easter Herald", OWN_TEXT, 30, "Easter Vale to sue over dam")


def derivation(derived: str, source: str, relation: str = "mirror", confidence: float = 0.9) -> Derivation:
    return Derivation(derived, source, None, source, relation, True, confidence)


def measure_story(
    story_id: str, articles: Iterable[StoryArticle], derivations: Iterable[Derivation], outlets: Outlets
) -> StoryClaims:
    ordered = sorted(articles, key=lambda a: a.turn)
    mentions = [place(a, m) for a in ordered for m in extract_mentions(a.text, a.title, a.language, outlets)]
    known = list(derivations)
    resolved, speakers = resolve_speakers(story_id, mentions)
    return build_claims(story_id, resolved, speakers, match_story(resolved, known), known, outlets)
