"""Compare: two articles side by side, what they share, and who took from whom by which cues."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from newsroom.database import Reading
from newsroom.listing import TablePage, read_page
from newsroom.marking import Piece, Span, cut_paragraphs
from newsroom.tables import compare as tables
from newsroom.views.article import ArticleHead, read_article_head
from newsroom.wording import count, write_duration, write_share

MOST_PASSAGES = 500
MOST_BLOCKS = 400
NO_COPY = {
    "same_event": "report the same event, each in its own words.",
    "common_source": "both have text from a third; neither took it from the other.",
    "shared_quotation": "print the same quotation; nothing else ties the one to the other.",
}


@dataclass(frozen=True)
class Cue:
    """One reason for the verdict, with the place where it stands if it stands in a text."""

    name: str
    text: str
    article_id: str
    char_start: int | None
    char_end: int | None

    @property
    def is_in_title(self) -> bool:
        return self.name == "headline"


@dataclass(frozen=True)
class Pair:
    """One row of compare_derivations.sql."""

    derivation_id: str
    derived_article_id: str
    source_article_id: str
    relation: str
    evidence: str
    is_direction_known: bool
    is_credited: bool
    confidence: float
    derived_containment: float | None
    source_containment: float | None
    shared_word_count: int | None
    lag_seconds: int | None
    cues: tuple[Cue, ...]


@dataclass(frozen=True)
class Block:
    """A paragraph of the article, or what cleaning removed at about this place: then `reason` says why."""

    pieces: tuple[Piece, ...]
    reason: str = ""


@dataclass(frozen=True)
class Side:
    name: str
    head: ArticleHead
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Comparison:
    left: Side
    right: Side
    pair: Pair | None
    verdict: str
    is_stamped_early: bool
    kinds: tuple[str, ...]
    passages: TablePage
    has_furniture: bool


def read_comparison(
    reading: Reading, a: str, b: str, parameters: Mapping[str, str], *, has_furniture: bool
) -> Comparison | None:
    """Both articles as asked for; none if one of them is not held, or they are the same."""
    heads = read_article_head(reading, a), read_article_head(reading, b)
    left, right = heads
    if left is None or right is None or a == b:
        return None
    passages = reading.mappings("compare_passages", a=a, b=b, limit=MOST_PASSAGES, offset=0)
    pairs = [_pair(row) for row in reading.mappings("compare_derivations", a=a, b=b)]
    pair = pairs[0] if pairs else None
    cues = [cue for each in pairs for cue in each.cues]
    return Comparison(
        _side(reading, "a", left, (passages, cues), has_furniture),
        _side(reading, "b", right, (passages, cues), has_furniture),
        pair,
        write_verdict(pair, left, right, len(passages)),
        pair is not None and _is_stamped_early(pair, left, right),
        tuple(dict.fromkeys(p["kind"] for p in passages)),
        read_page(reading, tables.COMPARE_PASSAGES, parameters, a=a, b=b),
        has_furniture,
    )


def _pair(row: Mapping[str, Any]) -> Pair:
    return Pair(**{**row, "cues": tuple(Cue(**cue) for cue in row["cues"] or ())})


def _side(
    reading: Reading,
    name: str,
    head: ArticleHead,
    marks: tuple[tuple[Mapping[str, Any], ...], list[Cue]],
    has_furniture: bool,
) -> Side:
    passages, cues = marks
    other = "b" if name == "a" else "a"
    shared = [
        Span(p[f"{name}_start"], p[f"{name}_end"], "passage", p["kind"], f"#{other}{n}", f"{name}{n}", str(n))
        for n, p in enumerate(passages, 1)
    ]
    spoken = [
        Span(cue.char_start, cue.char_end, "cue", cue.name)
        for cue in cues
        if cue.article_id == head.article_id
        and cue.char_start is not None
        and cue.char_end is not None
        and not cue.is_in_title
    ]
    paragraphs = cut_paragraphs(head.text, (*shared, *spoken))
    if not has_furniture:
        return Side(name, head, tuple(Block(pieces) for pieces in paragraphs))
    removed = reading.mappings("article_removed", article_id=head.article_id, limit=MOST_BLOCKS, offset=0)
    return Side(name, head, tuple(weave_blocks(paragraphs, removed)))


def weave_blocks(paragraphs: tuple[tuple[Piece, ...], ...], removed: tuple[Mapping[str, Any], ...]) -> Iterator[Block]:
    """Removed blocks have their number among all blocks of the page; paragraphs take the numbers left free."""
    blocks, number = iter(paragraphs), 0
    for block in removed:
        while number < block["block_number"]:
            number += 1
            paragraph = next(blocks, None)
            if paragraph is not None:
                yield Block(paragraph)
        yield Block((Piece(block["text"], {}, ()),), block["reason"])
        number = block["block_number"] + 1
    yield from (Block(paragraph) for paragraph in blocks)


def write_verdict(pair: Pair | None, left: ArticleHead, right: ArticleHead, passage_count: int) -> str:
    """One plain sentence on who took what from whom."""
    if pair is None:
        if passage_count:
            return (
                f"{left.outlet_name} and {right.outlet_name} share {count(passage_count, 'passage')},"
                " which is too little, or too common, to call one the other's source."
            )
        return (
            f"{left.outlet_name} and {right.outlet_name} share no passage: nothing says that one took from the other."
        )
    derived, source = (left, right) if pair.derived_article_id == left.article_id else (right, left)
    taker, giver = derived.outlet_name, source.outlet_name
    if taker == giver:
        taker, giver = f"“{derived.title}”", f"“{source.title}” of the same outlet"
    share = write_share(pair.derived_containment)
    if pair.relation in NO_COPY:
        return f"{taker} and {giver} {NO_COPY[pair.relation]}"
    if not pair.is_direction_known:
        words = f"{share} of the words of the one" if pair.derived_containment is not None else "much"
        return f"{taker} and {giver} share {words}, but nothing says which of the two had it first."
    act = {
        "mirror": f"{taker} prints the whole text of {giver}",
        "wire_copy": f"{taker} prints the agency text of {giver}",
        "rewrite": f"{taker} retells {giver}'s report in other words",
        "excerpt": f"{taker} takes a block of {giver}'s text",
        "citation": f"{taker} cites {giver}",
    }[pair.relation]
    amount = f", {share} of its own words" if pair.derived_containment and pair.relation != "citation" else ""
    delay = _write_delay(pair, derived, source)
    credit = "and names it" if pair.is_credited else "without naming it"
    return f"{act}{amount}{delay}, {credit}."


def _is_stamped_early(pair: Pair, left: ArticleHead, right: ArticleHead) -> bool:
    """The taker prints a time before its source's: mirrors stamp what they like, and readers would wonder."""
    derived, source = (left, right) if pair.derived_article_id == left.article_id else (right, left)
    is_printed = not (derived.is_first_sight or source.is_first_sight)
    return pair.is_direction_known and is_printed and derived.printed_at < source.printed_at


def _write_delay(pair: Pair, derived: ArticleHead, source: ArticleHead) -> str:
    """By the printed times where both can be right, else by first sight; nothing where it is no delay."""
    if derived.is_first_sight or source.is_first_sight:
        seconds = float(pair.lag_seconds or 0)
    else:
        seconds = (derived.printed_at - source.printed_at).total_seconds()
    return f", {write_duration(seconds)} later" if seconds >= 60 else ""
