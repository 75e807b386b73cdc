"""The way of one update into the house, the same whether Telegram brought it or we asked for it."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.channels.telegram.adapter import TelegramBot
from bot.channels.telegram.updates import Ignored, parse, press_id
from bot.errors import PayloadUnreadable
from bot.ports import Blocked, Received

Receive = Callable[[Received], Awaitable[object]]
Block = Callable[[Blocked], Awaitable[object]]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Incoming:
    """Takes updates in: messages go to `receive`, blocking and unblocking to `blocked`."""

    channel: TelegramBot
    receive: Receive
    blocked: Block

    async def take(self, payload: object) -> None:
        """Hand one update, as decoded JSON, to the house.

        What cannot be read is set aside with a line in the log that holds nothing of it. What `receive` and `blocked`
        raise passes through: then the update was not handled, and the button that brought it goes on spinning.
        """
        try:
            update = parse(payload, self.channel.clock.now())
        except PayloadUnreadable:
            log.warning("A Telegram update could not be read and was set aside")
        else:
            await self._hand_over(update)
        if press := press_id(payload):
            self.channel.stop_spinning(press)

    async def _hand_over(self, update: Received | Blocked | Ignored) -> None:
        match update:
            case Received():
                await self.receive(update)
            case Blocked():
                await self.blocked(update)
            case Ignored(why):
                log.info("A Telegram update was left alone: %s", why)
