"""The composition root: the one place that knows every part and puts them together."""

import asyncio
import errno
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

import uvicorn
from aiolimiter import AsyncLimiter
from starlette.routing import Route

from bot.channels.simulator.adapter import SimulatedPhone
from bot.channels.sms import webhook as sms_webhook
from bot.channels.sms.adapter import TwilioSms
from bot.clock import RealClock
from bot.config import PREFIX, Settings
from bot.errors import SettingWrong
from bot.i18n import Catalogues, english_names, load_reply_words
from bot.jobs import timed_jobs
from bot.jobs.durable import DurableJobs
from bot.jobs.leases import KeptLease, new_holder
from bot.jobs.occurrences import occurrences
from bot.jobs.ticking import Ticking
from bot.ports import Channel, Clock, Received, Work
from bot.services.alert import raise_due
from bot.services.deliver import deliver
from bot.services.first_text import LateReader
from bot.services.house import House, Pace
from bot.services.media import open_files
from bot.services.outcome import take_block, take_report
from bot.services.post import Post
from bot.services.receive import receive
from bot.services.school_year import look_ahead
from bot.services.sweep import sweep, tidy
from bot.services.wake import wake
from bot.services.weights_file import lay_in_file
from bot.web import make_web
from flows.engine.kinds import ChannelName
from flows.learned.place import Place
from flows.reading import Glossary
from storage.database import Database
from storage.repositories import leases

if TYPE_CHECKING:  # the name only: Telegram's library is 25 MB, which a process without Telegram need not carry
    from bot.channels.telegram.adapter import TelegramBot

POLLER = "telegram-polling"
POLLER_HELD_S = 30.0
DEMO, REAL = "demo", "real"
BACKLOG = 2048


@dataclass(frozen=True, slots=True)
class Roles:
    """What this process does beside serving: whether it works on what is due; `is_demo` simulates every phone."""

    works: bool = True
    is_demo: bool = False


class DatabaseLease:
    """Leases in the database, which every process sees."""

    def __init__(self, database: Database, clock: Clock) -> None:
        """Keep them in this database, by this clock."""
        self._database = database
        self._clock = clock

    async def hold(self, name: str, holder: str, for_s: float) -> bool:
        """Hold, go on holding, or give back."""
        return await self._database.write(lambda uow: leases.hold(uow, name, holder, for_s, self._clock.now()))


def database_url(settings: Settings, *, is_demo: bool) -> str:
    """Return where the facts live: the setting, or one file in the data folder."""
    if settings.database_url and not is_demo:
        return settings.database_url
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    name = "demo.sqlite" if is_demo else "storylinks.sqlite"
    return f"sqlite:///{(settings.data_dir / name).resolve()}"


def open_database(settings: Settings, *, is_demo: bool = False) -> Database:
    """Open and migrate the database; refuse one that was made for the other mode."""
    database = Database(database_url(settings, is_demo=is_demo), settings.key)
    database.migrate()
    _check_mode(database, DEMO if is_demo else REAL)
    return database


def _check_mode(database: Database, mode: str) -> None:
    found = database.read_now(lambda uow: leases.marked(uow, "mode"))
    if found not in (None, mode):
        database.close()
        raise SettingWrong(
            "STORYLINKS_DATABASE_URL", f"this database is a {found} one, and cannot be opened as {mode}."
        )


def make_channels(settings: Settings, clock: Clock, *, is_demo: bool) -> dict[ChannelName, Channel]:
    """Return the channels that are on."""
    if is_demo:
        return {name: SimulatedPhone(name) for name in ChannelName}
    channels: dict[ChannelName, Channel] = {}
    if settings.is_sms_on:
        channels[ChannelName.SMS] = TwilioSms(settings)
    if settings.is_telegram_on:
        from bot.channels.telegram.adapter import TelegramBot  # noqa: PLC0415 - see above

        channels[ChannelName.TELEGRAM] = TelegramBot(settings, clock)
    return channels


def make_pace(channels: dict[ChannelName, Channel]) -> Pace:
    """Return what waits for a channel's next free place: smoothly, not in bursts, and replies before all else."""
    limiters = {name: AsyncLimiter(1, 1 / channel.per_second) for name, channel in channels.items()}
    places = {name: asyncio.Semaphore(channel.at_once) for name, channel in channels.items()}
    doors = {name: asyncio.Lock() for name in channels}
    queues = {name: asyncio.Lock() for name in channels}

    @asynccontextmanager
    async def pace(name: ChannelName, is_reply: bool) -> AsyncIterator[None]:  # noqa: FBT001 - a port, called in one place
        # In a row: of a thousand who wait at the limiter, each would look again at every place that comes free.
        # Replies go straight to the door, where at most one of the thousand stands before them.
        async with nullcontext() if is_reply else queues[name], doors[name]:
            await limiters[name].acquire()
            await places[name].acquire()  # last: whoever is cancelled before has no place to give back
        try:
            yield
        finally:
            places[name].release()

    return pace


def works_of(house: House) -> dict[str, Work]:
    """Return the durable works by the names under which they are enqueued."""
    return {"deliver": partial(deliver, house), "open_files": partial(open_files, house)}


