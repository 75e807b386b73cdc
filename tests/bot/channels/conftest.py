"""One rig per channel, so that the contract tests run the same cases over every adapter.

A channel plugs in with `tests/bot/channels/<channel>/rig.py`, which holds
`rig()`: an async context manager that yields a `Rig`, opened and talking to the channel's stand-in.
"""

from importlib import import_module
from pathlib import Path
from typing import Protocol

import pytest

from bot.ports import Channel, MediaReference, Received

HERE = Path(__file__).parent
CHANNELS = sorted(path.parent.name for path in HERE.glob("*/rig.py"))

FAILURES = ("throttled", "down", "unreachable", "opted_out", "invalid", "misconfigured", "lost_answer")
"""What `Rig.fail_next` understands.

throttled      the provider asks us to slow down, and to wait two seconds
down           the provider answers that it is broken
unreachable    nobody listens at the provider's address; this one may last until the test ends
opted_out      the parent stopped texts at the carrier, or blocked the bot
invalid        there is no such number or chat
misconfigured  the provider does not know our account or token
lost_answer    the text arrives, and the connection is cut before the answer
"""


class Rig(Protocol):
    """An opened channel and the stand-in behind it."""

    channel: Channel
    address: str
    """A parent whom this channel can reach."""
    received: list[Received]
    """What the webhook handed on, oldest first."""

    async def sent(self) -> list[tuple[str, str]]:
        """Return (to, body) of every text that arrived at the stand-in, oldest first."""

    async def fail_next(self, kind: str) -> None:
        """Let the next sending fail; one of `FAILURES`."""

    async def keep(self, content: bytes) -> MediaReference:
        """Let the provider hold a file that came with a message."""

    async def bring(
        self, words: str, key: str = "1", *, is_genuine: bool = True, is_database_away: bool = False
    ) -> int:
        """Post a parent's text to the channel's webhook and return the HTTP status.

        The same `key` is the same message, brought again. `is_genuine=False` signs it wrongly;
        `is_database_away=True` lets what receives it raise `DatabaseAway`.
        """


@pytest.fixture(params=CHANNELS)
async def rig(request):
    module = import_module(f"tests.bot.channels.{request.param}.rig")
    async with module.rig() as opened:
        yield opened
