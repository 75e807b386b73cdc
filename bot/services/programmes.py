"""A programme: ten sessions laid out for each of its families; joined, rested, restarted, ended."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import Refused
from bot.sentences import _
from bot.services.house import House
from bot.services.plan import plan_family
from bot.services.staff import SignedIn
from flows.calendar import SchoolCalendar
from flows.programme import SessionDate, lay_out
from storage.repositories import calendars, parents, plans, programmes, schools, sessions, staff
from storage.tables import Programme
from storage.unit_of_work import UnitOfWork

FURTHEST = timedelta(days=400)
CLOSED_SINCE = timedelta(days=30)
GONE_BY = "This day has gone by. Please choose a later one."
TOO_FAR = "This is more than a year away. Please look at the year again."


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
        sentence = _("Story time begins after {opens} and by {closes}.", opens=calendar.opens, closes=calendar.closes)
        raise Refused(sentence, "at")
