"""Monday, 8.20: whom to ring, who is coming, what to read, what good news to send, what goes out. Three minutes."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import groupby
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import Refused
from bot.sentences import _, _n, say
from bot.services import closures, guests, offers, sessions, talk, wishes
from bot.services.changes import Outcome, foretell, make
from bot.services.foresee import foresee
from bot.services.offers import suggested
from bot.web import going_words, words
from bot.web.days import WEEKDAYS
from bot.web.forms import Form
from bot.web.going_words import Batch
from bot.web.rendering import page
from bot.web.security import STORY_STAFF, form_of, go, house_of, local_path, staff_of
from bot.web.sure import is_looked_at, seen_of
from flows.calendar import SchoolCalendar
from flows.engine.kinds import ChannelName
from storage.reports.monday import Monday, monday
from storage.reports.waiting import Wish
from storage.unit_of_work import UnitOfWork

TITLE = _("Monday")
ROLES = STORY_STAFF
UNPROCESSABLE = 422
NOON, EVENING = 12, 18
GUEST_NAME = 12
SECONDS_A_LINE, SECONDS_A_RING, SECONDS_A_REPLY = 10, 60, 30
DONE = {
    "came": _("Lovely. The thank-you goes by itself."),
    "not-came": _("The tick is taken back."),
    "read": _("Read. Thank you."),
    "offered": _("Offered. They can book it with one digit."),
    "looked-after": _("Looked after. Thank you."),
    "welcomed": _("They know that their guest is welcome."),
    "bag": _("Lovely. A text says that it is in the bag."),
    "closed": _("Story times of today are off. Whoever expected one is told, and the weeks go on one session later."),
}


@dataclass(frozen=True, slots=True)
class Wished:
    """A wish of a parent's, with what can be done about it in one tap."""

    wish: Wish
    times: tuple[tuple[date, time], ...] = ()
    guest_name: str = ""


async def show(request: Request) -> Response:
    """Show the page."""
    return await _page(request, Form())


async def came(request: Request) -> Response:
    """Tick that they made a story together."""
    return await _tick(request, came=True)


async def not_came(request: Request) -> Response:
    """Take the tick back."""
    return await _tick(request, came=False)


async def _tick(request: Request, *, came: bool) -> Response:
    session_id = request.path_params["session_id"]
    try:
        await sessions.came_together(house_of(request), staff_of(request), session_id, came=came)
    except Refused as refused:
        return await _page(request, form_of(request).refused(refused))
    return _back(request, "came" if came else "not-came")


async def read(request: Request) -> Response:
    """Keep that a person has read what this parent wrote."""
    await talk.mark_read(house_of(request), staff_of(request), request.path_params["parent_id"])
    return _back(request, "read")


async def offer(request: Request) -> Response:
    """Offer the time that was tapped, or typed."""
    form, at = form_of(request), request.path_params
    try:
        await offers.offer(
            house_of(request), staff_of(request), at["parent_id"], at["session_id"], form.day("on"), form.clock("at")
        )
    except Refused as refused:
        return await _page(request, form.refused(refused))
    return _back(request, "offered")


async def welcome(request: Request) -> Response:
    """Welcome the guest who was named."""
    form, at = form_of(request), request.path_params
    try:
        who = staff_of(request)
        await guests.welcome(house_of(request), who, at["parent_id"], at["session_id"], form.text("guest"))
    except Refused as refused:
        return await _page(request, form.refused(refused))
    return _back(request, "welcomed")


async def ring(request: Request) -> Response:
    """Ring about the guest who was named."""
    at = request.path_params
    try:
        card = await guests.ring_instead(house_of(request), staff_of(request), at["parent_id"], at["session_id"])
    except Refused as refused:
        return await _page(request, form_of(request).refused(refused))
    return go(f"/ring/{card}")


async def looked_after(request: Request) -> Response:
    """Keep that a person has looked after a wish."""
    at = request.path_params
    try:
        await wishes.looked_after(house_of(request), staff_of(request), at["parent_id"], at["need"])
    except Refused as refused:
        return await _page(request, form_of(request).refused(refused))
    return _back(request, "looked-after")


async def close(request: Request) -> Response:
    """Announce that the school is closed today; the texts that tell of it are seen first."""
    form, house, who = form_of(request), house_of(request), staff_of(request)
    try:
        change = closures.closing_today(house, who)
        if not is_looked_at(form):
            return await _page(request, form, await foretell(house, who, change))
        await make(house, change)
    except Refused as refused:
        return await _page(request, form.refused(refused))
    return _back(request, "closed")


