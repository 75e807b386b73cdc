"""Waiting between tries: a little at first, then twice as long each time, up to a limit."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field


@dataclass(slots=True)
class Patience:
    """How long to wait before trying again, in seconds."""

    first_s: float = 0.5
    most_s: float = 60.0
    _tries: int = field(default=0, init=False)

    async def wait(self, stop: asyncio.Event, at_least_s: float = 0.0) -> None:
        """Wait for the next pause, or until `stop` is set."""
        pause = min(self.first_s * 2**self._tries, self.most_s)
        self._tries = min(self._tries + 1, 32)  # far beyond any limit, and 2**32 is still a small number
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), max(pause, at_least_s))

    def reset(self) -> None:
        """Begin with the shortest pause again: it worked."""
        self._tries = 0
