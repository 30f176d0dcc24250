"""The texts are many, long enough, written for this project, and contain every trap."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from sample.copying import Copying, copy_paragraphs
from sample.corpus import DATES, Article, load_corpus
from sample.feeds import list_entries
from sample.pages import pick_headlines, printed_time
from sample.truth import load_truth

CORPUS = load_corpus()
ARTICLES = CORPUS.articles
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def test_there_are_enough_outlets_stories_and_articles() -> None:
    assert len({a.outlet.id for a in ARTICLES.values()}) >= 14
    assert len(CORPUS.stories) >= 5
    assert len(ARTICLES) >= 60
    assert {a.day for a in ARTICLES.values()} == set(DATES)
    kinds = Counter(o.kind for o in CORPUS.outlets.values())
    assert kinds["agency"] >= 2
    assert {"broadcaster", "newspaper", "tabloid", "aggregator", "mirror", "digital", "blog"} <= set(kinds)
    assert {o.language for o in CORPUS.outlets.values()} >= {"en", "de", "es"}


def test_every_host_is_reserved_for_examples() -> None:
    assert all(outlet.host.endswith(".example") for outlet in CORPUS.outlets.values())


@pytest.mark.parametrize("article", ARTICLES.values(), ids=lambda a: a.id)
def test_articles_have_the_length_of_news(article: Article) -> None:
    shortest = 90 if article.outlet.kind == "aggregator" else 105
    assert shortest <= len(article.revisions[-1].text.split()) <= 600


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles are not at hand")
def test_no_nine_words_are_taken_from_the_seeds() -> None:
    def runs(text: str) -> set[tuple[str, ...]]:
        found = words(text)
        return {tuple(found[i : i + 9]) for i in range(len(found) - 8)}

    taken = set().union(*(runs(path.read_text("utf-8")) for path in SEEDS.glob("*.txt")))
    for article in ARTICLES.values():
        assert not runs(article.revisions[-1].text) & taken, article.id


def test_a_mirror_is_stamped_two_years_after_its_story() -> None:
    mirror = ARTICLES["tradeloom-dam-2"]
    stamp = printed_time(mirror)
    assert stamp is not None
    assert stamp.year - ARTICLES["ledger-dam-1"].revisions[0].at.year >= 2


def test_a_mirror_is_stamped_before_its_story_happened_and_a_blog_prints_no_date() -> None:
    stamp = printed_time(ARTICLES["quickfin-dam-2"])
    assert stamp is not None
    assert stamp.date().isoformat() < ARTICLES["ledger-dam-1"].day
    assert CORPUS.outlets["drydock"].date_style == "none"


def test_an_agency_text_stands_in_many_articles_and_on_no_host() -> None:
    holders = [a.id for a in ARTICLES.values() if a.copying and a.copying.source == "npa-dam-1"]
    assert len(holders) >= 3
    assert not [a for a in ARTICLES.values() if a.outlet.id == "npa" and a.story == "dam"]
    assert [a for a in ARTICLES.values() if a.outlet.id == "npa"], "the agency publishes other texts itself"


def test_a_credit_stands_in_the_dateline_alone() -> None:
    article = ARTICLES["ashmere-dam-1"]
    assert article.revisions[0].text.startswith("HARBORVIEW (NPA) —")
    assert "NPA" not in article.byline + article.standfirst
    assert "Nordhaven" not in article.revisions[0].text


@pytest.mark.parametrize("outlet_id", ["ledger", "rocket", "plainview", "tradeloom", "halyard"])
def test_sidebars_show_headlines_of_other_stories(outlet_id: str) -> None:
    for article in CORPUS.at_outlet(outlet_id, DATES[-1]):
        shown = {title for title, _ in pick_headlines(CORPUS, article, DATES[-1], "popular", 6)}
        own = {a.revisions[-1].title for a in ARTICLES.values() if a.story == article.story}
        assert len(shown) >= 4
        assert not shown & own


def test_amounts_differ_by_what_was_done_with_them() -> None:
    text = ARTICLES["ledger-dam-1"].revisions[0].text
    assert "announced $240 million" in text
    assert "at a cost of $1.9 billion" in text


def test_a_number_is_rounded_by_some_and_equal_to_another_storys_number() -> None:
    assert "13.1 million cubic metres" in ARTICLES["ledger-dam-1"].revisions[0].text
    assert "About 13 million cubic metres" in ARTICLES["rocket-dam-1"].revisions[0].text
    assert "$13.1 million" in ARTICLES["npa-rovers-2"].revisions[0].text


def test_a_state_moves_from_planned_to_held_over_the_days() -> None:
    truth = load_truth()
    states = ["dam-evacuation-planned", "dam-evacuation-ordered", "dam-evacuation-held"]
    superseded = {(link.claim, link.other) for link in truth.claim_links if link.relation == "supersedes"}
    assert {(new, old) for old, new in pairwise(states)} <= superseded
    days = {
        state: {ARTICLES[m.article].day for c in truth.claims if c.id == state for m in c.mentions} for state in states
    }
    planned, ordered, held = (days[state] for state in states)
    assert min(planned) < min(ordered) <= max(ordered) < max(held)


def test_a_headline_says_the_opposite_of_its_body() -> None:
    claim = next(c for c in load_truth().claims if c.id == "dam-not-safe")
    inside = {(m.kind, m.relation) for m in claim.mentions if m.article == "rocket-dam-1"}
    assert inside == {("headline", "contradicts"), ("direct", "exact")}


def test_a_quotation_is_nested_three_outlets_deep() -> None:
    claim = next(c for c in load_truth().claims if c.id == "dam-lorries")
    chain = {m.article: m.via for m in claim.mentions}
    assert chain["radio-dam-3"] == "The same paper, citing Kestrel Wire"
    assert chain["tagblatt-dam-2"] == "Kestrel Wire"
    assert claim.independent_origins == 1


def test_a_chain_leads_to_a_paper_that_is_not_held() -> None:
    origins = {m.origin for c in load_truth().claims for m in c.mentions}
    assert "Calder Times" in origins - {o.name for o in CORPUS.outlets.values()}


def test_a_correction_changes_the_text_between_two_days_and_lists_it_again() -> None:
    article = ARTICLES["radio-dam-1"]
    before, after = article.on(DATES[0]), article.on(DATES[1])
    assert before and after
    assert "1,400 households" in before.text and "4,100 households" in after.text
    assert after.correction and not before.correction
    feed = article.outlet.feeds[0]
    listed = [a.id for a, _ in list_entries(CORPUS, article.outlet, feed, DATES[1])]
    assert article.id in listed


def test_two_persons_share_a_name() -> None:
    (namesake,) = load_truth().namesakes
    ids = [set(articles) for articles in namesake.persons.values()]
    assert not ids[0] & ids[1]
    assert all(namesake.name in ARTICLES[i].revisions[-1].text for i in ids[0] | ids[1])


def test_furniture_stands_in_unrelated_articles_of_several_outlets() -> None:
    line = load_truth().text_furniture[0]
    holders = [a for a in ARTICLES.values() if line in a.revisions[-1].text]
    assert len(holders) >= 4
    assert len({a.outlet.id for a in holders}) >= 3
    assert len({a.story for a in holders}) >= 4


def test_a_saying_is_shared_by_independent_stories() -> None:
    (saying,) = load_truth().shared_sayings
    assert len({a.story for a in ARTICLES.values() if saying in a.revisions[-1].text}) >= 3


def test_a_headline_contains_markup_as_text() -> None:
    assert "<script>alert(1)</script>" in ARTICLES["rocket-strike-2"].revisions[0].title


def test_rewrites_keep_the_order_of_facts_but_share_no_long_run() -> None:
    for derivation in load_truth().derivations:
        derived = ARTICLES[derivation.derived]
        if derived.outlet.id != "briefworld" or derivation.source not in ARTICLES:
            continue
        left, right = (words(ARTICLES[i].revisions[-1].text) for i in (derivation.derived, derivation.source))
        runs = {tuple(right[i : i + 8]) for i in range(len(right) - 7)}
        assert not [i for i in range(len(left) - 7) if tuple(left[i : i + 8]) in runs], derived.id
        numbers = re.findall(r"\d[\d.,]*\d", derived.revisions[-1].text)
        positions = [ARTICLES[derivation.source].revisions[-1].text.find(n) for n in numbers]
        known = [p for p in positions if p >= 0]
        in_order = sum(a <= b for a, b in pairwise(known))
        assert in_order >= (len(known) - 1) * 0.6, derived.id


def test_a_replacement_that_matches_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="stands 0 times"):
        copy_paragraphs(("One.",), Copying("base", replace=(("Two", "Three"),)))
