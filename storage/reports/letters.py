"""Whom a letter may go to: adults who may be messaged, with what stands on the paper."""

from dataclasses import dataclass

from sqlalchemy import Select, select

from storage.errors import Missing
from storage.tables import Address, Child, Family, Parent, Programme, School, Staff
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Addressee:
    """One adult, and what their letter says; `staff` is the name of whoever leads, if there is a programme."""

    parent_id: int
    parent: str
    child: str
    language: str
    staff: str | None
    school: str
    phone: str
    is_on_telegram: bool


def of_family(uow: UnitOfWork, school_id: int, family_id: int) -> tuple[Addressee, ...]:
    """Return the adults of a family who may have a letter, or raise `Missing`."""
    if uow.orm.scalars(select(Family.id).where(Family.id == family_id, Family.school_id == school_id)).first() is None:
        raise Missing
    return _addressees(uow, _may_have_one(school_id).where(Parent.family_id == family_id))


def of_programme(uow: UnitOfWork, school_id: int, programme_id: int) -> tuple[Addressee, ...]:
    """Return the adults of all families on a programme who may have a letter, or raise `Missing`."""
    programme = uow.orm.get(Programme, programme_id)
    if programme is None or programme.school_id != school_id:
        raise Missing
    return _addressees(uow, _may_have_one(school_id).where(Family.programme_id == programme_id))


def _may_have_one(school_id: int) -> Select[Parent, str, School]:
    """Find whom nobody has ruled out: a letter must not go round a stop, a missing tick, or a worry at home."""
    return (
        select(Parent, Staff.name, School)
        .join(Family, Family.id == Parent.family_id)
        .join(School, School.id == Parent.school_id)
        .outerjoin(Programme, Programme.id == Family.programme_id)
        .outerjoin(Staff, Staff.id == Programme.lead_id)
        .where(
            Parent.school_id == school_id,
            Parent.ticked_at.is_not(None),
            Parent.stopped_at.is_(None),
            Parent.not_safe_at.is_(None),
        )
        .order_by(Parent.family_id, Parent.id)
    )


def _addressees(uow: UnitOfWork, found: Select[Parent, str, School]) -> tuple[Addressee, ...]:
    return tuple(_addressee(uow, parent, staff, school) for parent, staff, school in uow.orm.execute(found))


def _addressee(uow: UnitOfWork, parent: Parent, staff: str | None, school: School) -> Addressee:
    children = select(Child.name).where(Child.family_id == parent.family_id).order_by(Child.id)
    on_telegram = select(Address.id).where(Address.parent_id == parent.id, Address.channel == "telegram")
    return Addressee(
        parent_id=parent.id,
        parent=parent.name,
        child=parent.child_called or ", ".join(uow.connection.execute(children).scalars()),
        language=parent.language,
        staff=staff,
        school=school.name,
        phone=school.phone,
        is_on_telegram=uow.connection.execute(on_telegram).first() is not None,
    )
