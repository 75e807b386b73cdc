"""Writes are kept together or not at all, next to each other without harm, and told of only once they are safe."""

import asyncio
import sqlite3
import threading

import pytest
import sqlalchemy as sa

from storage import database as database_module
from storage.database import Database
from storage.errors import AlreadyKnown, DatabaseAway
from storage.repositories import leases
from storage.tables import Mark
from tests.house import KEY

lite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)


def marks(database):
    return database.read_now(lambda uow: set(uow.connection.scalars(sa.select(Mark.name))))


def add(name):
    return lambda uow: uow.connection.execute(sa.insert(Mark).values(name=name, value="x"))


def add_and_fail(name):
    def work(uow):
        add(name)(uow)
        raise LookupError(name)

    return work


async def test_what_raises_leaves_nothing_behind(database):
    with pytest.raises(LookupError):
        await database.write(add_and_fail("a"))
    assert marks(database) == set()


async def test_one_bad_write_does_not_take_its_neighbours_along(database):
    works = [add_and_fail(f"bad {n}") if n % 3 == 0 else add(f"good {n}") for n in range(30)]
    results = await asyncio.gather(*(database.write(work) for work in works), return_exceptions=True)
    assert marks(database) == {f"good {n}" for n in range(30) if n % 3}
    assert [isinstance(result, LookupError) for result in results] == [n % 3 == 0 for n in range(30)]


async def test_what_is_there_already_is_said_by_name_and_harms_no_neighbour(database):
    await database.write(add("a"))
    results = await asyncio.gather(
        *(database.write(add(name)) for name in ("a", "b", "a", "c")), return_exceptions=True
    )
    assert [isinstance(each, AlreadyKnown) for each in results] == [True, False, True, False]
    assert marks(database) == {"a", "b", "c"}


async def test_a_written_result_is_there_for_everybody_when_it_is_told(database):
    for n in range(20):
        await database.write(add(f"{n}"))
        assert f"{n}" in marks(database)


async def test_objects_are_written_with_the_rest(database):
    await database.write(lambda uow: uow.orm.add(Mark(name="a", value="x")))
    with pytest.raises(LookupError):
        await database.write(
            lambda uow: (uow.orm.add(Mark(name="b", value="x")), uow.orm.flush(), add_and_fail("c")(uow))
        )
    assert marks(database) == {"a"}


@lite
async def test_writes_that_wait_are_committed_together(database):
    gate, commits = threading.Event(), []
    sa.event.listen(database._engine, "commit", commits.append)
    first = asyncio.create_task(database.write(lambda _uow: gate.wait(5)))
    await asyncio.sleep(0)
    others = [asyncio.create_task(database.write(add(f"{n}"))) for n in range(40)]
    await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(first, *others)
    assert len(marks(database)) == 40
    assert len(commits) <= 3


@lite
async def test_nobody_is_told_before_the_commit_and_all_are_told_when_it_fails(database):
    def fail(_connection):
        raise sa.exc.OperationalError("COMMIT", {}, Exception("disk full"))

    sa.event.listen(database._engine, "commit", fail)
    results = await asyncio.gather(*(database.write(add(name)) for name in "abc"), return_exceptions=True)
    sa.event.remove(database._engine, "commit", fail)
    assert [type(each) for each in results] == [DatabaseAway] * 3
    assert marks(database) == set()
    await database.write(add("d"))
    assert marks(database) == {"d"}


@lite
async def test_a_locked_file_is_told_in_time_and_written_later(tmp_path, database, url, monkeypatch):
    monkeypatch.setattr(database_module, "BUSY_MS", 50)
    impatient = Database(url, KEY)
    other = sqlite3.connect(tmp_path / "facts.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseAway):
        await impatient.write(add("a"))
    other.execute("ROLLBACK")
    other.close()
    await impatient.write(add("a"))
    assert marks(impatient) == {"a"}
    impatient.close()


async def test_a_caller_who_went_away_leaves_the_others_their_answers(database):
    gate = threading.Event()
    gone = asyncio.create_task(database.write(lambda uow: (gate.wait(5), add("a")(uow))))
    stays = asyncio.create_task(database.write(add("b")))
    await asyncio.sleep(0)
    gone.cancel()
    gate.set()
    await stays
    assert "b" in marks(database)


@lite
async def test_after_closing_nothing_is_taken_and_nobody_waits_for_ever(url):
    database = Database(url, KEY)
    database.close()
    with pytest.raises(DatabaseAway):
        await asyncio.wait_for(database.write(add("a")), 5)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
async def test_connections_that_broke_while_they_rested_are_made_anew(database, monkeypatch):
    await asyncio.gather(*(database.write(add(f"{n}")) for n in range(8)))
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
    await database.read(lambda uow: uow.connection.execute(sa.text(others)).all())
    monkeypatch.setattr(database_module, "RESTED_S", -1.0)
    await asyncio.gather(*(database.write(add(f"later {n}")) for n in range(8)))
    assert len(marks(database)) == 16


async def test_a_database_that_answers_says_so(database):
    assert database.is_answering()


async def test_a_fact_about_the_database_is_changed_in_place(database):
    for value in ("demo", "real"):
        await database.write(lambda uow, value=value: leases.mark(uow, "mode", value))
    assert database.read_now(lambda uow: leases.marked(uow, "mode")) == "real"
    assert database.read_now(lambda uow: leases.marked(uow, "nothing")) is None
