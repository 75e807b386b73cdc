"""How writes reach the database: in groups on SQLite, side by side on PostgreSQL.

SQLite has one writer: a thread that takes every waiting call, gives each its own savepoint and commits them
together, durably; none returns before that commit. PostgreSQL has a pool of threads, a transaction each.
"""

import asyncio
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
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

    async def write(self, fn: Fn) -> Any:  # noqa: ANN401 - whatever fn returns
        """Run `fn` and return what it returned, once that is safely on disk."""
        ...

    def close(self) -> None:
        """Stop taking calls."""
        ...


def in_unit(connection: Connection, fn: Fn) -> Any:  # noqa: ANN401 - whatever fn returns
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


@dataclass(slots=True)
class _Call:
    fn: Fn
    future: "Future[Any]"
    result: Any = None
    error: Exception | None = None

    def run(self, connection: Connection) -> None:
        try:
            with connection.begin_nested():
                self.result = in_unit(connection, self.fn)
        except Exception as error:  # noqa: BLE001 - one bad turn must not take its neighbours along
            self.error = error

    def settle(self, broken: Exception | None) -> None:
        error = broken or self.error
        # The caller may have been cancelled meanwhile; its write stands all the same.
        with suppress(Exception):
            self.future.set_exception(translated(error)) if error else self.future.set_result(self.result)


class GroupCommit:
    """SQLite's one writer thread."""

    def __init__(self, engine: Engine) -> None:
        """Start the thread."""
        self._engine = engine
        self._calls: queue.SimpleQueue[_Call | None] = queue.SimpleQueue()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="storage-writer", daemon=True)
        self._thread.start()

    async def write(self, fn: Fn) -> Any:  # noqa: ANN401 - whatever fn returns
        """Queue the call and wait for the commit that holds it."""
        if self._is_closed:
            raise DatabaseAway
        future: Future[Any] = Future()
        self._calls.put(_Call(fn, future))
        return await asyncio.wrap_future(future)

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
        broken: Exception | None = None
        try:
            with self._engine.begin() as connection:
                for call in calls:
                    call.run(connection)
        except Exception as error:  # noqa: BLE001 - the commit itself failed: nobody may think it was kept
            broken = error
        for call in calls:
            call.settle(broken)


class SideBySide:
    """PostgreSQL's pool of writers."""

    def __init__(self, engine: Engine, threads: int = POSTGRES_THREADS) -> None:
        """Make the pool."""
        self._engine = engine
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="storage-writer")

    async def write(self, fn: Fn) -> Any:  # noqa: ANN401 - whatever fn returns
        """Run the call in a transaction of its own."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._run, fn)

    def close(self) -> None:
        """Finish what is under way."""
        self._pool.shutdown()

    def _run(self, fn: Fn) -> Any:  # noqa: ANN401 - whatever fn returns
        try:
            with self._engine.begin() as connection:
                return in_unit(connection, fn)
        except DBAPIError as error:
            raise translated(error) from error
