"""The story sessions of families: laid out, moved, cancelled, ticked; and who was told of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import and_, delete, insert, or_, select, update

from storage.errors import Missing
from storage.tables import ClosedDay, Moment, Outbound, Parent, Programme, Rsvp, Session
from storage.unit_of_work import UnitOfWork

NAMES_IT = ("ask", "hello", "school_change")
"""Moments that tell of the session they belong to."""
NAMES_THE_NEXT = ("missed", "reminder")
"""Moments that tell of the session which comes next."""
A_WEEK = timedelta(days=7)


def add(uow: UnitOfWork, rows: Iterable[Mapping[str, Any]]) -> None:
    """Make these sessions."""
    if made := [dict(row) for row in rows]:
        uow.connection.execute(insert(Session), made)


def find(uow: UnitOfWork, school_id: int, session_id: int) -> Session:
    """Return a session of this school, or raise `Missing`."""
    found = uow.orm.get(Session, session_id)
    if found is None or found.school_id != school_id:
        raise Missing
    return found


def change(uow: UnitOfWork, session_id: int, **values: Any) -> None:
    """Set these columns of the session."""
    session = uow.orm.get_one(Session, session_id)
    for name, value in values.items():
        setattr(session, name, value)
    uow.orm.flush()


def beside(uow: UnitOfWork, session: Session) -> tuple[Session, ...]:
    """Return this session and all others of the same family (of the same adult, in two homes), by date."""
    same = Session.parent_id.is_(None) if session.parent_id is None else Session.parent_id == session.parent_id
    found = select(Session).where(Session.family_id == session.family_id, same)
    return tuple(uow.orm.scalars(found.order_by(Session.on_date, Session.at_time, Session.id)))


def shared_after(uow: UnitOfWork, family_id: int, today: date) -> tuple[Session, ...]:
    """Return the family's sessions to come that are no adult's own, by date."""
    found = select(Session).where(
        Session.family_id == family_id,
        Session.parent_id.is_(None),
        Session.on_date > today,
        Session.cancelled_at.is_(None),
    )
    return tuple(uow.orm.scalars(found.order_by(Session.on_date, Session.at_time)))


def held_on(uow: UnitOfWork, school_id: int, days: Iterable[date]) -> tuple[Session, ...]:
    """Return the sessions on these days that are neither cancelled nor over with a story."""
    found = select(Session).where(
        Session.school_id == school_id,
        Session.on_date.in_(tuple(days)),
        Session.cancelled_at.is_(None),
        Session.came_together_at.is_(None),
    )
    return tuple(uow.orm.scalars(found.order_by(Session.on_date, Session.at_time, Session.id)))


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one session stands in the weeks."""

    family_id: int
    week: int
    on: date
    at: time
    is_cancelled: bool


def placed(uow: UnitOfWork, school_id: int) -> dict[int, Placed]:
    """Return every session of the school's by its id."""
    found = select(
        Session.id, Session.family_id, Session.week, Session.on_date, Session.at_time, Session.cancelled_at.is_not(None)
    ).where(Session.school_id == school_id)
    return {row[0]: Placed(row[1], row[2], row[3], row[4], row[5]) for row in uow.connection.execute(found)}


def held_from(uow: UnitOfWork, school_id: int, from_: date) -> tuple[Session, ...]:
    """Return the sessions from this day on that are neither cancelled nor over, of programmes that still run."""
    found = select(Session).join(Programme, Programme.id == Session.programme_id)
    ahead = found.where(
        Session.school_id == school_id,
        Session.on_date >= from_,
        Session.cancelled_at.is_(None),
        Session.came_together_at.is_(None),
        Programme.ended_at.is_(None),
    )
    return tuple(uow.orm.scalars(ahead.order_by(Session.on_date, Session.at_time, Session.id)))


def taken_off(uow: UnitOfWork, school_id: int, from_: date) -> tuple[Session, ...]:
    """Return the sessions that a closed school took from days since then, of programmes that still run, by that day."""
    found = select(Session).join(Programme, Programme.id == Session.programme_id)
    yielded = found.where(
        Session.school_id == school_id,
        Session.was_on >= from_,
        Session.came_together_at.is_(None),
        Programme.ended_at.is_(None),
    )
    return tuple(uow.orm.scalars(yielded.order_by(Session.was_on, Session.id)))


