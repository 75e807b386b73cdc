"""Every talk of the demo, saved and played again by the transcript tests' own runner, says the same."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count, cycle

import pytest

from bot.ports import Received
from bot.services.deliver import deliver
from bot.services.demo import make_demo
from bot.services.demo_clock import STARTS, DemoClock, last_thing, move_on, next_thing
from bot.services.receive import receive
from bot.services.save_talk import saved_talk
from flows.engine.kinds import ChannelName
from flows.engine.transcript import BOT, parse, print_transcript
from storage.reports import simulator
from tests.house import make_house
from tests.transcripts.runner import run

COUNT = count(1)
REAL = datetime(2026, 1, 5, 12, tzinfo=UTC)


async def _left_to_the_demo(_ids):
    """The demo delivers by its own clock as it plays its weeks."""


@pytest.fixture
async def demo(tmp_path):
    house = make_house(tmp_path, is_demo=True, clock=DemoClock(STARTS, lambda: REAL))
    house.jobs.works = {"deliver": _left_to_the_demo}
    demo = replace(house, real_now=lambda: REAL)
    await make_demo(demo)
    yield demo
    house.database.close()


def said_by_us(lines):
    return [line.words for line in lines if line.who == BOT]


async def test_a_saved_talk_plays_again_as_it_was(demo):
    phones = demo.database.read_now(lambda uow: simulator.phones(uow, 1))
    assert len(phones) == 6
    for phone in phones:
        saved = await saved_talk(demo, phone)
        lines = parse(saved)
        assert print_transcript(lines) == saved
        assert said_by_us(lines)
        assert said_by_us(run(lines)) == said_by_us(lines)


ON_THE_PHONE = ("1", "yh but 10 min late x", "4", "2", "we made one up about a fox", "maybe", "OK", "thanks", "help")


async def test_talks_through_ten_weeks_play_again_as_they_were(demo):
    """Some answer all they are asked, in turn with these words; some nothing at all."""
    phones = demo.database.read_now(lambda uow: simulator.phones(uow, 1))
    words = cycle(ON_THE_PHONE)
    end = await last_thing(demo)
    while (coming := await next_thing(demo)) and coming <= end:
        await move_on(demo, coming)
        for phone in phones[::2]:
            talk = demo.database.read_now(lambda uow, phone=phone: simulator.talk(uow, phone))
            if talk[-1].is_ours and talk[-1].is_begun and talk[-1].at == coming:
                await typed(demo, phone, next(words))
    for phone in phones:
        lines = parse(await saved_talk(demo, phone))
        assert said_by_us(run(lines)) == said_by_us(lines), phone.parent


async def typed(demo, phone, words):
    await move_on(demo, demo.clock.now() + timedelta(minutes=7))
    received = Received(ChannelName(phone.channel), f"typed-{next(COUNT)}", phone.number, words, demo.clock.now())
    recorded = await receive(demo, received)
    await deliver(demo, recorded.message_ids)
