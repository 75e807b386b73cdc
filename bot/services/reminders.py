"""Staff's own weekly reminder: made, changed, paused, started again, deleted.

Families that have one get no automatic ask beside it; planning again sees to that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.errors import Refused
from bot.sentences import _
from bot.services.house import House
from bot.services.plan import next_dates, plan_family, plan_reminders
from bot.services.programmes import school_calendar
from bot.services.reminder_words import checked
from bot.services.staff import SignedIn
from flows.calendar import SchoolCalendar
from storage.repositories import plans, programmes, reminders, staff
from storage.tables import Reminder
from storage.unit_of_work import UnitOfWork

MOST_FAMILIES = 50
SHOWN_DATES = 4
Change = Callable[[UnitOfWork, Reminder, datetime], None]


@dataclass(frozen=True, slots=True)
class Weekly:
    """A weekly reminder as typed; no `families` means all of the programme's, no `until_on` its end."""

    programme_id: int
    weekdays: frozenset[int]
    at: time
    wording: str
    families: frozenset[int] = frozenset()
    until_on: date | None = None


async def schedule(house: House, who: SignedIn, weekly: Weekly) -> int:
    """Make the reminder and return its id; raises `Refused` beside the field that cannot be so."""

    def work(uow: UnitOfWork) -> int:
        now = house.clock.now()
        made = {"school_id": who.school_id, "made_by": who.id, "created_at": now}
        reminder_id = reminders.add(uow, _values(uow, who, weekly, now) | made)
        staff.note(uow, who.school_id, who.id, "made a reminder", f"reminder {reminder_id}", now)
        _plan_again(uow, house, weekly.programme_id, now)
        return reminder_id

    return await house.database.write(work)


async def change(house: House, who: SignedIn, reminder_id: int, weekly: Weekly) -> None:
    """Change the reminder; what was planned by its old days goes."""

    def work(uow: UnitOfWork, found: Reminder, now: datetime) -> None:
        if weekly.programme_id != found.programme_id:
            raise Refused("A reminder stays with its programme. Please make a new one for the other.", "programme")
        # Its dates count from now on: an hour of today that has gone by must not go at once.
        reminders.change(uow, reminder_id, **_values(uow, who, weekly, now), created_at=now)
        uow.orm.expire(found)

    await _change(house, who, reminder_id, "changed a reminder", work)


async def pause(house: House, who: SignedIn, reminder_id: int) -> None:
    """Let the reminder rest; the automatic ask goes instead."""
    await _set_paused(house, who, reminder_id, "paused a reminder", is_paused=True)


async def restart(house: House, who: SignedIn, reminder_id: int) -> None:
    """Let the reminder go again from its next date on."""
    await _set_paused(house, who, reminder_id, "restarted a reminder", is_paused=False)


async def delete(house: House, who: SignedIn, reminder_id: int) -> None:
    """Delete the reminder and what is still planned of it."""

    def work(uow: UnitOfWork, found: Reminder, now: datetime) -> None:
        uow.orm.expunge(found)
        reminders.remove(uow, reminder_id)

    await _change(house, who, reminder_id, "deleted a reminder", work)


async def coming_dates(house: House, who: SignedIn, weekly: Weekly) -> tuple[datetime, ...]:
    """Return the next dates of a reminder as typed, those on which the school is shut left out; raises `Refused`."""

    def work(uow: UnitOfWork) -> tuple[datetime, ...]:
        now = house.clock.now()
        reminder = Reminder(**_values(uow, who, weekly, now))
        return dates_of(house, reminder, school_calendar(uow, who.school_id, now), now)

    return await house.database.read(work)


def dates_of(house: House, reminder: Reminder, calendar: SchoolCalendar, now: datetime) -> tuple[datetime, ...]:
    """Return the next dates of a reminder on which the school is open."""
    dates = next_dates(house, reminder, calendar.zone.key, now, count=SHOWN_DATES * 3)
    return tuple(each for each in dates if calendar.is_school_day(each.date()))[:SHOWN_DATES]


async def _set_paused(house: House, who: SignedIn, reminder_id: int, what: str, *, is_paused: bool) -> None:
    def work(uow: UnitOfWork, found: Reminder, now: datetime) -> None:
        found.paused_at = now if is_paused else None
        found.created_at = found.created_at if is_paused else now
        uow.orm.flush()

    await _change(house, who, reminder_id, what, work)


async def _change(house: House, who: SignedIn, reminder_id: int, what: str, change: Change) -> None:
    """Make one change to a reminder, forget what was planned of it, and plan again."""

    def work(uow: UnitOfWork) -> None:
        now = house.clock.now()
        found = reminders.find(uow, who.school_id, reminder_id)
        programme_id = found.programme_id
        plans.forget_reminder(uow, reminder_id)
        change(uow, found, now)
        staff.note(uow, who.school_id, who.id, what, f"reminder {reminder_id}", now)
        _plan_again(uow, house, programme_id, now)

    await house.database.write(work)


def _plan_again(uow: UnitOfWork, house: House, programme_id: int, now: datetime) -> None:
    plan_reminders(uow, house, now)
    for family_id in plans.families_of(uow, programme_id):
        plan_family(uow, family_id, now)


def _values(uow: UnitOfWork, who: SignedIn, weekly: Weekly, now: datetime) -> dict[str, object]:
    """Return the reminder's columns, or raise `Refused`."""
    programme = programmes.find(uow, who.school_id, weekly.programme_id)
    if programme.ended_at is not None:
        raise Refused("This programme is over. Please choose another.", "programme")
    calendar = school_calendar(uow, who.school_id, now)
    _refuse_when(weekly, calendar, now)
    return {
        "programme_id": programme.id,
        "weekdays": "".join(str(day) for day in sorted(weekly.weekdays)),
        "at_time": weekly.at,
        "wording": checked(weekly.wording),
        "families": _families(uow, weekly),
        "until_on": weekly.until_on,
    }


def _refuse_when(weekly: Weekly, calendar: SchoolCalendar, now: datetime) -> None:
    if not weekly.weekdays:
        raise Refused("Please choose at least one day.", "weekdays")
    if not weekly.weekdays <= calendar.weekdays:
        raise Refused("Texts go on school days only. Please choose among them.", "weekdays")
    if not calendar.opens <= weekly.at <= calendar.closes:
        raise Refused(_("Texts go between {opens} and {closes}.", opens=calendar.opens, closes=calendar.closes), "at")
    if weekly.until_on is not None and weekly.until_on < calendar.day_of(now):
        raise Refused("This day has gone by. Leave it empty to go on until the programme ends.", "until_on")


def _families(uow: UnitOfWork, weekly: Weekly) -> str:
    if not weekly.families <= set(plans.families_of(uow, weekly.programme_id)):
        raise Refused("Please choose among the families of this programme.", "families")
    if len(weekly.families) > MOST_FAMILIES:
        raise Refused("Please choose all families, or at most 50 of them.", "families")
    return " ".join(str(each) for each in sorted(weekly.families))