def is_untouched(uow: UnitOfWork, session: Session) -> bool:
    """Say whether nothing has been said of this session yet, by us or by a parent."""
    answered = select(Rsvp.id).where(Rsvp.session_id == session.id)
    begun = select(Moment.id).where(Moment.session_id == session.id, Moment.state == "done")
    return all(uow.connection.execute(found.limit(1)).first() is None for found in (answered, begun))


def remove(uow: UnitOfWork, session_id: int) -> None:
    """Take out a session of which nothing has been said, with what is planned around it."""
    uow.connection.execute(delete(Moment).where(Moment.session_id == session_id))
    uow.connection.execute(delete(Session).where(Session.id == session_id))
    uow.orm.expire_all()


def told(uow: UnitOfWork, session: Session, starts_at: datetime) -> tuple[int, ...]:
    """Return the adults who have heard of this session: a text named it, they answered, or their place is kept."""
    heard = select(Rsvp.parent_id).where(Rsvp.session_id == session.id)
    named = select(Moment.parent_id).where(
        Moment.state == "done",
        or_(
            and_(Moment.session_id == session.id, Moment.kind.in_(NAMES_IT)),
            and_(Moment.kind.in_(NAMES_THE_NEXT), Moment.settled_at >= starts_at - A_WEEK),
        ),
    )
    texted = select(Outbound.parent_id).where(
        Outbound.sent_at.is_not(None), Outbound.names_days.contains(session.on_date.isoformat())
    )
    has_place = Parent.standing_place_at.is_not(None)
    adults = select(Parent.id).where(
        Parent.family_id == session.family_id,
        Parent.ticked_at.is_not(None),
        or_(has_place, Parent.id.in_(heard), Parent.id.in_(named), Parent.id.in_(texted)),
    )
    if session.parent_id is not None:
        adults = adults.where(Parent.id == session.parent_id)
    return tuple(uow.connection.execute(adults.order_by(Parent.id)).scalars())


def forget_answers(uow: UnitOfWork, session_id: int) -> None:
    """Take back what parents said about coming: they said it of another day. Who comes along stays."""
    values = {"answer": None, "minutes_late": None, "wished_time": None, "inbound_id": None}
    uow.connection.execute(update(Rsvp).where(Rsvp.session_id == session_id).values(**values))


def hold_back(uow: UnitOfWork, session_id: int, why: str) -> None:
    """Hold back for good what was decided about this session and has not left yet."""
    about = select(Moment.id).where(Moment.session_id == session_id)
    unsent = update(Outbound).where(Outbound.state == "queued", Outbound.moment_id.in_(about))
    uow.connection.execute(unsent.values(state="suppressed", why=why))


def unsent_changes(uow: UnitOfWork, parent_id: int, texts: Iterable[str]) -> tuple[tuple[int, str | None], ...]:
    """Return id and buttons of earlier news with one of these texts to this parent that has not left yet."""
    found = select(Outbound.id, Outbound.buttons).where(
        Outbound.parent_id == parent_id, Outbound.state == "queued", Outbound.texts.in_(tuple(texts))
    )
    return tuple((row[0], row[1]) for row in uow.connection.execute(found))


def agree_guest(uow: UnitOfWork, session_id: int, parent_id: int, at: datetime) -> bool:
    """Keep that whoever this parent named may come along; say whether somebody was named."""
    theirs = update(Rsvp).where(Rsvp.session_id == session_id, Rsvp.parent_id == parent_id, Rsvp.guest.is_not(None))
    return uow.connection.execute(theirs.values(guest_agreed_at=at)).rowcount == 1


def drop_guest(uow: UnitOfWork, session_id: int, parent_id: int) -> None:
    """Forget whoever this parent named: a person rings about it."""
    theirs = update(Rsvp).where(Rsvp.session_id == session_id, Rsvp.parent_id == parent_id)
    uow.connection.execute(theirs.values(guest=None, guest_agreed_at=None))


def is_closed(uow: UnitOfWork, school_id: int, on: date) -> bool:
    """Say whether this day is a closed day of the school's."""
    found = select(ClosedDay.id).where(ClosedDay.school_id == school_id, ClosedDay.on_date == on)
    return uow.connection.execute(found).first() is not None
