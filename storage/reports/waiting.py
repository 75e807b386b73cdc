"""Who waits for a person: to be rung, to be read, or for a wish to be seen to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select

from storage.reports.school_week import Adult, Answer, Held, SchoolWeek
from storage.tables import Inbound, Parent, Staff, Task
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Ring:
    """Somebody to ring; `words` are what they wrote, `picked_by` is the name of whoever is ringing now."""

    task_id: int
    parent_id: int
    family_id: int
    parent: str
    child: str
    language: str
    best_time: str | None
    picked_by: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Wish:
    """Something else that a person is wanted for; `session_id` is the session it is about, if any is to come."""

    need: str
    parent_id: int
    family_id: int
    parent: str
    child: str
    session_id: int | None
    session: tuple[date, time] | None
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Unread:
    """Words to read; `heard` is JSON: what the helper understood, if it was the helper who read them."""

    id: int
    parent_id: int
    family_id: int
    parent: str
    child: str
    language: str
    at: datetime
    body: str
    heard: str | None


def open_tasks(uow: UnitOfWork, school_id: int) -> list[tuple[Task, str | None]]:
    """Return the open tasks, worries first, each with the name of whoever is at it."""
    found = (
        select(Task, Staff.name)
        .outerjoin(Staff, Staff.id == Task.picked_by)
        .where(Task.school_id == school_id, Task.done_at.is_(None))
        .order_by(Task.is_safety.desc(), Task.raised_at)
    )
    return [(row[0], row[1]) for row in uow.orm.execute(found)]


def adult_of(week: SchoolWeek, parent_id: int) -> Adult:
    """Return this adult among those of the week."""
    return next(each for theirs in week.adults.values() for each in theirs if each.id == parent_id)


def ring(week: SchoolWeek, task: Task, picker: str | None, unread: tuple[Unread, ...]) -> Ring:
    """Return whom to ring about this task, with the words that it is about, unless they tell of a worry."""
    adult = adult_of(week, task.parent_id)
    # A worry is read by whoever picks it up, not by whoever passes the screen.
    words = next((each.body for each in unread if each.id == task.inbound_id and not task.is_safety), "")
    who = (adult.id, adult.family_id, adult.name, adult.child, adult.language)
    return Ring(task.id, *who, task.best_time, picker, words)


def wishes(week: SchoolWeek, tasks: list[Task], today: date) -> Iterator[Wish]:
    """Yield everything else that a person is wanted for."""
    for task in tasks:
        if task.need not in ("ring", "read"):
            adult = adult_of(week, task.parent_id)
            session = _wished(week, adult, task.need, today)
            slot = (session.on, session.at) if session else None
            answer = week.answer(session, adult) if session else None
            session_id = session.id if session else None
            yield Wish(task.need, adult.id, adult.family_id, adult.name, adult.child, session_id, slot, answer)


def _wished(week: SchoolWeek, adult: Adult, need: str, today: date) -> Held | None:
    """Return the session that a wish is about: the one for which it was said, else the next."""
    coming = [each for each in week.sessions if each.on >= today and not each.is_cancelled]
    theirs = [each for each in coming if adult in week.adults_of(each)]
    said = (each for each in theirs if need == "guest" and week.answer(each, adult).guest)
    return next(said, next(iter(theirs), None))


def unread(uow: UnitOfWork, week: SchoolWeek, school_id: int) -> tuple[Unread, ...]:
    """Return the words that nobody has read yet, the newest first."""
    found = (
        select(Inbound)
        .join(Parent, Parent.id == Inbound.parent_id)
        .where(Parent.school_id == school_id, Inbound.wants_reader, Inbound.read_at.is_(None))
        .order_by(Inbound.received_at.desc())
    )
    return tuple(_as_unread(adult_of(week, row.parent_id or 0), row) for row in uow.orm.scalars(found))


def _as_unread(adult: Adult, row: Inbound) -> Unread:
    who = (adult.id, adult.family_id, adult.name, adult.child, adult.language)
    return Unread(row.id, *who, row.received_at, row.body, row.reading)
