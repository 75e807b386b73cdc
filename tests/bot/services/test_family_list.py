"""The list of families to begin from: nobody in it has a number that the demo has given away."""

import pytest

from bot.services.demo import DemoStaff, _people
from bot.services.family_list import EXAMPLE, look
from tests.house import make_house


@pytest.fixture
async def demo(tmp_path):
    house = make_house(tmp_path, is_demo=True)
    staff = (DemoStaff("Mrs Khan", "khan", "a password", "lead"),)
    await house.database.write(lambda uow: _people(uow, house, staff))
    yield house
    house.database.close()


async def test_the_example_can_be_added_in_the_demo(demo):
    seen = await look(demo, EXAMPLE, None, drama_range_allowed=True)
    assert len(seen.families) == 2
    assert seen.troubles == ()
