"""Files are fetched after the webhook has answered, kept whole, refused with a reason, and not asked for for ever."""

from dataclasses import replace

import pytest

from bot.errors import ProviderDown, Refused
from bot.ports import MediaReference
from bot.services.sweep import sweep
from storage.tables import Media
from tests.school import SMS, a_family, row, says


@pytest.fixture
async def picture(house):
    amina = await a_family(house)
    await says(house, amina, "", media=(MediaReference("ME1", "image/jpeg"),))
    return house.channels[SMS].files


async def test_the_sweep_fetches_a_file(house, picture):
    picture["ME1"] = b"\xff\xd8 a drawing"
    await sweep(house)
    found = row(house, Media)
    assert (found.content, found.fetched_at) == (b"\xff\xd8 a drawing", house.clock.now())


async def test_a_file_that_is_too_big_is_refused_with_the_reason(house, picture):
    picture["ME1"] = Refused("This file is too big for us.")
    await sweep(house)
    assert (row(house, Media).content, row(house, Media).refusal) == (None, "This file is too big for us.")


async def test_a_provider_that_is_away_is_asked_again_for_a_day(house, picture):
    picture["ME1"] = ProviderDown()
    await sweep(house)
    assert row(house, Media).refusal is None
    house.clock.forward(days=1)
    await sweep(house)
    assert row(house, Media).refusal == "This file could not be fetched."


async def test_a_file_whose_channel_is_off_waits(house, picture):
    await sweep(replace(house, channels={}))
    assert (row(house, Media).fetched_at, row(house, Media).refusal) == (None, None)
