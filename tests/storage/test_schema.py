"""The migrations make what the models say, once, whoever comes first."""

import threading
from datetime import datetime

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import StatementError

from storage.database import Database
from storage.tables import Base, Mark, Stop
from tests.house import KEY


def differences(database):
    with database._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": _is_ours})
        return compare_metadata(context, Base.metadata)


def _is_ours(_object, name, kind, *_):
    return kind != "table" or name in Base.metadata.tables


def test_the_migrated_schema_is_what_the_models_say(database):
    assert differences(database) == []


def test_migrating_again_changes_nothing(database):
    database.migrate()
    assert differences(database) == []


def test_two_processes_may_migrate_at_once(url):
    databases, failures = [Database(url, KEY) for _ in range(3)], []

    def migrate(database):
        try:
            database.migrate()
        except Exception as error:  # noqa: BLE001 - handed to the test
            failures.append(error)

    threads = [threading.Thread(target=migrate, args=(each,)) for each in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for each in databases:
        each.close()
    assert failures == []


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_the_file_keeps_what_was_written_and_checks_its_references(database):
    with database._engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


async def test_a_time_without_a_zone_is_refused(database):
    stop = Stop(channel="sms", number_hash="x", stopped_at=datetime(2026, 5, 12, 10))
    with pytest.raises(StatementError):
        await database.write(lambda uow: uow.orm.add(stop))
    assert database.read_now(lambda uow: uow.connection.scalar(sa.select(sa.func.count()).select_from(Mark))) == 0
