"""The durable engine on each database, and waiting for what it does."""

import asyncio

import pytest

from bot.jobs.durable import DurableJobs
from tests.bot.jobs.engines import FACTS, is_lite, our_engine, their_engine
from tests.bot.jobs.leases import MemoryLeases


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """An empty database of each kind in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'facts.sqlite'}"
    return request.getfixturevalue("postgres_url")


@pytest.fixture
def ours(url):
    engine = our_engine(url)
    FACTS.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def leases():
    return MemoryLeases()


@pytest.fixture
async def make_jobs(url, ours, leases):
    """Makes durable jobs on the test's database; all of them are closed at the end."""
    made = []

    def make(worker_id="worker-1", **options):
        theirs = their_engine(url)
        jobs = DurableJobs(theirs, worker_id, leases, is_lite=is_lite(url), poll_s=0.02, **options)
        made.append((jobs, theirs))
        return jobs

    yield make
    for jobs, theirs in made:
        await jobs.close()
        theirs.dispose()


@pytest.fixture
def until():
    """Waits for a condition, at most a minute."""

    async def wait(condition):
        async with asyncio.timeout(60):
            while not condition():  # noqa: ASYNC110 - it can be a row in a database
                await asyncio.sleep(0.01)

    return wait
