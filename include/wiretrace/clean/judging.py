"""How likely each block of a page belongs to its article.

Two forests. The first knows the words, the markup, one fast extractor's vote and where the block stands among all
others; where its answers are clear they stand. Where they are not, a second extractor is asked, and a forest that
knows both votes but not the place decides together with the first: unlike each other, they err on other pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from wiretrace.clean.features import LINE_COLUMNS, Matrix, line_features, mark_features, vote_features, with_neighbours
from wiretrace.clean.forest import probabilities_of, read_forest
from wiretrace.clean.page import Block
from wiretrace.clean.surroundings import Page, headline_features, surrounding_features
from wiretrace.clean.votes import line_words, readability_votes, trafilatura_votes

Shares = npt.NDArray[np.float32]
CLEAR = 0.05  # doubtful words per kept word; asking below it changed no held-out figure and costs half the time


def judge_blocks(tree: Any, blocks: Sequence[Block], title: str | None) -> Shares:
    """Probability of each block, 0 to 1. `tree` is used up."""
    words = [line_words(block.text) for block in blocks]
    title_words = line_words(title or "")
    own = own_rows(blocks)
    votes = readability_votes(tree, words)
    first = read_forest("page_blocks").scores(block_rows(own, Page(blocks, words, votes), title_words))
    shares = probabilities_of(first)
    if doubt(shares, words) <= CLEAR:
        return shares
    votes = np.concatenate([votes, trafilatura_votes(tree, words)], axis=1)
    second = read_forest("doubted_blocks").scores(voted_rows(own, Page(blocks, words, votes)))
    return probabilities_of(((first + second) / 2).astype(np.float32))


def doubt(shares: Shares, words: Sequence[Sequence[str]]) -> float:
    """Words expected to be judged wrongly, as a share of the words expected to be kept."""
    counts = np.array([len(line) for line in words])
    return float((np.minimum(shares, 1 - shares) * counts).sum() / max(1.0, float((shares * counts).sum())))


def own_rows(blocks: Sequence[Block]) -> Matrix:
    """What a block's words and markup tell, whoever votes."""
    return np.concatenate([line_features([block.text for block in blocks]), mark_features(blocks)], axis=1)


def block_rows(own: Matrix, page: Page, title_words: Sequence[str]) -> Matrix:
    """What the first forest is shown for each block: itself, the vote, its surroundings, its neighbours."""
    votes = vote_features(page.blocks, page.votes, page.counts.astype(np.float32))
    rows = np.concatenate(
        [own, votes, surrounding_features(page), headline_features(page, title_words)], axis=1, dtype=np.float32
    )
    first_vote = own.shape[1]  # after the two columns about links
    return with_neighbours(rows, [*range(LINE_COLUMNS), *range(first_vote - 2, first_vote + page.votes.shape[1])])


def voted_rows(own: Matrix, page: Page) -> Matrix:
    """What the second forest is shown for each block: itself, both votes, its neighbours."""
    votes = vote_features(page.blocks, page.votes, page.counts.astype(np.float32))
    first_vote = own.shape[1]
    neighbours = [*range(LINE_COLUMNS), first_vote - 2, *range(first_vote, first_vote + page.votes.shape[1])]
    return with_neighbours(np.concatenate([own, votes], axis=1), neighbours)
