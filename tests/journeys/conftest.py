"""An installation on each database."""

import pytest


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The database of a new installation, as STORYLINKS_DATABASE_URL names it."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'storylinks.sqlite'}"
    return request.getfixturevalue("postgres_url")
