"""Durable work, the same on SQLite and on PostgreSQL."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.errors import SettingWrong
from bot.jobs import durable
from tests.bot.jobs.engines import add_story, times_told


class Told(list):
    """A work that notes what it was called with."""

    async def __call__(self, *arguments):
        self.append(arguments)


class Stuck:
    """A work that never ends by itself."""

    def __init__(self):
        self.begun = 0

    async def __call__(self, *_):
        self.begun += 1
        await asyncio.Event().wait()


class Faulty(Told):
    """A work that fails the first time, in words that must go nowhere."""

    async def __call__(self, *arguments):
        await super().__call__(*arguments)
        if len(self) == 1:
            raise ValueError("Amina cannot come")


@pytest.fixture
def told():
    return Told()


def everything_in(ours):
    """Every value that the durable engine keeps about works, as one text."""
    facts = sa.MetaData()
    schema = None if ours.dialect.name == "sqlite" else "dbos"
    facts.reflect(ours, schema=schema)
    with ours.connect() as connection:
        return "\n".join(str(row) for table in facts.tables.values() for row in connection.execute(sa.select(table)))


async def test_work_enqueued_in_a_transaction_is_done_once_that_is_committed(make_jobs, ours, told, until):
    jobs = make_jobs()
    await jobs.open({"tell": told})
    with ours.begin() as connection:
        add_story(connection, 41)
        jobs.enqueue(connection, "tell", "out:41", 41, "en")
        assert told == []
    await until(lambda: told == [(41, "en")])


async def test_work_of_a_transaction_rolled_back_is_never_done(make_jobs, ours, told, until):
    jobs = make_jobs()
    await jobs.open({"tell": told})
    with ours.connect() as connection:
        add_story(connection, 41)
        jobs.enqueue(connection, "tell", "out:41", 41)
        connection.rollback()
    assert times_told(ours, 41) is None
    with ours.begin() as connection:
        jobs.enqueue(connection, "tell", "out:42", 42)
    await until(lambda: told)
    assert told == [(42,)]


async def test_work_runs_on_our_own_loop(make_jobs, ours, until):
    loops = []

    async def note():
        loops.append(asyncio.get_running_loop())

    jobs = make_jobs()
    await jobs.open({"note": note})
    await jobs.start("note", "started")
    with ours.begin() as connection:
        jobs.enqueue(connection, "note", "enqueued")
    await until(lambda: len(loops) == 2)
    assert set(loops) == {asyncio.get_running_loop()}


async def test_a_key_that_is_known_adds_nothing(make_jobs, ours, told, until):
    jobs = make_jobs()
    await jobs.open({"tell": told})
    await jobs.start("tell", "out:41", 41)
    await until(lambda: told)
    await jobs.start("tell", "out:41", 41)
    with ours.begin() as connection:
        jobs.enqueue(connection, "tell", "out:41", 41)
        jobs.enqueue(connection, "tell", "out:42", 42)
        jobs.enqueue(connection, "tell", "out:42", 42)
    await jobs.start("tell", "out:43", 43)
    await until(lambda: len(told) == 3)
    assert sorted(told) == [(41,), (42,), (43,)]


async def test_a_key_under_way_is_not_begun_a_second_time(make_jobs, until):
    stuck, jobs = Stuck(), make_jobs()
    await jobs.open({"wait": stuck})
    await jobs.start("wait", "out:41")
    await until(lambda: stuck.begun)
    await jobs.start("wait", "out:41")
    assert stuck.begun == 1


async def test_work_can_start_other_work_in_any_order(make_jobs, told, until):
    jobs = make_jobs()

    async def fan_out(*keys):
        for key in keys:
            await jobs.start("tell", key, key)

    await jobs.open({"fan out": fan_out, "tell": told})
    await jobs.start("fan out", "fan:1", "a", "b")
    await jobs.start("fan out", "fan:2", "b", "c")
    await until(lambda: len(told) == 3)
    assert sorted(told) == [("a",), ("b",), ("c",)]


async def test_work_that_failed_is_tried_again_when_it_is_started_again(make_jobs, until):
    faulty, jobs = Faulty(), make_jobs()
    await jobs.open({"tell": faulty})
    await jobs.start("tell", "out:41", 41)
    async with asyncio.timeout(60):
        while len(faulty) < 2:
            await jobs.start("tell", "out:41", 41)
    assert faulty == [(41,), (41,)]


async def test_the_words_of_an_error_are_neither_kept_nor_logged(make_jobs, ours, until, capfd):
    faulty, jobs = Faulty(), make_jobs()
    await jobs.open({"tell": faulty})
    await jobs.start("tell", "out:41", 41)
    await until(lambda: "WorkFailed" in everything_in(ours))
    logging.getLogger("dbos").error("Amina %s", "cannot come")
    assert "Amina" not in everything_in(ours)
    said = "".join(capfd.readouterr())
    assert "ValueError" in said
    assert "Amina" not in said


async def test_closing_comes_to_an_end_and_the_loop_goes_on(make_jobs, told, until):
    jobs = make_jobs()
    await jobs.open({"tell": told})
    await jobs.start("tell", "out:41", 41)
    await until(lambda: told)
    await jobs.close()
    assert await asyncio.to_thread(lambda: "threads still work") == "threads still work"


async def test_closing_lets_work_under_way_finish(make_jobs, until):
    ended, begun = [], []

    async def short():
        begun.append(True)
        await asyncio.sleep(0.05)
        ended.append(True)

    jobs = make_jobs()
    await jobs.open({"short": short})
    await jobs.start("short", "out:41")
    await until(lambda: begun)
    await jobs.close()
    assert ended
    await jobs.open({"short": short})
    await jobs.start("short", "out:41")
    assert len(begun) == 1


async def test_work_cut_by_closing_is_done_at_the_next_opening(make_jobs, told, until, monkeypatch):
    monkeypatch.setattr(durable, "GRACE_S", 0.05)
    stuck, jobs = Stuck(), make_jobs()
    await jobs.open({"tell": stuck})
    await jobs.start("tell", "out:41", 41)
    await until(lambda: stuck.begun)
    await jobs.close()
    again = make_jobs()
    await again.open({"tell": told})
    await until(lambda: told == [(41,)])


async def test_work_started_after_closing_is_done_at_the_next_opening(make_jobs, told, until):
    jobs = make_jobs()
    await jobs.open({"tell": told})
    await jobs.close()
    await jobs.start("tell", "out:41", 41)
    assert told == []
    await jobs.open({"tell": told})
    await until(lambda: told == [(41,)])


async def test_the_works_of_a_second_opening_are_its_own(make_jobs, until):
    for round_ in range(3):
        told, jobs = Told(), make_jobs()
        await jobs.open({"tell": told})
        await jobs.start("tell", f"out:{round_}", round_)
        await until(lambda told=told: told)
        await jobs.close()
        assert told == [(round_,)]


async def test_a_second_engine_in_one_process_is_refused(make_jobs, told):
    jobs, other = make_jobs(), make_jobs("worker-2")
    await jobs.open({"tell": told})
    with pytest.raises(RuntimeError, match="there can only be one"):
        await other.open({"tell": told})


async def test_a_worker_id_that_a_living_process_has_is_refused_in_one_sentence(make_jobs, leases, told, monkeypatch):
    monkeypatch.setattr(durable, "NAME_HELD_S", 0.2)
    await leases.hold("worker:worker-1", "worker-1/another", 60)
    with pytest.raises(SettingWrong) as refused:
        await make_jobs().open({"tell": told})
    assert str(refused.value) == (
        "STORYLINKS_WORKER_ID: another process already works as 'worker-1'; give each process its own name."
    )


async def test_a_worker_waits_for_the_name_of_its_killed_forerunner(make_jobs, leases, told):
    await leases.hold("worker:worker-1", "worker-1/killed", 0.3)
    await make_jobs().open({"tell": told})
    assert leases.holder("worker:worker-1") != "worker-1/killed"


async def test_closing_gives_the_name_back(make_jobs, leases, told):
    jobs = make_jobs()
    await jobs.open({"tell": told})
    assert leases.is_held("worker:worker-1")
    await jobs.close()
    assert not leases.is_held("worker:worker-1")


async def test_a_launch_that_fails_leaves_nothing_behind(make_jobs, leases, told, until, monkeypatch):
    jobs = make_jobs()
    with monkeypatch.context() as while_broken:
        while_broken.setattr(durable.DBOS, "launch", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            await jobs.open({"tell": told})
    assert not leases.is_held("worker:worker-1")
    await jobs.open({"tell": told})
    await jobs.start("tell", "out:41", 41)
    await until(lambda: told)


async def test_a_web_only_process_hands_work_to_a_worker(make_jobs, ours, told, until):
    web = make_jobs("web-1", is_worker=False)
    await web.open({})
    await web.start("tell", "out:41", 41)
    await web.start("tell", "out:41", 41)
    with ours.begin() as connection:
        web.enqueue(connection, "tell", "out:42", 42)
    await make_jobs().open({"tell": told})
    await until(lambda: len(told) == 2)
    assert sorted(told) == [(41,), (42,)]


async def test_done_work_is_forgotten_in_time(make_jobs, ours, told, until):
    jobs = make_jobs()
    await jobs.open({"tell": told})
    await jobs.start("tell", "out:41", 41)
    await until(lambda: "SUCCESS" in everything_in(ours))
    now = datetime.now(UTC)
    await jobs.forget(now - timedelta(days=1))
    assert "out:41" in everything_in(ours)
    await jobs.forget(now + timedelta(days=1))
    assert "out:41" not in everything_in(ours)
