"""The relation of each pair that shares text. The rules stand in `tracing`."""

from __future__ import annotations

from typing import Final

from wiretrace.overlap.articles import PrintedCredit
from wiretrace.overlap.derivations.cues import claims_as_original, credit_of, prints_agency_text
from wiretrace.overlap.derivations.evidence import Evidence, Oriented, has_same_title
from wiretrace.overlap.derivations.tracing import COPY_SHARE
from wiretrace.overlap.passages.candidates import FURNITURE_WORDS

MIRROR_SHARE: Final = 0.7  # of the derived text
MIRROR_SOURCE_SHARE: Final = 0.75  # of the source; who prints less of it prints an excerpt
WHOLE_SHARE: Final = 0.9  # of both texts, from which one page is the other under the same headline
EDITED_SHARE: Final = 0.25  # exchanged words of the passages, from which a copy is a rewrite
ATTRIBUTION_WORDS: Final = 30  # narrative words around shared quotations: who said it, and where
ATTRIBUTION_SHARE: Final = 0.65  # of such words to quoted ones, where much is quoted
EXPLAINED_SHARE: Final = (
    0.9  # of the shared words that also stand in a third article, from which that one explains them
)
OWN_SHARE: Final = 0.05  # of a text that is its own, from which it is no mere copy of a press release
PAGE_RULES: Final = frozenset({"byline", "credit_line", "contributed"})  # a dateline goes along with the text


def find_relation(evidence: Evidence, pair: Oriented) -> str | None:  # noqa: PLR0911 - a decision list
    """None: nothing that one took from the other."""
    if is_own_reuse(evidence, pair) and not _is_copy_either_way(pair) and pair.narrative < FURNITURE_WORDS:
        return None
    if _is_quotation(pair):
        return "shared_quotation"
    if is_same_page(evidence, pair):
        return "mirror"
    if is_sibling(evidence, pair) or common_document(evidence, pair):
        return "common_source"
    if pair.derived_share < COPY_SHARE:
        return "excerpt"
    if evidence.articles.outlet_kind[pair.source] == "agency":
        return "wire_copy"
    if 1.0 - pair.matched / max(1, pair.words) > EDITED_SHARE:
        return "rewrite"
    if pair.derived_share >= MIRROR_SHARE and pair.source_share >= MIRROR_SOURCE_SHARE:
        return "mirror"
    return "excerpt"


def _is_quotation(pair: Oriented) -> bool:
    """What they share is mostly somebody's words, with a little about who said them."""
    quoted = pair.words - pair.narrative
    is_little = pair.narrative < ATTRIBUTION_WORDS and pair.narrative < quoted
    return quoted > 0 and (is_little or pair.narrative <= ATTRIBUTION_SHARE * quoted)


def is_own_reuse(evidence: Evidence, pair: Oriented) -> bool:
    """Both are one outlet's: a few words that its pages share are its furniture or background."""
    return bool(evidence.articles.outlet_id[pair.derived] == evidence.articles.outlet_id[pair.source])


def _is_copy_either_way(pair: Oriented) -> bool:
    """As much of one of the two stands in the other as makes a copy, whichever took it from which."""
    return max(pair.derived_share, pair.source_share) >= COPY_SHARE and pair.narrative > 0


def is_same_page(evidence: Evidence, pair: Oriented) -> bool:
    """The whole text under the holder's own headline, with no credit of its own: taken from that page.

    A licensed copy of an agency's text has its own headline, or a byline or credit line outside the text.
    """
    articles = evidence.articles
    if min(pair.derived_share, pair.source_share) < WHOLE_SHARE or evidence.parents.get(pair.derived) is not pair:
        return False
    if any(c.rule in PAGE_RULES and c.char_start is None for c in evidence.credits.get(pair.derived, ())):
        return False
    return has_same_title(articles, pair.derived, pair.source)


def is_sibling(evidence: Evidence, pair: Oriented) -> bool:
    """Both print a third text, and nothing says that one took it from the other."""
    articles = evidence.articles
    if claims_as_original(articles, pair.derived, pair.source):
        return False
    if credit_of(articles, evidence.credits, pair.derived, pair.source):
        return False
    if _is_explained(evidence, pair):
        return True
    derived_parent, source_parent = evidence.parents.get(pair.derived), evidence.parents.get(pair.source)
    if derived_parent and source_parent and derived_parent.source == source_parent.source:
        return derived_parent.source not in (pair.source, pair.derived)
    one, other = evidence.agencies.get(pair.derived), evidence.agencies.get(pair.source)
    is_same_agency = one is not None and other is not None and one.credit.origin_id == other.credit.origin_id
    return is_same_agency and articles.outlet_kind[pair.source] != "agency" and _is_copy_either_way(pair)


def _is_explained(evidence: Evidence, pair: Oriented) -> bool:
    """The source copies a third article, and what the pair shares stands in that one too."""
    third = evidence.parents.get(pair.source)
    if third is None or third.source == pair.derived or evidence.parents.get(pair.derived) is pair:
        return False
    return evidence.shared_words.get((pair.derived, third.source), 0) >= EXPLAINED_SHARE * pair.words


def common_document(evidence: Evidence, pair: Oriented) -> PrintedCredit | None:
    """A document that both print and name, each with words of its own: who was first to print it is not its source."""
    if pair.source_share > 1.0 - OWN_SHARE or pair.derived_share > 1.0 - OWN_SHARE or not _is_copy_either_way(pair):
        return None
    if is_own_reuse(evidence, pair) or any(
        prints_agency_text(evidence.articles, evidence.credits, n) for n in (pair.derived, pair.source)
    ):
        return None
    named = {c.origin_id for c in evidence.credits.get(pair.source, ()) if c.rule == "document"}
    found = (c for c in evidence.credits.get(pair.derived, ()) if c.rule == "document" and c.origin_id in named)
    return next(found, None)
