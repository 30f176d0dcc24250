"""What editors correct from the newsroom's pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from newsroom.access import Visitor
from overlap.overlap_texts import FERRY, Draft
from overrides.corrected import House
from plugins.conftest import Known, client_of
from wiretrace.layout import Layout
from wiretrace.overrides import read_overrides


def form_of(client: TestClient, address: str, action: str) -> dict[str, str]:
    page = html.fromstring(client.get(address).text)
    form = page.xpath(f"//form[@class='correct'][.//input[@name='action'][@value='{action}']]")[0]
    return {key: value or "" for key, value in dict(form.fields).items()}


def test_a_correction_is_recorded_with_its_author_and_pending(
    editor: TestClient, published: Layout, known: Known
) -> None:
    form = form_of(editor, f"claim/{known.claim}", "origin") | {
        "value": "Calder Times",
        "reason": "printed there first",
    }
    reply = editor.post("corrections", data=form, follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (303, f"/newsroom/claim/{known.claim}#corrections")
    override = read_overrides(published.overrides).applicable[0]
    assert (override.recorded_by, override.action, override.value) == ("ada", "origin", "Calder Times")
    assert "Calder Times" in editor.get(f"claim/{known.claim}").text
    listed = html.fromstring(editor.get("corrections").text)
    assert "pending" in listed.xpath("//tbody/tr[1]/td[1]//text()")[0]


def test_an_applied_correction_is_listed_by_name_with_the_numbers_it_changed(tmp_path: Path) -> None:
    house = House(tmp_path / "data")
    own, copy = Draft("a" * 16, FERRY, outlet="post", hour=1), Draft("b" * 16, FERRY, outlet="farm", hour=5)
    house.add(own, copy)
    house.run(own.day)
    client = client_of(house.layout, Visitor("1", "ada", True))
    mentions = [house.mention(article_id, "radar had failed") for article_id in (own.article_id, copy.article_id)]
    house.correct("split", *mentions)
    waiting = client.get("corrections").text
    house.run(own.day)
    applied = client.get("corrections").text
    for page in (waiting, applied):
        assert "post: “the radar had failed" in page and "farm: “the radar had failed" in page
        assert not any(mention_id in page for mention_id in mentions)
    [row] = html.fromstring(applied).xpath("//tbody/tr")
    assert "applied" in row[0].text_content()
    assert "articles 2 → 1" in row[2].text_content() and row[2].xpath(".//a[contains(@href, '/claim/')]")


@pytest.mark.parametrize("action", ["speaker", "merge", "split"])
def test_every_form_of_a_claim_is_accepted(editor: TestClient, published: Layout, known: Known, action: str) -> None:
    form = form_of(editor, f"claim/{known.claim}", action)
    form |= {"reason": "read on paper"} | ({"value": "Ada Moss"} if action == "speaker" else {})
    assert editor.post("corrections", data=form, follow_redirects=False).status_code == 303
    assert read_overrides(published.overrides).applicable[0].action == action


def test_the_direction_of_a_copy_can_be_corrected(editor: TestClient, published: Layout, known: Known) -> None:
    form = form_of(editor, f"compare/{known.taker}/{known.source}", "direction") | {"reason": "seen the proofs"}
    assert editor.post("corrections", data=form, follow_redirects=False).status_code == 303
    override = read_overrides(published.overrides).applicable[0]
    assert (override.subject, override.value) == (known.taker, known.source)


def test_who_may_only_look_cannot_correct(
    reader: TestClient, editor: TestClient, published: Layout, known: Known
) -> None:
    assert 'class="correct"' not in reader.get(f"claim/{known.claim}").text
    form = form_of(editor, f"claim/{known.claim}", "origin") | {"value": "X", "reason": "y"}
    assert reader.post("corrections", data=form).status_code == 403
    assert not published.overrides.exists()


def test_a_form_from_elsewhere_is_refused(editor: TestClient, published: Layout, known: Known) -> None:
    form = form_of(editor, f"claim/{known.claim}", "origin") | {"value": "X", "reason": "y"}
    other = client_of(published, Visitor("3", "cy", True))
    assert other.post("corrections", data=form).status_code == 403
    assert editor.post("corrections", data=form | {"token": "x"}).status_code == 403
    assert editor.post("corrections", data=form, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert not published.overrides.exists()


def test_a_correction_that_breaks_a_rule_says_which(editor: TestClient, published: Layout, known: Known) -> None:
    form = form_of(editor, f"claim/{known.claim}", "origin") | {"value": "=cmd()", "reason": "y"}
    reply = editor.post("corrections", data=form)
    assert reply.status_code == 422
    assert "formula" in reply.text
