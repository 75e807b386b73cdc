"""Killed in the middle and started again: nothing is lost, and what left twice is marked."""

import asyncio
from collections import Counter
from datetime import timedelta

import aiohttp
import pytest
import sqlalchemy as sa

from bot.clock import RealClock
from storage.tables import Inbound, Outbound
from tests.journeys.product import installed, keep_open_now
from tests.school import a_family, rows

PARENTS = [f"+447700900{n}" for n in range(300, 324)]
LONG_ENOUGH = timedelta(minutes=2)
"""After this long a text found in the middle of its sending is looked up."""


@pytest.mark.parametrize(("url", "after_texts"), [("sqlite", 1), ("postgresql", 8)], indirect=["url"])
async def test_a_kill_loses_nothing_and_marks_what_left_twice(tmp_path, url, after_texts):
    async with installed(tmp_path, url, latency_s=0.2) as (product, house):
        families = [await a_family(house, number=number, is_planned=False) for number in PARENTS]
        await keep_open_now(house, families[0].school_id)
        await product.start()
        writing = asyncio.create_task(everybody_writes(product))
        await product.until(lambda: len(product.twilio.sent) >= after_texts)
        product.kill()
        await writing
        await time_passes(house)
        await product.start()
        await everybody_writes(product)  # what was not acknowledged comes again, and so may what was
        await product.until(lambda: states(house) == {"sent": len(PARENTS)}, within_s=60)
        assert len(rows(house, Inbound)) == len(PARENTS)
        assert set(PARENTS) == {text.to for text in product.twilio.sent}
        copies = {to for to, times in Counter(text.to for text in product.twilio.sent).items() if times > 1}
        assert copies <= {each.to for each in rows(house, Outbound) if each.tries > 1}


async def everybody_writes(product):
    await asyncio.gather(*(writes(product, number) for number in PARENTS))


async def writes(product, number):
    try:
        await product.twilio.text(number, "what time is it", sid=f"SM{number[1:]}")
    except (aiohttp.ClientError, ConnectionError):
        return  # nobody there


async def time_passes(house):
    """Let what was cut off look as if it had been a while ago."""

    def work(uow):
        cut = sa.update(Outbound).where(Outbound.state == "sending")
        uow.connection.execute(cut.values(sending_at=RealClock().now() - LONG_ENOUGH))

    await house.database.write(work)


def states(house):
    return Counter(each.state for each in rows(house, Outbound))
