"""The ten weeks as rows: sessions, reminders, and the moments planned around them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import and_, delete, or_, select, update

from flows.programme import Rhythm
from storage.repositories.upsert import insert_once
from storage.tables import Family, Moment, Parent, Programme, Reminder, School, Session
from storage.unit_of_work import UnitOfWork

A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DueMoment:
    """A moment that has come."""

    id: int
    parent_id: int
    session_id: int | None
    reminder_id: int | None
    key: str
    kind: str
    hint: str | None
    due_at: datetime
    expires_at: datetime


def due(uow: UnitOfWork, now: datetime, limit: int, after: int) -> tuple[DueMoment, ...]:
    """Return planned moments that are due, those with an id above `after`, in order of their ids."""
    columns = (
        Moment.id,
        Moment.parent_id,
        Moment.session_id,
        Moment.reminder_id,
        Moment.key,
        Moment.kind,
        Moment.hint,
        Moment.due_at,
        Moment.expires_at,
    )
    found = select(*columns).where(Moment.state == "planned", Moment.due_at <= now, Moment.id > after)
    rows = uow.connection.execute(found.order_by(Moment.id).limit(limit)).mappings()
    return tuple(DueMoment(**row) for row in rows)


def still_planned(uow: UnitOfWork, ids: Iterable[int]) -> frozenset[int]:
    """Return those of these moments that nobody has begun or left out yet."""
    found = select(Moment.id).where(Moment.id.in_(tuple(ids)), Moment.state == "planned")
    return frozenset(uow.connection.execute(found).scalars())


def asked_at(uow: UnitOfWork, parent_id: int, session_id: int) -> datetime | None:
    """Return when this parent was first asked about this session, by the ask or by staff's own reminder instead."""
    session = uow.orm.get_one(Session, session_id)
    week_before = datetime.combine(session.on_date, session.at_time, UTC) - A_WEEK  # an hour or so does not matter
    asked = or_(
        and_(Moment.session_id == session_id, Moment.kind == "ask"),
        and_(Moment.kind == "reminder", Moment.settled_at > week_before),
    )
    first = select(Moment.settled_at).where(Moment.parent_id == parent_id, Moment.state == "done", asked)
    return uow.connection.execute(first.order_by(Moment.settled_at).limit(1)).scalar_one_or_none()


def next_due(uow: UnitOfWork, after: datetime) -> datetime | None:
    """Return when the next planned moment after this one is due."""
    found = select(Moment.due_at).where(Moment.state == "planned", Moment.due_at > after)
    return uow.connection.execute(found.order_by(Moment.due_at).limit(1)).scalar_one_or_none()


def last_due(uow: UnitOfWork) -> datetime | None:
    """Return when the last planned moment is due."""
    found = select(Moment.due_at).where(Moment.state == "planned").order_by(Moment.due_at.desc())
    return uow.connection.execute(found.limit(1)).scalar_one_or_none()


def settle(uow: UnitOfWork, moment_id: int, state: str, why: str | None, at: datetime) -> None:
    """Keep that the moment is done, or skipped and why."""
    values = {"state": state, "why": why, "settled_at": at}
    uow.connection.execute(update(Moment).where(Moment.id == moment_id).values(**values))


def put_off(uow: UnitOfWork, moment_id: int, until: datetime, why: str) -> None:
    """Let the moment wait until then, and keep why."""
    uow.connection.execute(update(Moment).where(Moment.id == moment_id).values(due_at=until, why=why))


def to_come(uow: UnitOfWork, parent_id: int, from_: datetime, until: datetime) -> tuple[tuple[int, str, datetime], ...]:
    """Return id, kind and time of what is still planned for this parent in between."""
    found = select(Moment.id, Moment.kind, Moment.due_at).where(
        Moment.parent_id == parent_id, Moment.state == "planned", Moment.due_at > from_, Moment.due_at <= until
    )
    return tuple((row[0], row[1], row[2]) for row in uow.connection.execute(found))


@dataclass(frozen=True, slots=True)
class FamilyPlan:
    """What the planner needs of a family: its school's calendar, its sessions, its adults."""

    school_id: int
    zone: str
    weekdays: str
    opens: time
    closes: time
    rhythm: Rhythm
    is_over: bool
    sessions: tuple[tuple[int, int, date, time, bool], ...]
    """id, week, day, hour, whether cancelled"""
    parents: tuple[tuple[int, bool], ...]
    """id, whether the place is kept every week"""
    own: tuple[tuple[int, int], ...] = ()
    """session, adult: in two homes each adult has sessions of their own"""
    offers_monthly: bool = False
    monthly: tuple[tuple[int, datetime], ...] = ()
    """id, since when a spark a month is wished for after the last session"""

    def of(self, parent_id: int) -> "FamilyPlan":
        """Return the plan as it is for one adult: nothing of another's own sessions."""
        others = {session_id for session_id, whose in self.own if whose != parent_id}
        return replace(self, sessions=tuple(each for each in self.sessions if each[0] not in others))


