"""Time the inbound turn: a parent's reply stored, read, answered and on its way, against the bare driver.

usage: python benchmarks/inbound.py [--quick] [--every-text-new]
The floor is the bare driver doing the very statements of these turns, one durable commit a turn. The path is
`services.receive` with the whole house around it, the deliverer sending every answer to a local Twilio in a process
of its own. Floor and path take turns, each on a fresh copy of the same school; the ratios are medians of the rounds.
Beside that the same replies over HTTP, signed, and the served product's time to ready and memory at rest.
Prints a table, and as its last line one JSON object.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import socket
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from time import monotonic, perf_counter
from typing import Any
from urllib.parse import urlencode

import aiohttp
from sqlalchemy import event

from benchmarks.grounds import TURNS_OF_ONE_PARENT, Ground, Statements, grounds, replies
from bot.app import Roles, opened
from bot.channels.sms import adapter
from bot.clock import RealClock
from bot.config import Settings
from bot.ports import Received
from bot.services.receive import receive
from storage.database import Database
from storage.repositories import messages
from tests.house import KEY, make_house
from tests.stand_ins.telegram_server import TelegramServer
from tests.stand_ins.twilio_server import NUMBER, SID, TOKEN, TwilioServer

ROUNDS, TURNS, STARTS = 5, 1600, 5
QUICK_ROUNDS, QUICK_TURNS, QUICK_STARTS = 3, 800, 1
WARMING = 100
"""Turns before the clock starts, so that nobody pays for what happens once."""
IN_FLIGHT = 32
UNPACED_PER_SECOND = 5_000.0
"""A provider that takes all we have: with the permitted ten a second the deliverer would hardly run beside."""
RESTS_S = 3.0


# The floor


FRAMES = ("BEGIN", "SAVEPOINT", "RELEASE", "PRAGMA")


class Unsent:
    """Takes the answers and leaves them in the outbox."""

    async def send(self, ids: Iterable[int]) -> None:
        pass


async def record(url: str, written: Iterable[Received]) -> list[Statements]:
    """Let the product take these replies one by one, and return what it said to the database inside each turn."""
    house = replace(make_house(None, url=url, clock=RealClock()), post=Unsent())
    said: list[tuple[str, Any]] = []

    @event.listens_for(house.database._engine, "before_cursor_execute")
    def _hear(_connection: Any, _cursor: Any, sql: str, values: Any, *_: Any) -> None:
        if threading.current_thread().name.startswith("storage-writer"):
            said.append((sql, values))

    turns = []
    for each in written:
        said.clear()
        await receive(house, each)
        turns.append(tuple((sql, values) for sql, values in said if not sql.startswith(FRAMES)))
    house.database.close()
    return turns


# The path


@dataclass(frozen=True, slots=True)
class Run:
    """How long the turns took, and until the last answer had left."""

    turns_s: float
    sent_s: float


async def path(url: str, twilio: str, written: list[Received], in_flight: int) -> Run:
    """Take these replies as the webhook hands them over, the deliverer running beside."""
    database = Database(url, KEY)
    try:
        async with opened(settings_for(url, twilio), database, Roles(), RealClock()) as house:
            await together(lambda each: receive(house, each), written[:WARMING], in_flight)
            began = perf_counter()
            await together(lambda each: receive(house, each), written[WARMING:], in_flight)
            turns_s = perf_counter() - began
            await all_sent(database)
            return Run(turns_s, perf_counter() - began)
    finally:
        database.close()


async def together(take: Callable[[Any], Awaitable[object]], what: Iterable[object], in_flight: int) -> None:
    """Do all of it, so many at the same time."""
    waiting = iter(what)

    async def one_after_the_other() -> None:
        for each in waiting:
            await take(each)

    await asyncio.gather(*(one_after_the_other() for _ in range(in_flight)))


async def all_sent(database: Database, within_s: float = 120.0) -> None:
    deadline = monotonic() + within_s
    while (await database.read(messages.queue_figures))[0]:
        assert monotonic() < deadline, "The deliverer did not come to an end"
        await asyncio.sleep(0.02)


def settings_for(url: str, twilio: str) -> Settings:
    return Settings(
        _env_file=None,
        database_url=url,
        secret_key=KEY.decode(),
        public_url="http://127.0.0.1:9",
        twilio_account_sid=SID,
        twilio_auth_token=TOKEN,
        twilio_from=NUMBER,
        twilio_base_url=twilio,
    )


def play_twilio(told: Connection) -> None:
    """Play Twilio in a process of its own until nobody listens any more."""

    async def play() -> None:
        async with TwilioServer() as twilio:
            told.send(twilio.url)
            await asyncio.to_thread(told.poll, None)

    asyncio.run(play())


@contextmanager
def twilio_beside() -> Iterator[str]:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=play_twilio, args=(theirs,), daemon=True)
    process.start()
    yield ours.recv()
    ours.send("enough")
    process.join(10)


# The served product, in a process of its own


@dataclass(frozen=True, slots=True)
class Served:
    """How soon the product answered, and what memory it took at rest and after the replies."""

    start_s: float
    rest_mb: float
    http_per_s: float
    worked_mb: float


@asynccontextmanager
async def providers() -> AsyncIterator[tuple[TwilioServer, TelegramServer]]:
    async with TwilioServer() as twilio, TelegramServer() as telegram:
        yield twilio, telegram


async def serve(url: str, written: list[Received]) -> Served:
    """Start the command with both channels on, look at it at rest, then bring it the replies as Twilio does."""
    async with providers() as (twilio, telegram):
        origin = f"http://127.0.0.1:{free_port()}"
        twilio.product = origin
        began = perf_counter()
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "serve",
            env=os.environ | environment(url, origin, twilio, telegram), stdout=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            await answers(origin)
            start_s = perf_counter() - began
            await asyncio.sleep(RESTS_S)
            rest_mb = memory_mb(process.pid)
            per_second = await bring_all(twilio, written)
            return Served(start_s, rest_mb, per_second, memory_mb(process.pid))
        finally:
            process.terminate()
            await process.wait()


async def bring_all(twilio: TwilioServer, written: list[Received]) -> float:
    """Post the replies, signed beforehand, and return how many a second were taken."""
    posts = []
    for each in written:
        pairs = list(twilio.inbound(each.sender, each.text, each.provider_id).items())
        posts.append((urlencode(pairs).encode(), twilio.signature("/webhooks/sms", pairs)))
    await together(lambda each: twilio.post("/webhooks/sms", *each), posts[:WARMING], IN_FLIGHT)
    began = perf_counter()
    await together(lambda each: twilio.post("/webhooks/sms", *each), posts[WARMING:], IN_FLIGHT)
    per_second = (len(posts) - WARMING) / (perf_counter() - began)
    assert set(twilio.answers) == {200}, "Not every reply was taken"
    return per_second


async def answers(origin: str, within_s: float = 30.0) -> None:
    """Wait until the product says that it is well."""
    deadline = monotonic() + within_s
    async with aiohttp.ClientSession() as client:
        while monotonic() < deadline:
            try:
                async with client.get(f"{origin}/health") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.01)
    raise TimeoutError("The product never said that it is ready.")


def environment(url: str, origin: str, twilio: TwilioServer, telegram: TelegramServer) -> dict[str, str]:
    settings = {
        "DATABASE_URL": url,
        "SECRET_KEY": KEY.decode(),
        "PORT": origin.rpartition(":")[2],
        "PUBLIC_URL": origin,
        "TWILIO_ACCOUNT_SID": twilio.sid,
        "TWILIO_AUTH_TOKEN": twilio.token,
        "TWILIO_FROM": twilio.number,
        "TWILIO_BASE_URL": twilio.url,
        "TELEGRAM_TOKEN": telegram.token,
        "TELEGRAM_BASE_URL": telegram.url,
        "TELEGRAM_WEBHOOK_SECRET": "only-for-this-run",
    }
    return {f"STORYLINKS_{name}": value for name, value in settings.items()}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def memory_mb(pid: int) -> float:
    """Return what the process holds in memory, in MiB, as the kernel counts it."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


