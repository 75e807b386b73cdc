"""Everything rests at one press: snow that lies for days, a death in the school; and goes on at one press."""

from datetime import datetime, timedelta

from bot.errors import Refused
from bot.services.announce import change_by_school
from bot.services.changes import Change
from bot.services.closures import plan_all
from bot.services.house import House
from bot.services.programmes import school_calendar
from bot.services.sessions import call_off, starts_at
from bot.services.staff import SignedIn
from storage.repositories import programmes, sessions, staff
from storage.unit_of_work import UnitOfWork

TOLD_AHEAD = timedelta(days=7)
"""A week of story times is called off when families are told; the rest waits for the start."""


def resting_all(house: House, who: SignedIn, *, is_told: bool, is_gentle: bool = False) -> Change:
    """Return the change that lets every programme rest.

    With `is_told` the story times of the coming week are off, and whoever was told of one hears so, once; gently, as
    after a death in the school, where `is_gentle`. Else nobody hears anything, and story times stand.
    """
    place = "reminder.resting" if is_gentle else "reminder.cancelled"

    def change(uow: UnitOfWork) -> tuple[int, ...]:
        now = house.clock.now()
        running = programmes.running(uow, who.school_id, is_paused=False)
        if not running:
            raise Refused("Everything rests already.")
        for programme_id in running:
            programmes.change(uow, programme_id, paused_at=now)
        staff.note(uow, who.school_id, who.id, "let everything rest", "", now)
        ids = _call_off_week(uow, house, who, place, now) if is_told else ()
        plan_all(uow, who.school_id, now)
        return ids

    return change


def _call_off_week(uow: UnitOfWork, house: House, who: SignedIn, place: str, now: datetime) -> tuple[int, ...]:
    calendar = school_calendar(uow, who.school_id, now)
    heard: set[int] = set()
    ids: list[int] = []
    for each in sessions.held_from(uow, who.school_id, calendar.day_of(now)):
        starts = starts_at(each, calendar)
        if now < starts <= now + TOLD_AHEAD:
            told = sessions.told(uow, each, starts)
            news = change_by_school(now, starts, who.id)
            ids += call_off(uow, house, each, calendar, place, news, heard)
            heard.update(told)
    return tuple(ids)


async def start_all(house: House, who: SignedIn, *, goes_to_end: bool) -> None:
    """Let everything go on. With `goes_to_end` story times that were to be meanwhile are off, and made up for."""

    def work(uow: UnitOfWork) -> None:
        now = house.clock.now()
        for programme_id in programmes.running(uow, who.school_id, is_paused=True):
            since = programmes.find(uow, who.school_id, programme_id).paused_at or now
            if goes_to_end:
                _make_up(uow, house, who, programme_id, since)
            programmes.change(uow, programme_id, paused_at=None)
        staff.note(uow, who.school_id, who.id, "let everything go on", "", now)
        plan_all(uow, who.school_id, now)

    await house.database.write(work)


def _make_up(uow: UnitOfWork, house: House, who: SignedIn, programme_id: int, since: datetime) -> None:
    now, calendar = house.clock.now(), school_calendar(uow, who.school_id, house.clock.now())
    for each in sessions.held_from(uow, who.school_id, calendar.day_of(since)):
        starts = starts_at(each, calendar)
        if each.programme_id == programme_id and since <= starts <= now:
            call_off(uow, house, each, calendar, "reminder.cancelled", change_by_school(now, starts, who.id))
