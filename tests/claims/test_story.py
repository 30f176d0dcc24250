"""Claims of a story: copies fold, origins are counted, speakers are one person under many names."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from story_texts import ASSOCIATED_PRESS, CITING, MIRROR, OUTLETS, OWN, WIRE, article, derivation, measure_story

from wiretrace.claims.articles import Derivation, PrintedCredit
from wiretrace.claims.story import Claim, StoryClaims


@pytest.fixture(scope="module")
def measured() -> StoryClaims:
    return measure_story("s1", [WIRE, MIRROR, CITING, OWN], [derivation("mirror", "wire")], OUTLETS)


def claim_with(measured: StoryClaims, words: str) -> Claim:
    return next(c for c in measured.claims if any(words in m.mention.text for m in c.mentions))


def test_three_carriers_of_one_quotation_have_one_origin(measured: StoryClaims) -> None:
    claim = claim_with(measured, "We will not gamble")
    assert (claim.counts.article_count, claim.counts.outlet_count, claim.counts.origin_count_low) == (3, 3, 1)
    assert claim.counts.principal_count == 1
    assert claim.counts.copy_ratio == pytest.approx(2 / 3)


def test_an_interview_is_credited_once_for_all_its_sentences(measured: StoryClaims) -> None:
    claim = claim_with(measured, "We will not gamble")
    assert {o.origin.name for o in claim.origins if o.origin} == {"Northern Wire"}


def test_equal_amounts_of_other_things_are_other_claims(measured: StoryClaims) -> None:
    assert claim_with(measured, "repairs would cost").claim_id != claim_with(measured, "flood wall").claim_id
    assert claim_with(measured, "repairs would cost").claim_id != claim_with(measured, "$600 million").claim_id


def test_one_person_under_many_names_is_one_speaker(measured: StoryClaims) -> None:
    moss = [s for s in measured.speakers if "Moss" in s.name]
    assert [s.name for s in moss] == ["Helen Moss"]
    assert {"Moss", "She", "Helen Moss"} <= set(moss[0].aliases)


def test_own_reporting_is_its_outlets_origin(measured: StoryClaims) -> None:
    claim = claim_with(measured, "sue the water board")
    assert [(o.origin.name if o.origin else None, o.rule_id) for o in claim.origins][-1] == ("Easter Herald", "own")


def test_the_order_of_articles_and_derivations_changes_nothing() -> None:
    links = [derivation("mirror", "wire"), derivation("citing", "wire", "excerpt")]
    assert measure_story("s1", [WIRE, MIRROR, CITING, OWN], links, OUTLETS) == measure_story(
        "s1", [OWN, CITING, MIRROR, WIRE], links[::-1], OUTLETS
    )


def test_an_agency_that_is_not_held_is_the_origin_of_all_who_print_it() -> None:
    text = "The Larkford dam will close in May, the water board said."
    first = article("a", "Daily One", text, 0, None, PrintedCredit(ASSOCIATED_PRESS, "dateline", "OSLO (AP) —", 0, 11))
    second = article("b", "Daily Two", text, 1, None, PrintedCredit(ASSOCIATED_PRESS, "byline", "The Associated Press"))
    claim = claim_with(measure_story("s", [first, second], [], OUTLETS), "will close")
    assert {o.origin.origin_id for o in claim.origins if o.origin} == {"agency:associated-press"}
    assert claim.counts.origin_count_low == 1


def test_an_excerpt_covers_only_its_own_words() -> None:
    text = "The dam in Larkford will close in May, Ada Pike said.\n\nEaster Vale has 900 houses below the dam."
    split = text.index("\n")
    link = Derivation("a", None, "outlet:radio", "Radio North", "excerpt", True, 0.8, derived_spans=((0, split),))
    measured = measure_story("s", [article("a", "Vale Post", text, 0)], [link], OUTLETS)
    assert claim_with(measured, "will close").origins[0].origin.name == "Radio North"  # type: ignore[union-attr]
    assert claim_with(measured, "900 houses").origins[0].origin.name == "Vale Post"  # type: ignore[union-attr]


def test_a_loop_of_derivations_ends() -> None:
    measured = measure_story("s", [WIRE, MIRROR], [derivation("mirror", "wire"), derivation("wire", "mirror")], OUTLETS)
    assert all(c.counts.origin_count_high >= 1 for c in measured.claims)


def test_the_expected_count_adds_the_doubt_about_each_copy() -> None:
    """Two articles, the second derived from the first with .8: 1 + (1 - p), as sure as their link."""
    measured = measure_story("s", [WIRE, MIRROR], [derivation("mirror", "wire", confidence=0.8)], OUTLETS)
    claim = claim_with(measured, "We will not gamble")
    assert claim.origins[0].confidence == 0.7
    assert claim.counts.origin_count_expected == pytest.approx(1 + 1 - 0.8)


def test_an_empty_story_has_no_claims() -> None:
    assert measure_story("s", [], [], OUTLETS).claims == ()


def test_a_pair_of_undetermined_direction_is_one_origin() -> None:
    link = Derivation("mirror", "wire", None, "Northern Wire", "mirror", False, 0.6)
    claim = claim_with(measure_story("s", [WIRE, MIRROR], [link], OUTLETS), "We will not gamble")
    assert (claim.counts.origin_count_low, claim.counts.origin_count_high) == (1, 1)


def test_words_from_an_unnamed_common_source_count_only_in_the_high_count() -> None:
    whole = ((0, len(MIRROR.text)),)
    link = Derivation("mirror", "wire", None, "Northern Wire", "common_source", True, 0.6, derived_spans=whole)
    claim = claim_with(measure_story("s", [WIRE, MIRROR], [link], OUTLETS), "We will not gamble")
    assert (claim.counts.origin_count_low, claim.counts.origin_count_high) == (1, 2)


def test_the_order_in_which_a_run_fetches_changes_nothing() -> None:
    articles = [WIRE, MIRROR, CITING, OWN]
    later = [replace(a, first_seen_at=WIRE.first_seen_at - timedelta(seconds=n)) for n, a in enumerate(articles)]
    one, other = (measure_story("s", each, [derivation("mirror", "wire")], OUTLETS) for each in (articles, later))
    assert [c.claim_id for c in one.claims] == [c.claim_id for c in other.claims]
    assert [c.wording for c in one.claims] == [c.wording for c in other.claims]
