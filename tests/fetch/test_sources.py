from __future__ import annotations

from pathlib import Path

import pytest

from wiretrace.fetch.sources import SourcesError, investigation, load_sources

GOOD = """\
sources:
- id: paper
  outlet: {name: The Paper, kind: newspaper, country: NO, language: en, aliases: [Paper]}
  feeds:
  - {url: "http://paper.example/rss", type: rss}
  address: 127.0.0.1:8000
"""


def load(folder: Path, text: str) -> object:
    file = folder / "sources.yaml"
    file.write_text(text, "utf-8")
    return load_sources(file)


def test_a_source_is_read_with_its_outlet_and_feeds(tmp_path: Path) -> None:
    (source,) = load(tmp_path, GOOD)  # type: ignore[misc]
    assert (source.id, source.outlet.country, source.feeds[0].type, source.address) == (
        "paper",
        "NO",
        "rss",
        "127.0.0.1:8000",
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("kind: newspaper", "kind: paper", 3, "outlet kind"),
        ("country: NO", "country: Norway", 3, "ISO 3166"),
        ("type: rss", "type: gopher", 5, "feed type"),
        ('"http://paper.example/rss"', "paper.example/rss", 5, "not an http"),
        ("127.0.0.1:8000", "10.0.0.1:80", 6, "loopback"),
        ("127.0.0.1:8000", "localhost", 6, "loopback"),
        ("id: paper", "id: The Paper", 2, "lower-case"),
        ("  address:", "  adress:", 6, "unknown field"),
        ("  feeds:\n  - {url", "  - {url", 4, ""),
        ("outlet: {name: The Paper, ", "outlet: {", 3, "'name' is missing"),
        ("sources:", "source:", 1, "'sources' is missing"),
        (GOOD, "", 1, "empty"),
        (GOOD, "sources: []", 1, "no source"),
        (
            "\n  address: 127.0.0.1:8000\n",
            "\n- id: paper\n  outlet: {name: P, kind: blog}\n  urls: [http://p.example/]\n",
            6,
            "used twice",
        ),
    ],
)
def test_a_mistake_is_named_with_file_and_line(tmp_path: Path, old: str, new: str, line: int, problem: str) -> None:
    with pytest.raises(SourcesError, match=rf"sources\.yaml:{line}: .*{problem}"):
        load(tmp_path, GOOD.replace(old, new))


def test_the_default_list_covers_many_outlets_and_countries() -> None:
    sources = load_sources(Path(__file__).parents[2] / "include" / "sources.yaml")
    assert len(sources) >= 25
    assert len({source.outlet.country for source in sources}) >= 8
    assert all(source.address is None for source in sources), "no production source may reach a loopback address"


def test_an_investigation_has_a_readable_id(tmp_path: Path) -> None:
    assert investigation("The Tern Basin Déal!", tmp_path).id == "investigation:the-tern-basin-deal"


@pytest.mark.parametrize(
    ("name", "folder", "urls"),
    [("", ".", ()), ("x", None, ()), ("x", "no-such-folder", ()), ("x", None, ("ftp://a/b",))],
)
def test_an_investigation_without_material_is_refused(name: str, folder: str | None, urls: tuple[str, ...]) -> None:
    with pytest.raises(SourcesError):
        investigation(name, folder, urls)
