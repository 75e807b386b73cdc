"""Insert a row or change the one that is there: one statement on both databases."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import literal
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from storage.tables import Base
from storage.unit_of_work import UnitOfWork

Statement = postgresql.Insert | sqlite.Insert


def insert_or_change(uow: UnitOfWork, table: type[Base], key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Set these values in the row with this unique key, making the row if need be."""
    statement = _or_change(uow.connection.dialect.name, table, tuple(key), tuple(values))
    uow.connection.execute(statement, {**key, **values})


def insert_once(uow: UnitOfWork, table: type[Base], values: Mapping[str, Any]) -> bool:
    """Make this row unless its unique key is there already; say whether it was made."""
    # Not by rowcount: after an insert that may do nothing, drivers do not agree on what to count.
    return uow.connection.execute(_once(uow.connection.dialect.name, table), values).first() is not None


# Statements are kept: making one takes five times as long as running it, and there are as many as callers.


@cache
def _or_change(dialect: str, table: type[Base], key: tuple[str, ...], columns: tuple[str, ...]) -> Statement:
    row = _insert(dialect, table)
    return row.on_conflict_do_update(index_elements=key, set_={name: row.excluded[name] for name in columns})


@cache
def _once(dialect: str, table: type[Base]) -> ReturningInsert[tuple[int]]:
    return _insert(dialect, table).on_conflict_do_nothing().returning(literal(1))


def _insert(dialect: str, table: type[Base]) -> Statement:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
