"""`make story`: investigate a folder of texts, or a list of addresses."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from orchestration.local import AirflowRuns, DagFailed, quiet_console, run_chain
from orchestration.setup import prepare_airflow
from wiretrace.answer import NothingRead, describe_investigation
from wiretrace.fetch.sources import SourcesError, investigation
from wiretrace.layout import Layout

USAGE = (
    'Give a folder of .txt or .html files, or addresses: make story DIR=path   make story URLS="https://… https://…"'
)


def run_story(name: str, folder: str, urls: list[str]) -> int:
    """Exit status 0, 1 after saying what failed or could not be read, or 2 when nothing to investigate was given."""
    if not folder and not urls:
        print(USAGE)
        return 2
    layout = Layout.from_environment()
    try:
        story = investigation(name or _default_name(folder, urls), folder or None, urls)
    except SourcesError as error:
        print(error)
        return 2
    inbox = _copy_to_inbox(layout, story.id, Path(folder)) if folder else None
    with quiet_console(layout.root / "logs" / "story.log") as console:
        console.say(f"Investigating {story.outlet.name} ...")
        with console.log.open("a") as log:
            prepare_airflow(log)
        try:
            conf = {"story": story.outlet.name, "folder": inbox, "urls": urls, "refetch": True}
            run_chain(console, datetime.now(UTC).date().isoformat(), **conf)
        except AirflowRuns as running:
            console.say(str(running))
            return 1
        except DagFailed as failure:
            console.say(f"\n\nThe investigation failed in {failure}\nWhole log: {console.log}")
            return 1
        try:
            console.say("\n" + describe_investigation(layout.public, story.id))
        except NothingRead as nothing:
            console.say(f"\n{nothing}")
            return 1
    return 0


def _default_name(folder: str, urls: list[str]) -> str:
    return Path(folder).resolve().name if folder else urls[0].partition("://")[2]


def _copy_to_inbox(layout: Layout, story_id: str, folder: Path) -> str:
    """Runs read only data/inbox: a trigger form must not open any other folder of the server."""
    target = layout.root / "inbox" / story_id.replace(":", "-")
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder, target)
    for path in target.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return target.name
