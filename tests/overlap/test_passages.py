"""Shared text is found, exactly where it stands, and furniture is told from it."""

from __future__ import annotations

import random

import pytest
from overlap_texts import FERRY, FERRY_IN_GERMAN, FOOTER, HARVEST_IN_GERMAN, ORCHARD, Draft, Newsroom

from warehouse.empty import open_empty
from wiretrace.overlap.passages import finding as passages

WORDS = [
    "amber",
    "basalt",
    "cedar",
    "delta",
    "ember",
    "fjord",
    "garnet",
    "harbour",
    "indigo",
    "juniper",
    "kestrel",
    "lagoon",
    "meadow",
    "north",
    "opal",
]


def babble(seed: int, count: int) -> list[str]:
    """Words that no two seeds share eight of in a row."""
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    return [f"{rng.choice(WORDS)}{rng.randrange(10_000)}" for _ in range(count)]


@pytest.mark.parametrize("seed", range(12))
def test_every_run_of_eleven_words_is_found_wherever_it_stands(newsroom: Newsroom, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
    shared = " ".join(babble(100 + seed, 11))
    texts = []
    for side in (1, 2):
        own = babble(1000 * side + seed, 80)
        cut = rng.randrange(len(own))
        texts.append(" ".join(own[:cut]) + f" {shared} " + " ".join(own[cut:]))
    newsroom.publish(Draft("a", texts[0]), Draft("b", texts[1]))
    (left, right, words), *more = newsroom.rows("select left_start, right_start, word_count from overlap.passages")
    assert not more
    assert words == 11
    assert texts[0][left:].startswith(shared)
    assert texts[1][right:].startswith(shared)


def test_passages_do_not_depend_on_how_many_pairs_are_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    half = FERRY.split("\n\n")
    drafts = [Draft("a", FERRY), Draft("b", f"{ORCHARD}\n\n{half[1]}"), Draft("c", f"{half[1]}\n\n{ORCHARD}")]
    found = []
    for pairs in (1, 2, 1000):
        monkeypatch.setattr(passages, "PAIRS", pairs)
        with open_empty() as con:
            newsroom = Newsroom(con)
            newsroom.publish(*drafts)
            found.append(newsroom.rows("from overlap.passages order by all"))
    assert len({(left, right) for left, right, *_ in found[0]}) == 3
    assert found[0] == found[1] == found[2]


def test_offsets_hold_the_same_words_on_both_sides(newsroom: Newsroom) -> None:
    half = FERRY.split("\n\n")
    newsroom.publish(Draft("a", FERRY), Draft("b", f"{ORCHARD}\n\n{half[1]}\n\n{half[3]}"))
    found = newsroom.rows(
        "select left_start, left_end, right_start, right_end from overlap.passages order by left_start"
    )
    other = f"{ORCHARD}\n\n{half[1]}\n\n{half[3]}"
    assert [FERRY[a:b] for a, b, _, _ in found] == [half[1], half[3]]
    assert [other[c:d] for _, _, c, d in found] == [half[1], half[3]]


def test_a_footer_of_many_articles_is_furniture_and_derives_nothing(newsroom: Newsroom) -> None:
    drafts = [Draft(f"f{n}", " ".join(babble(n, 300)) + f".\n\n{FOOTER}") for n in range(5)]
    newsroom.publish(*drafts)
    assert kinds(newsroom) <= {"furniture"}
    assert newsroom.rows("select count(*) from overlap.derivations") == [(0,)]


def test_pairs_that_share_nothing_but_furniture_are_not_even_compared(newsroom: Newsroom) -> None:
    newsroom.publish(*(Draft(f"f{n:02}", " ".join(babble(n, 300)) + f".\n\n{FOOTER}") for n in range(20)))
    assert newsroom.rows("select count(*) from overlap.passages") == [(0,)]


def test_what_is_furniture_elsewhere_is_found_where_it_makes_up_much_of_a_text(newsroom: Newsroom) -> None:
    notices = [Draft(f"f{n:02}", " ".join(babble(n, 300)) + f".\n\n{FOOTER}") for n in range(9)]
    newsroom.publish(*notices, Draft("short", f"{' '.join(babble(50, 30))}.\n\n{FOOTER}", hour=5))
    assert newsroom.rows(
        "select count(*) from overlap.passages where 'short' in (left_article_id, right_article_id)"
    ) != [(0,)]


def test_a_short_shared_quotation_is_a_quotation_and_no_copy(newsroom: Newsroom) -> None:
    quote = "“The children sang bravely until the first lifeboat came,”"
    one = " ".join(babble(1, 90)) + f". {quote} the teacher said. " + " ".join(babble(2, 40))
    two = " ".join(babble(3, 60)) + f". {quote} Brandt recalled. " + " ".join(babble(4, 70))
    newsroom.publish(Draft("a", one), Draft("b", two))
    assert newsroom.rows("select kind, word_count from overlap.passages") == [("quotation", 9)]
    assert newsroom.relation("b", "a") == "shared_quotation" or newsroom.relation("a", "b") == "shared_quotation"


def test_text_without_spaces_is_compared(newsroom: Newsroom) -> None:
    shared = "港湾当局によると月曜日の夜明け前にフェリーが岬の沖で座礁し乗客二百十四人が救助された"
    newsroom.publish(
        Draft("a", f"{shared}。運航会社は木曜日まで全便を止める。"),
        Draft("b", f"地元紙は伝えた。{shared}。調査が始まる見通しだ。"),
    )
    (start, end), *_ = newsroom.rows("select left_start, left_end from overlap.passages")
    assert shared in f"{shared}。運航会社は木曜日まで全便を止める。"[start:end]


def test_what_is_too_common_to_compare_is_counted(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiretrace.overlap.passages.candidates.COMMON_LIMIT", 3)
    newsroom.publish(*(Draft(f"c{n}", " ".join(babble(n, 40)) + f". {FOOTER}") for n in range(5)))
    dropped = newsroom.rows("select subject, reason from ops.discards order by subject")
    assert dropped == [(f"c{n}", "common_fingerprints") for n in range(5)]


def kinds(newsroom: Newsroom) -> set[str]:
    return {str(kind) for (kind,) in newsroom.rows("select kind from overlap.passages")}


MARKET = (
    "The Calder blue-chip index rose {0} points, or {1} percent, to {2}. The broader Harbour 200 added {3} points, or {4} "
    "percent, to {5}, while the technology index gained {6} percent. About {7} million shares changed hands, below last "
    "year's daily average of {8} million."
)


def test_a_formula_filled_in_with_other_numbers_is_furniture(newsroom: Newsroom) -> None:
    monday = MARKET.format(12.4, 0.31, "4,012.50", 3.1, 0.2, "1,551.07", 0.7, 911, 950)
    later = MARKET.format(80.9, 1.98, "4,166.02", 21.5, 1.4, "1,604.90", 2.2, "1,203", 974)
    newsroom.publish(Draft("a", f"{FERRY}\n\n{monday}", hour=1), Draft("b", f"{ORCHARD}\n\n{later}", hour=3))
    assert kinds(newsroom) == {"furniture"}
    assert newsroom.rows("select count(*) from overlap.derivations where relation <> 'same_event'") == [(0,)]


def test_the_same_formula_with_the_same_numbers_is_a_copy(newsroom: Newsroom) -> None:
    monday = MARKET.format(12.4, 0.31, "4,012.50", 3.1, 0.2, "1,551.07", 0.7, 911, 950)
    newsroom.publish(Draft("a", f"{FERRY}\n\n{monday}", hour=1), Draft("b", f"{ORCHARD}\n\n{monday}", hour=3))
    assert kinds(newsroom) == {"narrative"}


def test_a_speaker_and_his_office_prove_nothing(newsroom: Newsroom) -> None:
    tag = "said Marius Oldenkamp, chief investment strategist at Fenwick Harrow Asset Management in Port Calder."
    newsroom.publish(
        Draft("a", f"“Prices will not fall before spring,” {tag} {FERRY} {' '.join(babble(8, 300))}."),
        Draft("b", f"{ORCHARD} {' '.join(babble(7, 300))}. “Nobody here remembers such a frost,” {tag}", hour=2),
    )
    assert kinds(newsroom) <= {"furniture"}


CLAIMS = (
    "the number of households in Calder that asked the council for a rebate {0} by {1} to {2} in the latest week, "
    "the statistical bureau said in its regular bulletin."
)
FIRM = "said Marius Oldenkamp, chief investment strategist at Fenwick Harrow Asset Management in Port Calder"
DESK = "Reporting by Lena Marchetti and Otto Brandis in Port Calder; Editing by Ines Falk"


def mumble(seed: int, count: int) -> str:
    """As `babble`, without figures."""
    return " ".join(babble(seed, count)).translate(str.maketrans("0123456789", "aeioubdfgk"))


def test_a_formula_beside_names_and_offices_is_furniture(newsroom: Newsroom) -> None:
    weeks = (CLAIMS.format("rose", 912, "12,480"), CLAIMS.format("fell sharply once more", 77, "9,115"))
    newsroom.publish(
        *(
            Draft(
                f"w{n}", f"{mumble(n, 400)}. {week} {mumble(n + 9, 60)}, {FIRM}. {mumble(n + 5, 300)}. ({DESK})", hour=n
            )
            for n, week in enumerate(weeks)
        )
    )
    assert kinds(newsroom) == {"furniture"}


def test_an_edited_sentence_is_no_formula(newsroom: Newsroom) -> None:
    """It has no numbers that were filled in anew."""
    same = "during a breakfast with the harbour master before the gale reached the outer moles of the old town"
    before = (
        "he did not expect an easy spring, blaming owners of barges for a pontoon that tore loose and saying that it "
        "would be hard to find money for another"
    )
    after = (
        "he did not expect an easy spring after quarrels with owners of barges for a pontoon that sank, while saying "
        "that it could be hard to find money"
    )
    newsroom.publish(
        Draft("a", f"{mumble(1, 400)}. {same}, {mumble(3, 60)}. {before}, {mumble(5, 300)}."),
        Draft("b", f"{mumble(2, 400)}. {same}, {mumble(4, 60)}. {after}, {mumble(6, 300)}.", hour=2),
    )
    assert newsroom.rows("select kind, matched_word_count < word_count from overlap.passages order by 2") == [
        ("narrative", False),
        ("narrative", True),
    ]


def test_the_title_of_a_work_is_nobodys_words(newsroom: Newsroom) -> None:
    title = "“Captain Valdorf and the Lanterns of the Drowned Lighthouse”"
    newsroom.publish(
        Draft("a", f"{' '.join(babble(1, 200))}. The sale of {title} brought the studio a record."),
        Draft("b", f"{' '.join(babble(2, 200))}. He had drawn the posters for {title} at nineteen.", hour=2),
    )
    assert kinds(newsroom) <= {"furniture"}
    assert newsroom.rows("select count(*) from overlap.derivations") == [(0,)]


def test_a_slogan_that_one_paper_prints_like_a_title_is_a_quotation(newsroom: Newsroom) -> None:
    newsroom.publish(
        Draft(
            "a", f"{' '.join(babble(1, 200))}. Posters said “Mister Premier, Welcome to the Town of Broken Bridges.”"
        ),
        Draft("b", f"{' '.join(babble(2, 200))}. “Mister premier, welcome to the town of broken bridges,” one read."),
    )
    assert kinds(newsroom) == {"quotation"}


COMMONPLACE = "“We have quite a lot of work to do,”"


def test_a_commonplace_of_two_speakers_is_furniture(newsroom: Newsroom) -> None:
    newsroom.publish(
        Draft(
            "a",
            f"{mumble(1, 90)} the trainer of Calder United, Ivo Brandis: {COMMONPLACE} he told us, {mumble(3, 90)}.",
        ),
        Draft("b", f"{mumble(2, 90)} the minister, Lena Falk: {COMMONPLACE} she wrote to Parliament, {mumble(4, 90)}."),
    )
    assert kinds(newsroom) <= {"furniture"}
    assert newsroom.rows("select count(*) from overlap.derivations") == [(0,)]


def test_the_same_words_are_a_quotation_where_both_name_the_speaker(newsroom: Newsroom) -> None:
    newsroom.publish(
        Draft("a", f"{mumble(1, 90)} the minister, Lena Falk: {COMMONPLACE} she told us, {mumble(3, 90)}."),
        Draft("b", f"{mumble(2, 90)} the minister, Lena Falk: {COMMONPLACE} she wrote to Parliament, {mumble(4, 90)}."),
    )
    assert kinds(newsroom) == {"quotation"}


def test_a_german_sentence_is_no_name_for_all_its_nouns(newsroom: Newsroom) -> None:
    shared = (
        "Rat und Reederei streiten über Liegeplätze, Gebühren, Fahrpläne und die Zukunft des Hafens samt Werft und Dock"
    )
    newsroom.publish(
        Draft("a", f"{FERRY_IN_GERMAN * 3}\n\n{' '.join(babble(1, 60)).title()}. In der Sache {shared}."),
        Draft("b", f"{HARVEST_IN_GERMAN * 3}\n\n{' '.join(babble(2, 60)).title()}. Wie es heißt: {shared}.", hour=2),
    )
    assert kinds(newsroom) == {"narrative"}


def test_an_embedded_post_is_the_quotation_that_others_print_in_marks(newsroom: Newsroom) -> None:
    post = "Great week for Calder! Now let us see which of our friends will pay for the dam they promised us"
    newsroom.publish(
        Draft("a", f"{FERRY}\n\n{post}\n\nPosted at noon\n\n{ORCHARD}"),
        Draft("b", f"The premier wrote: “{post}.” Nobody in the cabinet had been told beforehand.", hour=2),
    )
    assert kinds(newsroom) == {"quotation"}


def test_an_agencys_notice_under_two_texts_is_a_credit_line_and_no_derivation(newsroom: Newsroom) -> None:
    notice = (
        "Copyright 2026 The Associated Press. All rights belong to those who wrote it; ask before you print any of it."
    )
    newsroom.publish(Draft("a", f"{FERRY}\n\n{notice}", hour=1), Draft("b", f"{ORCHARD}\n\n{notice}", hour=2))
    assert kinds(newsroom) == {"credit"}
    assert newsroom.rows("select count(*) from overlap.derivations where source_article_id is not null") == [(0,)]
    sources = newsroom.rows("select distinct source_origin_id from overlap.derivations where relation = 'wire_copy'")
    assert sources == [("agency:associated-press",)]
