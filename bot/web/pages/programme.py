"""The programme: ten story times for each family, laid out around the days when the school is shut."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import Refused
from bot.sentences import _
from bot.services import new_programme, programmes, rest
from bot.services.advice import beside_each
from bot.services.changes import Outcome, foretell
from bot.services.changes import make as make_change
from bot.services.house import House
from bot.services.new_programme import NewProgramme
from bot.services.staff import Role, SignedIn
from bot.web import words
from bot.web.days import WEEKDAYS
from bot.web.forms import Form, filled
from bot.web.rendering import page
from bot.web.security import STORY_STAFF, form_of, go, house_of, staff_of
from bot.web.sure import is_looked_at, refuse_unticked, seen_of
from flows.programme.layout import SESSIONS
from storage.reports.programme import ProgrammePage, choices, programme_page
from storage.unit_of_work import UnitOfWork

TITLE = _("Programme")
ROLES = STORY_STAFF
UNPROCESSABLE, NOT_FOUND = 422, 404
DONE = {
    "made": _("Laid out. Everything around these story times is planned."),
    "rest": _("Everything automatic rests until you start it again."),
    "restart": _("The texts go on from here."),
    "end": _("This programme is over. Nothing more goes out by itself."),
    "joined": _("They have joined. Their ten story times are laid out."),
}
Verb = Callable[[House, SignedIn, int], Awaitable[None]]
VERBS: dict[str, Verb] = {"rest": programmes.rest, "restart": programmes.restart, "end": programmes.end}


async def show(request: Request) -> Response:
    """Show the programmes and the closed days."""
    return await _page(request, Form())


async def act(request: Request) -> Response:
    """Rest, restart or end a programme."""
    verb = request.path_params["verb"]
    if verb not in VERBS:
        raise HTTPException(NOT_FOUND)
    form = form_of(request)
    try:
        if verb == "end":
            refuse_unticked(form, _("Please tick that this programme is over."))
        await VERBS[verb](house_of(request), staff_of(request), request.path_params["programme_id"])
    except Refused as refused:
        return await _page(request, form.refused(refused))
    return go(f"/programme?done={verb}")


async def rest_all(request: Request) -> Response:
    """Let everything rest; where families are to be told, their texts are seen first."""
    form, house, who = form_of(request), house_of(request), staff_of(request)
    try:
        is_gentle = form.text("said") == "gently"
        change = rest.resting_all(house, who, is_told=form.is_ticked("tell"), is_gentle=is_gentle)
        if form.is_ticked("tell") and not is_looked_at(form):
            return await _page(request, form, await foretell(house, who, change))
        await make_change(house, change)
    except Refused as refused:
        return await _page(request, form.refused(refused))
    return go("/programme?done=rest")


async def start_all(request: Request) -> Response:
    """Let everything go on."""
    goes_to_end = form_of(request).is_ticked("to_end")
    await rest.start_all(house_of(request), staff_of(request), goes_to_end=goes_to_end)
    return go("/programme?done=restart")


async def take_in(request: Request) -> Response:
    """Let families join a programme."""
    form = form_of(request)
    try:
        chosen = _numbers(form, "families")
        await programmes.take_in(house_of(request), staff_of(request), request.path_params["programme_id"], chosen)
    except Refused as refused:
        return await _page(request, form.refused(refused))
    return go("/programme?done=joined")


async def show_form(request: Request) -> Response:
    """Ask for a new programme."""
    form = filled(at="14:15", lead=str(staff_of(request).id))
    return await _form(request, form)


async def make(request: Request) -> Response:
    """Show the ten dates first; keep them when asked to."""
    form, house, who = form_of(request), house_of(request), staff_of(request)
    try:
        new = _new(form)
        if form.text("do") == "save":
            await new_programme.create(house, who, new)
            return go("/programme?done=made")
        return await _form(request, form, await new_programme.look(house, who, new))
    except Refused as refused:
        return await _form(request, form.refused(refused), chosen=_is_laid_out(form))


def _new(form: Form) -> NewProgramme:
    return NewProgramme(
        name=form.text("name"),
        starts_on=form.day("starts_on"),
        weekday=form.number("weekday"),
        at=form.clock("at"),
        place=form.text("place"),
        lead_id=form.number("lead"),
        families=_numbers(form, "families"),
        saturday_spark=form.is_ticked("saturday_spark"),
        dates=_dates(form) if _is_laid_out(form) else (),
    )


def _laid_for(form: Form) -> str:
    """Return what the dates on the form depend on: with another first day or weekday they are laid out anew."""
    return f"{form.text('starts_on')} {form.text('weekday')}"


def _is_laid_out(form: Form) -> bool:
    return form.text("laid_for") == _laid_for(form)


def _dates(form: Form) -> tuple[date, ...]:
    """Return the ten days on the form; one of them may be moved at a press: "3 2026-05-20"."""
    dates = [form.day(f"on_{n}") for n in range(1, SESSIONS + 1)]
    place, _, day = form.text("swap").partition(" ")
    if place.isdecimal() and 0 < int(place) <= SESSIONS:
        dates[int(place) - 1] = filled(swap=day).day("swap")
    return tuple(dates)


def _numbers(form: Form, name: str) -> tuple[int, ...]:
    return tuple(
        int(each) for each in form.all(name) if each.isascii() and each.isdigit() and len(each) < len("1" * 10)
    )


def _look(uow: UnitOfWork, school_id: int, today: date) -> tuple[ProgrammePage, Mapping[date, tuple[str, ...]]]:
    found = programme_page(uow, school_id)
    return found, beside_each(uow, school_id, (each.on for each in found.sessions() if each.on >= today))


async def _page(request: Request, form: Form, outcome: Outcome | None = None) -> Response:
    house, who = house_of(request), staff_of(request)
    today = house.clock.now().astimezone(who.zone).date()
    found, beside = await house.database.read(lambda uow: _look(uow, who.school_id, today))
    return page(
        request,
        "programme.html",
        TITLE,
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        found=found,
        outcome=outcome,
        seen=seen_of(form),
        beside=beside,
        today=today,
        weekdays=WEEKDAYS,
        is_lead=who.role == Role.LEAD,
        done=DONE.get(request.query_params.get("done", "")),
        words=words,
    )


async def _form(
    request: Request, form: Form, layout: new_programme.Layout | None = None, *, chosen: bool = False
) -> Response:
    who = staff_of(request)
    typed = [form.text(f"on_{n}") for n in range(1, SESSIONS + 1)] if chosen else []
    return page(
        request,
        "new_programme.html",
        _("A new programme"),
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        choices=await house_of(request).database.read(lambda uow: choices(uow, who.school_id)),
        weekdays=WEEKDAYS,
        layout=layout,
        days=[each.on.isoformat() for each in layout.dates] if layout else typed,
        laid_for=_laid_for(form),
    )


ROUTES = (
    Route("/programme", show),
    Route("/programme/new", show_form),
    Route("/programme/new", make, methods=["POST"]),
    Route("/programme/rest-all", rest_all, methods=["POST"]),
    Route("/programme/start-all", start_all, methods=["POST"]),
    Route("/programme/{programme_id:int}/families", take_in, methods=["POST"]),
    Route("/programme/{programme_id:int}/{verb}", act, methods=["POST"]),
)
