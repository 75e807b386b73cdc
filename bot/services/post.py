"""The post room: what was just decided is handed to the durable deliverer, a handful at a time."""

import asyncio
from collections.abc import Iterable

import structlog

from bot.ports import Jobs

GATHER_S = 0.05
log = structlog.get_logger(__name__)


class Post:
    """Gathers the ids of messages for a twentieth of a second and starts one durable piece of work for them.

    While that is being handed over the next ones gather, so that many at once do not mean many works.
    A kill before that loses nothing: the rows are queued, and the sweep finds queued rows without work.
    """

    def __init__(self, jobs: Jobs) -> None:
        """Hand over to these jobs."""
        self._jobs = jobs
        self._ids: list[int] = []
        self._round: asyncio.Task[None] | None = None

    async def send(self, ids: Iterable[int]) -> None:
        """Have these messages delivered soon; returns at once."""
        self._ids.extend(ids)
        if self._ids and self._round is None:
            self._round = asyncio.create_task(self._hand_over())

    async def _hand_over(self) -> None:
        while self._ids:
            await asyncio.sleep(GATHER_S)
            ids, self._ids = self._ids, []
            try:
                await self._jobs.start("deliver", f"out:{ids[0]}-{ids[-1]}", ids)
            except Exception as error:  # noqa: BLE001 - a task of its own has nobody above; the sweep takes the rows up
                _tell(error)
        self._round = None


def _tell(error: Exception) -> None:
    log.error("post_failed", error=type(error).__name__)
