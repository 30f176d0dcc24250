"""A small warehouse of invented articles, and the steps of a date with their load."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

import duckdb

from wiretrace.overlap import measure
from wiretrace.warehouse.loading import Run, load_measurement
from wiretrace.warehouse.tables import core, ops, overlap

DAY = "2026-03-02"

FERRY = (
    "The ferry Osprey ran aground off Kestrel Point shortly before dawn on Monday with 214 passengers aboard, "
    "the harbour authority of Harborview said.\n\n"
    "Lifeboats from Tarn Bay and Millrace brought everyone ashore within three hours. Captain Ines Valdorf, who has "
    "sailed the route for eleven years, told investigators that the radar had failed twice during the night.\n\n"
    "“We heard a long grinding noise and then the lights went out,” said Tomas Brandt, a schoolteacher from Lindeby "
    "who was travelling with forty pupils. “The children sang until the first boat came.”\n\n"
    "The operator, Norrland Lines, suspended all crossings until Thursday and promised to refund 38,000 tickets. "
    "Divers will inspect the hull on Tuesday, and the transport minister, Karin Oleander, called for an inquiry into "
    "the age of the fleet, whose oldest vessel was launched in 1974."
)
FERRY_IN_GERMAN = (
    "Eine Fähre mit 214 Menschen an Bord ist am Montagmorgen vor Kestrel Point auf Grund gelaufen. Rettungsboote aus Tarn "
    "Bay und Millrace brachten alle an Land.\n\n"
    "Kapitänin Ines Valdorf zufolge war das Radar der „Osprey“ in der Nacht zweimal ausgefallen. Die Reederei Norrland "
    "Lines stellt den Verkehr bis Donnerstag ein und erstattet 38.000 Fahrkarten.\n\n"
    "Verkehrsministerin Karin Oleander verlangt zu klären, wie alt die Flotte ist. Das älteste Schiff stammt von 1974."
)
HARVEST_IN_GERMAN = (
    "Im Vellintal sind zwei Drittel der Kirschen erfroren. Der Schaden liegt nach Angaben von Edda Marchetti bei 41 Millionen "
    "Kronen.\n\n"
    "In Castagno waren es am Samstag minus sechs Grad. Die Molkerei in Sorbara lieh zwölf Nachbarn ihre Heizgeräte, der Rat "
    "in Pradella soll mit Krediten helfen."
)
ORCHARD = (
    "Farmers in the Vellin valley have lost nearly two thirds of their cherry harvest after a late frost, the growers' "
    "union said on Monday.\n\n"
    "Temperatures fell to minus six degrees near Castagno on Saturday night, when most trees were in full bloom. "
    "Union president Edda Marchetti put the damage at 41 million crowns and asked the regional council in Pradella "
    "for emergency loans.\n\n"
    "Beekeepers reported losses as well. Some orchards had burned straw and run sprinklers all night in vain, and the "
    "cooperative dairy at Sorbara lent its diesel heaters to twelve neighbours."
)
LEDGER = (
    "The harbour authority knew for two years that the radar of the ferry Osprey failed at night, according to "
    "maintenance logs.\n\n"
    "Inspectors wrote eleven warnings to Norrland Lines between June and October, and none was answered, the logs show. "
    "Captain Ines Valdorf had asked twice for a second set.\n\n"
    "“We told them again and again,” said Oskar Lind, who led the workshop at Millrace until he was dismissed in November."
)
CITING = (
    "The operator of the stranded ferry Osprey ignored warnings about its radar for two years, the Harborview Ledger "
    "reported on Tuesday.\n\n"
    "Norrland Lines received eleven letters from inspectors between June and October and answered none of them, the "
    "paper said. Captain Ines Valdorf had twice requested another radar.\n\n"
    "Shares of the company fell nine percent on the exchange in Lindeby."
)
FOOTER = "Sign up for the Morning Lantern newsletter to have the best of our reporting delivered before breakfast."


def event(rng: random.Random, words: list[str], names: list[str], size: int = 90) -> str:
    """An article whose words are those of its event, in an order of its own."""
    return " ".join(rng.choice(names if n % 6 == 5 else words) for n in range(size)) + "."


def invented(rng: random.Random, count: int) -> list[str]:
    return ["".join(rng.choice("bdfgklmnprst") + rng.choice("aeiou") for _ in range(4)) for _ in range(count)]


RETOLD = (
    "More than two hundred people were rescued when the Osprey, a ferry, struck rocks near Kestrel Point before sunrise "
    "on Monday, according to port officials in Harborview. Boats from Millrace and Tarn Bay took all 214 to land in "
    "some three hours.\n\n"
    "Ines Valdorf, the captain, eleven years on this line, described a radar that had gone down two times overnight.\n\n"
    "Tomas Brandt of Lindeby, who had forty pupils with him, remembered darkness after a grinding sound.\n\n"
    "Norrland Lines cancelled its crossings through Thursday; holders of 38,000 tickets get their money back. "
    "A hull inspection by divers follows on Tuesday, while transport minister Karin Oleander wants the age of a fleet "
    "that dates back to 1974 examined."
)


@dataclass(frozen=True)
class Draft:
    """An article as a test writes it down."""

    article_id: str
    text: str
    day: str = DAY
    outlet: str = ""
    title: str | None = None
    hour: int = 0
    canonical: str | None = None
    source_id: str = "feed"
    is_timed: bool = True
    language: str | None = None

    def row(self) -> dict[str, object]:
        seen = datetime.fromisoformat(self.day) + timedelta(hours=self.hour)
        url = f"https://{self.outlet or self.article_id}.example/{self.article_id}"
        given = {
            "article_id": self.article_id,
            "partition_key": self.day,
            "source_id": self.source_id,
            "outlet_id": self.outlet or f"{self.article_id}.example",
            "url": url,
            "canonical_url": url,
            "canonical_claim": self.canonical,
            "title": self.title or f"Report {self.article_id}",
            "language": self.language,
            "authors": [],
            "text": self.text,
            "text_hash": sha256(self.text.encode()).hexdigest(),
            "word_count": len(self.text.split()),
            "published_at": seen if self.is_timed else None,
            "fetched_at": seen,
            "first_seen_at": seen,
            "is_opinion": False,
            "is_live": False,
            "is_paywalled": False,
            "is_time_conflicted": False,
            "revision_count": 1,
            "method_version": "test",
        }
        return {column.name: given.get(column.name) for column in core.ARTICLES.columns}


class Newsroom:
    """A warehouse to which articles are added and which is measured date by date, as the Dags do."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con

    def add_outlet(self, outlet_id: str, name: str, kind: str, *aliases: str) -> None:
        self.con.execute("insert into core.outlets values (?, ?, ?, null, null, ?)", [outlet_id, name, kind, aliases])

    def add(self, *drafts: Draft) -> None:
        self.remove(*(draft.article_id for draft in drafts))
        self.con.register("drafts", core.ARTICLES.table([draft.row() for draft in drafts]))
        self.con.execute("insert into core.articles select * from drafts")

    def remove(self, *article_ids: str) -> None:
        for article_id in article_ids:
            self.con.execute("delete from core.articles where article_id = ?", [article_id])

    def measure(self, day: str = DAY) -> None:
        staged = measure.fingerprint_articles(self.con, day)
        for step in (measure.find_passages, measure.trace_derivations, measure.group_stories):
            staged |= step(self.con, staged)
        run = Run("measure_overlap", day, "daily", "test", datetime(2026, 3, 9))
        load_measurement(self.con, run, measure.list_replacements(staged), [])

    def publish(self, *drafts: Draft) -> None:
        """Add articles and measure their dates in order."""
        self.add(*drafts)
        for day in sorted({draft.day for draft in drafts}):
            self.measure(day)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        return self.con.execute(query).fetchall()

    def relation(self, derived: str, source: str) -> str | None:
        """Relation of a pair by shared text or event; the source may be an absent origin."""
        found = self.rows(
            "select relation from overlap.derivations where derived_article_id = "
            f"'{derived}' and coalesce(source_article_id, source_origin_id) = '{source}' order by evidence desc"
        )
        return str(found[0][0]) if found else None

    def story_of(self, article_id: str) -> str:
        return str(self.rows(f"select story_id from overlap.story_articles where article_id = '{article_id}'")[0][0])

    def state(self) -> dict[str, list[str]]:
        """All that the measurement wrote, in an order that does not depend on how."""
        tables = (*overlap.TABLES, ops.DISCARDS)
        return {t.full_name: sorted(map(repr, self.rows(f"from {t.full_name}"))) for t in tables}
