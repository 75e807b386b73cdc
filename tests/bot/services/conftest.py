"""A house on each database, and a family of three weeks in it."""

from datetime import timedelta

import pytest

from tests.bot.services.people import signed_in_as
from tests.house import make_house
from tests.school import STORY_TIME, TUESDAY, a_family, at, goes_on_to

WEEKS = tuple(STORY_TIME + timedelta(weeks=n) for n in range(3))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    """A migrated database of each kind in turn; None lets the house make its own file."""
    return None if request.param == "sqlite" else request.getfixturevalue("migrated_postgres_url")


@pytest.fixture
def house(url, tmp_path):
    house = make_house(tmp_path, now=TUESDAY, url=url)
    yield house
    house.database.close()


@pytest.fixture
async def amina(house):
    """Return a family with three story times to come."""
    return await a_family(house, story_times=WEEKS)


@pytest.fixture
async def khan(house, amina):
    """Return Mrs Khan, who leads."""
    return signed_in_as(house, amina.staff_id)


@pytest.fixture
async def asked(house, amina):
    """Return the family after Tuesday's ask."""
    await goes_on_to(house, at(12, "16:30"))
    return amina
