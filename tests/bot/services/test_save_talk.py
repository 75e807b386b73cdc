"""Every talk of the demo, saved and played again by the transcript tests' own runner, says the same."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.services.demo import make_demo
from bot.services.demo_clock import STARTS, DemoClock
from bot.services.save_talk import saved_talk
from flows.engine.transcript import BOT, parse, print_transcript
from storage.reports import simulator
from tests.house import make_house
from tests.transcripts.runner import run

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
