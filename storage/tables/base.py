"""What every table shares: the base class, times in UTC, and sealed columns."""

from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import DateTime, LargeBinary, MetaData
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped
from sqlalchemy.types import TypeDecorator

from storage.crypto import vault

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The schema."""

    metadata = MetaData(naming_convention=NAMING)


class RhythmColumns:
    """A week's rhythm, as far as it is chosen here: empty means the usual. Hours are the school's wall clock."""

    ask_days_before: Mapped[int | None]
    ask_at: Mapped[time | None]
    hello_at: Mapped[time | None]
    thanks_at: Mapped[time | None]
    spark_after: Mapped[int | None]
    spark_at: Mapped[time | None]
    saturday_at: Mapped[time | None]


class UtcTime(TypeDecorator[datetime]):
    """A moment in time: aware in Python, always UTC in the database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time, turn the rest into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a stored time must be aware"
            raise ValueError(message)
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give an aware UTC time back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Sealed(TypeDecorator[str]):
    """Words of or about a person: plain in Python, encrypted in the database."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Encrypt."""
        return None if value is None else vault().seal(value.encode("utf-8", "replace"))

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """Decrypt."""
        return None if value is None else vault().open(bytes(value)).decode("utf-8")


class SealedBytes(TypeDecorator[bytes]):
    """A file of a person's: encrypted in the database."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Encrypt."""
        return None if value is None else vault().seal(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> bytes | None:
        """Decrypt."""
        return None if value is None else vault().open(bytes(value))
