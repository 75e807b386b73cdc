"""Durable work on DBOS: what was enqueued is done once committed, even after a crash. The only importer of dbos.

A work's key is its workflow id, so a key that is known adds nothing. Work that was cut short runs again, when the
process comes back under its worker id or when another adopts it: works must be idempotent by the row they are about.
DBOS keeps one instance and one registry for the whole process, so `close` destroys both: a registry that stayed would
lead the next `open` to the works of the one before.
"""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import Context
from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer, EnqueueOptions, SetWorkflowID
from dbos._error import DBOSException, DBOSWorkflowIDInUseError

from bot.errors import SettingWrong
from bot.jobs.failures import WorkFailed, attempt, quieten
from bot.jobs.leases import KeptLease, Lease, new_holder
from bot.ports import Work

Opaque = Any
"""SQLAlchemy's engine and connection: storage makes them and DBOS uses them; here they only pass through."""

NAME = "storylinks"
VERSION = "1"
"""Fixed: by default DBOS hashes the code, and work enqueued before an upgrade would never be done after it."""
SCHEMA = "dbos"
BULK = "bulk"
REPLIES = "replies"
"""Replies that a web-only process hands over must not wait behind a thousand chunks of reminders."""
NAME_HELD_S = 8.0
"""How long a killed process still counts as alive; its successor waits that long before it is refused."""
GRACE_S = 1.0
"""How long work that is under way may still finish when we close."""
POLL_S = 0.5
"""How often each queue is looked at, a transaction every time; what `start` begins here waits for no look."""
AT_ONCE = 500


