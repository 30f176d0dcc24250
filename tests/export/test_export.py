"""A claim leaves as schema.org JSON-LD that others can read, whatever an article's address or headline holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from orchestration.export import export_claim
from overlap.overlap_texts import FERRY, Draft
from overrides.corrected import House
from wiretrace.export import claim_jsonld, safe_url, write_jsonld
from wiretrace.warehouse.connection import open_public

SCHEMA = json.loads((Path(__file__).parent / "claim.schema.json").read_text("utf-8"))
DAY = "2026-03-02"
OWN, COPY = "a" * 16, "b" * 16


class AddressedDraft(Draft):
    """With an address that must not become a link, a desk in its byline, and a time that cannot be right."""

    def row(self) -> dict[str, object]:
        stated = {"authors": ["Ina Rook", "Farm wire desk"], "is_time_conflicted": True}
        return super().row() | stated | {"canonical_url": "javascript:alert(1)//https://farm.example/"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = House(tmp_path_factory.mktemp("export") / "data")
    own = Draft(OWN, FERRY, outlet="post", hour=1, title="Ferry </script><script>aground")
    copy = AddressedDraft(COPY, FERRY, outlet="farm", hour=5)
    house.add(own, copy)
    house.run(DAY)
    return house


def documents(house: House) -> Iterator[dict[str, Any]]:
    with open_public(house.layout.public) as con:
        for (claim_id,) in con.execute("select claim_id from claims.claims order by claim_id").fetchall():
            yield claim_jsonld(con, claim_id)


def test_every_claim_is_valid_and_survives_writing(house: House) -> None:
    for document in documents(house):
        jsonschema.validate(document, SCHEMA)
        written = write_jsonld(document)
        assert json.loads(written) == document
        assert "<" not in written


def test_a_claim_names_its_speaker_its_articles_and_its_origins(house: House) -> None:
    claim = next(d["@graph"][0] for d in documents(house) if "radar had failed" in d["@graph"][0]["text"])
    assert claim["author"] == {"@type": "Person", "name": "Ines Valdorf"}
    assert claim["firstAppearance"] == {"@id": f"urn:wiretrace:article:{OWN}"}
    own, copy = claim["appearance"]
    assert own["url"] == f"https://post.example/{OWN}"
    assert copy["isBasedOn"] == own["url"]
    assert "url" not in copy
    assert [author["@type"] for author in copy["author"]] == ["Person", "Organization"]
    assert "datePublished" in own and "datePublished" not in copy
    assert (claim["wiretrace:article_count"], claim["wiretrace:origin_count_low"]) == (2, 1)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://post.example/a?b=c#d", "https://post.example/a?b=c#d"),
        ("https://ada:secret@post.example/a", "https://post.example/a"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("https://", None),
        ("https://[::1/a", None),
        ("https://post.example/a b", None),
        ('https://post.example/"onclick=', None),
        ("investigation:dam/one.txt", None),
        (None, None),
    ],
)
def test_only_safe_web_addresses_become_links(url: str | None, expected: str | None) -> None:
    assert safe_url(url) == expected


def test_an_unknown_claim_is_an_error(house: House) -> None:
    with open_public(house.layout.public) as con, pytest.raises(LookupError, match="no claim 'x'"):
        claim_jsonld(con, "x")


def test_the_command_prints_a_claim(
    house: House, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WIRETRACE_DATA", str(house.layout.root))
    [(claim_id,)] = house.rows("select claim_id from claims.claims order by claim_id limit 1")
    assert export_claim(claim_id) == 0
    jsonschema.validate(json.loads(capsys.readouterr().out), SCHEMA)
    assert export_claim("nowhere") == 1
    assert "no claim 'nowhere'" in capsys.readouterr().err
