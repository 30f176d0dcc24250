"""Derivations from shared text and from credits.

Relations between two held articles that share text, in this order:

* none: a few words that two texts of one outlet share; a house's own lines derive from nobody.
* `shared_quotation`: only words inside quotation marks.
* `mirror`: the whole text under the holder's own headline, without a byline or credit line of its own.
* `common_source`: both are copies of the same third text: of an article that is held, of an agency whose text
  is not held, or of a document (a press release, a study) that both name, each with words of its own. Also
  where all that two articles share stands in a third, of which one is a copy.
* `wire_copy`: the source is an article of an agency and makes up a third of the derived text or more.
* `rewrite`: a third or more of the derived text follows the source, but many words were exchanged.
* `mirror`: the derived text is mostly the source's, and most of the source stands in it.
* `excerpt`: a part of the source.

Rows to an absent origin rest on credits, or on copies of its text:

* An agency's dateline, byline or credit line makes the whole text a `wire_copy`; the credit spreads to copies
  of the same text that dropped it. Who shares a quotation or a part with such a copy has it from the agency.
* An outlet that an article names all along (three places or more, spread over its text) is the source of an
  `excerpt`: an interview retold. Named in a sentence or two ("The Ashmere Post reported", "told ABC News",
  "Kestrel Wire contributed") it is a `citation`: it vouches for that sentence, and no text is known to be copied.

When the credited outlet's own article is held and shares text or is retold, the relation is to that article,
and no absent origin is named: the node becomes the article when its text arrives.

Credits spread inside a cluster of copies, so a change to one article re-traces its whole cluster and
every pair of its members. Relations also look at the clusters of the other article of each pair.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import duckdb
import numpy as np
import numpy.typing as npt

from wiretrace.overlap import METHOD_VERSION
from wiretrace.overlap.clusters import label_components
from wiretrace.overlap.queries import run_query
from wiretrace.overlap.text.arrays import Floats, Integers

COPY_SHARE: Final = 0.35  # of the derived text, from which one article is a copy of the other


@dataclass(frozen=True)
class Pairs:
    """Pairs that share text. Shares are characters of the article inside passages, 0 to 1."""

    left: Integers
    right: Integers
    word_count: Integers
    matched: Integers
    narrative: Integers
    left_share: Floats
    right_share: Floats

    @property
    def is_copy(self) -> npt.NDArray[np.bool_]:
        return (np.maximum(self.left_share, self.right_share) >= COPY_SHARE) & (self.narrative > 0)

    def take(self, rows: npt.NDArray[np.int64] | npt.NDArray[np.bool_]) -> Pairs:
        return Pairs(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))

    def touching(self, numbers: Integers) -> Pairs:
        """Those of which one article is among these."""
        is_among = _mark(numbers, max(int(column.max(initial=0)) for column in (self.left, self.right, numbers)))
        return self.take(is_among[self.left] | is_among[self.right])


def _mark(numbers: Integers, last: int) -> npt.NDArray[np.bool_]:
    is_among = np.zeros(last + 1, bool)
    is_among[numbers] = True
    return is_among


def read_pairs(con: duckdb.DuckDBPyConnection) -> Pairs:
    """All pairs of the corpus."""
    shares = run_query(con, "pair_shares", method_version=METHOD_VERSION)
    column = {name: shares[name].to_numpy().astype(np.int64) for name in shares.column_names}
    return Pairs(
        column["left_no"],
        column["right_no"],
        column["word_count"],
        column["matched_word_count"],
        column["narrative_word_count"],
        np.minimum(1.0, column["left_chars"] / np.maximum(1, column["left_length"])),
        np.minimum(1.0, column["right_chars"] / np.maximum(1, column["right_length"])),
    )


@dataclass(frozen=True)
class Region:
    """What a change reaches, as article numbers, ascending.

    `traced`: all pairs of these are decided again. `partners`: articles that share text with them, whose credits
    are. `cluster[n]`: smallest number among the copies of article `n`.
    """

    traced: Integers
    partners: Integers
    cluster: Integers


def find_region(con: duckdb.DuckDBPyConnection, pairs: Pairs, touched: Integers, count: int) -> Region:
    """Touched articles and all members of the copy clusters they are, or were, in; and what these share text with."""
    former = run_query(con, "former_copies")
    copies = pairs.take(pairs.is_copy)
    left = np.concatenate([copies.left, former["left_no"].to_numpy().astype(np.int64)])
    right = np.concatenate([copies.right, former["right_no"].to_numpy().astype(np.int64)])
    once = label_components(count, left, right)
    traced = np.flatnonzero(_mark(once[touched], count)[once])
    near = pairs.touching(traced)
    partners = np.setdiff1d(np.concatenate([near.left, near.right]), traced)
    return Region(traced, partners, label_components(count, copies.left, copies.right))


def take_context(pairs: Pairs, region: Region) -> Pairs:
    """All pairs of the region, and the copies inside the clusters of its partners."""
    last = len(region.cluster) - 1
    around = _mark(region.cluster[region.partners], last)[region.cluster]
    is_traced = _mark(region.traced, last)
    is_near = is_traced[pairs.left] | is_traced[pairs.right]
    return pairs.take(is_near | (pairs.is_copy & around[pairs.left] & around[pairs.right]))
