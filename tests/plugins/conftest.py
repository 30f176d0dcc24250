"""A published database of one sample day, with one article that means harm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from fastapi import FastAPI, HTTPException
from fastapi.testclient import TestClient
from sample_days import run_days

from newsroom.access import Visitor
from newsroom.app import Settings, create_app
from warehouse.rows import row_of
from wiretrace.layout import Layout
from wiretrace.search.index import update_index
from wiretrace.warehouse.connection import open_public, open_writer
from wiretrace.warehouse.publishing import publish
from wiretrace.warehouse.tables import claims, core, ops, overlap

DATE = "2026-03-02"
HOSTILE = "<script>document.title='taken'</script>"
HOSTILE_ID = "0123456789abcdef"
HOSTILE_CLAIM = "fedcba9876543210"
HOSTILE_MENTION = "00000000000000aa"
ALL = ("article", "claim", "story", "outlet")


@dataclass(frozen=True)
class Known:
    """Ids of the sample day that tests look at."""

    story: str
    claim: str
    taker: str
    source: str
    outlet: str


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    layout = run_days(tmp_path_factory.mktemp("newsroom"), (DATE,), lambda line: None)
    add_hostile_rows(layout)
    publish(layout, DATE, datetime(2026, 3, 3))
    update_index(layout)
    return layout


def add_hostile_rows(layout: Layout) -> None:
    """Everything that other people write, as markup: title, text, author, outlet, claim, speaker, reasons, addresses;
    printed in 2099."""
    text = f'{HOSTILE} said the minister.\n\n<img src=x onerror="document.title=\'taken\'"> & "quoted" text'
    address = "javascript:document.title='taken'"
    told = {"story_id": HOSTILE_ID, "partition_key": DATE}
    article = {
        "outlet_id": f"bad.example{HOSTILE}",
        "url": address,
        "canonical_url": address,
        "title": f"=1+1 {HOSTILE}",
    }
    article |= {"authors": [HOSTILE], "section": HOSTILE, "dateline": HOSTILE, "text": text, "text_hash": "1" * 64}
    times = {"published_at": datetime(2099, 1, 1), "first_seen_at": datetime(2026, 3, 2, 9), "is_time_conflicted": True}
    cited = {"derived_article_id": HOSTILE_ID, "relation": "citation", "evidence": "credit"}
    rows = {
        core.OUTLETS: {"outlet_id": article["outlet_id"], "name": HOSTILE},
        core.ARTICLES: article | times | {"article_id": HOSTILE_ID, "word_count": 9, "revision_count": 1},
        core.REVISIONS: article | {"article_id": HOSTILE_ID, "word_count": 9},
        core.REMOVED_BLOCKS: {"article_id": HOSTILE_ID, "source_id": "x", "text": HOSTILE, "reason": HOSTILE},
        overlap.STORIES: told | {"title": HOSTILE, "article_count": 1, "outlet_count": 1},
        overlap.STORY_ARTICLES: told | {"article_id": HOSTILE_ID},
        claims.CLAIMS: told | {"claim_id": HOSTILE_CLAIM, "wording": HOSTILE, "speaker_id": "s", "first_article_id": HOSTILE_ID},
        claims.SPEAKERS: told | {"speaker_id": "s", "name": HOSTILE, "kind": "person", "principal_id": "s"},
        claims.MENTIONS: told | {"mention_id": HOSTILE_MENTION, "claim_id": HOSTILE_CLAIM, "article_id": HOSTILE_ID, "field": "text", "char_end": 39, "text": HOSTILE, "speaker": HOSTILE, "cue": HOSTILE, "kind": "direct"},
        claims.MENTION_ORIGINS: told | {"mention_id": HOSTILE_MENTION, "origin_id": "o", "evidence": HOSTILE, "rule_id": "own"},
        claims.ORIGINS: told | {"origin_id": "o", "name": HOSTILE, "kind": "outlet", "article_id": HOSTILE_ID},
        ops.QUARANTINE: {"value": HOSTILE, "url": address, "rule": HOSTILE, "gate": "articles"},
    }  # fmt: skip
    citations = [
        cited
        | {"derivation_id": f"hostile-{k}", "source_origin_id": origin_id, "source_name": name, "confidence": sure}
        for k, (origin_id, name, sure) in enumerate([("o", HOSTILE, 0.7), ("agency:tern-wire", "Tern Wire", 0.6)])
    ]
    with open_writer(layout) as con:
        for table, values in [*rows.items(), *((overlap.DERIVATIONS, values) for values in citations)]:
            con.register("hostile", table.table([row_of(table, **values)]))
            con.execute(f"insert into {table.full_name} by name select * from hostile")
            con.unregister("hostile")


@pytest.fixture(scope="session")
def known(published: Layout) -> Known:
    with open_public(published.public) as con:
        story = con.execute("select story_id from overlap.stories order by article_count desc limit 1").fetchone()
        claim = con.execute(
            "select c.claim_id from claims.claims as c where c.story_id = ? and exists (from claims.mentions as m"
            " join overlap.derivations as d on d.derived_article_id = m.article_id"
            " join claims.mentions as n on n.article_id = d.source_article_id"
            " where m.claim_id = c.claim_id and n.claim_id = c.claim_id and d.relation in ('wire_copy', 'rewrite', 'excerpt'))"
            " order by outlet_count desc, mention_count desc, claim_id limit 1",
            [story[0]],
        ).fetchone()
        pair = con.execute(
            "select d.derived_article_id, d.source_article_id, a.outlet_id from overlap.derivations as d"
            " join core.articles as a on a.article_id = d.derived_article_id"
            " where d.source_article_id is not null and d.evidence = 'text' and d.relation in ('mirror', 'wire_copy', 'excerpt')"
            " order by d.derivation_id limit 1"
        ).fetchone()
    assert story and claim and pair
    return Known(story[0], claim[0], pair[0], pair[1], pair[2])


def client_of(layout: Layout, visitor: Visitor | None) -> TestClient:
    """The pages below their usual prefix, for a visitor, or for nobody."""

    def admit() -> Visitor:
        if visitor is None:
            raise HTTPException(401, "Not authenticated")
        return visitor

    outer = FastAPI()
    settings = Settings(layout.public, layout.search, layout.overrides, "s" * 64)
    outer.mount("/newsroom", create_app(settings, admit))
    return TestClient(outer, base_url="http://airflow.test/newsroom/", raise_server_exceptions=True)


@pytest.fixture
def editor(published: Layout) -> Iterator[TestClient]:
    yield client_of(published, Visitor("1", "ada", True))
    published.overrides.unlink(missing_ok=True)


@pytest.fixture
def reader(published: Layout) -> TestClient:
    return client_of(published, Visitor("2", "bo", False))


@pytest.fixture
def empty_layout(tmp_path: Path) -> Layout:
    return Layout(tmp_path / "nothing")
