"""The truth fits the texts, names what copying was declared, and keeps false friends apart."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from sample.corpus import FOLDER, load_corpus
from sample.truth import TruthError, find_root, load_truth

TRUTH = load_truth()


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def narrative(article_id: str) -> str:
    """Text without quotations, sayings and furniture."""
    text = TRUTH.articles[article_id].revisions[-1].text
    for line in (*TRUTH.text_furniture, *TRUTH.shared_sayings):
        text = text.replace(line, " | ")
    return re.sub(r"“[^”]*”", " | ", text)


def test_there_are_enough_claims_and_some_are_told_by_many() -> None:
    assert len(TRUTH.claims) >= 40
    assert len({c.story for c in TRUTH.claims}) == len(TRUTH.stories)
    assert sum(len({m.article for m in c.mentions}) >= 5 for c in TRUTH.claims) >= 8


def test_the_biggest_story_has_many_outlets_and_few_origins() -> None:
    story = max(TRUTH.stories, key=lambda s: len(TRUTH.stories[s]))
    assert len(TRUTH.stories[story]) >= 20
    assert len({TRUTH.articles[i].outlet.id for i in TRUTH.stories[story]}) >= 12
    bet = next(c for c in TRUTH.claims if c.id == "dam-bet")
    assert len({TRUTH.articles[m.article].outlet.id for m in bet.mentions}) >= 8
    assert bet.independent_origins == 1


@pytest.mark.parametrize("claim", TRUTH.claims, ids=lambda c: c.id)
def test_spans_stand_at_their_offsets(claim) -> None:
    for mention in claim.mentions:
        revision = TRUTH.articles[mention.article].revisions[-1]
        text = revision.title if mention.field == "title" else revision.text
        assert text[mention.start : mention.end] == mention.span
        assert "\n" not in mention.span


def test_every_declared_copy_is_a_stated_derivation() -> None:
    corpus = load_corpus()
    stated = {(d.derived, s) for d in TRUTH.derivations for s in (d.source, *d.alternatives)}
    for article in corpus.articles.values():
        if article.copying:
            source = article.copying.source
            assert (article.id, corpus.wire_origins.get(source, source)) in stated, article.id


def test_derived_articles_come_after_their_sources() -> None:
    for derivation in TRUTH.derivations:
        source = TRUTH.articles.get(derivation.source)
        if source:
            derived = TRUTH.articles[derivation.derived]
            assert derived.revisions[0].at > source.revisions[0].at, derivation
            assert derived.story == source.story


def test_all_relations_are_present() -> None:
    relations = Counter(d.relation for d in TRUTH.derivations)
    assert set(relations) == {"mirror", "wire_copy", "rewrite", "excerpt", "shared_quotation", "common_source"}


def test_credited_derivations_name_their_source() -> None:
    corpus = load_corpus()
    shorts = {o.name: o.short for o in corpus.outlets.values() if o.short}
    for derivation in TRUTH.derivations:
        if derivation.is_credited:
            article, source = TRUTH.articles[derivation.derived], TRUTH.articles.get(derivation.source)
            name = source.outlet.name if source else derivation.source
            printed = f"{article.byline} {article.revisions[-1].title} {article.revisions[-1].text}"
            assert name in printed or shorts.get(name, name) in printed, derivation


def test_holders_of_one_wire_share_a_common_source() -> None:
    assert frozenset({"ledger-dam-1", "tradeloom-dam-2"}) in TRUTH.common_source_pairs
    assert frozenset({"ledger-dam-1", "ledger-dam-3"}) not in TRUTH.common_source_pairs
    assert find_root(load_corpus(), TRUTH.articles["tradeloom-dam-2"]) == "npa-dam-1"


@pytest.mark.parametrize("pair", [*TRUTH.independent, *TRUTH.unrelated], ids="|".join)
def test_false_friends_share_no_narrative(pair: tuple[str, str]) -> None:
    left, right = (runs(narrative(i), 7) for i in pair)
    assert not left & right
    derived = {(d.derived, d.source) for d in TRUTH.derivations}
    assert pair not in derived and pair[::-1] not in derived


def test_unrelated_pairs_are_of_different_stories_and_independent_ones_of_the_same() -> None:
    story = {i: a.story for i, a in TRUTH.articles.items()}
    assert all(story[a] != story[b] for a, b in TRUTH.unrelated)
    assert all(story[a] == story[b] for a, b in TRUTH.independent)


def test_page_furniture_is_in_no_text() -> None:
    for line in TRUTH.page_furniture:
        assert not [a.id for a in TRUTH.articles.values() if line in a.revisions[-1].text], line


def broken_copy(folder: Path, old: str, new: str) -> Path:
    copied = folder / "sample"
    shutil.copytree(FOLDER, copied, ignore=shutil.ignore_patterns("__pycache__"))
    truth = copied / "truth.yaml"
    text = truth.read_text("utf-8")
    assert old in text
    truth.write_text(text.replace(old, new, 1), "utf-8")
    return copied


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("a crack 38 metres long", "a crack 39 metres long", "does not stand"),
        ("origins: 1", "origins: 4", "origins stated"),
        ("source: ledger-dam-1", "source: ledger-dam-9", "unknown source"),
        ("other: dam-split", "other: dam-spilt", "unknown claim"),
    ],
)
def test_a_truth_that_does_not_fit_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(TruthError, match=message):
        load_truth(broken_copy(tmp_path, old, new))
