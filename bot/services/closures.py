"""Days on which the school is shut: added ahead, taken back, or announced this morning."""

from collections.abc import Mapping
from datetime import date, datetime

from bot.errors import Refused
from bot.i18n import BRITISH, day_words
from bot.services.announce import change_by_school
from bot.services.house import House
from bot.services.outbox import Decision
from bot.services.plan import plan_family
from bot.services.programmes import FURTHEST, school_calendar
from bot.services.sessions import call_off, last_slot, shift, starts_at
from bot.services.staff import SignedIn
from flows.calendar import SchoolCalendar
from flows.engine.kinds import MessageKind
from storage.repositories import closed_days, programmes, sessions, staff
from storage.tables import Session
from storage.unit_of_work import UnitOfWork

CLOSED_TODAY = "Closed today"
FIELD = "closed_days"
SHOWN = 6
"""So many story times stand in a sentence; the rest are there all the same."""


async def close_days(house: House, who: SignedIn, days: Mapping[date, str], *, is_sure: bool) -> int:
    """Close the school on days to come; return how many adults are told.

    Story times on those days go to the end of their family's weeks. Unless `is_sure`, `Refused` names them first.
    """
    ids = await house.database.write(lambda uow: _close_days(uow, house, who, days, is_sure=is_sure))
    await house.post.send(ids)
    return len(ids)


def _close_days(
    uow: UnitOfWork, house: House, who: SignedIn, days: Mapping[date, str], *, is_sure: bool
) -> tuple[int, ...]:
    now = house.clock.now()
    _refuse_days(days, now.astimezone(who.zone).date())
    on_them = sessions.held_on(uow, who.school_id, days)
    if on_them and not is_sure:
        raise Refused(_clash(uow, on_them), "sure")
    closed_days.add(uow, who.school_id, days)
    calendar = school_calendar(uow, who.school_id, now)
    ids = [message_id for each in on_them for message_id in _make_room(uow, house, who, each, calendar)]
    staff.note(uow, who.school_id, who.id, "closed days", f"{len(days)} from {min(days)}", now)
    _plan_all(uow, who.school_id, now)
    return tuple(ids)


def _make_room(
    uow: UnitOfWork, house: House, who: SignedIn, session: Session, calendar: SchoolCalendar
) -> tuple[int, ...]:
    """Take a session off a closed day: whoever was told hears of it; of others it just goes to the end."""
    now = house.clock.now()
    if sessions.told(uow, session, starts_at(session, calendar)):
        decision = change_by_school(now, starts_at(session, calendar), who.id)
        return call_off(uow, house, session, calendar, "reminder.cancelled", decision)
    slot = last_slot(uow, session, calendar)
    if slot is not None:
        shift(uow, session, slot.on, slot.at, slot.place)
    return ()


async def open_day(house: House, who: SignedIn, *days: date) -> None:
    """Take a closed day back, or a whole break; story times stay where they are now."""

    def work(uow: UnitOfWork) -> None:
        now = house.clock.now()
        for on in days:
            closed_days.remove(uow, who.school_id, on)
            staff.note(uow, who.school_id, who.id, "opened a day", f"{on}", now)
        _plan_all(uow, who.school_id, now)

    await house.database.write(work)


async def close_today(house: House, who: SignedIn) -> int:
    """Say that the school is closed today: today's story times are off, and whoever expects one is told at once."""
    ids = await house.database.write(lambda uow: _close_today(uow, house, who))
    await house.post.send(ids)
    return len(ids)


def _close_today(uow: UnitOfWork, house: House, who: SignedIn) -> tuple[int, ...]:
    now = house.clock.now()
    today = now.astimezone(who.zone).date()
    if sessions.is_closed(uow, who.school_id, today):
        raise Refused("Today is a closed day already.")
    closed_days.add(uow, who.school_id, {today: CLOSED_TODAY})
    calendar = school_calendar(uow, who.school_id, now)
    ids: list[int] = []
    for each in sessions.held_on(uow, who.school_id, [today]):
        decision = Decision(MessageKind.CLOSURE, now, starts_at(each, calendar), written_by=who.id)
        ids += call_off(uow, house, each, calendar, "reminder.closed", decision)
    staff.note(uow, who.school_id, who.id, "closed today", f"{today}", now)
    _plan_all(uow, who.school_id, now)
    return tuple(ids)


def _plan_all(uow: UnitOfWork, school_id: int, now: datetime) -> None:
    for family_id in programmes.families_on_one(uow, school_id):
        plan_family(uow, family_id, now)


def _refuse_days(days: Mapping[date, str], today: date) -> None:
    if not days:
        raise Refused("Please give at least one day.", FIELD)
    if min(days) <= today:
        raise Refused("Please give days to come. For today there is “School is closed today”.", FIELD)
    if max(days) > today + FURTHEST:
        raise Refused("This is more than a year away. Please look at the year again.", FIELD)


def _clash(uow: UnitOfWork, on_them: tuple[Session, ...]) -> str:
    """Say which story times stand on the days."""
    named = [_named(uow, each) for each in on_them[:SHOWN]]
    rest = ["others"] if len(on_them) > SHOWN else []
    return f"{', '.join(named + rest)}: this goes to the end of their weeks, and whoever was told of it gets one text."


def _named(uow: UnitOfWork, session: Session) -> str:
    return f"{programmes.child_of(uow, session.family_id)} on {day_words(session.on_date, 'EEEE d MMMM', BRITISH)}"
