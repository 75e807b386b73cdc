"""Statements of the hot path: made ready once, then run on the driver's own cursor.

SQLAlchemy still says what a statement is, and how each value is written and read. What is left out is what it does
around every single execution: several times the cost of the statement itself.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Dialect, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from storage.unit_of_work import UnitOfWork

Convert: TypeAlias = Callable[[Any], Any]
Values: TypeAlias = Mapping[str, Any]
_named: Any = namedtuple  # noqa: PYI024 - a row's names are its statement's


class Prepared:
    """One statement, ready for every database it has met.

    `columns` are those that an INSERT or UPDATE sets with every run. A list of values (`in_`) has no place in it, as
    its text would differ from run to run.
    """

    def __init__(self, statement: Executable | Mapping[str, Executable], columns: Iterable[str] = ()) -> None:
        """Keep the statement, or one for each dialect by its name."""
        self._statement = statement
        self._columns = tuple(columns)
        self._ready: dict[str, _Ready] = {}

    def all(self, uow: UnitOfWork, values: Values) -> list[Any]:
        """Run it and return every row, its columns by name and by place."""
        ready = self._for(uow.connection.dialect)
        return [ready.row(found) for found in ready.run(uow, values).fetchall()]

    def first(self, uow: UnitOfWork, values: Values) -> Any:
        """Run it and return its first row, None where there is none."""
        ready = self._for(uow.connection.dialect)
        found = ready.run(uow, values).fetchall()
        return ready.row(found[0]) if found else None

    def count(self, uow: UnitOfWork, values: Values) -> int:
        """Run it and return how many rows it changed."""
        count: int = self._for(uow.connection.dialect).run(uow, values).rowcount
        return count

    def _for(self, dialect: Dialect) -> "_Ready":
        ready = self._ready.get(dialect.name)
        if ready is None:
            stated = self._statement
            statement = stated[dialect.name] if isinstance(stated, Mapping) else stated
            ready = self._ready[dialect.name] = _Ready(statement, self._columns, dialect)
        return ready


class _Ready:
    """A statement as one driver takes it."""

    def __init__(self, statement: Any, columns: tuple[str, ...], dialect: Dialect) -> None:
        compiled: SQLCompiler = statement.compile(dialect=dialect, column_keys=columns or None)
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        writers = {name: _writer(bind.type, dialect) for name, bind in binds.items()}
        fixed = {name: bind.value for name, bind in binds.items() if not bind.required}
        fixed |= {column.key: _default(column) for column in compiled.insert_prefetch}
        self._sql = compiled.string
        self._fixed = {name: _through(writers[name], value) for name, value in fixed.items()}
        self._writers = [(name, writer) for name, writer in writers.items() if writer and name not in fixed]
        self._order: Sequence[str] | None = compiled.positiontup
        self._readers, self._row = _reading(list(getattr(statement, "exported_columns", ())), dialect)

    def row(self, found: Sequence[Any]) -> Any:
        """Return what the driver found as the statement's types read it."""
        values = list(found)
        for place, read in self._readers:
            if values[place] is not None:
                values[place] = read(values[place])
        return self._row(values)

    def run(self, uow: UnitOfWork, values: Values) -> Any:
        """Run it with these values and return the driver's cursor; raise what SQLAlchemy would."""
        bound = self._bound(values)
        connection, cursor = uow.connection, uow.cursor
        for hear in connection.dispatch.before_cursor_execute:  # whoever listens to statements hears these too
            hear(connection, cursor, self._sql, bound, None, False)  # noqa: FBT003 - the event's own signature
        driver: Any = connection.dialect.dbapi
        try:
            cursor.execute(self._sql, bound)
        except driver.Error as error:
            raise DBAPIError.instance(self._sql, None, error, driver.Error, dialect=connection.dialect) from error
        return cursor

    def _bound(self, values: Values) -> Any:
        written = {**self._fixed, **values}
        for name, write in self._writers:
            if written[name] is not None:
                written[name] = write(written[name])
        return written if self._order is None else [written[name] for name in self._order]


def _reading(columns: Sequence[Any], dialect: Dialect) -> tuple[list[tuple[int, Convert]], Convert]:
    """Return the places whose values are to be converted and how, and what makes a row of them all."""
    readers = [_reader(each.type, dialect) for each in columns]
    row = _named("Row", [each.key or "" for each in columns], rename=True)
    return [(place, reader) for place, reader in enumerate(readers) if reader], row._make


def _default(column: Any) -> Any:
    return column.default.arg


def _writer(type_: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return type_.dialect_impl(dialect).bind_processor(dialect)


def _reader(type_: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return type_.dialect_impl(dialect).result_processor(dialect, None)


def _through(convert: Convert | None, value: Any) -> Any:
    return value if convert is None or value is None else convert(value)
