"""The families of a school: one line each, with the adults and how each of them stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import and_, select

from storage.tables import Address, Child, Family, Inbound, Parent, Programme, Stop
from storage.unit_of_work import UnitOfWork

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AdultLine:
    """An adult; `standing` is one word for the pages to say in words of their own."""

    id: int
    name: str
    language: str
    channel: str | None
    standing: str
    has_words_to_read: bool


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A family; `is_held` while a person has it in hand."""

    id: int
    child: str
    programme: str | None
    is_held: bool
    adults: tuple[AdultLine, ...]


def families(uow: UnitOfWork, school_id: int) -> tuple[FamilyLine, ...]:
    """Return the school's families by the child's name."""
    found = select(Family, Programme.name).outerjoin(Programme, Programme.id == Family.programme_id)
    rows = uow.orm.execute(found.where(Family.school_id == school_id)).all()
    children = _children(uow, school_id)
    adults = _adults(uow, school_id)
    lines = [
        FamilyLine(
            family.id,
            " and ".join(children.get(family.id, ())),
            programme,
            family.held_at is not None,
            tuple(adults.get(family.id, ())),
        )
        for family, programme in rows
    ]
    return tuple(sorted(lines, key=lambda line: line.child.casefold()))


def programmes(uow: UnitOfWork, school_id: int) -> tuple[tuple[int, str], ...]:
    """Return id and name of the programmes that a family can join."""
    running = select(Programme.id, Programme.name).where(Programme.school_id == school_id, Programme.ended_at.is_(None))
    return tuple((row[0], row[1]) for row in uow.connection.execute(running.order_by(Programme.starts_on)))


def standing(adult: Parent, address: Address | None, stop: int | None) -> str:
    """Return how an adult stands, the weightiest thing first."""
    states = {
        "not_safe": adult.not_safe_at is not None,
        "stopped": stop is not None or adult.stopped_at is not None,
        "no_address": address is None or address.failed_at is not None,
        "not_ticked": adult.ticked_at is None,
        "paused": adult.paused_at is not None,
        "quiet": adult.quiet_at is not None,
        "proved": address is not None and address.proved_at is not None,
        "idle": address is not None and address.lapsed_at is not None and adult.invited_at is None,
        "invited": adult.invited_at is not None,
    }
    return next((name for name, holds in states.items() if holds), "new")


def _children(uow: UnitOfWork, school_id: int) -> dict[int, list[str]]:
    found = select(Child.family_id, Child.name).join(Family, Family.id == Child.family_id)
    rows = uow.connection.execute(found.where(Family.school_id == school_id).order_by(Child.id))
    return _grouped((row[0], row[1]) for row in rows)


def _adults(uow: UnitOfWork, school_id: int) -> dict[int, list[AdultLine]]:
    found = (
        select(Parent, Address, Stop.id)
        .outerjoin(Address, and_(Address.parent_id == Parent.id, Address.is_preferred))
        .outerjoin(Stop, and_(Stop.channel == Address.channel, Stop.number_hash == Address.number_hash))
        .where(Parent.school_id == school_id)
        .order_by(Parent.id, Address.id)
    )
    unread = _unread(uow, school_id)
    lines = {
        adult.id: (adult.family_id, _line(adult, address, stop, has_words_to_read=adult.id in unread))
        for adult, address, stop in uow.orm.execute(found)
    }
    return _grouped(lines.values())


def _line(adult: Parent, address: Address | None, stop: int | None, *, has_words_to_read: bool) -> AdultLine:
    channel = address.channel if address else None
    return AdultLine(adult.id, adult.name, adult.language, channel, standing(adult, address, stop), has_words_to_read)


def _unread(uow: UnitOfWork, school_id: int) -> frozenset[int | None]:
    found = (
        select(Inbound.parent_id)
        .join(Parent, Parent.id == Inbound.parent_id)
        .where(Parent.school_id == school_id, Inbound.wants_reader, Inbound.read_at.is_(None))
    )
    return frozenset(uow.connection.execute(found).scalars())


def _grouped(pairs: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    groups: dict[int, list[T]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups
