"""What every use case works with; made once, by the composition root."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.clock import RealClock
from bot.i18n import Catalogues
from bot.ports import Channel, Clock, Jobs, Occurrences
from bot.services.own_words import Shelf
from bot.services.post import Post
from flows.engine.kinds import ChannelName
from flows.reading import Glossary, Question, Reading
from storage.database import Database

Pace = Callable[[ChannelName, bool], AbstractAsyncContextManager[None]]


async def _is_ready() -> None:
    """Wait for nothing: the reader was made before the house."""


@dataclass(frozen=True, slots=True)
class House:
    """The facts, the clock, the words, the ways out. `channels` holds only those that are on.

    `pace` waits for a channel's next place and holds it for one sending; a reply (True) goes ahead of everything else.
    `sms_pence` is the price of one segment.
    """

    database: Database
    clock: Clock
    catalogues: Catalogues
    read: Callable[[str, Question], Reading]
    glossary: Glossary
    jobs: Jobs
    post: Post
    pace: Pace
    occurrences: Occurrences
    channels: Mapping[ChannelName, Channel]
    origin: str
    zone: ZoneInfo
    ready_to_read: Callable[[], Awaitable[None]] = _is_ready
    own_words: Shelf = field(default_factory=Shelf)
    real_now: Callable[[], datetime] = RealClock().now
    sms_pence: Decimal = Decimal("4.0")
    is_dry_run: bool = False
    is_demo: bool = False

    @property
    def telegram_name(self) -> str | None:
        """Return the bot's name on Telegram, once it is known; None while Telegram is off."""
        channel = self.channels.get(ChannelName.TELEGRAM)
        return channel.public_name if channel else None

    @property
    def sms_number(self) -> str | None:
        """Return the number that parents text to; None while SMS is off, and behind a messaging service."""
        channel = self.channels.get(ChannelName.SMS)
        name = channel.public_name if channel else None
        return name if name and name.startswith("+") else None

    def channel_states(self) -> dict[str, str]:
        """Say of each channel whether it is on, and what troubles it."""
        return {name: _state(self.channels.get(name)) for name in ChannelName}


def _state(channel: Channel | None) -> str:
    if channel is None:
        return "off"
    return channel.trouble or "on"
