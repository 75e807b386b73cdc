"""The school year: terms, bank holidays, days when school is shut, quiet days, and a calendar file that brings them."""

import re
from collections.abc import Awaitable, Callable
from datetime import date, timedelta

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import Refused
from bot.sentences import _
from bot.services import closures, school_year
from bot.services.calendar_file import AT_MOST_BYTES, LONGEST_NAME, TOO_BIG, Found, read_calendar
from bot.services.changes import Change, Outcome, foretell, make
from bot.services.closed_days import read_closed_days, read_spans, spans_as_typed
from bot.services.closures import Closing
from bot.services.nations import NATIONS
from bot.services.reopen import opening_days
from bot.web.forms import Form, filled
from bot.web.rendering import page
from bot.web.security import STORY_STAFF, form_of, go, house_of, staff_of
from bot.web.sure import is_looked_at, seen_of
from storage.reports.school_year import school_year as find_year
from storage.repositories.calendars import QUIET

TITLE = _("School year")
ROLES = STORY_STAFF
UNPROCESSABLE = 422
FILE_BYTES = AT_MOST_BYTES
UNREAD = re.compile(r"[^\w .()-]")
LONGEST_BREAK_DAYS = 100
DONE = {
    "terms": _("Kept. Story times and texts keep to these terms."),
    "bank": _("Kept. Story times and texts step over these bank holidays."),
    "closed": _("Kept. Story times and texts step over these days."),
    "opened": _("The school is open on that day again."),
    "marked": _("Kept."),
    "unmarked": _("Taken off."),
    "file": _("Added. They stand among the days below."),
    "undone": _("The days of that file are taken back."),
}
TAKEN_FOR = {"closed": _("School is shut"), "quiet": _("A quiet day"), "": _("Leave it out")}
NATION_CHOICES = (("", _("None: we add our own days")), *NATIONS.items())


async def show(request: Request) -> Response:
    """Show the year."""
    return await _page(request, Form())


async def set_terms(request: Request) -> Response:
    """Keep the terms as typed."""

    def change(form: Form) -> Change:
        terms = read_spans(form.text("terms"), "terms")
        return school_year.setting_terms(house_of(request), staff_of(request), terms)

    return await _reach_families(request, "terms", change)


async def choose_bank_holidays(request: Request) -> Response:
    """Keep the bank holidays of one nation."""

    def change(form: Form) -> Change:
        return school_year.choosing_nation(house_of(request), staff_of(request), form.text("nation"))

    return await _reach_families(request, "bank", change)


async def close_days(request: Request) -> Response:
    """Close the school on days to come."""

    def change(form: Form) -> Change:
        near, training = form.text("goes") == "near", form.is_ticked("training")
        days = read_closed_days(form.text("closed_days"))
        closing = Closing(days, goes_near=near, is_training=training)
        return closures.closing_days(house_of(request), staff_of(request), closing)

    return await _reach_families(request, "closed", change)


async def open_day(request: Request) -> Response:
    """Take a closed day back, or all days of a break; story times find back unless they are to stay."""

    def change(form: Form) -> Change:
        brings_back = not form.is_ticked("stay")
        return opening_days(house_of(request), staff_of(request), _days(form), brings_back=brings_back)

    return await _reach_families(request, "opened", change)


async def mark(request: Request) -> Response:
    """Mark days as quiet, or as days to keep in mind."""

    async def work(form: Form) -> None:
        days = read_closed_days(form.text("marked_days"), "marked_days")
        await school_year.mark(house_of(request), staff_of(request), form.text("mark"), days)

    return await _do(request, "marked", work)


async def unmark(request: Request) -> Response:
    """Take the mark off a day, or off all days of a row."""

    async def work(form: Form) -> None:
        await school_year.unmark(house_of(request), staff_of(request), form.text("mark", QUIET), _days(form))

    return await _do(request, "unmarked", work)


async def look_into_file(request: Request) -> Response:
    """Show what a calendar file would add; nothing is kept yet."""
    form, who = form_of(request), staff_of(request)
    today = house_of(request).clock.now().astimezone(who.zone).date()
    file = form.files.get("file")
    if file is None or not file.content:
        return await _page(request, form.refused(Refused("Please choose a file.", "file")))
    try:
        events = await run_in_threadpool(read_calendar, file.content, who.zone, today)
    except Refused as refused:
        return await _page(request, form.refused(refused))
    return _file_page(request, filled(name=_shown(file.name)), events)


async def too_big(request: Request) -> Response:
    """Say that the file is too large; nothing of it was kept."""
    return await _page(request, Form().refused(Refused(TOO_BIG, "file")))


def _shown(name: str) -> str:
    """Return what is left of a file's name, which its owner's machine gave it, without signs that nobody reads."""
    return UNREAD.sub("", name)[:LONGEST_NAME]


