"""Where the demo's clock is asked to go: to the next thing, a morning, a week, the end, or a moment that was typed."""

from datetime import datetime, time, timedelta

from bot.errors import Refused
from bot.services.demo_clock import last_thing
from bot.services.house import House
from bot.services.staff import SignedIn
from bot.web.forms import Form
from flows.calendar import monday_of
from storage.reports import simulator as report

MORNING = time(8, 20)
NOBODY = "nobody"
"""To the end of the ten weeks, without an answer from anybody."""
NOTHING_PLANNED = "Nothing more is planned."
NO_TIME = "Please give a day and a time, such as 2026-05-12 16:30."


async def arrival(house: House, who: SignedIn, form: Form) -> datetime:
    """Return the moment to which the clock is asked to go; raises `Refused`."""
    now = house.clock.now()
    today = now.astimezone(who.zone).date()
    match form.text("to"):
        case "next":
            return await _next(house, who)
        case "hour":
            return now + timedelta(hours=1)
        case "morning":
            return datetime.combine(today + timedelta(days=1), MORNING, who.zone)
        case "week":
            return datetime.combine(monday_of(today) + timedelta(days=7), MORNING, who.zone)
        case "end" | "nobody":
            return await _end(house)
        case _:
            return _typed(form, who)


def moment_of(typed: str) -> datetime | None:
    """Return a moment with its zone as an address of ours carries it, or None."""
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        return None
    return found if found.tzinfo else None


async def _next(house: House, who: SignedIn) -> datetime:
    coming = await house.database.read(lambda uow: report.coming(uow, who.school_id, who.zone, house.clock.now()))
    if coming is None:
        raise Refused(NOTHING_PLANNED, "until")
    return coming.at


async def _end(house: House) -> datetime:
    last = await last_thing(house)
    if last is None or last < house.clock.now():
        raise Refused(NOTHING_PLANNED, "until")
    return last


def _typed(form: Form, who: SignedIn) -> datetime:
    try:
        found = datetime.fromisoformat(form.text("until"))
    except ValueError:
        raise Refused(NO_TIME, "until") from None
    return found if found.tzinfo else found.replace(tzinfo=who.zone)
