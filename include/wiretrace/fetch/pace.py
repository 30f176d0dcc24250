"""Keeps requests to one host apart, also those of tasks that run side by side."""

from __future__ import annotations

import fcntl
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from wiretrace.fetch.identity import stable_id

LONGEST_QUEUE = 3_600.0  # seconds; what is promised for later was written by a clock that was wrong


@dataclass
class Pace:
    """Next allowed moment per host; kept in `folder` when tasks must share it, else in memory."""

    folder: Path | None = None
    delays: dict[str, float] = field(default_factory=dict)  # crawl-delay by host, seconds
    _next: dict[str, float] = field(default_factory=dict)

    def wait(self, host: str, pause_seconds: float) -> None:
        pause = max(pause_seconds, self.delays.get(host, 0.0))
        if pause > 0:
            time.sleep(max(0.0, self._reserve(host, pause) - time.time()))

    def _reserve(self, host: str, pause: float) -> float:
        """The moment that now belongs to this request; the next one follows `pause` later."""
        if self.folder is None:
            moment = max(time.time(), self._next.get(host, 0.0))
            self._next[host] = moment + pause
            return moment
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / stable_id(host)).open("a+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            promised = 0.0
            with suppress(ValueError):
                promised = float(file.read() or 0)
            now = time.time()
            moment = promised if now < promised < now + LONGEST_QUEUE else now
            file.truncate(0)
            file.write(str(moment + pause))
        return moment
