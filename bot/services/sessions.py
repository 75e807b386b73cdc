"""One story session: ticked as made together, moved, cancelled. Everything planned around it follows.

Who was told of a session hears of its change once, by the school's own words; who was not is simply told right.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from bot.errors import Refused
from bot.services.announce import announce, change_by_school
from bot.services.changes import Change, make
from bot.services.house import House
from bot.services.names import name_of
from bot.services.outbox import Decision
from bot.services.plan import plan_family
from bot.services.programmes import refuse_time, school_calendar
from bot.services.staff import SignedIn
from flows.calendar import SchoolCalendar
from flows.programme import SessionPlan, lay_out, near, with_weeks
from storage.repositories import sessions, staff
from storage.tables import Session
from storage.unit_of_work import UnitOfWork

MOVED, CANCELLED = "moved", "cancelled"
PHONE, GUEST = "phone", "guest"
HAS_BEEN = "This story time has been. It can stay as it is."
IS_OFF = "This story time is off already."
TWICE = "This family has a story time on that day already."


@dataclass(frozen=True, slots=True)
class Slot:
    """Where and when a session is to be."""

    on: date
    at: time
    place: str


async def came_together(house: House, who: SignedIn, session_id: int, *, came: bool) -> None:
    """Keep that they made a story together, or take that tick back. A blank says nothing, and is asked of nobody."""

    def work(uow: UnitOfWork) -> None:
        tick(uow, house, who, session_id, "came together" if came else "tick back", came=came)

    await house.database.write(work)


async def came_otherwise(house: House, who: SignedIn, session_id: int, how: str, guest: str) -> None:
    """Keep that they made a story together by phone or video, or that somebody else came in the parent's place."""
    name = name_of(guest, "parent", "guest") if how == GUEST else None
    if how not in (PHONE, GUEST):
        raise Refused("Please choose how it was.", "how")

    def work(uow: UnitOfWork) -> None:
        tick(uow, house, who, session_id, "came together", came=True)
        sessions.change(uow, session_id, was_by_phone=how == PHONE, came_with=name)

    await house.database.write(work)


def tick(uow: UnitOfWork, house: House, who: SignedIn, session_id: int, what: str, *, came: bool) -> None:
    """Tick a session, or take the tick and all that stood beside it back."""
    session, now = sessions.find(uow, who.school_id, session_id), house.clock.now()
    if session.on_date > now.astimezone(who.zone).date():
        raise Refused("This story time is still to come.")
    if session.cancelled_at is not None:
        raise Refused(IS_OFF)
    sessions.change(uow, session_id, came_together_at=now if came else None, was_by_phone=False, came_with=None)
    staff.note(uow, who.school_id, who.id, what, f"session {session_id}", now)


async def move(house: House, who: SignedIn, session_id: int, to: Slot) -> int:
    """Move one session and plan its family again; return how many adults are told."""
    return await make(house, moving(house, who, session_id, to))


def moving(house: House, who: SignedIn, session_id: int, to: Slot) -> Change:
    """Return the change that moves one session."""
    return lambda uow: _move(uow, house, who, session_id, to)


def _move(uow: UnitOfWork, house: House, who: SignedIn, session_id: int, to: Slot) -> tuple[int, ...]:
    now = house.clock.now()
    session, calendar = sessions.find(uow, who.school_id, session_id), school_calendar(uow, who.school_id, now)
    place = name_of(to.place, "place", "place")
    _refuse_over(session, calendar, now)
    refuse_time(calendar, to.on, to.at, now)
    if any(each.on_date == to.on and each.id != session_id for each in _held(uow, session)):
        raise Refused(TWICE, "on")
    staff.note(uow, who.school_id, who.id, "moved a session", f"session {session_id}", now)
    if (session.on_date, session.at_time) == (to.on, to.at):
        sessions.change(uow, session_id, place=place)
        return ()
    told = sessions.told(uow, session, starts_at(session, calendar))
    shift(uow, session, to.on, to.at, place)
    plan_family(uow, session.family_id, now)
    decision = change_by_school(now, calendar.at(to.on, to.at), who.id)
    return tell(uow, house, told, session_id, "invitation.moved", decision)


async def cancel(house: House, who: SignedIn, session_id: int) -> int:
    """Cancel one session; the week's number passes to the next, and one is added at the end. Return who is told."""
    return await make(house, cancelling(house, who, session_id))


def cancelling(house: House, who: SignedIn, session_id: int) -> Change:
    """Return the change that cancels one session."""
    return lambda uow: _cancel(uow, house, who, session_id)


def _cancel(uow: UnitOfWork, house: House, who: SignedIn, session_id: int) -> tuple[int, ...]:
    now = house.clock.now()
    session, calendar = sessions.find(uow, who.school_id, session_id), school_calendar(uow, who.school_id, now)
    _refuse_over(session, calendar, now)
    staff.note(uow, who.school_id, who.id, "cancelled a session", f"session {session_id}", now)
    decision = change_by_school(now, starts_at(session, calendar), who.id)
    ids = call_off(uow, house, session, calendar, "reminder.cancelled", decision)
    plan_family(uow, session.family_id, now)
    return ids


