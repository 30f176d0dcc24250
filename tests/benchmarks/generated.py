"""Invented news of any size: the same articles for the same seed, a few thousand at a time.

Words follow Zipf's law over an invented vocabulary with English stopwords at the top. Articles of one story share
names and come within days; outlets end their pages with a line of their own; set phrases, datelines and credits recur;
a known share of the articles are copies of an earlier one, some of a quotation. Set phrases stand in no quotation: news
of 20,000 articles has one pair that shares a quotation for ten articles, of a median of 20 words, and no saying of
twelve words in the mouths of hundreds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from wiretrace.overlap.text.vocabulary import load_vocabularies
from wiretrace.warehouse.tables import core

FIRST_DAY: Final = date(2026, 1, 1)
BATCH: Final = 2000
VOCABULARY: Final = 80_000
NAMES: Final = 60_000  # of persons and places, which the stories share out
PHRASES: Final = 3000  # set phrases of twelve words, themselves by Zipf's law
OUTLETS: Final = 400
STORY_SIZE: Final = 6.0  # articles of a story on one day, on average
NAMES_OF_STORY: Final = 25
NAME_SHARE: Final = 0.07  # of an article's words
SENTENCE: Final = 18  # words
PARAGRAPH: Final = 3  # sentences
REMEMBERED: Final = 4000  # latest articles, from which copies are taken
COPY_KINDS: Final = ("mirror", "trim", "block", "quote", "light")
COPY_SHARE: Final = 0.15  # of the articles
PLAIN, STARTING, ENDING, CLOSING, LISTED, OPENED, QUOTED = range(7)  # forms of a word in the text
ONSETS: Final = (*"bcdfghlmnprstv", "br", "cl", "dr", "gr", "pl", "st", "tr")
SYLLABLES: Final = tuple(onset + vowel for onset in ONSETS for vowel in "aeiou")

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Batch:
    """Rows of `core.articles`, and the injected copies among them: (copy, source, kind), ids of articles."""

    articles: pa.Table
    copies: Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class Language:
    """`forms[form, word]`: words come first, names after them."""

    forms: npt.NDArray[np.object_]
    steps: npt.NDArray[np.float64]  # running shares of the words
    phrases: Integers
    phrase_steps: npt.NDArray[np.float64]
    phrase_keys: Integers  # of their first words, ascending


def generate_articles(count: int, per_day: int, seed: int = 7) -> Iterator[Batch]:
    """In order of their days, of which each has `per_day`; no batch spans two days."""
    language, random = _invent_language(seed), np.random.default_rng(seed)
    remembered: list[tuple[str, Integers]] = []
    for first in range(0, count, per_day):
        day = FIRST_DAY + timedelta(days=first // per_day)
        last = min(count, first + per_day)
        for start in range(first, last, BATCH):
            numbers = range(start, min(last, start + BATCH))
            batch, words = _batch(language, random, day, numbers, remembered)
            remembered = [*remembered, *words][-REMEMBERED:]
            yield batch


def _invent_language(seed: int) -> Language:
    random = np.random.default_rng(seed + 1)
    stopwords = next(sorted(v.stopwords) for v in load_vocabularies() if v.language == "en")
    random.shuffle(stopwords)
    words = stopwords + _invent_words(random, VOCABULARY - len(stopwords))
    names = [word.capitalize() for word in _invent_words(random, NAMES)]
    steps = _zipf(VOCABULARY, 1.0)
    phrases = np.searchsorted(steps, random.random((PHRASES, 12)))
    plain = words + names
    capital = [word[0].upper() + word[1:] for word in words] + names
    forms = [
        [f"{word} " for word in plain],
        [f"{word} " for word in capital],
        [f"{word}. " for word in plain],
        [f"{word}.\n\n" for word in plain],
        [f"{word}, " for word in plain],
        [f"“{word} " for word in capital],
        [f"{word},” " for word in plain],
    ]
    return Language(
        np.array(forms, object), steps, phrases, _zipf(PHRASES, 1.0), np.unique(_beginnings(phrases[:, :4]))
    )


def _invent_words(random: np.random.Generator, count: int) -> list[str]:
    parts = np.array(SYLLABLES)[random.integers(0, len(SYLLABLES), (2 * count, 4))]
    lengths = random.integers(2, 5, 2 * count)
    words = dict.fromkeys("".join(row[:n]) for row, n in zip(parts.tolist(), lengths.tolist(), strict=True))
    return list(words)[:count]


def _zipf(count: int, exponent: float) -> npt.NDArray[np.float64]:
    steps = np.cumsum(1.0 / (np.arange(count) + 2.7) ** exponent)
    return np.asarray(steps / steps[-1])


def _batch(
    language: Language,
    random: np.random.Generator,
    day: date,
    numbers: range,
    remembered: Sequence[tuple[str, Integers]],
) -> tuple[Batch, list[tuple[str, Integers]]]:
    own = _draw_words(language, random, len(numbers), day)
    copies, rows, known = [], [], []
    for number, words in zip(numbers, own, strict=True):
        article_id = sha256(f"generated {number}".encode()).hexdigest()[:16]
        if remembered and random.random() < COPY_SHARE:
            source_id, source = remembered[int(random.integers(len(remembered)))]
            kind = COPY_KINDS[int(random.integers(len(COPY_KINDS)))]
            words = _copy(kind, words, source, random)  # noqa: PLW2901 - what the article holds instead
            copies.append((article_id, source_id, kind))
        outlet = int(random.integers(OUTLETS))
        known.append((article_id, words))
        rows.append(_row(article_id, outlet, day, number, _write(language, random, words, outlet)))
    return Batch(core.ARTICLES.table(rows), copies), known


def _draw_words(language: Language, random: np.random.Generator, count: int, day: date) -> list[Integers]:
    """Words of each article, with the names of its story and a set phrase here and there."""
    lengths = np.clip(random.lognormal(6.0, 0.5, count), 60, 3000).astype(int)
    words = np.searchsorted(language.steps, random.random(int(lengths.sum()))).astype(np.int64)
    story = random.integers(0, max(1, int(count / STORY_SIZE)), count)
    seed = day.toordinal() // 2  # a story goes on for two days
    stories = np.random.default_rng(seed).integers(VOCABULARY, VOCABULARY + NAMES, (story.max() + 1, NAMES_OF_STORY))
    drawn = []
    for part, of in zip(np.split(words, np.cumsum(lengths)[:-1]), story.tolist(), strict=True):
        is_name = random.random(len(part)) < NAME_SHARE
        part[is_name] = stories[of, random.integers(0, NAMES_OF_STORY, int(is_name.sum()))]
        if random.random() < 0.5:
            at = int(random.integers(0, len(part) - 12))
            part[at : at + 12] = language.phrases[np.searchsorted(language.phrase_steps, random.random())]
        drawn.append(part)
    return drawn


def _copy(kind: str, own: Integers, source: Integers, random: np.random.Generator) -> Integers:
    if kind == "mirror":
        return source.copy()
    if kind == "trim":
        return source[: max(40, int(0.6 * len(source)))]
    if kind == "light":
        words = source.copy()
        is_new = random.random(len(words)) < 0.05
        words[is_new] = own[random.integers(0, len(own), int(is_new.sum()))]
        return words
    size = min(len(source), 120 if kind == "block" else 20)
    at, place = int(random.integers(0, len(source) - size + 1)), int(random.integers(0, len(own)))
    return np.concatenate([own[:place], source[at : at + size], own[place:]])


def _write(language: Language, random: np.random.Generator, words: Integers, outlet: int) -> str:
    """Sentences and paragraphs fall by the words themselves, so that a copied run keeps its marks."""
    form = np.full(len(words), PLAIN)
    fall = (words * 2654435761 + np.roll(words, 1) * 40503) >> 7
    is_end = fall % SENTENCE == 0
    is_closing = is_end & (fall // SENTENCE % PARAGRAPH == 0)
    form[(fall >> 9) % 14 == 0] = LISTED
    form[is_end], form[is_closing] = ENDING, CLOSING
    starts = np.concatenate([[0], np.flatnonzero(is_end)[:-1] + 1]).astype(int)
    form[starts[starts < len(words)]] = STARTING
    is_quoted = (fall[starts] % 5 == 0) & (starts + 6 < len(words)) & ~_holds_phrase(language, words, starts)
    form[starts[is_quoted]] = OPENED
    ends = np.searchsorted(np.flatnonzero(is_end), starts[is_quoted])
    form[np.flatnonzero(is_end)[ends[ends < is_end.sum()]]] = QUOTED
    body = "".join(language.forms[form, words].tolist()).strip()
    return f"{_dateline(random)}{body}.\n\n{_credit(random)}{_footer(language, outlet)}"


def _beginnings(words: Integers) -> Integers:
    """One integer for each four words in a row (of the last axis)."""
    return np.asarray(sum(words[..., k : words.shape[-1] - 3 + k] * VOCABULARY**k for k in range(3)), np.int64) + (
        words[..., 3:] * 7_919
    )


def _holds_phrase(language: Language, words: Integers, starts: Integers) -> npt.NDArray[np.bool_]:
    """Whether a set phrase begins in each sentence, or runs on into it."""
    if len(words) < 4:
        return np.zeros(len(starts), bool)
    begins = np.flatnonzero(np.isin(_beginnings(words), language.phrase_keys))
    first, last = (np.searchsorted(starts, at, "right") - 1 for at in (begins, begins + language.phrases.shape[1] - 1))
    holds = np.zeros(len(starts) + 1, int)
    np.add.at(holds, first, 1)
    np.add.at(holds, last + 1, -1)
    return np.asarray(np.cumsum(holds)[:-1] > 0)


def _dateline(random: np.random.Generator) -> str:
    chance = random.random()
    return "LARKFORD (Reuters) — " if chance < 0.05 else "HARBORVIEW (NPA) — " if chance < 0.1 else ""


def _credit(random: np.random.Generator) -> str:
    chance, other = random.random(), int(random.integers(OUTLETS))
    if chance < 0.05:
        return f"The minister told the {outlet_name(other)} that a report would follow.\n\n"
    return f"That is according to the {outlet_name(other)}.\n\n" if chance < 0.1 else ""


def _footer(language: Language, outlet: int) -> str:
    words = np.random.default_rng(outlet).integers(0, VOCABULARY, 24)
    return f"{''.join(language.forms[PLAIN, words].tolist()).strip().capitalize()}."


def outlet_name(outlet: int) -> str:
    """`Brava Gazette`; every outlet has a name of its own."""
    first, second = SYLLABLES[outlet % len(SYLLABLES)], SYLLABLES[outlet // len(SYLLABLES)]
    return f"{(first + second).capitalize()}na {('Gazette', 'Herald', 'Post', 'Courier')[outlet % 4]}"


def outlets() -> pa.Table:
    """Rows of `core.outlets`."""
    rows = [{"outlet_id": f"outlet{n}.example", "name": outlet_name(n), "kind": "newspaper"} for n in range(OUTLETS)]
    names = [column.name for column in core.OUTLETS.columns]
    return core.OUTLETS.table([{name: row.get(name) for name in names} for row in rows])


def _row(article_id: str, outlet: int, day: date, number: int, text: str) -> dict[str, object]:
    seen = datetime(day.year, day.month, day.day) + timedelta(seconds=number % 86_400)
    address = f"https://outlet{outlet}.example/{article_id}"
    given = {
        "article_id": article_id,
        "partition_key": day.isoformat(),
        "source_id": f"outlet{outlet}",
        "outlet_id": f"outlet{outlet}.example",
        "url": address,
        "canonical_url": address,
        "title": text[:60].strip(),
        "authors": [],
        "published_at": seen,
        "text": text,
        "text_hash": sha256(text.encode()).hexdigest(),
        "word_count": text.count(" ") + 1,
        "fetched_at": seen,
        "first_seen_at": seen,
        "is_opinion": False,
        "is_live": False,
        "is_paywalled": False,
        "is_time_conflicted": False,
        "revision_count": 1,
        "method_version": "generated",
    }
    return {column.name: given.get(column.name) for column in core.ARTICLES.columns}
