"""Rewrites are told from independent reports of the same event, by a set of texts that no weight was fitted on."""

from __future__ import annotations

import pytest
from bench import rewrites
from overlap_texts import Draft, Newsroom

SPEECH = (
    "Mayor Ilse Brandauer of Tannhof opened the rebuilt market hall on Saturday, four years after a fire destroyed it. "
    "The work cost 12.4 million crowns, of which the insurer paid 9 million.\n\n"
    "“A town without a market is a dormitory,” she said from the steps. Butcher Horst Eglin, whose family has had stall "
    "17 since 1923, cut the first sausage.\n\n"
    "Architect Noor Haddad kept the iron columns of 1888 and put a glass roof over them. It collects rain for the toilets "
    "and carries 600 square metres of solar cells."
)
CREDITED = (
    "TANNHOF — The crowd had been waiting since eight when Mayor Ilse Brandauer cut the ribbon of the new market hall on "
    "Saturday. “A town without a market is a dormitory,” she said, according to the Northern Press Agency.\n\n"
    "“I would have painted the columns green,” grumbled Edda Morgenstern, 81, who came with three friends from Lower "
    "Vellin. The bus company Rapid has put on extra services until Christmas.\n\n"
    "Not all 46 stalls are let. Cheesemaker Bruno Tassi found the rent of 380 crowns “a joke that only a council can tell”."
)


@pytest.fixture(scope="module")
def taken() -> dict[tuple[str, str], float]:
    return rewrites.find_taken(rewrites.read_events())


@pytest.mark.parametrize("half", [0, 1])
def test_nine_of_ten_rewrites_are_found_while_hardly_a_control_is_flagged(
    taken: dict[tuple[str, str], float], half: int
) -> None:
    score = rewrites.score(rewrites.read_events()[half::2], taken)
    assert score.recall >= 0.9
    assert score.flagged_share <= 0.05


def test_the_set_is_large_and_graded() -> None:
    articles = [article for event in rewrites.read_events() for article in event]
    retold = [article for article in articles if article.sources]
    assert len(retold) >= 60
    assert len({article.strength for article in retold}) == 7
    assert all(100 <= len(article.text.split()) <= 400 for article in articles)


def test_what_two_reporters_could_have_written_is_never_stated_as_certain() -> None:
    stated = rewrites.find_taken(rewrites.read_events(rewrites.CONFERENCES)).values()
    assert stated
    assert max(stated) < 0.8


def test_an_original_is_rewritten_rather_than_a_rewrite_of_it(taken: dict[tuple[str, str], float]) -> None:
    """Two retellings of one report hardly ever pass for the source of one another."""
    siblings = [
        (a.article_id, b.article_id)
        for event in rewrites.read_events()
        for a in event
        for b in event
        if a != b and set(a.sources) & set(b.sources)
    ]
    assert sum(pair in taken for pair in siblings) <= 0.1 * len(siblings)


def test_an_agency_credit_beside_own_reporting_is_no_rewrite(newsroom: Newsroom) -> None:
    wire = f"TANNHOF (NPA) — {SPEECH}"
    newsroom.add_outlet("npa.example", "Northern Press Agency", "agency")
    newsroom.publish(Draft("wire", wire, outlet="npa.example", hour=1), Draft("paper", CREDITED, hour=5))
    assert newsroom.relation("paper", "wire") != "rewrite"
    kinds = newsroom.rows("select distinct relation from overlap.derivations where derived_article_id = 'paper'")
    assert ("rewrite",) not in kinds
    assert newsroom.rows("select count(*) from overlap.credits where article_id = 'paper'") == [(1,)]


def test_cues_of_a_rewrite_say_what_is_new(newsroom: Newsroom) -> None:
    event = next(e for e in rewrites.read_events() if e[0].event == "whales")
    texts = {article.article_id.removeprefix("whales-"): article.text for article in event}
    newsroom.publish(Draft("report", texts["wire"], hour=1), Draft("medium", texts["medium"], hour=4))
    (cues,) = (dict(row[0]) for row in newsroom.rows(
        "select map_from_entries(list_transform(cues, lambda c: {key: c.name, value: c.text})) from overlap.derivations "
        "where derived_article_id = 'medium' and relation = 'rewrite'"
    ))  # fmt: skip
    assert cues["new_details"].startswith("0 names and numbers")
    assert cues["new_voices"].startswith("0 quoted words")


def test_scripts_without_capitals_give_no_rewrite_by_chance(newsroom: Newsroom) -> None:
    """Single characters recur in every text; without names or numbers nothing tells a rewrite from another report."""
    one = "市政府周一表示，由于连日暴雨，河水上涨，沿岸居民必须撤离。救援人员整夜工作，把老人和孩子送到学校。市长说，水位预计明天下降。"
    other = "连日暴雨使河水上涨，市长周一要求沿岸居民撤离。学校成为临时住所，老人和孩子先到达。市政府说，救援整夜进行，水位明天可能下降。"
    newsroom.publish(Draft("one", one, hour=1), Draft("other", other, hour=5))
    assert newsroom.relation("other", "one") != "rewrite"


def test_a_copied_chinese_paragraph_is_found_with_its_offsets(newsroom: Newsroom) -> None:
    shared = "市政府周一表示，由于连日暴雨，河水上涨，沿岸居民必须撤离。救援人员整夜工作，把老人和孩子送到学校。"
    newsroom.publish(Draft("a", f"{shared}市长说，水位预计明天下降。", hour=1), Draft("b", f"本报讯。{shared}", hour=4))
    (start, end), *_ = newsroom.rows("select right_start, right_end from overlap.passages where kind = 'narrative'")
    assert f"本报讯。{shared}"[start:end].startswith(shared[:-1])  # type: ignore[misc]
    assert newsroom.relation("b", "a") in {"mirror", "excerpt"}
