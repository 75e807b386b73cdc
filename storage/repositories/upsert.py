"""Insert a row or change the one that is there: one statement on both databases."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import literal
from sqlalchemy.dialects import postgresql, sqlite

from storage.prepared import Prepared
from storage.tables import Base
from storage.unit_of_work import UnitOfWork

INSERTS: Mapping[str, Callable[[type[Base]], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_or_change(uow: UnitOfWork, table: type[Base], key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Set these values in the row with this unique key, making the row if need be."""
    _or_change(table, tuple(key), tuple(values)).count(uow, {**key, **values})


def insert_once(uow: UnitOfWork, table: type[Base], values: Mapping[str, Any]) -> bool:
    """Make this row unless its unique key is there already; say whether it was made."""
    # Not by rowcount: after an insert that may do nothing, drivers do not agree on what to count.
    return _once(table, tuple(values)).first(uow, values) is not None


# Statements are kept: making one takes many times as long as running it, and there are as many as callers.


@cache
def _or_change(table: type[Base], key: tuple[str, ...], columns: tuple[str, ...]) -> Prepared:
    rows = [insert(table) for insert in INSERTS.values()]
    changing = (
        row.on_conflict_do_update(index_elements=key, set_={name: row.excluded[name] for name in columns})
        for row in rows
    )
    return Prepared(dict(zip(INSERTS, changing, strict=True)), (*key, *columns))


@cache
def _once(table: type[Base], columns: tuple[str, ...]) -> Prepared:
    return Prepared(once(table, literal(1)), columns)


def once(table: type[Base], returned: Any) -> dict[str, Any]:
    """Return, for each database, the statement that makes a row unless it is there, and returns this if it was made."""
    return {name: insert(table).on_conflict_do_nothing().returning(returned) for name, insert in INSERTS.items()}
