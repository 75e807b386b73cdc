"""What only one process does at a time is held by one, for as long as it says that it is there."""

import asyncio
from datetime import timedelta

from storage.repositories import leases
from tests.school import TUESDAY


async def hold(database, holder, for_s=30, at=TUESDAY):
    return await database.write(lambda uow: leases.hold(uow, "scheduler", holder, for_s, at))


async def test_one_of_many_that_ask_at_once_holds_it(database):
    held = await asyncio.gather(*(hold(database, f"worker {n}") for n in range(8)))
    assert sum(held) == 1


async def test_the_holder_goes_on_holding_it_and_nobody_else_does(database):
    assert await hold(database, "a")
    assert await hold(database, "a", at=TUESDAY + timedelta(seconds=20))
    assert not await hold(database, "b", at=TUESDAY + timedelta(seconds=45))


async def test_it_is_free_when_the_holder_was_not_heard_of_for_too_long(database):
    await hold(database, "a")
    assert not await hold(database, "b", at=TUESDAY + timedelta(seconds=30))
    assert await hold(database, "b", at=TUESDAY + timedelta(seconds=31))


async def test_it_is_free_as_soon_as_it_is_given_back(database):
    await hold(database, "a")
    await hold(database, "a", for_s=0)
    assert await hold(database, "b")


async def test_nobody_gives_back_what_another_holds(database):
    await hold(database, "a")
    await hold(database, "b", for_s=0)
    assert not await hold(database, "c")
