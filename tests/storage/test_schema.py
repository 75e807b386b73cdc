"""The migrations make what the models say, once, whoever comes first."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import StatementError

from storage.database import Database, _keep_a_log
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
    databases = [Database(url, KEY) for _ in range(3)]
    assert failures_at_once([database.migrate for database in databases]) == []
    for each in databases:
        each.close()


class BusyFile:
    """A new file whose log another process is just turning on: SQLite sends us away at once, this many times."""

    def __init__(self, times, code=sqlite3.SQLITE_BUSY):
        self.times, self.code, self.done = times, code, []

    def execute(self, statement):
        if self.times:
            self.times -= 1
            refused = sqlite3.OperationalError("database is locked")
            refused.sqlite_errorcode = self.code
            raise refused
        self.done.append(statement)


def test_a_file_that_is_busy_for_a_moment_is_asked_again():
    busy = BusyFile(times=3)
    _keep_a_log(busy)
    assert busy.done == ["PRAGMA journal_mode=WAL"]


def test_any_other_refusal_is_said_at_once():
    with pytest.raises(sqlite3.OperationalError):
        _keep_a_log(BusyFile(times=1, code=sqlite3.SQLITE_READONLY))


def failures_at_once(calls):
    """Make each call on a thread of its own and return what went wrong."""
    start = threading.Barrier(len(calls))

    def begun_together(call):
        start.wait()
        call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [each.exception() for each in [pool.submit(begun_together, call) for call in calls] if each.exception()]


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
