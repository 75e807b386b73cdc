"""An empty database of each kind, with the schema."""

import pytest

from storage.database import Database
from tests.house import KEY


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """A database that has no tables yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'facts.sqlite'}"
    return request.getfixturevalue("postgres_url")


@pytest.fixture
def database(url):
    database = Database(url, KEY)
    database.migrate()
    yield database
    database.close()
