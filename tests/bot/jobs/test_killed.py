"""A worker killed in the middle of its work: nothing is lost, whoever goes on."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.jobs.engines import tell, times_told

DOOMED = Path(__file__).with_name("doomed.py")
STORIES = range(1, 6)


@pytest.fixture
def killed(url, ours):
    """A worker that began two of five stories and was killed with SIGKILL."""
    with subprocess.Popen([sys.executable, DOOMED, url, "worker-1"], stdout=subprocess.PIPE, text=True) as worker:
        begun = sorted(worker.stdout.readline().strip() for _ in range(2))
        worker.kill()
    assert begun == ["begun 1", "begun 2"]


@pytest.fixture
def teller(ours):
    async def work(story):
        tell(ours, story)

    return work


@pytest.fixture
def is_everything_told(ours):
    return lambda: all(times_told(ours, story) for story in STORIES)


async def test_a_worker_that_comes_back_does_what_was_cut(killed, make_jobs, teller, ours, is_everything_told, until):
    await make_jobs("worker-1").open({"tell": teller})
    await until(is_everything_told)
    assert [times_told(ours, story) for story in STORIES] == [1, 1, 1, 1, 1]


async def test_another_worker_adopts_what_a_dead_one_left(killed, make_jobs, teller, ours, is_everything_told, until):
    jobs = make_jobs("worker-2")
    await jobs.open({"tell": teller})
    await until(lambda: all(times_told(ours, story) for story in (3, 4, 5)))
    assert not times_told(ours, 1)
    await jobs.adopt()
    await until(is_everything_told)


async def test_the_work_of_a_living_worker_is_left_alone(killed, make_jobs, teller, ours, leases, until):
    await leases.hold("worker:worker-1", "worker-1/alive", 60)
    jobs = make_jobs("worker-2")
    await jobs.open({"tell": teller})
    await jobs.adopt()
    await until(lambda: all(times_told(ours, story) for story in (3, 4, 5)))
    assert not times_told(ours, 1)
