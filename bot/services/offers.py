"""Another time for a parent who asked for one: found in one tap, booked by one digit."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice

from bot.errors import Refused
from bot.services.announce import announce
from bot.services.house import House
from bot.services.outbox import Decision
from bot.services.programmes import refuse_time, school_calendar
from bot.services.ruling import Going, talk_of, when_it_goes
from bot.services.staff import SignedIn
from flows.calendar import SchoolCalendar
from flows.engine.events import Need
from flows.engine.kinds import MessageKind
from flows.reading.meaning import DAYS, When
from storage.repositories import families, sessions, staff, tasks
from storage.unit_of_work import UnitOfWork

HOURS = {
    "after_drop_off": time(9),
    "lunch": time(12, 15),
    "before_home_time": time(14, 45),
    "after_school": time(15, 30),
}
"""When the parts of the day that a parent can wish for usually are."""
SUGGESTED = 3


async def offer(house: House, who: SignedIn, parent_id: int, session_id: int, on: date, at: time) -> Going:
    """Offer this parent another time for this session; return when the text goes."""
    going, ids = await house.database.write(lambda uow: _offer(uow, house, who, parent_id, session_id, on, at))
    await house.post.send(ids)
    return going


def _offer(
    uow: UnitOfWork, house: House, who: SignedIn, parent_id: int, session_id: int, on: date, at: time
) -> tuple[Going, tuple[int, ...]]:
    now = house.clock.now()
    session = sessions.find(uow, who.school_id, session_id)
    adult = families.adult(uow, who.school_id, parent_id)
    calendar = school_calendar(uow, who.school_id, now)
    refuse_time(calendar, on, at, now)
    starts_at = calendar.at(session.on_date, session.at_time)
    if adult.family_id != session.family_id or session.cancelled_at is not None or starts_at <= now:
        raise Refused("This story time is no longer to come. Please offer a time for the next one.", "session")
    expires_at = min(calendar.at(on, at), starts_at)
    going = when_it_goes(uow, talk_of(uow, house, parent_id), MessageKind.PERSON, now, expires_at)
    sessions.change(uow, session_id, offered_on=on, offered_at=at)
    tasks.finish_kind(uow, parent_id, Need.OTHER_TIME, who.id, now)
    staff.note(uow, who.school_id, who.id, "offered a time", f"session {session_id}", now)
    decision = Decision(MessageKind.PERSON, now, expires_at, not_before=going.until, written_by=who.id)
    return going, announce(uow, house, parent_id, session_id, "another_time.found", decision)


def suggested(
    calendar: SchoolCalendar, now: datetime, session: tuple[date, time], wished: str | None
) -> tuple[tuple[date, time], ...]:
    """Return up to three times to offer: at the hour and on the day wished for, else around the session's."""
    return tuple(islice(_times(calendar, now, session, wished), SUGGESTED))


def _times(
    calendar: SchoolCalendar, now: datetime, session: tuple[date, time], wished: str | None
) -> Iterator[tuple[date, time]]:
    on, usual = session
    when = When.parse(wished or "")
    at = when.at or HOURS.get(when.part or "", usual)
    days = (calendar.day_of(now) + timedelta(days=n) for n in range(1, 15))
    near = sorted(days, key=lambda day: (when.day not in (None, DAYS[day.weekday()]), abs((day - on).days), day))
    return ((day, at) for day in near if calendar.is_school_day(day) and (day, at) != session)
