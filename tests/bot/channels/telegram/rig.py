"""Telegram for the contract tests: the adapter and its webhook behind a real socket, against the stand-in."""

import asyncio
import socket
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette

from bot.channels.telegram.adapter import TelegramBot
from bot.channels.telegram.webhook import routes
from bot.clock import RealClock
from bot.config import Settings
from bot.ports import MediaReference
from storage.errors import DatabaseAway
from tests.stand_ins.telegram_faults import BLOCKED, BROKEN, LOST_ANSWER, NO_CHAT, REVOKED, flood
from tests.stand_ins.telegram_server import TelegramServer

FAULTS = {
    "throttled": flood(2),
    "down": BROKEN,
    "opted_out": BLOCKED,
    "invalid": NO_CHAT,
    "misconfigured": REVOKED,
    "lost_answer": LOST_ANSWER,
}


class House:
    """Takes what comes in, or raises what it was told to raise first."""

    def __init__(self):
        self.received = []
        self.blocks = []
        self.raises = []

    async def receive(self, message):
        if self.raises:
            raise self.raises.pop(0)
        self.received.append(message)

    async def blocked(self, change):
        self.blocks.append(change)

    @property
    def texts(self):
        return [message.text for message in self.received]


class TelegramRig:
    """The contract's rig, and what is Telegram's own behind it."""

    address = "7001"

    def __init__(self, channel, telegram, house):
        self.channel, self.telegram, self.house = channel, telegram, house
        self.received = house.received

    async def sent(self):
        return [(str(text.chat_id), text.text) for text in self.telegram.sent]

    async def fail_next(self, kind):
        if kind == "unreachable":
            await self.telegram.stop()
        else:
            self.telegram.fail(FAULTS[kind])

    async def keep(self, content):
        return MediaReference(self.telegram.keep(content), "audio/ogg", len(content))

    async def bring(self, words, key="1", *, is_genuine=True, is_database_away=False):
        self.house.raises = [DatabaseAway()] if is_database_away else []
        return await self.telegram.post(
            self.telegram.update(int(self.address), text=words, number=int(key)),
            secret=None if is_genuine else "guessed",
        )


@asynccontextmanager
async def rig():
    async with TelegramServer() as telegram, _door() as (door, origin):
        settings = Settings(
            _env_file=None,
            telegram_token=telegram.token,
            telegram_base_url=telegram.url,
            telegram_webhook_secret="a-secret_1",
            public_url=origin,
        )
        house, channel = House(), TelegramBot(settings, RealClock())
        async with _serving(Starlette(routes=routes(settings, house.receive, house.blocked, channel)), door):
            await channel.open()
            await telegram.until(lambda: channel.trouble is None)
            yield TelegramRig(channel, telegram, house)
            await channel.close()


@asynccontextmanager
async def _door():
    """Hold a free port, so that its number is known before anybody serves on it."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield door, f"http://127.0.0.1:{door.getsockname()[1]}"


@asynccontextmanager
async def _serving(app, door):
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
    running = asyncio.create_task(server.serve(sockets=[door]))
    yield
    server.should_exit = True
    await running
