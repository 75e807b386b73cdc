"""The school, the days on which it is shut, and the mobiles that are alerted."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, update

from storage.errors import Missing
from storage.tables import ClosedDay, OnCall, School, Staff
from storage.unit_of_work import UnitOfWork


def school(uow: UnitOfWork, school_id: int) -> School:
    """Return the school, or raise `Missing`."""
    found = uow.orm.get(School, school_id)
    if found is None:
        raise Missing
    return found


def add(uow: UnitOfWork, values: Mapping[str, Any]) -> int:
    """Make a school and return its id."""
    return uow.connection.execute(insert(School).values(**values).returning(School.id)).scalar_one()


def change(uow: UnitOfWork, school_id: int, values: Mapping[str, Any]) -> None:
    """Set these columns of the school."""
    uow.connection.execute(update(School).where(School.id == school_id).values(**values))


def closed_days(uow: UnitOfWork, school_id: int, from_: date) -> tuple[tuple[date, str], ...]:
    """Return the days from this one on when the school is shut, and what each is called."""
    found = select(ClosedDay.on_date, ClosedDay.name).where(
        ClosedDay.school_id == school_id, ClosedDay.on_date >= from_
    )
    return tuple((row[0], row[1]) for row in uow.connection.execute(found.order_by(ClosedDay.on_date)))


def set_closed_days(uow: UnitOfWork, school_id: int, days: Mapping[date, str], from_: date) -> None:
    """Make these the school's closed days from this day on; earlier ones stay."""
    later = delete(ClosedDay).where(ClosedDay.school_id == school_id, ClosedDay.on_date >= from_)
    uow.connection.execute(later)
    rows = [{"school_id": school_id, "on_date": on, "name": name} for on, name in days.items() if on >= from_]
    if rows:
        uow.connection.execute(insert(ClosedDay), rows)


def on_call(uow: UnitOfWork, school_id: int) -> tuple[str, ...]:
    """Return the on-call mobiles, the first to be alerted first."""
    found = select(OnCall.number).where(OnCall.school_id == school_id).order_by(OnCall.position)
    return tuple(uow.connection.execute(found).scalars())


def set_on_call(uow: UnitOfWork, school_id: int, numbers: Iterable[str]) -> None:
    """Make these the school's on-call mobiles, in order."""
    uow.connection.execute(delete(OnCall).where(OnCall.school_id == school_id))
    rows = [{"school_id": school_id, "position": n, "number": number} for n, number in enumerate(numbers, 1)]
    if rows:
        uow.connection.execute(insert(OnCall), rows)


def with_nation(uow: UnitOfWork) -> tuple[int, ...]:
    """Return the schools that keep a nation's bank holidays."""
    return tuple(uow.connection.execute(select(School.id).where(School.nation != "")).scalars())


def has_staff(uow: UnitOfWork) -> bool:
    """Say whether anybody can sign in."""
    return uow.connection.execute(select(Staff.id).where(Staff.ended_at.is_(None)).limit(1)).first() is not None
