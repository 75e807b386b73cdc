"""A name that one process at a time may hold, and the keeping of it."""

import asyncio
import secrets
from typing import Protocol

import structlog

from bot.jobs.failures import attempt

log = structlog.get_logger(__name__)

RENEWALS = 4
"""How often a lease is renewed in the time it lasts, so that one slow renewal does not lose it."""
LOOK_EVERY_S = 0.25


class Lease(Protocol):
    """Names held for a time; storage keeps them in a table that every process sees."""

    async def hold(self, name: str, holder: str, for_s: float) -> bool:
        """Hold or go on holding `name` for so many seconds from now, or return that another holder has it.

        Nought seconds gives the name back.
        """
        ...


def new_holder(worker_id: str) -> str:
    """Return a name for this run of this process: two that share a worker id still differ."""
    return f"{worker_id}/{secrets.token_hex(4)}"


class KeptLease:
    """One name, held and renewed in the background until it is given back."""

    def __init__(self, lease: Lease, name: str, holder: str, for_s: float) -> None:
        self._lease = lease
        self._name = name
        self._holder = holder
        self._for_s = for_s
        self._renewing: asyncio.Task[None] | None = None

    async def take(self, within_s: float = 0.0) -> bool:
        """Hold the name from now on, waiting for a holder that may be dead; return whether it is ours."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + within_s
        while not await self._hold(self._for_s):
            if loop.time() >= deadline:
                return False
            await asyncio.sleep(LOOK_EVERY_S)
        self._renewing = loop.create_task(self._go_on())
        return True

    async def give_back(self) -> None:
        """Let the name go at once, so that the next holder need not wait."""
        if self._renewing is None:
            return
        self._renewing.cancel()
        await asyncio.wait([self._renewing])
        self._renewing = None
        await attempt("lease_not_given_back", lambda: self._hold(0), lease=self._name)

    async def _hold(self, for_s: float) -> bool:
        return await self._lease.hold(self._name, self._holder, for_s)

    async def _go_on(self) -> None:
        while True:
            await asyncio.sleep(self._for_s / RENEWALS)
            await attempt("lease_not_renewed", self._renew, lease=self._name)

    async def _renew(self) -> None:
        if not await self._hold(self._for_s):
            log.error("lease_lost", lease=self._name)
