"""The scheduler: calls a few functions every so often, in one process at a time.

A tick decides nothing. It asks what is due and hands it over under keys, so a tick that comes twice is harmless and
one that is missed is made up by the next. That is why the jobs live in memory and are declared anew at every start.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import RealClock
from bot.jobs.failures import attempt
from bot.jobs.leases import Lease

Tick = Callable[[], Awaitable[None]]

HELD_S = 30.0
"""How long a lease outlasts its last tick: what a dead scheduler costs before another process takes over."""
GRACE_S = 1.0
"""How long a tick under way may still finish when we stop."""


@dataclass(frozen=True, slots=True)
class TimedJob:
    """One thing to do every so many seconds, for the first time at once; `needs_lease` keeps it to one process."""

    name: str
    every_s: float
    work: Tick
    needs_lease: str | None = None


class Ticking:
    """Runs the timed jobs inside the running loop; `holder` tells this process from the others."""

    def __init__(self, jobs: tuple[TimedJob, ...], lease: Lease, holder: str) -> None:
        self._jobs = jobs
        self._lease = lease
        self._holder = holder
        self._held: set[str] = set()
        self._running: set[asyncio.Task[None]] = set()
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    async def start(self) -> None:
        """Begin to tick; each job runs for the first time now."""
        now = RealClock().now()
        for job in self._jobs:
            self._scheduler.add_job(
                self._tick,
                IntervalTrigger(seconds=job.every_s, start_date=now + timedelta(seconds=job.every_s)),
                args=(job,),
                id=job.name,
                name=job.name,
                next_run_time=now,
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,  # however late, once: what is due does not become undue
            )
        self._scheduler.start()

    async def stop(self) -> None:
        """Let the tick under way finish for a moment, stop, and give the leases back."""
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        if self._running:
            await asyncio.wait(set(self._running), timeout=GRACE_S)
        self._scheduler.shutdown(wait=False)
        await asyncio.sleep(0)  # APScheduler shuts down in the loop's next turn
        for name in self._held:
            await attempt("lease_not_given_back", partial(self._lease.hold, name, self._holder, 0), lease=name)

    async def _tick(self, job: TimedJob) -> None:
        """Do one round; what it raises is told by its kind alone and the rounds go on."""
        task = asyncio.create_task(self._round(job))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        await attempt("timed_job_failed", lambda: task, job=job.name)

    async def _round(self, job: TimedJob) -> None:
        if await self._may_run(job.needs_lease):
            await job.work()

    async def _may_run(self, lease: str | None) -> bool:
        if lease is None:
            return True
        is_ours = await self._lease.hold(lease, self._holder, HELD_S)
        (self._held.add if is_ours else self._held.discard)(lease)
        return is_ours