def call_off(
    uow: UnitOfWork,
    house: House,
    session: Session,
    calendar: SchoolCalendar,
    place: str,
    decision: Decision,
    heard: Collection[int] = (),
) -> tuple[int, ...]:
    """Take a session out, add one at the end, and tell whoever was told of it and has not `heard` of this change.

    The caller plans the family again.
    """
    told = tuple(each for each in sessions.told(uow, session, starts_at(session, calendar)) if each not in heard)
    sessions.hold_back(uow, session.id, CANCELLED)
    sessions.change(uow, session.id, cancelled_at=decision.now, offered_on=None, offered_at=None)
    add_one_more(uow, session, calendar)
    number(uow, session)
    is_to_come = starts_at(session, calendar) > decision.now
    return tell(uow, house, told, session.id, place, decision) if is_to_come else ()


def tell(
    uow: UnitOfWork,
    house: House,
    told: tuple[int, ...],
    session_id: int,
    place: str,
    decision: Decision,
    closed_on: date | None = None,
) -> tuple[int, ...]:
    """Tell each of these adults, and return the rows of the outbox."""
    each_of = partial(announce, uow, house, session_id=session_id, place=place, decision=decision, closed_on=closed_on)
    return tuple(message_id for parent_id in told for message_id in each_of(parent_id))


def shift(uow: UnitOfWork, session: Session, on: date, at: time, place: str, was_on: date | None = None) -> None:
    """Give the session its new day and hour; what was said of the old one no longer stands.

    `was_on` is kept where it only yields to a closed school.
    """
    sessions.hold_back(uow, session.id, MOVED)
    values = {"on_date": on, "at_time": at, "place": place, "was_on": was_on, "offered_on": None, "offered_at": None}
    sessions.change(uow, session.id, **values)
    sessions.forget_answers(uow, session.id)
    number(uow, session)


def number(uow: UnitOfWork, session: Session) -> None:
    """Count the weeks of the family again, by date; a cancelled session uses up no number."""
    rows = sessions.beside(uow, session)
    plans = (SessionPlan(s.id, s.week, s.on_date, s.at_time, s.cancelled_at is not None) for s in rows)
    kept = {row.id: row.week for row in rows}
    before = min(kept.values()) - 1
    for each in with_weeks(plans):
        if kept[each.id] != each.week + before:
            sessions.change(uow, each.id, week=each.week + before)


def near_days(uow: UnitOfWork, school_id: int, session_id: int, now: datetime) -> tuple[date, tuple[date, ...]]:
    """Return the day of this session, and the other days of its week that are free for it, the next one first."""
    session, calendar = sessions.find(uow, school_id, session_id), school_calendar(uow, school_id, now)
    taken = {each.on_date for each in _held(uow, session)}
    return session.on_date, tuple(near(session.on_date, calendar, taken, calendar.day_of(now)))


def near_slot(uow: UnitOfWork, session: Session, calendar: SchoolCalendar, now: datetime) -> Slot | None:
    """Return another day of the same week for this session, the next one first, or None where none is free."""
    taken = {each.on_date for each in _held(uow, session)} - {session.on_date}
    on = next(iter(near(session.on_date, calendar, taken, calendar.day_of(now))), None)
    return Slot(on, session.at_time, session.place) if on else None


def last_slot(uow: UnitOfWork, session: Session, calendar: SchoolCalendar) -> Slot | None:
    """Return where one more session of this family belongs: a week after the last, on the family's usual day."""
    rows = sessions.beside(uow, session)
    usual = Counter((row.on_date.weekday(), row.at_time, row.place) for row in rows).most_common(1)
    weekday, at, place = usual[0][0]
    day_after = max(row.on_date for row in rows) + timedelta(days=1)
    found = lay_out(day_after, weekday, at, calendar, count=1)
    return Slot(found[0].on, at, place) if found else None


def add_one_more(uow: UnitOfWork, session: Session, calendar: SchoolCalendar) -> None:
    """Let the programme of this family end one session later."""
    slot = last_slot(uow, session, calendar)
    if slot is None:
        return
    same = {
        "school_id": session.school_id,
        "programme_id": session.programme_id,
        "family_id": session.family_id,
        "parent_id": session.parent_id,
    }
    sessions.add(uow, [{**same, "week": session.week, "on_date": slot.on, "at_time": slot.at, "place": slot.place}])


def starts_at(session: Session, calendar: SchoolCalendar) -> datetime:
    """Return when the session begins, in the school's zone."""
    return calendar.at(session.on_date, session.at_time)


def _held(uow: UnitOfWork, session: Session) -> list[Session]:
    return [each for each in sessions.beside(uow, session) if each.cancelled_at is None]


def _refuse_over(session: Session, calendar: SchoolCalendar, now: datetime) -> None:
    if session.cancelled_at is not None:
        raise Refused(IS_OFF)
    if session.came_together_at is not None or starts_at(session, calendar) <= now:
        raise Refused(HAS_BEEN)
