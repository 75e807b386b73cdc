"""One story time: move it, cancel it, offer another; each change says first whom it reaches."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.errors import Refused
from bot.services import sessions
from bot.services.sessions import Slot
from bot.web import words
from bot.web.forms import Form, filled
from bot.web.rendering import page
from bot.web.security import STORY_STAFF, form_of, go, house_of, staff_of
from bot.web.sure import refuse_unticked
from storage.reports.session import session_card

TITLE = "Story time"
ROLES = STORY_STAFF
UNPROCESSABLE = 422


async def show(request: Request) -> Response:
    """Show the story time."""
    return await _page(request, None)


async def move(request: Request) -> Response:
    """Move it to another day, hour or place."""
    form = form_of(request)
    try:
        to = Slot(form.day("on"), form.clock("at"), form.text("place"))
        await sessions.move(house_of(request), staff_of(request), request.path_params["session_id"], to)
    except Refused as refused:
        return await _page(request, form.refused(refused))
    return go(f"/sessions/{request.path_params['session_id']}?done=moved")


async def cancel(request: Request) -> Response:
    """Cancel it."""
    form = form_of(request)
    try:
        refuse_unticked(form, "Please tick that this story time is off.")
        await sessions.cancel(house_of(request), staff_of(request), request.path_params["session_id"])
    except Refused as refused:
        return await _page(request, form.refused(refused))
    return go(f"/sessions/{request.path_params['session_id']}?done=cancelled")


DONE = {
    "moved": "Moved. Everything planned around it has moved too.",
    "cancelled": "This story time is off. The weeks go on one session later.",
}


async def _page(request: Request, form: Form | None) -> Response:
    house, who = house_of(request), staff_of(request)
    session_id = request.path_params["session_id"]
    card = await house.database.read(lambda uow: session_card(uow, who.school_id, who.zone, session_id))
    held, now = card.session, house.clock.now().astimezone(who.zone)
    as_it_is = filled(on=held.on.isoformat(), at=held.at.isoformat("minutes"), place=held.place)
    is_over = (held.on, held.at) <= (now.date(), now.time())
    return page(
        request,
        "session.html",
        f"Week {held.week}, {card.child}",
        status=UNPROCESSABLE if form else 200,
        form=Form({**as_it_is.values, **form.values}, form.errors) if form else as_it_is,
        card=card,
        is_open=not (is_over or held.is_cancelled or held.came_together),
        done=DONE.get(request.query_params.get("done", "")),
        chosen_adult=request.query_params.get("adult", ""),
        words=words,
    )


ROUTES = (
    Route("/sessions/{session_id:int}", show),
    Route("/sessions/{session_id:int}/move", move, methods=["POST"]),
    Route("/sessions/{session_id:int}/cancel", cancel, methods=["POST"]),
)
