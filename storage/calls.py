"""Calls that wait for a thread: it takes what is waiting at once, and tells each caller on its own event loop."""

import asyncio
import queue
from collections.abc import Callable
from contextlib import suppress
from itertools import groupby
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError

from storage.errors import AlreadyKnown, DatabaseAway
from storage.unit_of_work import UnitOfWork

Fn = Callable[[UnitOfWork], Any]


class Call:
    """One function to run in a unit of work, and who waits for what it returns."""

    __slots__ = ("error", "fn", "future", "result")

    def __init__(self, fn: Fn) -> None:
        """Make it inside the caller's loop."""
        self.fn = fn
        self.future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self.result: Any = None
        self.error: Exception | None = None

    def run(self, connection: Connection) -> None:
        """Run it on this connection; raise what it raises."""
        self.result = in_unit(connection, self.fn)

    def settle(self, broken: Exception | None) -> None:
        """Tell the caller, who may have been cancelled meanwhile; its write stands all the same."""
        error = broken or self.error
        if not self.future.done():
            self.future.set_exception(translated(error)) if error else self.future.set_result(self.result)


class Calls:
    """A queue of calls, for one thread or several."""

    def __init__(self) -> None:
        """Begin with nothing waiting."""
        self._waiting: queue.SimpleQueue[Call | None] = queue.SimpleQueue()
        self._is_closed = False

    def put(self, fn: Fn) -> "asyncio.Future[Any]":
        """Let this function wait for a thread; raise `DatabaseAway` after closing."""
        if self._is_closed:
            raise DatabaseAway
        call = Call(fn)
        self._waiting.put(call)
        return call.future

    def close(self) -> None:
        """Take no more; what waits is still run."""
        self._is_closed = True
        self._waiting.put(None)

    def take(self, at_most: int) -> list[Call]:
        """Wait for the next call, and return it with others that wait; an empty list means the end."""
        calls: list[Call] = []
        found = self._waiting.get()
        with suppress(queue.Empty):
            while found is not None:
                calls.append(found)
                if len(calls) >= at_most:
                    return calls
                found = self._waiting.get_nowait()
            self._waiting.put(None)  # the end: for the next thread, and for this one's next look
        return calls


def tell(calls: list[Call], broken: Exception | None = None) -> None:
    """Tell the callers; `broken` is what all of them failed with."""
    # One wake-up for all of a loop's calls: each costs as much as a statement.
    for loop, theirs in groupby(calls, lambda call: call.future.get_loop()):
        with suppress(RuntimeError):  # that loop has ended; its writes stand all the same
            loop.call_soon_threadsafe(_settle_all, list(theirs), broken)


def _settle_all(calls: list[Call], broken: Exception | None) -> None:
    for call in calls:
        call.settle(broken)


def failure(step: Callable[..., None], *given: Any) -> Exception | None:
    """Do one step and return what it raised: that is its caller's to hear, and the thread goes on for the others."""
    try:
        step(*given)
    except Exception as error:  # noqa: BLE001 - whatever it is, nobody above could tell the caller
        return error
    return None


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
