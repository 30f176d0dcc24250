"""`make answers`: what the ready questions answer on the sample, for docs/ANSWERS.md."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

from orchestration.docs import NOTICE_OF_ANSWERS, ROOT
from wiretrace.layout import Layout
from wiretrace.warehouse.connection import open_public

ROWS_SHOWN = 8
WIDTH = 90


def write_answers() -> None:
    (ROOT / "docs" / "ANSWERS.md").write_text(describe_answers(Layout.from_environment().public), "utf-8")


def describe_answers(public: Path) -> str:
    """The first rows that each question of docs/queries gets from a published database that holds the sample."""
    lines = [NOTICE_OF_ANSWERS, "# Answers", "", "The questions of docs/queries on the sample's three days."]
    with open_public(public) as con:
        for path in sorted((ROOT / "docs" / "queries").glob("*.sql")):
            sql = path.read_text("utf-8")
            answer = con.sql(sql.rstrip().rstrip(";"))
            lines += [
                "",
                f"## {sql.partition(chr(10))[0].removeprefix('-- ')}",
                f"[{path.name}](queries/{path.name})",
                "",
            ]
            lines += _table_lines(answer.columns, answer.fetchall())
    return "\n".join(lines) + "\n"


def _table_lines(columns: list[str], rows: list[tuple[Any, ...]]) -> list[str]:
    shown = [f"| {' | '.join(map(_cell, row))} |" for row in rows[:ROWS_SHOWN]]
    rest = ["", f"… and {len(rows) - ROWS_SHOWN} more rows"] if len(rows) > ROWS_SHOWN else []
    return [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|", *shown, *rest] if rows else ["Nothing."]


def _cell(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    # Article text is data: no markup of it may take effect in the document.
    safe = text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
    return textwrap.shorten(safe, WIDTH, placeholder=" …")
