"""A kept source becomes rows, and every URL of it ends in exactly one of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from wiretrace.clean import METHOD_VERSION, cleaning
from wiretrace.clean.batch import page_texts
from wiretrace.clean.cleaning import CleanedSource, clean_source
from wiretrace.clean.maintext import MainText
from wiretrace.clean.repetition import drop_repeated
from wiretrace.fetch.archive import ArchiveWriter, Sighting
from wiretrace.fetch.client import Reply
from wiretrace.fetch.harvest import fetch_source
from wiretrace.fetch.sources import Outlet, Source, investigation
from wiretrace.layout import Layout
from wiretrace.quality.verdict import Verdict
from wiretrace.warehouse.connection import open_public, open_writer
from wiretrace.warehouse.known_pages import read_recurring_blocks
from wiretrace.warehouse.loading import IngestedDay, load_day
from wiretrace.warehouse.publishing import publish
from wiretrace.warehouse.run import Run
from wiretrace.warehouse.tables import core, ops

DAY = "2026-03-02"
MOMENT = datetime(2026, 3, 2, 9, tzinfo=UTC)
NAIVE = MOMENT.replace(tzinfo=None)
PASSED = Verdict("articles", ops.QUARANTINE.table([]), ops.VALIDATION_RESULTS.table([]))
PAPER = Source("courier", Outlet("Northport Courier", "newspaper", "XC", "en"), urls=("http://www.courier.example/",))


def prose(subject: str) -> list[str]:
    return [
        f"ASHMERE (NPA) — The {subject} across the Tern Basin will cost about 2.4 billion crowns, twice the sum that the ministry promised, an audit of the {subject} said.",
        f"“Nobody asked what the {subject} was standing on,” said Ilse Varga, who led the audit, in a hall that had been booked for a celebration of the {subject}.",
        f"The ministry did not dispute the figure but said that work on the {subject} would go on, because stopping now would cost more than finishing it.",
    ]


def html(subject: str, head: str = "", footer: str = "") -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in prose(subject))
    return f"<html><head><title>The {subject} costs double</title>{head}</head><body><h1>The {subject} costs double</h1><article>{body}{footer}</article></body></html>".encode()


def cleaned(path: Path, *pages: tuple[Sighting, bytes | None]) -> CleanedSource:
    with ArchiveWriter(path, "courier", "") as archive:
        for sighting, body in pages:
            if body is None:
                archive.write_sighting(sighting)
            else:
                reply = Reply(sighting.url, 200, (("Content-Type", "text/html; charset=utf-8"),), body, MOMENT)
                archive.write_reply(sighting, reply)
    return clean_source(path, PAPER, DAY)


def seen(path: str, outcome: str = "fetched", **fields: object) -> Sighting:
    return Sighting(f"http://www.courier.example{path}", outcome, MOMENT, **fields)  # type: ignore[arg-type]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "courier.warc.gz"


def test_every_url_seen_ends_in_exactly_one_outcome(archive: Path) -> None:
    tables = cleaned(
        archive,
        (seen("/news/dam-costs"), html("dam")),
        (seen("/news/dam-costs?utm_source=x"), html("dam")),
        (seen("/news/held", "unchanged", cause="held"), None),
        (seen("/news/gone", "failed", cause="gone", status=404), None),
        (seen("/news/empty"), b"<html><body></body></html>"),
        (seen("/news/picture"), b"\x89PNG\r\n"),
    )
    outcomes = {
        row["url"].removeprefix("http://www.courier.example"): (row["outcome"], row["cause"])
        for row in tables.fetches.to_pylist()
    }
    assert outcomes == {
        "/news/dam-costs": ("loaded", None),
        "/news/dam-costs?utm_source=x": ("duplicate", "of http://www.courier.example/news/dam-costs"),
        "/news/held": ("unchanged", "held"),
        "/news/gone": ("failed", "gone"),
        "/news/empty": ("discarded", "empty"),
        "/news/picture": ("discarded", "not_html"),
    }
    assert {(row["subject"].rpartition("/")[2], row["reason"]) for row in tables.discards.to_pylist()} == {
        ("empty", "empty"),
        ("picture", "not_html"),
    }
    assert tables.revisions.num_rows == 1


def test_tables_have_the_declared_schemas_and_cleaning_twice_gives_the_same(archive: Path) -> None:
    first = cleaned(archive, (seen("/news/dam-costs"), html("dam")))
    assert first.revisions.schema == core.REVISIONS.arrow_schema
    assert first.fetches.schema == ops.FETCHES.arrow_schema
    assert clean_source(archive, PAPER, DAY) == first


def test_a_revision_carries_what_page_and_feed_say(archive: Path) -> None:
    head = '<link rel="canonical" href="https://npa-news.example/dam"><meta name="author" content="By Ada Lund">'
    (row,) = cleaned(
        archive, (seen("/news/dam-costs", feed_published_at=MOMENT), html("dam", head))
    ).revisions.to_pylist()
    assert (row["dateline"], row["agency_credit"], row["authors"], row["language"]) == (
        "ASHMERE",
        "NPA",
        ["Ada Lund"],
        "en",
    )
    assert (row["published_at"], row["published_at_source"]) == (MOMENT.replace(tzinfo=None), "feed")
    assert (row["canonical_url"], row["canonical_claim"]) == (
        "https://courier.example/news/dam-costs",
        "https://npa-news.example/dam",
    )
    assert (row["outlet_id"], row["raw_path"]) == ("courier.example", f"raw/{DAY}/courier.warc.gz")


def test_a_damaged_archive_keeps_what_precedes_the_damage_and_is_counted(archive: Path) -> None:
    whole = cleaned(archive, (seen("/news/dam-costs"), html("dam")), (seen("/news/bridge-costs"), html("bridge" * 40)))
    assert whole.revisions.num_rows == 2
    archive.write_bytes(archive.read_bytes()[:-60])
    cut = clean_source(archive, PAPER, DAY)
    assert cut.revisions.num_rows == 1
    assert [row["reason"] for row in cut.discards.to_pylist()] == ["archive_unreadable"]


def test_what_a_host_prints_on_all_its_pages_is_no_part_of_any_article(archive: Path) -> None:
    line = "This newsroom is supported by the Tern Basin Reporting Fund, which has no say in what we publish, ever."
    tables = cleaned(
        archive,
        *((seen(f"/news/{name}-costs"), html(name, footer=f"<p>{line}</p>")) for name in ("dam", "bridge", "tram")),
    )
    assert all(
        row["text"].split("\n\n") == prose(name)
        for row, name in zip(tables.revisions.to_pylist(), ("dam", "bridge", "tram"), strict=True)
    )
    assert sum(row["text"] == line for row in tables.removed_blocks.to_pylist()) == 3


def test_copies_of_one_page_do_not_erase_each_other() -> None:
    page = MainText("\n\n".join(prose("dam")), numbers=(1, 2, 3), starts=(0, 200, 400), shares=(0.6, 0.6, 0.6))
    assert drop_repeated([page, page]) == [page, page]


def test_what_two_pages_share_goes_only_if_it_was_not_surely_the_articles() -> None:
    box = "Every Friday our editors choose the five stories of the basin that deserve a second look."
    pages = [
        MainText("\n\n".join([*prose(name)[:2], box]), (), (1, 2, 3), (0, 200, 400), (0.99, 0.99, share))
        for name in ("dam", "bridge", "tram", "harbour")
        for share in ([0.6] if name == "dam" else [0.95])
    ]
    assert [box in page.text for page in drop_repeated(pages[:2])] == [False, True]
    assert [box in page.text for page in drop_repeated(pages)] == [False] * 4


def test_a_batch_of_plain_texts_loses_what_its_host_repeats() -> None:
    line = "The Courier is read by forty thousand people in the basin every day of the year."
    texts = page_texts(
        [("\n".join([*prose(name), line]), f"https://courier.example/{name}") for name in ("dam", "tram")]
    )
    assert [text.split("\n\n") for text in texts] == [prose("dam"), prose("tram")]


def test_files_of_an_investigation_keep_offsets_into_the_users_file(tmp_path: Path) -> None:
    folder = tmp_path / "material"
    folder.mkdir()
    raw = "Home > News\nThe dam costs double\n" + "\n".join(prose("dam")) + "\nRelated\nTen soups you will like\n"
    (folder / "one.txt").write_text(raw, "utf-8")
    (folder / "saved.html").write_bytes(
        html(
            "bridge",
            '<meta property="og:site_name" content="Northport Courier"><link rel="canonical" href="https://www.courier.example/news/bridge-costs">',
        )
    )
    (folder / "note.txt").write_text("Call Ilse.")
    source = investigation("Dam", folder)
    tables = clean_source(fetch_source(source, DAY, Layout(tmp_path)).path, source, DAY)
    rows = {row["url"]: row for row in tables.revisions.to_pylist()}
    assert set(rows) == {"investigation:dam/one.txt", "investigation:dam/saved.html"}
    assert rows["investigation:dam/one.txt"]["title"] == "The dam costs double"
    assert rows["investigation:dam/saved.html"]["outlet_id"] == "courier.example"
    assert {row["name"] for row in tables.outlets.to_pylist()} == {"one.txt", "Northport Courier"}
    assert [(row["subject"], row["reason"]) for row in tables.discards.to_pylist()] == [
        ("investigation:dam/note.txt", "too_short")
    ]
    identity = rows["investigation:dam/one.txt"]["article_id"]
    removed = [row for row in tables.removed_blocks.to_pylist() if row["article_id"] == identity]
    assert shown(rows["investigation:dam/one.txt"], removed, len(raw)).split() == raw.split()


@pytest.mark.parametrize(
    ("site_name", "outlet"),
    [("AP News", ("Associated Press", "agency")), ("AP News Today", ("AP News Today", "unknown"))],
)
def test_an_agencys_own_page_is_the_agencys_also_where_nobody_listed_it(
    tmp_path: Path, site_name: str, outlet: tuple[str, str]
) -> None:
    (tmp_path / "material").mkdir()
    head = (
        f'<meta property="og:site_name" content="{site_name}"><link rel="canonical" href="https://wire.example/bridge">'
    )
    (tmp_path / "material" / "saved.html").write_bytes(html("bridge", head))
    source = investigation("Dam", tmp_path / "material")
    tables = clean_source(fetch_source(source, DAY, Layout(tmp_path)).path, source, DAY)
    assert [(row["name"], row["kind"]) for row in tables.outlets.to_pylist()] == [outlet]


def shown(row: dict[str, Any], removed: list[dict[str, Any]], length: int) -> str:
    """The visible text put together again from what was kept and what was removed; nothing may stand twice."""
    pieces = list(zip(row["paragraph_starts"], row["text"].split("\n\n"), strict=True))
    pieces += [(block["char_start"], block["text"]) for block in removed]
    visible = [" "] * length
    for start, text in pieces:
        assert set(visible[start : start + len(text)]) <= {" "}
        visible[start : start + len(text)] = text
    return "".join(visible)


def test_a_page_can_be_put_together_again_from_what_was_kept_and_what_was_removed(archive: Path) -> None:
    footer = '<ul class="related"><li><a href="/a">Ten soups</a></li></ul><p>© 2026 Northport Courier</p>'
    tables = cleaned(archive, *((seen(f"/news/{name}-costs"), html(name, footer=footer)) for name in ("dam", "tram")))
    for row, name in zip(tables.revisions.to_pylist(), ("dam", "tram"), strict=True):
        removed = [item for item in tables.removed_blocks.to_pylist() if item["article_id"] == row["article_id"]]
        page = "\n".join([f"The {name} costs double", *prose(name), "Ten soups", "© 2026 Northport Courier"])
        assert shown(row, removed, len(page)).split() == page.split()
        assert all(item["reason"] for item in removed)


def test_a_box_that_a_host_repeats_for_days_goes_and_a_wire_paragraph_on_another_host_stays(tmp_path: Path) -> None:
    box = "Every Friday our editors choose the five stories of the Tern Basin that deserve a second look from you."
    wire = "The audit office will present its full report to the assembly on Thursday, a spokesman for it said."
    layout = Layout(tmp_path)
    days = [f"2026-03-0{number}" for number in range(2, 6)]
    subjects = dict(zip(days, ("dam", "bridge", "tram", "harbour"), strict=True))
    texts: dict[str, str] = {}
    for day, subject in subjects.items():
        for _ in ("first", "again"):  # a date that runs twice must not count twice
            texts[day] = ingested(layout, PAPER, day, html(subject, footer=f"<p>{box}</p>"))
    assert [box in texts[day] for day in days] == [True, True, True, False]
    hosts = [replace(PAPER, id=name, urls=()) for name in ("herald", "tribune", "gazette", "echo")]
    printed = [
        ingested(layout, host, day, html("dam", footer=f"<p>{wire}</p>")) for host, day in zip(hosts, days, strict=True)
    ]
    assert all(wire in text for text in printed)
    with open_public(layout.public) as con:
        (row,) = con.execute(
            "from marts.recurring_blocks select host, document_frequency, first_seen_on, last_seen_on"
        ).fetchall()
    assert row == ("courier.example", 4, days[0], days[3])


def ingested(layout: Layout, source: Source, day: str, page: bytes) -> str:
    """The text of the date's only page of the source, after it was loaded and published."""
    address = f"http://www.{source.id}.example/news/{day}-costs"
    path = layout.root / f"{source.id}-{day}.warc.gz"
    with ArchiveWriter(path, source.id, "") as archive:
        reply = Reply(address, 200, (("Content-Type", "text/html; charset=utf-8"),), page, MOMENT)
        archive.write_reply(Sighting(address, "fetched", MOMENT), reply)
    tables = clean_source(path, source, day, read_recurring_blocks(layout, day, source.id, METHOD_VERSION))
    with open_writer(layout) as con:
        load_day(con, Run("ingest_news", day, "daily", "run", NAIVE), IngestedDay((source.id,), **vars(tables)), PASSED)
    publish(layout, day, NAIVE)
    return str(tables.revisions["text"][0])


def test_a_day_of_any_length_gives_the_same_rows_as_if_it_fitted_in_memory(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [(seen(f"/news/{n}-costs"), html(f"dam number {n}")) for n in range(12)]
    whole = cleaned(archive, *pages)
    monkeypatch.setattr(cleaning, "KEPT_CHARACTERS", 2_000)
    monkeypatch.setattr(cleaning, "SEEN_BLOCKS", 5)
    monkeypatch.setattr(cleaning, "WAITING_ROWS", 2)
    parts = clean_source(archive, PAPER, DAY)
    for name in ("revisions", "fetches", "removed_blocks", "host_blocks"):
        assert getattr(parts, name).to_pylist() == getattr(whole, name).to_pylist()
