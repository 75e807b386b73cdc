"""Long polling: asks Telegram for updates, for a school without a public address."""

import asyncio
import logging
from dataclasses import dataclass, field

from bot.channels.telegram.adapter import TelegramBot
from bot.channels.telegram.incoming import Block, Incoming, Receive
from bot.channels.telegram.patience import Patience
from bot.channels.telegram.updates import update_id
from bot.errors import SendError
from storage.errors import DatabaseAway

TRIES = 3
"""How often an update is tried on which our own code breaks, before it is set aside."""
log = logging.getLogger(__name__)


async def poll(
    channel: TelegramBot, receive: Receive, blocked: Block, stop: asyncio.Event, patience: Patience | None = None
) -> None:
    """Take updates in until `stop` is set. Telegram forgets an update only once it was handled or set aside.

    Telegram away, another poller, the database away: wait, longer each time, and go on; nothing ends it but `stop`.
    """
    await _Poller(channel, Incoming(channel, receive, blocked), stop, patience or Patience()).run()


@dataclass(slots=True)
class _Poller:
    channel: TelegramBot
    incoming: Incoming
    stop: asyncio.Event
    patience: Patience
    offset: int = field(default=0, init=False)

    async def run(self) -> None:
        while not self.stop.is_set():
            try:
                updates = await self._ask()
            except SendError as away:
                log.warning("No updates from Telegram: %s", type(away).__name__)
                await self.patience.wait(self.stop, away.retry_after_s or 0.0)
            else:
                await self._take_in_order(updates)

    async def _ask(self) -> list[object]:
        """Wait for updates, or for `stop`."""
        asking = asyncio.ensure_future(self.channel.updates(self.offset))
        stopping = asyncio.ensure_future(self.stop.wait())
        try:
            await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
            return asking.result() if asking.done() else []
        finally:
            asking.cancel()
            stopping.cancel()

    async def _take_in_order(self, updates: list[object]) -> None:
        before = self.offset
        for update in updates:
            if not await self._settle(update):
                return
            number = update_id(update)
            # The last one counts, not the highest: after a quiet week Telegram begins at another number.
            self.offset = self.offset if number is None else number + 1
        if updates and self.offset == before:
            # Not one of them has a number, so Telegram will bring them again.
            await self.patience.wait(self.stop)
        else:
            self.patience.reset()

    async def _settle(self, update: object) -> bool:
        """Try until the update is handled or set aside; False when `stop` came first."""
        tries = 0
        while not self.stop.is_set():
            try:
                await self.incoming.take(update)
                return True
            except DatabaseAway:
                await self.patience.wait(self.stop)
            except Exception as error:  # noqa: BLE001 - a process edge: one update must not silence all others
                tries += 1
                if tries == TRIES:
                    # Only the kind of error: its words may quote the update.
                    log.warning("A Telegram update was set aside: %s", type(error).__name__)
                    return True
                await self.patience.wait(self.stop)
        return False
