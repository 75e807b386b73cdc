"""The scheduler: rounds go on whatever happens, in one process at a time."""

import asyncio

import pytest

from bot.jobs import timed_jobs
from bot.jobs.ticking import Ticking, TimedJob
from tests.bot.jobs.leases import MemoryLeases

OFTEN_S = 0.02


class Rounds:
    """Counts its rounds; `fault` is raised in each."""

    def __init__(self, fault=None):
        self.count = 0
        self.fault = fault

    async def __call__(self):
        self.count += 1
        if self.fault:
            raise self.fault


class Slow:
    """Counts how many of its rounds run side by side."""

    def __init__(self):
        self.begun = self.side_by_side = self.at_most = 0

    async def __call__(self):
        self.begun += 1
        self.side_by_side += 1
        self.at_most = max(self.at_most, self.side_by_side)
        await asyncio.sleep(3 * OFTEN_S)
        self.side_by_side -= 1


@pytest.fixture
def shared():
    return MemoryLeases()


@pytest.fixture
async def tick(shared):
    """Starts a scheduler with the jobs given; all of them are stopped at the end."""
    started = []

    async def start(*jobs, holder="one"):
        ticking = Ticking(jobs, shared, holder)
        await ticking.start()
        started.append(ticking)
        return ticking

    yield start
    for ticking in started:
        await ticking.stop()


async def test_the_first_round_comes_at_once(tick, until):
    rounds = Rounds()
    await tick(TimedJob("wake", 3600, rounds))
    await until(lambda: rounds.count == 1)


async def test_rounds_come_again_and_again(tick, until):
    rounds = Rounds()
    await tick(TimedJob("wake", OFTEN_S, rounds))
    await until(lambda: rounds.count >= 3)


async def test_a_job_that_raises_goes_on_and_its_words_are_not_logged(tick, until, capfd):
    faulty = Rounds(ValueError("Amina cannot come"))
    await tick(TimedJob("wake", OFTEN_S, faulty))
    await until(lambda: faulty.count >= 3)
    said = "".join(capfd.readouterr())
    assert "ValueError" in said
    assert "Amina" not in said


async def test_rounds_of_one_job_never_overlap(tick, until):
    slow = Slow()
    await tick(TimedJob("wake", OFTEN_S, slow))
    await until(lambda: slow.begun >= 3)
    assert slow.at_most == 1


async def test_a_leased_job_runs_in_one_process_only(tick, until):
    first, second, free = Rounds(), Rounds(), Rounds()
    await tick(TimedJob("wake", OFTEN_S, first, "scheduler"))
    await until(lambda: first.count)
    await tick(TimedJob("wake", OFTEN_S, second, "scheduler"), TimedJob("warm", OFTEN_S, free), holder="two")
    await until(lambda: free.count >= 5)
    assert second.count == 0


async def test_another_process_takes_over_when_the_first_stops(tick, until):
    first, second = Rounds(), Rounds()
    ticking = await tick(TimedJob("wake", OFTEN_S, first, "scheduler"))
    await until(lambda: first.count)
    await tick(TimedJob("wake", OFTEN_S, second, "scheduler"), holder="two")
    await ticking.stop()
    await until(lambda: second.count)


async def test_leases_that_cannot_be_asked_for_are_no_end(tick, until, shared, monkeypatch):
    rounds, asked = Rounds(), Rounds(OSError())

    async def away(*_):
        await asked()

    with monkeypatch.context() as while_away:
        while_away.setattr(shared, "hold", away)
        await tick(TimedJob("wake", OFTEN_S, rounds, "scheduler"))
        await until(lambda: asked.count)
    await until(lambda: rounds.count)


async def test_stopping_lets_the_round_under_way_finish(tick, until):
    slow = Slow()
    ticking = await tick(TimedJob("wake", 3600, slow))
    await until(lambda: slow.begun)
    await ticking.stop()
    assert slow.side_by_side == 0
    await ticking.stop()


def test_the_house_does_these_things_by_time():
    names = ("wake", "sweep", "adopt", "alert", "retention", "year")
    works = {name: Rounds() for name in names}
    jobs = timed_jobs(**works)
    assert {job.name: job.work for job in jobs} == works
    assert [job.every_s for job in jobs] == [10, 30, 60, 60, 86_400, 86_400]
    assert {job.needs_lease for job in jobs} == {"scheduler"}
