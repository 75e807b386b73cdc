"""A house on each database."""

import pytest

from tests.house import make_house
from tests.school import TUESDAY


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    """A migrated database of each kind in turn; None lets the house make its own file."""
    return None if request.param == "sqlite" else request.getfixturevalue("migrated_postgres_url")


@pytest.fixture
def house(url, tmp_path):
    house = make_house(tmp_path, now=TUESDAY, url=url)
    yield house
    house.database.close()
