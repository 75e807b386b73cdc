"""Reads that wait are done together, and one that fails harms no other."""

import asyncio
import threading

import pytest
import sqlalchemy as sa

from storage.database import Database
from storage.errors import DatabaseAway
from tests.house import KEY


def one(uow):
    return uow.connection.scalar(sa.text("SELECT 1"))


def fails(uow):
    raise LookupError


def makes_no_sense(uow):
    uow.connection.execute(sa.text("SELECT nothing FROM nowhere"))


async def test_many_reads_at_once_all_find_what_they_look_for(database):
    found = await asyncio.gather(*(database.read(lambda uow, n=n: n + one(uow)) for n in range(200)))
    assert found == [n + 1 for n in range(200)]


@pytest.mark.parametrize("bad", [fails, makes_no_sense])
async def test_one_bad_read_harms_no_other(database, bad):
    reads = [database.read(bad if n % 5 == 0 else one) for n in range(60)]
    results = await asyncio.gather(*reads, return_exceptions=True)
    assert [result == 1 for result in results] == [n % 5 != 0 for n in range(60)]


async def test_a_long_read_keeps_no_other_waiting(database):
    gate = threading.Event()
    long = asyncio.create_task(database.read(lambda uow: gate.wait(30)))
    await asyncio.sleep(0)
    assert await asyncio.gather(*(database.read(one) for _ in range(20))) == [1] * 20
    gate.set()
    await long


async def test_a_reader_who_went_away_leaves_the_others_their_answers(database):
    gone = asyncio.create_task(database.read(one))
    await asyncio.sleep(0)
    gone.cancel()
    assert await database.read(one) == 1


async def test_after_closing_nobody_waits_for_ever(url):
    database = Database(url, KEY)
    assert await database.read(one) == 1
    database.close()
    with pytest.raises(DatabaseAway):
        await asyncio.wait_for(database.read(one), 5)
