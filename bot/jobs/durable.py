"""Durable work on DBOS: what was enqueued is done once committed, even after a crash. The only importer of dbos.

A work's key is its workflow id, so a key that is known adds nothing. Work that was cut short runs again, when the
process comes back under its worker id or when another adopts it: works must be idempotent by the row they are about.
DBOS keeps one instance and one registry for the whole process, so `close` destroys both: a registry that stayed would
lead the next `open` to the works of the one before.
"""

import asyncio
import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import Context
from datetime import datetime
from typing import Any, ClassVar

import structlog
from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer, EnqueueOptions, SetWorkflowID
from dbos._error import DBOSException, DBOSWorkflowIDInUseError

from bot.errors import SettingWrong
from bot.jobs.leases import KeptLease, Lease, new_holder
from bot.ports import Work

log = structlog.get_logger(__name__)

NAME = "storylinks"
VERSION = "1"
"""Fixed: by default DBOS hashes the code, and work enqueued before an upgrade would never be done after it."""
BULK = "bulk"
REPLIES = "replies"
"""Replies that a web-only process hands over must not wait behind a thousand chunks of reminders."""
NAME_HELD_S = 8.0
"""How long a killed process still counts as alive; its successor waits that long before it is refused."""
GRACE_S = 1.0
"""How long work that is under way may still finish when we close."""
AT_ONCE = 500


class DurableJobs:
    """The `Jobs` port on DBOS. `engine` is made by storage for DBOS alone, on the database that holds the facts.

    Without `is_worker` this process only hands work over: `start` is then an enqueue, done by a worker elsewhere.
    """

    _working: ClassVar["DurableJobs | None"] = None

    def __init__(
        self,
        engine: Any,  # noqa: ANN401 - SQLAlchemy's, opaque here
        worker_id: str,
        lease: Lease,
        *,
        is_lite: bool,
        concurrency: int = 50,
        is_worker: bool = True,
        poll_s: float = 0.2,
    ) -> None:
        self._engine = engine
        self._worker_id = worker_id
        self._lease = lease
        self._schema = None if is_lite else "dbos"
        self._concurrency = concurrency
        self._is_worker = is_worker
        self._poll_s = poll_s
        self._holder = new_holder(worker_id)
        self._own_name = KeptLease(lease, _lease_name(worker_id), self._holder, NAME_HELD_S)
        self._works: dict[str, Any] = {}
        self._running: set[asyncio.Task[Any]] = set()
        self._is_closing = False
        self._client = DBOSClient(
            system_database_engine=engine,
            dbos_system_schema=self._schema,
            serializer=DBOSPortableJSONSerializer(),
            application_name=NAME,
            lazy=True,
        )

    async def open(self, works: Mapping[str, Work]) -> None:
        """Begin to work inside the running loop; refuse a worker id that another living process has."""
        _quieten()
        if not self._is_worker:
            await asyncio.to_thread(DBOS.migrate, self._url, schema=self._schema or "dbos")
            return
        if DurableJobs._working is not None:
            raise RuntimeError("The durable engine already works in this process, and there can only be one.")
        await self._take_name()
        DurableJobs._working = self
        try:
            await self._launch(works)
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Let work under way finish for a moment, cut what does not (it runs again later), and stop."""
        if DurableJobs._working is not self:
            return
        self._is_closing = True
        await self._settle()
        await _destroy()
        DurableJobs._working = None
        self._is_closing = False
        await self._own_name.give_back()

    def enqueue(self, connection: Any, work: str, key: str, *arguments: Any) -> None:  # noqa: ANN401 - see the port
        """Enqueue work inside the caller's transaction; arguments are ids or other JSON values, never words."""
        self._client.enqueue_in_transaction(connection, _options(BULK, work, key), *arguments)

    async def start(self, work: str, key: str, *arguments: Any) -> None:  # noqa: ANN401 - see the port
        """Begin work at once. A key that is under way or done adds nothing; one that failed is tried again."""
        # A fresh context: called from inside a work, DBOS would otherwise make this its child and replay it as a step.
        await asyncio.create_task(self._start(work, key, arguments), context=Context())

    async def adopt(self) -> int:
        """Take over what dead processes left half done, and return how much it was."""
        stranded = await self._client.list_workflows_async(status="PENDING", load_input=False, load_output=False)
        adopted = 0
        for worker in {one.executor_id for one in stranded if one.executor_id} - {self._worker_id}:
            keys = [one.workflow_id for one in stranded if one.executor_id == worker]
            adopted += await self._adopt_from(worker, keys)
        return adopted

    async def forget(self, before: datetime) -> None:
        """Delete what was done before a moment; its keys could then be used again."""
        while done := await self._client.list_workflows_async(
            status=["SUCCESS", "ERROR", "CANCELLED"],
            completed_before=before.isoformat(),
            limit=AT_ONCE,
            load_input=False,
            load_output=False,
        ):
            await self._client.delete_workflows_async([one.workflow_id for one in done])

    @property
    def _url(self) -> str:
        url: str = self._engine.url.render_as_string(hide_password=False)
        return url

    async def _take_name(self) -> None:
        if not await self._own_name.take(within_s=NAME_HELD_S + 1):
            sentence = f"another process already works as {self._worker_id!r}; give each process its own name."
            raise SettingWrong("STORYLINKS_WORKER_ID", sentence)

    async def _launch(self, works: Mapping[str, Work]) -> None:
        DBOS(config=self._config())
        self._works = {name: DBOS.workflow(name=name)(self._workflow(name, work)) for name, work in works.items()}
        # Not in a thread: DBOS runs the works on the loop that it is launched in.
        DBOS.launch()
        for queue in (BULK, REPLIES):
            await DBOS.register_queue_async(
                queue, worker_concurrency=self._concurrency, polling_interval_sec=self._poll_s
            )

    def _config(self) -> DBOSConfig:
        return {
            "name": NAME,
            "system_database_engine": self._engine,
            "dbos_system_schema": self._schema,
            "serializer": DBOSPortableJSONSerializer(),
            "executor_id": self._worker_id,
            "application_version": VERSION,
            "log_level": "ERROR",
        }

    def _workflow(self, name: str, work: Work) -> Work:
        async def run(*arguments: Any) -> None:  # noqa: ANN401 - whatever the work takes
            self._remember_task()
            failure = await _failure(name, work, arguments)
            if failure:
                raise _WorkFailed(failure)

        return run

    def _remember_task(self) -> None:
        """Know the task, so that closing can wait for it; begin nothing new while closing."""
        task = asyncio.current_task()
        if self._is_closing or task is None:
            raise asyncio.CancelledError
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _start(self, work: str, key: str, arguments: tuple[Any, ...]) -> None:
        try:
            await self._begin(work, key, arguments)
        except DBOSWorkflowIDInUseError as known:
            if known.workflow_status == "ERROR":
                await self._try_again(key)

    async def _begin(self, work: str, key: str, arguments: tuple[Any, ...]) -> None:
        if not self._is_worker:
            options = _options(REPLIES, work, key)
            options["workflow_id_reuse_policy"] = "reject"
            await self._client.enqueue_async(options, *arguments)
            return
        with SetWorkflowID(key, workflow_id_reuse_policy="reject"):
            await DBOS.start_workflow_async(self._works[work], *arguments)

    async def _try_again(self, key: str) -> None:
        with suppress(DBOSException):  # somebody else was quicker to try it again
            await self._client.rewind_workflow_async(key, application_version=VERSION, queue_name=REPLIES)

    async def _adopt_from(self, worker: str, keys: list[str]) -> int:
        """Resume the work of a worker whose name nobody holds; holding it, we keep its return out meanwhile."""
        name = _lease_name(worker)
        if not await self._lease.hold(name, self._holder, NAME_HELD_S):
            return 0
        await self._client.resume_workflows_async(keys, queue_name=BULK)
        await self._lease.hold(name, self._holder, 0)
        return len(keys)

    async def _settle(self) -> None:
        """Wait for the works under way, then cancel them: what is cut stays pending and is recovered."""
        if self._running:
            _, late = await asyncio.wait(set(self._running), timeout=GRACE_S)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=GRACE_S)