# All of it


@dataclass(frozen=True, slots=True)
class Round:
    """Turns a second, and answers a second until the last had left."""

    floor: float
    one: float
    many: float
    sent: float


def measure(ground: Ground, twilio: str, written: list[Received]) -> Round:
    """Run the floor, then the path one at a time, then the path with many in flight."""
    counted = len(written) - WARMING
    with ground.fresh() as url:
        statements = asyncio.run(record(url, written))
    with ground.fresh() as url:
        ground.replay(url, statements[:WARMING])
        floor_s = ground.replay(url, statements[WARMING:])
    with ground.fresh() as url:
        one = asyncio.run(path(url, twilio, written, 1))
    with ground.fresh() as url:
        many = asyncio.run(path(url, twilio, written, IN_FLIGHT))
    return Round(counted / floor_s, counted / one.turns_s, counted / many.turns_s, counted / many.sent_s)


def ratio(rounds: list[Round], share: Callable[[Round], float]) -> float:
    return round(median(share(each) for each in rounds), 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer turns, rounds and starts")
    parser.add_argument("--every-text-new", action="store_true", help="no text that was read before")
    chosen = parser.parse_args()
    turns, rounds, starts = (QUICK_TURNS, QUICK_ROUNDS, QUICK_STARTS) if chosen.quick else (TURNS, ROUNDS, STARTS)
    adapter.PER_SECOND = UNPACED_PER_SECOND
    figures: dict[str, Any] = {"benchmark": "inbound", "turns": turns, "rounds": rounds}

    def written() -> list[Received]:
        return replies(turns, are_new=chosen.every_text_new)

    with grounds(turns // TURNS_OF_ONE_PARENT) as both, twilio_beside() as twilio:
        for ground in both:
            measured = [measure(ground, twilio, written()) for _ in range(rounds)]
            figures |= tell(ground.name, measured)
        served = []
        for _ in range(starts):
            with both[0].fresh() as url:
                served.append(asyncio.run(serve(url, written())))
    figures |= tell_served(served)
    print(json.dumps(figures))


def tell(name: str, rounds: list[Round]) -> dict[str, Any]:
    """Print what was measured on one database, and return its figures."""
    shown = {
        "floor, bare driver": [each.floor for each in rounds],
        "path, one at a time": [each.one for each in rounds],
        f"path, {IN_FLIGHT} in flight": [each.many for each in rounds],
        "  and every answer sent": [each.sent for each in rounds],
    }
    for what, per_second in shown.items():
        print(f"{name:<10}{what:<26}{median(per_second):>8.0f}/s  ({min(per_second):.0f}-{max(per_second):.0f})")
    figures = {
        f"{name}_floor_per_s": round(median(each.floor for each in rounds)),
        f"{name}_ratio_1": ratio(rounds, lambda each: each.one / each.floor),
        f"{name}_ratio_32": ratio(rounds, lambda each: each.many / each.floor),
    }
    print(
        f"{name:<10}of the floor: {figures[f'{name}_ratio_1']} one at a time, {figures[f'{name}_ratio_32']} in flight"
    )
    return figures


def tell_served(served: list[Served]) -> dict[str, Any]:
    figures = {
        "http_per_s": round(median(each.http_per_s for each in served)),
        "rest_mb": round(median(each.rest_mb for each in served), 1),
        "worked_mb": round(median(each.worked_mb for each in served), 1),
        "start_s": round(median(each.start_s for each in served), 2),
    }
    for what, value in figures.items():
        print(f"{'served':<10}{what:<26}{value:>8}")
    return figures


if __name__ == "__main__":
    main()
