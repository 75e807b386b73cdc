"""Insert a row or change the one that is there: one statement on both databases."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from storage.tables import Base
from storage.unit_of_work import UnitOfWork


def insert_or_change(uow: UnitOfWork, table: type[Base], key: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    """Set these values in the row with this unique key, making the row if need be."""
    dialect = postgresql if uow.connection.dialect.name == "postgresql" else sqlite
    row = dialect.insert(table).values({**key, **values})
    uow.connection.execute(row.on_conflict_do_update(index_elements=list(key), set_=dict(values)))


def insert_once(uow: UnitOfWork, table: type[Base], values: Mapping[str, Any]) -> bool:
    """Make this row unless its unique key is there already; say whether it was made."""
    dialect = postgresql if uow.connection.dialect.name == "postgresql" else sqlite
    row = dialect.insert(table).values(dict(values)).on_conflict_do_nothing()
    return uow.connection.execute(row).rowcount == 1
