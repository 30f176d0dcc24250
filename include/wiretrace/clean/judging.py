"""How likely each block of a page belongs to its article.

Two forests. The first knows the words, the markup and where the block stands among all others; where its answers are
clear they stand. Where they are not, two published extractors are asked, and a forest that knows their votes but not
the place decides together with the first: unlike each other, they err on other pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from wiretrace.clean.features import (
    LINE_COLUMNS,
    Matrix,
    line_features,
    mark_features,
    page_line_rows,
    vote_features,
    with_neighbours,
)
from wiretrace.clean.forest import probabilities_of, read_forest
from wiretrace.clean.page import Block
from wiretrace.clean.reconsidering import second_rows
from wiretrace.clean.surroundings import Page, headline_features, surrounding_features
from wiretrace.clean.votes import extractor_votes, line_words
from wiretrace.clean.wording import read_word_odds

Shares = npt.NDArray[np.float32]
CLEAR = 0.08  # doubtful words per kept word; asking below it changed no held-out figure and costs half the time
FIRST_SAYS = 0.3  # the first forest's part where both are asked


def judge_blocks(tree: Any, blocks: Sequence[Block], title: str | None) -> Shares:
    """Probability of each block, 0 to 1. `tree` is used up."""
    words = [line_words(block.text) for block in blocks]
    own = own_rows(blocks)
    first = read_forest("page_blocks").scores(block_rows(own, Page(blocks, words), line_words(title or "")))
    shares = probabilities_of(first)
    if doubt(shares, words) <= CLEAR:
        return shares
    second = read_forest("doubted_blocks").scores(voted_rows(own, blocks, words, extractor_votes(tree, words)))
    return probabilities_of((FIRST_SAYS * first + (1 - FIRST_SAYS) * second).astype(np.float32))


def judge_lines(texts: Sequence[str]) -> Shares:
    """Probability of each line of a page without markup: judged once by itself, then by how its neighbours were."""
    rows = page_line_rows(texts, read_word_odds().scores(texts))
    first = read_forest("plain_lines").scores(rows)
    return read_forest("plain_lines_again").probabilities(second_rows(rows, texts, first))


def doubt(shares: Shares, words: Sequence[Sequence[str]]) -> float:
    """Words expected to be judged wrongly, as a share of the words expected to be kept."""
    counts = np.array([len(line) for line in words])
    return float((np.minimum(shares, 1 - shares) * counts).sum() / max(1.0, float((shares * counts).sum())))


def own_rows(blocks: Sequence[Block]) -> Matrix:
    """What a block's words and markup tell, whoever votes."""
    return np.concatenate([line_features([block.text for block in blocks]), mark_features(blocks)], axis=1)


def block_rows(own: Matrix, page: Page, title_words: Sequence[str]) -> Matrix:
    """What the first forest is shown for each block: itself, its surroundings, its neighbours."""
    rows = np.concatenate(
        [own, surrounding_features(page), headline_features(page, title_words)], axis=1, dtype=np.float32
    )
    links = own.shape[1] - 2
    return with_neighbours(rows, [*range(LINE_COLUMNS), links])


def voted_rows(own: Matrix, blocks: Sequence[Block], words: Sequence[Sequence[str]], votes: Matrix) -> Matrix:
    """What the second forest is shown for each block: itself, the extractors' votes, its neighbours."""
    counts = np.array([len(line) for line in words], np.float32)
    first_vote = own.shape[1]  # after the two columns about links
    neighbours = [*range(LINE_COLUMNS), first_vote - 2, *range(first_vote, first_vote + votes.shape[1])]
    return with_neighbours(np.concatenate([own, vote_features(blocks, votes, counts)], axis=1), neighbours)
