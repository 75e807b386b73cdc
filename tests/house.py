"""A whole house for tests: a real database, a clock that is set by hand, phones that only remember, work done at once."""

import shutil
import tempfile
from collections import deque
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.errors import CannotLookUp, OutcomeUnknown, SendError
from bot.i18n import Catalogues, english_names, load_reply_words
from bot.jobs.occurrences import occurrences
from bot.ports import DeliveryState, Sent
from bot.services.deliver import deliver
from bot.services.house import House
from bot.services.media import open_files
from flows.engine.kinds import ChannelName
from flows.reading import Glossary, Reader
from storage.database import Database
from tests.files import picture

MONDAY = datetime(2026, 5, 11, 7, 20, tzinfo=UTC)
"""Monday 11 May 2026, 8.20 in London."""
KEY = b"a key for tests, and for nothing else"
A_PICTURE = picture()


class HandClock:
    """Shows what it was set to."""

    def __init__(self, now=MONDAY):
        self.time = now

    def now(self):
        return self.time

    def forward(self, **for_how_long):
        self.time += timedelta(**for_how_long)


class FakePhone:
    """A channel that remembers what it was given; `fails_with` makes all sendings fail, `faults` the next ones.

    With `OutcomeUnknown` the text arrives all the same: only the answer is lost.
    """

    per_second = 1_000.0
    at_once = 100
    trouble = None

    def __init__(self, name):
        self.name = name
        self.sent = []
        self.tries = 0
        self.fails_with: SendError | None = None
        self.faults: deque[Exception] = deque()
        self.lookups: deque[Exception] = deque()
        self.files = {}
        self.public_name = "story_helper_bot" if name is ChannelName.TELEGRAM else "+447700900000"

    async def open(self):
        pass

    async def close(self):
        pass

    async def send(self, sending):
        self.tries += 1
        fault = self.faults.popleft() if self.faults else self.fails_with
        if fault is None or isinstance(fault, OutcomeUnknown):
            self.sent.append(sending)
        if fault is not None:
            raise fault
        return self._name(sending)

    async def find(self, sending, since):
        if self.name is ChannelName.TELEGRAM:
            raise CannotLookUp
        if self.lookups:
            raise self.lookups.popleft()
        found = (each for each in reversed(self.sent) if (each.to, each.body) == (sending.to, sending.body))
        return next((self._name(each) for each in found), None)

    async def fetch(self, media, at_most):
        content = self.files.get(media.reference, A_PICTURE)
        if isinstance(content, Exception):
            raise content
        return content

    def _name(self, sending):
        return Sent(f"{self.name}-{sending.message_id}", DeliveryState.SENT)


class ImmediateJobs:
    """Does the work in place; the house is known only after it was made."""

    def __init__(self):
        self.works = {}

    async def open(self, works):
        self.works = dict(works)

    async def close(self):
        pass

    async def adopt(self):
        pass

    async def forget(self, before):
        pass

    def enqueue(self, connection, work, key, *arguments):
        pass

    async def start(self, work, key, *arguments):
        await self.works[work](*arguments)


class ImmediatePost:
    """Delivers before it returns, so that a test sees what was sent."""

    def __init__(self, jobs):
        self.jobs = jobs

    async def send(self, ids):
        if found := tuple(ids):
            await self.jobs.start("deliver", "test", found)


def _no_wait(_channel, _is_reply):
    return nullcontext()


@cache
def _migrated():
    """Return a migrated and empty database file, made once."""
    path = Path(tempfile.mkdtemp(prefix="storylinks-tests-")) / "empty.sqlite"
    database = Database(f"sqlite:///{path}", KEY)
    database.migrate()
    database.close()
    return path


@cache
def _words():
    words = load_reply_words()
    return Catalogues.load(), Reader(words).read, Glossary(words, english_names())


def make_house(
    tmp_path, *, now=MONDAY, channels=tuple(ChannelName), url=None, is_demo=False, is_dry_run=False, clock=None
) -> House:
    """Make a house over a database of its own; the caller closes `house.database`."""
    if url is None:
        path = tmp_path / "house.sqlite"
        shutil.copy(_migrated(), path)
        url = f"sqlite:///{path}"
    catalogues, read, glossary = _words()
    clock, jobs = clock or HandClock(now), ImmediateJobs()
    house = House(
        database=Database(url, KEY),
        clock=clock,
        catalogues=catalogues,
        read=read,
        glossary=glossary,
        jobs=jobs,
        post=ImmediatePost(jobs),
        pace=_no_wait,
        occurrences=occurrences,
        channels={name: FakePhone(name) for name in channels},
        origin="http://testserver",
        zone=ZoneInfo("Europe/London"),
        real_now=clock.now,
        is_dry_run=is_dry_run,
        is_demo=is_demo,
    )
    jobs.works = {"deliver": partial(deliver, house), "open_files": partial(open_files, house)}
    return house
