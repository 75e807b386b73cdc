"""A new programme: its ten dates looked at and changed, then made with the families that join at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.errors import Refused
from bot.sentences import _
from bot.services.advice import beside_each
from bot.services.house import House
from bot.services.names import name_of
from bot.services.programmes import FURTHEST, GONE_BY, TOO_FAR, join, refuse_hour, refuse_time, school_calendar
from bot.services.staff import SignedIn
from flows.calendar import SchoolCalendar
from flows.programme import SessionDate, lay_out, near
from flows.programme.layout import SESSIONS
from storage.repositories import programmes, schools, staff
from storage.unit_of_work import UnitOfWork

LONGEST_NAME = 60
OUTSIDE_TERMS = _("outside of the terms")


@dataclass(frozen=True, slots=True)
class NewProgramme:
    """A programme as typed; `weekday` 0 is Monday, `families` are the ids of those who join at once.

    `dates` are the ten days where they were looked at and changed; empty, they are laid out.
    """

    name: str
    starts_on: date
    weekday: int
    at: time
    place: str
    lead_id: int
    families: tuple[int, ...] = ()
    saturday_spark: bool = False
    dates: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """The ten dates, and the days in between that are skipped, each with its name.

    `beside` is what stands beside a date, `near` the free days of its week, for the dates beside which anything stands.
    """

    dates: tuple[SessionDate, ...]
    skipped: tuple[tuple[date, str], ...]
    beside: Mapping[date, tuple[str, ...]]
    near: Mapping[date, tuple[date, ...]]


async def look(house: House, who: SignedIn, new: NewProgramme) -> Layout:
    """Return the dates as they would be, with the closed days that they step over; raises `Refused`."""
    return await house.database.read(lambda uow: _look(uow, who, new, house.clock.now()))


def _look(uow: UnitOfWork, who: SignedIn, new: NewProgramme, now: datetime) -> Layout:
    calendar = school_calendar(uow, who.school_id, now)
    _refuse(uow, who, new, calendar, calendar.day_of(now))
    dates = _dates(new, calendar, now)
    days = [each.on for each in dates]
    beside = beside_each(uow, who.school_id, days)
    free = {day: tuple(near(day, calendar, days, calendar.day_of(now))) for day in beside}
    return Layout(dates, _skipped(uow, who.school_id, dates, calendar, new.starts_on), beside, free)


def _dates(new: NewProgramme, calendar: SchoolCalendar, now: datetime) -> tuple[SessionDate, ...]:
    """Return the dates that staff chose, or lay them out."""
    if new.dates:
        return _chosen(new, calendar, now)
    dates = lay_out(new.starts_on, new.weekday, new.at, calendar)
    if len(dates) < SESSIONS:
        raise Refused(
            "The school is shut on too many of these days. Please choose another weekday, or add the next term first.",
            "weekday",
        )
    return dates


def _chosen(new: NewProgramme, calendar: SchoolCalendar, now: datetime) -> tuple[SessionDate, ...]:
    for n, on in enumerate(new.dates, 1):
        if on in new.dates[: n - 1]:
            raise Refused("Two story times are on this day. Please choose another for one of them.", f"on_{n}")
        try:
            refuse_time(calendar, on, new.at, now)
        except Refused as refused:
            raise Refused(refused.sentence, f"on_{n}") from None
    return tuple(SessionDate(week, on, new.at) for week, on in enumerate(sorted(new.dates), 1))


def _skipped(
    uow: UnitOfWork, school_id: int, dates: tuple[SessionDate, ...], calendar: SchoolCalendar, starts_on: date
) -> tuple[tuple[date, str], ...]:
    """Return the closed days that are stepped over, on the weekday of the first session."""
    first, last = dates[0].on, dates[-1].on
    closed = dict(schools.closed_days(uow, school_id, starts_on))
    weekly = (
        starts_on + timedelta(days=(first - starts_on).days % 7 + 7 * n) for n in range((last - starts_on).days // 7)
    )
    return tuple((on, closed.get(on, OUTSIDE_TERMS)) for on in weekly if not calendar.is_school_day(on))


async def create(house: House, who: SignedIn, new: NewProgramme) -> int:
    """Make the programme with the sessions of its families, and return its id; raises `Refused`."""
    return await house.database.write(lambda uow: _create(uow, who, new, house.clock.now()))


def _create(uow: UnitOfWork, who: SignedIn, new: NewProgramme, now: datetime) -> int:
    layout = _look(uow, who, new, now)
    chosen = layout.dates if new.dates else ()
    programme = programmes.add(
        uow,
        {
            "school_id": who.school_id,
            "name": _name(new.name),
            "starts_on": new.starts_on,
            "weekday": new.weekday,
            "at_time": new.at,
            "place": name_of(new.place, "place", "place"),
            "lead_id": new.lead_id,
            "saturday_spark": new.saturday_spark,
            "created_at": now,
        },
    )
    for family_id in new.families:
        join(uow, who, programme, family_id, now, chosen)
    staff.note(uow, who.school_id, who.id, "made a programme", f"programme {programme.id}", now)
    return programme.id


def _refuse(uow: UnitOfWork, who: SignedIn, new: NewProgramme, calendar: SchoolCalendar, today: date) -> None:
    _name(new.name)
    if new.starts_on < today:
        raise Refused(GONE_BY, "starts_on")
    if new.starts_on > today + FURTHEST:
        raise Refused(TOO_FAR, "starts_on")
    if new.weekday not in calendar.weekdays:
        raise Refused("The school is shut on that day of the week. Please choose another.", "weekday")
    refuse_hour(calendar, new.at)
    name_of(new.place, "place", "place")
    if new.lead_id not in {id_ for id_, _name in staff.names(uow, who.school_id)}:
        raise Refused("Please choose who leads story time.", "lead")


def _name(typed: str) -> str:
    name = " ".join(typed.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Refused("Please give the programme a name, at most 60 characters.", "name")
    return name
