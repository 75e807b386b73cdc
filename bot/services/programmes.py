"""A programme: ten sessions laid out for each of its families; made, rested, restarted, ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import Refused
from bot.sentences import _
from bot.services.advice import beside_each
from bot.services.house import House
from bot.services.names import name_of
from bot.services.plan import plan_family
from bot.services.staff import SignedIn
from flows.calendar import SchoolCalendar
from flows.programme import SessionDate, lay_out, near
from flows.programme.layout import SESSIONS
from storage.repositories import calendars, parents, plans, programmes, schools, sessions, staff
from storage.tables import Programme
from storage.unit_of_work import UnitOfWork

LONGEST_NAME = 60
FURTHEST = timedelta(days=400)
CLOSED_SINCE = timedelta(days=30)
OUTSIDE_TERMS = _("outside of the terms")
GONE_BY = "This day has gone by. Please choose a later one."
TOO_FAR = "This is more than a year away. Please look at the year again."


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


def dates_for(programme: Programme, calendar: SchoolCalendar, from_: date | None = None) -> tuple[SessionDate, ...]:
    """Lay out the ten dates of a family that joins on this day, or at the programme's start."""
    start = max(programme.starts_on, from_ or programme.starts_on)
    return lay_out(start, programme.weekday, programme.at_time, calendar)


def sessions_for(
    uow: UnitOfWork,
    programme: Programme,
    family_id: int,
    calendar: SchoolCalendar,
    from_: date | None = None,
    chosen: tuple[SessionDate, ...] = (),
) -> None:
    """Keep the ten sessions of one family, on the dates chosen by hand, else laid out.

    A family that joins late has its own ten weeks from `from_` on: what was before them is nothing they missed.
    """
    dates = chosen or dates_for(programme, calendar, from_)
    head = {"school_id": programme.school_id, "programme_id": programme.id, "family_id": family_id}
    sessions.add(
        uow,
        (
            {**head, "week": each.week, "on_date": each.on, "at_time": each.at, "place": programme.place}
            for each in dates
        ),
    )


def school_calendar(uow: UnitOfWork, school_id: int, now: datetime) -> SchoolCalendar:
    """Return the school's calendar with its terms, closed days and quiet days."""
    school = schools.school(uow, school_id)
    since = now.astimezone(ZoneInfo(school.zone)).date() - CLOSED_SINCE
    return calendars.of_school(uow, school_id, school, since)


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


def join(
    uow: UnitOfWork,
    who: SignedIn,
    programme: Programme,
    family_id: int,
    now: datetime,
    chosen: tuple[SessionDate, ...] = (),
) -> None:
    """Put a family without a programme on this one, with its sessions and everything planned around them."""
    if programme.ended_at is not None:
        raise Refused("This programme is over. Please choose another.", "programme")
    if not programmes.take_in(uow, who.school_id, programme.id, family_id):
        raise Refused("One of these families is on a programme already. Please look again.", "families")
    calendar = school_calendar(uow, who.school_id, now)
    parents.begin_anew(uow, family_id, now)
    sessions_for(uow, programme, family_id, calendar, first_day(programme, calendar, now), chosen)
    plan_family(uow, family_id, now)


def first_day(programme: Programme, calendar: SchoolCalendar, now: datetime) -> date:
    """Return the first day on which a family that joins now can have a session."""
    today = calendar.day_of(now)
    return today if calendar.at(today, programme.at_time) > now else today + timedelta(days=1)


async def take_in(house: House, who: SignedIn, programme_id: int, families: tuple[int, ...]) -> None:
    """Let these families join a programme."""

    def work(uow: UnitOfWork) -> None:
        programme, now = programmes.find(uow, who.school_id, programme_id), house.clock.now()
        for family_id in families:
            join(uow, who, programme, family_id, now)
        staff.note(uow, who.school_id, who.id, "took families in", f"programme {programme_id}", now)

    await house.database.write(work)


async def rest(house: House, who: SignedIn, programme_id: int) -> None:
    """Let everything automatic of this programme rest."""
    await _change(house, who, programme_id, "paused a programme", paused_at=house.clock.now())


async def restart(house: House, who: SignedIn, programme_id: int) -> None:
    """Let the programme go on; what fell due meanwhile is not made up for."""
    await _change(house, who, programme_id, "restarted a programme", paused_at=None)


async def end(house: House, who: SignedIn, programme_id: int) -> None:
    """End the programme: nothing more is planned for its families."""
    await _change(house, who, programme_id, "ended a programme", ended_at=house.clock.now())


async def _change(house: House, who: SignedIn, programme_id: int, what: str, **values: datetime | None) -> None:
    def work(uow: UnitOfWork) -> None:
        now = house.clock.now()
        if programmes.find(uow, who.school_id, programme_id).ended_at is not None:
            raise Refused("This programme is over.")
        programmes.change(uow, programme_id, **values)
        for family_id in plans.families_of(uow, programme_id):
            plan_family(uow, family_id, now)
        staff.note(uow, who.school_id, who.id, what, f"programme {programme_id}", now)

    await house.database.write(work)


def refuse_time(calendar: SchoolCalendar, on: date, at: time, now: datetime) -> None:
    """Raise `Refused` for a story time that cannot be: in the past, on a closed day, out of hours."""
    if calendar.at(on, at) <= now:
        raise Refused(GONE_BY, "on")
    if on > calendar.day_of(now) + FURTHEST:
        raise Refused(TOO_FAR, "on")
    if not calendar.is_school_day(on):
        raise Refused(_("The school is shut on {day}.", day=on), "on")
    refuse_hour(calendar, at)


def refuse_hour(calendar: SchoolCalendar, at: time) -> None:
    """Raise `Refused` for an hour at which no story time can begin, because no text could go."""
    if not calendar.opens < at <= calendar.closes:
        hours = {"opens": f"{calendar.opens:%H:%M}", "closes": f"{calendar.closes:%H:%M}"}
        raise Refused(_("Story time begins after {opens} and by {closes}.", **hours), "at")


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