@asynccontextmanager
async def opened(settings: Settings, database: Database, roles: Roles, clock: Clock) -> AsyncIterator[House]:
    """Put the house together inside the running loop, and take it down again in the right order."""
    worker_id = settings.worker_id or socket.gethostname()
    channels = make_channels(settings, clock, is_demo=roles.is_demo)
    lease = DatabaseLease(database, RealClock())
    jobs = DurableJobs(database.work_engine(), worker_id, lease, is_lite=database.is_lite, is_worker=roles.works)
    words = load_reply_words()
    reader = LateReader(words)
    Place.lay = partial(lay_in_file, settings.data_dir)
    house = House(
        database=database,
        clock=clock,
        catalogues=Catalogues.load(),
        read=reader.read,
        glossary=Glossary(words, english_names()),
        jobs=jobs,
        post=Post(jobs),
        pace=make_pace(channels),
        occurrences=occurrences,
        channels=channels,
        ready_to_read=reader.ready,
        origin=settings.origin,
        zone=ZoneInfo(settings.timezone),
        sms_pence=settings.sms_pence,
        is_dry_run=settings.dry_run,
        is_demo=roles.is_demo,
    )
    await database.write(lambda uow: leases.mark(uow, "mode", DEMO if roles.is_demo else REAL))
    async with AsyncExitStack() as stack:
        for channel in channels.values():
            await channel.open()
            stack.push_async_callback(channel.close)
        await jobs.open(works_of(house))
        stack.push_async_callback(jobs.close)
        if roles.works:
            await _start_ticking(house, lease, worker_id, stack)
            _start_polling(settings, house, lease, worker_id, stack)
        yield house


async def _start_ticking(house: House, lease: DatabaseLease, worker_id: str, stack: AsyncExitStack) -> None:
    jobs = timed_jobs(
        wake=partial(_quietly, wake, house),
        sweep=partial(sweep, house),
        adopt=house.jobs.adopt,
        alert=partial(raise_due, house),
        retention=partial(tidy, house),
        year=partial(look_ahead, house),
    )
    ticking = Ticking(jobs, lease, new_holder(worker_id))
    await ticking.start()
    stack.push_async_callback(ticking.stop)


async def _quietly(work: Callable[[House], Awaitable[int]], house: House) -> None:
    await work(house)


def _start_polling(
    settings: Settings, house: House, lease: DatabaseLease, worker_id: str, stack: AsyncExitStack
) -> None:
    telegram = _real_telegram(house)
    if telegram is None or settings.telegram_webhook_secret:
        return
    stop = asyncio.Event()
    kept = KeptLease(lease, POLLER, new_holder(worker_id), POLLER_HELD_S)
    polling = asyncio.create_task(_poll_when_free(house, telegram, kept, stop))

    async def end() -> None:
        stop.set()
        await polling

    stack.push_async_callback(end)


def _real_telegram(house: House) -> "TelegramBot | None":
    return None if house.is_demo else cast("TelegramBot | None", house.channels.get(ChannelName.TELEGRAM))


async def _poll_when_free(house: House, telegram: "TelegramBot", kept: KeptLease, stop: asyncio.Event) -> None:
    """Poll as soon as no other process does; Telegram allows one poller."""
    from bot.channels.telegram.polling import poll  # noqa: PLC0415 - see above

    while not stop.is_set() and not await kept.take(within_s=1.0):
        pass
    try:
        await poll(telegram, partial(receive, house), partial(take_block, house), stop)
    finally:
        await kept.give_back()


def webhooks(settings: Settings, house: House) -> list[Route]:
    """Return the doors of every channel; where a channel is off the answer is 404."""

    async def take(received: Received) -> object:
        return await receive(house, received)

    doors = sms_webhook.routes(settings, take, partial(take_report, house))
    telegram = _real_telegram(house)
    if telegram is not None:
        from bot.channels.telegram import webhook  # noqa: PLC0415 - see above

        doors += webhook.routes(settings, take, partial(take_block, house), telegram)
    return doors


def open_door(settings: Settings) -> socket.socket:
    """Return a socket that listens where the settings say; raise `SettingWrong` where it cannot.

    It is opened before anything else: a second demo would give the first one's staff new passwords, and then end.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=BACKLOG)
    except OSError as refused:
        if refused.errno != errno.EADDRINUSE:
            raise SettingWrong(f"{PREFIX}HOST", f"nothing can be served at {settings.host}.") from None
        taken = f"another program has port {settings.port}. Stop it, or set another port."
        raise SettingWrong(f"{PREFIX}PORT", taken) from None


async def serve(settings: Settings, house: House, door: socket.socket) -> None:
    """Serve pages and webhooks at this door until we are told to stop."""
    web = make_web(house, settings, webhooks(settings, house))
    config = uvicorn.Config(web, log_level="warning", access_log=False, server_header=False)
    await uvicorn.Server(config).serve(sockets=[door])


Greet = Callable[[House], Awaitable[None]]


async def no_greeting(_house: House) -> None:
    """Say nothing."""


async def run(
    settings: Settings, roles: Roles, clock: Clock, greet: Greet = no_greeting, door: socket.socket | None = None
) -> None:
    """Run this process until it is told to stop, serving where it has a door; `greet` says how to begin."""
    database = await asyncio.to_thread(open_database, settings, is_demo=roles.is_demo)
    try:
        async with opened(settings, database, roles, clock) as house:
            await greet(house)
            await (serve(settings, house, door) if door else asyncio.Event().wait())
    finally:
        database.close()
