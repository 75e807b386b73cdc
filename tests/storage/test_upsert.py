"""One statement makes a row or changes the one that is there, on both databases, and says which."""

import asyncio

from storage.repositories.upsert import insert_once, insert_or_change
from storage.tables import Mark
from tests.storage.test_writing import marks


async def test_a_row_is_made_once_and_the_second_time_that_is_said(database):
    values = {"name": "a", "value": "first"}
    made = [await database.write(lambda uow: insert_once(uow, Mark, values)) for _ in range(2)]
    assert made == [True, False]


async def test_of_many_who_make_it_at_once_one_does(database):
    values = {"name": "a", "value": "x"}
    made = await asyncio.gather(*(database.write(lambda uow: insert_once(uow, Mark, values)) for _ in range(10)))
    assert sum(made) == 1


async def test_a_row_is_made_or_changed(database):
    for value in ("first", "second"):
        await database.write(lambda uow, value=value: insert_or_change(uow, Mark, {"name": "a"}, {"value": value}))
    assert marks(database) == {"a"}
    assert database.read_now(lambda uow: uow.orm.get(Mark, "a").value) == "second"
