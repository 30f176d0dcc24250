"""`python -m orchestration …`: what the Makefile and the containers call."""

from __future__ import annotations

import argparse
import sys


def main() -> int:
    options = _parser().parse_args()
    return _COMMANDS[options.command](options)


def _init(options: argparse.Namespace) -> int:
    from orchestration.setup import prepare_airflow

    prepare_airflow()
    return 0


def _demo(options: argparse.Namespace) -> int:
    from orchestration.demo import run_demo

    return run_demo()


def _story(options: argparse.Namespace) -> int:
    from orchestration.story import run_story

    return run_story(options.name, options.folder, options.urls.split())


def _add_source(options: argparse.Namespace) -> int:
    from orchestration.outlets import add_source

    return add_source(options.url)


def _export_claim(options: argparse.Namespace) -> int:
    from orchestration.export import export_claim

    return export_claim(options.claim_id)


def _docs(options: argparse.Namespace) -> int:
    from orchestration.docs import write_docs

    write_docs()
    return 0


def _answers(options: argparse.Namespace) -> int:
    from orchestration.answers import write_answers

    write_answers()
    return 0


def _restore(options: argparse.Namespace) -> int:
    from orchestration.restoring import restore_snapshot

    return restore_snapshot(options.snapshot)


def _serve(options: argparse.Namespace) -> int:
    from orchestration.serve import serve

    return serve()


_COMMANDS = {
    "init": _init,
    "demo": _demo,
    "story": _story,
    "add-source": _add_source,
    "export-claim": _export_claim,
    "docs": _docs,
    "answers": _answers,
    "restore": _restore,
    "serve": _serve,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m orchestration", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("init", help="migrate Airflow's metadata database, create pools, set the password")
    commands.add_parser("demo", help="run three days of the sample web through all Dags and print the answer")
    commands.add_parser("serve", help="serve the Airflow UI with the daily schedule until interrupted")
    commands.add_parser("docs", help="regenerate docs/DAGS.md and docs/TABLES.md")
    commands.add_parser("answers", help="regenerate docs/ANSWERS.md from the demo's data")
    snapshot = commands.add_parser("restore", help="make a snapshot the database again")
    snapshot.add_argument("snapshot", help="its date, its id or its file name; '' lists what there is")
    outlet = commands.add_parser("add-source", help="find an outlet's feeds, try them and add it to the sources")
    outlet.add_argument("url", help="its home page, or one feed")
    claim = commands.add_parser("export-claim", help="print a claim as schema.org JSON-LD")
    claim.add_argument("claim_id", help="an id of claims.claims")
    story = commands.add_parser("story", help="investigate a folder of texts or a list of addresses")
    story.add_argument("--name", default="")
    story.add_argument("--folder", default="")
    story.add_argument("--urls", default="")
    return parser


if __name__ == "__main__":
    sys.exit(main())