def _back(request: Request, done: str) -> Response:
    return go(f"{local_path(form_of(request).text('next', '/'))}?done={done}")


async def _page(request: Request, form: Form, outcome: Outcome | None = None) -> Response:
    house, who = house_of(request), staff_of(request)
    now = house.clock.now()
    today = now.astimezone(who.zone).date()

    def look(uow: UnitOfWork) -> Monday:
        seen = monday(uow, who.school_id, who.zone, now)
        return replace(seen, going=foresee(uow, who.school_id, seen.going, now))

    found = await house.database.read(look)
    return page(
        request,
        "monday.html",
        TITLE,
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        outcome=outcome,
        seen=seen_of(form),
        greeting=_greeting(now.astimezone(who.zone)),
        monday=found,
        wishes=[_wished(each, now, who.zone) for each in found.wishes],
        days=_by_day(found, who.zone),
        summary=_summary(found, len(found.wishes), today),
        today=today,
        done=DONE.get(request.query_params.get("done", "")),
        words=words,
        going_words=going_words,
        is_sms_off=ChannelName.SMS not in house.channels,
    )


def _greeting(local: datetime) -> str:
    if local.hour < NOON:
        return _("Good morning")
    return _("Good afternoon") if local.hour < EVENING else _("Good evening")


def _summary(found: Monday, wishes: int, today: date) -> str:
    """Return the day in one breath: "Six families, one to ring, two replies to read. About three minutes."."""
    rings, replies = len(found.rings), len(found.unread) + wishes
    families = len({line.session.family_id for line in found.lines})
    said = ", ".join(
        say(words(count, going_words.number(count)))
        for count, words in ((families, _families), (rings, _to_ring), (replies, _to_read))
        if count
    )
    opening = f"{said[:1].upper()}{said[1:]}. " if said else ""
    if not (rings or replies or found.blank or found.news):
        return opening + say(_("All set. Have a good {weekday}.", weekday=WEEKDAYS[today.weekday()]))
    return opening + say(_("About {minutes}.", minutes=_minutes(families, rings, replies)))


def _families(count: int, number: str) -> str:
    return _n("{number} family", "{number} families", count, number=number)


def _to_ring(count: int, number: str) -> str:
    return _n("{number} to ring", "{number} to ring", count, number=number)


def _to_read(count: int, number: str) -> str:
    return _n("{number} reply to read", "{number} replies to read", count, number=number)


def _by_day(found: Monday, zone: ZoneInfo) -> list[tuple[date, list[Batch]]]:
    """Return what goes out, by its day."""
    batches = going_words.batches(found.going, zone)
    return [(day, list(theirs)) for day, theirs in groupby(batches, lambda each: each.at.date())]


def _minutes(families: int, rings: int, replies: int) -> str:
    """Return how long it takes to go through, the calls themselves left out."""
    seconds = SECONDS_A_LINE * families + SECONDS_A_RING * rings + SECONDS_A_REPLY * replies
    minutes = max(1, round(seconds / 60))
    return _n("{number} minute", "{number} minutes", minutes, number=going_words.number(minutes))


def _wished(wish: Wish, now: datetime, zone: ZoneInfo) -> Wished:
    """Add what can be done: times to tap, or a guest's first name. The service has the last word on each."""
    if wish.session is None or wish.answer is None:
        return Wished(wish)
    if wish.need == "other_time":
        calendar = SchoolCalendar(zone)
        return Wished(wish, times=suggested(calendar, now, wish.session, wish.answer.wished_time))
    return Wished(wish, guest_name=(wish.answer.guest or "").partition(" ")[0].strip(",.;:")[:GUEST_NAME])


ROUTES = (
    Route("/", show),
    Route("/sessions/{session_id:int}/came", came, methods=["POST"]),
    Route("/sessions/{session_id:int}/not-came", not_came, methods=["POST"]),
    Route("/read/{parent_id:int}", read, methods=["POST"]),
    Route("/offers/{parent_id:int}/{session_id:int}", offer, methods=["POST"]),
    Route("/guests/{parent_id:int}/{session_id:int}/welcome", welcome, methods=["POST"]),
    Route("/guests/{parent_id:int}/{session_id:int}/ring", ring, methods=["POST"]),
    Route("/wishes/{parent_id:int}/{need}/done", looked_after, methods=["POST"]),
    Route("/closed-today", close, methods=["POST"]),
)
