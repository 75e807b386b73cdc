"""Everything a turn may know about one parent, in four statements: the hot path of every message."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import and_, exists, func, or_, select, type_coerce, update

from storage.tables import Address, Child, Family, Inbound, Parent, Programme, Rsvp, School, Session, Staff, Stop, Task
from storage.tables.base import UtcTime
from storage.unit_of_work import UnitOfWork

SESSIONS_BACK = timedelta(days=63)
"""Longer than the summer: the session after it is not the first one."""


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """The school as a turn needs it."""

    id: int
    name: str
    short_name: str
    zone: str
    phone: str
    weekdays: str
    opens: time
    closes: time
    staffed_from: time
    staffed_to: time
    weekly_cap: int
    welcomes_siblings: bool


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """One session of the family and what this parent said about it."""

    id: int
    week: int
    on: date
    at: time
    place: str
    offered_on: date | None
    offered_at: time | None
    came_together: bool
    is_cancelled: bool
    answer: str | None
    minutes_late: int | None


@dataclass(frozen=True, slots=True)
class TalkFacts:
    """One parent, their family, their sessions, and the conversation that is open (as JSON)."""

    parent_id: int
    family_id: int
    version: int
    conversation: str | None
    parent: str
    child: str
    staff: str
    language: str
    address_id: int
    channel: str
    number: str
    is_proved: bool
    is_failed: bool
    is_ticked: bool
    is_invited: bool
    is_stopped: bool
    is_stopped_by_carrier: bool
    is_paused: bool
    is_quiet: bool
    is_held: bool
    is_plain: bool
    is_not_safe: bool
    wants_fewer: bool
    has_standing_place: bool
    is_programme_paused: bool
    saturday_spark: bool
    flooded_at: datetime | None
    has_person_coming: bool
    is_alerted: bool
    last_heard_at: datetime | None
    school: SchoolFacts
    sessions: tuple[SessionFacts, ...]


def by_address(uow: UnitOfWork, channel: str, number_hash: str, today: date) -> TalkFacts | None:
    """Find the parent behind an address, and all that a turn may know."""
    return _facts(uow, and_(Address.channel == channel, Address.number_hash == number_hash), today)


def by_parent(uow: UnitOfWork, parent_id: int, today: date) -> TalkFacts | None:
    """Find the same by the parent, at the address that they prefer."""
    return _facts(uow, and_(Parent.id == parent_id, Address.failed_at.is_(None)), today)


def briefly(uow: UnitOfWork, parent_id: int, channel: str) -> TalkFacts | None:
    """Find a parent's standing at their address on this channel, without child or sessions: all that the gate asks."""
    where = and_(Parent.id == parent_id, Address.channel == channel)
    row = uow.connection.execute(_HEAD.where(where)).first()
    return None if row is None else _talk(row, "", ())


def at_address(uow: UnitOfWork, channel: str, number_hash: str) -> TalkFacts | None:
    """Find the same by the address itself: an adult may have two numbers, and only one of them proved."""
    where = and_(Address.channel == channel, Address.number_hash == number_hash)
    row = uow.connection.execute(_HEAD.where(where)).first()
    return None if row is None else _talk(row, "", ())


def lock(uow: UnitOfWork, parent_id: int) -> int:
    """Let nobody else talk with this parent until the transaction ends; return the version of their talk."""
    found = select(Parent.version).where(Parent.id == parent_id).with_for_update()
    version: int = uow.connection.execute(found).scalar_one()
    return version


def lock_address(uow: UnitOfWork, channel: str, number_hash: str) -> None:
    """Let nobody else talk with the parent behind this address until the transaction ends."""
    if uow.connection.dialect.name == "sqlite":
        return  # one writer: nobody else can
    behind = select(Address.parent_id).where(Address.channel == channel, Address.number_hash == number_hash)
    uow.connection.execute(select(Parent.id).where(Parent.id == behind.scalar_subquery()).with_for_update())


def save_conversation(uow: UnitOfWork, parent_id: int, conversation: str | None) -> None:
    """Keep the open question, and let its version rise."""
    values = {"conversation": conversation, "version": Parent.version + 1}
    uow.connection.execute(update(Parent).where(Parent.id == parent_id).values(values))


def count_inbound_since(uow: UnitOfWork, parent_id: int, since: datetime) -> int:
    """Return how many messages came from this parent since then."""
    recent = select(func.count()).where(Inbound.parent_id == parent_id, Inbound.received_at >= since)
    return uow.connection.execute(recent).scalar_one()


