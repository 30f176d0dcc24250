"""python -m bench [section ...] [--quick]: measure, print each table at once, write docs/BENCHMARKS.md."""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.document import ABSENT_TEXT, update_document
from bench.record import ABSENT, FAILED, MEASURED, Record, describe_circumstances, now, write_record
from bench.scene import ROOT, DataMissing, Scene
from bench.sections import SECTIONS, Section
from bench.tables import render

DOCUMENT = ROOT / "docs" / "BENCHMARKS.md"
RECORDS = ROOT / "data" / "bench"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    unknown = [name for name in options.sections if name not in SECTIONS]
    if unknown:
        parser.error(f"unknown section {', '.join(unknown)}; known: {', '.join(SECTIONS)}")
    keep = None if options.quick else (DOCUMENT, RECORDS)
    return measure_sections(options.sections or list(SECTIONS), SECTIONS, Scene(is_quick=options.quick), keep)


def measure_sections(
    names: Sequence[str], sections: Mapping[str, Section], scene: Scene, keep: tuple[Path, Path] | None
) -> int:
    """Exit status: 1 if a section failed. `keep`: the document and the folder of records to write."""
    records = []
    for name in names:
        records.append(run_section(name, sections[name], scene))
        if keep:
            document, folder = keep
            write_record(records[-1], folder)
            draw_chart(records[-1], sections[name], document.parent)
            update_document(document, {key: section.title for key, section in sections.items()}, folder)
    _print_summary(records)
    if not keep:
        print("Bounded run: nothing was written.")
    return int(any(record.status == FAILED for record in records))


def run_section(name: str, section: Section, scene: Scene) -> Record:
    """Never raises: a section that fails is a record that says so, and the others still run."""
    print(f"\n== {section.title}", flush=True)
    circumstances, start = describe_circumstances(section.packages), time.perf_counter()
    status, detail, tables = MEASURED, "", []
    try:
        tables = list(section.measure(scene))
    except DataMissing:
        status, detail = ABSENT, ABSENT_TEXT
        print(f"  {ABSENT_TEXT}", flush=True)
    except Exception as error:
        traceback.print_exc()
        status, detail = FAILED, _place(error)
    for table in tables:
        print(f"\n{render(table)}", flush=True)
    return Record(name, status, detail, now(), time.perf_counter() - start, circumstances, tables)


def draw_chart(record: Record, section: Section, folder: Path) -> None:
    if section.draw and record.status == MEASURED:
        (folder / f"{record.section}.svg").write_text(section.draw(record.tables), "utf-8")


def _place(error: Exception) -> str:
    """Type and line only: a message may quote the text that caused it, and that must not reach the document."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if Path(f.filename).is_relative_to(ROOT) and ".venv" not in f.filename]
    last = (own or frames)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}"


def _print_summary(records: Sequence[Record]) -> None:
    print("\n| section | status | seconds |\n| --- | --- | --- |")
    for record in records:
        print(f"| {record.section} | {record.status} {record.detail} | {record.seconds:.0f} |")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Quality and speed beside named peers.")
    parser.add_argument("sections", nargs="*", metavar="section", help=f"of: {', '.join(SECTIONS)} (default: all)")
    parser.add_argument("--quick", action="store_true", help="a part of the data; prints only, writes nothing")
    return parser


if __name__ == "__main__":
    sys.exit(main())