async def take_file(request: Request) -> Response:
    """Add the days that were chosen out of the file."""
    form, house, who = form_of(request), house_of(request), staff_of(request)
    events: tuple[Found, ...] = ()
    try:
        events = tuple(_typed_event(each) for each in form.all("event"))
        closed, quiet = _taken_for(events, "closed"), _taken_for(events, "quiet")
        change = school_year.taking_file(house, who, _shown(form.text("name")), closed, quiet)
        if is_looked_at(form):
            await make(house, change)
            return go("/school-year?done=file")
        return _file_page(request, form, events, await foretell(house, who, change))
    except Refused as refused:
        return _file_page(request, form.refused(refused), events)


async def undo_file(request: Request) -> Response:
    """Take back what a calendar file added; story times find back unless they are to stay."""

    def change(form: Form) -> Change:
        house, who, brings_back = house_of(request), staff_of(request), not form.is_ticked("stay")
        return school_year.undoing_file(house, who, form.text("origin"), brings_back=brings_back)

    return await _reach_families(request, "undone", change)


async def _reach_families(request: Request, what: str, change_of: Callable[[Form], Change]) -> Response:
    """Make a change at once where it reaches nobody; else show first whom it reaches and with which words."""
    form, house, who = form_of(request), house_of(request), staff_of(request)
    try:
        change = change_of(form)
        outcome = Outcome((), ()) if is_looked_at(form) else await foretell(house, who, change)
        if outcome.texts or outcome.shifted:
            return await _page(request, form, what, outcome)
        await make(house, change)
    except Refused as refused:
        return await _page(request, form.refused(refused))
    return go(f"/school-year?done={what}")


async def _do(request: Request, what: str, work: Callable[[Form], Awaitable[None]]) -> Response:
    form = form_of(request)
    try:
        await work(form)
    except Refused as refused:
        return await _page(request, form.refused(refused))
    return go(f"/school-year?done={what}")


def _days(form: Form) -> tuple[date, ...]:
    """Return the days of a row that was pressed: from "on" to "last"."""
    first, last = form.day("on"), form.day("last" if form.text("last") else "on")
    return tuple(first + timedelta(days=n) for n in range(min((last - first).days + 1, LONGEST_BREAK_DAYS)))


def _typed_event(typed: str) -> Found:
    """Return an event as its choice carries it: "closed|2026-05-25|2026-05-29|Half-term"."""
    kind, first, last, name = (*typed.split("|", 3), "", "", "")[:4]
    try:
        found = Found(date.fromisoformat(first), date.fromisoformat(last), name[:LONGEST_NAME], kind)
    except ValueError:
        raise Refused("Please choose the file once more.", "file") from None
    if kind not in TAKEN_FOR or not 0 <= (found.last - found.first).days < LONGEST_BREAK_DAYS:
        raise Refused("Please choose the file once more.", "file")
    return found


def _taken_for(events: tuple[Found, ...], kind: str) -> dict[date, str]:
    """Return each day of the events that staff take for this, with its name."""
    chosen = (each for each in events if each.guess == kind)
    return {
        each.first + timedelta(days=n): each.name for each in chosen for n in range((each.last - each.first).days + 1)
    }


def _file_page(request: Request, form: Form, events: tuple[Found, ...], outcome: Outcome | None = None) -> Response:
    status = UNPROCESSABLE if form.errors else 200
    return page(
        request,
        "calendar_file.html",
        _("A calendar file"),
        status=status,
        form=form,
        events=events,
        outcome=outcome,
        seen=seen_of(form),
        taken_for=TAKEN_FOR,
    )


async def _page(request: Request, form: Form, pending: str = "", outcome: Outcome | None = None) -> Response:
    house, who = house_of(request), staff_of(request)
    today = house.clock.now().astimezone(who.zone).date()
    year = await house.database.read(lambda uow: find_year(uow, who.school_id, today))
    as_it_is = filled(terms=spans_as_typed(year.terms), nation=year.nation)
    return page(
        request,
        "school_year.html",
        TITLE,
        status=UNPROCESSABLE if form.errors else 200,
        form=Form({**as_it_is.values, **form.values}, form.errors),
        year=year,
        nations=NATION_CHOICES,
        pending=pending,
        outcome=outcome,
        seen=seen_of(form),
        done=DONE.get(request.query_params.get("done", "")),
    )


ROUTES = (
    Route("/school-year", show),
    Route("/school-year/terms", set_terms, methods=["POST"]),
    Route("/school-year/bank-holidays", choose_bank_holidays, methods=["POST"]),
    Route("/school-year/closed-days", close_days, methods=["POST"]),
    Route("/school-year/closed-days/open", open_day, methods=["POST"]),
    Route("/school-year/marked-days", mark, methods=["POST"]),
    Route("/school-year/marked-days/clear", unmark, methods=["POST"]),
    Route("/school-year/file", look_into_file, methods=["POST"]),
    Route("/school-year/file/days", take_file, methods=["POST"]),
    Route("/school-year/file/undo", undo_file, methods=["POST"]),
)
