"""How reads reach the database: by a few threads of our own, each taking what waits.

Not by the event loop's usual threads: those are many and shared, would open and close a connection for nearly every
read, and cost one wake-up each.
"""

import threading
from typing import Any

from sqlalchemy import Engine

from storage.calls import Call, Calls, Fn, failure, tell

THREADS = 4
SHARE = 8
"""Reads that one thread takes at a time; the others find the rest."""


class Readers:
    """The threads, started by the first read."""

    def __init__(self, engine: Engine) -> None:
        """Read by this engine's connections."""
        self._engine = engine
        self._calls = Calls()
        self._threads: list[threading.Thread] = []

    async def read(self, fn: Fn) -> Any:
        """Run `fn` and return what it found; raise what it raises."""
        if not self._threads:
            self._start()
        return await self._calls.put(fn)

    def close(self) -> None:
        """Finish what is queued, then end the threads."""
        self._calls.close()
        for thread in self._threads:
            thread.join(timeout=10)

    def _start(self) -> None:
        self._threads = [
            threading.Thread(target=self._run, name=f"storage-reader-{n}", daemon=True) for n in range(THREADS)
        ]
        for thread in self._threads:
            thread.start()

    def _run(self) -> None:
        while calls := self._calls.take(SHARE):
            self._read(calls)
            tell(calls)

    def _read(self, calls: list[Call]) -> None:
        """Read on one connection; where one fails, all once more on a connection each, so that it fails alone."""
        if failure(self._read_on_one, calls):
            for call in calls:
                call.error = failure(self._read_on_one, [call])

    def _read_on_one(self, calls: list[Call]) -> None:
        with self._engine.connect() as connection:
            for call in calls:
                call.run(connection)
