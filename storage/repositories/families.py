"""Families as staff add and change them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from storage.errors import Missing
from storage.tables import Address, Child, Family, Parent, Stop
from storage.unit_of_work import UnitOfWork


def add(uow: UnitOfWork, school_id: int, children: Sequence[str], at: datetime) -> int:
    """Make a family with these children and return the family's id."""
    values = {"school_id": school_id, "created_at": at}
    family_id: int = uow.connection.execute(insert(Family).values(**values).returning(Family.id)).scalar_one()
    uow.connection.execute(insert(Child), [{"family_id": family_id, "name": child} for child in children])
    return family_id


def add_adult(uow: UnitOfWork, parent: Mapping[str, Any], address: Mapping[str, Any]) -> int:
    """Make an adult with one address and return the adult's id; raises `AlreadyKnown` for a known address."""
    parent_id: int = uow.connection.execute(insert(Parent).values(**parent).returning(Parent.id)).scalar_one()
    uow.connection.execute(insert(Address).values(parent_id=parent_id, **address))
    return parent_id


def adult(uow: UnitOfWork, school_id: int, parent_id: int) -> Parent:
    """Return an adult of this school, or raise `Missing`."""
    found = uow.orm.get(Parent, parent_id)
    if found is None or found.school_id != school_id:
        raise Missing
    return found


def family(uow: UnitOfWork, school_id: int, family_id: int) -> Family:
    """Return a family of this school, or raise `Missing`."""
    found = uow.orm.get(Family, family_id)
    if found is None or found.school_id != school_id:
        raise Missing
    return found


def change(uow: UnitOfWork, school_id: int, family_id: int, **values: Any) -> None:
    """Set these columns of a family of this school, or raise `Missing`."""
    found = family(uow, school_id, family_id)
    for name, value in values.items():
        setattr(found, name, value)
    uow.orm.flush()


def rename_child(uow: UnitOfWork, family_id: int, name: str) -> None:
    """Give the family's child this name."""
    first = select(Child.id).where(Child.family_id == family_id).order_by(Child.id).limit(1).scalar_subquery()
    uow.connection.execute(update(Child).where(Child.id == first).values(name=name))


def children(uow: UnitOfWork, family_id: int) -> tuple[str, ...]:
    """Return the names of the family's children."""
    found = select(Child.name).where(Child.family_id == family_id).order_by(Child.id)
    return tuple(uow.connection.execute(found).scalars())


def is_known(uow: UnitOfWork, channel: str, number_hash: str) -> bool:
    """Say whether somebody is reached at this address already."""
    found = select(Address.id).where(Address.channel == channel, Address.number_hash == number_hash)
    return uow.connection.execute(found).first() is not None


def is_stopped(uow: UnitOfWork, channel: str, number_hash: str) -> bool:
    """Say whether this address wants no texts, or proved to be somebody else's."""
    found = select(Stop.id).where(Stop.channel == channel, Stop.number_hash == number_hash)
    return uow.connection.execute(found).first() is not None


def has_others_invited(uow: UnitOfWork, family_id: int, parent_id: int) -> bool:
    """Say whether another adult of this family has had a first text."""
    found = select(Parent.id).where(
        Parent.family_id == family_id, Parent.id != parent_id, Parent.invited_at.is_not(None)
    )
    return uow.connection.execute(found.limit(1)).first() is not None


def adults(uow: UnitOfWork, family_id: int) -> tuple[Parent, ...]:
    """Return the adults of this family."""
    return tuple(uow.orm.scalars(select(Parent).where(Parent.family_id == family_id).order_by(Parent.id)))


def everybody(uow: UnitOfWork) -> tuple[tuple[Parent, str], ...]:
    """Return every adult with the name of each child of the family."""
    found = select(Parent, Child.name).join(Child, Child.family_id == Parent.family_id).order_by(Parent.id, Child.id)
    return tuple((row[0], row[1]) for row in uow.orm.execute(found))
