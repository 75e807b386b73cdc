"""What was decided is handed over together, and a failure there loses nothing."""

import asyncio

from bot.services import post
from bot.services.post import Post


class Jobs:
    def __init__(self, fails=False):
        self.started, self.fails = [], fails

    async def start(self, work, key, ids):
        if self.fails:
            raise RuntimeError
        self.started.append((work, key, list(ids)))


async def handed_over(sender):
    while sender._round is not None:
        await sender._round


async def test_what_is_decided_at_the_same_time_is_one_work(monkeypatch):
    monkeypatch.setattr(post, "GATHER_S", 0)
    jobs = Jobs()
    sender = Post(jobs)
    await asyncio.gather(*(sender.send([n]) for n in (4, 5, 9)))
    await handed_over(sender)
    assert jobs.started == [("deliver", "out:4-9", [4, 5, 9])]


async def test_nothing_decided_is_no_work():
    jobs = Jobs()
    await Post(jobs).send([])
    assert jobs.started == []


async def test_the_next_texts_go_after_a_round_that_failed(monkeypatch):
    monkeypatch.setattr(post, "GATHER_S", 0)
    jobs = Jobs(fails=True)
    sender = Post(jobs)
    await sender.send([1])
    await handed_over(sender)
    jobs.fails = False
    await sender.send([2])
    await handed_over(sender)
    assert jobs.started == [("deliver", "out:2-2", [2])]