class _WorkFailed(Exception):
    """A work raised; holds the name of the error's class alone, because DBOS stores what it is given."""


class _Quiet(logging.Handler):
    """Say where in DBOS something went wrong, never what it says: its sentences can hold arguments."""

    def emit(self, record: logging.LogRecord) -> None:
        """Pass on the place and the error's class."""
        kind = record.exc_info[0] if record.exc_info else None
        if kind is not _WorkFailed:  # told already, with its work and kind
            log.error("durable_engine", where=f"{record.module}:{record.lineno}", error=kind.__name__ if kind else "")


def _quieten() -> None:
    logger = logging.getLogger("dbos")
    logger.handlers = [_Quiet(logging.ERROR)]
    logger.propagate = False


def _lease_name(worker_id: str) -> str:
    return f"worker:{worker_id}"


def _options(queue: str, work: str, key: str) -> EnqueueOptions:
    return {"queue_name": queue, "workflow_name": work, "workflow_id": key, "app_version": VERSION}


async def _failure(name: str, work: Work, arguments: tuple[Any, ...]) -> str:
    """Do the work; return the class name of what it raised, or nothing."""
    try:
        await work(*arguments)
    except Exception as error:  # noqa: BLE001 - a process edge: nobody above could tell it better
        log.error("work_failed", work=name, error=type(error).__name__)  # noqa: TRY400 - a traceback can hold words
        return type(error).__name__
    return ""


async def _destroy() -> None:
    """Destroy DBOS without stopping the loop, which its threads still hand things to."""
    loop = asyncio.get_running_loop()
    # DBOS makes its own pool the loop's default, and shuts it down: others still need `asyncio.to_thread`.
    pool = ThreadPoolExecutor()
    loop.set_default_executor(pool)
    with ThreadPoolExecutor(1) as own:
        await loop.run_in_executor(own, lambda: DBOS.destroy(destroy_registry=True))
    loop.set_default_executor(pool)