_PERSON_COMING = exists().where(Task.parent_id == Parent.id, Task.done_at.is_(None), Task.need.in_(("read", "ring")))
_ALERTED = exists().where(
    Task.parent_id == Parent.id, Task.is_safety.is_(True), Task.picked_at.is_(None), Task.done_at.is_(None)
)
_LAST_HEARD = (
    select(func.max(Inbound.received_at)).where(Inbound.parent_id == Parent.id).correlate(Parent).scalar_subquery()
)
_HEAD = (
    select(
        Parent.id.label("parent_id"),
        Parent.family_id,
        Parent.version,
        Parent.conversation,
        Parent.name.label("parent"),
        Parent.child_called,
        Parent.language,
        Parent.ticked_at,
        Parent.invited_at,
        Parent.standing_place_at,
        Parent.stopped_at,
        Parent.paused_at,
        Parent.quiet_at,
        Parent.fewer_at,
        Parent.plain_at,
        Parent.not_safe_at,
        Parent.flooded_at,
        Family.held_at,
        Address.id.label("address_id"),
        Address.channel,
        Address.number,
        Address.proved_at,
        Address.failed_at,
        Stop.id.label("stop_id"),
        Stop.by_carrier,
        Programme.paused_at.label("programme_paused_at"),
        Programme.saturday_spark,
        Staff.name.label("staff"),
        _PERSON_COMING.label("has_person_coming"),
        _ALERTED.label("is_alerted"),
        type_coerce(_LAST_HEARD, UtcTime).label("last_heard_at"),
        School.id.label("school_id"),
        School.name.label("school_name"),
        School.short_name,
        School.zone,
        School.phone,
        School.weekdays,
        School.opens,
        School.closes,
        School.staffed_from,
        School.staffed_to,
        School.weekly_cap,
        School.welcomes_siblings,
    )
    .join(Parent, Parent.id == Address.parent_id)
    .join(Family, Family.id == Parent.family_id)
    .join(School, School.id == Parent.school_id)
    .outerjoin(Programme, Programme.id == Family.programme_id)
    .outerjoin(Staff, Staff.id == func.coalesce(Programme.lead_id, Parent.ticked_by))
    .outerjoin(Stop, and_(Stop.channel == Address.channel, Stop.number_hash == Address.number_hash))
    .order_by(Address.is_preferred.desc(), Address.proved_at.desc().nulls_last(), Address.id)
    .limit(1)
)


def _facts(uow: UnitOfWork, where: Any, today: date) -> TalkFacts | None:  # noqa: ANN401 - SQLAlchemy's expression
    row = uow.connection.execute(_HEAD.where(where)).first()
    if row is None:
        return None
    names = uow.connection.execute(select(Child.name).where(Child.family_id == row.family_id).order_by(Child.id))
    sessions = _sessions(uow, row.family_id, row.parent_id, today - SESSIONS_BACK)
    return _talk(row, names.scalars().first() or "", sessions)


def _sessions(uow: UnitOfWork, family_id: int, parent_id: int, since: date) -> tuple[SessionFacts, ...]:
    found = (
        select(
            Session.id,
            Session.week,
            Session.on_date,
            Session.at_time,
            Session.place,
            Session.offered_on,
            Session.offered_at,
            Session.came_together_at,
            Session.cancelled_at,
            Rsvp.answer,
            Rsvp.minutes_late,
        )
        .outerjoin(Rsvp, and_(Rsvp.session_id == Session.id, Rsvp.parent_id == parent_id))
        .where(Session.family_id == family_id, Session.on_date >= since)
        .where(or_(Session.parent_id.is_(None), Session.parent_id == parent_id))
        .order_by(Session.on_date, Session.at_time)
    )
    return tuple(
        SessionFacts(
            row.id,
            row.week,
            row.on_date,
            row.at_time,
            row.place,
            row.offered_on,
            row.offered_at,
            row.came_together_at is not None,
            row.cancelled_at is not None,
            row.answer,
            row.minutes_late,
        )
        for row in uow.connection.execute(found)
    )


def _talk(row: Any, child: str, sessions: tuple[SessionFacts, ...]) -> TalkFacts:  # noqa: ANN401 - a row
    return TalkFacts(
        parent_id=row.parent_id,
        family_id=row.family_id,
        version=row.version,
        conversation=row.conversation,
        parent=row.parent,
        child=row.child_called or child,
        staff=row.staff or row.short_name,
        language=row.language,
        address_id=row.address_id,
        channel=row.channel,
        number=row.number,
        is_proved=row.proved_at is not None,
        is_failed=row.failed_at is not None,
        is_ticked=row.ticked_at is not None,
        is_invited=row.invited_at is not None,
        is_stopped=row.stop_id is not None or row.stopped_at is not None,
        is_stopped_by_carrier=bool(row.by_carrier),
        is_paused=row.paused_at is not None,
        is_quiet=row.quiet_at is not None,
        is_held=row.held_at is not None,
        is_plain=row.plain_at is not None,
        is_not_safe=row.not_safe_at is not None,
        wants_fewer=row.fewer_at is not None,
        has_standing_place=row.standing_place_at is not None,
        is_programme_paused=row.programme_paused_at is not None,
        saturday_spark=bool(row.saturday_spark),
        flooded_at=row.flooded_at,
        has_person_coming=row.has_person_coming,
        is_alerted=row.is_alerted,
        last_heard_at=row.last_heard_at,
        school=SchoolFacts(
            row.school_id,
            row.school_name,
            row.short_name,
            row.zone,
            row.phone,
            row.weekdays,
            row.opens,
            row.closes,
            row.staffed_from,
            row.staffed_to,
            row.weekly_cap,
            row.welcomes_siblings,
        ),
        sessions=sessions,
    )
