"""Stated confidences: bounded, rising with the evidence, lower for parts than for whole copies."""

from __future__ import annotations

from itertools import pairwise

from overlap_texts import FERRY, ORCHARD, Draft, Newsroom

from wiretrace.overlap.derivations.confidence import calibrate

STEPS = [k / 100 for k in range(50, 101)]


def test_confidence_rises_with_the_certainty_of_the_direction() -> None:
    for is_copy in (False, True):
        stated = [calibrate(step, is_copy) for step in STEPS]
        assert all(a <= b for a, b in pairwise(stated))
        assert 0.0 < stated[0] < 0.5 < stated[-1] < 0.999


def test_a_whole_copy_is_more_certain_than_a_shared_paragraph_where_all_evidence_tells_its_direction() -> None:
    assert all(calibrate(step, False) <= calibrate(step, True) for step in STEPS)
    assert calibrate(1.0, False) + 0.02 < calibrate(1.0, True)


def test_a_copy_without_any_times_is_stated_with_less_confidence_than_one_with(newsroom: Newsroom) -> None:
    part = FERRY.split("\n\n")[2]
    newsroom.publish(
        Draft("a", FERRY, hour=1), Draft("b", FERRY, hour=9), Draft("c", f"{ORCHARD}\n\n{part}", is_timed=False)
    )
    stated = {
        (d, s): float(c)  # type: ignore[arg-type]
        for d, s, c in newsroom.rows(
            "select derived_article_id, source_article_id, confidence from overlap.derivations"
        )
    }
    assert stated["b", "a"] > max(c for pair, c in stated.items() if "c" in pair)