def family(uow: UnitOfWork, family_id: int, on: int | None = None) -> FamilyPlan | None:
    """Return what the planner needs, or None for a family without a programme; `on` supposes that it is on this one."""
    head = (
        select(School, Programme, Family)
        .join(Family, Family.school_id == School.id)
        .join(Programme, Programme.id == (Family.programme_id if on is None else on))
        .where(Family.id == family_id)
    )
    row = uow.orm.execute(head).first()
    if row is None:
        return None
    school, programme, family_ = row
    return FamilyPlan(
        school.id,
        school.zone,
        school.weekdays,
        school.opens,
        school.closes,
        rhythm_of(programme, family_),
        programme.ended_at is not None,
        _sessions(uow, family_id),
        _parents(uow, family_id),
        _own(uow, family_id),
        school.offers_monthly,
        _monthly(uow, family_id),
    )


def rhythm_of(programme: Programme, family_: Family | None = None) -> Rhythm:
    """Return the week's rhythm: the family's own where it has chosen, else the programme's, else the usual."""
    chosen: dict[str, Any] = {}
    for name in (each.name for each in fields(Rhythm)):
        own, usual = getattr(family_, name, None), getattr(programme, name)
        if own is not None or usual is not None:
            chosen[name] = usual if own is None else own
    return Rhythm(**chosen)


def _sessions(uow: UnitOfWork, family_id: int) -> tuple[tuple[int, int, date, time, bool], ...]:
    found = select(Session).where(Session.family_id == family_id).order_by(Session.on_date)
    return tuple((s.id, s.week, s.on_date, s.at_time, s.cancelled_at is not None) for s in uow.orm.scalars(found))


def _parents(uow: UnitOfWork, family_id: int) -> tuple[tuple[int, bool], ...]:
    found = select(Parent).where(Parent.family_id == family_id, Parent.ticked_at.is_not(None)).order_by(Parent.id)
    return tuple((parent.id, parent.standing_place_at is not None) for parent in uow.orm.scalars(found))


def _own(uow: UnitOfWork, family_id: int) -> tuple[tuple[int, int], ...]:
    found = select(Session.id, Session.parent_id).where(Session.family_id == family_id, Session.parent_id.is_not(None))
    return tuple((row[0], row[1]) for row in uow.connection.execute(found) if row[1] is not None)


def _monthly(uow: UnitOfWork, family_id: int) -> tuple[tuple[int, datetime], ...]:
    found = select(Parent.id, Parent.monthly_at).where(
        Parent.family_id == family_id, Parent.ticked_at.is_not(None), Parent.monthly_at.is_not(None)
    )
    return tuple((row[0], row[1]) for row in uow.connection.execute(found) if row[1] is not None)


def families_of(uow: UnitOfWork, programme_id: int) -> tuple[int, ...]:
    """Return the families on this programme."""
    found = select(Family.id).where(Family.programme_id == programme_id).order_by(Family.id)
    return tuple(uow.connection.execute(found).scalars())


def active_reminders(uow: UnitOfWork) -> tuple[Reminder, ...]:
    """Return staff's own weekly reminders that are neither paused nor over."""
    running = select(Reminder).join(Programme).where(Reminder.paused_at.is_(None), Programme.ended_at.is_(None))
    return tuple(uow.orm.scalars(running.order_by(Reminder.id)))


def keep_moments(
    uow: UnitOfWork, parent_id: int, rows: Iterable[Mapping[str, Any]], prefix: str, past: Iterable[str] = ()
) -> None:
    """Make the parent's planned moments under this key prefix exactly these; what is settled stays as it is.

    Those with keys in `past` stay too where they are there: what fell due unseen is left out with a reason.
    """
    wanted = {row["key"]: row for row in rows}
    open_ones = select(Moment.key).where(
        Moment.parent_id == parent_id, Moment.key.startswith(prefix), Moment.state == "planned"
    )
    for key in set(uow.connection.execute(open_ones).scalars()) - set(wanted) - set(past):
        uow.connection.execute(delete(Moment).where(Moment.key == key, Moment.state == "planned"))
    for key, row in wanted.items():
        if not insert_once(uow, Moment, row):
            again = {name: row[name] for name in ("due_at", "expires_at", "hint", "kind")}
            uow.connection.execute(update(Moment).where(Moment.key == key, Moment.state == "planned").values(**again))


def reminder_wording(uow: UnitOfWork, reminder_id: int) -> str:
    """Return the words of a weekly reminder, as staff wrote them."""
    found = select(Reminder.wording).where(Reminder.id == reminder_id)
    return uow.connection.execute(found).scalar_one_or_none() or ""


def forget_reminder(uow: UnitOfWork, reminder_id: int) -> None:
    """Take out the planned moments of a reminder that was paused or deleted."""
    uow.connection.execute(delete(Moment).where(Moment.reminder_id == reminder_id, Moment.state == "planned"))
