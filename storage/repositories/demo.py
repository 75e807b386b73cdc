"""Rows for the demo school; a real school's come from set-up and the staff pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select, update

from storage.repositories import stories
from storage.tables import (
    Address,
    Child,
    ClosedDay,
    Family,
    OnCall,
    Parent,
    Programme,
    School,
    Session,
    Staff,
)
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class NewParent:
    """One adult and how to reach them."""

    name: str
    language: str
    channel: str
    number: str
    number_hash: str
    help_wished: str | None


def add_school(uow: UnitOfWork, name: str, short_name: str, zone: str, phone: str, now: datetime) -> int:
    """Make the school and return its id."""
    school = School(name=name, short_name=short_name, zone=zone, phone=phone, created_at=now)
    uow.orm.add(school)
    uow.orm.flush()
    return school.id


def add_closed_days(uow: UnitOfWork, school_id: int, days: Mapping[date, str]) -> None:
    """Close the school on these days."""
    uow.orm.add_all(ClosedDay(school_id=school_id, on_date=day, name=name) for day, name in days.items())


def add_on_call(uow: UnitOfWork, school_id: int, numbers: Iterable[str]) -> None:
    """Keep the on-call mobiles in order."""
    rows = (OnCall(school_id=school_id, position=n, number=number) for n, number in enumerate(numbers, 1))
    uow.orm.add_all(rows)


def add_staff(uow: UnitOfWork, school_id: int, values: Mapping[str, Any], now: datetime) -> int:
    """Make a member of staff and return the id."""
    staff = Staff(school_id=school_id, created_at=now, **values)
    uow.orm.add(staff)
    uow.orm.flush()
    return staff.id


def set_password(uow: UnitOfWork, sign_in_hash: str, password_hash: str) -> None:
    """Give a member of staff a new password."""
    uow.connection.execute(update(Staff).where(Staff.sign_in_hash == sign_in_hash).values(password_hash=password_hash))


def add_programme(uow: UnitOfWork, school_id: int, lead_id: int, values: Mapping[str, Any], now: datetime) -> int:
    """Make the programme and return its id."""
    programme = Programme(school_id=school_id, lead_id=lead_id, created_at=now, **values)
    uow.orm.add(programme)
    uow.orm.flush()
    return programme.id


def add_family(uow: UnitOfWork, school_id: int, programme_id: int, child: str, now: datetime) -> int:
    """Make a family with one child and return its id."""
    family = Family(school_id=school_id, programme_id=programme_id, created_at=now)
    uow.orm.add(family)
    uow.orm.flush()
    uow.orm.add(Child(family_id=family.id, name=child))
    return family.id


def add_parent(uow: UnitOfWork, school_id: int, family_id: int, staff_id: int, new: NewParent, now: datetime) -> None:
    """Make a parent who has been welcomed already, with one proved address."""
    parent = Parent(
        school_id=school_id,
        family_id=family_id,
        name=new.name,
        language=new.language,
        ticked_by=staff_id,
        ticked_at=now,
        invited_at=now,
        accepted_at=now,
        help_wished=new.help_wished,
        created_at=now,
    )
    uow.orm.add(parent)
    uow.orm.flush()
    address = Address(
        parent_id=parent.id,
        channel=new.channel,
        number=new.number,
        number_hash=new.number_hash,
        proved_at=now,
        created_at=now,
    )
    uow.orm.add(address)
    uow.orm.flush()


def add_sessions(
    uow: UnitOfWork, school_id: int, programme_id: int, family_id: int, dates: Iterable[tuple[int, date, time, str]]
) -> None:
    """Make the family's sessions."""
    head = {"school_id": school_id, "programme_id": programme_id, "family_id": family_id}
    uow.orm.add_all(Session(week=week, on_date=on, at_time=at, place=place, **head) for week, on, at, place in dates)
    uow.orm.flush()


def came_together(uow: UnitOfWork, child: str, at: datetime) -> None:
    """Tick that the child's family made a story together on this day."""
    families = [each.family_id for each in uow.orm.scalars(select(Child)) if each.name == child]
    ticked = update(Session).where(Session.family_id.in_(families), Session.on_date == at.date())
    uow.connection.execute(ticked.values(came_together_at=at))


def keep_story(uow: UnitOfWork, child: str, on: date, title: str, words: str, at: datetime) -> None:
    """Keep the story of the child's session on this day, typed and in the bag."""
    found = select(Session, Programme.lead_id).join(Programme, Programme.id == Session.programme_id)
    families = [each.family_id for each in uow.orm.scalars(select(Child)) if each.name == child]
    session, staff_id = uow.orm.execute(found.where(Session.family_id.in_(families), Session.on_date == on)).one()
    typed = {"title": title, "words": words, "typed_by": staff_id, "typed_at": at, "bagged_at": at}
    stories.keep(uow, session.id, typed)
