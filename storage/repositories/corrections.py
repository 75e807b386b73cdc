"""What staff say that messages mean, and the facts that follow from a message."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, or_, select, update

from storage.errors import Missing
from storage.repositories.upsert import insert_or_change
from storage.tables import Correction, HomeStory, Inbound, Parent, Rsvp, Session, Task
from storage.unit_of_work import UnitOfWork

OF_A_MESSAGE = ("read", "made", "both", "told")
"""Kinds of home stories that a message about stories leaves behind."""


def message(uow: UnitOfWork, parent_id: int, message_id: int) -> Inbound:
    """Return a message that this parent wrote, or raise `Missing`."""
    found = uow.orm.get(Inbound, message_id)
    if found is None or found.parent_id != parent_id:
        raise Missing
    return found


def of_message(uow: UnitOfWork, message_id: int) -> Correction | None:
    """Return what staff said of this message, if they did."""
    return uow.orm.scalars(select(Correction).where(Correction.inbound_id == message_id)).first()


def keep(uow: UnitOfWork, message_id: int, values: Mapping[str, Any]) -> None:
    """Keep what staff say of a message, in the place of what was said before."""
    insert_or_change(uow, Correction, {"inbound_id": message_id}, values)


def drop(uow: UnitOfWork, message_id: int) -> None:
    """Let the message be read as it was."""
    uow.connection.execute(delete(Correction).where(Correction.inbound_id == message_id))


def mark_read(uow: UnitOfWork, row: Inbound, staff_id: int, at: datetime) -> None:
    """Keep who has read this one message, and close the wish for a reader when it was the last."""
    theirs = select(Inbound.id).where(Inbound.parent_id == row.parent_id, Inbound.wants_reader)
    this = update(Inbound).where(Inbound.id == row.id, Inbound.wants_reader, Inbound.read_at.is_(None))
    uow.connection.execute(this.values(read_at=at, read_by=staff_id))
    if uow.connection.execute(theirs.where(Inbound.read_at.is_(None)).limit(1)).first() is None:
        wanted = update(Task).where(Task.parent_id == row.parent_id, Task.need == "read", Task.done_at.is_(None))
        uow.connection.execute(wanted.values(done_at=at, done_by=staff_id))


# Coming


def session_about(uow: UnitOfWork, row: Inbound, asked_about: int | None, today: date) -> Session | None:
    """Return the session that a message is about: the one it answered, was asked about, or else the next one."""
    answered = select(Rsvp.session_id).where(Rsvp.inbound_id == row.id)
    named = uow.connection.execute(answered).scalars().first() or asked_about
    if named is not None:
        return uow.orm.get(Session, named)
    theirs = (
        select(Session)
        .join(Parent, Parent.family_id == Session.family_id)
        .where(Parent.id == row.parent_id, or_(Session.parent_id.is_(None), Session.parent_id == row.parent_id))
        .where(Session.on_date >= today, Session.cancelled_at.is_(None))
    )
    return uow.orm.scalars(theirs.order_by(Session.on_date, Session.at_time).limit(1)).first()


def rsvp(uow: UnitOfWork, session_id: int, parent_id: int) -> Rsvp | None:
    """Return what this parent said about this session."""
    found = select(Rsvp).where(Rsvp.session_id == session_id, Rsvp.parent_id == parent_id)
    return uow.orm.scalars(found.execution_options(populate_existing=True)).first()


def close_wishes(uow: UnitOfWork, message_id: int, needs: Iterable[str], staff_id: int, at: datetime) -> None:
    """Close what this message made somebody be wanted for; a worry is never closed so."""
    open_ones = update(Task).where(
        Task.inbound_id == message_id, Task.need.in_(tuple(needs)), Task.done_at.is_(None), Task.is_safety.is_(False)
    )
    uow.connection.execute(open_ones.values(done_at=at, done_by=staff_id))


# Stories at home


def stories(uow: UnitOfWork, message_id: int) -> tuple[HomeStory, ...]:
    """Return the home stories that this message left behind."""
    found = select(HomeStory).where(HomeStory.inbound_id == message_id, HomeStory.kind.in_(OF_A_MESSAGE))
    return tuple(uow.orm.scalars(found.order_by(HomeStory.id)))


def forget_stories(uow: UnitOfWork, message_id: int) -> None:
    """Forget the home stories that this message left behind, those apart that the family chose for the book."""
    gone = delete(HomeStory).where(
        HomeStory.inbound_id == message_id, HomeStory.kind.in_(OF_A_MESSAGE), HomeStory.for_book.is_not(True)
    )
    uow.connection.execute(gone)


# Examples to learn from


def forget_example(uow: UnitOfWork, school_id: int, correction_id: int) -> None:
    """Forget the words of an example; what was put right stays so."""
    theirs = update(Correction).where(Correction.school_id == school_id, Correction.id == correction_id)
    uow.connection.execute(theirs.values(words=None))


def forget_examples(uow: UnitOfWork, school_id: int) -> None:
    """Forget the words of every example of a school."""
    uow.connection.execute(update(Correction).where(Correction.school_id == school_id).values(words=None))


def forget_before(uow: UnitOfWork, last_session_before: date, said_before: datetime) -> None:
    """Forget what staff said of messages of families whose last session was before, and whatever is as old as that."""
    last = (
        select(Parent.id)
        .join(Session, Session.family_id == Parent.family_id)
        .group_by(Parent.id)
        .having(func.max(Session.on_date) < last_session_before)
    )
    uow.connection.execute(
        delete(Correction).where(or_(Correction.parent_id.in_(last), Correction.said_at < said_before))
    )