class DurableJobs:
    """The `Jobs` port on DBOS. `engine` is made by storage for DBOS alone, on the database that holds the facts.

    Without `is_worker` this process only hands work over: `start` is then an enqueue, done by a worker elsewhere. So it
    is while closing, when the next process does it.
    """

    _working: ClassVar["DurableJobs | None"] = None

    def __init__(
        self,
        engine: Opaque,
        worker_id: str,
        lease: Lease,
        *,
        is_lite: bool,
        concurrency: int = 50,
        is_worker: bool = True,
        poll_s: float = POLL_S,
    ) -> None:
        self._engine = engine
        self._worker_id = worker_id
        self._lease = lease
        self._schema = None if is_lite else SCHEMA
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
        quieten("dbos")
        await asyncio.to_thread(self._prepare)
        if self._is_worker:
            await self._work(works)

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

    def enqueue(self, connection: Opaque, work: str, key: str, *arguments: object) -> None:
        """Enqueue work inside the caller's transaction; arguments are ids or other JSON values, never words."""
        self._client.enqueue_in_transaction(connection, _options(BULK, work, key), *arguments)

    async def start(self, work: str, key: str, *arguments: object) -> None:
        """Begin work at once. A key that is under way or done adds nothing; one that failed is tried again."""
        # A fresh context: called from inside a work, DBOS would otherwise make this its child and replay it as a step.
        await asyncio.create_task(self._start(work, key, arguments), context=Context())

    async def adopt(self) -> None:
        """Take over what processes that are dead and do not come back left half done."""
        stranded = await self._client.list_workflows_async(
            status="PENDING", limit=AT_ONCE, load_input=False, load_output=False
        )
        for worker in {one.executor_id for one in stranded if one.executor_id} - {self._worker_id}:
            await self._adopt_from(worker, [one.workflow_id for one in stranded if one.executor_id == worker])

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

    def _prepare(self) -> None:
        """Bring DBOS's tables and our queues up to date, before its threads look for them."""
        DBOS.migrate(self._engine.url.render_as_string(hide_password=False), schema=SCHEMA)
        for queue in (BULK, REPLIES) if self._is_worker else ():
            self._client.register_queue(queue, worker_concurrency=self._concurrency, polling_interval_sec=self._poll_s)

    async def _work(self, works: Mapping[str, Work]) -> None:
        if DurableJobs._working is not None:
            raise RuntimeError("The durable engine already works in this process, and there can only be one.")
        await self._take_name()
        DurableJobs._working = self
        try:
            self._launch(works)
        except BaseException:
            await self.close()
            raise

    async def _take_name(self) -> None:
        if not await self._own_name.take(within_s=NAME_HELD_S + 1):
            sentence = f"another process already works as {self._worker_id!r}; give each process its own name."
            raise SettingWrong("STORYLINKS_WORKER_ID", sentence)

    def _launch(self, works: Mapping[str, Work]) -> None:
        DBOS(config=self._config())
        self._works = {name: DBOS.workflow(name=name)(self._workflow(name, work)) for name, work in works.items()}
        # Not in a thread: DBOS runs the works on the loop that it is launched in.
        DBOS.launch()

    def _config(self) -> DBOSConfig:
        return {
            "name": NAME,
            "system_database_engine": self._engine,
            "dbos_system_schema": self._schema,
            "serializer": DBOSPortableJSONSerializer(),
            "executor_id": self._worker_id,
            "application_version": VERSION,
            "log_level": "ERROR",
            "notification_listener_polling_interval_sec": 0.05,  # asks no database here; a second of it delays closing
        }

    def _workflow(self, name: str, work: Work) -> Work:
        async def run(*arguments: object) -> None:
            self._remember_task()
            failure = await attempt("work_failed", partial(work, *arguments), work=name)
            if failure:
                raise WorkFailed(failure)

        return run

    def _remember_task(self) -> None:
        """Know the task, so that closing can wait for it; begin nothing new while closing."""
        task = asyncio.current_task()
        if self._is_closing or task is None:
            raise asyncio.CancelledError
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _start(self, work: str, key: str, arguments: tuple[object, ...]) -> None:
        try:
            await self._begin(work, key, arguments)
        except DBOSWorkflowIDInUseError as known:
            if known.workflow_status == "ERROR":
                await self._try_again(key)

    async def _begin(self, work: str, key: str, arguments: tuple[object, ...]) -> None:
        if DurableJobs._working is not self or self._is_closing:
            options = _options(REPLIES, work, key)
            options["workflow_id_reuse_policy"] = "reject"
            await self._client.enqueue_async(options, *arguments)
            return
        with SetWorkflowID(key, workflow_id_reuse_policy="reject"):
            await DBOS.start_workflow_async(self._works[work], *arguments)

    async def _try_again(self, key: str) -> None:
        with suppress(DBOSException):  # somebody else was quicker to try it again
            await self._client.rewind_workflow_async(key, application_version=VERSION, queue_name=REPLIES)

    async def _adopt_from(self, worker: str, keys: list[str]) -> None:
        """Resume the work of a worker whose name nobody holds; holding it, we keep its return out meanwhile."""
        name = _lease_name(worker)
        if await self._lease.hold(name, self._holder, NAME_HELD_S):
            await self._client.resume_workflows_async(keys, queue_name=BULK)
            await self._lease.hold(name, self._holder, 0)

    async def _settle(self) -> None:
        """Wait for the works under way, then cancel them: what is cut stays pending and is recovered."""
        if self._running:
            _, late = await asyncio.wait(set(self._running), timeout=GRACE_S)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=GRACE_S)


def _lease_name(worker_id: str) -> str:
    return f"worker:{worker_id}"


def _options(queue: str, work: str, key: str) -> EnqueueOptions:
    return {"queue_name": queue, "workflow_name": work, "workflow_id": key, "app_version": VERSION}


async def _destroy() -> None:
    """Destroy DBOS without stopping the loop, which its threads still hand things to."""
    loop = asyncio.get_running_loop()
    # DBOS makes its own pool the loop's default, and shuts it down: others still need `asyncio.to_thread`.
    pool = ThreadPoolExecutor()
    loop.set_default_executor(pool)
    with ThreadPoolExecutor(1) as own:
        await loop.run_in_executor(own, lambda: DBOS.destroy(destroy_registry=True))
    loop.set_default_executor(pool)
