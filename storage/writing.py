"""How writes reach the database: in groups on SQLite, side by side on PostgreSQL.

SQLite has one writer: a thread that takes every waiting call and commits them together, durably; none returns before
that commit. Where one fails, all are run again, each in a savepoint of its own; so a function may be run twice.
PostgreSQL has several threads, a transaction each.
"""

import threading
from collections.abc import Callable
from typing import Any, Protocol

from sqlalchemy import Connection, Engine

from storage.calls import Call, Calls, Fn, failure, tell

GROUP = 64
POSTGRES_THREADS = 8


class Writing(Protocol):
    """Runs a function in a transaction, off the event loop."""

    async def write(self, fn: Fn) -> Any:
        """Run `fn` and return what it returned, once that is safely on disk."""
        ...

    def close(self) -> None:
        """Stop taking calls, and finish what waits."""
        ...


class _OneFailed(Exception):
    """One call of a group failed, and its neighbours with it."""


class GroupCommit:
    """SQLite's one writer thread."""

    def __init__(self, engine: Engine) -> None:
        """Start the thread."""
        self._engine = engine
        self._calls = Calls()
        self._thread = threading.Thread(target=self._run, name="storage-writer", daemon=True)
        self._thread.start()

    async def write(self, fn: Fn) -> Any:
        """Queue the call and wait for the commit that holds it."""
        return await self._calls.put(fn)

    def close(self) -> None:
        """Finish what is queued, then end the thread."""
        self._calls.close()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        while calls := self._calls.take(GROUP):
            self._commit(calls)

    def _commit(self, calls: list[Call]) -> None:
        """Commit them together; where one fails, all once more with a savepoint each, so that it falls alone."""
        broken = failure(self._attempt, calls, _run)
        if isinstance(broken, _OneFailed):
            broken = failure(self._attempt, calls, _run_apart)
        tell(calls, broken)

    def _attempt(self, calls: list[Call], run: Callable[[Call, Connection], None]) -> None:
        with self._engine.begin() as connection:
            for call in calls:
                run(call, connection)


def _run(call: Call, connection: Connection) -> None:
    try:
        call.run(connection)
    except Exception as error:
        raise _OneFailed from error


def _run_apart(call: Call, connection: Connection) -> None:
    """Run it in a savepoint: one bad turn must not take its neighbours along."""
    call.error = failure(_run_in_savepoint, call, connection)


def _run_in_savepoint(call: Call, connection: Connection) -> None:
    with connection.begin_nested():
        call.run(connection)


class SideBySide:
    """PostgreSQL's writer threads."""

    def __init__(self, engine: Engine, threads: int = POSTGRES_THREADS) -> None:
        """Start the threads."""
        self._engine = engine
        self._calls = Calls()
        self._threads = [
            threading.Thread(target=self._run, name=f"storage-writer-{n}", daemon=True) for n in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    async def write(self, fn: Fn) -> Any:
        """Run the call in a transaction of its own."""
        return await self._calls.put(fn)

    def close(self) -> None:
        """Finish what is queued, then end the threads."""
        self._calls.close()
        for thread in self._threads:
            thread.join(timeout=10)

    def _run(self) -> None:
        while calls := self._calls.take(1):
            tell(calls, failure(self._commit, calls[0]))

    def _commit(self, call: Call) -> None:
        with self._engine.begin() as connection:
            call.run(connection)
