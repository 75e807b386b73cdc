"""Programmes as staff make, rest and end them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select, update

from storage.errors import Missing
from storage.tables import Child, Family, Programme
from storage.unit_of_work import UnitOfWork


def add(uow: UnitOfWork, values: Mapping[str, Any]) -> Programme:
    """Make a programme and return it."""
    made: int = uow.connection.execute(insert(Programme).values(**values).returning(Programme.id)).scalar_one()
    return uow.orm.get_one(Programme, made)


def find(uow: UnitOfWork, school_id: int, programme_id: int) -> Programme:
    """Return a programme of this school, or raise `Missing`."""
    found = uow.orm.get(Programme, programme_id)
    if found is None or found.school_id != school_id:
        raise Missing
    return found


def change(uow: UnitOfWork, programme_id: int, **values: Any) -> None:
    """Set these columns of the programme."""
    uow.connection.execute(update(Programme).where(Programme.id == programme_id).values(values))


def running(uow: UnitOfWork, school_id: int, *, is_paused: bool) -> tuple[int, ...]:
    """Return the school's programmes that are not over, those that rest or those that do not."""
    found = select(Programme.id).where(Programme.school_id == school_id, Programme.ended_at.is_(None))
    rests = Programme.paused_at.is_not(None) if is_paused else Programme.paused_at.is_(None)
    return tuple(uow.connection.execute(found.where(rests).order_by(Programme.id)).scalars())


def take_in(uow: UnitOfWork, school_id: int, programme_id: int, family_id: int) -> bool:
    """Put a family that has no programme on this one; say whether it could be done."""
    theirs = update(Family).where(Family.id == family_id, Family.school_id == school_id, Family.programme_id.is_(None))
    return uow.connection.execute(theirs.values(programme_id=programme_id)).rowcount == 1


def families_on_one(uow: UnitOfWork, school_id: int) -> tuple[int, ...]:
    """Return the school's families that are on a programme which is not over."""
    found = select(Family.id).join(Programme, Programme.id == Family.programme_id)
    running = found.where(Family.school_id == school_id, Programme.ended_at.is_(None))
    return tuple(uow.connection.execute(running.order_by(Family.id)).scalars())


def child_of(uow: UnitOfWork, family_id: int) -> str:
    """Return the names of the family's children, as staff say them."""
    found = select(Child.name).where(Child.family_id == family_id).order_by(Child.id)
    return " and ".join(uow.connection.execute(found).scalars())
