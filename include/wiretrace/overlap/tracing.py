"""Derivations from shared text and from credits.

Relations between two held articles that share text:

* `shared_quotation`: only words inside quotation marks.
* `common_source`: both are copies of the same third text: of an article that is held, or of an agency
  whose text is not held, in which case each of them also has its own row to the absent agency.
* `wire_copy`: the source is an article of an agency and makes up a third of the derived text or more.
* `mirror`: the derived text is mostly the source's, and most of the source stands in it.
* `rewrite`: a third or more of the derived text follows the source, but many words were exchanged.
* `excerpt`: a part of the source.

Rows to an absent origin rest on credits. An agency's dateline, byline or credit line makes the whole text
a `wire_copy`; the credit spreads to copies of the same text that dropped it. A credit within the text
("told ABC News") makes an `excerpt`. When the agency's own article is held and shares the text, it is the
source and no absent origin is named.

Credits spread inside a cluster of copies, so a change to one article re-traces its whole cluster and
every pair of its members. Nothing else is touched.
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

COPY_SHARE: Final = 0.35  # of the derived text, from which one article is a copy of the other
Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


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


def read_pairs(con: duckdb.DuckDBPyConnection, char_count: Integers) -> Pairs:
    """All pairs of the corpus; `char_count[article_no]` is the length of a text."""
    shares = run_query(con, "pair_shares", method_version=METHOD_VERSION)
    column = {name: shares[name].to_numpy().astype(np.int64) for name in shares.column_names}
    left, right = column["left_no"], column["right_no"]
    return Pairs(
        left,
        right,
        column["word_count"],
        column["matched_word_count"],
        column["narrative_word_count"],
        np.minimum(1.0, column["left_chars"] / np.maximum(1, char_count[left])),
        np.minimum(1.0, column["right_chars"] / np.maximum(1, char_count[right])),
    )


def find_region(con: duckdb.DuckDBPyConnection, pairs: Pairs, touched: Integers, count: int) -> Integers:
    """Touched articles and all members of the copy clusters they are, or were, in."""
    former = run_query(con, "former_copies")
    copies = pairs.take(pairs.is_copy)
    left = np.concatenate([copies.left, former["left_no"].to_numpy().astype(np.int64)])
    right = np.concatenate([copies.right, former["right_no"].to_numpy().astype(np.int64)])
    label = label_components(count, left, right)
    return np.flatnonzero(np.isin(label, np.unique(label[touched])))
