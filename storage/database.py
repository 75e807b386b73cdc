"""The database: one file for one school, or PostgreSQL for many; the same code for both."""

from collections.abc import Callable
from pathlib import Path
from sqlite3 import SQLITE_BUSY, OperationalError
from time import monotonic, sleep
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError, DisconnectionError

from storage.calls import in_unit, translated
from storage.crypto import unlock
from storage.errors import DatabaseAway
from storage.reading import Readers
from storage.unit_of_work import UnitOfWork
from storage.writing import GroupCommit, SideBySide, Writing

T = TypeVar("T")
BUSY_MS = 5_000
"""Shorter than providers wait for our answer: a webhook that cannot write says so in time to be brought again."""
MIGRATING = 7_006_071
"""Any number: the name of the lock that migrations hold on PostgreSQL."""
POSTGRES_WAITS = {"connect_timeout": 5, "tcp_user_timeout": 10_000, "keepalives_idle": 10}
"""Seconds, milliseconds, seconds: a server that is gone is told from one that is slow."""
RESTED_S = 1.0
LOG_RETRY_S = 0.01
MIGRATIONS = Path(__file__).parent / "migrations"
NEWEST = max(path.stem.partition("_")[0] for path in MIGRATIONS.glob("versions/0*.py"))
"""The schema's last revision: a migration's file begins with it."""


class Database:
    """Reads and writes in units of work; functions given to it do nothing but SQL and pure code."""

    def __init__(self, url: str, key: bytes) -> None:
        """Open the database at this SQLAlchemy URL; `key` unlocks the sealed columns."""
        self.url = url
        self.is_lite = url.startswith("sqlite")
        self.vault = unlock(key)
        self._engine = _writing_engine(url, is_lite=self.is_lite)
        self._reader = _reading_engine(url) if self.is_lite else self._engine
        self._others: list[Engine] = []
        self._readers = Readers(self._reader)
        self._writing: Writing = GroupCommit(self._engine) if self.is_lite else SideBySide(self._engine)

    async def write(self, fn: Callable[[UnitOfWork], T]) -> T:
        """Run `fn` in a transaction and return its result once that is safe; raises `StorageError`."""
        result: T = await self._writing.write(fn)
        return result

    async def read(self, fn: Callable[[UnitOfWork], T]) -> T:
        """Run `fn` on a snapshot of the facts; raises `StorageError`."""
        result: T = await self._readers.read(fn)
        return result

    def read_now(self, fn: Callable[[UnitOfWork], T]) -> T:
        """Read on the calling thread."""
        try:
            with self._reader.connect() as connection:
                result: T = in_unit(connection, fn)
                return result
        except DBAPIError as error:
            raise translated(error) from error

    def migrate(self) -> None:
        """Bring the schema up to date; doing it twice changes nothing."""
        try:
            with self._engine.begin() as connection:
                if not self.is_lite:  # two processes may start at once; SQLite's transaction keeps them apart already
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATING})
                if _revision(connection) != NEWEST:
                    from storage.migrating import upgrade  # noqa: PLC0415 - 15 MB and a tenth of a second, needed once

                    upgrade(connection, MIGRATIONS)
        except DBAPIError as error:
            raise translated(error) from error

    def is_answering(self) -> bool:
        """Say whether the database can be read just now."""
        try:
            self.read_now(lambda uow: uow.connection.execute(text("SELECT 1")))
        except DatabaseAway:
            return False
        return True

    def work_engine(self) -> Any:
        """Return an engine on the same database for the durable work's own tables."""
        engine = _work_engine(self.url, is_lite=self.is_lite)
        self._others.append(engine)
        return engine

    def close(self) -> None:
        """Finish writing and give every connection back."""
        self._writing.close()
        self._readers.close()
        self._engine.dispose()
        for engine in (self._reader, *self._others):
            engine.dispose()


def _pragmas(connection: Any) -> None:
    _keep_a_log(connection)
    for pragma in ("synchronous=FULL", f"busy_timeout={BUSY_MS}", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _keep_a_log(connection: Any) -> None:
    """Turn the write-ahead log on; of several who open a new file at once SQLite sends all but one away unwaited."""
    until = monotonic() + BUSY_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except OperationalError as error:
            if error.sqlite_errorcode != SQLITE_BUSY or monotonic() > until:
                raise
            sleep(LOG_RETRY_S)
        else:
            return


def _writing_engine(url: str, *, is_lite: bool) -> Engine:
    if not is_lite:
        # The one used last is taken first: it has the turn's statements ready.
        return _asked_after_rest(create_engine(url, pool_size=12, pool_use_lifo=True, connect_args=POSTGRES_WAITS))
    engine = create_engine(url, connect_args={"timeout": BUSY_MS / 1000})

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        _pragmas(connection)

    # A transaction that begins by reading cannot upgrade its lock while another writes; so begin with it.
    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _asked_after_rest(engine: Engine) -> Engine:
    """Ask a connection that has rested whether its server is still there; asking each time costs a fifth of a turn."""

    @event.listens_for(engine, "checkin")
    def _checkin(_connection: object, record: Any) -> None:
        record.info["rests_since"] = monotonic()

    @event.listens_for(engine, "checkout")
    def _checkout(connection: Any, record: Any, _proxy: object) -> None:
        if monotonic() - record.info.get("rests_since", monotonic()) > RESTED_S and not _is_there(engine, connection):
            raise DisconnectionError

    return engine


def _is_there(engine: Engine, connection: Any) -> bool:
    driver: Any = engine.dialect.dbapi
    try:
        return engine.dialect.do_ping(connection)
    except driver.Error:
        return False


def _reading_engine(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_MS / 1000})

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        _pragmas(connection)

    return engine


def _work_engine(url: str, *, is_lite: bool) -> Engine:
    """Make the durable engine's own: its migrations must not meet our BEGIN."""
    if not is_lite:
        return create_engine(url, pool_size=8, pool_pre_ping=True, connect_args=POSTGRES_WAITS)
    engine = create_engine(url, connect_args={"timeout": BUSY_MS / 1000})

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = "IMMEDIATE"
        _pragmas(connection)

    return engine


def _revision(connection: Connection) -> str | None:
    """Return the schema's revision; None for a database that is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found
