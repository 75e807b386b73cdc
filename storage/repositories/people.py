"""Everybody's names at a school, for what may hold none of them."""

from dataclasses import dataclass

from sqlalchemy import select, union_all

from storage.tables import Child, Family, Parent, Staff
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Names:
    """The names of those who work here, and of children and parents as they are called."""

    staff: frozenset[str]
    families: frozenset[str]


def names(uow: UnitOfWork, school_id: int) -> Names:
    """Return everybody's names at this school."""
    working = select(Staff.name).where(Staff.school_id == school_id, Staff.ended_at.is_(None))
    children = select(Child.name).join(Family, Family.id == Child.family_id).where(Family.school_id == school_id)
    parents = select(Parent.name).where(Parent.school_id == school_id)
    called = select(Parent.child_called).where(Parent.school_id == school_id, Parent.child_called.is_not(None))
    found = uow.connection.execute(union_all(children, parents, called)).scalars()
    return Names(frozenset(uow.connection.execute(working).scalars()), frozenset(filter(None, found)))
