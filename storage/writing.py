"""How writes reach the database: in groups on SQLite, side by side on PostgreSQL.

SQLite has one writer: a thread that takes every waiting call and commits them together, durably; none returns before
that commit. Where one fails, all are run again, each in a savepoint of its own; so a function may be run twice.
PostgreSQL has a pool of threads, a transaction each.
"""

import asyncio
import queue
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError

from storage.errors import AlreadyKnown, DatabaseAway
from storage.unit_of_work import UnitOfWork

GROUP = 64
POSTGRES_THREADS = 8

Fn = Callable[[UnitOfWork], Any]


class Writing(Protocol):
    """Runs a function in a transaction, off the event loop."""

    async def write(self, fn: Fn) -> Any:
        """Run `fn` and return what it returned, once that is safely on disk."""
        ...

    def close(self) -> None:
        """Stop taking calls."""
        ...


def in_unit(connection: Connection, fn: Fn) -> Any:
    """Run `fn` on this connection and write what its objects hold."""
    uow = UnitOfWork(connection)
    try:
        result = fn(uow)
        uow.finish()
    finally:
        uow.release()
    return result


def translated(error: Exception) -> Exception:
    """Return storage's own word for a driver's error."""
    if isinstance(error, IntegrityError):
        return AlreadyKnown()
    if isinstance(error, (OperationalError, InterfaceError)) or (
        isinstance(error, DBAPIError) and error.connection_invalidated
    ):
        return DatabaseAway()
    return error


class _OneFailed(Exception):
    """One call of a group failed, and its neighbours with it."""


@dataclass(slots=True)
class _Call:
    fn: Fn
    future: "asyncio.Future[Any]"
    result: Any = None
    error: Exception | None = None

    def run(self, connection: Connection) -> None:
        try:
            self.result = in_unit(connection, self.fn)
        except Exception as error:
            raise _OneFailed from error

    def run_apart(self, connection: Connection) -> None:
        try:
            with connection.begin_nested():
                self.result = in_unit(connection, self.fn)
        except Exception as error:  # noqa: BLE001 - one bad turn must not take its neighbours along
            self.error = error

    def settle(self, broken: Exception | None) -> None:
        error = broken or self.error
        # The caller may have been cancelled meanwhile; its write stands all the same.
        if not self.future.done():
            self.future.set_exception(translated(error)) if error else self.future.set_result(self.result)


def _settle_all(calls: list[_Call], broken: Exception | None) -> None:
    for call in calls:
        call.settle(broken)


class GroupCommit:
    """SQLite's one writer thread."""

    def __init__(self, engine: Engine) -> None:
        """Start the thread."""
        self._engine = engine
        self._calls: queue.SimpleQueue[_Call | None] = queue.SimpleQueue()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="storage-writer", daemon=True)
        self._thread.start()

    async def write(self, fn: Fn) -> Any:
        """Queue the call and wait for the commit that holds it."""
        if self._is_closed:
            raise DatabaseAway
        call = _Call(fn, asyncio.get_running_loop().create_future())
        self._calls.put(call)
        return await call.future

    def close(self) -> None:
        """Finish what is queued, then end the thread."""
        self._is_closed = True
        self._calls.put(None)
        self._thread.join(timeout=10)

    def _run(self) -> None:
        while calls := self._waiting():
            self._commit(calls)

    def _waiting(self) -> list[_Call]:
        """Take the next call and whatever else is waiting; an empty list means the end."""
        calls: list[_Call] = []
        first = self._calls.get()
        while first is not None:
            calls.append(first)
            if len(calls) >= GROUP or self._calls.empty():
                return calls
            first = self._calls.get()
        if calls:
            self._calls.put(None)
        return calls

    def _commit(self, calls: list[_Call]) -> None:
        """Commit them together; where one fails, all once more with a savepoint each, so that it falls alone."""
        broken = self._attempt(calls, _Call.run)
        if isinstance(broken, _OneFailed):
            broken = self._attempt(calls, _Call.run_apart)
        # One wake-up for all of a loop's calls: each costs as much as a statement.
        for loop, theirs in groupby(calls, lambda call: call.future.get_loop()):
            with suppress(RuntimeError):  # that loop has ended; its writes stand all the same
                loop.call_soon_threadsafe(_settle_all, list(theirs), broken)

    def _attempt(self, calls: list[_Call], run: Callable[[_Call, Connection], None]) -> Exception | None:
        try:
            with self._engine.begin() as connection:
                for call in calls:
                    run(call, connection)
        except Exception as error:  # noqa: BLE001 - the commit itself failed: nobody may think it was kept
            return error
        return None


class SideBySide:
    """PostgreSQL's pool of writers."""

    def __init__(self, engine: Engine, threads: int = POSTGRES_THREADS) -> None:
        """Make the pool."""
        self._engine = engine
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="storage-writer")

    async def write(self, fn: Fn) -> Any:
        """Run the call in a transaction of its own."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._run, fn)

    def close(self) -> None:
        """Finish what is under way."""
        self._pool.shutdown()

    def _run(self, fn: Fn) -> Any:
        try:
            with self._engine.begin() as connection:
                return in_unit(connection, fn)
        except DBAPIError as error:
            raise translated(error) from error
