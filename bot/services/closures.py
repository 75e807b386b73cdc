"""Days on which the school is shut: added ahead, taken back, or announced this morning."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.errors import Refused
from bot.sentences import _
from bot.services.announce import change_by_school
from bot.services.changes import Change, make
from bot.services.house import House
from bot.services.outbox import Decision
from bot.services.plan import plan_family
from bot.services.programmes import FURTHEST, school_calendar
from bot.services.sessions import Slot, call_off, last_slot, near_slot, shift, starts_at, tell
from bot.services.staff import SignedIn
from flows.calendar import SchoolCalendar
from flows.engine.kinds import MessageKind
from storage.repositories import closed_days, programmes, sessions, staff
from storage.tables import Session
from storage.unit_of_work import UnitOfWork

CLOSED_TODAY = _("Closed today")
FIELD = "closed_days"
NO_ROOM = "The story times on these days find no other day in the terms that are kept. Please add the next term first."


@dataclass(frozen=True, slots=True)
class Closing:
    """Days to come, each with its name. Story times on them go to a near day, or to the end of their weeks."""

    days: Mapping[date, str]
    goes_near: bool = False
    is_training: bool = False
    origin: str = ""


async def close_days(house: House, who: SignedIn, closing: Closing) -> int:
    """Close the school on these days; return how many adults are told."""
    return await make(house, closing_days(house, who, closing))


def closing_days(house: House, who: SignedIn, closing: Closing) -> Change:
    """Return the change that closes the school on these days."""

    def change(uow: UnitOfWork) -> tuple[int, ...]:
        now = house.clock.now()
        refuse_days(closing.days, now.astimezone(who.zone).date())
        closed_days.add(uow, who.school_id, closing.days, closing.origin)
        staff.note(uow, who.school_id, who.id, "closed days", f"{len(closing.days)} from {min(closing.days)}", now)
        return make_room(uow, house, who, closing)

    return change


async def close_today(house: House, who: SignedIn) -> int:
    """Say that the school is closed today: today's story times are off, and whoever expects one is told at once."""
    return await make(house, closing_today(house, who))


def closing_today(house: House, who: SignedIn) -> Change:
    """Return the change that closes the school today."""
    return lambda uow: _close_today(uow, house, who)


def _close_today(uow: UnitOfWork, house: House, who: SignedIn) -> tuple[int, ...]:
    now = house.clock.now()
    today = now.astimezone(who.zone).date()
    if sessions.is_closed(uow, who.school_id, today):
        raise Refused("Today is a closed day already.")
    closed_days.add(uow, who.school_id, {today: CLOSED_TODAY})
    calendar = school_calendar(uow, who.school_id, now)
    heard: list[int] = []
    ids: list[int] = []
    for each in sessions.held_on(uow, who.school_id, [today]):
        decision = Decision(MessageKind.CLOSURE, now, starts_at(each, calendar), written_by=who.id)
        told = sessions.told(uow, each, starts_at(each, calendar))
        is_made_up = last_slot(uow, each, calendar) is not None
        ids += call_off(uow, house, each, calendar, "reminder.closed", decision, heard)
        sessions.change(uow, each.id, was_on=today if is_made_up else None)
        heard += told
    staff.note(uow, who.school_id, who.id, "closed today", f"{today}", now)
    plan_all(uow, who.school_id, now)
    return tuple(ids)


def make_room(uow: UnitOfWork, house: House, who: SignedIn, closing: Closing) -> tuple[int, ...]:
    """Take every story time to come off the days that are now closed, and plan everything again.

    Whoever was told of one hears of it, once however many of theirs it concerns; nobody else hears anything.
    """
    now = house.clock.now()
    calendar = school_calendar(uow, who.school_id, now)
    mover = _Mover(uow, house, who, calendar, closing, now)
    ahead = sessions.held_from(uow, who.school_id, calendar.day_of(now))
    homeless = (each for each in ahead if not calendar.is_school_day(each.on_date))
    ids = [message_id for each in homeless if starts_at(each, calendar) > now for message_id in mover.move(each)]
    plan_all(uow, who.school_id, now)
    return tuple(ids)


@dataclass(slots=True)
class _Mover:
    """Finds another day for one session after the other, and remembers who has heard of the change."""

    uow: UnitOfWork
    house: House
    who: SignedIn
    calendar: SchoolCalendar
    closing: Closing
    now: datetime
    heard: set[int] = field(default_factory=set)

    def move(self, session: Session) -> tuple[int, ...]:
        told = sessions.told(self.uow, session, starts_at(session, self.calendar))
        unheard = tuple(each for each in told if each not in self.heard)
        slot = near_slot(self.uow, session, self.calendar, self.now) if self.closing.goes_near else None
        ids: tuple[int, ...] = ()
        if slot is not None:
            ids = self._move_near(session, slot, unheard)
        elif (last := last_slot(self.uow, session, self.calendar)) is None:
            raise Refused(NO_ROOM, FIELD)
        elif told:
            news = change_by_school(self.now, starts_at(session, self.calendar), self.who.id)
            ids = call_off(self.uow, self.house, session, self.calendar, "reminder.cancelled", news, self.heard)
            sessions.change(self.uow, session.id, was_on=session.on_date)
        else:
            shift(self.uow, session, last.on, last.at, last.place, session.on_date)
        self.heard.update(told)
        return ids

    def _move_near(self, session: Session, slot: Slot, told: tuple[int, ...]) -> tuple[int, ...]:
        closed_on = session.on_date
        shift(self.uow, session, slot.on, slot.at, slot.place, closed_on)
        news = change_by_school(self.now, self.calendar.at(slot.on, slot.at), self.who.id)
        place = "invitation.moved_for_training" if self.closing.is_training else "invitation.moved"
        return tell(self.uow, self.house, told, session.id, place, news, closed_on)


def plan_all(uow: UnitOfWork, school_id: int, now: datetime) -> None:
    """Plan every family of the school again."""
    for family_id in programmes.families_on_one(uow, school_id):
        plan_family(uow, family_id, now)


def refuse_days(days: Iterable[date], today: date, field: str = FIELD) -> None:
    """Raise `Refused` beside this field for days that are none, gone by, or too far away."""
    days = tuple(days)
    if not days:
        raise Refused("Please give at least one day.", field)
    if min(days) <= today:
        raise Refused("Please give days to come. For today there is “School is closed today”.", field)
    if max(days) > today + FURTHEST:
        raise Refused("This is more than a year away. Please look at the year again.", field)
