"""A worker that begins work and is killed in the middle: python doomed.py URL WORKER_ID."""

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from bot.jobs.durable import DurableJobs
from tests.bot.jobs.engines import add_story, is_lite, our_engine, their_engine
from tests.bot.jobs.leases import MemoryLeases


async def hang(story):
    print(f"begun {story}", flush=True)
    await asyncio.Event().wait()


async def main(url, worker_id):
    jobs = DurableJobs(their_engine(url), worker_id, MemoryLeases(), is_lite=is_lite(url), concurrency=2, poll_s=0.02)
    await jobs.open({"tell": hang})
    with our_engine(url).begin() as connection:
        for story in range(1, 6):
            add_story(connection, story)
            jobs.enqueue(connection, "tell", f"out:{story}", story)
    await asyncio.Event().wait()


asyncio.run(main(*sys.argv[1:]))
