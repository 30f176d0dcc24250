"""`python -m orchestration …`: what the Makefile and the containers call."""

from __future__ import annotations

import argparse
import sys


def main() -> int:
    options = _parser().parse_args()
    if options.command == "init":
        from orchestration.setup import prepare_airflow

        prepare_airflow()
        return 0
    if options.command == "demo":
        from orchestration.demo import run_demo

        return run_demo()
    if options.command == "story":
        from orchestration.story import run_story

        return run_story(options.name, options.folder, options.urls.split())
    if options.command == "add-source":
        from orchestration.outlets import add_source

        return add_source(options.url)
    if options.command == "docs":
        from orchestration.docs import write_docs

        write_docs()
        return 0
    from orchestration.serve import serve

    return serve()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m orchestration", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("init", help="migrate Airflow's metadata database, create pools, set the password")
    commands.add_parser("demo", help="run three days of the sample web through all Dags and print the answer")
    commands.add_parser("serve", help="serve the Airflow UI with the daily schedule until interrupted")
    commands.add_parser("docs", help="regenerate docs/DAGS.md and docs/TABLES.md")
    outlet = commands.add_parser("add-source", help="find an outlet's feeds, try them and add it to the sources")
    outlet.add_argument("url", help="its home page, or one feed")
    story = commands.add_parser("story", help="investigate a folder of texts or a list of addresses")
    story.add_argument("--name", default="")
    story.add_argument("--folder", default="")
    story.add_argument("--urls", default="")
    return parser


if __name__ == "__main__":
    sys.exit(main())
