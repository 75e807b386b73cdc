"""One story time: move it, cancel it, offer another; each change says first whom it reaches."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import Refused
from bot.sentences import _
from bot.services import sessions
from bot.services.advice import beside_each
from bot.services.another_day import moving_day, of_day
from bot.services.changes import Change, Outcome, foretell, make
from bot.services.house import House
from bot.services.sessions import Slot
from bot.services.staff import SignedIn
from bot.web import words
from bot.web.forms import Form, filled
from bot.web.rendering import page
from bot.web.security import STORY_STAFF, form_of, go, house_of, staff_of
from bot.web.sure import is_looked_at, seen_of
from storage.reports.session import session_card
from storage.repositories.programmes import child_of
from storage.unit_of_work import UnitOfWork

TITLE = _("Story time")
ROLES = STORY_STAFF
UNPROCESSABLE = 422


async def show(request: Request) -> Response:
    """Show the story time."""
    return await _page(request, None)


async def move(request: Request) -> Response:
    """Move it to another day, hour or place."""

    def change(form: Form) -> Change:
        to = Slot(form.day("on"), form.clock("at"), form.text("place"))
        return sessions.moving(house_of(request), staff_of(request), request.path_params["session_id"], to)

    return await _reach_families(request, "moved", change)


async def move_day(request: Request) -> Response:
    """Move it, and every other story time of its day, to another day."""

    def change(form: Form) -> Change:
        return moving_day(house_of(request), staff_of(request), form.day("was"), form.day("on"))

    return await _reach_families(request, "all-moved", change)


async def cancel(request: Request) -> Response:
    """Cancel it."""

    def change(_form: Form) -> Change:
        return sessions.cancelling(house_of(request), staff_of(request), request.path_params["session_id"])

    return await _reach_families(request, "cancelled", change)


async def _reach_families(request: Request, what: str, change_of: Callable[[Form], Change]) -> Response:
    """Show first whom the change reaches and with which words; make it when that is pressed."""
    form, house = form_of(request), house_of(request)
    try:
        change = change_of(form)
        if not is_looked_at(form):
            return await _page(request, form, what, await foretell(house, staff_of(request), change))
        await make(house, change)
    except Refused as refused:
        return await _page(request, form.refused(refused))
    return go(f"/sessions/{request.path_params['session_id']}?done={what}")


async def how(request: Request) -> Response:
    """Keep that they made a story together in another way."""
    form, session_id = form_of(request), request.path_params["session_id"]
    try:
        name = form.text("guest")
        await sessions.came_otherwise(house_of(request), staff_of(request), session_id, form.text("how"), name)
    except Refused as refused:
        return await _page(request, form.refused(refused))
    return go(f"/sessions/{session_id}?done=how")


DONE = {
    "how": _("Lovely. The thank-you says it as it was."),
    "moved": _("Moved. Everything planned around it has moved too."),
    "all-moved": _("Moved, for everybody. Everything planned around these story times has moved too."),
    "cancelled": _("This story time is off. The weeks go on one session later."),
}


async def _page(request: Request, form: Form | None, pending: str = "", outcome: Outcome | None = None) -> Response:
    house, who = house_of(request), staff_of(request)
    session_id = request.path_params["session_id"]
    card = await house.database.read(lambda uow: session_card(uow, who.school_id, who.zone, session_id))
    held, now = card.session, house.clock.now().astimezone(who.zone)
    days = await house.database.read(lambda uow: _days(uow, house, who, session_id))
    as_it_is = filled(on=held.on.isoformat(), at=held.at.isoformat("minutes"), place=held.place)
    is_over = (held.on, held.at) <= (now.date(), now.time())
    return page(
        request,
        "session.html",
        _("Week {week}, {child}", week=held.week, child=card.child),
        status=UNPROCESSABLE if form and form.errors else 200,
        form=Form({**as_it_is.values, **form.values}, form.errors) if form else as_it_is,
        card=card,
        days=days,
        pending=pending,
        outcome=outcome,
        seen=seen_of(form) if form else "",
        may_be_ticked=held.on <= now.date() and not held.is_cancelled,
        is_open=not (is_over or held.is_cancelled or held.came_together),
        done=DONE.get(request.query_params.get("done", "")),
        chosen_adult=request.query_params.get("adult", ""),
        words=words,
    )


@dataclass(frozen=True, slots=True)
class Days:
    """What stands beside the day of a story time, and the other days of that week that are one tap away.

    `children` are those with a story time on this day.
    """

    beside: tuple[str, ...]
    near: tuple[tuple[date, tuple[str, ...]], ...]
    children: tuple[str, ...]


def _days(uow: UnitOfWork, house: House, who: SignedIn, session_id: int) -> Days:
    on, near = sessions.near_days(uow, who.school_id, session_id, house.clock.now())
    beside = beside_each(uow, who.school_id, (on, *near))
    families = dict.fromkeys(each.family_id for each in of_day(uow, house, who, on))
    children = tuple(child_of(uow, each) for each in families)
    return Days(beside.get(on, ()), tuple((day, beside.get(day, ())) for day in near), children)


ROUTES = (
    Route("/sessions/{session_id:int}", show),
    Route("/sessions/{session_id:int}/move", move, methods=["POST"]),
    Route("/sessions/{session_id:int}/move-day", move_day, methods=["POST"]),
    Route("/sessions/{session_id:int}/how", how, methods=["POST"]),
    Route("/sessions/{session_id:int}/cancel", cancel, methods=["POST"]),
)
