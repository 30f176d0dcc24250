"""Meets every misbehaviour of `hostile.CASES` in one process and prints the cost as JSON; the server runs in another."""

from __future__ import annotations

import json
import multiprocessing
import re
import time
from multiprocessing.connection import Connection
from pathlib import Path

from hostile import CASES
from loopback import refuse_other_networks, serve

from wiretrace.fetch.client import FetchFailed, Limits, WebClient
from wiretrace.fetch.connection import Permission

HASTY = Limits(body_bytes=7_000_000, total_seconds=1.0, silence_seconds=0.6, retries=0, pause_seconds=0.0)


def run_server(pipe: Connection) -> None:
    for site in serve():
        site.answers.update({f"/{name}": answer for name, (answer, _) in CASES.items()})
        pipe.send(site.address)
        pipe.recv()
        break


def meet(name: str, address: str) -> str:
    with WebClient(Permission(address, frozenset({"paper.example"})), HASTY) as web:
        try:
            web.get(f"http://paper.example/{name}")
        except FetchFailed as failure:
            return failure.cause
    return "answered"


def main() -> None:
    refuse_other_networks()
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=run_server, args=(there,), daemon=True)
    server.start()
    address, wrong, longest = here.recv(), [], 0.0
    for name, (_, cause) in CASES.items():
        started = time.monotonic()
        met = meet(name, address)
        longest = max(longest, time.monotonic() - started)
        if met != cause and name != "redirect_loop":  # which names the path of the other test
            wrong.append([name, met, cause])
    here.send("stop")
    # Not ru_maxrss: a child inherits the peak of the process that forked it.
    status = Path("/proc/self/status").read_text("utf-8")
    peak = int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024
    cost = {"case_count": len(CASES), "wrong": wrong, "peak_megabytes": peak, "longest_seconds": longest}
    print(json.dumps(cost))


if __name__ == "__main__":
    main()
